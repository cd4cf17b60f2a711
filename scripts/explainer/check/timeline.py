"""The timeline: events in order, on points that there are."""

from __future__ import annotations

from explainer.load.content import Content
from explainer.problems import Problems


def timeline_is_in_order(content: Content, problems: Problems) -> None:
    before = ""
    day = content.about.date
    for event in content.timeline:
        if event.date < before:
            problems.add(event.place("date"), "event-order", f'"{event.id}" is not in the order of dates')
        before = event.date
        if event.statement and event.date != day:
            problems.add(
                event.place("statement"),
                "statement-day",
                f'the statement was made on {day}, "{event.id}" is of {event.date}',
            )
        for number in event.sections:
            if number not in content.statement.sections:
                problems.add(event.place("sections"), "section-unknown", f"the statement has no point {number}")
