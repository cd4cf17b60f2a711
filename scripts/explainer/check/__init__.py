"""What the parts of the content say about each other: every rule of the design (I2 to I5) as a function.

A check takes the content and adds problems; `check` runs them all and returns every problem found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from explainer.check import plain
from explainer.editions import ids
from explainer.load.content import Content
from explainer.load.model import (
    CLAIM_STATUS,
    CONTINUING_STATUS,
    OTHER_BOUND,
    OTHER_SIDES,
    PLEDGE_STATUS,
    Clause,
    Commitment,
    Fact,
    Identified,
    Note,
    Quoted,
    Term,
)
from explainer.load.yamlfile import Place
from explainer.problems import Problem, Problems, did_you_mean, shorten
from explainer.selectors import AnchorError, Span, find, term_spans
from explainer.text import inline

T = TypeVar("T")
Check = Callable[[Content, Problems], None]


def check(content: Content) -> list[Problem]:
    """Every problem in the content, in the order of files and lines."""
    problems = Problems()
    for one in CHECKS:
        one(content, problems)
    return sorted(set(problems.found))


def counts(content: Content) -> dict[str, int | str]:
    """What `check` prints when all is well: how much there is and how well it is sourced."""
    facts = [fact for _, fact in content.cited_facts() if not fact.editors]
    origin = {source.id: source.origin or source.id for source in content.sources}
    doubly = sum(len({origin[key] for key in fact.cite}) > 1 for fact in facts)
    sides = Counter(source.side for source in content.sources)
    total = len(content.sources) or 1
    side = {source.id: source.side for source in content.sources}
    parties = {party.id for party in content.about.parties}
    follow_ups = [note for note in content.notes if note.kind == "follow-up"]
    all_sides = sum(parties <= {side[key] for fact in note.facts for key in fact.cite} for note in follow_ups)
    return {
        "passages": len(content.statement.passages),
        "notes": len(content.notes),
        "of them follow-ups": f"{len(follow_ups)}, with sources of every party in {all_sides}",
        "terms": len(content.terms),
        "commitments": len(content.commitments),
        "clauses in the wording ledger": len(content.wording.clauses) if content.wording else 0,
        "dated events of commitments": sum(len(c.events) for c in content.commitments),
        "events on the timeline": len(content.timeline)
        + sum(e.timeline for c in content.commitments for e in c.events),
        "sources": len(content.sources),
        "facts with sources": len(facts),
        "of them from two or more texts": f"{doubly} ({doubly * 100 // (len(facts) or 1)} %)",
        "editors' observations": sum(fact.editors for _, fact in content.cited_facts()),
        "sources by side": ", ".join(f"{side} {n} ({n * 100 // total} %)" for side, n in sides.most_common()),
    }


# --- the statement and its sections -------------------------------------------------------------------------------------


def statement_is_the_source(content: Content, problems: Problems) -> None:
    if content.about.sha256 != content.statement.sha256:
        problems.add(
            (f"{content.root}/statement.yml", content.about.place("sha256")[1], content.about.place("sha256")[2]),
            "statement-changed",
            f"sha256 is not that of statement.txt ({content.statement.sha256}); the text is never edited: restore it",
        )


def sections_match(content: Content, problems: Problems) -> None:
    told = {section.number: section for section in content.about.sections}
    for number in content.statement.sections:
        if number not in told:
            what = f"point {number} of the statement" if number else "the opening (number 0)"
            problems.add(
                content.about.place("sections"),
                "section-missing",
                f"no section for {what}; add one with number: {number}",
            )
    for number, section in told.items():
        if number not in content.statement.sections:
            problems.add(section.place("number"), "section-unknown", f"the statement has no point {number}")
    for section in _repeated(content.about.sections, lambda s: s.slug):
        problems.add(section.place("slug"), "duplicate-id", f'slug "{section.slug}" is used twice')


# --- ids ----------------------------------------------------------------------------------------------------------------


def ids_are_unique(content: Content, problems: Problems) -> None:
    kinds: tuple[Sequence[Identified], ...] = (
        content.notes,
        content.terms,
        content.commitments,
        content.sources,
        content.timeline,
    )
    for records in kinds:
        for record in _repeated(records, lambda r: r.id):
            first = next(r for r in records if r.id == record.id)
            file, line, _ = first.place("id")
            problems.add(record.place("id"), "duplicate-id", f'id "{record.id}" stands already in {file}:{line}')


def _repeated(records: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
    seen: set[str] = set()
    for record in records:
        if key(record) in seen:
            yield record
        seen.add(key(record))


def notes_are_at_home(content: Content, problems: Problems) -> None:
    """A note stands in the file of its passage's section, or nobody finds it."""
    for note in content.notes:
        passage = content.statement.passage(note.passage)
        if passage is None:
            continue
        name = note.place.file.rsplit("/", 1)[-1]
        expected = f"pillar-{passage.section}.yml" if passage.section else "opening.yml"
        if name != expected:
            problems.add(note.place("passage"), "note-file", f"a note on {note.passage} belongs in notes/{expected}")


# --- exact words (I2) ---------------------------------------------------------------------------------------------------


def quotes_are_exact(content: Content, problems: Problems) -> None:
    known = [p.id for p in content.statement.passages]
    seen: dict[tuple[str, int, int], Note] = {}
    ledger = (*content.wording.clauses, *content.wording.chinese) if content.wording else ()
    quoted: Iterable[Quoted] = chain(content.notes, content.commitments, ledger)
    for record in quoted:
        passage = content.statement.passage(record.passage)
        if passage is None:
            message = f'the statement has no passage "{record.passage}"; it has {known[0]} to {known[-1]}'
            problems.add(record.place("passage"), "unknown-passage", message)
            continue
        try:
            span = find(passage.text, record.quote, record.prefix, record.suffix, record.nth)
        except AnchorError as error:
            problems.add(record.place("quote"), error.code, f"in passage {passage.number}: {error}")
            continue
        if isinstance(record, Note):
            key = (passage.id, span.start, span.end)
            if key in seen:
                problems.add(
                    record.place("quote"),
                    "quote-taken",
                    f'note "{seen[key].id}" stands on the same words; join the two or choose other words',
                )
            seen[key] = record


def terms_occur(content: Content, problems: Problems) -> None:
    forms: dict[str, Term] = {}
    for term in content.terms:
        for i, form in enumerate(term.in_statement):
            if form in forms:
                problems.add(
                    term.place("in_statement", i), "form-taken", f'"{form}" is a form of "{forms[form].id}" already'
                )
            forms[form] = term
            if not any(term_spans(p.text, {form: term.id}) for p in content.statement.passages):
                problems.add(
                    term.place("in_statement", i),
                    "form-not-found",
                    f'"{form}" does not stand in the statement as whole words',
                )


# --- facts and sources (I3) ---------------------------------------------------------------------------------------------


def facts_are_sourced(content: Content, problems: Problems) -> None:
    for _, fact in content.cited_facts():
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


def _dated(facts: Iterable[Fact], where: str, problems: Problems) -> None:
    for fact in facts:
        if not fact.editors and not fact.as_of and not fact.on:
            problems.add(
                fact.place("text"), "fact-date", f'{where}, a fact needs as_of: or on:, in "{shorten(fact.text)}"'
            )


def sources_are_known_and_used(content: Content, problems: Problems) -> None:
    known = {source.id for source in content.sources}
    used: set[str] = set()
    lists: list[tuple[tuple[str, ...], Place, str]] = [
        (fact.cite, fact.place, "cite") for _, fact in content.cited_facts()
    ]
    for commitment in content.commitments:
        lists += [(event.cite, event.place, "cite") for event in commitment.events]
    lists += [(term.names_cite, term.place, "names_cite") for term in content.terms]
    if content.wording:
        lists += [(row.cite, row.place, "cite") for row in content.wording.renderings]
        lists += [(row.cite, row.place, "cite") for row in content.wording.chinese]
        lists += [
            (found.cite, found.place, "cite") for absence in content.wording.absences for found in absence.found_in
        ]
    for keys, place, name in lists:
        for i, key in enumerate(keys):
            used.add(key)
            if key not in known:
                problems.add(
                    place(name, i), "unknown-source", f'no source "{key}" in sources.yml{did_you_mean(key, known)}'
                )
            if key in keys[:i]:
                problems.add(place(name, i), "source-twice", f'"{key}" is cited twice for one fact')
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
        if not source.language.startswith("en") and not source.title_en and not source.title.startswith("["):
            problems.add(source.place("title"), "source-title", f'"{source.id}" is not in English: add title_en:')


def names_are_sourced(content: Content, problems: Problems) -> None:
    for term in content.terms:
        if not term.names_cite and any((term.names.zh, term.names.ru, term.names.kk)):
            problems.add(term.place("names"), "names-source", f'the names of "{term.id}" need names_cite:')


# --- links and language -------------------------------------------------------------------------------------------------


def inline_markdown_is_sound(content: Content, problems: Problems) -> None:
    known = {
        "term": {t.id for t in content.terms},
        "note": {n.id for n in content.notes},
        "commitment": {c.id for c in content.commitments},
        "source": {s.id for s in content.sources},
        "passage": {p.id for p in content.statement.passages},
    }
    for _, fact in content.cited_facts():
        try:
            tokens = inline.parse(fact.text)
        except ValueError as error:
            problems.add(fact.place("text"), "inline-link", str(error))
            continue
        for link in inline.links(tokens):
            if link.id not in known[link.kind]:
                problems.add(
                    fact.place("text"),
                    f"unknown-{link.kind}",
                    f'no {link.kind} "{link.id}"{did_you_mean(link.id, known[link.kind])}',
                )
        for words in inline.unmarked_foreign(tokens):
            problems.add(
                fact.place("text"),
                "inline-language",
                f'"{words}" needs its language: [{words}](lang:zh), lang:ru or lang:kk',
            )


def see_also_leads_somewhere(content: Content, problems: Problems) -> None:
    known = {t.id for t in content.terms}
    for term in content.terms:
        for i, id in enumerate(term.see_also):
            if id not in known:
                problems.add(
                    term.place("see_also", i), "unknown-term", f'see_also: no term "{id}"{did_you_mean(id, known)}'
                )
            elif id == term.id:
                problems.add(term.place("see_also", i), "see-also-self", f'"{id}" refers to itself')
    for person in (content.about.speaker, content.about.counterpart):
        if person and person.term and person.term not in known:
            problems.add(
                person.place("term"), "unknown-term", f'no term "{person.term}"{did_you_mean(person.term, known)}'
            )


def parties_are_known(content: Content, problems: Problems) -> None:
    parties = [party.id for party in content.about.parties]
    bound: list[Commitment | Clause] = [*content.commitments, *(content.wording.clauses if content.wording else ())]
    for record in bound:
        for i, id in enumerate(record.bound):
            if id not in (*parties, *OTHER_BOUND):
                message = f'"{id}" is no party of statement.yml; use {", ".join((*parties, *OTHER_BOUND))}'
                problems.add(record.place("bound", i), "unknown-party", message)
    for source in content.sources:
        if source.side not in (*parties, *OTHER_SIDES):
            problems.add(
                source.place("side"),
                "unknown-side",
                f'"{source.side}" is not one of {", ".join((*parties, *OTHER_SIDES))}',
            )


# --- the wording ledger and the timeline ---


def ledger_covers_the_text(content: Content, problems: Problems) -> None:
    """Every passage has a row, rows stand in the order of the text, and no two cover the same words."""
    if not content.wording:
        return
    at: tuple[int, int] = (-1, 0)
    numbers = {p.id: i for i, p in enumerate(content.statement.passages)}
    for clause in content.wording.clauses:
        passage = content.statement.passage(clause.passage)
        if passage is None or passage.text.count(clause.quote) == 0:
            continue  # told by quotes_are_exact
        span = _span(content, clause)
        if span is None:
            continue
        here = (numbers[passage.id], span.start)
        if here < at:
            message = f'"{shorten(clause.quote)}" overlaps the clause before it or stands out of order'
            problems.add(clause.place("quote"), "clause-order", message)
        at = (here[0], span.end)
        if clause.when and clause.when not in passage.text:
            problems.add(clause.place("when"), "quote-not-found", f'in passage {passage.number}: "{clause.when}"')
    missing = [p.number for p in content.statement.passages if p.id not in {c.passage for c in content.wording.clauses}]
    if missing:
        problems.add(content.wording.place("clauses"), "clause-missing", f"no row for passage {', '.join(missing)}")
    for row in content.wording.renderings:
        passage = content.statement.passage(row.passage)
        if passage is None:
            problems.add(row.place("passage"), "unknown-passage", f'the statement has no passage "{row.passage}"')
        elif row.ours not in passage.text:
            problems.add(row.place("ours"), "quote-not-found", f'in passage {passage.number}: "{row.ours}"')


def _span(content: Content, quoted: Quoted) -> Span | None:
    passage = content.statement.passage(quoted.passage)
    assert passage
    try:
        return find(passage.text, quoted.quote, quoted.prefix, quoted.suffix, quoted.nth)
    except AnchorError:
        return None


def absences_are_absent(content: Content, problems: Problems) -> None:
    text = "\n".join(p.text for p in content.statement.passages).lower()
    for absence in content.wording.absences if content.wording else ():
        for i, form in enumerate(absence.forms):
            if count := text.count(form.lower()):
                message = f'"{form}" stands {count} time(s) in the statement'
                problems.add(absence.place("forms", i), "absence-present", message)


def timeline_is_in_order(content: Content, problems: Problems) -> None:
    known = {f"term:{t.id}" for t in content.terms} | {f"note:{n.id}" for n in content.notes}
    known |= {f"commitment:{c.id}" for c in content.commitments}
    dates = [event.date for event in content.timeline]
    for before, event in zip(["", *dates], content.timeline, strict=False):
        if event.date < before:
            problems.add(event.place("date"), "event-order", f'"{event.id}" is not in the order of dates')
        for i, reference in enumerate(event.see):
            if reference not in known:
                message = f'no "{reference}"{did_you_mean(reference, known)}'
                problems.add(event.place("see", i), "unknown-reference", message)
        for number in event.sections:
            if number not in content.statement.sections:
                problems.add(event.place("sections"), "section-unknown", f"the statement has no point {number}")


# --- commitments --------------------------------------------------------------------------------------------------------


def statuses_fit_their_kind(content: Content, problems: Problems) -> None:
    for c in content.commitments:
        allowed = {"pledge": PLEDGE_STATUS, "continuing": CONTINUING_STATUS, "announced-as-done": CLAIM_STATUS}[c.kind]
        if c.status not in allowed:
            problems.add(
                c.place("status"), "status-kind", f'"{c.status}" is not a status of kind {c.kind}: {", ".join(allowed)}'
            )
        dates = [event.date for event in c.events]
        if dates != sorted(dates):
            problems.add(
                c.place("events"), "event-order", f'the events of "{c.id}" are not in the order of their dates'
            )


# --- editions -----------------------------------------------------------------------------------------------------------


def summaries_are_of_editions(content: Content, problems: Problems) -> None:
    """changes.yml tells of editions that were cut, and of the one to come."""
    cut = {one.edition for one in content.editions}
    coming = [summary for summary in content.summaries if summary.edition not in cut]
    for summary in coming[1:]:
        message = f'there is no edition "{summary.edition}", and "{coming[0].edition}" is to come first'
        problems.add(summary.place("edition"), "edition-unknown", message)
    for summary in _repeated(content.summaries, lambda s: s.edition):
        problems.add(summary.place("edition"), "duplicate-id", f'edition "{summary.edition}" stands twice')
    told = {summary.edition for summary in content.summaries}
    for one in content.editions:
        if one.edition not in told:
            place = (f"{content.root}/changes.yml", 0, 0)
            problems.add(place, "edition-summary", f'edition "{one.edition}" is not told of; bring its entry back')


CHECKS: tuple[Check, ...] = (
    statement_is_the_source,
    sections_match,
    ids_are_unique,
    notes_are_at_home,
    quotes_are_exact,
    terms_occur,
    facts_are_sourced,
    time_bound_facts_are_dated,
    sources_are_known_and_used,
    sources_are_whole,
    names_are_sourced,
    inline_markdown_is_sound,
    plain.texts_hold_what_they_may,
    see_also_leads_somewhere,
    parties_are_known,
    ledger_covers_the_text,
    absences_are_absent,
    timeline_is_in_order,
    statuses_fit_their_kind,
    summaries_are_of_editions,
    ids.check,
)
