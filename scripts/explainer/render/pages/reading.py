"""The pages on which one reads: the statement, the opening and the points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from explainer.addresses import section_file
from explainer.load.model import Section
from explainer.load.statement import Passage
from explainer.render.page import Page
from explainer.render.pages.frame import Frame, section_links
from explainer.site import Site

# Characters in the notes of a page, at about 1.2 bytes each with marks, sources and gzip: beyond this it would weigh more
# than 120 kB. The statement then has the words alone, and a part the titles of its notes: they are read where they are fewer.
MOST_NOTES = 85_000


def pages(frame: Frame) -> None:
    """The whole statement, as a page and as received, each part with its notes, and the list of the points."""
    _statement(frame)
    frame.keep({"statement/statement.txt": frame.site.content.statement.raw.decode()})
    for section in frame.site.sections():
        passages = frame.site.content.statement.section(section.number)
        light = _length(frame.site, passages) <= MOST_NOTES
        page = frame.page(section_file(section), "section", section.slug, notes="home" if light else "titles")
        frame.add("section.md.j2", page, **_section(frame, section, page))
    points = frame.page("pillars/index.md")
    frame.add("pillars.md.j2", points, sections=section_links(frame.site, points))


def _statement(frame: Frame) -> None:
    """The whole text with its notes; with links to them where they would make the page too heavy."""
    light = _length(frame.site, frame.site.content.statement.passages) <= MOST_NOTES
    page = frame.page("statement/index.md", "statement", notes="copies" if light else "elsewhere")
    frame.add("statement.md.j2", page, sections=frame.site.sections())


def _length(site: Site, passages: Iterable[Passage]) -> int:
    """How many characters the notes on passages have."""
    return sum(
        len(fact.text) for passage in passages for placed in site.notes[passage.id] for fact in placed.note.facts
    )


def _section(frame: Frame, section: Section, page: Page) -> dict[str, Any]:
    site = frame.site
    passages = site.content.statement.section(section.number)
    terms = {id: site.terms[id] for p in passages for id in site.linked(p)}
    return {
        "section": section,
        "passages": passages,
        "strip": [(s, link, s.number == section.number) for s, link in section_links(site, page)],
        "points": len(site.sections()) - (0 in site.content.statement.sections),
        "terms": sorted(terms.values(), key=lambda t: t.name.casefold()),
        "commitments": [c for p in passages for c in site.commitments[p.id]],
    }
