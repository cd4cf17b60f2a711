"""The statement: its title, its opening and its ordinal points, cut into numbered passages.

Works for any text of the genre: one passage a line, a title, an opening, and two to twelve points each of which
begins with its ordinal ("First, ...", "Secondly, ...", "The third is ..."). Nothing about one text is fixed here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from explainer.load.textfile import LINE_BREAK, decode, hidden, named
from explainer.problems import ContentError, Problem, shorten

ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
MAX_POINTS = 12
# Characters in a line: the bound that every text has, so that no passage keeps a build waiting.
LONGEST_PASSAGE = 10_000

_WORDS = "|".join(ORDINALS)
_NOUNS = "point|aspect|area|priority|proposal|suggestion|principle|pillar|task|thing"
# "First," "Firstly:" "First of all," or "The first is" "The first point is"; not "Second-round talks" or "The first visit".
_ORDINAL = re.compile(
    rf"(?:(?P<a>{_WORDS})(?:ly)?(?:\s+of\s+all)?\s*[,:;—–、，：]|(?:the\s+)?(?P<b>{_WORDS})(?:\s+(?:{_NOUNS}))?\s+is\b)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"Article Number:\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """One line of the source: what a reader cites as "2.3" and links to as #p2.3."""

    section: int  # 0 for the opening, else the point's number
    index: int  # 1, 2, 3 ... within the section
    text: str
    line: int  # line number in the source file

    @property
    def number(self) -> str:
        return f"{self.section}.{self.index}"

    @property
    def id(self) -> str:
        return f"p{self.number}"


@dataclass(frozen=True)
class Statement:
    """The parsed text: metadata and passages in reading order."""

    title: str
    article_number: str | None
    passages: tuple[Passage, ...]
    raw: bytes  # the file as received

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def swhid(self) -> str:
        """The file's SWHID (ISO/IEC 18670): its hash in git, so that anyone can compute it with `git hash-object`."""
        blob = b"blob %d\0%b" % (len(self.raw), self.raw)
        return "swh:1:cnt:" + hashlib.sha1(blob, usedforsecurity=False).hexdigest()

    @cached_property
    def sections(self) -> tuple[int, ...]:
        """Section numbers in reading order: 0 for the opening if there is one, then the points."""
        return tuple(sorted({p.section for p in self.passages}))

    def section(self, number: int) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.section == number)

    def passage(self, id: str) -> Passage | None:
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}


def parse(raw: bytes, shown: str = "statement.txt") -> Statement:
    """Cut the source file's bytes into a Statement.

    Accepts a byte-order mark, CRLF, CR or LF, blank lines and surrounding spaces. Raises ContentError, with `shown` as
    the file's name, when it is empty, not UTF-8, holds characters that cannot be seen or a line that is too long, or has
    no, misplaced or too many points.
    """
    lines = _lines(raw, shown)
    if not lines:
        raise ContentError(
            [Problem(shown, 0, 0, "statement-empty", "no text; expected a title, an opening and points")]
        )
    article = _ARTICLE.fullmatch(lines[0][1])
    rest = lines[1:] if article else lines
    if not rest:
        raise ContentError([Problem(shown, 1, 0, "statement-title", "no title after the article number")])
    _check_ordinals(rest[1:], shown)
    return Statement(
        title=rest[0][1],
        article_number=article.group(1) if article else None,
        passages=tuple(_passages(rest[1:])),
        raw=raw,
    )


def ordinal(line: str) -> int | None:
    """The point that a line opens (1 for "First, ..."), or None."""
    match = _ORDINAL.match(line)
    return ORDINALS.index((match["a"] or match["b"]).lower()) + 1 if match else None


def _lines(raw: bytes, shown: str) -> list[tuple[int, str]]:
    """Non-blank lines, stripped, with their numbers."""
    numbered = [(n, line) for n, line in enumerate(LINE_BREAK.split(decode(raw, shown)), start=1) if line.strip()]
    problems = [
        Problem(shown, n, at + 1, "hidden-character", f"{named(line[at])} cannot be seen; remove it")
        for n, line in numbered
        for at in hidden(line)
    ]
    problems += [
        Problem(
            shown, n, LONGEST_PASSAGE + 1, "passage-length", f"at most {LONGEST_PASSAGE} characters may be in a line"
        )
        for n, line in numbered
        if len(line) > LONGEST_PASSAGE
    ]
    if problems:
        raise ContentError(problems)
    return [(n, line.strip()) for n, line in numbered]


def _check_ordinals(lines: list[tuple[int, str]], shown: str) -> None:
    problems: list[Problem] = []
    last = 0
    for number, line in lines:
        found = ordinal(line)
        if found is None:
            continue
        if found > MAX_POINTS:
            message = f'"{shorten(line)}" opens point {found}; at most {MAX_POINTS} points can be read'
            problems.append(Problem(shown, number, 1, "too-many-points", message))
        elif found != last + 1:
            what = "stands twice" if found == last else "is out of order"
            message = f'"{ORDINALS[found - 1]}" {what}: expected "{ORDINALS[last]}" here, in "{shorten(line)}"'
            problems.append(Problem(shown, number, 1, "point-order", message))
        last = max(last, found)
    if last < 2 and not problems:
        message = f'found {last} ordinal point(s), need at least 2: lines that begin "First, ...", "Second, ..."'
        problems.append(Problem(shown, 0, 0, "no-points", message))
    if problems:
        raise ContentError(problems)


def _passages(lines: list[tuple[int, str]]) -> list[Passage]:
    passages: list[Passage] = []
    section = index = 0
    for number, line in lines:
        if ordinal(line) is not None:
            section, index = section + 1, 0
        index += 1
        passages.append(Passage(section, index, line, number))
    return passages
