"""A view of the map as shapes: the land, the lines, the points with their names, in the units of a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from explainer.atlas import labels
from explainer.atlas.key import Key, entries, laid_out
from explainer.atlas.labels import Label
from explainer.atlas.projection import XY, Albers, Box, clipped
from explainer.load.atlas import Located, Map, MapPlace, Point, View
from explainer.load.content import Content
from explainer.load.values import Size, Way

# How wide each size is drawn, and how large its letters are: at these widths both are what they are on the screen.
Drawn = Size | Literal["small"]  # small: beside the text of another page
WIDTHS: dict[Drawn, int] = {"narrow": 288, "small": 360, "middle": 640, "wide": 1080}
LETTERS: dict[Drawn, float] = {"narrow": 12, "small": 12, "middle": 13, "wide": 14}


@dataclass(frozen=True)
class Line:
    """A stretch of a route: the number of that, from 1, in which manner it is drawn, and its path."""

    route: int
    way: Way
    path: str


@dataclass(frozen=True)
class Spot:
    """A place with its point and its name."""

    place: MapPlace
    x: float
    y: float
    label: Label


@dataclass(frozen=True)
class Letters:
    """A lettering with the middle of its line; `of` is land, sea, or the number of a route."""

    of: str
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """All of a view at one size."""

    view: View
    size: Drawn
    width: int
    height: int  # with the key
    floor: int  # where the map ends, and its title and the key begin
    letters: float  # the height of a name
    land: str
    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]
    lettering: tuple[Letters, ...]
    key: tuple[Key, ...]


def sizes(view: View) -> tuple[Drawn, ...]:
    """The sizes in which a view is drawn."""
    return (*view.sizes, *(("small",) if view.on else ()))


def draw(content: Content, view: View, size: Drawn) -> Drawing:
    """A view of the content's map. Raises labels.NoRoom if a name finds no place."""
    map = content.map
    assert map
    paper = _Paper(map, view, size)
    located: Sequence[Located] = (*map.waypoints, *content.places)
    at = {one.id: paper.at(one.at) for one in located}
    places = [place for place in content.places if place.id in view.places]
    routes = {i: route for i, route in enumerate(map.routes, 1) if route.id in view.routes}
    legs = [(i, leg) for i, route in routes.items() for leg in route.legs]
    stretches = [(i, leg.way, (at[one], at[other])) for i, leg in legs for one, other in pairwise(leg.through)]
    lines = [line for _, _, line in stretches]
    points = {place.id: at[place.id] for place in places}
    names = {place.id: _name(place, view) for place in places}
    found = labels.place(points, names, paper.letters, paper.page, lines)
    taken = [*labels.dots(points.values()), *(label.box for label in found.values())]
    floor = paper.page.bottom + (paper.letters * 1.5 if view.title else 0)
    seen = {(i, way) for i, way, line in stretches if labels.crosses(line, paper.page)}
    key, height = laid_out(entries(routes, seen, places), paper.page.width, floor, paper.letters)
    return Drawing(
        view,
        size,
        round(paper.page.width),
        round(height),
        round(paper.page.height),
        paper.letters,
        _land(content, paper),
        tuple(Line(route, leg.way, _path([at[id] for id in leg.through])) for route, leg in legs),
        tuple(Spot(place, *at[place.id], found[place.id]) for place in places),
        tuple(_lettering(map, view, paper, taken, lines)),
        tuple(key),
    )


def _name(place: MapPlace, view: View) -> str:
    carriers = ", ".join(place.carried_by) if view.carriers else None
    told = carriers or (place.remark if view.remarks else None)
    return f"{place.name} ({told})" if told else place.name


class _Paper:
    """Where on a picture something is."""

    def __init__(self, map: Map, view: View, size: Drawn) -> None:
        self.projection = Albers.fitted(map.views[0].frame)
        self.shown = self.projection.box(view.frame)
        self.scale = WIDTHS[size] / self.shown.width
        self.letters = LETTERS[size]
        self.page = Box(0, 0, WIDTHS[size], round(self.shown.height * self.scale))

    def put(self, longitude: float, latitude: float) -> XY:
        x, y = self.projection(longitude, latitude)
        return (x - self.shown.left) * self.scale, (y - self.shown.top) * self.scale

    def at(self, point: Point) -> XY:
        return self.put(point.longitude, point.latitude)


def _lettering(
    map: Map, view: View, paper: _Paper, taken: Sequence[Box], lines: Sequence[labels.Line]
) -> Iterator[Letters]:
    every = [(r.id, str(i), r.name, r.name_at) for i, r in enumerate(map.routes, 1) if r.name_at]
    numbers = {route.id: str(i) for i, route in enumerate(map.routes, 1)}
    every += [(one.id, numbers.get(one.of, one.of), one.text, one.at) for one in map.lettering]
    here = [(of, text, paper.at(at)) for id, of, text, at in every if id in view.letters]
    boxes = labels.letter([(text, at) for _, text, at in here], paper.letters, paper.page, taken, lines)
    for (of, text, _), box in zip(here, boxes, strict=True):
        yield Letters(of, text, (box.left + box.right) / 2, box.bottom - paper.letters * 0.35)


def _land(content: Content, paper: _Paper) -> str:
    """The outline as one path, its corners whole numbers."""
    around = Box(-9, -9, paper.page.right + 9, paper.page.bottom + 9)
    rings = (ring for polygon in content.land for ring in polygon)
    cut = (clipped([paper.put(*corner) for corner in ring], around) for ring in rings)
    return "".join(f"{path}z" for ring in cut if len(path := _rounded(ring)) > 12)


def _rounded(ring: Sequence[XY]) -> str:
    """Corners in whole numbers, each from the one before; those that fall together are one."""
    corners = [(round(x), round(y)) for x, y in ring]
    kept = [here for before, here in zip([None, *corners], corners, strict=False) if here != before]
    return "".join(_steps(kept)) if len(kept) > 2 else ""


def _steps(corners: Sequence[tuple[int, int]]) -> Iterator[str]:
    yield f"M{corners[0][0]} {corners[0][1]}l"
    steps = [f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(corners)]
    yield " ".join(steps).replace(" -", "-")


def _path(points: Sequence[XY]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points)
