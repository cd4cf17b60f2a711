"""Every page of the site: a Site in, {path in docs/: text} out. Nothing is written here.

A module a family of pages; each has `pages(frame)`, which adds its own. FAMILIES is their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from explainer.render import by_hand, clashes, search_data
from explainer.render.pages import (
    apparatus,
    atlas,
    changes,
    commitments,
    data,
    figures,
    glossary,
    hand_written,
    passages,
    printed,
    reading,
    sources,
)
from explainer.render.pages.frame import Frame
from explainer.site import Site

FAMILIES = (reading, passages, glossary, commitments, figures, sources, apparatus, atlas, printed, changes, data)


def render(
    site: Site, cache: Path | None = None, written: by_hand.Written | None = None, taken: clashes.Taken | None = None
) -> Mapping[str, str]:
    """All generated files of docs/: pages, the same as plain Markdown, data twins, citation files, the feed.

    `cache` is a folder for compiled templates and rendered citations; it may be missing or emptied at any time.
    `written` are the pages that people write (see by_hand); what is missing has a neutral text.
    `taken` is what was there before. Raises ContentError when a written page asks for what there is not, or
    when two things would have one address or one id.
    """
    frame = Frame(site, cache, by_hand.doors(site, written or {}))
    for family in FAMILIES:
        family.pages(frame)
    hand_written.pages(frame, written or {})
    frame.citation_files()
    frame.keep(search_data.files(site, frame.made, frame.doors))
    frame.plain_markdown()
    clashes.check(site, frame.made, frame.subjects, taken or clashes.Taken())
    return frame.made
