"""What an editor did who wrote YAML that cannot be read, and what would be right.

libyaml says where it gave up and what it had hoped for. The mistakes that people make are few: a text that needs
quotation marks, a quotation mark or bracket that is not closed, a line that is not in its column. Each is recognised
by the error, the last event before it and the line, and told at the place where it was made.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from explainer.problems import shorten

# What may stand before a value on its line: "key: ", "- ", "{key: ", "[a, ".
_BEFORE_VALUE = re.compile(r"(?:.*[\[{,] *)?\s*(?:- +)*(?:[\w-]+: +)?")
_KEY = re.compile(r"\s*(?:- +)*[\w-]+$")


class Mark(NamedTuple):
    """A place in a file, counted from 0."""

    line: int
    column: int


def start(event: yaml.Event) -> Mark:
    """Where an event begins."""
    assert event.start_mark  # it was read from a file
    return Mark(event.start_mark.line, event.start_mark.column)


def end(event: yaml.Event) -> Mark:
    """Where an event ends."""
    assert event.end_mark
    return Mark(event.end_mark.line, event.end_mark.column)


class Explained(NamedTuple):
    """Arguments of a problem: the line and column of the mistake, the code, and the message."""

    line: int
    column: int
    code: str
    message: str


def explain(
    error: yaml.MarkedYAMLError, last: yaml.Event | None, opened: yaml.Event | None, lines: list[str]
) -> Explained:
    """What is wrong, and where the editor should look.

    `last` is the last event before the error, `opened` the beginning of the list or mapping that ended last.
    """
    mistake = _Mistake(error, last, opened, lines)
    for recognise in (
        mistake.tab,
        mistake.unclosed_quotation,
        mistake.text_after_quotation,
        mistake.text_after_bracket,
        mistake.special_first_character,
        mistake.colon,
        mistake.bracket,
        mistake.no_colon,
        mistake.column,
    ):
        if found := recognise():
            return found
    return mistake.other()


def in_quotation_marks(text: str) -> str:
    """The text as a YAML value between quotation marks, shortened, to be copied."""
    text = shorten(text.strip())
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if '"' in text or "\\" in text else f'"{text}"'


class _Mistake:
    def __init__(
        self, error: yaml.MarkedYAMLError, last: yaml.Event | None, opened: yaml.Event | None, lines: list[str]
    ) -> None:
        self.context = error.context or ""
        self.problem = error.problem or ""
        context, problem = error.context_mark, error.problem_mark or error.context_mark
        self.began = Mark(context.line, context.column) if context else None
        self.at = Mark(problem.line, problem.column) if problem else Mark(0, 0)
        self.last = last
        self.opened = opened
        self.lines = lines

    def tab(self) -> Explained | None:
        line = self._line(self.at.line)
        if line[self.at.column : self.at.column + 1] == "\t":
            return _told(self.at, "a tab; indent with spaces")
        return None

    def unclosed_quotation(self) -> Explained | None:
        if "quoted scalar" in self.context and self.began:
            if "escape" in self.problem or "hexdecimal" in self.problem:
                message = "a backslash between \"...\" has a meaning of its own; write '...' around the text instead"
                return _told(self.at, message)
            mark = self._line(self.began.line)[self.began.column]
            return _told(self.began, f"the quotation mark {mark} opened here is not closed")
        if isinstance(self.last, yaml.ScalarEvent) and self.last.style in ("'", '"') and self._just_after_last():
            began, ended = start(self.last), end(self.last)
            if began.line < ended.line:
                message = f"the quotation mark {self.last.style} opened here is closed only in line {ended.line + 1}"
                return _told(began, f"{message}; close it where the text ends")
        return None

    def text_after_quotation(self) -> Explained | None:
        """`"Upgrade" is a word`, `'It's a word'`: the marks close before the text ends."""
        last = self.last
        if not (isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"') and self._just_after_last()):
            return None
        line = self._line(end(last).line)
        whole = line[start(last).column :].rstrip()
        follows = line[end(last).column : end(last).column + 1]
        if follows.isalnum() and whole.endswith(last.style):  # the outer marks are meant to enclose it all
            whole = whole[1:-1]
        message = f"the text goes on after its closing {last.style}; put the whole text in quotation marks"
        return _told(start(last), message + self._suggestion(whole))

    def text_after_bracket(self) -> Explained | None:
        """`[sic] is a word`, `*word is there`: read as a list or an alias, with something after it."""
        if isinstance(self.last, yaml.AliasEvent) and self._just_after_last():
            began = start(self.last)
        elif isinstance(self.last, yaml.CollectionEndEvent) and self.opened and self._just_after_last():
            began = start(self.opened)
            if self._line(began.line)[began.column : began.column + 1] not in ("[", "{"):
                return None
        else:
            return None
        return self._needs_marks(began)

    def special_first_character(self) -> Explained | None:
        """`*`, `&`, `!`, `%`, `@`, a grave accent, `|`, `>`, `- `, `? ` at the beginning of a text."""
        scanning = re.search(r"scanning (?:an alias|an anchor|a tag|a block scalar|for the next token)", self.context)
        first = self.began if scanning else self.at if "not allowed in this context" in self.problem else None
        if not first or self.problem.startswith("mapping values"):
            return None
        before = self._line(first.line)[: first.column]
        return self._needs_marks(first) if before.strip() and _BEFORE_VALUE.fullmatch(before) else None

    def colon(self) -> Explained | None:
        """A colon inside a text, or a key that stands deeper than the one before it, so that it continues its value."""
        last = self.last
        line = self._line(self.at.line)
        if not isinstance(last, yaml.ScalarEvent) or last.style:
            return None
        if "flow" in self.context:
            char = line[self.at.column : self.at.column + 1]
            same = self.began is not None and self.began.line == start(last).line == self.at.line
            if not same or char not in ("[", "]", "{", "}", ":"):
                return None
            message = f'a "{char}" in a text between brackets or braces; put the text in quotation marks'
            return _told(self.at, message)
        if not self.problem.startswith("mapping values"):
            return None
        first = self._line(start(last).line)
        if start(last).line == self.at.line:
            whole = line[start(last).column :]
            return _told(self.at, "a colon in a text; put the text in quotation marks" + self._suggestion(whole))
        if re.match(r"\s*-\w", first):
            return _told(start(last), 'a space is missing after the "-"')
        if _KEY.match(line[: self.at.column]):
            indent = len(line) - len(line.lstrip())
            message = f'"{line[indent : self.at.column]}:" stands deeper than the key above it; keys of one record begin in one column'
            return Explained(self.at.line + 1, indent + 1, "yaml", message)
        return _told(self.at, "a colon in a text; put the text in quotation marks")

    def bracket(self) -> Explained | None:
        if "flow" not in self.context or not self.began:
            return None
        char = self._line(self.began.line)[self.began.column : self.began.column + 1]
        closing = {"[": "]", "{": "}"}.get(char)
        if not closing:
            return None
        message = f'the "{char}" opened here is not closed, or a comma is missing; write "{closing}" where it ends'
        return _told(self.began, message)

    def no_colon(self) -> Explained | None:
        if "simple key" not in self.context or not self.began:
            return None
        line = self._line(self.began.line)[self.began.column :].strip()
        if glued := re.match(r"([\w-]+):(\S.*)", line):
            return _told(self.began, f'a space is missing after the colon; write "{glued[1]}: {shorten(glued[2], 40)}"')
        message = (
            f'"{shorten(line, 40)}" has no colon; a text that goes on in a new line is indented deeper than its key'
        )
        return _told(self.began, message)

    def column(self) -> Explained | None:
        if not self.began or not self.context.startswith("while parsing a block"):
            return None
        what = '"- "' if "'-'" in self.problem else "a key"
        message = f"expected {what} in column {self.began.column + 1}, as in the lines that this one belongs to"
        return _told(self.at, message)

    def other(self) -> Explained:
        what = " ".join(part for part in (self.context, self.problem) if part)
        return _told(self.at, f"not valid YAML: {what}")

    def _needs_marks(self, began: Mark) -> Explained:
        whole = self._line(began.line)[began.column :]
        message = f"a text that begins with {whole[:1]} stands in quotation marks"
        return _told(began, message + self._suggestion(whole))

    def _suggestion(self, whole: str) -> str:
        """The whole text as it should be; not between braces, where nobody knows how far it goes."""
        return "" if "flow" in self.context else f": {in_quotation_marks(whole)}"

    def _just_after_last(self) -> bool:
        """The error is in the line where the last event ended, after it."""
        if not self.last:
            return False
        ended = end(self.last)
        return ended.line == self.at.line and ended.column <= self.at.column

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""


def _told(mark: Mark, message: str) -> Explained:
    return Explained(mark.line + 1, mark.column + 1, "yaml", message)
