"""The wording ledger and what stands beside it."""

from __future__ import annotations

from explainer.check.words import located
from explainer.load.content import Content
from explainer.problems import Problems, shorten


def clauses_are_in_order(content: Content, problems: Problems) -> None:
    """Rows stand in the order of the text, and no two cover the same words."""
    at: tuple[int, int] = (-1, 0)
    numbers = {p.id: i for i, p in enumerate(content.statement.passages)}
    for clause in content.wording.clauses if content.wording else ():
        passage = content.statement.passage(clause.passage)
        if passage is None:
            continue  # told by quotes_are_exact
        span = located(content, clause)
        if span is None:
            continue  # likewise
        here = (numbers[passage.id], span.start)
        if here < at:
            message = f'"{shorten(clause.quote)}" overlaps the clause before it or stands out of order'
            problems.add(clause.place("quote"), "clause-order", message)
        at = (here[0], span.end)
        if clause.when and clause.when not in passage.text:
            problems.add(clause.place("when"), "quote-not-found", f'in passage {passage.number}: "{clause.when}"')


def every_passage_has_a_clause(content: Content, problems: Problems) -> None:
    if not content.wording:
        return
    told = {clause.passage for clause in content.wording.clauses}
    if missing := [p.number for p in content.statement.passages if p.id not in told]:
        problems.add(content.wording.place("clauses"), "clause-missing", f"no row for passage {', '.join(missing)}")


def renderings_are_of_the_text(content: Content, problems: Problems) -> None:
    for row in content.wording.renderings if content.wording else ():
        passage = content.statement.passage(row.passage)
        if passage is None:
            problems.add(row.place("passage"), "unknown-passage", f'the statement has no passage "{row.passage}"')
        elif row.ours not in passage.text:
            problems.add(row.place("ours"), "quote-not-found", f'in passage {passage.number}: "{row.ours}"')


def absences_are_absent(content: Content, problems: Problems) -> None:
    text = "\n".join(p.text for p in content.statement.passages).lower()
    for absence in content.wording.absences if content.wording else ():
        for i, form in enumerate(absence.forms):
            if count := text.count(form.lower()):
                message = f'"{form}" stands {count} time(s) in the statement'
                problems.add(absence.place("forms", i), "absence-present", message)
