"""Exact words of a passage, found as character spans: text-quote selectors, and glossary terms where they occur.

The selector is the TextQuoteSelector of the W3C Web Annotation Data Model (section 4.2.4), with `nth` as a plain
alternative to prefix and suffix.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from explainer.problems import shorten


@dataclass(frozen=True, order=True)
class Span:
    """Characters [start, end) of a passage."""

    start: int
    end: int


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
        hint = f' (nearest: "{near}")' if near else ""
        raise SelectorError("quote-not-found", f'"{shorten(quote, 90)}"{hint}; the passage reads: "{text}"')
    starts = [
        at for at in every if text[:at].endswith(prefix or "") and text[at + len(quote) :].startswith(suffix or "")
    ]
    if not starts:
        raise SelectorError(
            "quote-not-found",
            f'"{shorten(quote)}" is there, but not between this prefix and suffix; the passage reads: "{text}"',
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
    """The words of `text` most like `quote`, or '' when nothing is."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    length = max(1, len(quote.split()))
    windows = [
        text[words[i][0] : words[min(i + n, len(words)) - 1][1]]
        for n in {length, length + 1, max(1, length - 1)}
        for i in range(len(words))
    ]
    best = difflib.get_close_matches(quote, windows, n=1, cutoff=0.6)
    return best[0].strip(".,;:") if best else ""


def _occurrences(text: str, quote: str) -> Iterable[int]:
    at = text.find(quote)
    while quote and at >= 0:
        yield at
        at = text.find(quote, at + 1)


def term_spans(text: str, forms: Mapping[str, str]) -> dict[str, list[Span]]:
    """Where terms occur in `text`: term id -> spans, in order.

    `forms` maps the exact words to a term id. The longest match wins, matches do not overlap, and only whole words
    count: a hyphen joins, so "China" is not found inside "China-Kazakhstan".
    """
    if not forms:
        return {}
    alternatives = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    found: dict[str, list[Span]] = {}
    for match in re.finditer(rf"(?<![\w-])(?:{alternatives})(?![\w-])", text):
        found.setdefault(forms[match[0]], []).append(Span(*match.span()))
    return found


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
