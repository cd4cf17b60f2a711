"""Long lists on as many pages as they need: at ten times today's content no page is heavier than a reader's connection bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")

MOST = 1000  # entries of a list, each of a line: some 70 kB as sent


def cut(
    groups: Mapping[K, Iterable[T]], most: int = MOST, size: Callable[[T], int] = lambda item: 1
) -> list[dict[K, list[T]]]:
    """Groups of items, in order, as sheets of at most `most`; an item that is larger has a sheet for itself.

    A group is cut only where it does not fit on a sheet of its own.
    """
    sheets: list[dict[K, list[T]]] = [{}]
    room = most
    for key, group in groups.items():
        items = list(group)
        if room < most and sum(map(size, items)) > room:
            sheets.append({})
            room = most
        for item in items:
            if room < most and size(item) > room:
                sheets.append({})
                room = most
            sheets[-1].setdefault(key, []).append(item)
            room -= size(item)
    return sheets


def file(first: str, number: int) -> str:
    """The file of a sheet, counted from 1; the first has the address of the list. No id of a thing has a slash."""
    return first if number == 1 else first.replace("index.md", f"page/{number}/index.md")


def files(first: str, count: int) -> list[str]:
    return [file(first, number) for number in range(1, count + 1)]


def places(first: str, sheets: Iterable[Mapping[K, object]]) -> dict[K, str]:
    """The file on which each group begins."""
    found: dict[K, str] = {}
    for number, sheet in enumerate(sheets, start=1):
        for key in sheet:
            found.setdefault(key, file(first, number))
    return found
