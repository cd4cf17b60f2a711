"""What stands a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from explainer.load.content import Content
from explainer.load.model import Record, Term
from explainer.problems import Problems, shorten

T = TypeVar("T")


def repeated(records: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
    """The records whose key an earlier one has."""
    seen: set[str] = set()
    for record in records:
        if key(record) in seen:
            yield record
        seen.add(key(record))


def lists_hold_nothing_twice(content: Content, problems: Problems) -> None:
    for record in content.records():
        for name, field in type(record).model_fields.items():
            value = getattr(record, name)
            if not isinstance(value, tuple):
                continue
            key = field.alias or name
            for i, item in repeated(enumerate(value), lambda pair: _as_text(pair[1])):
                words = "the same record" if isinstance(item, Record) else f'"{shorten(str(item))}"'
                place = item.place() if isinstance(item, Record) else record.place(key, i)
                problems.add(place, "twice", f"{key}: {words} stands in this list already")


def _as_text(item: object) -> str:
    return item.model_dump_json() if isinstance(item, Record) else str(item)


def names_are_of_one_term(content: Content, problems: Problems) -> None:
    """A name leads to one entry. An alias may lead to several, but not past the entry that has it for a name."""
    owners: dict[str, Term] = {}
    for term in content.terms:
        for name, place in _names(term):
            owner = owners.setdefault(name.casefold(), term)
            if owner is not term:
                problems.add(place, "name-taken", f'"{name}" is a name of term "{owner.id}" already')
    for term in content.terms:
        for i, alias in enumerate(term.aliases):
            owner = owners.get(alias.casefold(), term)
            if owner is not term:
                problems.add(term.place("aliases", i), "name-taken", f'"{alias}" is a name of term "{owner.id}"')


def _names(term: Term) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """What an entry is called, with where that stands."""
    yield term.name, term.place("name")
    yield from ((name, term.place("abbreviations", i)) for i, name in enumerate(term.abbreviations))
    yield from ((name, term.names.place(code)) for code, name in term.names.by_language().items())
