"""The commitments: the list with its rules, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from explainer.addresses import file_of
from explainer.load.model import Clause, Commitment
from explainer.render.pages.frame import Frame, choices
from explainer.selectors import overlap
from explainer.site import Site
from explainer.text import labels


def pages(frame: Frame) -> None:
    """The list and the entries."""
    site = frame.site
    listed = list(site.all_commitments.values())
    parties = site.content.about.parties
    frame.add(
        "commitments.md.j2",
        frame.page("commitments/index.md"),
        commitments=listed,
        not_listed=list(_not_listed(site)),
        bound_choices=choices((b for c in listed for b in c.bound), lambda b: labels.bound(parties, [b])),
        status_choices=choices((c.status for c in listed), labels.STATUSES.__getitem__),
    )
    for commitment in listed:
        page = frame.page(file_of(site, "commitment", commitment.id), "commitment", commitment.id)
        frame.add("commitment.md.j2", page, commitment=commitment, **_commitment(site, commitment))


def _commitment(site: Site, commitment: Commitment) -> dict[str, Any]:
    passage = site.content.statement.passage(commitment.passage)
    assert passage
    span = site.span(commitment)
    return {
        "passage": passage,
        "span": span,
        "section": site.section_of(passage),
        "notes": [p for p in site.notes[passage.id] if overlap(p.span, span)],
        "terms": [site.terms[id] for id, s in site.linked(passage).items() if overlap(s, span)],
    }


def _not_listed(site: Site) -> Iterator[Clause]:
    """Clauses of the ledger on whose words no commitment stands."""
    for clause in site.content.wording.clauses if site.content.wording else ():
        spans = [site.span(c) for c in site.commitments[clause.passage]]
        if not any(overlap(site.span(clause), span) for span in spans):
            yield clause
