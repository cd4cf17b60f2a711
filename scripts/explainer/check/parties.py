"""The sides: whoever is bound, and where a source stands."""

from __future__ import annotations

from typing import get_args

from explainer.check.repeated import repeated
from explainer.load.content import Content
from explainer.load.model import Clause, Commitment
from explainer.load.values import OtherBound, OtherSide
from explainer.problems import Problems


def parties_are_told_apart(content: Content, problems: Problems) -> None:
    others = (*get_args(OtherBound), *get_args(OtherSide))
    for party in content.about.parties:
        if party.id in others:
            message = f'"{party.id}" stands for others than the parties; choose another id'
            problems.add(party.place("id"), "party-id", message)
    for key, of in (("id", lambda party: party.id), ("name", lambda party: party.name.casefold())):
        for party in repeated(content.about.parties, of):
            problems.add(party.place(key), "party-twice", f'two parties have the {key} "{getattr(party, key)}"')


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
