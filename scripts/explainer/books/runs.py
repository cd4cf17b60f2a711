"""Texts as runs: data that the template of a book places. No text is ever read as code.

A run is words, or an object with what is inside it: `{"em": runs}`, `{"strong": runs}`, `{"beside": runs}` (what we say
about a sentence rather than in it), `{"lang": code, "of": runs}`, `{"to": place, "of": runs}` (a place is "term:cica"),
`{"url": address, "of": runs}`, or `{"cite": keys}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from explainer.load.model import Correction, Dated, Fact
from explainer.load.statement import Passage
from explainer.render.page import dates
from explainer.selectors import Segment, segments
from explainer.site import Happening, Site
from explainer.text import inline, labels, language
from explainer.text.dates import spoken

Run = str | dict[str, Any]


def plain(words: str) -> list[Run]:
    """Words, those in another script marked with their language."""
    return [{"lang": code, "of": [run]} if code else run for run, code in language.runs(words)]


def in_language(code: str, words: str) -> list[Run]:
    """Words in one language."""
    return plain(words) if code.startswith("en") else [{"lang": code, "of": [words]}]


def linked(kind: str, id: str, words: str) -> Run:
    """Words that lead to a thing."""
    return {"to": f"{kind}:{id}", "of": plain(words)}


def of_tokens(tokens: Iterable[inline.Token], own_language: bool = True) -> list[Run]:
    """Inline Markdown as runs; without `own_language` the words are within such a span already."""
    runs: list[Run] = []
    for token in tokens:
        match token:
            case inline.Plain(text):
                runs += plain(text) if own_language else [text]
            case inline.Emphasis(inside):
                runs.append({"em": of_tokens(inside, own_language)})
            case inline.Link(inside, "lang", code):
                runs.append({"lang": code, "of": of_tokens(inside, own_language=False)})
            case inline.Link(inside, kind, id):
                runs.append({"to": f"{kind}:{id}", "of": of_tokens(inside, own_language)})
    return runs


class _Html(HTMLParser):
    """Reads the little HTML that a citation processor writes: emphasis, links, language spans."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[Run]] = [[]]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        inside: list[Run] = []
        if tag in ("em", "i"):
            self.open[-1].append({"em": inside})
        elif tag == "a":
            self.open[-1].append({"url": given["href"], "of": inside})
        elif tag == "span" and given.get("lang"):
            self.open[-1].append({"lang": given["lang"], "of": inside})
        else:
            inside = self.open[-1]
        self.open.append(inside)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].append(data)


def of_html(html: str) -> list[Run]:
    """A citation's HTML as runs."""
    reader = _Html()
    reader.feed(" ".join(html.split()))
    reader.close()
    return reader.open[0]


@dataclass
class Writer:
    """Turns facts and passages into runs, and remembers what they cite."""

    site: Site
    cited: dict[str, None] = field(default_factory=dict)  # a set in order

    def inline(self, text: str) -> list[Run]:
        return of_tokens(inline.parse(text))

    def cite(self, keys: Iterable[str]) -> list[Run]:
        keys = list(keys)
        self.cited |= dict.fromkeys(keys)
        return [{"cite": keys}] if keys else []

    def fact(self, fact: Fact, own: bool = True) -> list[Run]:
        """A fact with its sources and what is said about it. Without `own`, observations of ours are not labelled."""
        runs: list[Run] = [{"strong": [labels.DISPUTED]}, " "] if fact.disputed else []
        runs += [*self.inline(fact.text), *self.cite(fact.cite)]
        beside = [labels.reading(fact.reading)] if fact.reading else []
        beside += [labels.OBSERVATION] if fact.editors and own else []
        beside += [f"({told})"] if (told := "; ".join(dates(fact))) else []
        for words in beside:
            runs += [" ", {"beside": plain(words)}]
        return runs

    def event(self, event: Dated | Happening) -> list[Run]:
        """What happened, with its sources; the date stands before it."""
        runs: list[Run] = [{"strong": [labels.DISPUTED]}, " "] if event.disputed else []
        runs += [*self.inline(event.text), *self.cite(event.cite)]
        return [*runs, " ", {"beside": [f"({labels.horizon(event.seen_to)})"]}] if event.seen_to else runs

    def together(self, facts: Iterable[Fact], own: bool = True) -> list[Run]:
        """Facts run on."""
        runs: list[Run] = []
        for fact in facts:
            runs += [" ", *self.fact(fact, own)] if runs else self.fact(fact, own)
        return runs

    def correction(self, correction: Correction) -> list[Run]:
        return [{"strong": [f"Corrected on {spoken(correction.date)}."]}, " ", *plain(correction.text)]

    def passage(self, passage: Passage) -> list[Run]:
        """The words of a passage: what a note is about leads to the note, a term to its entry. Joined they are its text."""
        spans = {placed.note.id: placed.span for placed in self.site.notes[passage.id]}
        cut = segments(passage.text, spans, self.site.linked(passage))
        return [_segment(one, {id: span.end - span.start for id, span in spans.items()}) for one in cut]


def _segment(segment: Segment, lengths: dict[str, int]) -> Run:
    """Words under several notes lead to the one that is most about them."""
    if segment.notes:
        return {"noted": f"note:{min(segment.notes, key=lambda id: lengths[id])}", "of": [segment.text]}
    return {"to": f"term:{segment.term}", "of": [segment.text]} if segment.term else segment.text
