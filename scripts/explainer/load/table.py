"""A table in a CSV file read as text, with the place of every cell: one row a line, its cells apart by commas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from explainer.load.textfile import LINE_BREAK, hidden, named, read_text
from explainer.load.yamlfile import PLACE_KEY, Marks, Place
from explainer.problems import Problems, did_you_mean, shorten

# A cell and what ends it. In quotation marks it may hold commas, and a quotation mark written twice.
_CELL = re.compile(r'(?P<cell>"(?:[^"]|"")*"|[^",]*)(?P<end>,|$)')
Row = dict[str, Any]


def rows(path: Path, shown: str, columns: Sequence[str]) -> list[tuple[Row, Place]]:
    """The rows of a table whose first line names exactly these columns: by column, an empty cell as None; and its place.

    Each row carries its place under PLACE_KEY too. Raises ContentError with everything that is wrong with the form.
    """
    text = read_text(path, shown)
    problems = Problems()
    lines = [(number, line) for number, line in enumerate(LINE_BREAK.split(text), start=1) if line.strip()]
    for number, line in lines:
        for at in hidden(line):
            message = f"{named(line[at])} cannot be seen here; remove it"
            problems.add((shown, number, at + 1), "hidden-character", message)
    if not lines:
        problems.add((shown, 0, 0), "table", f"is empty; the first line is {','.join(columns)}")
    problems.raise_if_any()
    (first, head), *below = lines
    names = [cell for _, cell in _cells(head, (shown, first), problems)]
    if sorted(names) != sorted(columns):
        message = f"the first line is {shorten(','.join(names))}{_mistyped(names, columns)}; write {','.join(columns)}"
        problems.add((shown, first, 1), "table", message)
    problems.raise_if_any()
    found = [_row(_cells(line, (shown, number), problems), names, (shown, number), problems) for number, line in below]
    problems.raise_if_any()
    return found


def _cells(line: str, where: tuple[str, int], problems: Problems) -> list[tuple[int, str]]:
    """The cells of a line, each with its column in the file."""
    cells: list[tuple[int, str]] = []
    at = 0
    while match := _CELL.match(line, at):
        cell = match["cell"]
        cells.append((at + 1, cell[1:-1].replace('""', '"') if cell.startswith('"') else cell.strip()))
        if not match["end"]:
            return cells
        at = match.end()
    message = f'a quotation mark in "{shorten(line[at:], 40)}"; a cell that holds one is written in quotation marks, and the mark in it twice'
    problems.add((*where, at + 1), "table", message)
    return cells


def _row(
    cells: list[tuple[int, str]], names: Sequence[str], where: tuple[str, int], problems: Problems
) -> tuple[Row, Place]:
    shown, line = where
    if len(cells) != len(names):
        message = f"has {len(cells)} cells, and the first line has {len(names)}; a cell with a comma stands in quotation marks"
        problems.add((*where, 1), "table", message)
    marks: Marks = {(line,): (line, 1)} | {
        (line, name): (line, at) for name, (at, _) in zip(names, cells, strict=False)
    }
    place = Place(shown, (line,), lambda: marks)
    row: Row = {name: text or None for name, (_, text) in zip(names, cells, strict=False)}
    return {PLACE_KEY: place} | row, place


def _mistyped(names: Sequence[str], columns: Sequence[str]) -> str:
    return next((did_you_mean(name, columns) for name in names if name not in columns), "")
