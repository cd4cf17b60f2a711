"""An edition as it was cut: what content/editions/NUMBER.json and changes.yml hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import JsonValue, StringConstraints

from explainer.load.model import Record
from explainer.load.texts import Prose
from explainer.load.values import Day

EditionNumber = Annotated[str, StringConstraints(pattern=r"^\d{4}\.[1-9]\d?$")]

Kept = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


# One line of a text: what it is, and its words, codes and ISO dates. Labels are put on where it is shown.
Row = tuple[Kept, JsonValue]


class Published(Record):
    """The full text of one id in one edition, as it was: no later rule applies to it."""

    kind: Kept
    id: Kept
    title: Kept
    address: str
    text: tuple[Row, ...]


class Edition(Record):
    """content/editions/NUMBER.json: an edition as it was cut. Never edited."""

    format: Literal[2] = 2
    edition: EditionNumber
    date: Day
    sha256: str  # of the statement
    ids: tuple[Published, ...]

    @property
    def order(self) -> tuple[int, int]:
        """What editions are sorted by: 2026.10 comes after 2026.9."""
        year, number = self.edition.split(".")
        return int(year), int(number)


class Summary(Record):
    """changes.yml: what an edition brought, in a sentence or two."""

    edition: EditionNumber
    text: Prose
