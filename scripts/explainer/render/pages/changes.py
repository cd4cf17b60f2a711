"""What changed: the page, the feed, the editions as data, and a page for each address that was given up."""

from __future__ import annotations

from collections.abc import Callable

from explainer.addresses import url
from explainer.editions import feed, history, snapshot
from explainer.editions.history import GivenUp
from explainer.load.edition import Published
from explainer.render.page import Page
from explainer.render.pages.frame import Frame
from explainer.render.trail import GIVEN_UP


def pages(frame: Frame) -> None:
    """Everything under /changes/, and forwards from old addresses."""
    content = frame.site.content
    page = frame.page("changes/index.md")
    corrections = history.corrections(frame.site)
    frame.add(
        "changes.md.j2",
        page,
        changed=frame.changes,
        corrections=corrections,
        kind_names=history.KIND_NAMES,
        link=_link(frame, page),
        fates={(g.kind, g.id): g.why for g in frame.given_up},
    )
    if content.editions:
        cut = [one for one in frame.changes if one.number]
        frame.keep({"changes/feed.xml": feed.atom(frame.site, cut, corrections)})
    frame.keep({f"changes/{one.edition}.json": snapshot.as_json(one) for one in content.editions})
    for gone in frame.given_up:
        if "#" not in gone.home:
            _given_up(frame, gone)


def _given_up(frame: Frame, gone: GivenUp) -> None:
    """The page that keeps an address: it leads to the new one, by the whole of it where that is known."""
    page, site = frame.page(gone.home, GIVEN_UP, gone.kind), frame.site
    told = {"robots": "noindex"}
    if gone.to:
        told["forward"] = site.site_url + url(gone.to) if site.site_url else page.url(gone.to)
    frame.add("given_up.md.j2", page, gone=gone, told=told)


def _link(frame: Frame, page: Page) -> Callable[[Published], str]:
    """Where a thing that some edition names is now: its page, or the one that keeps its address; '' if none does."""
    kept = {(gone.kind, gone.id): gone.home for gone in frame.given_up}

    def link(entry: Published) -> str:
        key = entry.kind, entry.id
        file = frame.site.files.get(key, kept.get(key))
        return page.to(file) if file else ""

    return link
