"""YAML read as text, with the place of every key and item.

PyYAML's composer gives nodes with marks; its base loader turns nothing into numbers, dates or booleans,
so that `2.10`, `NO` and `12:30` stay what the editor typed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from explainer.load.textfile import decode
from explainer.problems import ContentError, Problem, shorten

# The key under which each mapping carries its own place to the models (see model.Record).
PLACE_KEY = "\x00place"

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where a mapping stands in its file; calling it gives (file, line, column) of a key or item below it."""

    file: str
    path: Path_ = ()
    marks: dict[Path_, tuple[int, int]] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, *below: str | int) -> tuple[str, int, int]:
        path = self.path + below
        while path and path not in self.marks:
            path = path[:-1]
        return (self.file, *self.marks.get(path, (1, 1)))


NOWHERE = Place("(made in code)")


def read_text(path: Path, shown: str) -> str:
    """The file as text.

    Raises ContentError when it is missing, cannot be read, or is not UTF-8 (with the byte's offset).
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ContentError([Problem(shown, 0, 0, "file-missing", "there is no such file")]) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError([Problem(shown, 0, 0, "file-unreadable", f"cannot be read: {reason}")]) from None
    return decode(raw, shown)


def load(path: Path, shown: str) -> tuple[Any, Place]:
    """The file's data (dicts, lists, strings, None) and the place of its root.

    Every dict carries its own Place under PLACE_KEY. Raises ContentError on unreadable files, bad YAML,
    duplicate keys, aliases and tags.
    """
    text = read_text(path, shown)
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = " ".join(part for part in (error.context, error.problem) if part)
        raise ContentError([Problem(shown, line, column, "yaml", f"not valid YAML: {what}")]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError([Problem(shown, line, 0, "yaml", f"not valid YAML: {error.reason}")]) from None
    reader = _Reader(shown)
    data = None if node is None else reader.value(node, ())
    if reader.problems:
        raise ContentError(reader.problems)
    return data, Place(shown, (), reader.marks)


class _Reader:
    """Turns nodes into plain data and notes where everything stands."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.marks: dict[Path_, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path_) -> Any:
        self.marks.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if not isinstance(node, yaml.ScalarNode):
            # An alias comes back as the very node of its anchor; nested, it would be a cycle.
            if id(node) in self._seen:
                self._problem(node, "yaml-alias", "aliases (*name) are not used here; write the value out")
                return None
            self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        if getattr(node, "style", None) in (None, "") and node.value in ("", "~", "null"):
            return None
        return node.value

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {PLACE_KEY: Place(self.shown, path, self.marks)}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self._problem(key_node, "yaml-key", "a key must be plain text")
                continue
            if key in result:
                self._problem(key_node, "duplicate-key", f'key "{shorten(key)}" stands twice in one mapping')
                continue
            self.marks[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = self.value(value_node, (*path, key))
        return result

    def _problem(self, node: yaml.Node, code: str, message: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.shown, mark.line + 1, mark.column + 1, code, message))
