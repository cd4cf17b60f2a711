"""What is wrong in the content, told to the person who edits it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

LONGEST_MESSAGE = 2000  # characters: a message quotes what it is about, and that may be anything


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it stands, a short code, what is wrong and what would be right."""

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        place = visible(self.file)
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.code}: {one_line(shorten(self.message, LONGEST_MESSAGE))}"


class ContentError(Exception):
    """Content that cannot be built; carries all the problems found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(f"{len(self.problems)} problem(s)")


@dataclass
class Problems:
    """A list of problems under construction."""

    found: list[Problem] = field(default_factory=list)

    def add(self, where: tuple[str, int, int], code: str, message: str) -> None:
        self.found.append(Problem(*where, code, message))

    def raise_if_any(self) -> None:
        """Raise ContentError if anything was found."""
        if self.found:
            raise ContentError(self.found)


def visible(text: str) -> str:
    """The text with control characters made visible, so that it never breaks a line or a terminal."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def one_line(text: str) -> str:
    """The text on one line."""
    return visible(" ".join(text.split()))


def reason(error: OSError) -> str:
    """What the system says is wrong, as the end of a sentence."""
    said = error.strerror or str(error)
    return said[:1].lower() + said[1:]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint such as '; did you mean "cica"?', or nothing when no known word is close."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def shorten(text: str, width: int = 60) -> str:
    """The text, cut to at most `width` characters."""
    return text if len(text) <= width else text[: width - 1] + "…"
