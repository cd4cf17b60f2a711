"""What stands a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def repeated(records: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
    """The records whose key an earlier one has."""
    seen: set[str] = set()
    for record in records:
        if key(record) in seen:
            yield record
        seen.add(key(record))
