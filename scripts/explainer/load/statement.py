"""The statement, cut into numbered passages as statement.yml says.

Nothing here guesses: `structure:` names the line, and the first words, at which each part begins, and the text has to
agree. What a text that is new may mean is proposed elsewhere (see proposal), and confirmed by an editor.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from explainer.load.model import Beginning, Structure
from explainer.load.textfile import LINE_BREAK, decode, hidden, named
from explainer.load.values import Part
from explainer.problems import ContentError, Problem, Problems, shorten

# Characters in a passage: the bound that every text has, so that none keeps a build waiting.
LONGEST_PASSAGE = 10_000
# What stands at the ends of a line and cannot be seen: white space, marks of byte order, spaces without width.
UNSEEN = "\ufeff\u200b\u2060"

_ARTICLE = re.compile(r"Article Number:\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """What a reader cites as "2.3" and links to as #p2.3: one line of the source, if statement.yml says nothing else."""

    section: int  # 0 for the opening, then the points, then what follows them
    index: int  # 1, 2, 3 ... within the section
    text: str
    line: int  # the line in the source file on which it begins

    @property
    def number(self) -> str:
        return f"{self.section}.{self.index}"

    @property
    def id(self) -> str:
        return f"p{self.number}"


@dataclass(frozen=True)
class Statement:
    """The text, cut: metadata and passages in reading order."""

    title: str
    article_number: str | None
    passages: tuple[Passage, ...]
    raw: bytes  # the file as received
    parts: Mapping[int, Part]  # what each section is, in reading order
    head: tuple[str, ...] = ()  # lines beside the title ...
    foot: tuple[str, ...] = ()  # ... and below the text, which are no passages

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def swhid(self) -> str:
        """The file's SWHID (ISO/IEC 18670): its hash in git, so that anyone can compute it with `git hash-object`."""
        blob = b"blob %d\0%b" % (len(self.raw), self.raw)
        return "swh:1:cnt:" + hashlib.sha1(blob, usedforsecurity=False).hexdigest()

    @property
    def sections(self) -> tuple[int, ...]:
        """Section numbers in reading order: 0 for the opening if there is one, then the points, then what follows."""
        return tuple(self.parts)

    def section(self, number: int) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.section == number)

    def passage(self, id: str) -> Passage | None:
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}


@dataclass(frozen=True)
class SourceLine:
    """A line of the file that holds words, without the white space around them."""

    number: int
    text: str
    apart: bool  # the first line, or one after a blank line


Position = tuple[int, int]  # which line of those with words, and which character in it


@dataclass(frozen=True)
class Piece:
    """The words between two places at which the text is cut."""

    at: Position
    line: int
    text: str


def lines(raw: bytes, shown: str = "statement.txt") -> list[SourceLine]:
    """The lines of the file that hold words. A byte-order mark, CRLF, CR or LF, blank lines are all accepted.

    Raises ContentError, with `shown` as the file's name, when it is empty, not UTF-8 or holds characters that cannot be
    seen.
    """
    found: list[SourceLine] = []
    problems = Problems()
    blank = True
    for number, line in enumerate(LINE_BREAK.split(decode(raw, shown)), start=1):
        text = bare(line)
        if text:
            found.append(SourceLine(number, text, blank))
        blank = not text
        for at in hidden(text):
            column = line.index(text) + at + 1
            problems.add((shown, number, column), "hidden-character", f"{named(text[at])} cannot be seen; remove it")
    if not found:
        problems.add((shown, 0, 0), "statement-empty", "no text; expected a title, an opening and points")
    problems.raise_if_any()
    return found


def bare(text: str) -> str:
    """The text without what cannot be seen at its ends."""
    while (stripped := text.strip().strip(UNSEEN)) != text:
        text = stripped
    return text


def cut(raw: bytes, structure: Structure, shown: str = "statement.txt") -> Statement:
    """Cut the bytes of the source file as `structure` says.

    Raises ContentError when the file cannot be read (see `lines`), a mark of the structure is not in it, or a passage
    is too long.
    """
    source = lines(raw, shown)
    marks = _Marks(structure, source)
    found = list(pieces(source, structure.wrapped, marks.at))
    texts = {piece.at: piece.text for piece in found}
    head = [texts[at] for at in marks.of("head")]
    article = next((match for text in head if (match := _ARTICLE.fullmatch(text))), None)
    title = [texts[at] for at in marks.of("title")]
    passages = tuple(_passages(found, marks))
    _check(passages, structure, shown)
    return Statement(
        title=title[0] if title else f"[{structure.untitled}]",
        article_number=article[1] if article else None,
        passages=passages,
        raw=raw,
        parts={p.section: marks.part(p.section) for p in passages},
        head=tuple(text for text in head if not _ARTICLE.fullmatch(text)),
        foot=tuple(texts[at] for at in marks.of("foot")),
    )


def pieces(source: Sequence[SourceLine], wrapped: bool, more: Iterable[Position] = ()) -> Iterator[Piece]:
    """The text cut at each line, or at each blank line if it is wrapped, and at the places `more`."""
    starts = {(i, 0) for i, line in enumerate(source) if line.apart or not wrapped}
    for begin, end in pairwise([*sorted({*starts, *more}), (len(source), 0)]):
        yield Piece(begin, source[begin[0]].number, _between(source, begin, end))


def _between(source: Sequence[SourceLine], begin: Position, end: Position) -> str:
    texts = [line.text for line in source[begin[0] : end[0] + 1]]
    if end[0] < len(source):
        texts[-1] = texts[-1][: end[1]]
    texts[0] = texts[0][begin[1] :]
    return " ".join(filter(None, map(bare, texts)))


class _Marks:
    """The marks of a structure, each found in the text. Raises ContentError when one is not there or out of order."""

    def __init__(self, structure: Structure, source: Sequence[SourceLine]) -> None:
        self.structure = structure
        self.source = source
        self.problems = Problems()
        self.at: dict[Position, tuple[str, Beginning]] = {}
        for name, mark in structure.beginnings():
            if (position := self._position(mark)) is not None:
                self._add(position, name, mark)
        self._check_order()
        self.problems.raise_if_any()
        after = [at for at in sorted(self.at) if self.at[at][0] in ("closing", "questions")]
        self.section_at: dict[Position, int] = {at: n for n, at in enumerate([*self.of("points"), *after], start=1)}
        if not structure.points:
            self.section_at = {at: n + 1 for at, n in self.section_at.items()}

    def of(self, name: str) -> list[Position]:
        return [at for at in sorted(self.at) if self.at[at][0] == name]

    def part(self, section: int) -> Part:
        """What a section is."""
        if not section:
            return "opening"
        at = next((at for at, number in self.section_at.items() if number == section), None)
        name = self.at[at][0] if at else "text"
        return "closing" if name == "closing" else "questions" if name == "questions" else "point" if at else "text"

    def _position(self, mark: Beginning) -> Position | None:
        index = next((i for i, line in enumerate(self.source) if line.number == mark.line), None)
        if index is None:
            last = self.source[-1].number
            what = "is blank" if mark.line < last else f"is not there: the last one of statement.txt is line {last}"
            self._tell(mark, "line", f"line {mark.line} {what}{self._hint(mark)}")
            return None
        text = self.source[index].text
        if text.startswith(mark.begins):
            return index, 0
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(mark.begins)}", text)]
        if len(found) == 1:
            return index, found[0]
        if found:
            message = f'"{shorten(mark.begins)}" stands {len(found)} times in line {mark.line}; give more of its words'
        else:
            message = f'line {mark.line} begins "{shorten(text)}", not "{shorten(mark.begins)}"{self._hint(mark)}'
        self._tell(mark, "begins", message)
        return None

    def _hint(self, mark: Beginning) -> str:
        """Where the words are."""
        begun = [line.number for line in self.source if line.text.startswith(mark.begins)]
        within = [line.number for line in self.source if mark.begins in line.text]
        where = f"these words begin line {begun[0]}" if begun else f"they stand in line {within[0]}" if within else ""
        return f"; {where}" if where else ""

    def _add(self, position: Position, name: str, mark: Beginning) -> None:
        if position in self.at:
            self._tell(mark, "line", f"line {mark.line} begins two things: {self.at[position][0]} and {name}")
        self.at.setdefault(position, (name, mark))

    def _check_order(self) -> None:
        placed = {id(mark): at for at, (_, mark) in self.at.items()}
        structure = self.structure
        points = [mark for mark in structure.points if id(mark) in placed]
        for before, mark in pairwise(points):
            if placed[id(mark)] < placed[id(before)]:
                message = f"line {mark.line} comes before line {before.line}; points stand in the order of the text"
                self._tell(mark, "line", message)
        for mark in filter(None, (structure.closing, structure.questions)):
            if points and placed.get(id(mark), placed[id(points[-1])]) < placed[id(points[-1])]:
                message = f"line {mark.line} comes before the last point, in line {points[-1].line}"
                self._tell(mark, "line", message)

    def _tell(self, mark: Beginning, key: str, message: str) -> None:
        self.problems.add(mark.place(key), "structure", message)


def _passages(found: Iterable[Piece], marks: _Marks) -> Iterator[Passage]:
    section, index = (0, 0) if marks.structure.points else (1, 0)
    for piece in found:
        if marks.at.get(piece.at, ("", None))[0] in ("title", "head", "foot"):
            continue
        if piece.at in marks.section_at:
            section, index = marks.section_at[piece.at], 0
        index += 1
        yield Passage(section, index, piece.text, piece.line)


def _check(passages: Sequence[Passage], structure: Structure, shown: str) -> None:
    problems = [
        Problem(shown, p.line, 0, "passage-length", _too_long(p)) for p in passages if len(p.text) > LONGEST_PASSAGE
    ]
    if not passages:
        problems.append(
            Problem(*structure.place(), "structure", "leaves no passage: every line is title, head or foot")
        )
    if problems:
        raise ContentError(problems)


def _too_long(passage: Passage) -> str:
    return (
        f"the passage that begins here has {len(passage.text)} characters; at most {LONGEST_PASSAGE} may be. "
        "Name places to cut it under passages: in the structure of statement.yml"
    )
