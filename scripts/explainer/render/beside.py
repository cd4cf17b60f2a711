"""Words beside the points of a chart: where neither a line, nor a mark, nor other words are.

What stands in a chart is known before its words are placed; each block of words then takes the best of a few places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from explainer.atlas.labels import Line, crosses, width
from explainer.atlas.projection import XY, Box

SIZE, LINE = 14, 18  # the height of letters, and from one line of words to the next
RADIUS = 4  # of a mark
# How far words stand from a mark, and on which side of it: the first that is clear is taken.
GAPS = (5, 9, 13, 20, 30)
ANCHORS = ("middle", "start", "end")


@dataclass(frozen=True)
class Words:
    """Words in the picture. `of`: the number of the series whose they are, from 1; 0 for the picture's own."""

    x: float
    y: float
    text: str
    role: str  # unit, tick, year, label, value, note or key
    anchor: str = "start"
    of: int = 0

    @property
    def box(self) -> Box:
        wide = width(self.text, SIZE)
        left = self.x - wide * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return Box(left, self.y - 11, left + wide, self.y + 3)


@dataclass
class Panel:
    """What words have to keep clear of within a panel."""

    room: Box
    grid: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def mark(self, point: XY, radius: float) -> None:
        x, y = point
        self.taken.append(Box(x - radius, y - radius, x + radius, y + radius))

    def place(self, point: XY, texts: Sequence[tuple[str, str]], of: int, below: bool) -> list[Words]:
        """A block of words, each with its role, the one that is nearest to the point first."""
        blocks = enumerate(_around(point, texts, of, below))
        _, found = min(((cost(self, block) + i / 40, block) for i, block in blocks), key=lambda pair: pair[0])
        self.taken += [one.box for one in found]
        return found


def cost(panel: Panel, block: Sequence[Words]) -> float:
    """Words on other words are worst, words on a line are bad, and those on the grid are not good."""
    boxes = [one.box for one in block]
    outside = sum(not panel.room.holds(box) for box in boxes)
    on_others = sum(box.meets(other) for box, other in product(boxes, panel.taken))
    near = [Box(box.left, box.top - 3, box.right, box.bottom + 3) for box in boxes]
    on_lines = sum(crosses(line, box) for box, line in product(near, panel.lines))
    on_grid = sum(crosses(line, box) for box, line in product(boxes, panel.grid))
    return 40 * outside + 20 * on_others + 8 * on_lines + on_grid


def _around(point: XY, texts: Sequence[tuple[str, str]], of: int, below: bool) -> Iterator[list[Words]]:
    x, y = point
    for gap, under, anchor in product(GAPS, (below, not below), ANCHORS):
        aside = x + {"start": -3, "middle": 0, "end": 3}[anchor]
        first = y + RADIUS + gap + 10 if under else y - RADIUS - gap
        step = LINE if under else -LINE
        yield [
            Words(round(aside, 1), round(first + i * step, 1), text, role, anchor, of)
            for i, (role, text) in enumerate(texts)
        ]
    for anchor, away in (("start", RADIUS + 5), ("end", -RADIUS - 5)):  # level with the point
        yield [
            Words(round(x + away, 1), round(y + 5 + i * LINE, 1), text, role, anchor, of)
            for i, (role, text) in enumerate(texts)
        ]
