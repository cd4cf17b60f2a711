"""The sides: whoever is bound, and where a source stands."""

from __future__ import annotations

from typing import get_args

from explainer.load.content import Content
from explainer.load.model import Clause, Commitment
from explainer.load.values import OtherBound, OtherSide
from explainer.problems import Problems


def parties_are_known(content: Content, problems: Problems) -> None:
    parties = [party.id for party in content.about.parties]
    bound = (*parties, *get_args(OtherBound))
    records: list[Commitment | Clause] = [*content.commitments, *(content.wording.clauses if content.wording else ())]
    for record in records:
        for i, id in enumerate(record.bound):
            if id not in bound:
                message = f'"{id}" is no party of statement.yml; use {", ".join(bound)}'
                problems.add(record.place("bound", i), "unknown-party", message)
    sides = (*parties, *get_args(OtherSide))
    for source in content.sources:
        if source.side not in sides:
            problems.add(source.place("side"), "unknown-side", f'"{source.side}" is not one of {", ".join(sides)}')
