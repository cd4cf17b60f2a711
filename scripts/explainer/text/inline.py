"""The inline Markdown of a fact's text: emphasis, typed links, language spans; nothing else, and never HTML.

`[CICA](term:cica)`, `[words](note:ID)`, `[words](commitment:ID)`, `[passage 2.3](p2.3)`, `[上海精神](lang:zh)`, `*emphasis*`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from explainer.text.language import runs

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
    """The text as tokens. Raises ValueError on a link that has no such form, or is inside another link."""
    return tuple(_tokens(text, in_link=False))


def _tokens(text: str, in_link: bool) -> Iterator[Token]:
    at = 0
    plain = ""
    while at < len(text):
        found = _link_at(text, at, in_link) if text[at] == "[" else None
        if found is None and text[at] == "*" and (match := _EMPHASIS.match(text, at)):
            found = Emphasis(tuple(_tokens(match[1], in_link))), match.end()
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


def _link_at(text: str, start: int, in_link: bool) -> tuple[Token, int] | None:
    close = _closing_bracket(text, start)
    if close is None:
        return None
    target = _TARGET.match(text, close)
    if not target:
        if wrong := _ANY_LINK.match(text, close):
            raise ValueError(
                f'link target "{wrong["target"]}"; use term:ID, note:ID, commitment:ID, source:ID, p2.3 or lang:zh'
            )
        return None
    kind, id = (target["kind"], target["id"]) if target["kind"] else ("passage", target["passage"])
    if kind == "lang" and not _LANG.fullmatch(id):
        raise ValueError(f'language "{id}"; use a code such as zh, zh-Latn, ru or kk')
    if in_link and kind != "lang":
        raise ValueError("a link inside a link")
    inside = tuple(_tokens(text[start + 1 : close], in_link or kind != "lang"))
    return Link(inside, kind, id), target.end()


def _closing_bracket(text: str, start: int) -> int | None:
    depth = 0
    for at in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return None


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


def to_markdown(tokens: tuple[Token, ...], href: Callable[[Link], str], escape: Callable[[str], str]) -> str:
    """The tokens as Markdown. `href` gives a link's address, `escape` makes plain text safe."""
    parts = []
    for token in tokens:
        if isinstance(token, Plain):
            parts.append(escape(token.text))
            continue
        inside = to_markdown(token.inside, href, escape)
        if isinstance(token, Emphasis):
            # Two in a row would be read as strong emphasis.
            parts.append(f"<em>{inside}</em>" if parts and parts[-1].endswith("*") else f"*{inside}*")
        elif token.kind == "lang":
            parts.append(f'<span lang="{token.id}">{inside}</span>')
        else:
            parts.append(f"[{inside}]({href(token)})")
    return "".join(parts)
