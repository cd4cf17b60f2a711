"""Facts and passages as Markdown: the parts that every page is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from explainer.addresses import file_of, relative, relative_url, url
from explainer.load.model import Event, Fact, Source, TimelineEvent
from explainer.load.statement import Passage
from explainer.selectors import Segment, Span, segments
from explainer.site import Happening, Placed, Site
from explainer.text import inline, language
from explainer.text.dates import spoken
from explainer.text.markdown import address, attribute, escape, in_language

# Where a page wants its sources; mkdocs.yml tells the footnotes extension so.
SOURCES = "(sources)"
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


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
    cited: list[str] = field(default_factory=list)

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
            parts.insert(0, "**Accounts differ.**{ .label }")
        if fact.reading:
            parts.append(f"*Reading: {escape(fact.reading)}*{{ .label }}")
        if fact.editors and own:
            parts.append("*Our observation*{ .label }")
        if fact.as_of:
            parts.append(f"*(as of {spoken(fact.as_of)})*{{ .asof }}")
        # A date beside a sentence that names other years would read as theirs.
        if fact.on and not fact.editors and not _YEAR.search(fact.text):
            parts.append(f"*({spoken(fact.on)})*{{ .asof }}")
        return " ".join(parts)

    def event(self, event: Event | TimelineEvent | Happening) -> str:
        """What happened, with its sources; the date stands before it."""
        label = "**Accounts differ.**{ .label } " if event.disputed else ""
        return label + self.inline(event.text) + self.citations(event.cite)

    def facts(self, facts: Iterable[Fact], own: bool = True) -> str:
        """Facts run on as one paragraph."""
        return " ".join(self.fact(fact, own) for fact in facts)

    def paragraphs(self, facts: Iterable[Fact]) -> str:
        """Facts one under another."""
        return "\n\n".join(self.fact(fact) for fact in facts)

    def citations(self, keys: Iterable[str]) -> str:
        """Sources as footnotes. The space keeps their numbers apart where no style sheet does: 1 and 2 would read as 12."""
        keys = tuple(keys)
        self.cited += [key for key in keys if key not in self.cited]
        return " ".join(f"[^{key}]" for key in keys)

    def footnotes(self) -> str:
        """The sources cited so far, for the end of the file; they appear where SOURCES stands."""
        return "".join(f"[^{key}]: {self.source(self.site.sources[key])}\n" for key in self.cited)

    def source(self, source: Source) -> str:
        """A source in a line of Markdown: who, what, where, when, and the link to what is known about it."""
        names = [foreign(n.literal or " ".join(p for p in (n.given, n.family) if p)) for n in source.author]
        english = f" [{source.title_en}]" if source.title_en else ""
        where = foreign(source.publisher or source.container_title or "")
        about = f"[about this source]({self.link('source', source.id)})"
        parts = (*names, f"{self._title(source)}{escape(english, within=True)}", where, spoken(source.issued))
        return f"{', '.join(part for part in parts if part)} · {about}"

    def _title(self, source: Source) -> str:
        title = foreign(source.title) if source.language.startswith("en") else escape(source.title)
        if not source.URL:
            return in_language(source.language, title) if not source.language.startswith("en") else title
        language = (
            "" if source.language.startswith("en") else f"{{ lang={source.language} hreflang={source.language} }}"
        )
        return f"[{title}]({address(source.URL)}){language}"

    # --- passages ---

    def passage(self, passage: Passage, refs_here: bool = True) -> str:
        """The passage's words with marks on annotated words and links on terms; without the marks it is the source text.

        Each note's small link stands behind its last marked word. With `refs_here` it carries the id to which the note
        leads back; elsewhere (the statement page) it only points to the note's home.
        """
        notes = {placed.note.id: placed for placed in self.site.notes[passage.id]}
        spans = {id: placed.span for id, placed in notes.items()}
        cut = segments(passage.text, spans, self.site.linked(passage))
        marked = _marked(cut, spans, refs_here)
        parts: list[str] = []
        for term, run in groupby(zip(cut, marked, strict=True), key=lambda pair: pair[0].term):
            pairs = [(words, [self._ref(notes[id], refs_here) for id in segment.ends]) for segment, words in run]
            if term:  # a link holds no link, so the notes that end inside a term follow it
                linked = "".join(words for words, _ in pairs)
                pairs = [
                    (f"[{linked}]({self.link('term', term)}){{ .term }}", [ref for _, refs in pairs for ref in refs])
                ]
            parts += [words + "".join(refs) for words, refs in pairs]
        return "".join(parts)

    def _ref(self, placed: Placed, here: bool) -> str:
        name = attribute(f"Note {placed.label}: {placed.note.title}")
        id = f"#ref-{placed.note.id} " if here else ""
        return f'[]({self.link("note", placed.note.id)}){{ {id}.ref data-letter={placed.letter} aria-label="{name}" }}'

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


def _marked(cut: Sequence[Segment], spans: Mapping[str, Span], refs_here: bool) -> list[str]:
    """Each segment's words as Markdown, marked if notes stand on them.

    Marks stand close to words, so a space at the edge of one is outside; between two marks it is written as a reference
    and belongs to the mark, that they may look like one.
    """
    shown = []
    for i, segment in enumerate(cut):
        words = segment.text.strip()
        if not segment.notes or not words:
            shown.append(escape(segment.text, within=i > 0))
            continue
        # Words under several notes open the one that is most about them.
        note = min(segment.notes, key=lambda id: spans[id].end - spans[id].start)
        before, _, after = segment.text.partition(words)
        joins_before, joins_after = (0 <= j < len(cut) and bool(cut[j].notes) for j in (i - 1, i + 1))
        outer = ["" if joins_before else before, "" if joins_after else after]
        inner = ["&#32;" if joins_before and before else "", "&#32;" if joins_after and after else ""]
        mark = f"data-note={note}" if refs_here else ".marked"
        shown.append(f"{outer[0]}=={inner[0]}{escape(words, within=i > 0)}{inner[1]}=={{ {mark} }}{outer[1]}")
    return shown
