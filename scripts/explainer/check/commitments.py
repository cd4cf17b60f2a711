"""Commitments: a status that their kind allows, events in order."""

from __future__ import annotations

from explainer.load.content import Content
from explainer.load.values import STATUSES_OF
from explainer.problems import Problems


def statuses_fit_their_kind(content: Content, problems: Problems) -> None:
    for c in content.commitments:
        if c.status not in STATUSES_OF[c.kind]:
            message = f'"{c.status}" is not a status of kind {c.kind}: {", ".join(STATUSES_OF[c.kind])}'
            problems.add(c.place("status"), "status-kind", message)


def events_are_in_order(content: Content, problems: Problems) -> None:
    for c in content.commitments:
        dates = [event.date for event in c.events]
        if dates != sorted(dates):
            message = f'the events of "{c.id}" are not in the order of their dates'
            problems.add(c.place("events"), "event-order", message)
