"""What the search box knows: an edition in, two JSON files out. The matching itself is theme/js/search/ranking.js.

`names.json` answers names, aliases, titles and the statement's own words; the browser fetches it first. `text.json` follows behind
it with topics, the text of the apparatus and the sources. Neither holds an index: words and where they stand are all that is needed, and
a browser has made an index of them before the reader has typed the second letter.

`kinds` has the label of each kind; `traditional` is a string of pairs, a traditional character and its simplified form; `stems` is
what Russian and Kazakh words begin with in all their forms; a topic is `[name, [numbers of the documents that answer], [first words of each language], [others]]`.
A document is `[kind, title, address, where, [other names], text]`; what is empty at the end is left out.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from explainer import kinds
from explainer.addresses import card_file, file_of, section_file, url
from explainer.kinds import COMMITMENT, EVENT, FIGURE, NOTE, PART, PASSAGE, PLACE, SECTION, SOURCE, TERM, Part
from explainer.load.model import Commitment, Figure, Section, Source, Sourced, Term, Wording
from explainer.load.ordinals import cardinal, ordinal
from explainer.render.by_hand import Door
from explainer.site import Site
from explainer.text import chinese, inline, labels, stems
from explainer.text.dates import spoken

NAMES_FILE = "search/names.json"
TEXT_FILE = "search/text.json"
# What is found, with what readers are told that it is.
KINDS = {
    "page" if kind is PART else kind.id: kind.label
    for kind in (TERM, PASSAGE, SECTION, COMMITMENT, FIGURE, NOTE, PART, PLACE, EVENT, SOURCE)
}
START_TERMS = 8
# Where a section stands that is no point.
WHERE = {"opening": "Before the points", "closing": "After the points", "questions": "After the points"}

# What readers call the pages that are not about one thing. A page that an edition does not have is left out.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "index.md": ("Home", ("home page", "start page", "overview", "summary", "in brief")),
    "statement/index.md": ("The statement", ("full text", "whole text", "full statement", "whole statement", "full text of the statement",
        "original text", "text of the statement", "the speech", "readout", "source text")),
    "pillars/index.md": ("The points", ("pillars", "aspects", "main points")),
    "glossary/index.md": ("Glossary", ("terms", "list of terms", "dictionary", "vocabulary", "a-z", "definitions", "lexicon")),
    "commitments/index.md": ("Commitments", ("promises", "promises kept", "promises broken", "kept promises", "broken promises",
        "pledges", "pledges fulfilled", "what was promised", "what came of it", "commitments fulfilled", "follow-up", "progress", "tracker", "status")),
    "wording/index.md": ("Wording", ("wording ledger", "ledger", "modal verbs", "moods", "who is bound", "clauses", "what the text does not say",
        "what is not said", "other renderings", "translation", "translations", "Chinese terms")),
    "timeline/index.md": ("Timeline", ("chronology", "events", "history", "dates", "time line", "calendar")),
    "figures/index.md": ("Figures", ("charts", "graphs", "diagrams", "statistics", "numbers", "series", "all figures")),
    "map/index.md": ("Map", ("map of the route", "route map", "where is it", "geography", "border crossings on the map", "ports on the map", "places")),
    "sources/index.md": ("Sources", ("bibliography", "references", "source list", "list of sources", "works cited", "literature", "citations")),
    "cite/index.md": ("Cite and link", ("cite", "how to cite", "citation", "citations", "cite a passage", "citing", "quote", "check a quotation", "link to a passage",
        "permalink", "reference style", "APA", "Chicago", "MLA", "BibTeX")),
    "data/index.md": ("Data", ("data files", "download", "downloads", "download the data", "CSV", "JSON", "JSON Lines", "data package", "dataset", "data set",
        "export", "spreadsheet", "machine-readable", "open data")),
    "changes/index.md": ("Changes", ("changelog", "what is new", "news", "editions", "new edition", "versions", "updates", "feed", "RSS", "Atom feed")),
    "print/index.md": ("Everything on one page, for print", ("print", "printable", "PDF", "download", "offline", "whole edition")),
    "contribute/index.md": ("How to contribute", ("contribute", "contributing", "report a mistake", "suggest a source")),
    "about/index.md": ("About", ("method", "methodology", "licence", "license", "copyright", "provenance", "corrections", "report an error", "contact", "limits",
        "about this site", "who made this", "reuse", "creative commons")),
}  # fmt: skip


def files(site: Site, pages: Container[str], doors: Sequence[Door] = ()) -> dict[str, str]:
    """The two files. `pages` are the Markdown files of this edition, so that no page is offered that is not there."""
    first = [
        *_terms(site),
        *_passages(site),
        *_sections(site),
        *_commitments(site),
        *_figures(site),
        *_notes(site),
        *_places(site),
        *_pages(site, pages),
        *_doors(doors),
    ]
    place = {(document[0], document[2]): i for i, document in enumerate(first)}
    texts = [
        (place[kind, address], text)
        for kind, address, text in (*_texts(site), *_words_of(doors))
        if (kind, address) in place and text
    ]
    later = [*_events(site), *_sources(site)]
    start = {
        "sections": [place["section", url(section_file(s))] for s in site.sections() if s.is_point],
        "terms": [place["term", _address(site, "term", term.id)] for term in _most_linked(site)],
    }
    topics = [
        (
            topic.name,
            [place[_found_at(site, *kinds.split(answer))] for answer in topic.to],
            *topic.words(),
        )
        for topic in site.content.topics
    ]
    names = {"start": start, "documents": [_short(document) for document in first]}
    text = as_json({"topics": topics, "texts": texts, "documents": [_short(document) for document in later]})
    told = {
        "kinds": KINDS,
        "traditional": chinese.pairs(as_json(names) + text),
        "stems": _stems(site, as_json([names, topics])),
    }
    return {NAMES_FILE: as_json(told | names), TEXT_FILE: text}


def _stems(site: Site, text: str) -> list[str]:
    """Of the Russian words in a text and of the Kazakh ones, each as one string."""
    kazakh = [term.names.kk for term in site.terms.values() if term.names.kk]
    kazakh += [words for topic in site.content.topics for words in topic.kk]
    return [" ".join(found) for found in stems.stems([text], kazakh)]


Document = tuple[str, str, str, str, list[str], str]


def _short(document: Document) -> list[Any]:
    short: list[Any] = list(document)
    while not short[-1]:
        short.pop()
    return short


def as_json(data: Any) -> str:
    """Data as the browser fetches them: on one line."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _address(site: Site, kind: str, id: str) -> str:
    return url(file_of(site, kind, id))


def _found_at(site: Site, kind: str, id: str) -> tuple[str, str]:
    """The kind and the address of the document that is about a thing: of a passage, its own page."""
    return kind, url(card_file(site.things[kind, id])) if kind == PASSAGE.id else _address(site, kind, id)


# --- documents: first those that have names of their own ---


def _terms(site: Site) -> Iterator[Document]:
    for term in site.terms.values():
        where = labels.CATEGORIES[term.category]
        yield "term", term.name, _address(site, "term", term.id), where, _names(term), ""


def _names(term: Term) -> list[str]:
    """Every other name, once, in the order in which a reader would rather see them."""
    every = (*term.abbreviations, *term.names.written().values(), *term.aliases, *term.in_statement)
    return list(dict.fromkeys(name for name in every if name != term.name))


def _passages(site: Site) -> Iterator[Document]:
    for passage in site.content.statement.passages:
        title = site.section_of(passage).title
        yield (
            "passage",
            f"Passage {passage.number}",
            url(card_file(passage)),
            title,
            [passage.number, passage.id],
            passage.text,
        )


def _sections(site: Site) -> Iterator[Document]:
    for section in site.sections():
        number, names, where = section.number, [], WHERE.get(section.part, "")
        if section.is_point:
            names = [f"{word} {n}" for word in ("pillar", "point", "aspect") for n in (number, cardinal(number))]
            names += [f"{ordinal(number)} {word}" for word in ("pillar", "point", "aspect")]
            where = f"Point {number}"
        yield "section", section.title, url(section_file(section)), where, names, ""


def _commitments(site: Site) -> Iterator[Document]:
    for commitment in site.all_commitments.values():
        where = f"on {commitment.passage[1:]}, {labels.STATUSES[commitment.status][0].lower()}{labels.STATUSES[commitment.status][1:]}"
        yield "commitment", commitment.title, _address(site, "commitment", commitment.id), where, [], ""


def _figures(site: Site) -> Iterator[Document]:
    for figure in site.content.figures:
        names = [f"{figure.name} chart", figure.headline, *figure.also]
        yield "figure", figure.name, _address(site, "figure", figure.id), "chart with its numbers", names, ""


def _notes(site: Site) -> Iterator[Document]:
    for placed in site.note_by_id.values():
        yield (
            "note",
            placed.note.title,
            _address(site, "note", placed.note.id),
            f"on {placed.passage.number}",
            [],
            "",
        )


def _places(site: Site) -> Iterator[Document]:
    """Places by their names and as "Khorgos on the map", behind the entries that have the same names."""
    for place in site.content.places:
        names = [place.name, *place.names.written().values()]
        where = f"{labels.PLACE_KINDS[place.kind]}, on the map"
        yield "place", f"{place.name} on the map", _address(site, "place", place.id), where, names, ""


def _pages(site: Site, pages: Container[str]) -> Iterator[Document]:
    count = sum(section.is_point for section in site.sections())
    about = site.content.about
    more = {
        "pillars/index.md": [f"{cardinal(count)} {word}" for word in ("points", "aspects", "pillars") if count],
        "statement/index.md": [site.content.statement.title, spoken(about.date)],
        "timeline/index.md": [spoken(about.date)],
    }
    for file, (title, names) in PAGES.items():
        if file in pages:
            yield "page", title, url(file), "", [*names, *dict.fromkeys(more.get(file, ()))], ""


def _doors(doors: Iterable[Door]) -> Iterator[Document]:
    for door in doors:
        yield "page", door.front.title, url(door.file), "", [door.front.language], ""


# --- then their text, and what has nothing but text ---


def _texts(site: Site) -> Iterator[tuple[str, str, str]]:
    """(kind, address, text) of what the first file has only by name. The words that a note or a commitment quotes are
    left out: they stand in the passage, which is to be found for them."""
    on_page: dict[str, list[str]] = {}
    for (kind, id), thing in site.things.items():
        text = " ".join((*_words(thing), *_facts(kinds.KINDS[kind].sourced(thing)), *_more_words(thing)))
        if kind == PART.id:
            on_page.setdefault(url(site.files[kind, id]).partition("#")[0], []).append(text)
        else:
            yield kind, url(site.files[kind, id]), text
    for address, texts in on_page.items():
        yield "page", address, " ".join(texts)


def _words_of(doors: Iterable[Door]) -> Iterator[tuple[str, str, str]]:
    for door in doors:
        yield "page", url(door.file), f"{door.front.description} {door.plain}"


def _facts(sourced: Iterable[Sourced]) -> Iterator[str]:
    return (inline.plain(inline.parse(one.fact.text)) for one in sourced if one.fact)


def _words(thing: object) -> Iterator[str]:
    """What a thing says before its facts ..."""
    if isinstance(thing, Section):
        yield thing.line
    elif isinstance(thing, Figure):
        yield thing.subtitle


def _more_words(thing: object) -> Iterator[str]:
    """... and what it says that is no fact."""
    if isinstance(thing, Commitment):
        yield thing.would_change
    elif isinstance(thing, Part) and isinstance(thing.record, Wording):
        yield from _words_of_wording(thing.id, thing.record)


def _words_of_wording(part: str, wording: Wording) -> Iterator[str]:
    if part == "renderings":
        yield from (row.theirs for row in wording.renderings)
    elif part == "chinese":
        yield from (f"{row.zh} {row.pinyin}" for row in wording.chinese)
    elif part == "absences":
        yield from (absence.formula for absence in wording.absences)


def _events(site: Site) -> Iterator[Document]:
    """Events whose home is the timeline; those of commitments are found there."""
    for event in site.timeline:
        if event.id:
            text = inline.plain(inline.parse(event.text))
            yield "event", spoken(event.date), _address(site, "event", event.id), "Timeline", [], text


def _sources(site: Site) -> Iterator[Document]:
    for source in sorted(site.sources.values(), key=lambda one: one.title):  # alike titles side by side pack smaller
        yield "source", source.title, _address(site, "source", source.id), _published(source), _titles(source), ""


def _published(source: Source) -> str:
    return f"{source.publisher or source.container_title or ''}, {spoken(source.issued)}".lstrip(", ")


def _titles(source: Source) -> list[str]:
    return [source.title_en] if source.title_en else []


def _most_linked(site: Site) -> list[Term]:
    """The terms to which most links lead, from the statement and from the apparatus."""

    def links(term: Term) -> int:
        in_statement = sum(term.id in site.linked(passage) for passage in site.content.statement.passages)
        return in_statement + len(site.mentioned_in.get(term.id, ()))

    return sorted(site.terms.values(), key=lambda t: (-links(t), t.id))[:START_TERMS]
