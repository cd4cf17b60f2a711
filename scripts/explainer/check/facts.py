"""Facts and sources: each fact has its source or says whose it is, and its date (I3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.kinds import sourced
from explainer.load.content import Content
from explainer.load.model import Fact
from explainer.problems import Problems, did_you_mean, shorten
from explainer.text.dates import latest


def facts_are_sourced(content: Content, problems: Problems) -> None:
    for fact in (one.fact for _, one in sourced(content) if one.fact):
        if fact.reading and not fact.cite:
            problems.add(
                fact.place("reading"), "fact-source", f'a reading needs cite: as well, in "{shorten(fact.text)}"'
            )
        elif fact.editors and (fact.cite or fact.reading):
            problems.add(
                fact.place("editors"),
                "fact-source",
                "an editors' observation has no cite: and no reading:; leave one of them out",
            )
        elif not fact.cite and not fact.editors:
            message = f'no cite:, no reading: and no editors: true, in "{shorten(fact.text)}"'
            problems.add(fact.place("text"), "fact-source", message)
        if fact.as_of and fact.on:
            problems.add(fact.place("on"), "fact-date", "as_of: (a state) and on: (an event) exclude each other")


def time_bound_facts_are_dated(content: Content, problems: Problems) -> None:
    """Follow-ups, what holds today and reasons for a status are time-bound by their place: each fact says when."""
    for note in content.notes:
        if note.kind == "follow-up":
            _dated(note.facts, "in a follow-up", problems)
    for term in content.terms:
        _dated(term.today, "under today:", problems)
        if term.today and not term.checked:
            problems.add(term.place("today"), "fact-date", "today: needs checked:, the day we last looked")
    for commitment in content.commitments:
        _dated(commitment.reason, "under reason:", problems)


# How a text says that something was looked for in vain; "It did not found one" is another word.
_NOT_FOUND = re.compile(
    r"(?<!did )\bnot found\b|\b(?:no|none|neither|nothing)\b[^.;]*\bfound\b|\bnot known here\b", re.IGNORECASE
)
_OWN_HORIZON = re.compile(r",?\s*\bas of \w+ 20\d\d\b|\bpages (?:seen|that) (?:reach|end)\b[^.]*", re.IGNORECASE)


def horizons_are_told(content: Content, problems: Problems) -> None:
    """What was not found may be in pages that nobody saw: such a fact says how far those reach that were seen."""
    newest = latest(source.issued for source in content.sources)
    for fact in (one.fact for _, one in sourced(content) if one.fact):
        if wrong := _wrong_horizon(fact, newest):
            key, message = wrong
            problems.add(fact.place(key), "seen-to", message)


def _wrong_horizon(fact: Fact, newest: str) -> tuple[str, str] | None:
    """The key at which something is wrong, and what."""
    unfound, own = _NOT_FOUND.search(fact.text), _OWN_HORIZON.search(fact.text)
    if not fact.seen_to:
        message = "needs seen_to:, the day, month or year to which the pages seen reach"
        return ("text", f'"{shorten(unfound[0])}" {message}') if unfound else None
    if not unfound:
        return "seen_to", f'belongs to a fact that says what was not found; this one says "{shorten(fact.text)}"'
    if fact.seen_to > newest[: len(fact.seen_to)]:
        return "seen_to", f"{fact.seen_to} lies after the newest source in sources.yml, of {newest or 'no date'}"
    return ("text", f'leave "{own[0].strip(" ,")}" out; these words are made from seen_to:') if own else None


def _dated(facts: Iterable[Fact], where: str, problems: Problems) -> None:
    for fact in facts:
        if not fact.editors and not fact.as_of and not fact.on:
            problems.add(
                fact.place("text"), "fact-date", f'{where}, a fact needs as_of: or on:, in "{shorten(fact.text)}"'
            )


def sources_are_known_and_used(content: Content, problems: Problems) -> None:
    known = {source.id for source in content.sources}
    used: set[str] = set()
    for _, one in sourced(content):
        used.update(one.cite)
        for i, key in enumerate(one.cite):
            if key not in known:
                problems.add(
                    one.place(one.key, i),
                    "unknown-source",
                    f'no source "{key}" in sources.yml{did_you_mean(key, known)}',
                )
    for source in content.sources:
        if source.id not in used:
            problems.add(source.place("id"), "unused-source", f'"{source.id}" is cited nowhere; cite it or remove it')


def sources_are_whole(content: Content, problems: Problems) -> None:
    for source in content.sources:
        if not (source.publisher or source.container_title):
            problems.add(
                source.place("id"), "source-publisher", f'"{source.id}" names neither publisher: nor container-title:'
            )
        if (
            not source.URL
            and not source.DOI
            and not ((source.volume or source.issue or source.issued != "n.d.") and source.page)
        ):
            problems.add(
                source.place("id"),
                "source-place",
                f'"{source.id}" has no URL:; a printed source needs issue (or date) and page:',
            )
        if (source.issued == "n.d.") != bool(source.undated):
            wrong = "needs undated:, why" if not source.undated else "has a date; leave undated: out"
            problems.add(source.place("issued"), "source-undated", f'"{source.id}" {wrong}')
        if not source.language.startswith("en") and not source.title_en and not source.title.startswith("["):
            problems.add(source.place("title"), "source-title", f'"{source.id}" is not in English: add title_en:')


def names_are_sourced(content: Content, problems: Problems) -> None:
    for term in content.terms:
        if not term.names_cite and term.names.by_language():
            problems.add(term.place("names"), "names-source", f'the names of "{term.id}" need names_cite:')
