"""Editions: dated, numbered states of the site. What an edition records, and which one this is.

An edition is cut by `build.py edition 2026.1`: the full text of every id goes into content/editions/2026.1.json, and
every new id counts as published from then on (see ids).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from explainer.addresses import url
from explainer.editions.difference import alike
from explainer.editions.lines import LINES
from explainer.kinds import KINDS
from explainer.load.content import Content
from explainer.load.edition import Edition, Published
from explainer.problems import Problems
from explainer.site import Site
from explainer.text.dates import spoken
from explainer.text.prose import capital


@dataclass(frozen=True)
class Imprint:
    """Which edition a page belongs to. `number` and `date` are None before the first is cut."""

    number: str | None
    date: str | None
    later: bool  # something has changed since that edition was cut

    @property
    def label(self) -> str:
        if not self.number:
            return "unpublished draft"
        return f"edition {self.number}" + (" with later changes" if self.later else "")

    @property
    def dated(self) -> str:
        """Edition 2026.1, 7 June 2026."""
        return capital(self.label) + (f", {spoken(self.date)}" if self.date else "")


def imprint(site: Site, later: bool) -> Imprint:
    """The newest edition; `later`: the content is no longer what was cut."""
    if not site.content.editions:
        return Imprint(None, None, later=False)
    last = site.content.editions[-1]
    return Imprint(last.edition, last.date, later)


def published(site: Site) -> Iterator[Published]:
    """The full text of every id as it is now, in the order of ids.lock."""
    order = list(KINDS)
    for kind, id in sorted(site.things, key=lambda home: (order.index(home[0]), _natural(home[1]))):
        thing = site.things[kind, id]
        if text := tuple(LINES[kind](thing)):
            yield Published(
                kind=kind, id=id, title=KINDS[kind].title(thing), address=url(site.files[kind, id]), text=text
            )


def _natural(id: str) -> tuple[int, str]:
    """p2.10 after p2.9; everything else by the alphabet."""
    match = re.fullmatch(r"p(\d+)\.(\d+)", id)
    return (int(match[1]) * 100 + int(match[2]), "") if match else (0, id)


def new(site: Site, number: str, date: str) -> str:
    """The text of content/editions/NUMBER.json for an edition cut now.

    Raises ContentError when the number or the date is none or not after the last, when nothing has changed since,
    or when changes.yml does not say what the edition brings.
    """
    content = site.content
    problems = Problems()
    where = (f"{content.root}/editions/{number}.json", 0, 0)
    made = _made(content, number, date, tuple(published(site)), problems, where)
    _check_order(made, content.editions, problems, where)
    if number not in {summary.edition for summary in content.summaries}:
        place = (f"{content.root}/changes.yml", 0, 0)
        problems.add(place, "edition-summary", f'say in a sentence what "{number}" brings: edition: and text:')
    problems.raise_if_any()
    return as_json(made)


def _made(
    content: Content,
    number: str,
    date: str,
    ids: tuple[Published, ...],
    problems: Problems,
    where: tuple[str, int, int],
) -> Edition:
    """The edition. Raises ContentError when its number or date is none."""
    data = {"format": 2, "edition": number, "date": date, "sha256": content.statement.sha256, "ids": ids}
    try:
        return Edition.model_validate(data)
    except ValidationError as error:
        for detail in error.errors():
            key = detail["loc"][0]
            form = "such as 2026.1" if key == "edition" else "such as 2026-11-26"
            problems.add(where, "edition-name", f'{key}: "{data[str(key)]}" is none; write one {form}')
        problems.raise_if_any()
        raise


def _check_order(made: Edition, cuts: Sequence[Edition], problems: Problems, where: tuple[str, int, int]) -> None:
    number = made.edition
    if any(one.edition == number for one in cuts):
        problems.add(where, "edition-exists", f"edition {number} was cut already and is never changed")
    elif cuts:
        last = cuts[-1]
        if made.order <= last.order:
            problems.add(where, "edition-order", f"{number} does not come after {last.edition}")
        if made.date < last.date:
            message = f"{made.date} is before {last.date}, the day of edition {last.edition}"
            problems.add(where, "edition-order", message)
        if alike(last.ids, made.ids):
            problems.add(where, "edition-same", f"nothing has changed since edition {last.edition}")


def as_json(cut: Edition) -> str:
    """An edition as the text of its file: one id a line, so that git and people see what differs."""
    rows = ",\n".join(json.dumps(one.model_dump(), ensure_ascii=False) for one in cut.ids)
    head = json.dumps(cut.model_dump(exclude={"ids"}), ensure_ascii=False).removesuffix("}")
    return f'{head}, "ids": [\n{rows}\n]}}\n'
