"""Editions as they were cut, and changes.yml: what is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.check.repeated import repeated
from explainer.editions.shown import shown
from explainer.kinds import KINDS
from explainer.load.content import Content
from explainer.load.edition import RESTORE, Published
from explainer.load.model import Party
from explainer.problems import Problems, shorten


def editions_are_whole(content: Content, problems: Problems) -> None:
    """What stands in an edition can be shown; `load` has seen to the form that all of them have."""
    for cut in content.editions:
        wrong = [(one, what) for one in cut.ids for what in _wrong(one, content.about.parties)]
        wrong += [
            (one, f'{one.kind} "{one.id}" stands twice') for one in repeated(cut.ids, lambda o: f"{o.kind} {o.id}")
        ]
        for one, what in wrong:
            problems.add(one.place(), "edition-file", f"{what}; {RESTORE}")


def _wrong(one: Published, parties: Sequence[Party]) -> Iterator[str]:
    kind = KINDS.get(one.kind)
    if not kind:
        yield f'kind "{one.kind}" is none of {", ".join(KINDS)}'
    elif not kind.is_id(one.id):
        yield f'id "{one.id}" is none of a {kind.singular}'
    for row in one.text:
        try:
            shown(row, parties)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            yield f'a line "{shorten(row[0])}" does not hold what such a line has'


def summaries_are_of_editions(content: Content, problems: Problems) -> None:
    """changes.yml tells of editions that were cut, and of the one to come."""
    cut = {one.edition for one in content.editions}
    coming = [summary for summary in content.summaries if summary.edition not in cut]
    for summary in coming[1:]:
        message = f'there is no edition "{summary.edition}", and "{coming[0].edition}" is to come first'
        problems.add(summary.place("edition"), "edition-unknown", message)
    for summary in repeated(content.summaries, lambda s: s.edition):
        problems.add(summary.place("edition"), "duplicate-id", f'edition "{summary.edition}" stands twice')
    told = {summary.edition for summary in content.summaries}
    for one in content.editions:
        if one.edition not in told:
            place = (f"{content.root}/changes.yml", 0, 0)
            problems.add(place, "edition-summary", f'edition "{one.edition}" is not told of; bring its entry back')
