"""The pages on which one reads: the statement, the opening and the points."""

from __future__ import annotations

from typing import Any

from explainer.addresses import section_file
from explainer.load.model import Section
from explainer.render.page import Notes, Page
from explainer.render.pages.frame import Frame, section_links


def pages(frame: Frame) -> None:
    """The whole statement, as a page and as received, each part with its notes, and the list of the points."""
    _statement(frame)
    frame.keep({"statement/statement.txt": frame.site.content.statement.raw.decode()})
    for section in frame.site.sections():
        _section(frame, section)
    points = frame.page("pillars/index.md")
    frame.add("pillars.md.j2", points, sections=section_links(frame.site, points))


def _statement(frame: Frame) -> None:
    """The whole text with its notes; with links to them where they would make the page too heavy."""

    def page(notes: Notes) -> Page:
        return frame.page("statement/index.md", "statement", notes=notes)

    sections = frame.site.sections()
    if not frame.add_if_light("statement.md.j2", page("copies"), sections=sections):
        frame.add("statement.md.j2", page("elsewhere"), sections=sections)


def _section(frame: Frame, section: Section) -> None:
    """A part with its notes; with their titles where they would make the page too heavy: then passages' pages have them."""

    def page(notes: Notes) -> Page:
        return frame.page(section_file(section), "section", section.slug, notes=notes)

    shown = _shown(frame, section, page("home"))
    if not frame.add_if_light("section.md.j2", page("home"), **shown):
        frame.add("section.md.j2", page("titles"), **shown)


def _shown(frame: Frame, section: Section, page: Page) -> dict[str, Any]:
    site = frame.site
    passages = site.content.statement.section(section.number)
    terms = {id: site.terms[id] for p in passages for id in site.linked(p)}
    return {
        "section": section,
        "passages": passages,
        "strip": [(s, link, s.number == section.number) for s, link in section_links(site, page)],
        "points": sum(s.is_point for s in site.sections()),
        "terms": sorted(terms.values(), key=lambda t: t.name.casefold()),
        "commitments": [c for p in passages for c in site.commitments[p.id]],
    }
