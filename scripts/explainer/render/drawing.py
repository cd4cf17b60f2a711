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
from textwrap import wrap

from explainer.atlas.labels import width
from explainer.atlas.projection import XY, Box
from explainer.load.model import Figure, Point, Series, Stretch
from explainer.render.beside import LINE, RADIUS, SIZE, Panel, Words
from explainer.text import labels
from explainer.text.dates import spoken


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

RIGHT = 14  # room for half a number beside the last point ...
ABOVE = 44  # ... and for a number and a name above the highest
YEAR = 36  # from the middle of one year that is written to that of the next
HEADLINE = 20  # from one line of the headline to the next
NEAR = 2 * RADIUS  # two marks that are nearer than that hide one another
# Marks of points that were not counted as a whole: no line leads to them.
APART = ("part", "planned", "not-found")
SHAPES = {"disputed": "ring", "computed": "square", "part": "half", "planned": "diamond"}


@dataclass(frozen=True)
class Shape:
    """The mark of a point: dot, ring, square, half or diamond. One `around` another is larger, and lies under it."""

    name: str
    x: float
    y: float
    of: int = 0
    around: bool = False


@dataclass(frozen=True)
class Path:
    points: str
    of: int = 0


@dataclass
class Drawing:
    """What there is to draw, from the bottom up."""

    cut: Cut
    headline: list[str]  # in lines; stands above where the picture is alone
    height: float = 0  # without the headline
    bands: list[tuple[float, float, float, float]] = field(default_factory=list)  # x, y, width, height
    grid: list[Path] = field(default_factory=list)
    base: list[Path] = field(default_factory=list)  # the axis of time, with a tick for each year
    levels: list[Path] = field(default_factory=list)
    lines: list[Path] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    @property
    def head(self) -> int:
        """The height of the headline."""
        return HEADLINE * len(self.headline) + 4


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


def doublings(lowest: float, highest: float) -> list[float]:
    """Powers of two, from one below `lowest` to one that is not below `highest`."""
    first, last = math.ceil(math.log2(lowest)) - 1, math.ceil(math.log2(highest))
    return [2.0**power for power in range(first, last + 1)]


@dataclass(frozen=True)
class Scale:
    """From a range of values to a stretch of the drawing; where it is `doubling`, twice as much is as far everywhere."""

    first: float
    last: float
    start: float
    end: float
    doubling: bool = False

    def __call__(self, value: float) -> float:
        first, last, value = (math.log2(one) if self.doubling else one for one in (self.first, self.last, value))
        return round(self.start + (value - first) / (last - first) * (self.end - self.start), 1)


def shown(value: float) -> str:
    """A number of an axis: 0.5, 20,000."""
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def written(point: Point) -> str:
    """A point's value in three figures, with no more decimals than it has: 43.8, about 19,000, at least 20,000."""
    assert point.value is not None
    assert point.number is not None
    before = math.floor(math.log10(point.number)) if point.number else 0
    decimals = max(0, min(len(point.value.partition(".")[2]), 2 - before))
    words = f"{round(point.number, 2 - before):,.{decimals}f}"
    return f"{labels.MARKS[point.mark]} {words}" if point.mark in ("at-least", "about") else words


# --- drawing ------------------------------------------------------------------------------------------------------------


def drawn(figure: Figure, cut: Cut) -> Drawing:
    """The figure in one cut."""
    drawing = Drawing(cut, wrap(figure.headline, int(cut.width / (SIZE * 0.65))))
    panels = [
        list(group) for _, group in groupby(sorted(figure.series, key=lambda s: _unit(figure, s)), key=lambda s: s.unit)
    ]
    tall = cut.panel if len(panels) == 1 else round(cut.panel * 0.62)
    values = [_values(figure, series, i == 0) for i, series in enumerate(panels)]
    scales = [_steps(figure, found, 5 if len(panels) == 1 else 4) for found in values]
    gutter = 10 + max(8 * len(shown(value)) for scale in scales for value in scale)
    years = _years(figure)
    across = Scale(years[0], years[-1] + 1, gutter, cut.width - RIGHT)
    top = 0.0
    for i, (series, steps) in enumerate(zip(panels, scales, strict=True)):
        top += LINE * (1 if i == 0 else 2)
        up = Scale(steps[0], max(*values[i], steps[1]), top + tall, top + ABOVE, figure.doubling)
        _Panel(drawing, figure, series, across, up, steps).draw(first=i == 0)
        top += tall
    _axis(drawing, figure, across, top)
    drawing.height = _key(drawing, figure, top + LINE * 1.5)
    return drawing


def _steps(figure: Figure, values: Sequence[float], most: int) -> list[float]:
    return doublings(min(values), max(values)) if figure.doubling else ticks(max(values, default=0), most)


def _unit(figure: Figure, series: Series) -> int:
    """The number of the panel in which a series is."""
    return list(dict.fromkeys(one.unit for one in figure.series)).index(series.unit)


def _points(figure: Figure, series: Series) -> list[Point]:
    return [point for point in figure.points if point.series == series.id]


def _values(figure: Figure, panel: Sequence[Series], first: bool) -> list[float]:
    values = [point.number or 0.0 for series in panel for point in _points(figure, series) if point.value]
    if figure.level and first:
        values.append(figure.level.value)
    return values or [0.0]


def _years(figure: Figure) -> list[int]:
    found = [int(point.date[:4]) for point in figure.points]
    return list(range(min(found), max(found) + 1))


def _axis(drawing: Drawing, figure: Figure, across: Scale, bottom: float) -> None:
    """A tick for each year: under its points where they are of whole years, else where it begins and ends."""
    years = _years(figure)
    whole = all(len(point.date) == 4 for point in figure.points)
    ticked = [year + 0.5 for year in years] if whole else [*years, years[-1] + 1]
    drawing.base += [Path(f"M{_n(across(year))} {_n(bottom)}v5") for year in ticked]
    every = math.ceil(YEAR / (across(years[0] + 1) - across(years[0])))
    for year in years[::every]:
        drawing.words.append(Words(across(year + 0.5), bottom + LINE + 2, str(year), "year", "middle"))


@dataclass
class _Panel:
    """The series of one unit with their scale."""

    drawing: Drawing
    figure: Figure
    series: Sequence[Series]
    across: Scale
    up: Scale
    steps: Sequence[float]

    def draw(self, first: bool) -> None:
        """With the level that the figure names if this is its first panel."""
        self.clear = Panel(Box(self.across.start, self.up.end - ABOVE + 2, self.drawing.cut.width, self.up.start - 2))
        self.frame()
        if self.figure.look_at:
            self.look_at(self.figure.look_at)
        if first and self.figure.level:
            self.level(self.figure.level.value, self.figure.level.label)
        for series in self.series:
            self.line(series)
        for series in self.series:
            self.words(series)

    def number(self, series: Series) -> int:
        return self.figure.series.index(series) + 1

    def at(self, point: Point) -> XY:
        return self.across(when(point.date)), self.up(point.number or 0)

    def frame(self) -> None:
        """The light lines, their numbers, and the unit above them."""
        for value in (step for step in self.steps if step <= self.up.last * 1.05):
            y = self.up(value)
            line = Path(f"M{_n(self.across.start)} {_n(y)}H{_n(self.across.end)}")
            (self.drawing.grid if value != self.steps[0] else self.drawing.base).append(line)
            self.drawing.words.append(Words(self.across.start - 6, y + 4, shown(value), "tick", "end"))
            self.clear.grid.append(((self.across.start, y), (self.across.end, y)))
        self.drawing.words.append(Words(0, self.up.end - ABOVE, self.series[0].unit, "unit"))
        self.clear.taken.append(self.drawing.words[-1].box)

    def look_at(self, stretch: Stretch) -> None:
        """A band, and beside its foot what there is to see: words are wider than a year on a phone."""
        left, right = self.across(when(stretch.begin)), self.across(when(stretch.end))
        top = self.up.end - ABOVE / 2
        self.drawing.bands.append((left, top, round(right - left, 1), round(self.up.start - top, 1)))
        texts = [f"{spoken(stretch.begin)} to {spoken(stretch.end)}:", stretch.label]
        before = max(width(text, SIZE) for text in texts) < left - self.across.start - 6
        x, anchor = (left - 6, "end") if before else (right + 6, "start")
        for i, text in enumerate(texts):
            self.note(Words(x, self.up.start - 10 - LINE * (1 - i), text, "note", anchor))

    def level(self, value: float, label: str) -> None:
        y = self.up(value)
        self.drawing.levels.append(Path(f"M{_n(self.across.start)} {_n(y)}H{_n(self.across.end)}"))
        self.clear.lines.append(((self.across.start, y), (self.across.end, y)))
        self.note(Words(self.across.end, y - 6, label, "note", "end"))

    def note(self, words: Words) -> None:
        self.drawing.words.append(words)
        self.clear.taken.append(words.box)

    def line(self, series: Series) -> None:
        number = self.number(series)
        points = [point for point in _points(self.figure, series) if point.value is not None]
        for run in runs(_points(self.figure, series)):
            corners = list(_corners([self.at(point) for point in run], series.stepped))
            self.clear.lines += pairwise(corners)
            if len(corners) > 1:
                self.drawing.lines.append(Path("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in corners), number))
        for point in points:
            x, y = self.at(point)
            around = any(math.hypot(x - one.x, y - one.y) < NEAR for one in self.drawing.shapes)
            self.drawing.shapes.append(Shape(SHAPES.get(point.mark or "", "dot"), x, y, number, around))
            self.clear.mark((x, y), 2.5 * RADIUS if around else 1.5 * RADIUS)

    def words(self, series: Series) -> None:
        """The numbers that are written, and the name of the line beside one of its points."""
        points = [point for point in _points(self.figure, series) if point.value is not None]
        at = series.label_at or points[-1].date
        for point in points:
            texts = [("value", written(point))] if point.date in series.written else []
            texts += [("label", series.label)] if point.date == at else []
            if texts:
                self.drawing.words += self.clear.place(self.at(point), texts, self.number(series), series.below)


def runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Points that a line joins: what was counted as a whole, up to a gap."""
    for apart, run in groupby(points, key=lambda point: point.mark in APART):
        if not apart:
            yield list(run)


def _corners(points: Sequence[XY], stepped: bool) -> Iterator[XY]:
    """The corners of a line through points; a stepped one holds its height up to the next."""
    yield points[0]
    for (_, before), (x, y) in pairwise(points):
        if stepped and before != y:
            yield x, before
        yield x, y


def _key(drawing: Drawing, figure: Figure, top: float) -> float:
    """What the marks mean that occur here, and what was not found. Gives the height of the drawing."""
    used = {SHAPES[point.mark] for point in figure.points if point.mark in SHAPES}
    keys = [(shape, words) for shape, words in labels.SHAPES_OF_POINTS.items() if shape in used]
    columns, wide = drawing.cut.columns, drawing.cut.width / drawing.cut.columns
    for i, (shape, words) in enumerate(keys):
        x, y = wide * (i % columns) + 9, top + LINE * (i // columns + 1)
        drawing.shapes.append(Shape(shape, x, y - 4))
        drawing.words.append(Words(x + 14, y, words, "key"))
    top += LINE * math.ceil(len(keys) / columns)
    for text in _told(drawing.cut, figure):
        top += LINE
        drawing.words.append(Words(0, top, text, "key"))
    return top + 8


def _told(cut: Cut, figure: Figure) -> Iterator[str]:
    """What no mark can say: how the scale is to be read, and of which series there is no figure for what time."""
    sentences = ["Each grid line is twice the one below."] if figure.doubling else []
    for series in figure.series:
        missing = [spoken(point.date) for point in _points(figure, series) if point.value is None]
        sentences += [f"{series.label}: none found for {', '.join(missing)}"] if missing else []
    for sentence in sentences:
        yield from wrap(sentence, int(cut.width / (SIZE * 0.6)))


def _n(value: float) -> str:
    """A coordinate, as short as can be."""
    return f"{value:.1f}".removesuffix(".0")
