"""What a new text seems to consist of: a structure for statement.yml, with questions wherever it may be another.

Addresses are permanent once published, so that a wrong cut which nobody sees is worse than a question too many: what
is not plain from the form of the text is asked, with its lines, and no site is built before it is answered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from explainer.load import numbering, openings
from explainer.load.model import Beginning, Structure
from explainer.load.numbering import Found, Run
from explainer.load.openings import LAST, Opening, ends_sentence, opening
from explainer.load.ordinals import MAX_POINTS
from explainer.load.statement import Position, SourceLine, lines, pieces
from explainer.load.texts import LONGEST_QUOTATION
from explainer.problems import one_line, shorten

# Characters of a line that may well be a title; more in one that ends as a sentence make one.
LONGEST_TITLE, SHORTEST_SENTENCE = 250, 60
# Of the longest line of a wrapped text: a line shorter than that ends its paragraph, if the next begins anew.
SHORT = 0.75
WIDEST_WRAPPED = 130
MOST_NAMED = 12  # stretches of lines in a question
WORDS, CHARACTERS = 6, 50  # of a line, in a mark: enough to know it again


@dataclass(frozen=True)
class Question:
    """Something about the cut that an editor has to decide."""

    lines: tuple[int, ...]
    text: str

    def __str__(self) -> str:
        return f"{_listed(self.lines)}: {self.text}"


@dataclass(frozen=True)
class Proposal:
    """A structure, and what one should know of it."""

    structure: Structure
    questions: tuple[Question, ...]
    told: tuple[str, ...]  # what was done that is no question

    def rows(self) -> Iterator[str]:
        """What was understood, a row a part, with lines and first words."""
        counts: dict[str, int] = {}
        for name, beginning in self.structure.beginnings():
            counts[name] = counts.get(name, 0) + 1
            label = f"point {counts[name]}" if name == "points" else name
            yield f"  {label:<10} line {beginning.line:<4} {one_line(beginning.begins)}"
        if not self.structure.points:
            yield "  no points: a text of paragraphs"
        yield from (f"  {told}" for told in self.told)


def propose(raw: bytes, shown: str = "statement.txt") -> Proposal:
    """Read the structure of a text from its form. Raises ContentError as `statement.lines` does."""
    return _Reading(lines(raw, shown)).proposal()


@dataclass
class _Reading:
    """A text while it is read, from its head to its foot."""

    source: list[SourceLine]
    questions: list[Question] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)  # these and all below are numbers of pieces
    title: int | None = None
    points: Run = field(default_factory=list)
    closing: int | None = None
    asked: int | None = None  # where questions and answers begin
    foot: list[int] = field(default_factory=list)

    def proposal(self) -> Proposal:
        self.wrapped, self.breaks = self._paragraphs()
        self.pieces = list(pieces(self.source, self.wrapped, self.breaks))
        self.first = self._read_head()
        if self.title is not None:
            self._check_title(self.title)
        self.end = self._read_foot()
        self._read_questions()
        self._read_points()
        self._read_closing()
        return Proposal(self._structure(), tuple(self.questions), tuple(self.told))

    def ask(self, lines: Iterable[int], text: str) -> None:
        self.questions.append(Question(tuple(sorted(set(lines))), text))

    def text(self, index: int) -> str:
        return self.pieces[index].text

    # --- lines and paragraphs ---

    def _paragraphs(self) -> tuple[bool, list[Position]]:
        """Whether paragraphs run over several lines, and where one begins without a blank line before it."""
        width = max(len(line.text) for line in self.source)
        going_on = [i for i in range(1, len(self.source)) if self._goes_on(i, width * SHORT)]
        if not going_on:
            return False, []
        if len(going_on) < max(2, len(self.source) / 8) or width > WIDEST_WRAPPED:
            what = "lower case at the beginning. Do passages run over several lines? Then write wrapped: true"
            self.ask((self.source[i].number for i in going_on), what)
            return False, []
        found = [i for i in range(1, len(self.source)) if not self.source[i].apart and self._begins(i, width * SHORT)]
        self.told.append("lines are joined to paragraphs (wrapped: true)")
        if not any(line.apart for line in self.source[2:]):
            what = "a passage is taken to begin there, as the text is wrapped and has no blank lines; is that right?"
            self.ask((self.source[i].number for i in found), what)
        return True, [(i, 0) for i in found]

    def _goes_on(self, i: int, full: float) -> bool:
        """Does the line go on with the sentence of the one before, which had no more room?"""
        line, before = self.source[i], self.source[i - 1]
        unended = len(before.text) >= full and not ends_sentence(before.text.rstrip(","))
        return not line.apart and line.text[:1].islower() and unended

    def _begins(self, i: int, short: float) -> bool:
        """Does a paragraph begin with the line, though none is blank before it?"""
        line, before = self.source[i].text, self.source[i - 1].text
        return not line[:1].islower() and (
            len(before) < short or (ends_sentence(before) and not before.endswith(",") and opening(line) is not None)
        )

    # --- head and foot ---

    def _read_head(self) -> int:
        """The lines at the top that are no passages; the number of the first piece after them."""
        at, last = 0, len(self.pieces) - 1
        while at < last and (openings.is_date_line(self.text(at)) or openings.is_notice(self.text(at))):
            self.head.append(at)
            at += 1
        if why := self._no_title(self.text(at), at == last):
            self.ask(
                [self.pieces[at].line],
                f"{why}, so no title is proposed; if it is one, name it as title, else say under untitled what to call the text",
            )
            return at
        self.title = at
        for below in range(at + 1, last):
            text = self.text(below)
            date = openings.is_date_line(text) or openings.is_notice(text)
            if not date and (not openings.is_heading(text) or begins_part(text)):
                return below
            if not date and not openings.is_byline(text):
                what = "below the title; of the head, as proposed, or a passage?"
                self.ask([self.pieces[below].line], what)
            self.head.append(below)
        return max(at + 1, last)

    def _check_title(self, at: int) -> None:
        """A word or two above other lines may be what kind of text it is, and its title stand below."""
        if len(self.text(at).split()) <= 2 and at + 1 in self.head and not openings.is_date_line(self.text(at + 1)):
            self.ask([self.pieces[at].line], "the title, as proposed, or does it stand below?")

    def _no_title(self, text: str, alone: bool) -> str:
        """Why a line is hardly a title; nothing if it may be one."""
        if alone:
            return "is the only one"
        if openings.is_greeting(text):
            return "greets"
        if opening(text):
            return "opens a point"
        if len(text) > LONGEST_TITLE or (len(text) > SHORTEST_SENTENCE and text.endswith((".", "。", ":", "："))):
            return "reads like a sentence"
        return ""

    def _read_foot(self) -> int:
        """The lines at the bottom that are no passages; the number of the first of them."""
        end = len(self.pieces)
        while end > self.first + 1:
            text, before = self.text(end - 1), self.text(end - 2)
            if not openings.is_signature(text):
                if not (openings.is_name(text) and openings.is_heading(text)):
                    break
                if not ends_sentence(before):
                    what = "a name under the text, as proposed, or a passage?"
                    self.ask([self.pieces[end - 1].line], what)
            end -= 1
            self.foot.insert(0, end)
        return end

    # --- points ---

    def _read_questions(self) -> None:
        for index in range(self.first, self.end):
            text = self.text(index)
            if openings.begins_questions(text) or openings.may_be_asked(text):
                self.asked = index
                if not openings.begins_questions(text):
                    self.ask([self.pieces[index].line], "do questions and answers begin there, as proposed?")
                return

    @property
    def stop(self) -> int:
        """The first piece behind all that may be a point."""
        return self.end if self.asked is None else self.asked

    def _read_points(self) -> None:
        every = list(self._openings(self.first, self.end))
        found = [one for one in every if one.piece < self.stop]
        runs = numbering.runs(found)
        outer = numbering.outer(runs)
        if not outer:
            found = [*found, *self._within(self.first, self.stop)]
            runs = numbering.runs(sorted(found, key=lambda one: one.place))
            outer = numbering.outer(runs)
        if outer:
            self.points = outer[0]
            self._complete(runs)
            self._check_runs(runs, outer)
            self._read_last(found)
            self._check_points()
        else:
            self._ask_for_points(every)

    def _openings(self, begin: int, end: int) -> Iterator[Found]:
        for index in range(begin, end):
            if found := opening(self.text(index)):
                yield Found(index, 0, found, self.pieces[index].line)

    def _within(self, begin: int, end: int) -> Iterator[Found]:
        for index in range(begin, end):
            for at, found in openings.openings_within(self.text(index)):
                yield Found(index, at, found, self._line(index, at).number)

    def _complete(self, runs: list[Run]) -> None:
        """Points that open inside a line, between others or after the last."""
        series = self.points[0].opening.series
        if not any(one.at for one in self.points):
            more = [one for one in self._within(self.points[0].piece, self.stop) if one.opening.series == series]
            every = sorted(
                (*(one for run in runs for one in run if one.opening.series == series), *more), key=numbering.place
            )
            longer = max(numbering.runs(every), key=len)
            if len(longer) > len(self.points) and longer[0] == self.points[0]:
                self.points = longer
        if within := [one for one in self.points if one.at]:
            what = f'"{numbering.said(within)}" inside a line; are these points, as proposed?'
            self.ask((one.line for one in within), what)

    def _check_runs(self, runs: list[Run], outer: list[Run]) -> None:
        """Other openings, that may be of the same series, or make another."""
        series, mine = self.points[0].opening.series, {one.place for one in self.points}
        others = [
            run for run in runs if run[0].opening.series == series and not mine.issuperset(map(numbering.place, run))
        ]
        others += [run for run in outer[1:] if run not in others]
        others = [run for run in others if not (len(run) == 1 and openings.is_farewell(self.text(run[0].piece)))]
        if others:
            every = sorted((*self.points, *(one for run in others for one in run)), key=numbering.place)
            what = (
                f'"{numbering.said(every)}". That is more than one series, or one with gaps: which of these are points?'
            )
            self.ask((one.line for one in every), what)
        last = [run for run in runs if len(run) > 1 and run[0].place > self.points[-1].place and run not in others]
        if last and not any(
            self.points[0].place < run[0].place < self.points[-1].place for run in runs if len(run) > 1
        ):
            lines = [one.line for run in last for one in run]
            self.ask(
                lines,
                f'"{numbering.said(last[0])}" after the last point opens; is all of it in point {len(self.points)}, as proposed?',
            )
        first = self.points[0]
        if openings.is_farewell(self.text(first.piece)):
            self.ask(
                [first.line], f'"{first.opening.words}", and thanks or greets; is it the first point, as proposed?'
            )

    def _read_last(self, found: Sequence[Found]) -> None:
        """ "Finally, ..." is the last point, if it bids no farewell."""
        after = (
            one for one in found if one.opening.number == LAST and not one.at and one.place > self.points[-1].place
        )
        last = next(after, None)
        if last is None or openings.is_farewell(self.text(last.piece)):
            return
        number, count = self._announced()[0], len(self.points)
        if number == count:
            self.ask(
                [last.line], f'"{last.opening.words}". {count} points are announced, and there without it; is it one?'
            )
            return
        if number is None and last.piece - self.points[0].piece > count:
            self.ask([last.line], f'"{last.opening.words}". Does it open a point, as proposed, or go on with one?')
        self.points = [*self.points, last]

    def _announced(self) -> tuple[int | None, int]:
        """How many points the text says that it has, and in which line."""
        before = range(self.points[0].piece, -1, -1) if self.points[0].at else range(self.points[0].piece - 1, -1, -1)
        for index in before:
            if number := openings.announced(self.text(index)):
                return number, self.pieces[index].line
        return None, 0

    def _check_points(self) -> None:
        number, line = self._announced()
        if number and number != len(self.points):
            lines = (line, *(one.line for one in self.points))
            self.ask(lines, f"{number} announced, {len(self.points)} found; which are they?")
        if len(self.points) > MAX_POINTS:
            what = f"{len(self.points)} points; at most {MAX_POINTS} may be, so none is proposed. Name the points, or leave none for a text of paragraphs"
            self.ask((one.line for one in self.points), what)
            self.points = []
        self._ask_about_headings()

    def _ask_about_headings(self) -> None:
        """Headings that stand above points, or that may divide the text otherwise."""
        within = [i for i in range(self.first, self.stop - 1) if openings.is_heading(self.text(i))]
        above = {one.piece - 1 for one in self.points if not one.at}
        divide = [i for i in within if i in above or len(self.text(i + 1)) > 2 * len(self.text(i))]
        if divide:
            what = "headings, as it seems; do points, or other parts, begin there?"
            self.ask((self.pieces[i].line for i in divide), what)

    def _ask_for_points(self, found: Sequence[Found]) -> None:
        """No series: a text of paragraphs, or of parts that begin otherwise."""
        headings = [i for i in range(self.first, self.stop - 1) if openings.is_heading(self.text(i))]
        if len(headings) > 1:
            self.points = [
                Found(i, 0, Opening("heading", n, ""), self.pieces[i].line) for n, i in enumerate(headings, 1)
            ][:MAX_POINTS]
            self.ask(
                (one.line for one in self.points),
                "headings, as it seems, and no ordinals; do points begin there, as proposed?",
            )
        elif found:
            late = [self.pieces[self.stop].line] if found[-1].piece >= self.stop else []
            where = " after questions begin" if late else ", but no series"
            what = f'"{numbering.said(found)}"{where}. Name the points, or leave none for a text of paragraphs'
            self.ask((*late, *(one.line for one in found)), what)
        else:
            what = "no ordinals. Name the lines at which points begin, or leave none for a text of paragraphs"
            self.ask((self.pieces[i].line for i in range(self.first, self.end)), what)

    # --- what follows ---

    def _read_closing(self) -> None:
        """Where what belongs to no point begins."""
        if not self.points:
            return
        after = range(self.points[-1].piece + 1, self.stop)
        others = [max(0, b.piece - a.piece - 1) for a, b in pairwise(self.points)]
        sure = next((i for i in after if openings.begins_closing(self.text(i))), self.stop)
        open_ = after[: sure - after.start]
        self.closing = sure if sure < self.stop else None
        if open_ and not any(others):
            self.closing = open_[0]
        elif self.closing is None:
            self.closing = next((i for i in open_ if openings.may_begin_closing(self.text(i))), None)
        asked = {line for question in self.questions for line in question.lines}
        lines = [self.pieces[i].line for i in open_]
        if open_ and asked.isdisjoint(lines) and (sure == self.stop or len(open_) > min(others)):
            taken = "in the closing" if self.closing == open_[0] else f"in point {len(self.points)}"
            if self.closing is not None and self.closing in open_[1:]:
                taken += f", but for a closing from line {self.pieces[self.closing].line} on"
            self.ask(
                lines, f"after the last point opens. They are {taken}, as proposed, or where does a closing begin?"
            )

    # --- the structure ---

    def _structure(self) -> Structure:
        named = {*self.head, *self.foot, self.title, self.closing, self.asked, *(one.piece for one in self.points)}
        more = {i for i, piece in enumerate(self.pieces) if piece.at in self.breaks}
        return Structure(
            title=None if self.title is None else self._mark(self.title),
            untitled="TODO: what to call this text" if self.title is None else None,
            head=tuple(map(self._mark, self.head)),
            points=tuple(self._mark(one.piece, one.at) for one in self.points),
            closing=None if self.closing is None else self._mark(self.closing),
            questions=None if self.asked is None else self._mark(self.asked),
            foot=tuple(map(self._mark, self.foot)),
            wrapped=self.wrapped,
            passages=tuple(self._mark(i) for i in sorted(more - named)),
            unsure=tuple(shorten(str(question), LONGEST_QUOTATION) for question in self.questions),
        )

    def _mark(self, index: int, at: int = 0) -> Beginning:
        line = self._line(index, at)
        start = at - self._starts(index)[line.number] if at else 0
        return Beginning(line=line.number, begins=first_words(line.text, start))

    def _line(self, index: int, at: int) -> SourceLine:
        """The line of the file in which character `at` of a piece stands."""
        starts = self._starts(index)
        number = list(starts)[bisect_right(list(starts.values()), at) - 1]
        return next(line for line in self.source if line.number == number)

    def _starts(self, index: int) -> dict[int, int]:
        """The lines of a piece, each with where it begins in its text."""
        begin = self.pieces[index].at[0]
        end = self.pieces[index + 1].at[0] if index + 1 < len(self.pieces) else len(self.source)
        here = self.source[begin:end]
        return dict(
            zip(
                (line.number for line in here),
                accumulate((len(line.text) + 1 for line in here), initial=0),
                strict=False,
            )
        )


def begins_part(text: str) -> bool:
    """Does the text begin something other than a head?"""
    return openings.begins_questions(text) or openings.begins_closing(text)


def first_words(text: str, start: int = 0) -> str:
    """The first words of the text at `start`: few, but as many as are needed to tell the place."""
    ends = [i for i in range(start + 1, len(text) + 1) if i == len(text) or text[i].isspace()]
    for count, end in enumerate(ends, start=1):
        words = text[start:end]
        if (count >= WORDS or len(words) >= CHARACTERS or end == len(text)) and (not start or text.count(words) == 1):
            return words if len(words) <= 2 * CHARACTERS else text[start : start + CHARACTERS]
    return text[start:]


def _listed(numbers: Sequence[int]) -> str:
    """ "line 3", "lines 3 and 5", "lines 3-9 and 12"."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    told = [w for s in stretches for w in ([f"{s[0]}-{s[-1]}"] if len(s) > 2 else map(str, s))]
    if len(told) > MOST_NAMED:
        return f"lines {', '.join(told[:3])} … {numbers[-1]} ({len(numbers)} lines)"
    names = told if len(told) < 2 else [", ".join(told[:-1]), told[-1]]
    return f"line{'s' if len(numbers) > 1 else ''} {' and '.join(names)}"
