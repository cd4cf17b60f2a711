"""A figure as a drawing: where its lines, marks and words stand. The template chart.svg.j2 writes it as SVG.

A figure has one panel for each unit, one under another along the same years: two scales never share a panel.
It is drawn in two cuts, for wide places and for a phone, since words do not shrink with a picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise

from explainer.load.model import Figure, Point, Series
from explainer.text import labels


@dataclass(frozen=True)
class Cut:
    """How large a drawing is, in units of which one is a pixel where there is room."""

    name: str
    width: int
    panel: int  # the height of the only panel; two are lower
    columns: int  # of the key


WIDE = Cut("wide", 680, 320, 2)
NARROW = Cut("narrow", 320, 240, 1)
CUTS = (WIDE, NARROW)

LINE = 18  # from one line of words to the next
RIGHT = 14  # room for half a number beside the last point ...
ABOVE = 44  # ... and for a number and a name above the highest
YEAR = 40  # from the middle of one year that is written to that of the next
RADIUS = 4
# Marks of points that were not counted as a whole: no line leads to them.
APART = ("part", "planned", "not-found")
SHAPES = {"disputed": "ring", "computed": "square", "part": "diamond", "planned": "diamond", "not-found": "none"}


@dataclass(frozen=True)
class Words:
    """Words in the picture. `of`: the number of the series whose they are, from 1; 0 for the picture's own."""

    x: float
    y: float
    text: str
    role: str  # unit, tick, year, label, value, note or key
    anchor: str = "start"
    of: int = 0


@dataclass(frozen=True)
class Shape:
    """The mark of a point: dot, ring, square or diamond."""

    name: str
    x: float
    y: float
    of: int = 0


@dataclass(frozen=True)
class Path:
    points: str
    of: int = 0


@dataclass
class Drawing:
    """What there is to draw, from the bottom up."""

    cut: Cut
    height: float = 0
    bands: list[tuple[float, float, float, float]] = field(default_factory=list)  # x, y, width, height
    grid: list[Path] = field(default_factory=list)
    base: list[Path] = field(default_factory=list)
    levels: list[Path] = field(default_factory=list)
    lines: list[Path] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


# --- scales -------------------------------------------------------------------------------------------------------------


def when(day: str) -> float:
    """A date in years; a year or a month by its middle."""
    year, *rest = (int(part) for part in day.split("-"))
    if not rest:
        return year + 0.5
    if len(rest) == 1:
        return year + (rest[0] - 0.5) / 12
    start = date(year, 1, 1)
    return year + ((date(year, *rest) - start).days + 0.5) / (date(year + 1, 1, 1) - start).days


def ticks(highest: float, most: int) -> list[float]:
    """Round numbers from 0 to one that is not below `highest`, in at most `most` steps of 1, 2, 2.5 or 5 times a power of ten."""
    if highest <= 0:
        return [0, 1]
    power = 10.0 ** (math.floor(math.log10(highest)) - 1)
    sizes = (round(power * factor * by, 9) for by in (1, 10, 100) for factor in (1, 2, 2.5, 5))
    step = next(size for size in sizes if size * most >= highest)
    return [round(step * i, 9) for i in range(math.ceil(round(highest / step, 9)) + 1)]


@dataclass(frozen=True)
class Scale:
    """From a range of values to a stretch of the drawing."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return round(self.start + (value - self.first) / (self.last - self.first) * (self.end - self.start), 1)


def shown(value: float) -> str:
    """A number of an axis: 0.5, 20,000."""
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def written(point: Point) -> str:
    """A point's value in three figures, with no more decimals than it has: 43.8, c. 19,000, 20,000+."""
    if point.value is None or point.number is None:
        return "?"
    before = math.floor(math.log10(point.number)) if point.number else 0
    decimals = max(0, min(len(point.value.partition(".")[2]), 2 - before))
    words = f"{round(point.number, 2 - before):,.{decimals}f}"
    return {"at-least": f"{words}+", "about": f"c. {words}"}.get(point.mark or "", words)


# --- drawing ------------------------------------------------------------------------------------------------------------


def drawn(figure: Figure, cut: Cut) -> Drawing:
    """The figure in one cut."""
    drawing = Drawing(cut)
    numbers = {series.id: i for i, series in enumerate(figure.series, start=1)}
    panels = [
        list(group) for _, group in groupby(sorted(figure.series, key=lambda s: _unit(figure, s)), key=lambda s: s.unit)
    ]
    tall = cut.panel if len(panels) == 1 else round(cut.panel * 0.62)
    highest = [_highest(figure, series, i == 0) for i, series in enumerate(panels)]
    scales = [ticks(value, 5 if len(panels) == 1 else 4) for value in highest]
    gutter = 10 + max(8 * len(shown(value)) for scale in scales for value in scale)
    years = _years(figure)
    across = Scale(years[0], years[-1] + 1, gutter, cut.width - RIGHT)
    top = 0.0
    for i, (series, steps) in enumerate(zip(panels, scales, strict=True)):
        top += LINE * (1 if i == 0 else 2)
        up = Scale(0, max(highest[i], steps[1]), top + tall, top + ABOVE)
        _frame(drawing, series[0].unit, steps, across, up)
        if figure.look_at:
            _look_at(drawing, figure, across, up)
        if figure.level and i == 0:
            _level(drawing, figure, across, up)
        for one in series:
            _Line(drawing, numbers[one.id], one, _points(figure, one), across, up).draw()
        top += tall
    _axis(drawing, years, across, top)
    drawing.height = _key(drawing, figure, top + LINE * 1.5)
    return drawing


def _unit(figure: Figure, series: Series) -> int:
    """The number of the panel in which a series is."""
    return list(dict.fromkeys(one.unit for one in figure.series)).index(series.unit)


def _points(figure: Figure, series: Series) -> list[Point]:
    return [point for point in figure.points if point.series == series.id]


def _highest(figure: Figure, panel: Sequence[Series], first: bool) -> float:
    values = [point.number or 0 for series in panel for point in _points(figure, series)]
    return max(*values, figure.level.value if figure.level and first else 0, 0)


def _years(figure: Figure) -> list[int]:
    found = [int(point.date[:4]) for point in figure.points]
    return list(range(min(found), max(found) + 1))


def _frame(drawing: Drawing, unit: str, steps: Sequence[float], across: Scale, up: Scale) -> None:
    """The light lines of a panel, their numbers, and the unit above them."""
    drawing.words.append(Words(0, up.end - ABOVE, unit, "unit"))
    for value in steps:
        if value > up.last * 1.05:
            continue
        line = Path(f"M{_n(across.start)} {_n(up(value))}H{_n(across.end)}")
        (drawing.grid if value else drawing.base).append(line)
        drawing.words.append(Words(across.start - 6, up(value) + 4, shown(value), "tick", "end"))


def _axis(drawing: Drawing, years: Sequence[int], across: Scale, bottom: float) -> None:
    every = math.ceil(YEAR / (across(years[0] + 1) - across(years[0])))
    for year in years[::every]:
        drawing.words.append(Words(across(year + 0.5), bottom + LINE, str(year), "year", "middle"))


def _look_at(drawing: Drawing, figure: Figure, across: Scale, up: Scale) -> None:
    stretch = figure.look_at
    assert stretch
    left, right = across(when(stretch.begin)), across(when(stretch.end))
    top = up.end - ABOVE / 2
    drawing.bands.append((left, top, round(right - left, 1), round(up.start - top, 1)))
    drawing.words.append(Words(round((left + right) / 2, 1), up.start - 8, stretch.label, "note", "middle"))


def _level(drawing: Drawing, figure: Figure, across: Scale, up: Scale) -> None:
    assert figure.level
    y = up(figure.level.value)
    drawing.levels.append(Path(f"M{_n(across.start)} {_n(y)}H{_n(across.end)}"))
    drawing.words.append(Words(across.end, y - 6, figure.level.label, "note", "end"))


@dataclass(frozen=True)
class _Line:
    """One series in its panel."""

    drawing: Drawing
    number: int
    series: Series
    points: Sequence[Point]
    across: Scale
    up: Scale

    def draw(self) -> None:
        self.drawing.lines += [Path(self.path(run), self.number) for run in self.runs() if len(run) > 1]
        for point in self.points:
            x, y = self.place(point)
            if point.value is None:
                self.drawing.words.append(Words(x, y + 5, "?", "value", "middle", self.number))
            else:
                self.drawing.shapes.append(Shape(SHAPES.get(point.mark or "", "dot"), x, y, self.number))
        self.drawing.words += self.words()

    def runs(self) -> Iterator[list[Point]]:
        """Points that a line joins: what was counted as a whole, up to a gap."""
        for apart, run in groupby(self.points, key=lambda point: point.mark in APART):
            if not apart:
                yield list(run)

    def path(self, run: Sequence[Point]) -> str:
        (x, y), *rest = map(self.place, run)
        step = "H{0}V{1}" if self.series.stepped else "L{0} {1}"
        return f"M{_n(x)} {_n(y)}" + "".join(step.format(_n(x), _n(y)) for x, y in rest)

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point stands; one that was not found, at the height of its neighbour."""
        found = [p for p in self.points if p.number is not None]
        near = min(found, key=lambda p: abs(when(p.date) - when(point.date)), default=None)
        number = point.number if point.number is not None else near.number if near else 0
        return self.across(when(point.date)), self.up(number or 0)

    def words(self) -> Iterator[Words]:
        """The numbers that are written, and the name of the line beside it."""
        found = [point for point in self.points if point.value is not None]
        at = self.series.label_at or found[-1].date
        for point in found:
            x, y = self.place(point)
            lines = [("value", written(point))] if point.date in self.series.written else []
            lines += [("label", self.series.label)] if point.date == at else []
            bend, below = self.below(point, y, len(lines))
            for i, (role, text) in enumerate(lines):
                dy = RADIUS + 14 + i * LINE if below else -RADIUS - 5 - i * LINE
                side = bend if below else -bend
                aside = round(x + 3 * side, 1)
                yield Words(aside, round(y + dy, 1), text, role, self.anchor(aside, side, text), self.number)

    def below(self, point: Point, y: float, lines: int) -> tuple[int, bool]:
        """How the line goes through a point, 1 up or -1 down, 0 where it bends or none leads; and on which side words stand."""
        run = next((run for run in self.runs() if point in run), [point])
        at = run.index(point)
        heights = [p.number or 0 for p in run[max(at - 1, 0) : at + 2]]
        steps = [(b > a) - (b < a) for a, b in pairwise(heights)]
        if steps == [1, -1] or steps == [-1, 1]:
            return 0, steps == [-1, 1]
        room = y + RADIUS + LINE * lines < self.up.start
        return (steps[0] if len(set(steps)) == 1 else 0), self.series.below and room

    def anchor(self, x: float, side: int, text: str) -> str:
        """Words stand beside a point where the line is not, as far as they stay within the panel."""
        width = 8.5 * len(text)
        for anchor, part in sorted(_ANCHORS.items(), key=lambda one: abs(one[1] - side)):
            left = x - width * (1 - part) / 2
            if left >= self.across.start and left + width <= self.drawing.cut.width:
                return anchor
        return "middle"


# How much of the words is at the right of their place: all (1), half (0) or nothing (-1).
_ANCHORS = {"end": -1, "middle": 0, "start": 1}


def _key(drawing: Drawing, figure: Figure, top: float) -> float:
    """What the marks mean that occur here. Gives the height of the drawing."""
    used = {SHAPES[point.mark] for point in figure.points if point.mark in SHAPES}
    keys = [(shape, words) for shape, words in labels.SHAPES_OF_POINTS.items() if shape in used]
    columns, width = drawing.cut.columns, drawing.cut.width / drawing.cut.columns
    for i, (shape, words) in enumerate(keys):
        x, y = width * (i % columns) + 6, top + LINE * (i // columns + 1)
        if shape == "none":
            drawing.words.append(Words(x, y, "?", "key", "middle"))
        else:
            drawing.shapes.append(Shape(shape, x, y - 4))
        drawing.words.append(Words(x + 12, y, words, "key"))
    return top + LINE * math.ceil(len(keys) / columns) + 8


def _n(value: float) -> str:
    """A coordinate, as short as can be."""
    return f"{value:.1f}".removesuffix(".0")
