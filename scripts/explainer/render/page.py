"""Facts and passages as Markdown: the parts that every page is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from explainer.addresses import file_of, relative, relative_url, url
from explainer.load.model import Event, Fact, Source, Term, TimelineEvent
from explainer.load.statement import Passage
from explainer.selectors import Segment, Span, overlap, segments
from explainer.site import Happening, Placed, Site
from explainer.text import inline, labels, language
from explainer.text.dates import spoken
from explainer.text.markdown import address, attribute, escape, in_language

# Where a page wants its sources; mkdocs.yml tells the footnotes extension so.
SOURCES = "(sources)"
# What a page does with the notes on its passages: they live here; they live here, by their titles alone, and are read
# where they stand too; they stand here too; they are linked to.
Notes = Literal["home", "titles", "copies", "elsewhere"]
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def foreign(words: str) -> str:
    """Words as Markdown, runs in another script marked with a language: of a publisher's name, only the script tells it."""
    runs = ((escape(run, within=i > 0), code) for i, (run, code) in enumerate(language.runs(words)))
    return "".join(in_language(code, run) if code else run for run, code in runs)


@dataclass
class Page:
    """One page being written: its file in docs/, what it is about, and the sources cited so far, in that order."""

    site: Site
    file: str
    subject: tuple[str, str] = ("page", "")  # (statement, section, passage, term, commitment, glossary or page; id)
    notes: Notes = "elsewhere"
    cited: dict[str, None] = field(default_factory=dict)  # a set in order

    def link(self, kind: str, id: str) -> str:
        """The Markdown address, from this page, of a term, note, commitment, source or passage."""
        return relative(file_of(self.site, kind, id), self.file)

    def to(self, file: str) -> str:
        """The Markdown address, from this page, of another file of docs/."""
        return relative(file, self.file)

    def url(self, file: str) -> str:
        """The same for a form, which MkDocs leaves alone."""
        return relative_url(file, self.file)

    @property
    def address(self) -> str:
        """The page's own address below the site's root."""
        return url(self.file)

    # --- facts ---

    def inline(self, text: str) -> str:
        """A fact's text as Markdown."""
        return inline.to_markdown(inline.parse(text), lambda link: self.link(link.kind, link.id))

    def fact(self, fact: Fact, own: bool = True) -> str:
        """A fact as one line of Markdown: label, text, sources as footnotes, the date to which it holds.

        Without `own`, observations of ours are not labelled: where a text is ours as a whole, such as a gist.
        """
        parts = [self.inline(fact.text) + self.citations(fact.cite)]
        if fact.disputed:
            parts.insert(0, f"**{labels.DISPUTED}**{{ .label }}")
        if fact.reading:
            parts.append(f"*{escape(labels.reading(fact.reading))}*{{ .label }}")
        if fact.editors and own:
            parts.append(f"*{labels.OBSERVATION}*{{ .label }}")
        if told := "; ".join(dates(fact)):
            parts.append(f"*({told})*{{ .asof }}")
        return " ".join(parts)

    def event(self, event: Event | TimelineEvent | Happening) -> str:
        """What happened, with its sources; the date stands before it."""
        label = f"**{labels.DISPUTED}**{{ .label }} " if event.disputed else ""
        horizon = f" *({labels.horizon(event.seen_to)})*{{ .asof }}" if event.seen_to else ""
        return label + self.inline(event.text) + self.citations(event.cite) + horizon

    def facts(self, facts: Iterable[Fact], own: bool = True) -> str:
        """Facts run on as one paragraph."""
        return " ".join(self.fact(fact, own) for fact in facts)

    def paragraphs(self, facts: Iterable[Fact]) -> str:
        """Facts one under another."""
        return "\n\n".join(self.fact(fact) for fact in facts)

    def citations(self, keys: Iterable[str]) -> str:
        """Sources as footnotes, primary documents first.

        The space keeps their numbers apart where no style sheet does: 1 and 2 would read as 12.
        """
        keys = sorted(keys, key=lambda key: self.site.sources[key].kind != "primary")
        self.cited |= dict.fromkeys(keys)
        return " ".join(f"[^{key}]" for key in keys)

    def footnotes(self, short: bool = False) -> str:
        """The sources cited so far, for the end of the file; they appear where SOURCES stands."""
        line = self.short_source if short else self.source
        return "".join(f"[^{key}]: {line(self.site.sources[key])}\n" for key in self.cited)

    def source(self, source: Source) -> str:
        """A source in a line of Markdown: who, what, where and when, which lead to the rest, and of which side and kind."""
        names = [foreign(n.literal or " ".join(p for p in (n.given, n.family) if p)) for n in source.author]
        english = f" [{source.title_en}]" if source.title_en else ""
        where = ", ".join(
            filter(None, (foreign(source.publisher or source.container_title or ""), spoken(source.issued)))
        )
        title = f"{self._title(source)}{escape(english, within=True)}"
        return f"{', '.join([*names, title])}, [{where}]({self.link('source', source.id)}) · {self._standing(source)}"

    def short_source(self, source: Source) -> str:
        """Who and when, which leads to the rest, and of which side and kind: for a page that cites nearly all sources."""
        where = foreign(source.publisher or source.container_title or source.title)
        return f"[{where}, {spoken(source.issued)}]({self.link('source', source.id)}) · {self._standing(source)}"

    def _standing(self, source: Source) -> str:
        """The side and the kind of a source; of the press, they are one word."""
        side = labels.side(self.site.content.about.parties, source.side)
        return escape(", ".join(dict.fromkeys((side, labels.label(labels.SOURCE_KINDS, source.kind)))))

    def _title(self, source: Source) -> str:
        language = source.title_language
        english = language.startswith("en")
        title = foreign(source.title) if english else escape(source.title)
        if not source.URL:
            return title if english else in_language(language, title)
        told = "" if english else f" lang={language}"
        leads_to = "" if source.language.startswith("en") else f"{{{told} hreflang={source.language} }}"
        return f"[{title}]({address(source.URL)}){leads_to}"

    # --- passages ---

    def passage(self, passage: Passage) -> str:
        """The passage's words with marks on annotated words and links on terms; without the marks it is the source text.

        Each note's small link stands behind its last marked word.
        """
        notes = {placed.note.id: placed for placed in self.site.notes[passage.id]}
        spans = {id: placed.span for id, placed in notes.items()}
        cut = segments(passage.text, spans, self.site.linked(passage))
        marked = _marked(cut, spans, noted=self.notes != "elsewhere")
        parts: list[str] = []
        for term, run in groupby(zip(cut, marked, strict=True), key=lambda pair: pair[0].term):
            pairs = [(words, [self._ref(notes[id]) for id in segment.ends]) for segment, words in run]
            if term:  # a link holds no link, so the notes that end inside a term follow it
                linked = "".join(words for words, _ in pairs)
                pairs = [
                    (f"[{linked}]({self.link('term', term)}){{ .term }}", [ref for _, refs in pairs for ref in refs])
                ]
            parts += [words + "".join(refs) for words, refs in pairs]
        return "".join(parts)

    @property
    def _is_home(self) -> bool:
        return self.notes in ("home", "titles")

    def note_id(self, placed: Placed) -> str:
        """The id of a note on this page: only at home is it the published one, since no such id stands on two pages."""
        return f"note-{placed.note.id}" if self._is_home else f"here-{placed.note.id}"

    def words_id(self, placed: Placed) -> str:
        """The id on this page of the words that a note is about."""
        return f"ref-{placed.note.id}" if self._is_home else placed.passage.id

    def terms_in(self, placed: Placed) -> list[Term]:
        """The terms that are linked in the words of a note: who presses such a word gets the note, which offers them."""
        linked = self.site.linked(placed.passage)
        return [self.site.terms[id] for id, span in linked.items() if overlap(span, placed.span)]

    def _ref(self, placed: Placed) -> str:
        name = attribute(f"Note {placed.label}: {placed.note.title}")
        id = f"#{self.words_id(placed)} " if self._is_home else ""
        to = f"#{self.note_id(placed)}" if self.notes == "copies" else self.link("note", placed.note.id)
        return f'[]({to}){{ {id}.ref data-letter={placed.letter} aria-label="{name}" }}'

    def around(self, passage: Passage, span: Span, width: int = 48) -> str:
        """The words of `span` in a passage with up to `width` characters on either side, cut between words."""
        text = passage.text
        start = 0 if span.start <= width else text.rfind(" ", 0, span.start - width // 2) + 1
        end = len(text) if len(text) - span.end <= width else text.find(" ", span.end + width // 2)
        end = len(text) if end < 0 else end
        before = ("… " if start else "") + text[start : span.start]
        after = text[span.end : end] + (" …" if end < len(text) else "")
        marked = f"=={escape(text[span.start : span.end])}=={{ .marked }}"
        return f"{escape(before)}{marked}{escape(after, within=True)}"


def dates(fact: Fact) -> Iterator[str]:
    """Up to when a fact holds, when it happened, how far one saw."""
    if fact.as_of:
        yield f"as of {spoken(fact.as_of)}"
    # A date beside a sentence that names other years would read as theirs.
    if fact.on and not fact.editors and not YEAR.search(fact.text):
        yield spoken(fact.on)
    if fact.seen_to:
        yield labels.horizon(fact.seen_to)


def _marked(cut: Sequence[Segment], spans: Mapping[str, Span], noted: bool) -> list[str]:
    """Each segment's words as Markdown, marked if notes stand on them; `noted` marks say which.

    Marks stand close to words, so a space at the edge of one is outside; between two marks it is written as a reference
    and belongs to the mark, that they may look like one, unless the letter of a note stands there too.
    """
    shown = []
    for i, segment in enumerate(cut):
        words = segment.text.strip()
        if not segment.notes or not words:
            shown.append(escape(segment.text, within=i > 0))
            continue
        before, _, after = segment.text.partition(words)
        joins_before = i > 0 and bool(cut[i - 1].notes) and not cut[i - 1].ends
        joins_after = i + 1 < len(cut) and bool(cut[i + 1].notes)
        outer = ["" if joins_before else before, "" if joins_after else after]
        inner = ["&#32;" if joins_before and before else "", "&#32;" if joins_after and after else ""]
        mark = _noted(segment, spans) if noted else ".marked"
        shown.append(f"{outer[0]}=={inner[0]}{escape(words, within=i > 0)}{inner[1]}=={{ {mark} }}{outer[1]}")
    return shown


def _noted(segment: Segment, spans: Mapping[str, Span]) -> str:
    """The notes on a segment, first the one that is most about it: words under several notes open that."""
    notes = sorted(segment.notes, key=lambda id: spans[id].end - spans[id].start)
    return f"data-note={notes[0]}" if len(notes) == 1 else f'data-note="{" ".join(notes)}"'
