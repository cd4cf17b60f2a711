"""The pages on which one reads: the statement, the opening and the points."""

from __future__ import annotations

from typing import Any

from explainer.addresses import section_file
from explainer.load.model import Section
from explainer.render.page import Page
from explainer.render.pages.frame import Frame, section_links

# Characters in the notes of the whole statement, at about 1.2 bytes each with marks, sources and gzip: beyond this its page
# would weigh more than 120 kB, and has the words alone. The notes are then read where they live, on the pages of the parts.
MOST_NOTES = 85_000


def pages(frame: Frame) -> None:
    """The whole statement, as a page and as received, each part with its notes, and the list of the points."""
    _statement(frame)
    frame.keep({"statement/statement.txt": frame.site.content.statement.raw.decode()})
    for section in frame.site.sections():
        page = frame.page(section_file(section), "section", section.slug, notes="home")
        frame.add("section.md.j2", page, **_section(frame, section, page))
    points = frame.page("pillars/index.md")
    frame.add("pillars.md.j2", points, sections=section_links(frame.site, points))


def _statement(frame: Frame) -> None:
    """The whole text with its notes; with links to them where they would make the page too heavy."""
    notes = sum(len(fact.text) for placed in frame.site.note_by_id.values() for fact in placed.note.facts)
    page = frame.page("statement/index.md", "statement", notes="copies" if notes <= MOST_NOTES else "elsewhere")
    frame.add("statement.md.j2", page, sections=frame.site.sections())


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
