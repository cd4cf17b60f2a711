"""Commitments: a status that their kind and the wording ledger allow, events in order."""

from __future__ import annotations

from explainer.check.words import located
from explainer.load.content import Content
from explainer.load.model import Commitment
from explainer.load.values import STATUSES_OF, Checkable, Status
from explainer.problems import Problems
from explainer.selectors import overlap

NOT_CHECKABLE: Status = "not-checkable"


def statuses_fit_their_kind(content: Content, problems: Problems) -> None:
    for c in content.commitments:
        if c.status not in STATUSES_OF[c.kind]:
            message = f'"{c.status}" is not a status of kind {c.kind}: {", ".join(STATUSES_OF[c.kind])}'
            problems.add(c.place("status"), "status-kind", message)


def statuses_agree_with_the_ledger(content: Content, problems: Problems) -> None:
    """Words in which the ledger finds nothing to check have the status that says so, and no others have it."""
    for c in content.commitments:
        judged = _judged(content, c)
        told, found = c.status == NOT_CHECKABLE, judged == {"no"}
        if judged and told != found:
            right = f"write {NOT_CHECKABLE}" if found else "another status is right"
            message = f'"{c.status}", but the wording ledger has checkable: {" and ".join(sorted(judged))}; {right}'
            problems.add(c.place("status"), "status-ledger", message)


def _judged(content: Content, commitment: Commitment) -> set[Checkable]:
    """What the ledger says of the clauses that share words with a commitment."""
    clauses = content.wording.clauses if content.wording else ()
    spans = [(clause.checkable, located(content, clause)) for clause in clauses if clause.passage == commitment.passage]
    own = located(content, commitment)
    return {checkable for checkable, span in spans if own and span and overlap(span, own)}


def events_are_in_order(content: Content, problems: Problems) -> None:
    for c in content.commitments:
        dates = [event.date for event in c.events]
        if dates != sorted(dates):
            message = f'the events of "{c.id}" are not in the order of their dates'
            problems.add(c.place("events"), "event-order", message)
