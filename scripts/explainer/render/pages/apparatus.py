"""Wording, timeline, the search page."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from explainer.render.pages import strip
from explainer.render.pages.frame import Frame, choices, homes, section_links
from explainer.text import labels

TIMELINE = "timeline/index.md"


def pages(frame: Frame) -> None:
    """The pages that are about the whole; what an edition has nothing for is left out."""
    if frame.site.content.wording:
        _wording(frame)
    if frame.site.timeline:
        _timeline(frame)
    search = frame.page("search/index.md")
    frame.add("search.md.j2", search, sections=section_links(frame.site, search))


def _wording(frame: Frame) -> None:
    wording, parties = frame.site.content.wording, frame.site.content.about.parties
    assert wording
    frame.add(
        "wording.md.j2",
        frame.page("wording/index.md"),
        wording=wording,
        bound_choices=choices((b for c in wording.clauses for b in c.bound), lambda b: labels.bound(parties, [b])),
        mood_choices=choices((c.mood for c in wording.clauses), labels.MOODS.__getitem__),
    )


def _timeline(frame: Frame) -> None:
    """All events; where they would make the page too heavy, the years, each with its events on a page of its own."""
    site = frame.site
    years = [(year, list(events)) for year, events in groupby(site.timeline, key=lambda h: h.date[:4])]
    files = {year: f"timeline/{year}/index.md" for year, _ in years}
    shown = {"years": years, "files": files, "sections": site.sections(), "strips": strip.strips(site)}
    page, light = frame.page(TIMELINE), frame.page(TIMELINE)
    if frame.add_if_light("timeline.md.j2", light, light=True, see=partial(homes, site, light), **shown):
        return
    frame.add("timeline.md.j2", page, light=False, see=partial(homes, site, page), **shown)
    for year, events in years:
        page = frame.page(files[year])
        see = partial(homes, site, page)
        frame.add("year.md.j2", page, year=year, events=events, see=see, sections=site.sections())
