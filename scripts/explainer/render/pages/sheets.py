"""Long lists on as many sheets as they need, so that no page grows with the edition.

The first sheet has the address of the list; a sheet is never the address of a thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


def cut(groups: Mapping[K, Sequence[T]], most: int) -> list[dict[K, list[T]]]:
    """Groups of entries, in order, as sheets of at most `most`; a group is cut only if it is longer than a sheet."""
    sheets: list[dict[K, list[T]]] = [{}]
    room = most
    for key, group in groups.items():
        if len(group) > room and sheets[-1]:
            sheets.append({})
            room = most
        for start in range(0, len(group), most):
            part = group[start : start + most]
            if start:
                sheets.append({})
            sheets[-1][key] = list(part)
            room = most - len(part) if start else room - len(part)
    return sheets


def file(first: str, number: int) -> str:
    """The file of a sheet, counted from 1. The id of a thing has no slash, so it cannot be that of a sheet."""
    return first if number == 1 else first.replace("index.md", f"page/{number}/index.md")


def files(first: str, count: int) -> list[str]:
    """The files of all sheets."""
    return [file(first, number) for number in range(1, count + 1)]


def places(first: str, sheets: Iterable[Mapping[K, object]]) -> dict[K, str]:
    """The file on which each group begins."""
    found: dict[K, str] = {}
    for number, sheet in enumerate(sheets, start=1):
        for key in sheet:
            found.setdefault(key, file(first, number))
    return found
