"""Where the names of points stand: beside their points, on nothing else, each with a line to its point if it is far.

Widths of text are those of a wide font, since nobody knows the reader's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from explainer.atlas.projection import XY, Box

DOT = 4.5  # the radius of a point
# How far a name may stand from its point, nearest first; beyond the first, a line leads to it.
DISTANCES = (4.0, 12.0, 20.0, 30.0, 42.0, 56.0)
# To the right, to the left, then round in eighths: a name to the right is read as the point's own.
DIRECTIONS = (0, 8, 15, 1, 9, 7, 14, 2, 10, 6, 12, 4, 13, 3, 11, 5)
Line = tuple[XY, XY]
_NARROW, _WIDE = frozenset("fijlrtI'’.,:;|/ ()-"), frozenset("mwMW@%")


def width(text: str, size: float) -> float:
    """The width of a text, as DejaVu Sans has it or less."""
    return size * sum(0.4 if c in _NARROW else 1.0 if c in _WIDE or ord(c) > 0x2E80 else 0.66 for c in text)


@dataclass(frozen=True)
class Label:
    """A name: its box, where its line of text is anchored, and the line that leads to it if it needs one."""

    text: str
    box: Box
    anchor: str  # start, middle or end: the side of its point, since the reader's letters may be narrower
    at: XY
    line: Line | None


Numbered = list[tuple[int, Label]]


class NoRoom(Exception):
    """The names that found no place."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(names))


def place(
    points: Mapping[str, XY],
    names: Mapping[str, str],
    size: float,
    page: Box,
    lines: Sequence[Line],
) -> dict[str, Label]:
    """A label for each of `names` (id -> text) on `page`, clear of all `points` and of each other.

    `lines` are crossed only where there is no better place. The names with the fewest places come first. Raises NoRoom
    with those for which nothing is left.
    """
    fixed = dots(points.values())
    free = {
        id: _priced(_free(_candidates(text, points[id], size, page), page, fixed), id, points, lines)
        for id, text in names.items()
    }
    if missing := [names[id] for id in names if not free[id]]:
        raise NoRoom(missing)
    # Which names come first decides where there is room for the others: some orders are tried, and the best is taken.
    ids = sorted(free, key=lambda id: (len(free[id]), id))
    orders = [
        ids,
        ids[::-1],
        *(sorted(ids, key=lambda id: points[id][axis] * sign) for axis in (0, 1) for sign in (1, -1)),
    ]
    tried = [_in_order(order, free) for order in orders]
    found, _ = min(tried, key=lambda pair: (len(names) - len(pair[0]), pair[1]))
    if missing := [names[id] for id in names if id not in found]:
        raise NoRoom(missing)
    return found


def _priced(free: Numbered, id: str, points: Mapping[str, XY], lines: Sequence[Line]) -> list[tuple[float, Label]]:
    """The labels that a point could have, each with what it costs, the best first."""
    strangers = dots(point for other, point in points.items() if other != id)
    return sorted(((_cost(i, label, lines, strangers), label) for i, label in free), key=lambda pair: pair[0])


def _in_order(ids: Sequence[str], free: Mapping[str, Sequence[tuple[float, Label]]]) -> tuple[dict[str, Label], float]:
    """A label for each id, one after the other, and what they cost together; without those for which there is no room."""
    found: dict[str, Label] = {}
    cost = 0.0
    for id in ids:
        boxes = [other.box for other in found.values()]
        for least, label in free[id]:
            if _clear(label, boxes) and not _crossed(label, found.values()):
                found[id] = label
                cost += least
                break
    return found, cost


def dots(points: Iterable[XY]) -> list[Box]:
    """The boxes of points."""
    return [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]


def letter(
    texts: Sequence[tuple[str, XY]], size: float, page: Box, taken: Sequence[Box], lines: Sequence[Line]
) -> list[Box]:
    """A box on `page` for each text, as near as can be to where it is to stand, clear of the boxes `taken`.

    Raises NoRoom with the texts for which there is none within reach.
    """
    found: list[Box] = []
    missing = []
    for text, at in texts:
        boxes = [box for box in _around(text, at, size) if page.holds(box)]
        free = [(i, box) for i, box in enumerate(boxes) if not any(box.meets(o) for o in (*taken, *found))]
        if free:
            found.append(
                min(free, key=lambda pair: pair[0] / 16 + 3 * sum(crosses(line, pair[1]) for line in lines))[1]
            )
        else:
            missing.append(text)
    if missing:
        raise NoRoom(missing)
    return found


def _around(text: str, at: XY, size: float) -> Iterator[Box]:
    wide, high = width(text, size), size * 1.3
    for distance in (0.0, *DISTANCES):
        for direction in DIRECTIONS if distance else (0,):
            x = at[0] + cos(direction * pi / 8) * distance * 1.5
            y = at[1] + sin(direction * pi / 8) * distance
            yield Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _free(candidates: Iterable[Label], page: Box, fixed: Sequence[Box]) -> Numbered:
    """The candidates that are on the page and clear of what is there, numbered from the best."""
    return [(i, one) for i, one in enumerate(candidates) if page.holds(one.box) and _clear(one, fixed)]


def _cost(number: int, label: Label, lines: Sequence[Line], strangers: Sequence[Box]) -> float:
    """A step away from the point costs as much as a third of a line crossed, or half of a strange point close by."""
    around = Box(label.box.left - 6, label.box.top - 4, label.box.right + 6, label.box.bottom + 4)
    led = sum(crosses(label.line, box) for box in strangers) if label.line else 0
    crossed = sum(crosses(line, label.box) for line in lines)
    return number / len(DIRECTIONS) + 3 * crossed + 2 * sum(around.meets(box) for box in strangers) + 4 * led


def _candidates(text: str, point: XY, size: float, page: Box) -> Iterator[Label]:
    wide, high = width(text, size), size * 1.3
    x, y = point
    for i, distance in enumerate(DISTANCES):
        for direction in DIRECTIONS:
            dx, dy = cos(direction * pi / 8), sin(direction * pi / 8)
            # The middle of the box lies so that its nearest edge is `distance` from the point's.
            cx = x + dx * (DOT + distance) + _side(dx) * wide / 2
            cy = y + dy * (DOT + distance) + _side(dy) * high / 2
            if _side(dy):  # above or below its point a name can be moved along
                cx = min(max(cx, page.left + wide / 2), page.right - wide / 2)
            box = Box(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
            near = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
            start = x + dx * DOT, y + dy * DOT
            anchor, left = _anchored(box, x)
            yield Label(text, box, anchor, (left, cy + size * 0.35), (start, near) if i else None)


def _anchored(box: Box, x: float) -> tuple[str, float]:
    if box.left > x:
        return "start", box.left
    return ("end", box.right) if box.right < x else ("middle", (box.left + box.right) / 2)


def _side(part: float) -> int:
    return 0 if abs(part) < 0.3 else 1 if part > 0 else -1


def _clear(label: Label, boxes: Sequence[Box]) -> bool:
    return not any(label.box.meets(box) for box in boxes)


def _crossed(label: Label, others: Iterable[Label]) -> bool:
    """Whether a line that leads to one name goes through another."""
    pairs = [pair for other in others for pair in ((label, other), (other, label))]
    return any(one.line is not None and crosses(one.line, other.box) for one, other in pairs)


def crosses(line: Line, box: Box) -> bool:
    """Whether a line goes through a box: what is left of it between the box's sides (Liang and Barsky, 1984)."""
    (x1, y1), (x2, y2) = line
    enters, leaves = 0.0, 1.0
    for step, low, high in ((x2 - x1, box.left - x1, box.right - x1), (y2 - y1, box.top - y1, box.bottom - y1)):
        if step:
            first, last = sorted((low / step, high / step))
            enters, leaves = max(enters, first), min(leaves, last)
        elif not low <= 0 <= high:
            return False
    return enters <= leaves
