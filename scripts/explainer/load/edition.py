"""An edition as it was cut: what content/editions/NUMBER.json and changes.yml hold."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal, NoReturn

from pydantic import JsonValue, StringConstraints, ValidationError

from explainer.load.messages import below, message
from explainer.load.model import Record
from explainer.load.texts import Prose
from explainer.load.values import Address, Day, EditionNumber, Sha256
from explainer.load.yamlfile import PLACE_KEY, Marks, Place
from explainer.problems import ContentError, Problem

RESTORE = "an edition is never edited: restore the file from git"
# We write every character as itself; what an escape stands for cannot be read by everybody (a lone surrogate).
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u|[\x7f-\x9f\ufffe\uffff]")

Kept = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


# One line of a text: what it is, and its words, codes and ISO dates. Labels are put on where it is shown.
Row = tuple[Kept, JsonValue]


class Published(Record):
    """The full text of one id in one edition, as it was: no later rule applies to it."""

    kind: Kept
    id: Kept
    title: Kept
    address: Address
    text: tuple[Row, ...]


class Edition(Record):
    """content/editions/NUMBER.json: an edition as it was cut. Never edited."""

    format: Literal[2]
    edition: EditionNumber
    date: Day
    sha256: Sha256  # of the statement
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


def parse(text: str, shown: str) -> Edition:
    """An edition from the text of its file `shown`. Raises ContentError with the first thing that is wrong in it."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_no_number)
    except json.JSONDecodeError as error:
        raise _told(shown, (error.lineno, error.colno), f"not JSON: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise _told(shown, (0, 0), str(error)) from None
    if match := _ESCAPE.search(text):
        before = text[: match.end()].split("\n")
        raise _told(shown, (len(before), len(before[-1])), "a character that cannot be seen, or an escape")
    if isinstance(data, dict) and isinstance(data.get("ids"), list):
        _place(data["ids"], shown)
    try:
        return Edition.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        detail = error.errors()[0]
        loc = below(detail["loc"])
        line = loc[1] + 2 if loc[:1] == ("ids",) and len(loc) > 1 and isinstance(loc[1], int) else 1
        raise _told(shown, (line, 0), message(Edition, detail)) from None


def _told(shown: str, place: tuple[int, int], what: str) -> ContentError:
    return ContentError([Problem(shown, *place, "edition-file", f"{what}; {RESTORE}")])


def _place(ids: list[Any], shown: str) -> None:
    """Tell each id where it stands: below the line that begins the file, one a line."""

    def marks() -> Marks:
        return {("ids", i): (i + 2, 1) for i in range(len(ids))}

    for i, row in enumerate(ids):
        if isinstance(row, dict):
            row[PLACE_KEY] = Place(shown, ("ids", i), marks)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f'key "{next(key for key in keys if keys.count(key) > 1)}" stands twice in one object')
    return data


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of an edition")
