"""The glossary: its index, and a page for each term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from explainer.addresses import file_of
from explainer.kinds import TERM
from explainer.load.model import Term
from explainer.load.statement import Passage
from explainer.render.page import Page
from explainer.render.pages.frame import Frame, homes
from explainer.selectors import Span, overlap
from explainer.site import Site
from explainer.text import chinese


def pages(frame: Frame) -> None:
    """The index from A to Z and the entries."""
    site = frame.site
    parts = {t.id: sorted({passage.section for passage, _ in _places(site, t)}) for t in site.terms.values()}
    index = frame.page("glossary/index.md", "glossary")
    names = " ".join(name for t in site.terms.values() for name in (*t.names.by_language().values(), *t.aliases))
    shown = {"letters": _by_letter(site.terms.values()), "parts_of": parts, "traditional": chinese.pairs(names)}
    frame.add("glossary.md.j2", index, **shown)
    for term in site.terms.values():
        page = frame.page(file_of(site, "term", term.id), "term", term.id)
        frame.add("term.md.j2", page, term=term, **_term(site, page, term))


def _term(site: Site, page: Page, term: Term) -> dict[str, Any]:
    places = list(_places(site, term))
    return {
        "places": places,
        "mentions": homes(site, page, site.mentioned_in.get(term.id, [])),
        "commitments": [
            c
            for c in site.all_commitments.values()
            if any(c.passage == passage.id and overlap(site.span(c), span) for passage, span in places)
        ],
        "dates": site.seen_on_the_timeline(TERM.id, term.id),
    }


def _places(site: Site, term: Term) -> Iterator[tuple[Passage, Span]]:
    """Every place in the statement where a form of the term stands."""
    for passage in site.content.statement.passages:
        for span in site.occurrences[passage.id].get(term.id, []):
            yield passage, span


def _by_letter(terms: Iterable[Term]) -> dict[str, list[Term]]:
    letters: dict[str, list[Term]] = {}
    for term in terms:
        first = term.name[0].upper()
        letters.setdefault(first if "A" <= first <= "Z" else "0-9", []).append(term)
    return dict(sorted(letters.items()))
