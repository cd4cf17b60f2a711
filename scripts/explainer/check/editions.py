"""changes.yml: what is told of editions."""

from __future__ import annotations

from explainer.check.repeated import repeated
from explainer.load.content import Content
from explainer.problems import Problems


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
