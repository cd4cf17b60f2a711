"""YAML read as text, with the place of every key and item.

PyYAML's parser (libyaml) gives events with marks; nothing is turned into numbers, dates or booleans, so that `2.10`,
`NO` and `12:30` stay what the editor typed. Events, not nodes: composing nodes recurses in C, without a bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from explainer.load.textfile import LINE_BREAK, hidden, named, read_text
from explainer.load.yamlerror import end, explain, start
from explainer.problems import ContentError, Problem, shorten

# The key under which each mapping carries its own place to the models (see model.Record).
PLACE_KEY = "\x00place"
# Lists and mappings inside one another; the models need no more than eight.
MAX_DEPTH = 20

_COMMENT = re.compile(r"\s+#")
_A_KEY = re.compile(r"\s*(?:- +)*[a-z_-]+:(?:\s|$)", re.IGNORECASE)

Path_ = tuple[str | int, ...]
Marks = dict[Path_, tuple[int, int]]  # the line and column of each key and item


@dataclass(frozen=True)
class Place:
    """Where a mapping stands in its file; calling it gives (file, line, column) of a key or item below it.

    `marks` is asked only then: it reads the file once more, and in content without a problem nobody asks.
    """

    file: str
    path: Path_ = ()
    marks: Callable[[], Marks] = field(default=dict, repr=False, compare=False)

    def __call__(self, *below: str | int) -> tuple[str, int, int]:
        path, marks = self.path + below, self.marks()
        while path and path not in marks:
            path = path[:-1]
        return (self.file, *marks.get(path, (1, 1)))


NOWHERE = Place("(made in code)")


class Cut(str):
    """An unquoted value that a comment follows on its line. In an id or a date that is a comment, in a text a mistake."""


def load(path: Path, shown: str) -> tuple[Any, Place]:
    """The file's data (dicts, lists, strings, None) and the place of its root.

    Every dict carries its own Place under PLACE_KEY. Raises ContentError on unreadable files, characters that cannot
    be seen, bad YAML, deep nesting, duplicate keys, aliases, tags and second documents.
    """
    return _loaded(partial(read_text, path, shown), shown)


def parse(text: str, shown: str) -> tuple[Any, Place]:
    """The same of a text, which stands in file `shown`."""
    return _loaded(lambda: text, shown)


def _loaded(read: Callable[[], str], shown: str) -> tuple[Any, Place]:
    marks = cache(partial(_marks, read, shown))
    reader = _Reader(read(), shown, marks)
    data = reader.document()
    if reader.problems:
        raise ContentError(reader.problems)
    return data, Place(shown, (), marks)


def _marks(read: Callable[[], str], shown: str) -> Marks:
    """Where everything stands in a file that was read before."""
    reader = _Reader(read(), shown, dict)
    reader.noted = {}
    reader.document()
    return reader.noted


class _Reader:
    """Turns events into plain data, and notes where everything stands if `noted` is there to hold it.

    `marks` is what every mapping's place is given to ask.
    """

    def __init__(self, text: str, shown: str, marks: Callable[[], Marks]) -> None:
        self.shown = shown
        self.lines = LINE_BREAK.split(text)
        self.marks = marks
        self.noted: Marks | None = None
        self.problems: list[Problem] = []
        for number, line in enumerate(self.lines, start=1):
            for at in hidden(line):
                self._add(number, at + 1, "hidden-character", f"{named(line[at])} cannot be seen here; remove it")
        if self.problems:  # libyaml would stop at some of them, and count lines otherwise than we do
            raise ContentError(self.problems)
        self._last: yaml.Event | None = None
        self._opened: yaml.Event | None = None  # where the list or mapping that ended last had begun
        self._events = self._parsed(text)

    def document(self) -> Any:
        """The data of the file's only document; None if there is none."""
        self._next()  # the stream
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        data = self._value(self._next(), ())
        self._next()  # the document's end
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._problem(event, "yaml", 'a second document begins with "---"; a file holds one')
        # As long as events could come, they and we would hold each other, and nobody collects such garbage (see build.py).
        for _ in self._events:
            pass
        return data

    def _parsed(self, text: str) -> Iterator[yaml.Event]:
        """The events. Raises ContentError, with all that was found so far, where libyaml can read no further."""
        try:
            for event in yaml.parse(text, Loader=yaml.CBaseLoader):
                self._last = event
                yield event
        except yaml.MarkedYAMLError as error:
            told = explain(error, self._last, self._opened, self.lines)
            self.problems = [p for p in self.problems if p.line != told.line]  # the same mistake, seen before
            self._add(*told)
            raise ContentError(self.problems) from None
        except yaml.reader.ReaderError as error:
            self._add(0, 0, "yaml", f"not valid YAML: {error.reason}")
            raise ContentError(self.problems) from None

    def _next(self) -> yaml.Event:
        return next(self._events)

    def _value(self, event: yaml.Event, path: Path_) -> Any:
        """The value that begins with `event`; reads up to its end."""
        if self.noted is not None:
            self.noted.setdefault(path, _place(event))
        if isinstance(event, yaml.AliasEvent):
            message = "aliases (*name) are not used here; put a text that begins with * in quotation marks"
            self._problem(event, "yaml-alias", message)
            return None
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.anchor is not None:
            message = "anchors (&name) are not used here; put a text that begins with & in quotation marks"
            self._problem(event, "yaml-alias", message)
        if event.tag is not None:
            message = "tags (!name) are not used here; put a text that begins with ! in quotation marks"
            self._problem(event, "yaml-tag", message)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if len(path) >= MAX_DEPTH:
            self._problem(
                event,
                "yaml-depth",
                f"lists and keys stand {MAX_DEPTH} deep inside one another; nothing here needs more than 8",
            )
            raise ContentError(self.problems)
        value = self._mapping(event, path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)
        self._opened = event
        return value

    def _list(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, first: yaml.MappingStartEvent, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {PLACE_KEY: Place(self.shown, path, self.marks)}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._value(event, (*path, ""))
            value = self._next()
            if not isinstance(event, yaml.ScalarEvent):
                if not isinstance(event, yaml.AliasEvent):
                    self._problem(event, "yaml-key", "a key must be plain text")
                self._value(value, (*path, ""))
                continue
            key = str(event.value)
            if key in result:
                self._problem(event, "duplicate-key", f'key "{shorten(key)}" stands twice in one mapping')
                self._value(value, (*path, ""))
                continue
            if first.flow_style and start(value) == end(value):
                message = f'"{shorten(key)}" stands without a value: between braces a comma ends a text; put the text in quotation marks'
                self._problem(event, "yaml", message)
            if self.noted is not None:
                self.noted[(*path, key)] = _place(event)
            result[key] = self._value(value, (*path, key))
        return result

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text: str = event.value
        line, column = end(event)
        if event.style:
            self._check_quoted(event)
            return text
        commented = _COMMENT.match(self.lines[line], column) if line < len(self.lines) else None
        if text in ("", "~", "null"):
            if commented and not text:
                message = 'nothing stands before the "#", where a comment begins; put a text that begins with # in quotation marks'
                self._add(line + 1, commented.end(), "yaml-comment", message)
            return None
        return Cut(text) if commented else text

    def _check_quoted(self, event: yaml.ScalarEvent) -> None:
        """A quoted text holds no character that cannot be seen (by an escape), and did not swallow the keys after it."""
        for at in hidden(event.value):
            message = f"{named(event.value[at])} cannot be seen; remove it"
            self._problem(event, "hidden-character", message)
        later = self.lines[start(event).line + 1 : end(event).line + 1]
        if event.style in ("'", '"') and (key := next(filter(_A_KEY.match, later), None)):
            message = f"the quotation mark {event.style} opened here is not closed before {shorten(key.strip(), 40)}"
            self._problem(event, "yaml", message)

    def _problem(self, event: yaml.Event, code: str, message: str) -> None:
        self._add(*_place(event), code, message)

    def _add(self, line: int, column: int, code: str, message: str) -> None:
        self.problems.append(Problem(self.shown, line, column, code, message))


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column, as people count."""
    line, column = start(event)
    return line + 1, column + 1
