"""Openings of points as series that count up: First, Second ...; 1. 2. 3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from explainer.load.openings import LAST, Opening


@dataclass(frozen=True)
class Found:
    """The opening of a point, and where it stands: in which piece, at which character."""

    piece: int
    at: int
    opening: Opening
    line: int

    @property
    def place(self) -> tuple[int, int]:
        return self.piece, self.at


Run = list[Found]  # openings of one series that count up


def runs(found: Iterable[Found]) -> list[Run]:
    """Openings in the order of the text as series that count up; what fits into none stands alone."""
    counted: list[Run] = []
    for one in found:
        if one.opening.number == LAST:
            continue
        own = [run for run in counted if run[-1].opening.series == one.opening.series]
        before = [run for run in own if run[-1].opening.number == one.opening.number - 1]
        if one.opening.number == 1 or not before:
            counted.append([one])
        else:
            before[-1].append(one)
    return counted


def outer(of: list[Run]) -> list[Run]:
    """The series of two and more from 1 that stand in no point of another, the longest first."""
    whole = [run for run in of if len(run) > 1 and run[0].opening.number == 1]
    found = [run for run in whole if not any(_encloses(other, run) for other in whole)]
    return sorted(found, key=lambda run: (-len(run), run[0].place))


def _encloses(outer: Run, inner: Run) -> bool:
    """Does one series stand between two points of the other, or after its first ones?"""
    return any(a.place < inner[0].place and inner[-1].place < b.place for a, b in pairwise(outer))


def place(one: Found) -> tuple[int, int]:
    """Where an opening stands, to sort by."""
    return one.place


def said(found: Sequence[Found]) -> str:
    """The openings as they are typed, to be named in a question."""
    words = [one.opening.words for one in found]
    return " ".join(words if len(words) < 7 else [*words[:3], "…", words[-1]])
