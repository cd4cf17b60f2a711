"""What each kind of thing says, line by line, as an edition keeps it: words, codes and ISO dates, no labels.

A line is [what it is, its content]. A fact has the name of its field in content/ and is kept with its sources and dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import JsonValue

from explainer.kinds import (
    COMMITMENT,
    EVENT,
    FIGURE,
    LEDGER,
    NOTE,
    PART,
    PASSAGE,
    PLACE,
    SECTION,
    SOURCE,
    TERM,
    Ledger,
    Part,
)
from explainer.load.atlas import Map, MapPlace
from explainer.load.edition import Row
from explainer.load.model import (
    About,
    Commitment,
    Correction,
    Fact,
    Figure,
    Note,
    Record,
    Section,
    Source,
    Term,
    TimelineEvent,
    Wording,
)
from explainer.load.statement import Passage
from explainer.text import inline


def _passage(passage: Passage) -> Iterator[Row]:
    yield "text", passage.text


def _section(section: Section) -> Iterator[Row]:
    yield "title", section.title
    yield "line", section.line
    yield from _facts(section)


def _note(note: Note) -> Iterator[Row]:
    yield "note", {"kind": note.kind, "passage": note.passage, "quote": note.quote}
    yield "title", note.title
    yield from _facts(note)
    yield from _corrections(note.corrections)


def _term(term: Term) -> Iterator[Row]:
    yield "name", term.name
    yield "category", term.category
    yield from _facts(term)
    for language, name in term.names.written().items():
        yield "named", {"language": language, "name": name}
    if term.abbreviations or term.aliases:
        yield "aliases", [*term.abbreviations, *term.aliases]
    if term.seats:
        yield "seats", term.seats.model_dump(mode="json", exclude_defaults=True)
    if term.see_also:
        yield "see_also", [*term.see_also]
    yield from _corrections(term.corrections)


def _commitment(commitment: Commitment) -> Iterator[Row]:
    yield "commitment", {"kind": commitment.kind, "passage": commitment.passage, "quote": commitment.quote}
    yield "bound", [*commitment.bound]
    yield "mood", commitment.mood
    yield "status", {"status": commitment.status, "as_of": commitment.as_of}
    yield from _facts(commitment)
    yield "would_change", commitment.would_change
    yield from _corrections(commitment.corrections)


def _source(source: Source) -> Iterator[Row]:
    names = [n.literal or " ".join(part for part in (n.given, n.family) if part) for n in source.author]
    fields = ("title", "title_en", "container_title", "publisher", "issued")
    yield "source", _some({"author": [*names]} | {name: getattr(source, name) for name in fields})
    for place in ("volume", "issue", "page", "DOI", "URL"):
        if value := getattr(source, place):
            yield place, value
    yield "about", _some({name: getattr(source, name) for name in ("side", "kind", "checked", "weak")})


def _event(event: TimelineEvent) -> Iterator[Row]:
    yield "event", _fact(event.as_fact())


def _figure(figure: Figure) -> Iterator[Row]:
    yield "headline", figure.headline
    yield "subtitle", figure.subtitle
    yield "as_of", figure.as_of
    yield from _facts(figure)
    labels = {series.id: series for series in figure.series}
    for point in figure.points:
        about = {"label": labels[point.series].label, "unit": labels[point.series].unit}
        yield "point", _some(about | point.model_dump(mode="json", include={"date", "value", "mark", "cite", "note"}))
    yield from _corrections(figure.corrections)


def _place(place: MapPlace) -> Iterator[Row]:
    yield "name", place.name
    yield "place", {"kind": place.kind, "latitude": f"{place.at.latitude:g}", "longitude": f"{place.at.longitude:g}"}
    yield from _facts(place)
    for language, name in place.names.written().items():
        yield "named", {"language": language, "name": name}


def _ledger(ledger: Ledger) -> Iterator[Row]:
    fields = ("quote", "speaker", "bound", "mood", "time", "when", "checkable", "why")
    for clause in ledger.clauses:
        yield "clause", _fields(clause, fields)


def _part(part: Part) -> Iterator[Row]:
    if isinstance(part.record, About) and part.id == "summary":
        yield "summary", part.record.summary
    if isinstance(part.record, Map):
        yield "headline", part.record.headline
    if isinstance(part.record, Wording) and part.id in _TABLES:
        key, fields = _TABLES[part.id]
        for row in getattr(part.record, part.id):
            yield key, _fields(row, fields)
    else:
        yield from ((one.field, _fact(one.fact)) for one in part.sourced() if one.fact)


# The parts of wording.yml that are no facts: what a line of each is, and has.
_TABLES = {
    "renderings": ("rendering", ("passage", "ours", "theirs", "cite")),
    "chinese": ("chinese", ("passage", "quote", "zh", "pinyin", "cite")),
    "absences": ("absence", ("formula", "forms", "found_in")),
}


def _facts(record: Record) -> Iterator[Row]:
    return ((one.field, _fact(one.fact)) for one in record.sourced() if one.fact)


def _fact(fact: Fact) -> JsonValue:
    """A fact with everything that a reader relies on: label, date, whose reading, sources."""
    data: dict[str, JsonValue] = fact.model_dump(mode="json", exclude_defaults=True)
    return data | {"text": inline.plain(inline.parse(fact.text))}


def _fields(record: Record, names: Iterable[str]) -> JsonValue:
    """Some fields of a record, in their order; what is empty is left out, and so is a language, which the words show."""
    data = record.model_dump(mode="json", exclude={"found_in": {"__all__": {"lang"}}})
    return _some({name: data[name] for name in names})


def _some(data: dict[str, JsonValue]) -> JsonValue:
    return {name: value for name, value in data.items() if value}


def _corrections(corrections: Iterable[Correction]) -> Iterator[Row]:
    return (("correction", {"date": c.date, "text": c.text}) for c in corrections)


# By kind (see kinds.KINDS).
LINES: dict[str, Callable[[Any], Iterator[Row]]] = {
    PASSAGE.id: _passage,
    SECTION.id: _section,
    NOTE.id: _note,
    TERM.id: _term,
    COMMITMENT.id: _commitment,
    SOURCE.id: _source,
    EVENT.id: _event,
    FIGURE.id: _figure,
    PLACE.id: _place,
    LEDGER.id: _ledger,
    PART.id: _part,
}
