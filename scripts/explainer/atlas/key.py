"""What the lines and points of a drawing mean, told below it: only what occurs there, row after row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainer.atlas.labels import width
from explainer.load.atlas import MapPlace, Route
from explainer.load.values import PlaceKind, Way
from explainer.text.labels import PLACE_KINDS

SAMPLE, MARK, APART = 26, 12, 14  # how wide a stretch of line is, a mark, and what is between two entries
EDGE = 8


@dataclass(frozen=True)
class Key:
    """An entry: its words, after a stretch of line (of `route`, from 1; 0 is of any) or the mark of a kind of place."""

    way: Way | None
    route: int
    kind: PlaceKind | None
    text: str
    x: float = 0
    y: float = 0

    @property
    def words_at(self) -> float:
        return self.x + (SAMPLE if self.way else MARK) + 6


def entries(routes: Mapping[int, Route], ways: Collection[tuple[int, Way]], places: Iterable[MapPlace]) -> list[Key]:
    """What there is to tell of a drawing with these routes, by number, in these ways, and with these places."""
    found = list(_entries(routes, ways, places))
    return found if len(found) > 1 else []  # where all is alike there is nothing to tell apart


def _entries(
    routes: Mapping[int, Route], drawn: Collection[tuple[int, Way]], places: Iterable[MapPlace]
) -> Iterator[Key]:
    for number, route in routes.items():
        if own := [way for of, way in drawn if of == number]:
            yield Key("planned" if set(own) == {"planned"} else "rail", number, None, route.name)
    ways = {way for _, way in drawn}
    if "shared" in ways:
        yield Key("shared", 0, None, "both")
    if "sea" in ways:
        yield Key("sea", 0, None, "by ship")
    kinds = {place.kind for place in places}
    yield from (Key(None, 0, kind, name.lower()) for kind, name in PLACE_KINDS.items() if kind in kinds)


def laid_out(found: Iterable[Key], wide: float, top: float, size: float) -> tuple[list[Key], float]:
    """The entries in rows below `top`, and how far down they reach."""
    placed: list[Key] = []
    x, y = float(EDGE), top + size * 1.5
    for key in found:
        needed = (SAMPLE if key.way else MARK) + 6 + width(key.text, size)
        if x > EDGE and x + needed > wide:
            x, y = EDGE, y + size * 1.5
        placed.append(Key(key.way, key.route, key.kind, key.text, x, y))
        x += needed + APART
    return placed, y + size * 0.7 if placed else top
