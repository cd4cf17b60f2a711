"""The inline Markdown of a fact's text: emphasis, typed links, language spans; nothing else, and never HTML.

`[CICA](term:cica)`, `[words](note:ID)`, `[words](commitment:ID)`, `[words](figure:ID)`, `[passage 2.3](p2.3)`, `[上海精神](lang:zh)`, `*emphasis*`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from explainer.problems import shorten
from explainer.text.language import runs
from explainer.text.markdown import escape

_TARGET = re.compile(r"\]\((?:(?P<kind>[a-z]+):(?P<id>[A-Za-z0-9-]+)|(?P<passage>p\d+\.\d+))\)")
_ANY_LINK = re.compile(r"\]\((?P<target>[^)]*)\)")
_EMPHASIS = re.compile(r"\*(?=\S)([^*]+?)(?<=\S)\*")
# What follows a character that opened nothing, up to the next that might.
_ORDINARY = re.compile(r"[^\[*]+")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?")


@dataclass(frozen=True)
class Plain:
    text: str


@dataclass(frozen=True)
class Emphasis:
    inside: tuple[Token, ...]


@dataclass(frozen=True)
class Link:
    """A link to `id` of some kind (see kinds), or, with kind "lang", words in the language `id`."""

    inside: tuple[Token, ...]
    kind: str
    id: str


Token = Plain | Emphasis | Link


@cache
def parse(text: str) -> tuple[Token, ...]:
    """The text as tokens. Raises ValueError on a link that has no such form, or is inside another of its sort."""
    return tuple(_tokens(text, frozenset()))


def _tokens(text: str, inside: frozenset[str]) -> Iterator[Token]:
    """`inside`: what the text stands in, "link" and "lang"."""
    at = 0
    plain = ""
    closing = _closing_brackets(text)
    while at < len(text):
        found = _link_at(text, at, closing[at], inside) if at in closing else None
        if found is None and text[at] == "*" and (match := _EMPHASIS.match(text, at)):
            found = Emphasis(tuple(_tokens(match[1], inside))), match.end()
        if found is None:
            run = _ORDINARY.match(text, at + 1)
            end = run.end() if run else at + 1
            plain += text[at:end]
            at = end
            continue
        if plain:
            yield Plain(plain)
            plain = ""
        token, at = found
        yield token
    if plain:
        yield Plain(plain)


def _link_at(text: str, start: int, close: int, inside: frozenset[str]) -> tuple[Token, int] | None:
    """The link whose words stand between two brackets, and where it ends; None if they are only brackets."""
    target = _TARGET.match(text, close)
    if not target:
        if wrong := _ANY_LINK.match(text, close):
            raise ValueError(
                f'link target "{shorten(wrong["target"])}"; use term:ID, note:ID, commitment:ID, figure:ID, source:ID, p2.3 or lang:zh'
            )
        return None
    kind, id = (target["kind"], target["id"]) if target["kind"] else ("passage", target["passage"])
    if kind == "lang" and not _LANG.fullmatch(id):
        raise ValueError(f'language "{id}"; use a code such as zh, zh-Latn, ru or kk')
    sort = "lang" if kind == "lang" else "link"
    if sort in inside:
        raise ValueError("a language inside a language" if sort == "lang" else "a link inside a link")
    return Link(tuple(_tokens(text[start + 1 : close], inside | {sort})), kind, id), target.end()


def _closing_brackets(text: str) -> dict[int, int]:
    """Where each bracket that is closed opens -> where it closes."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]", text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


def plain(tokens: tuple[Token, ...]) -> str:
    """The words alone."""
    return "".join(t.text if isinstance(t, Plain) else plain(t.inside) for t in tokens)


def links(tokens: tuple[Token, ...]) -> Iterator[Link]:
    """Every link to somewhere (language spans left out), in order."""
    for token in tokens:
        if isinstance(token, Plain):
            continue
        if isinstance(token, Link) and token.kind != "lang":
            yield token
        yield from links(token.inside)


def unmarked_foreign(tokens: tuple[Token, ...]) -> Iterator[str]:
    """Words in another script that stand outside any language span."""
    for token in tokens:
        if isinstance(token, Plain):
            yield from (words for words, language in runs(token.text) if language)
        elif not (isinstance(token, Link) and token.kind == "lang"):
            yield from unmarked_foreign(token.inside)


def to_markdown(tokens: tuple[Token, ...], href: Callable[[Link], str], within: bool = False) -> str:
    """The tokens as Markdown. `href` gives a link's address; `within`: not at the beginning of a block."""
    parts: list[str] = []
    for token in tokens:
        if isinstance(token, Plain):
            parts.append(escape(token.text, within=within or bool(parts)))
            continue
        inside = to_markdown(token.inside, href, within=True)
        if isinstance(token, Emphasis):
            # Two in a row would be read as strong emphasis.
            parts.append(f"<em>{inside}</em>" if parts and parts[-1].endswith("*") else f"*{inside}*")
        elif token.kind == "lang":
            parts.append(f'<span lang="{token.id}">{inside}</span>')
        else:
            parts.append(f"[{inside}]({href(token)})")
    return "".join(parts)
