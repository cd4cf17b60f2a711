"""What a text may hold: inline Markdown in facts and events, plain words elsewhere; never HTML.

What a field takes is told by its type (load/texts.py). Exact words of another text may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain
from typing import Any, NamedTuple, get_args

from explainer.editions import ids
from explainer.load.content import Content
from explainer.load.model import Record
from explainer.load.texts import Takes
from explainer.problems import Problems, shorten
from explainer.text import inline

_TAGS = "a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|table|td|th|tr|tt|u|ul"
_LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
# Each mistake with what would be right: in inline Markdown, and in plain text. None where it is no mistake.
_MISTAKES = (
    (
        re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE),
        "HTML is shown as it was typed; write *words* for emphasis",
        "HTML is shown as it was typed; leave it out",
    ),
    (
        re.compile(r"&(?:[a-z]{2,8}\d{0,2}|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE),
        "HTML is shown as it was typed; write the character itself",
        "HTML is shown as it was typed; write the character itself",
    ),
    (
        re.compile(r"\*\*[^*]*(?:\*\*)?"),
        "two asterisks mean nothing here; write *words* for emphasis",
        "this field takes no Markdown; leave the asterisks out",
    ),
    (
        re.compile(r"(?<!\w)__?[^\W_](?:[^_]*[^\W_])?__?(?!\w)"),
        "underscores mean nothing here; write *words* for emphasis",
        "this field takes no Markdown; leave the underscores out",
    ),
    (
        re.compile(r"\w+\*\w[\w*]*"),
        'an asterisk in a word or number; write × for "times", *words* for emphasis',
        None,
    ),
    (
        re.compile(r"(?<![\w*])\*[^\s*](?:[^*]*[^\s*])?\*(?![\w*])"),
        None,
        "this field takes no Markdown; leave the asterisks out",
    ),
    (
        _LINK,
        None,
        "this field takes no links; only the text of facts and events does",
    ),
)


class _Text(NamedTuple):
    place: Callable[[], tuple[str, int, int]]
    field: str
    takes: Takes
    text: str


def texts_hold_what_they_may(content: Content, problems: Problems) -> None:
    for place, field, takes, text in _texts(content):
        for code, message in mistakes(takes, text):
            problems.add(place(), code, f"{field}: {message}")


def mistakes(takes: Takes, text: str) -> Iterator[tuple[str, str]]:
    """What is in a text that may not be there: code and message of each problem."""
    if takes is Takes.EXACT_WORDS:
        return
    inside = takes is Takes.INLINE
    code = "inline-markdown" if inside else "plain-text"
    for pattern, if_inline, if_plain in _MISTAKES:
        if (hint := if_inline if inside else if_plain) and (match := pattern.search(text)):
            yield code, f'"{shorten(match[0])}": {hint}'
    if takes is Takes.ENGLISH and not _LINK.search(text):  # [words](lang:zh) is told as a link
        for words in inline.unmarked_foreign((inline.Plain(text),)):
            hint = "this field is plain English; write it in Latin letters, or tell it in the text of a fact"
            yield "plain-language", f'"{words}": {hint}'


def _texts(content: Content) -> Iterator[_Text]:
    """Every text that people wrote, with its place and what it takes."""
    for record in (*content.records(), *chain.from_iterable(one.records() for one in ids.given_up(content))):
        for name, key, takes in _fields(type(record)):
            value = getattr(record, name)
            for i, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
                if takes and isinstance(item, str):
                    yield _Text(partial(record.place, key, *(() if i is None else (i,))), key, takes, item)


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, str, Takes | None], ...]:
    """The fields of a model: name, key in the file, what its text takes (None if it holds no text of this sort)."""
    return tuple(
        (name, field.alias or name, _takes((*field.metadata, field.annotation)))
        for name, field in model.model_fields.items()
        if name != "place"
    )


def _takes(parts: tuple[Any, ...]) -> Takes | None:
    """The first Takes in an annotation, at any depth."""
    for part in parts:
        if isinstance(part, Takes):
            return part
        if found := _takes((*get_args(part), *getattr(part, "__metadata__", ()))):
            return found
    return None
