"""Who sits where: no state in two seats of one body, no entry that refers to seats that are not there."""

from __future__ import annotations

from explainer.load.content import Content
from explainer.load.model import Seats
from explainer.problems import Problems, did_you_mean


def states_have_one_seat(content: Content, problems: Problems) -> None:
    for term in content.terms:
        for seats in (term.seats.then, term.seats.today) if term.seats else ():
            _check_once(seats, problems)


def _check_once(seats: Seats, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for seat in ("member", "partner", "observer", "unknown"):
        for i, state in enumerate(getattr(seats, seat)):
            if state in seen:
                problems.add(seats.place(seat, i), "seat-twice", f"{state} stands under {seen[state]}: already")
            seen.setdefault(state, seat)


def seats_are_somewhere(content: Content, problems: Problems) -> None:
    known = {term.id for term in content.terms if term.seats}
    for term in content.terms:
        if term.seats_of and term.seats_of not in known:
            hint = did_you_mean(term.seats_of, known)
            problems.add(term.place("seats_of"), "unknown-seats", f'no term "{term.seats_of}" with seats:{hint}')
