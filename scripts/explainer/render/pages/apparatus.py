"""Wording, timeline, the search page."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from explainer.render.pages import strip
from explainer.render.pages.frame import Frame, choices, homes, section_links
from explainer.text import labels


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
    page = frame.page("timeline/index.md")
    years = [(year, list(events)) for year, events in groupby(frame.site.timeline, key=lambda h: h.date[:4])]
    see = partial(homes, frame.site, page)
    frame.add(
        "timeline.md.j2", page, years=years, sections=frame.site.sections(), see=see, strips=strip.strips(frame.site)
    )
