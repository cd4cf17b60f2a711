"""The table of kinds, the walk over what rests on sources, and the labels of codes: nothing is forgotten."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from conftest import ROOT
from explainer import check, kinds
from explainer.load import model, values
from explainer.load.content import Content
from explainer.load.model import Fact, Record, Term
from explainer.render import pages
from explainer.site import Site
from explainer.text import labels

# --- what cites what ----------------------------------------------------------------------------------------------------


def record_in(annotation: Any) -> type[Record] | None:
    """The model that a field holds, alone or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for inner in get_args(annotation) if (found := record_in(inner))), None)


def rests_on_sources(of: type[Record]) -> bool:
    """Whether records of this model, or those in them, can cite."""
    return any(
        values.SOURCES in field.metadata or ((inner := record_in(field.annotation)) and rests_on_sources(inner))
        for field in of.model_fields.values()
    )


class Filled:
    """A content in which every field that can cite does, a source of its own each time."""

    def __init__(self, content: Content) -> None:
        self.homes: dict[str, tuple[str, str]] = {}  # source -> where it is cited
        self.numbers = itertools.count(1)
        changed = {
            field.name: self.value(getattr(content, field.name), lambda record, name=field.name: home(name, record))
            for field in dataclasses.fields(content)
        }
        sources = tuple(content.sources[0].model_copy(update={"id": id}) for id in self.homes)
        self.content = dataclasses.replace(content, **changed | {"sources": sources})

    def value(self, value: Any, home_of: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self.value(one, home_of) for one in value)
        return self.record(value, home_of(value), ()) if isinstance(value, Record) else value

    def record(self, record: Record, home: Any, path: tuple[str, ...]) -> Record:
        changed: dict[str, Any] = {}
        for name, field in type(record).model_fields.items():
            inner = record_in(field.annotation)
            if values.SOURCES in field.metadata:
                changed[name] = (self.source(home(path or (name,))),)
            elif inner and rests_on_sources(inner):
                changed[name] = self.below(getattr(record, name), inner, home, (*path, name), name)
        if isinstance(record, Fact):
            changed |= {"editors": False, "reading": None}
        if isinstance(record, Term):
            changed["checked"] = "2020-03-01"  # what is true today goes with the day on which that was seen
        return record.model_copy(update=changed)

    def below(self, value: Any, inner: type[Record], home: Any, path: tuple[str, ...], name: str) -> Any:
        if value is None:  # what only some records have
            return None
        if isinstance(value, Record):
            return self.record(value, home, path)
        if not value and inner is Fact:
            value = (Fact(text="Said here.", on="2020-03-01"),)
        assert value, f"the mini edition has no {inner.__name__} in {path}: give it one"
        if inner is model.Section:
            return tuple(self.record(one, lambda _, slug=one.slug: ("section", slug), path) for one in value)
        return tuple(self.record(one, home, path) for one in value)

    def source(self, home: tuple[str, str]) -> str:
        id = f"source-{next(self.numbers)}"
        self.homes[id] = home
        return id


KIND_OF = {
    "notes": "note",
    "terms": "term",
    "commitments": "commitment",
    "timeline": "event",
    "figures": "figure",
    "places": "place",
}


def home(part: str, record: Any) -> Any:
    """Where readers find what a record says: a function from the field's path to (kind, id)."""
    match part:
        case "about":
            return lambda path: ("part", "summary" if path[0] == "overview" else "provenance")
        case "wording":
            return lambda path: ("part", path[0])
        case "map":
            return lambda path: ("part", "map")
        case _:
            return lambda path: (KIND_OF[part], getattr(record, "id", ""))


@pytest.fixture(scope="module")
def filled(mini):
    return Filled(mini)


def test_whatever_can_cite_is_known_to_cite_with_its_home(filled):
    assert len(filled.homes) > 30
    assert [p for p in check.check(filled.content) if not p.code.startswith("ids-")] == []
    cited_in = Site(filled.content, {}).cited_in
    assert cited_in == {s: [h] for s, h in filled.homes.items()}


def test_whatever_can_cite_can_be_built(filled):
    site = Site(filled.content, {source: source for source in filled.homes})
    made = pages.render(site, ROOT / ".cache")
    for source in filled.homes:
        _, _, cited_in = made[f"sources/{source}/index.md"].partition("## Cited in")
        assert cited_in.count("\n- [") == 1, source


def test_every_fact_is_walked_once(real):
    places = [(one.place.file, one.place.path, one.key) for _, one in kinds.sourced(real)]
    assert len(places) == len(set(places))
    files = {file for file, _, _ in places}
    assert files >= {f"content/{name}" for name in ("statement.yml", "wording.yml", "timeline.yml")}


# --- the table ----------------------------------------------------------------------------------------------------------


def test_every_thing_has_one_home_and_all_of_its_names(real):
    site = Site(real, {})
    assert {kind for kind, _ in site.things} == set(kinds.KINDS)
    assert len(set(site.files.values())) == len(site.files)
    for (id, _), thing in site.things.items():
        title, what = kinds.KINDS[id].named(thing)
        assert title
        assert what
        assert kinds.KINDS[id].title(thing)


def test_a_given_up_address_is_where_the_thing_was(real):
    """From what ids.lock keeps of a thing follows its address."""
    site = Site(real, {})
    for (id, name), thing in site.things.items():
        kind = kinds.KINDS[id]
        kept = kind.kept_at(real, name, kind.stands_for(thing))
        assert kept == (f"p/{name[1:]}/index.md" if id == "passage" else site.files[id, name])


# --- codes and labels ---------------------------------------------------------------------------------------------------


def codes(annotation: Any) -> tuple[str, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()


LABELS = {name: codes(get_args(hint)[0]) for name, hint in get_type_hints(labels).items() if get_origin(hint) is dict}


@pytest.mark.parametrize("name", LABELS)
def test_every_code_has_its_label(name):
    assert tuple(getattr(labels, name)) == LABELS[name]
    assert all(getattr(labels, name).values())


def test_every_code_in_the_content_has_a_dictionary_of_labels():
    labelled = set(LABELS.values())
    bare = {("Source", "type"), ("Source", "issued"), ("Edition", "format")}  # words of CSL, a number
    models = [one for one in vars(model).values() if isinstance(one, type) and issubclass(one, Record)]
    for one in models:
        for name, field in one.model_fields.items():
            if found := codes(field.annotation) or next(filter(None, map(codes, get_args(field.annotation))), ()):
                assert (one.__name__, name) in bare or found in labelled, f"{one.__name__}.{name}"


def test_a_language_of_names_needs_a_field_and_an_english_name():
    assert set(model.Names.languages()) == set(labels.LANGUAGES)
    assert "pinyin" not in labels.LANGUAGES
    assert all(labels.LANGUAGES.values())
