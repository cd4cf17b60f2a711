"""Words as XHTML: runs (see runs) as markup, and a passage cut where its notes stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from explainer.books.runs import Run, Writer
from explainer.load.model import Fact
from explainer.load.statement import Passage
from explainer.selectors import segments
from explainer.site import Placed, Site
from explainer.text.dates import spoken

HAN = ("zh", "ja")  # languages for which the book brings a font with Han characters


@dataclass(frozen=True)
class Words:
    """Writes runs. `places`: where each thing stands in the book, as file and fragment; `numbers`: those of the sources."""

    places: Mapping[str, str]
    numbers: Mapping[str, int]

    def __call__(self, runs: Iterable[Run]) -> Markup:
        return Markup("").join(map(self._run, runs))

    def _run(self, run: Run) -> Markup:
        match run:
            case str():
                return escape(run)
            case {"em": of}:
                return Markup("<em>{}</em>").format(self(of))
            case {"strong": of}:
                return Markup("<strong>{}</strong>").format(self(of))
            case {"beside": of}:
                return Markup('<span class="beside">{}</span>').format(self(of))
            case {"lang": code, "of": of}:
                return in_language(code, self(of))
            case {"url": address, "of": of}:
                return Markup('<a href="{}">{}</a>').format(address, self(of))
            case {"to": place, "of": of}:
                return self.linked(place, self(of))
            case {"cite": keys}:
                return self._cited(keys)
        raise AssertionError(run)

    def linked(self, place: str, words: Markup) -> Markup:
        """Words that lead to a thing; of what is not in the book, the words alone."""
        to = self.places.get(place)
        return Markup('<a href="{}">{}</a>').format(to, words) if to else words

    def _cited(self, keys: Iterable[str]) -> Markup:
        one = Markup('<a role="doc-biblioref" href="{}">{}</a>')
        links = (one.format(self.places[f"source:{key}"], self.numbers[key]) for key in keys)
        return Markup('\N{NO-BREAK SPACE}<span class="cite">[{}]</span>').format(Markup(", ").join(links))


def in_language(code: str, words: Markup) -> Markup:
    """Words in another language, in a font that has its letters."""
    font = "han" if code in HAN else "letters"
    return Markup('<span lang="{0}" xml:lang="{0}" class="{1}">{2}</span>').format(code, font, words)


@dataclass(frozen=True)
class Piece:
    """Words of a passage: the term that they lead to, whether a note stands on them, the notes that end with them."""

    text: str
    term: str | None
    noted: bool
    ends: tuple[Placed, ...]


def pieces(site: Site, passage: Passage) -> Iterator[Piece]:
    """A passage cut at every border of a note; joined, the pieces are its text. A term is one piece: links hold no links."""
    notes = {placed.note.id: placed for placed in site.notes[passage.id]}
    cut = segments(passage.text, {id: placed.span for id, placed in notes.items()}, site.linked(passage))
    for term, run in groupby(cut, key=lambda segment: segment.term):
        for part in [list(run)] if term else [[segment] for segment in run]:
            ends = tuple(notes[id] for segment in part for id in segment.ends)
            yield Piece("".join(s.text for s in part), term, any(s.notes for s in part), ends)


def plain_text(site: Site, fact: Fact) -> str:
    """A fact without markup: what is said, and what is said about it, its sources by who published them and when."""
    return "".join(_plain(site, run) for run in Writer(site).fact(fact))


def _plain(site: Site, run: Run) -> str:
    if isinstance(run, str):
        return run
    if "cite" in run:
        sources = [site.sources[key] for key in run["cite"]]
        return f" [{'; '.join(f'{source.made_by}, {spoken(source.issued)}' for source in sources)}]"
    inside = next(run[key] for key in ("em", "strong", "beside", "of") if key in run)
    return "".join(_plain(site, one) for one in inside)
