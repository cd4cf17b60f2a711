"""Exact words: what is quoted stands in the statement, once or told apart (I2)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from explainer.load.content import Content
from explainer.load.model import Note, Quoted, Term
from explainer.problems import Problems
from explainer.selectors import SelectorError, Span, find, stand_in


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
        except SelectorError as error:
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


def located(content: Content, quoted: Quoted) -> Span | None:
    """Where exact words stand in their passage; None where quotes_are_exact tells that they do not."""
    passage = content.statement.passage(quoted.passage)
    try:
        return find(passage.text, quoted.quote, quoted.prefix, quoted.suffix, quoted.nth) if passage else None
    except SelectorError:
        return None


def terms_occur(content: Content, problems: Problems) -> None:
    forms: dict[str, Term] = {}
    text = "\n".join(passage.text for passage in content.statement.passages)
    for term in content.terms:
        for i, form in enumerate(term.in_statement):
            if form in forms:
                problems.add(
                    term.place("in_statement", i), "form-taken", f'"{form}" is a form of "{forms[form].id}" already'
                )
            forms[form] = term
            if not stand_in(text, form):
                problems.add(
                    term.place("in_statement", i),
                    "form-not-found",
                    f'"{form}" does not stand in the statement as whole words',
                )
