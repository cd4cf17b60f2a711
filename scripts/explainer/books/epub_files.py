"""Which files an e-book has: its chapters, each in as many files as it takes, and where everything stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from explainer.books.matter import Block, Chapter, Matter, chapter
from explainer.books.runs import Run
from explainer.kinds import split
from explainer.load.model import Figure
from explainer.site import Site

MOST = 100_000  # characters of blocks in a file: small readers take in a file as a whole
# A file can end before these.
HEADS = ("entry", "heading", "source")
# What the structure of the book calls a chapter (the name of DPUB-ARIA without its prefix).
ROLES = {"about": "introduction", "glossary": "glossary", "sources": "bibliography", "imprint": "colophon"}


@dataclass(frozen=True)
class File:
    """A file of the book: a chapter, or the `part`th part of one that is long."""

    name: str
    title: str
    role: str
    lead: list[Run] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    part: int = 1

    @property
    def entries(self) -> list[Block]:
        """What of it stands in the contents."""
        return [one for one in self.blocks if one["is"] == "entry" or (one["is"] == "heading" and one.get("listed"))]


def files(site: Site, matter: Matter, draw: Callable[[Figure], str]) -> list[File]:
    """The chapters for which this edition has something; `draw` gives the file of the picture of a figure."""
    return [file for slug, found in _chapters(site, matter, draw) for one in found for file in _cut(slug, one)]


def _chapters(site: Site, matter: Matter, draw: Callable[[Figure], str]) -> Iterator[tuple[str, Iterable[Chapter]]]:
    yield "about", chapter("About the text", matter.about())
    for section in site.sections():
        yield section.slug if section.number else "opening", matter.section(section)
    yield "commitments", matter.commitments(site.all_commitments.values())
    yield "glossary", matter.glossary()
    yield "figures", matter.figures(draw)
    yield "wording", matter.wording()
    yield "timeline", matter.timeline()
    yield "sources", matter.sources()


def _cut(slug: str, one: Chapter) -> Iterator[File]:
    role = ROLES.get(slug, "chapter")
    for n, blocks in enumerate(_parts(one["blocks"]), start=1):
        name = f"{slug}-part{n}.xhtml" if n > 1 else f"{slug}.xhtml"
        yield File(name, one["title"], role, one["lead"] if n == 1 else [], blocks, n)


def _parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks in parts of at most MOST characters, cut before the head of something; what is longer stays whole."""
    part: list[Block] = []
    length = 0
    for unit in _units(blocks):
        size = sum(len(str(block)) for block in unit)
        if part and length + size > MOST:
            yield part
            part, length = [], 0
        part += unit
        length += size
    yield part


def _units(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Each head with what follows it."""
    unit: list[Block] = []
    for block in blocks:
        if block["is"] in HEADS and unit and unit[-1]["is"] != "heading":
            yield unit
            unit = []
        unit.append(block)
    yield unit


def anchor(id: str) -> str:
    """The id of a thing within its file: p2.3, term-cica."""
    kind, name = split(id)
    return name if kind == "passage" else f"{kind}-{name}"


def places(made: Iterable[File]) -> dict[str, str]:
    """Where everything that has an id stands: "term:cica" -> glossary.xhtml#term-cica."""
    return {
        block["id"]: f"{file.name}#{anchor(block['id'])}" for file in made for block in file.blocks if block.get("id")
    }


def numbers(made: Iterable[File]) -> dict[str, int]:
    """The numbers of the sources, by their keys."""
    return {split(b["id"])[1]: b["number"] for file in made for b in file.blocks if b["is"] == "source"}


def noted(blocks: Sequence[Block]) -> list[tuple[Block, list[Block]]]:
    """The notes among the blocks of a section, each with its paragraphs."""
    found: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        if block["is"] == "note":
            found.append((block, []))
        elif block["is"] == "text" and found:
            found[-1][1].append(block)
    return found
