"""What changed: the page, the feed, the editions as data, and a page for each address that was given up."""

from __future__ import annotations

from collections.abc import Callable

from explainer.addresses import url
from explainer.editions import feed, history, snapshot
from explainer.load.edition import Published
from explainer.render.page import Page
from explainer.render.pages.frame import Frame


def pages(frame: Frame) -> None:
    """Everything under /changes/, and forwards from old addresses."""
    content = frame.site.content
    page = frame.page("changes/index.md")
    changed, corrections = history.all_changes(frame.site), history.corrections(frame.site)
    frame.add(
        "changes.md.j2",
        page,
        changed=changed,
        corrections=corrections,
        kind_names=history.KIND_NAMES,
        link=_link(frame, page),
        fates={(g.kind, g.id): g.why for g in frame.given_up},
    )
    if content.editions:
        cut = [one for one in changed if one.number]
        frame.keep({"changes/feed.xml": feed.atom(frame.site, cut, corrections)})
    frame.keep({f"changes/{one.edition}.json": snapshot.as_json(one) for one in content.editions})
    for gone in frame.given_up:
        if "#" not in gone.home:
            frame.add("given_up.md.j2", frame.page(gone.home), gone=gone)


def _link(frame: Frame, page: Page) -> Callable[[Published], str]:
    """Where a thing that some edition names is now: its page, or the one that keeps its address; '' if none does."""
    now = {(e.kind, e.id): e.address for e in snapshot.published(frame.site)}
    kept = {(g.kind, g.id): url(g.home) for g in frame.given_up}

    def link(entry: Published) -> str:
        key = entry.kind, entry.id
        address = now.get(key, kept.get(key))
        return page.to(_file(address)) if address is not None else ""

    return link


def _file(address: str) -> str:
    """The file of docs/ that gives a page its address; published addresses end in a slash or a fragment."""
    path, hash, fragment = address.partition("#")
    return f"{path}index.md{hash}{fragment}"
