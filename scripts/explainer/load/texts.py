"""The kinds of text that a field can take: cleaned where white space means nothing, refused where it would break a page.

Prose may run over several lines in its file and is one line afterwards. A name or title is one line, its words apart by
one space. Exact words of another text stay as they are. What a text may hold beside (inline Markdown, other scripts)
is told by `Takes` and checked later, when everything is loaded (check/plain.py).
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema

from explainer.load.textfile import named
from explainer.load.yamlfile import Cut
from explainer.problems import shorten


class Takes(Enum):
    """What a text field takes; the value is told to editors, as the field's description in the JSON Schema."""

    INLINE = "inline Markdown: *emphasis*, [words](term:ID), [passage 2.3](p2.3), [上海精神](lang:zh)"
    ENGLISH = "plain text in English, no Markdown"
    ANY_LANGUAGE = "plain text in any language, no Markdown"
    EXACT_WORDS = "exact words of a text, as they stand there"

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(core) | {"description": self.value}


def _given(value: Any) -> Any:
    if value is None:
        raise ValueError("is empty")
    if isinstance(value, Cut):
        raise ValueError(
            f'"{shorten(value, 40)}" ends before " #", where a comment begins; put the text in quotation marks, or the comment on a line of its own'
        )
    return value


def _folded(value: str) -> str:
    return " ".join(value.split())


def _one_line(value: str) -> str:
    if match := re.search(r"[^\S ]|  +", value):
        what = "two spaces" if match[0].startswith("  ") else named(match[0][0])
        after = f' after "{shorten(value[: match.start()], 40)}"' if match.start() else ""
        raise ValueError(f"holds {what}{after}; write it in one line, with one space between words")
    return value


def _unbroken(value: str) -> str:
    if match := re.search(r"[\r\n]", value):
        raise ValueError(f'holds a line break after "{shorten(value[: match.start()], 40)}"; write it in one line')
    return value


# The longest text of each kind, in characters: far more than anybody writes, and little enough that no text, however
# it is made, keeps a build waiting.
LONGEST_PROSE = 4000
LONGEST_LINE = 500
LONGEST_QUOTATION = 1000


def _full(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


_PROSE, _LINE, _QUOTATION = _full(LONGEST_PROSE), _full(LONGEST_LINE), _full(LONGEST_QUOTATION)
_BESIDE = StringConstraints(min_length=1, max_length=LONGEST_QUOTATION)

# The bounds stand before the validators: behind one, pydantic would count white space that is stripped later.
InlineProse = Annotated[str, _PROSE, BeforeValidator(_given), AfterValidator(_folded), Takes.INLINE]
Prose = Annotated[str, _PROSE, BeforeValidator(_given), AfterValidator(_folded), Takes.ENGLISH]
Line = Annotated[str, _LINE, BeforeValidator(_given), AfterValidator(_one_line), Takes.ENGLISH]
AnyLine = Annotated[str, _LINE, BeforeValidator(_given), AfterValidator(_one_line), Takes.ANY_LANGUAGE]
Words = Annotated[str, _QUOTATION, BeforeValidator(_given), AfterValidator(_unbroken), Takes.EXACT_WORDS]
# The words just before or after a quotation: a space at their end counts.
Beside = Annotated[str, _BESIDE, BeforeValidator(_given), AfterValidator(_unbroken), Takes.EXACT_WORDS]
# Any other text of one line, such as a reason in ids.lock.
Text = Annotated[str, _PROSE, BeforeValidator(_given), AfterValidator(_unbroken)]
