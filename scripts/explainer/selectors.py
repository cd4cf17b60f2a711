"""Exact words of a passage, found as character spans: text-quote selectors, and glossary terms where they occur.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model (section 4.2.4), with `nth` as a plain
alternative to prefix and suffix.
"""

from __future__ import annotations

import difflib
import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from explainer.load.textfile import named
from explainer.problems import shorten

_LONGEST_SOUGHT = 200  # characters of a quotation that is sought among words like it


@dataclass(frozen=True, order=True)
class Span:
    """Characters [start, end) of a passage."""

    start: int
    end: int


def overlap(one: Span, other: Span) -> bool:
    """Do they share a character?"""
    return one.start < other.end and other.start < one.end


class SelectorError(ValueError):
    """The words are not there, or not once. `code` and the message go into a Problem."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def find(text: str, quote: str, prefix: str | None = None, suffix: str | None = None, nth: int | None = None) -> Span:
    """The span of `quote` in `text`.

    Raises SelectorError: quote-not-found (with the nearest words), quote-ambiguous, or quote-nth.
    """
    every = list(_occurrences(text, quote))
    if not every:
        near = nearest(text, quote)
        hint = unseen(text, quote) or (f' (nearest: "{near}")' if near else "")
        raise SelectorError("quote-not-found", f'"{shorten(quote, 90)}"{hint}; the passage reads: "{text}"')
    starts = [
        at for at in every if text[:at].endswith(prefix or "") and text[at + len(quote) :].startswith(suffix or "")
    ]
    if not starts:
        hint = unseen(text, (prefix or "") + quote + (suffix or ""))
        raise SelectorError(
            "quote-not-found",
            f'"{shorten(quote)}" is there, but not between this prefix and suffix{hint}; the passage reads: "{text}"',
        )
    if nth is not None:
        if nth > len(starts):
            raise SelectorError("quote-nth", f'"{shorten(quote)}" occurs {len(starts)} time(s), not {nth}')
        return Span(starts[nth - 1], starts[nth - 1] + len(quote))
    if len(starts) > 1:
        raise SelectorError(
            "quote-ambiguous", f'"{shorten(quote)}" occurs {len(starts)} times; add prefix:, suffix: or nth:'
        )
    return Span(starts[0], starts[0] + len(quote))


def nearest(text: str, quote: str) -> str:
    """The words of `text` most like `quote`, or '' when nothing is, or when it is too long to be sought."""
    if len(quote) > _LONGEST_SOUGHT:
        return ""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    length = max(1, len(quote.split()))
    windows = [
        text[words[i][0] : words[min(i + n, len(words)) - 1][1]]
        for n in {length, length + 1, max(1, length - 1)}
        for i in range(len(words))
    ]
    wanted = _pairs(quote)
    likely = heapq.nlargest(20, windows, key=lambda window: (_pairs(window) & wanted).total())
    best = difflib.get_close_matches(quote, likely, n=1, cutoff=0.6)
    return best[0].strip(".,;:") if best else ""


def _pairs(text: str) -> Counter[str]:
    """Every two letters that stand side by side: what words that are alike share, told fast."""
    return Counter(map("".join, pairwise(text)))


# Characters that few people tell apart on a screen. The Cyrillic letters are those of a keyboard left in Russian.
_LOOKALIKES = (
    "'\u2018\u2019\u02bc\u2032`",
    '"\u201c\u201d\u201e\u2033\u00ab\u00bb',
    "-\u2010\u2011\u2012\u2013\u2014\u2212",
    *("aа", "cс", "eе", "iі", "oо", "pр", "xх", "yу", "AА", "BВ", "CС", "EЕ", "HН", "KК", "MМ", "OО", "PР", "TТ", "XХ"),
)
_ANY_OF = {char: f"[{re.escape(alike)}]" for alike in _LOOKALIKES for char in alike}


def _looks_like(part: str) -> str:
    """The pattern of what looks like a character or some white space. No two ways to match one text: they would multiply."""
    if part.isspace():
        return r"\s+"
    apart = unicodedata.normalize("NFD", part)
    one = _ANY_OF.get(part) or re.escape(part)
    return one if apart == part else f"(?:{one}|{re.escape(apart)})"


def unseen(text: str, quote: str) -> str:
    """How `quote` differs from words of `text` that look the same: in white space, quotation marks, hyphens, or letters.

    " (it has a no-break space where the passage has a space, after ...)", or nothing if no words look the same.
    """
    parts = re.findall(r"\s+|\S", unicodedata.normalize("NFC", quote))
    match = re.search("".join(map(_looks_like, parts)), text)
    if not match or match[0] == quote:
        return ""
    opcodes = difflib.SequenceMatcher(None, quote, match[0], autojunk=False).get_opcodes()
    what, i, to_i, j, to_j = next(code for code in opcodes if code[0] != "equal")
    ours, theirs = " and ".join(map(named, quote[i:to_i])), " and ".join(map(named, match[0][j:to_j]))
    told = {
        "replace": f"has {ours} where the passage has {theirs}",
        "delete": f"has {ours} more than the passage",
        "insert": f"lacks {theirs} that the passage has",
    }[what]
    after = f', after "{quote[:i].strip()[-30:]}"' if i else ""
    return f" (it looks the same, but {told}{after})"


def _occurrences(text: str, quote: str) -> Iterable[int]:
    at = text.find(quote)
    while quote and at >= 0:
        yield at
        at = text.find(quote, at + 1)


class Forms:
    """The exact words of terms, to be found where they occur as whole words.

    A hyphen joins, so "China" is not found inside "China-Kazakhstan".
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        """`forms` maps the exact words to a term id."""
        self._terms = forms
        self._by_beginning: dict[
            str, list[str]
        ] = {}  # the first word of a form, or its first sign -> forms, longest first
        for form in sorted(forms, key=lambda f: (-len(f), f)):
            self._by_beginning.setdefault(_beginnings(form)[0][0], []).append(form)

    def spans(self, text: str) -> dict[str, list[Span]]:
        """Where terms occur in `text`: term id -> spans, in order. The longest match wins, matches do not overlap."""
        found: dict[str, list[Span]] = {}
        end = 0
        for beginning, at in _beginnings(text):
            form = next((f for f in self._by_beginning.get(beginning, ()) if _stands(text, f, at)), None)
            if form and at >= end:
                end = at + len(form)
                found.setdefault(self._terms[form], []).append(Span(at, end))
        return found


def _beginnings(text: str) -> list[tuple[str, int]]:
    """Every word and every other sign, each with its place: where a form can begin."""
    return [(match[0], match.start()) for match in re.finditer(r"[\w-]+|[^\w-]", text)]


def _stands(text: str, form: str, at: int) -> bool:
    """Do whole words of `text`, from `at` on, read as `form`?"""
    around = text[at - 1 : at] + text[at + len(form) : at + len(form) + 1]
    return text.startswith(form, at) and not re.search(r"[\w-]", around)


def stand_in(text: str, form: str) -> bool:
    """Does `form` stand anywhere in `text` as whole words?"""
    return any(_stands(text, form, at) for at in _occurrences(text, form))


@dataclass(frozen=True)
class Segment:
    """A run of text under the same marks: the notes that cover it, the term it links to, the notes that end with it."""

    text: str
    notes: tuple[str, ...]
    term: str | None
    ends: tuple[str, ...]


def segments(text: str, notes: Mapping[str, Span], terms: Mapping[str, Span]) -> list[Segment]:
    """Cut `text` at every border of a note or term, so that marks and links never cross.

    `notes` maps note ids to spans, in the order in which they are lettered; `terms` maps term ids to the one span that
    is linked (spans of different terms must not overlap). The texts of the segments, joined, are `text`.
    """
    borders = {0, len(text)}
    for span in (*notes.values(), *terms.values()):
        borders |= {span.start, span.end}
    cuts = sorted(borders)
    result = []
    for start, end in pairwise(cuts):
        covering = tuple(id for id, s in notes.items() if s.start <= start and end <= s.end)
        term = next((id for id, s in terms.items() if s.start <= start and end <= s.end), None)
        ends = tuple(id for id, s in notes.items() if s.end == end)
        result.append(Segment(text[start:end], covering, term, ends))
    return result
