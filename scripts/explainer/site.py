"""The content resolved for rendering: what stands where, what belongs to what, and where each thing lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from explainer.kinds import COMMITMENT, KINDS, NOTE, TERM, split
from explainer.load.content import Content
from explainer.load.model import Clause, Commitment, Figure, Note, Quoted, Record, Section, Source, Term, TimelineEvent
from explainer.load.statement import Passage
from explainer.selectors import Forms, Span, find
from explainer.text import inline

Q = TypeVar("Q", bound=Quoted)


@dataclass(frozen=True)
class Placed:
    """A note with its passage, its characters there, and its letter among the notes of that passage."""

    note: Note
    passage: Passage
    span: Span
    letter: str

    @property
    def label(self) -> str:
        """What readers call the note: 2.3d. Letters come and go with notes; addresses use the id."""
        return f"{self.passage.number}{self.letter}"


@dataclass(frozen=True)
class Happening:
    """An event as the timeline shows it, wherever its home is; `id` is set for those that live on the timeline itself."""

    date: str
    text: str
    cite: tuple[str, ...]
    seen_to: str | None
    disputed: bool
    sections: tuple[int, ...]
    see: tuple[tuple[str, str], ...]
    id: str | None
    statement: bool = False  # the one at which the statement was made


@dataclass
class Site:
    """Checked content plus every cross-reference that pages need. Built once, then only read."""

    content: Content
    bibliography: dict[str, str]
    site_url: str = ""  # the public address, with a slash at its end; empty while nobody has said it
    draft: bool = False  # every page says that it is one
    notes: dict[str, list[Placed]] = field(default_factory=dict)  # by passage id
    occurrences: dict[str, dict[str, list[Span]]] = field(default_factory=dict)  # passage id -> term id -> spans
    commitments: dict[str, list[Commitment]] = field(default_factory=dict)  # by passage id
    things: dict[tuple[str, str], Any] = field(default_factory=dict)  # (kind, id) -> what has that address
    ids: dict[str, list[str]] = field(default_factory=dict)  # by kind, in reading order
    files: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, id) -> where in docs/, with fragment
    cited_in: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # source id -> (kind, id) of what cites it
    mentioned_in: dict[str, list[tuple[str, str]]] = field(
        default_factory=dict
    )  # term id -> (kind, id) of what links it

    def __post_init__(self) -> None:
        content = self.content
        self.terms: dict[str, Term] = {t.id: t for t in sorted(content.terms, key=lambda t: (t.name.casefold(), t.id))}
        self.sources: dict[str, Source] = {s.id: s for s in content.sources}
        self.all_commitments: dict[str, Commitment] = {}
        self.note_by_id: dict[str, Placed] = {}
        forms = Forms({form: term.id for term in content.terms for form in term.in_statement})
        notes, commitments = _by_passage(content.notes), _by_passage(content.commitments)
        for passage in content.statement.passages:
            self.occurrences[passage.id] = forms.spans(passage.text)
            self._place_notes(passage, notes[passage.id])
            here = commitments[passage.id]
            self.commitments[passage.id] = sorted(here, key=lambda c: (self.span(c).start, self.span(c).end, c.id))
            self.all_commitments |= {c.id: c for c in self.commitments[passage.id]}
        self.timeline = self._timeline()
        self.clauses: dict[str, list[Clause]] = {p.id: [] for p in content.statement.passages}
        for clause in content.wording.clauses if content.wording else ():
            self.clauses[clause.passage].append(clause)
        self.figures: dict[str, list[Figure]] = defaultdict(list)  # by what they belong to: note:titr-tonnage
        for figure in content.figures:
            for reference in figure.belongs_to:
                self.figures[reference].append(figure)
        self._index()

    def _timeline(self) -> list[Happening]:
        """Events of commitments that are marked for it, and those with no other home, by date."""
        found = [
            Happening(e.date, e.text, e.cite, e.seen_to, e.disputed, (section,), (("commitment", c.id),), None)
            for c in self.all_commitments.values()
            for section in (int(c.passage[1:].split(".")[0]),)
            for e in c.events
            if e.timeline
        ]
        for event in self.content.timeline:
            see = tuple(map(split, event.see))
            told = event.date, event.text, event.cite, event.seen_to, event.disputed, event.sections, see
            found.append(Happening(*told, event.id, event.statement))
        return sorted(found, key=lambda h: (h.date, h.id or "", h.text))

    def sources_of(self, record: Record) -> list[Source]:
        """The sources on which a record rests, in the order in which it names them."""
        return [self.sources[key] for key in dict.fromkeys(key for one in record.sourced() for key in one.cite)]

    def _place_notes(self, passage: Passage, notes: Iterable[Note]) -> None:
        spans = [(self.span(note), note) for note in notes]
        spans.sort(
            key=lambda pair: (pair[0].end, pair[0].start, pair[1].id)
        )  # lettered in the order in which their marks appear
        self.notes[passage.id] = [Placed(note, passage, span, letter(i)) for i, (span, note) in enumerate(spans)]
        self.note_by_id |= {p.note.id: p for p in self.notes[passage.id]}

    def _index(self) -> None:
        """Everything by kind and id, in reading order; where it lives; and what cites or links what."""
        placed: dict[str, Iterable[Any]] = {
            NOTE.id: [p.note for p in self.note_by_id.values()],
            TERM.id: self.terms.values(),
            COMMITMENT.id: self.all_commitments.values(),
        }
        cited: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        mentioned: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for kind in KINDS.values():
            self.ids[kind.id] = []
            for thing in placed.get(kind.id) or kind.things(self.content):
                home = kind.id, kind.id_of(thing)
                self.things[home] = thing
                self.ids[kind.id].append(home[1])
                self.files[home] = kind.home(self.content, thing)
                for one in kind.sourced(thing):
                    for key in one.cite:
                        cited[key][home] = None
                    for link in inline.links(inline.parse(one.fact.text)) if one.fact else ():
                        if link.kind == TERM.id and home != (TERM.id, link.id):
                            mentioned[link.id][home] = None
        self.cited_in = {key: list(homes) for key, homes in cited.items()}
        self.mentioned_in = {key: list(homes) for key, homes in mentioned.items()}

    def span(self, quoted: Quoted) -> Span:
        passage = self.content.statement.passage(quoted.passage)
        assert passage
        return find(passage.text, quoted.quote, quoted.prefix, quoted.suffix, quoted.nth)

    @cached_property
    def beside(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Of each thing the ids before and after its own among those of its kind; empty at the ends."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for kind in KINDS:
            ids = ["", *self.ids[kind], ""]
            found |= {(kind, id): (ids[i], ids[i + 2]) for i, id in enumerate(ids[1:-1])}
        return found

    def seen_on_the_timeline(self, kind: str, id: str) -> list[TimelineEvent]:
        """The events of the timeline, other than those of commitments, that lead to a thing."""
        return [event for event in self.content.timeline if f"{kind}:{id}" in event.see]

    def linked(self, passage: Passage) -> dict[str, Span]:
        """The one occurrence of each term that is linked in a passage: the first."""
        return {id: spans[0] for id, spans in self.occurrences[passage.id].items()}

    def section_of(self, passage: Passage) -> Section:
        return self.content.section(passage.section)

    def sections(self) -> list[Section]:
        """In reading order."""
        return [self.content.section(number) for number in self.content.statement.sections]


def _by_passage(records: Iterable[Q]) -> defaultdict[str, list[Q]]:
    found: defaultdict[str, list[Q]] = defaultdict(list)
    for record in records:
        found[record.passage].append(record)
    return found


def letter(index: int) -> str:
    """0 -> a, 25 -> z, 26 -> aa."""
    head, tail = divmod(index, 26)
    return (letter(head - 1) if head else "") + chr(ord("a") + tail)
