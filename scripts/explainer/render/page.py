"""Facts and passages as Markdown: the parts that every page is made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape as escape_html
from typing import ClassVar

from explainer.addresses import file_of, relative, relative_address, relative_url, url
from explainer.load.model import Fact, Quoted
from explainer.load.statement import Passage
from explainer.selectors import Span, segments
from explainer.site import Placed, Site
from explainer.text import inline
from explainer.text.dates import spoken
from explainer.text.markdown import attribute, escape

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


_OTHER_SCRIPT = re.compile(r"[\u0400-\u052f]+|[\u2e80-\u9fff]+")


def _foreign(words: str) -> str:
    """Words in another script marked with a language: of a publisher's name, only the script tells it."""

    def marked(match: re.Match[str]) -> str:
        language = "zh" if match[0] >= "\u2e80" else "ru"
        return f'<span lang="{language}">{match[0]}</span>'

    return _OTHER_SCRIPT.sub(marked, words)


@dataclass
class Page:
    """One page being written: its file in docs/, what it is about, and the sources cited so far, in that order."""

    site: Site
    file: str
    subject: tuple[str, str] = ("page", "")  # (statement, section, passage, term, commitment, glossary or page; id)
    cited: list[str] = field(default_factory=list)
    MANY: ClassVar[int] = 40  # sources; a longer list would weigh more than the text

    def link(self, kind: str, id: str) -> str:
        """The Markdown address, from this page, of a term, note, commitment, source or passage."""
        return relative(file_of(self.site, kind, id), self.file)

    def to(self, file: str) -> str:
        """The Markdown address, from this page, of another file of docs/."""
        return relative(file, self.file)

    def url(self, file: str) -> str:
        """The same for raw HTML."""
        return relative_url(file, self.file)

    def url_of(self, kind: str, id: str) -> str:
        """From here to a thing (see `link`), for raw HTML."""
        return relative_url(file_of(self.site, kind, id), self.file)

    @property
    def address(self) -> str:
        """The page's own address below the site's root."""
        return url(self.file)

    def url_to(self, address: str) -> str:
        """From here to an address below the site's root, for raw HTML."""
        return relative_address(address, self.file)

    def number(self, source: str) -> int:
        """The number of a source on this page."""
        if source not in self.cited:
            self.cited.append(source)
        return self.cited.index(source) + 1

    # --- facts ---

    def inline(self, text: str) -> str:
        """A fact's text as Markdown."""
        return inline.to_markdown(inline.parse(text), lambda link: self.link(link.kind, link.id), escape)

    def fact(self, fact: Fact) -> str:
        """A fact as one line of Markdown: label, text, numbered sources, the date to which it holds."""
        parts = [self.inline(fact.text), self.citations(fact.cite)]
        if fact.disputed:
            parts.insert(0, '<span class="label">Accounts differ.</span> ')
        if fact.reading:
            parts.append(f' <span class="label">Reading: {escape(fact.reading)}</span>')
        if fact.editors:
            parts.append(' <span class="label">Our observation</span>')
        if fact.as_of:
            parts.append(f' <span class="asof">(as of {spoken(fact.as_of)})</span>')
        # A date beside a sentence that names other years would read as theirs.
        if fact.on and not fact.editors and not _YEAR.search(fact.text):
            parts.append(f' <span class="asof">({spoken(fact.on)})</span>')
        return f'<span class="fact">{"".join(parts)}</span>'

    def facts(self, facts: Iterable[Fact]) -> str:
        """Facts run on as one paragraph."""
        return " ".join(self.fact(fact) for fact in facts)

    def paragraphs(self, facts: Iterable[Fact]) -> str:
        """Facts one under another."""
        return "\n\n".join(self.fact(fact) for fact in facts)

    def citations(self, keys: Iterable[str]) -> str:
        """Numbered links to the sources listed at the foot of the page."""
        numbers = [self.number(key) for key in keys]
        links = [f'<a href="#s{n}" aria-label="Source {n}">{n}</a>' for n in numbers]
        # Raised and apart without any style sheet: a reading view has none, and 1 and 2 would read as 12.
        return f'<sup class="cites">{" ".join(links)}</sup>' if links else ""

    def short(self, id: str) -> str:
        """A source in a few words, as HTML: publisher, date, and the link."""
        source = self.site.sources[id]
        words = escape_html(f"{source.publisher or source.container_title}, {spoken(source.issued)}")
        if not source.URL:
            return f'{_foreign(words)}: <span lang="{source.language}">{escape_html(source.title)}</span>'
        return f'<a href="{escape_html(source.URL)}">{_foreign(words)}</a>'

    @property
    def titles_file(self) -> str:
        """The file with the titles of the page's sources, for a list that is too long to hold them."""
        return self.file.removesuffix(".md") + ".titles.json"

    def titles(self) -> str:
        """Titles of the sources cited so far, [language, title, English title or nothing] each, as JSON."""
        sources = [self.site.sources[id] for id in self.cited]
        return json.dumps([[s.language, s.title, s.title_en or ""] for s in sources], ensure_ascii=False) + "\n"

    # --- passages ---

    def passage(self, passage: Passage, refs_here: bool = True) -> str:
        """The passage's words with marks on annotated words and links on terms; without the tags it is the source text.

        Each note's small link stands behind its last marked word. With `refs_here` it carries the id to which the note
        leads back; elsewhere (the statement page) it only points to the note's home.
        """
        notes = {placed.note.id: placed for placed in self.site.notes[passage.id]}
        spans: dict[str, Span] = {id: placed.span for id, placed in notes.items()}
        parts = []
        for i, segment in enumerate(segments(passage.text, spans, self.site.linked(passage))):
            text = escape(segment.text, at_start=i == 0)
            if segment.term:
                text = f"[{text}]({self.link('term', segment.term)}){{ .term }}"
            if segment.notes:
                # Words under several notes open the one that is most about them.
                note = min(segment.notes, key=lambda id: spans[id].end - spans[id].start)
                text = f'<mark data-note="{note}">{text}</mark>' if refs_here else f"<mark>{text}</mark>"
            parts.append(text + "".join(self._ref(notes[id], refs_here) for id in segment.ends))
        return "".join(parts)

    def _ref(self, placed: Placed, here: bool) -> str:
        name = attribute(f"Note {placed.letter}: {placed.note.title}")
        id = f' id="ref-{placed.note.id}"' if here else ""
        href = self.url(file_of(self.site, "note", placed.note.id))
        return f'<a class="ref"{id} href="{href}" data-letter="{placed.letter}" aria-label="{name}"></a>'

    def excerpt(self, quoted: Quoted) -> str:
        """The quoted words with a few of their neighbours, the words themselves marked."""
        passage = self.site.content.statement.passage(quoted.passage)
        assert passage
        return self.around(passage, self.site.span(quoted))

    def around(self, passage: Passage, span: Span, width: int = 48) -> str:
        """The words of `span` in a passage with up to `width` characters on either side, cut between words."""
        text = passage.text
        start = 0 if span.start <= width else text.rfind(" ", 0, span.start - width // 2) + 1
        end = len(text) if len(text) - span.end <= width else text.find(" ", span.end + width // 2)
        end = len(text) if end < 0 else end
        before = ("… " if start else "") + text[start : span.start]
        after = text[span.end : end] + (" …" if end < len(text) else "")
        return f"{escape(before, at_start=True)}<mark>{escape(text[span.start : span.end])}</mark>{escape(after)}"
