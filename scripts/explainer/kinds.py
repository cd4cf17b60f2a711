"""One table of what can have an address: what each kind is called, where its things live, what they say and cite.

Everything that goes through kinds (ids.lock, editions, the search, lists of references) goes through this table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Generic, TypeVar

from explainer.load.atlas import MapPlace
from explainer.load.content import Content
from explainer.load.model import (
    About,
    Clause,
    Commitment,
    Figure,
    Note,
    Record,
    Section,
    Source,
    Sourced,
    Term,
    TimelineEvent,
    Wording,
)
from explainer.load.statement import Passage
from explainer.load.values import ID_FORM, PASSAGE_FORM
from explainer.text import inline
from explainer.text.dates import spoken

T = TypeVar("T")


def _id(thing: Any) -> str:
    return str(thing.id)


def _sourced(thing: Any) -> Iterator[Sourced]:
    found: Iterator[Sourced] = thing.sourced()
    return found


def _nothing(thing: object) -> Iterator[Sourced]:
    return iter(())


def _dated(event: TimelineEvent) -> str:
    """What happened and when, cut between words: an event has no title of its own."""
    return shorten(f"{spoken(event.date)}: {inline.plain(inline.parse(event.text))}", 80, placeholder=" …")


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[T]):
    """A kind of thing. Its functions take a thing, or what ids.lock keeps of one: its id and what that stands for."""

    id: str
    singular: str  # in sentences: 1 glossary entry ...
    plural: str  # ... 2 glossary entries
    label: str  # in a list of finds: Term; empty where the place says it (Point 2)
    things: Callable[[Content], Iterable[T]]
    id_of: Callable[[T], str] = _id
    title: Callable[[T], str]
    # (content, id, what it stands for) -> the file of docs/, with a fragment where it is only a part of a page.
    file: Callable[[Content, str, str], str]
    stands_for: Callable[[T], str] = _id
    form: str = ID_FORM  # of its ids ...
    stands_for_form: str | None = None  # ... and of what they stand for, where that is not the id itself
    sourced: Callable[[T], Iterator[Sourced]] = _sourced
    named: Callable[[T], tuple[str, str]]  # in a list of references: its title, and what it is (note on 2.3)
    page: Callable[[str], str] | None = None  # the file of a page about the thing alone, where that is not its home
    # The page that leads to a page of this kind, unless the menu does: its name and file.
    within: tuple[str, str] | None = None
    earlier: Callable[[str], str] | None = None  # an address that its things had in an edition, and that leads to them
    published: bool = True  # its ids are in ids.lock
    linked: bool = False  # a fact's text can link to it: [words](term:cica)
    titled: bool = True  # its title is the content's; that of the others is made here, from what they are

    def home(self, content: Content, thing: T) -> str:
        """The file of docs/ in which a thing lives, with fragment."""
        return self.file(content, self.id_of(thing), self.stands_for(thing))

    def is_id(self, id: str) -> bool:
        """Whether a thing of this kind can have this id: it becomes a part of an address and of a path."""
        return len(id) <= 60 and re.fullmatch(self.form, id) is not None

    def can_stand_for(self, id: str, stands_for: str) -> bool:
        """Whether an id of this kind can stand for that."""
        return (
            stands_for == id if self.stands_for_form is None else bool(re.fullmatch(self.stands_for_form, stands_for))
        )

    def kept_at(self, content: Content, id: str, stands_for: str) -> str:
        """The page that answers for an id when it is given up or takes over from one that was."""
        return self.page(id) if self.page else self.file(content, id, stands_for)


# --- where pages are ---

# Parts beside the points, each with a slug of the same name: the address is known also when the section is gone.
BESIDE_POINTS = {"text", "closing", "questions"}


def section_file(section: Section) -> str:
    return _section_file(section.slug, section.number)


def _section_file(slug: str, number: int) -> str:
    return f"pillars/{slug}/index.md" if number and slug not in BESIDE_POINTS else f"{slug}/index.md"


def card_file(passage: Passage) -> str:
    return _card_file(passage.id)


def _card_file(id: str) -> str:
    return f"p/{id[1:]}/index.md"


def _file_of_passage(content: Content, id: str) -> str:
    """The file of the opening or the point to which passage `id` belongs."""
    return section_file(content.section(int(id[1:].partition(".")[0])))


# --- things that are no record of their own ---


@dataclass(frozen=True)
class Ledger:
    """The rows of the wording ledger on one passage."""

    passage: Passage
    clauses: tuple[Clause, ...]

    @property
    def id(self) -> str:
        return self.passage.id

    def sourced(self) -> Iterator[Sourced]:
        for clause in self.clauses:
            yield from clause.sourced()


def _ledgers(content: Content) -> Iterator[Ledger]:
    clauses = content.wording.clauses if content.wording else ()
    for passage in content.statement.passages:
        if here := tuple(c for c in clauses if c.passage == passage.id):
            yield Ledger(passage, here)


@dataclass(frozen=True)
class Part:
    """What a page about the whole says."""

    id: str
    title: str
    file: str
    page: str  # what readers call the page that it is on ...
    called: str  # ... and what it is there, for a list of references
    record: Record  # all of statement.yml, wording.yml or map.yml ...
    fields: tuple[str, ...]  # ... of which these fields are told here

    def sourced(self) -> Iterator[Sourced]:
        return (one for one in self.record.sourced() if one.field.partition(".")[0] in self.fields)


def _parts(content: Content) -> Iterator[Part]:
    about = content.about
    start = ("overview",)
    rest = tuple(name for name in About.model_fields if name not in ("sections", *start))
    yield Part("summary", "Start page", "index.md", "Start page", "page", about, start)
    yield Part("provenance", "The occasion and the text", "about/index.md", "About", "page", about, rest)
    if content.wording:
        for id in Wording.model_fields:
            if id != "clauses" and isinstance(getattr(content.wording, id), tuple):
                title, called = _WORDING[id]
                yield Part(id, title, f"wording/index.md#{id}", "Wording", called, content.wording, (id,))
    if content.map:
        yield Part("map", "Map", "map/index.md", "Map", "page", content.map, tuple(type(content.map).model_fields))


# The parts of wording.yml beside its clauses: title, and what one is called in a list of references.
_WORDING = {
    "rules": ("Rules of the ledger", "rules"),
    "renderings": ("Another English rendering", "other rendering"),
    "chinese": ("Chinese terms", "Chinese terms"),
    "absences": ("What the text does not say", "what is not said"),
}


# --- the table ----------------------------------------------------------------------------------------------------------


PASSAGE = Kind[Passage](
    id="passage",
    singular="passage",
    plural="passages",
    label="Passage",
    things=lambda content: content.statement.passages,
    title=lambda passage: f"Passage {passage.number}",
    file=lambda content, id, _: f"{_file_of_passage(content, id)}#{id}",
    page=_card_file,
    stands_for=lambda passage: "sha256:" + hashlib.sha256(passage.text.encode()).hexdigest(),
    form=PASSAGE_FORM,
    stands_for_form=r"sha256:[0-9a-f]{64}",
    sourced=_nothing,
    within=("The statement", "statement/index.md"),
    named=lambda passage: (f"Passage {passage.number}", "passage"),
    titled=False,
    linked=True,
)

SECTION = Kind[Section](
    id="section",
    singular="summary",
    plural="summaries",
    label="",
    things=lambda content: content.about.sections,
    id_of=lambda section: section.slug,
    title=lambda section: section.title,
    file=lambda _, id, stands_for: _section_file(id, int(stands_for.removeprefix("section "))),
    stands_for=lambda section: f"section {section.number}",
    stands_for_form=r"section \d{1,2}",
    named=lambda section: (section.numbered, "summary"),
)

NOTE = Kind[Note](
    id="note",
    singular="note",
    plural="notes",
    label="Note",
    things=lambda content: content.notes,
    title=lambda note: note.title,
    file=lambda content, id, stands_for: f"{_file_of_passage(content, stands_for.split()[0])}#note-{id}",
    stands_for=lambda note: f"{note.passage} {note.quote}",
    stands_for_form=PASSAGE_FORM.strip("^$") + " .+",
    named=lambda note: (note.title, f"note on {note.passage[1:]}"),
    linked=True,
)

TERM = Kind[Term](
    id="term",
    singular="glossary entry",
    plural="glossary entries",
    label="Term",
    things=lambda content: content.terms,
    title=lambda term: term.name,
    file=lambda _, id, __: f"glossary/{id}/index.md",
    within=("Glossary", "glossary/index.md"),
    named=lambda term: (term.name, "term"),
    linked=True,
)

COMMITMENT = Kind[Commitment](
    id="commitment",
    singular="commitment",
    plural="commitments",
    label="Commitment",
    things=lambda content: content.commitments,
    title=lambda commitment: commitment.title,
    file=lambda _, id, __: f"commitments/{id}/index.md",
    within=("Commitments", "commitments/index.md"),
    named=lambda commitment: (commitment.title, "commitment"),
    linked=True,
)

SOURCE = Kind[Source](
    id="source",
    singular="source",
    plural="sources",
    label="Source",
    things=lambda content: content.sources,
    title=lambda source: source.title,
    file=lambda _, id, __: f"sources/{id}/index.md",
    within=("Sources", "sources/index.md"),
    earlier=lambda id: f"sources/#{id}",
    named=lambda source: (source.title, "source"),
    linked=True,
)

EVENT = Kind[TimelineEvent](
    id="event",
    singular="event on the timeline",
    plural="events on the timeline",
    label="Event",
    things=lambda content: content.timeline,
    title=_dated,
    file=lambda _, id, __: f"timeline/index.md#{id}",
    named=lambda event: (_dated(event), "timeline"),
    titled=False,
)

FIGURE = Kind[Figure](
    id="figure",
    singular="figure",
    plural="figures",
    label="Figure",
    things=lambda content: content.figures,
    title=lambda figure: figure.name,
    file=lambda _, id, __: f"figures/{id}/index.md",
    within=("Figures", "figures/index.md"),
    named=lambda figure: (figure.name, "figure"),
    linked=True,
)

PLACE = Kind[MapPlace](
    id="place",
    singular="place on the map",
    plural="places on the map",
    label="Place",
    things=lambda content: content.places,
    title=lambda place: place.name,
    file=lambda _, id, __: f"map/index.md#{id}",
    named=lambda place: (place.name, "place on the map"),
)

LEDGER = Kind[Ledger](
    id="ledger",
    singular="wording of a passage",
    plural="wordings of passages",
    label="Ledger",
    things=_ledgers,
    form=PASSAGE_FORM,
    title=lambda ledger: f"Ledger of passage {ledger.passage.number}",
    file=lambda _, id, __: f"wording/index.md#w-{id}",
    named=lambda ledger: (f"Ledger of passage {ledger.passage.number}", "ledger"),
    published=False,
    titled=False,
)

PART = Kind[Part](
    id="part",
    singular="page",
    plural="pages",
    label="Page",
    things=_parts,
    title=lambda part: part.title,
    file=lambda content, id, _: next(part.file for part in _parts(content) if part.id == id),
    named=lambda part: (part.page, part.called),
    published=False,
    titled=False,
)

# In the order of ids.lock and of editions.
KINDS: dict[str, Kind[Any]] = {
    kind.id: kind for kind in (PASSAGE, SECTION, NOTE, TERM, COMMITMENT, SOURCE, EVENT, FIGURE, PLACE, LEDGER, PART)
}


def published() -> tuple[str, ...]:
    """The kinds whose ids are in ids.lock."""
    return tuple(kind.id for kind in KINDS.values() if kind.published)


def linked() -> tuple[str, ...]:
    """The kinds to which the text of a fact can link."""
    return tuple(kind.id for kind in KINDS.values() if kind.linked)


def split(reference: str) -> tuple[str, str]:
    """The kind and the id of what a reference names: "term:cica", or a passage by its id."""
    kind, _, id = reference.rpartition(":")
    return kind or PASSAGE.id, id


def sourced(content: Content) -> Iterator[tuple[tuple[str, str], Sourced]]:
    """Everything that rests on sources, with its home: (kind, id). The content need not be checked yet."""
    for kind in KINDS.values():
        for thing in kind.things(content):
            for one in kind.sourced(thing):
                yield (kind.id, kind.id_of(thing)), one
