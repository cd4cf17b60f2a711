"""The glossary: its index, on as many sheets as it takes, and a page for each term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from explainer import kinds
from explainer.addresses import file_of
from explainer.kinds import TERM
from explainer.load.model import Term
from explainer.load.statement import Passage
from explainer.render import trail
from explainer.render.page import Page
from explainer.render.pages import sheets
from explainer.render.pages.frame import Frame, homes
from explainer.selectors import Span, overlap
from explainer.site import Site
from explainer.text import chinese
from explainer.text.dates import latest

INDEX = "glossary/index.md"
TOPICS = "topics"  # what comes behind its letters
MOST = 500  # entries on a sheet of the index, each with its definition, or topics: some 55 kB as sent
Places = dict[str, list[tuple[Passage, Span]]]


def pages(frame: Frame) -> None:
    """The index from A to Z and the entries."""
    site = frame.site
    places = _places(site)
    _index(frame, places)
    for term in site.terms.values():
        page = frame.page(file_of(site, "term", term.id), "term", term.id)
        frame.add("term.md.j2", page, term=term, **_term(site, page, term, places[term.id]))


def _term(site: Site, page: Page, term: Term, places: list[tuple[Passage, Span]]) -> dict[str, Any]:
    return {
        "places": places,
        "newest": latest(source.issued for source in site.sources_of(term)),
        **_seats(site, term),
        "mentions": homes(site, page, site.mentioned_in.get(term.id, [])),
        "commitments": [
            c
            for c in site.all_commitments.values()
            if any(c.passage == passage.id and overlap(site.span(c), span) for passage, span in places)
        ],
        "dates": site.seen_on_the_timeline(TERM.id, term.id),
    }


def _seats(site: Site, term: Term) -> dict[str, Any]:
    """Every body with its seats, and the states that have one: of an entry that they concern."""
    concerned = term.seats or term.seats_of
    bodies = [(body, body.seats) for body in site.terms.values() if body.seats] if concerned else []
    listed = {state for _, seats in bodies for one in (seats.then, seats.today) for state in one.states()}
    return {"bodies": bodies, "states": sorted(listed), "short": trail.short}


def _index(frame: Frame, places: Places) -> None:
    terms = frame.site.terms.values()
    groups: dict[str, list[Any]] = {**_by_letter(terms)}
    if topics := _topics(frame.site):
        groups[TOPICS] = topics
    made = sheets.cut(groups, MOST)
    files = sheets.files(INDEX, len(made))
    names = " ".join(name for t in terms for name in (*t.names.by_language().values(), *t.aliases))
    shown = {
        "parts_of": {t.id: sorted({passage.section for passage, _ in places[t.id]}) for t in terms},
        "names_of": {t.id: other_names(t) for t in terms},
        "places": sheets.places(INDEX, made),
        "files": files,
        "traditional": chinese.pairs(names),
    }
    for number, (file, sheet) in enumerate(zip(files, made, strict=True), start=1):
        page = frame.page(file, "glossary" if number == 1 else "page")
        on_it = {"letters": {k: v for k, v in sheet.items() if k != TOPICS}, "topics": sheet.get(TOPICS)}
        frame.add("glossary.md.j2", page, number=number, sheets=list(map(page.url, files)), **on_it, **shown)


def _topics(site: Site) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What readers ask for, from A to Z, with its answers: kind, id, title."""
    found = []
    for topic in sorted(site.content.topics, key=lambda topic: topic.name.casefold()):
        answers = []
        for kind, id in map(kinds.split, topic.to):
            title, what = kinds.KINDS[kind].named(site.things[kind, id])
            answers.append((kind, id, title if kind == "term" else f"{title} ({what})"))
        found.append((topic.name, answers))
    return found


def other_names(term: Term) -> dict[str, str]:
    """The names in other languages, by the language: what is written as in English, or in another of them, once."""
    found: dict[str, str] = {}
    for code, name in term.names.by_language().items():
        if name not in (term.name, *term.abbreviations, *found.values()):
            found[code] = name
    return found


def _places(site: Site) -> Places:
    """For each term, every place in the statement where a form of it stands."""
    found: Places = defaultdict(list)
    for passage in site.content.statement.passages:
        for id, spans in site.occurrences[passage.id].items():
            found[id] += [(passage, span) for span in spans]
    return found


def _by_letter(terms: Iterable[Term]) -> dict[str, list[Term]]:
    letters: dict[str, list[Term]] = {}
    for term in terms:
        first = term.name[0].upper()
        letters.setdefault(first if "A" <= first <= "Z" else "0-9", []).append(term)
    return dict(sorted(letters.items()))
