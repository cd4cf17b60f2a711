"""Albers' equal-area conic projection of a sphere.

The formulas are those of J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), p. 100,
14-1 to 14-6. Tests compare them with PROJ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians, sin, sqrt

from explainer.load.atlas import Frame, Ring

RADIUS = 6371.0  # of the sphere, in km
XY = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle with its sides along the axes; y grows downwards where it is of a drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def has(self, point: XY) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def holds(self, other: Box) -> bool:
        return self.has((other.left, other.top)) and self.has((other.right, other.bottom))

    def meets(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True)
class Albers:
    """The projection with its two standard parallels and its central meridian, in degrees."""

    south: float
    north: float
    meridian: float

    @classmethod
    def fitted(cls, frame: Frame) -> Albers:
        """For what a frame shows: a sixth of its height from either edge distorts least (Snyder, p. 99)."""
        sixth = (frame.north - frame.south) / 6
        return cls(frame.south + sixth, frame.north - sixth, (frame.west + frame.east) / 2)

    @cached_property
    def _cone(self) -> tuple[float, float]:
        low, high = radians(self.south), radians(self.north)
        n = (sin(low) + sin(high)) / 2
        return n, cos(low) ** 2 + 2 * n * sin(low)

    def __call__(self, longitude: float, latitude: float) -> XY:
        """Kilometres to the right of the central meridian, and downwards from the tip of the cone."""
        n, c = self._cone
        rho = RADIUS * sqrt(max(0.0, c - 2 * n * sin(radians(latitude)))) / n
        theta = n * radians(longitude - self.meridian)
        return rho * sin(theta), rho * cos(theta)

    def box(self, frame: Frame) -> Box:
        """The least rectangle that holds all of a frame."""
        points = [self(*corner) for corner in _edge(frame)]
        xs, ys = zip(*points, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


def _edge(frame: Frame) -> Iterator[XY]:
    steps = [step / 8 for step in range(9)]
    for latitude in (frame.south, frame.north):
        yield from ((frame.west + (frame.east - frame.west) * step, latitude) for step in steps)
    for longitude in (frame.west, frame.east):
        yield from ((longitude, frame.south + (frame.north - frame.south) * step) for step in steps)


def kilometres(one: XY, other: XY) -> float:
    """The distance of two projected points."""
    return hypot(one[0] - other[0], one[1] - other[1])


def clipped(ring: Ring | list[XY], box: Box) -> list[XY]:
    """The part of a closed outline inside a rectangle (Sutherland and Hodgman); empty if there is none."""
    points = list(ring)
    for axis, bound, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        points = _cut(points, axis, bound, sign)
    return points


def _cut(points: list[XY], axis: int, bound: float, sign: int) -> list[XY]:
    kept: list[XY] = []
    for before, here in zip(points[-1:] + points[:-1], points, strict=True):
        inside = sign * (here[axis] - bound) >= 0
        if inside != (sign * (before[axis] - bound) >= 0):
            share = (bound - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if inside:
            kept.append(here)
    return kept
