"""The commitments: the list by status with its rules, a page for each with a picture of when things happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from explainer.addresses import file_of
from explainer.kinds import COMMITMENT
from explainer.load.model import Clause, Commitment, Event
from explainer.render.pages.frame import Frame, choices
from explainer.selectors import overlap
from explainer.site import Site
from explainer.text import labels
from explainer.text.dates import latest, spoken


def pages(frame: Frame) -> None:
    """The list, the entries, and for each that has events since the statement a row of dots, as a picture beside it."""
    site = frame.site
    listed = list(site.all_commitments.values())
    parties = site.content.about.parties
    years = _years(site)
    by_status = {status: found for status in labels.STATUSES if (found := [c for c in listed if c.status == status])}
    frame.add(
        "commitments.md.j2",
        frame.page("commitments/index.md"),
        by_status=by_status,
        years=years,
        not_listed=list(_not_listed(site)),
        bound_choices=choices((b for c in listed for b in c.bound), lambda b: labels.bound(parties, [b])),
        status_choices=[(status, labels.STATUSES[status]) for status in by_status],
    )
    for commitment in listed:
        page = frame.page(file_of(site, "commitment", commitment.id), "commitment", commitment.id)
        frame.add("commitment.md.j2", page, commitment=commitment, years=years, **_commitment(site, commitment))
        if events := years.since(commitment):
            dots = frame.env.get_template("events.svg.j2").render(events=events, years=years)
            frame.keep({f"commitments/{commitment.id}/events.svg": dots})


@dataclass(frozen=True)
class Years:
    """The years along which the dots stand, from that of the statement to that of the newest event."""

    day: str  # of the statement
    first: int
    last: int

    @property
    def words(self) -> str:
        return f"{self.first} to {self.last}" if self.first != self.last else str(self.first)

    def since(self, commitment: Commitment) -> list[Event]:
        """What happened from the day of the statement on; what was before it is told on the entry alone."""
        return [event for event in commitment.events if event.date >= self.day[: len(event.date)]]

    def place(self, event: Event) -> float:
        """Where an event stands, in years from the beginning of the first; a month or a year by its middle."""
        day = date.fromisoformat(event.date + {4: "-07-01", 7: "-15", 10: ""}[len(event.date)])
        return round(day.year - self.first + (day.timetuple().tm_yday - 1) / 366, 3)

    def told(self, commitment: Commitment) -> str:
        """The dots in words."""
        return ", ".join(spoken(event.date) for event in self.since(commitment))


def _years(site: Site) -> Years:
    day = site.content.about.date
    dates = [event.date for c in site.all_commitments.values() for event in c.events]
    return Years(day, int(day[:4]), int(max([day, *dates])[:4]))


def _commitment(site: Site, commitment: Commitment) -> dict[str, Any]:
    passage = site.content.statement.passage(commitment.passage)
    assert passage
    span = site.span(commitment)
    sources = site.sources_of(commitment)
    return {
        "checked": latest(source.checked for source in sources),
        "newest": latest(source.issued for source in sources),
        "passage": passage,
        "span": span,
        "notes": [p for p in site.notes[passage.id] if overlap(p.span, span)],
        "terms": [site.terms[id] for id, s in site.linked(passage).items() if overlap(s, span)],
        "clauses": [clause for clause in site.clauses[passage.id] if overlap(site.span(clause), span)],
        "dates": site.seen_on_the_timeline(COMMITMENT.id, commitment.id),
    }


def _not_listed(site: Site) -> Iterator[Clause]:
    """Clauses of the ledger on whose words no commitment stands."""
    for clause in site.content.wording.clauses if site.content.wording else ():
        spans = [site.span(c) for c in site.commitments[clause.passage]]
        if not any(overlap(site.span(clause), span) for span in spans):
            yield clause
