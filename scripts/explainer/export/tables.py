"""The tables that can be taken away: which there are, and what each column holds. The dictionary of columns is this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Literal, TypeVar

from explainer.addresses import file_of, url
from explainer.export.figure_data import addresses, named
from explainer.export.written import Value
from explainer.kinds import COMMITMENT, EVENT, FIGURE, KINDS, LEDGER, NOTE, PASSAGE, PLACE, SOURCE, TERM, card_file
from explainer.load.atlas import MapPlace
from explainer.load.model import Clause, Commitment, Event, Fact, Figure, Names, Point, Quoted, Sourced, Term
from explainer.load.statement import Passage
from explainer.selectors import Span
from explainer.site import Placed, Site
from explainer.text import inline, labels, language

T = TypeVar("T")
_SEEN_TO = "How far the pages seen reach, where something was not found in them"
Type = Literal["string", "integer", "number", "boolean", "date", "time", "list"]
Home = tuple[str, str]  # kind and id of what a row belongs to


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: its name, what it holds, its value for a row."""

    name: str
    about: str
    value: Callable[[T], Value]
    type: Type = (
        "string"  # `date` is a day, `time` a day, a month or a year; `list` has ids or addresses without spaces
    )
    codes: Mapping[Any, str] | None = None  # all that it can hold, with what readers are told
    refers_to: str | None = None  # the table whose id it holds

    @property
    def explained(self) -> str:
        """What it holds, with its codes."""
        told = "; ".join(f"{code} ({label})" if label != code else code for code, label in (self.codes or {}).items())
        return f"{self.about}: {told}" if told else self.about


@dataclass(frozen=True)
class Table(Generic[T]):
    """One table. The id of a row is in the first column."""

    name: str
    about: str
    rows: list[T]
    columns: tuple[Column[T], ...]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    def values(self) -> Iterator[list[Value]]:
        """The rows, each as the values of its columns."""
        return ([column.value(row) for column in self.columns] for row in self.rows)


def tables(site: Site) -> list[Table[Any]]:
    """Every table that has a row in this edition."""
    every = (_passages, _notes, _facts, _terms, _names, _commitments, _events, _ledger, _timeline, _sources, _series)
    return [table for make in (*every, _places) if (table := make(site)).rows]


# --- what several tables have ---


def at(site: Site, address: str) -> str:
    """An address, whole where that of the site is known; else from its root."""
    return site.site_url + address or "./"


def address_of(site: Site, home: Home) -> str:
    """The address of a thing."""
    return at(site, url(file_of(site, *home)))


def _address(of: Callable[[T], Home], site: Site, what: str = "Where it stands on the site") -> Column[T]:
    return Column("address", what, lambda row: address_of(site, of(row)))


def _source_columns(site: Site, cite: Callable[[T], tuple[str, ...]]) -> tuple[Column[T], ...]:
    return (
        Column("sources", "Its sources, by their ids in the table of sources", cite, "list"),
        Column("source_names", "Who published each, and when", lambda row: named(site, cite(row))),
        Column("source_urls", "Where they can be read", lambda row: addresses(site, cite(row)), "list"),
    )


def _place_of_words(span: Callable[[T], Span], quoted: Callable[[T], Quoted]) -> tuple[Column[T], ...]:
    """Where exact words of a passage stand."""
    return (
        Column("passage", "The passage", lambda row: quoted(row).passage, refers_to="passages"),
        Column("quote", "The exact words that it is about", lambda row: quoted(row).quote),
        Column("start", "Characters of the passage before these words", lambda row: span(row).start, "integer"),
        Column("end", "Characters of the passage up to their end", lambda row: span(row).end, "integer"),
    )


def plain(text: str) -> str:
    """A fact's text without its links and emphasis."""
    return inline.plain(inline.parse(text))


def run_on(facts: Iterable[Fact]) -> str:
    """Facts as one text."""
    return " ".join(plain(fact.text) for fact in facts)


# --- the tables ---


def _passages(site: Site) -> Table[Passage]:
    def home(passage: Passage) -> Home:
        return PASSAGE.id, passage.id

    columns: tuple[Column[Passage], ...] = (
        Column("id", "Its id, which is never given to another", lambda p: p.id),
        _address(home, site),
        Column("page", "The page about it alone", lambda p: at(site, url(card_file(p)))),
        Column("number", "What people cite it by", lambda p: p.number),
        Column("section", "0 for the opening, then the points, then what follows them", lambda p: p.section, "integer"),
        Column("section_title", "What the opening or the point is called", lambda p: site.section_of(p).title),
        Column("text", "Its words, as in the source", lambda p: p.text),
        Column("line", "Its line in the source file", lambda p: p.line, "integer"),
    )
    return Table("passages", "The statement, a row a passage", list(site.content.statement.passages), columns)


def _notes(site: Site) -> Table[Placed]:
    columns: tuple[Column[Placed], ...] = (
        Column("id", "Its id", lambda p: p.note.id),
        _address(lambda p: (NOTE.id, p.note.id), site),
        Column("label", "What it is called on the page; the letter moves when a note comes or goes", lambda p: p.label),
        *_place_of_words(lambda p: p.span, lambda p: p.note),
        Column("kind", "What sort of note it is", lambda p: p.note.kind, codes=labels.KINDS),
        Column("title", "Its title", lambda p: p.note.title),
        Column("text", "Its facts, run on; with their sources they are in the table of facts", _text_of_note),
    )
    return Table("notes", "Notes, each on exact words of a passage", list(site.note_by_id.values()), columns)


def _text_of_note(placed: Placed) -> str:
    return run_on(placed.note.facts)


@dataclass(frozen=True)
class Told:
    """A fact where it is told: of what, in which field, as which of that field."""

    home: Home
    field: str
    number: int
    fact: Fact

    @property
    def id(self) -> str:
        return f"{':'.join(self.home)}:{self.field}:{self.number}"


def told(home: Home, sourced: Iterable[Sourced]) -> Iterator[Told]:
    """The facts of a thing, numbered in each of its fields."""
    numbers: dict[str, int] = {}
    for one in sourced:
        if one.fact:
            # A record that is itself a fact has it in no field; a source list says only where that stands.
            field = "text" if one.field == one.key else one.field
            numbers[field] = numbers.get(field, 0) + 1
            yield Told(home, field, numbers[field], one.fact)


def _facts(site: Site) -> Table[Told]:
    rows = [one for home, thing in site.things.items() for one in told(home, KINDS[home[0]].sourced(thing))]
    columns: tuple[Column[Told], ...] = (
        Column("id", "What tells it, the field, and which of that field: not for citing, it moves", lambda t: t.id),
        _address(lambda t: t.home, site, "Where it is told"),
        Column("of_kind", "What sort of thing tells it", lambda t: t.home[0], codes=_kinds(rows)),
        Column("of", "The id of that", lambda t: t.home[1]),
        Column("field", "What of that it is, such as definition, today, events, reason", lambda t: t.field),
        Column("number", "Which of the facts in that field", lambda t: t.number, "integer"),
        Column("text", "What is said, without links", lambda t: plain(t.fact.text)),
        Column("reading", "Whose reading it is, where it is one", lambda t: t.fact.reading),
        Column("observation", "Whether it is an observation of the editors", lambda t: t.fact.editors, "boolean"),
        Column("disputed", "Whether accounts differ", lambda t: t.fact.disputed, "boolean"),
        Column("on", "When it happened", lambda t: t.fact.on, "time"),
        Column("as_of", "Up to when it was seen to hold", lambda t: t.fact.as_of, "time"),
        Column("seen_to", _SEEN_TO, lambda t: t.fact.seen_to, "time"),
        *_source_columns(site, lambda t: t.fact.cite),
    )
    return Table("facts", "Every sentence of the editors, with its sources", rows, columns)


def _kinds(rows: Iterable[Told]) -> dict[str, str]:
    return {kind: KINDS[kind].singular for kind in dict.fromkeys(row.home[0] for row in rows)}


def _terms(site: Site) -> Table[Term]:
    columns: tuple[Column[Term], ...] = (
        Column("id", "Its id", lambda t: t.id),
        _address(lambda t: (TERM.id, t.id), site),
        Column("name", "Its name; the others are in the table of names", lambda t: t.name),
        Column("category", "What it is", lambda t: t.category, codes=labels.CATEGORIES),
        Column("definition", "What it means, in short", lambda t: plain(t.definition.text)),
        Column("passages", "The passages in which it stands", partial(_where_it_stands, site), "list"),
        Column("see_also", "Entries to see beside it, by their ids", lambda t: t.see_also, "list"),
        Column("checked", "When what is said of today was checked", lambda t: t.checked, "date"),
        *_source_columns(site, lambda t: t.definition.cite),
    )
    return Table("terms", "The glossary; the sources are those of the definition", list(site.terms.values()), columns)


def _where_it_stands(site: Site, term: Term) -> tuple[str, ...]:
    return tuple(passage for passage, found in site.occurrences.items() if term.id in found)


@dataclass(frozen=True)
class Called:
    """One name of a thing."""

    home: Home
    number: int
    name: str
    language: str
    role: str
    cite: tuple[str, ...]


_ROLES = {
    "name": "its name here",
    "abbreviation": "an abbreviation",
    "translation": "its name in another language",
    "transcription": "that in Latin letters",
    "alias": "another name, by which it is found",
    "in-statement": "how the statement has it",
}


def names_of_term(term: Term) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Name, language, role (see _ROLES) and sources of every name of an entry."""
    yield term.name, "en", "name", ()
    yield from ((name, "en", "abbreviation", ()) for name in term.abbreviations)
    yield from _in_other_languages(term.names, term.names_cite)
    yield from ((name, language.of(name) or "en", "alias", ()) for name in term.aliases)
    yield from ((name, "en", "in-statement", ()) for name in term.in_statement)


def _in_other_languages(names: Names, cite: tuple[str, ...]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for code, name in names.written().items():
        transcription = names.TRANSCRIPTIONS.get(code)
        yield name, transcription or code, "transcription" if transcription else "translation", cite


def _named_places(site: Site) -> Iterator[tuple[Home, Iterator[tuple[str, str, str, tuple[str, ...]]]]]:
    for place in site.content.places:
        if place.names.written():
            yield (PLACE.id, place.id), _in_other_languages(place.names, place.names_cite)


def _names(site: Site) -> Table[Called]:
    found = [((TERM.id, term.id), names_of_term(term)) for term in site.terms.values()]
    rows = [
        Called(home, n, *name)
        for home, names in (*found, *_named_places(site))
        for n, name in enumerate(names, start=1)
    ]
    columns: tuple[Column[Called], ...] = (
        Column(
            "id", "What it names, and which name: not for citing, it moves", lambda c: f"{':'.join(c.home)}:{c.number}"
        ),
        _address(lambda c: c.home, site, "Where what it names stands"),
        Column("of_kind", "What it names", lambda c: c.home[0], codes={k.id: k.singular for k in (TERM, PLACE)}),
        Column("of", "The id of that", lambda c: c.home[1]),
        Column("name", "The name", lambda c: c.name),
        Column(
            "language",
            "The language of the name (BCP 47); of other names only the script tells it",
            lambda c: c.language,
        ),
        Column("role", "What sort of name it is", lambda c: c.role, codes=_ROLES),
        Column("sources", "Its sources, by their ids in the table of sources", lambda c: c.cite, "list"),
    )
    return Table("names", "Names of terms and places, a row a name", rows, columns)


def _commitments(site: Site) -> Table[Commitment]:
    def span(commitment: Commitment) -> Span:
        return site.span(commitment)

    columns: tuple[Column[Commitment], ...] = (
        Column("id", "Its id", lambda c: c.id),
        _address(lambda c: (COMMITMENT.id, c.id), site),
        *_place_of_words(span, lambda c: c),
        Column("title", "Its title", lambda c: c.title),
        Column("kind", "What sort of commitment it is", lambda c: c.kind, codes=labels.COMMITMENT_KINDS),
        Column("bound", "Who is bound", lambda c: c.bound, "list"),
        Column("mood", "How firmly, by the verb", lambda c: c.mood, codes=labels.MOODS),
        Column("promise", "What was promised", lambda c: plain(c.promise.text)),
        Column("status", "What is publicly known of it", lambda c: c.status, codes=labels.STATUSES),
        Column("as_of", "Up to when that was seen to hold", lambda c: c.as_of, "time"),
        Column("reason", "Why it has this status", lambda c: run_on(c.reason)),
        Column("would_change", "What would change it", lambda c: c.would_change),
    )
    about = "Commitments; what happened, and the sources, are in the tables of events and facts"
    return Table("commitments", about, list(site.all_commitments.values()), columns)


@dataclass(frozen=True)
class Followed:
    """An event of a commitment, and which of its events."""

    commitment: str
    number: int
    event: Event


def _events(site: Site) -> Table[Followed]:
    rows = [Followed(c.id, n, e) for c in site.all_commitments.values() for n, e in enumerate(c.events, start=1)]
    columns: tuple[Column[Followed], ...] = (
        Column(
            "id",
            "The commitment, and which of its events: not for citing, it moves",
            lambda f: f"{f.commitment}:{f.number}",
        ),
        _address(lambda f: (COMMITMENT.id, f.commitment), site),
        Column("commitment", "The commitment", lambda f: f.commitment, refers_to="commitments"),
        Column("date", "When it happened", lambda f: f.event.date, "time"),
        Column("text", "What happened", lambda f: plain(f.event.text)),
        Column("seen_to", _SEEN_TO, lambda f: f.event.seen_to, "time"),
        Column("disputed", "Whether accounts differ", lambda f: f.event.disputed, "boolean"),
        Column("timeline", "Whether the timeline shows it too", lambda f: f.event.timeline, "boolean"),
        *_source_columns(site, lambda f: f.event.cite),
    )
    return Table("events", "What happened to commitments, a row an event", rows, columns)


@dataclass(frozen=True)
class Row:
    """A clause, and which it is on its passage."""

    number: int
    clause: Clause


def _ledger(site: Site) -> Table[Row]:
    rows = [Row(n, c) for clauses in site.clauses.values() for n, c in enumerate(clauses, start=1)]
    columns: tuple[Column[Row], ...] = (
        Column(
            "id",
            "The passage, and which clause on it: not for citing, it moves",
            lambda r: f"{r.clause.passage}:{r.number}",
        ),
        _address(lambda r: (LEDGER.id, r.clause.passage), site),
        *_place_of_words(lambda r: site.span(r.clause), lambda r: r.clause),
        Column("speaker", "Who speaks", lambda r: r.clause.speaker, codes=labels.SPEAKERS),
        Column("bound", "Who is bound", lambda r: r.clause.bound, "list"),
        Column("mood", "How firmly, by the verb", lambda r: r.clause.mood, codes=labels.MOODS),
        Column("time", "Of which time it speaks", lambda r: r.clause.time, codes=labels.TIMES),
        Column("when", "The words that say when", lambda r: r.clause.when),
        Column(
            "checkable",
            "Whether anyone could see that it is done",
            lambda r: r.clause.checkable,
            codes=labels.CHECKABLE,
        ),
        Column("why", "Why it could, or could not", lambda r: r.clause.why),
    )
    return Table("ledger", "The wording ledger, a row a clause", rows, columns)


def _timeline(site: Site) -> Table[Any]:
    columns: tuple[Column[Any], ...] = (
        Column("id", "Its id", lambda e: e.id),
        _address(lambda e: (EVENT.id, e.id), site),
        Column("date", "When it happened", lambda e: e.date, "time"),
        Column("text", "What happened", lambda e: plain(e.text)),
        Column(
            "sections", "The points that it belongs to; 0 is the opening", lambda e: tuple(map(str, e.sections)), "list"
        ),
        Column("see", "What it leads to, each as kind:id", lambda e: e.see, "list"),
        Column("statement", "Whether the statement was made there", lambda e: e.statement, "boolean"),
        Column("seen_to", _SEEN_TO, lambda e: e.seen_to, "time"),
        Column("disputed", "Whether accounts differ", lambda e: e.disputed, "boolean"),
        *_source_columns(site, lambda e: e.cite),
    )
    about = "Events of the timeline; it also shows those of commitments that say so"
    return Table("timeline", about, sorted(site.content.timeline, key=lambda e: (e.date, e.id)), columns)


def _sources(site: Site) -> Table[Any]:
    parties = site.content.about.parties
    sides = {party.id: party.state for party in parties} | dict(labels.OTHER_SIDES)
    columns: tuple[Column[Any], ...] = (
        Column("id", "Its id", lambda s: s.id),
        _address(lambda s: (SOURCE.id, s.id), site),
        Column("type", "What it is, by the types of CSL", lambda s: s.type),
        Column("title", "Its title", lambda s: s.title),
        Column("title_en", "That in English", lambda s: s.title_en),
        Column("authors", "Who wrote it, family names first", lambda s: "; ".join(map(str, s.author))),
        Column("publisher", "Who published it", lambda s: s.publisher),
        Column("container_title", "In what", lambda s: s.container_title),
        Column("issued", "When: a day, a month, a year, or n.d.", lambda s: s.issued),
        Column("undated", "Why it has no date", lambda s: s.undated, codes=labels.UNDATED),
        Column("volume", "Volume", lambda s: s.volume),
        Column("issue", "Issue", lambda s: s.issue),
        Column("page", "Pages", lambda s: s.page),
        Column("doi", "Its DOI", lambda s: s.DOI),
        Column("url", "Where it can be read", lambda s: s.URL),
        Column("language", "Its language (BCP 47)", lambda s: s.language),
        Column("side", "The side on which it stands", lambda s: s.side, codes=sides),
        Column("kind", "What sort of source it is", lambda s: s.kind, codes=labels.SOURCE_KINDS),
        Column("checked", "When the editors saw it", lambda s: s.checked, "date"),
        Column("origin", "The source whose text it repeats", lambda s: s.origin),
        Column("weak", "What is weak about it", lambda s: s.weak, codes=labels.WEAK),
        Column("cited_in", "What rests on it, each as kind:id", partial(_cited_in, site), "list"),
    )
    return Table("sources", "The bibliography", list(site.sources.values()), columns)


def _cited_in(site: Site, source: Any) -> tuple[str, ...]:
    return tuple(map(":".join, site.cited_in.get(source.id, ())))


@dataclass(frozen=True)
class Counted:
    """A point of a figure."""

    figure: Figure
    point: Point

    @property
    def unit(self) -> str:
        return next(one.unit for one in self.figure.series if one.id == self.point.series)


def _number(point: Point) -> int | float | None:
    """The value as it was typed: 367, not 367.0."""
    number = point.number
    return int(number) if number is not None and number.is_integer() and "." not in str(point.value) else number


def _series(site: Site) -> Table[Counted]:
    rows = [Counted(figure, point) for figure in site.content.figures for point in figure.points]
    columns: tuple[Column[Counted], ...] = (
        Column("id", "The figure, the series and the date", lambda c: f"{c.figure.id}:{c.point.series}:{c.point.date}"),
        _address(lambda c: (FIGURE.id, c.figure.id), site),
        Column("figure", "The figure", lambda c: c.figure.id),
        Column("series", "The line of the figure", lambda c: c.point.series),
        Column("unit", "What the value counts", lambda c: c.unit),
        Column("date", "Of when the value is", lambda c: c.point.date, "time"),
        Column("value", "The value; empty where none was found", lambda c: _number(c.point), "number"),
        Column("mark", "What else is to be said of it", lambda c: c.point.mark, codes=labels.MARKS),
        Column("note", "A remark on it", lambda c: c.point.note),
        Column("as_of", "Up to when the figure was checked", lambda c: c.figure.as_of, "time"),
        *_source_columns(site, lambda c: c.point.cite),
    )
    return Table("series", "The numbers of all figures, a row a value", rows, columns)


def _places(site: Site) -> Table[MapPlace]:
    columns: tuple[Column[MapPlace], ...] = (
        Column("id", "Its id", lambda p: p.id),
        _address(lambda p: (PLACE.id, p.id), site),
        Column("name", "Its name on the map", lambda p: p.name),
        Column("kind", "What it is", lambda p: p.kind, codes=labels.PLACE_KINDS),
        Column("latitude", "Degrees; south is negative", lambda p: p.at.latitude, "number"),
        Column("longitude", "Degrees; west is negative", lambda p: p.at.longitude, "number"),
        Column("coordinates_of", "What has these coordinates, if not the place itself", lambda p: p.at_of),
        Column("carried_by", "Of a crossing: how what crosses there travels", lambda p: p.carried_by, "list"),
        Column("term", "Its entry in the glossary", lambda p: p.term, refers_to="terms"),
        Column("see", "What else it leads to, each as kind:id", lambda p: p.see, "list"),
        *_source_columns(site, lambda p: p.at_cite),
    )
    about = "Places on the map; the sources are those of the coordinates"
    return Table("places", about, list(site.content.places), columns)
