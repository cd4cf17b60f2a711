"""The whole edition for print: its parts, each on a page with contents and sources, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import shorten
from typing import Any

from explainer.load.statement import Passage
from explainer.render.page import Page
from explainer.render.pages import sheets
from explainer.render.pages.frame import Frame
from explainer.site import Site

INDEX = "print/index.md"
MOST = 200_000  # characters of Markdown on a page: some 80 kB as sent
Entry = tuple[str, str]  # a line of the contents: the id of a place, what it is called


@dataclass(frozen=True)
class Part:
    """One part of the edition: things in order, the template that prints one, and its line in the contents."""

    slug: str
    title: str
    template: str
    things: Iterable[Any]
    entry: Callable[[Any], Entry]


@dataclass
class Sheet:
    """One page of a part: the things printed on it."""

    page: Page
    texts: list[str] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    length: int = 0

    def takes(self, frame: Frame, part: Part, thing: Any) -> bool:
        """Print a thing on this page, unless there is no room for it and its sources."""
        cited = dict(self.page.cited)
        text = frame.render(f"printed/{part.template}.md.j2", self.page, thing=thing)
        new = [frame.site.sources[key] for key in self.page.cited if key not in cited]
        length = len(text) + sum(len(self.page.source(source)) for source in new)
        if self.texts and self.length + length > MOST:
            self.page.cited = cited
            return False
        self.texts.append(text)
        self.contents.append(part.entry(thing))
        self.length += length
        return True


def pages(frame: Frame) -> None:
    """Every part on as many pages as it takes, and the list of them."""
    listed = []
    for part in _parts(frame.site):
        made = _sheets(frame, part)
        for number, sheet in enumerate(made, start=1):
            title = part.title + (f", page {number} of {len(made)}" if len(made) > 1 else "")
            frame.add("printed/sheet.md.j2", sheet.page, sheet=sheet, title=title)
            listed.append((sheet.page.file, title))
    frame.add("print.md.j2", frame.page(INDEX), listed=listed)


def _sheets(frame: Frame, part: Part) -> list[Sheet]:
    made: list[Sheet] = []
    for thing in part.things:
        if not made or not made[-1].takes(frame, part, thing):
            made.append(Sheet(frame.page(sheets.file(f"print/{part.slug}/index.md", len(made) + 1))))
            made[-1].takes(frame, part, thing)
    return made


def _parts(site: Site) -> Iterator[Part]:
    """What there is to print, in the order in which one reads it."""
    for section in site.sections():
        passages = site.content.statement.section(section.number)
        yield Part(section.slug, section.numbered, "passage", passages, _of_passage)
    commitments = site.all_commitments.values()
    yield Part("commitments", "Commitments", "commitment", commitments, lambda c: (f"commitment-{c.id}", c.title))
    yield Part("glossary", "Glossary", "term", site.terms.values(), lambda t: (f"term-{t.id}", t.name))
    figures = site.content.figures
    yield Part("figures", "Figures", "figure", figures, lambda f: (f"figure-{f.id}", f.headline))
    if wording := site.content.wording:
        rows = [p for p in site.content.statement.passages if site.clauses[p.id]]
        yield Part("wording", "Wording", "clauses", [wording, *rows], _of_wording)
    years = [(year, list(events)) for year, events in groupby(site.timeline, key=lambda h: h.date[:4])]
    yield Part("timeline", "Timeline", "year", years, lambda year: (f"year-{year[0]}", year[0]))


def _of_passage(passage: Passage) -> Entry:
    return passage.id, f"{passage.number} {shorten(passage.text, 50, placeholder=' …')}"


def _of_wording(thing: Any) -> Entry:
    return ("rules", "The rules") if hasattr(thing, "rules") else (f"w-{thing.id}", f"Passage {thing.number}")
