"""Load a content folder: every file read and brought into the models, all schema problems reported together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from explainer.load import atlas as atlas_module
from explainer.load import edition as edition_module
from explainer.load import statement as statement_module
from explainer.load.atlas import Land, Map, MapPlace
from explainer.load.edition import Edition, Summary
from explainer.load.folder import is_read, strays
from explainer.load.messages import below, causes, keys, kind, message
from explainer.load.model import (
    About,
    Collection,
    Commitment,
    Figure,
    Identified,
    Note,
    Point,
    Record,
    Section,
    Source,
    Structure,
    Term,
    TimelineEvent,
    Topic,
    Wording,
)
from explainer.load.statement import Statement
from explainer.load.table import rows
from explainer.load.textfile import read, read_text
from explainer.load.todo import todos
from explainer.load.yamlfile import Place, load
from explainer.problems import ContentError, Problem, Problems

R = TypeVar("R", bound=Record)
N = TypeVar("N", bound=Identified)  # named


@dataclass(frozen=True)
class Content:
    """All that people wrote, parsed: the input of every page."""

    root: str  # the folder's name as shown in messages
    statement: Statement
    about: About
    notes: tuple[Note, ...]
    terms: tuple[Term, ...]
    commitments: tuple[Commitment, ...]
    sources: tuple[Source, ...]
    timeline: tuple[TimelineEvent, ...] = ()
    topics: tuple[Topic, ...] = ()
    wording: Wording | None = None
    figures: tuple[Figure, ...] = ()
    places: tuple[MapPlace, ...] = ()
    map: Map | None = None
    land: Land = ()
    ids_file: dict[str, Any] = field(default_factory=dict)
    ids_place: Place = field(default_factory=lambda: Place("ids.lock"))
    editions: tuple[Edition, ...] = ()  # editions as they were cut, oldest first
    summaries: tuple[Summary, ...] = ()
    todos: tuple[Problem, ...] = ()  # what is still to be written

    def section(self, number: int) -> Section:
        return next(s for s in self.about.sections if s.number == number)

    def records(self) -> Iterator[Record]:
        """Everything that people wrote, records in records too."""
        every = (
            self.notes,
            self.terms,
            self.commitments,
            self.sources,
            self.timeline,
            self.topics,
            self.figures,
            self.places,
            self.summaries,
        )
        for one in (self.about, *chain.from_iterable(every), *filter(None, [self.wording, self.map])):
            yield from one.records()


@dataclass(frozen=True)
class Shared:
    """What several statements have in common: a folder with glossary/ and sources.yml."""

    terms: tuple[Term, ...]
    sources: tuple[Source, ...]
    todos: tuple[Problem, ...] = ()  # what is still to be written


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = folder.name
        self.problems = Problems()
        self.todos: list[Problem] = []

    def name(self, path: Path) -> str:
        return f"{self.shown}/{path.relative_to(self.folder).as_posix()}"

    def has(self, name: str) -> bool:
        return os.path.lexists(self.folder / name)

    def yaml(self, path: Path) -> tuple[Any, Place]:
        try:
            data, place = load(path, self.name(path))
        except ContentError as error:
            self.problems.found += error.problems
            return None, Place(self.name(path))
        self.todos += todos(data, place)
        return data, place

    def record(self, model: type[R], data: Any, place: Place) -> R | None:
        if not isinstance(data, dict):
            self.problems.add(place(), "schema", f"expected keys and values ({keys(model)}), found {kind(data)}")
            return None
        try:
            return model.model_validate(data, by_alias=True, by_name=False)
        except ValidationError as error:
            for detail in causes(error.errors()):
                self.problems.add(place(*below(detail["loc"])), "schema", message(model, detail))
            return None

    def one(self, model: type[R], name: str) -> R | None:
        data, place = self.yaml(self.folder / name)
        if data is None:
            if not any(p.file == place.file for p in self.problems.found):
                self.problems.add(place(), "schema", f"is empty; expected {keys(model)}")
            return None
        return self.record(model, data, place)

    def records(self, model: type[R], path: Path) -> list[R]:
        data, place = self.yaml(path)
        if data is None:
            return []
        if not isinstance(data, list):
            self.problems.add(place(), "schema", f"expected a list (lines that begin with '- '), found {kind(data)}")
            return []
        found = (self.record(model, item, Place(place.file, (i,), place.marks)) for i, item in enumerate(data))
        return [r for r in found if r is not None]

    def files(self, folder: str) -> list[Path]:
        return sorted(p for p in (self.folder / folder).glob("*.yml") if is_read(p))

    def strays(self) -> None:
        """A file that nobody reads, because its name is mistyped, is told."""
        for name, why in strays(self.folder):
            self.problems.add((f"{self.shown}/{name}", 0, 0), "file-name", why)

    def named(self, model: type[N], folder: str) -> list[N]:
        """One record a file, whose id is the file's name."""
        records = []
        for path in self.files(folder):
            record = self.one(model, path.relative_to(self.folder).as_posix())
            if record is None:
                continue
            if record.id != path.stem:
                self.problems.add(
                    record.place("id"),
                    "id-file",
                    f'id "{record.id}" in a file named {path.name}; they must agree',
                )
            records.append(record)
        return records

    def figures(self) -> list[Figure]:
        """The charts, each of two files of one name: what it says (.yml) and its points (.csv)."""
        tables = sorted(p for p in (self.folder / "series").glob("*.csv") if is_read(p))
        points = {path.stem: self.points(path) for path in tables}
        figures = self.named(Figure, "series")
        heads = {path.stem for path in self.files("series")}
        for name in sorted(heads ^ points.keys()):
            there, missing = (".yml", ".csv") if name in heads else (".csv", ".yml")
            message = f"there is no {name}{missing} beside it; a chart has both"
            self.problems.add((f"{self.shown}/series/{name}{there}", 0, 0), "file-missing", message)
        return [figure.model_copy(update={"points": points.get(figure.id, ())}) for figure in figures]

    def points(self, path: Path) -> tuple[Point, ...]:
        """The rows of a table that have the shape of points."""
        try:
            table = rows(path, self.name(path), keys(Point).split(", "))
        except ContentError as error:
            self.problems.found += error.problems
            return ()
        found = (
            self.record(Point, row | {"sources": (row.get("sources") or "").split()}, place) for row, place in table
        )
        return tuple(point for point in found if point is not None)

    def editions(self) -> list[Edition]:
        """The editions cut so far, oldest first."""
        found = []
        for path in sorted(p for p in (self.folder / "editions").glob("*.json") if is_read(p)):
            cut = self.edition(path)
            if cut and f"{cut.edition}.json" != path.name:
                message = f"holds edition {cut.edition}; {edition_module.RESTORE}"
                self.problems.add((self.name(path), 0, 0), "edition-file", message)
            elif cut:
                found.append(cut)
        return sorted(found, key=lambda cut: cut.order)

    def edition(self, path: Path) -> Edition | None:
        try:
            return edition_module.parse(read_text(path, self.name(path)), self.name(path))
        except ContentError as error:
            self.problems.found += error.problems
        return None

    def land(self) -> Land:
        path = self.folder / "land.geojson"
        try:
            return atlas_module.parse(read_text(path, self.name(path)), self.name(path))
        except ContentError as error:
            self.problems.found += error.problems
        return ()

    def statement(self, structure: Structure | None) -> Statement | None:
        """The text, cut; without a structure it is only looked at."""
        path = self.folder / "statement.txt"
        try:
            raw = read(path, self.name(path))
            if structure:
                return statement_module.cut(raw, structure, self.name(path))
            statement_module.lines(raw, self.name(path))
        except ContentError as error:
            self.problems.found += error.problems
        return None


def load_content(folder: Path) -> Content:
    """Read and validate a content folder.

    Raises ContentError with every problem of form found in any file. What the parts say about each other is not
    looked at here (see checks).
    """
    loader = _Loader(folder)
    loader.strays()
    about = loader.one(About, "statement.yml")
    statement = loader.statement(about.structure if about else None)
    notes = [note for path in loader.files("notes") for note in loader.records(Note, path)]
    terms = loader.named(Term, "glossary")
    commitments = loader.named(Commitment, "commitments")
    sources = loader.records(Source, folder / "sources.yml")
    timeline = loader.records(TimelineEvent, folder / "timeline.yml") if loader.has("timeline.yml") else []
    topics = loader.records(Topic, folder / "topics.yml") if loader.has("topics.yml") else []
    wording = loader.one(Wording, "wording.yml") if loader.has("wording.yml") else None
    figures = loader.figures()
    places = loader.records(MapPlace, folder / "places.yml") if loader.has("places.yml") else []
    map_ = loader.one(Map, "map.yml") if loader.has("map.yml") else None
    land = loader.land() if loader.has("land.geojson") else ()
    ids_file: Any = None
    ids_place = Place(f"{loader.shown}/ids.lock")
    if loader.has("ids.lock"):
        ids_file, ids_place = loader.yaml(folder / "ids.lock")
    editions = loader.editions()
    summaries = loader.records(Summary, folder / "changes.yml") if loader.has("changes.yml") else []
    loader.problems.raise_if_any()
    assert statement and about
    return Content(
        loader.shown,
        statement,
        about.cut_as(statement.parts),
        tuple(notes),
        tuple(terms),
        tuple(commitments),
        tuple(sources),
        tuple(timeline),
        tuple(topics),
        wording,
        tuple(figures),
        tuple(places),
        map_,
        land,
        ids_file or {},
        ids_place,
        tuple(editions),
        tuple(summaries),
        tuple(loader.todos),
    )


def load_shared(folder: Path) -> Shared:
    """Read and validate a folder of terms and sources. Raises ContentError with every problem of form."""
    loader = _Loader(folder)
    loader.strays()
    terms = loader.named(Term, "glossary")
    sources = loader.records(Source, folder / "sources.yml") if loader.has("sources.yml") else []
    loader.problems.raise_if_any()
    return Shared(tuple(terms), tuple(sources), tuple(loader.todos))


def load_collection(path: Path) -> Collection:
    """What a collection of statements is called. Raises ContentError with what is wrong in the file."""
    loader = _Loader(path.parent)
    collection = loader.one(Collection, path.name)
    loader.problems.raise_if_any()
    assert collection
    return collection


def load_about(folder: Path) -> About:
    """What statement.yml in a content folder tells of its text. Raises ContentError with what is wrong in either."""
    loader = _Loader(folder)
    about = loader.one(About, "statement.yml")
    statement = loader.statement(about.structure if about else None)
    loader.problems.raise_if_any()
    assert statement and about
    return about.cut_as(statement.parts)
