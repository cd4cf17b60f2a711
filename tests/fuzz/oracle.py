"""What must be: a refusal in lines of our form, or a site with the elements that it has with plain words."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import markdown
import yaml
from mkdocs.config import load_config

from conftest import ROOT
from explainer import check
from explainer.cite import styles
from explainer.load import content as loader
from explainer.problems import ContentError, Problem
from explainer.render import pages
from explainer.render.page import YEAR
from explainer.site import Site
from explainer.text import inline
from fuzz.edition import Edition

# Seconds of processor time that one input may take to be read and checked, some thirty times what it does take ...
SLOW = 2.0
SLOW_BUILD = 10.0  # ... and to be built
DEAD = 30  # after so many it is stopped
LETTERS = str.maketrans("0123456789", "qrstuvwxyz")  # a number in base 16 as a word


class Hung(BaseException):
    """An input that takes so long that it was stopped."""


_LINE = re.compile(r"content(/[^\n]*?)?(:\d+){0,2}: [a-z0-9-]+: [^\n]+")


def refused(edition: Edition, files: Mapping[str, bytes | None]) -> bool:
    """Whether an input is refused. Raises AssertionError when what is said is not of our form, or the input is slow."""
    with edition.changed(files), timed(SLOW):
        try:
            found = check.check(loader.load_content(edition.folder))
        except ContentError as error:
            found = error.problems
    _check_form(found)
    return bool(found)


def _check_form(problems: list[Problem]) -> None:
    """Every problem is one line that a terminal can show, with its place."""
    for line in map(str, problems):
        assert _LINE.fullmatch(line) and line.isprintable(), f"not of our form: {line!r:.300}"


@contextlib.contextmanager
def timed(limit: float) -> Iterator[None]:
    """Raise AssertionError when what is done takes too long, and Hung when it does not end."""

    def stop(*arguments: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, DEAD)
    started = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert time.process_time() - started < limit, "slow"


def made(edition: Edition, files: Mapping[str, bytes | None]) -> dict[str, str] | None:
    """Every file of the site; None if it is refused. Raises whatever goes wrong."""
    with edition.changed(files), timed(SLOW_BUILD):
        try:
            content = loader.load_content(edition.folder)
            if check.check(content):
                return None
            bibliography = styles.bibliography(content.sources, edition.cache / "citations")
            return pages.render(Site(content, bibliography, "https://site.example/"), edition.cache)
        except ContentError as error:  # two things at one address are seen only when all is rendered
            _check_form(error.problems)
            return None


def faults(site: Mapping[str, str], plain: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a site, beside the same with plain words."""
    if site.keys() != plain.keys():
        yield f"other files: {sorted(site.keys() ^ plain.keys())}"
    for name in sorted(site.keys() & plain.keys()):
        if site[name] == plain[name]:
            continue
        try:
            one, two = _form(name, site[name]), _form(name, plain[name])
        except Exception as error:
            yield f"{name}: {type(error).__name__}: {error}"
            continue
        if one != two:
            yield f"{name}: {_difference(one, two)}"


def _form(name: str, text: str) -> Any:
    """What of a file does not depend on its words. Raises an error when it cannot be read."""
    if name.endswith("index.md"):
        _, front, body = text.split("---\n", 2)
        return sorted(yaml.load(front, yaml.CSafeLoader)), skeleton(body)
    if name.endswith(".xml"):
        return Counter(element.tag for element in ElementTree.fromstring(text).iter())
    if name.endswith(".json"):
        json.loads(text)
    if name.endswith(".ris"):
        return [
            re.fullmatch(r"([A-Z][A-Z0-9])  - [^\r\n]*", line)[1] for line in text.removesuffix("\r\n").split("\r\n")
        ]
    if name.endswith(".bib"):
        return _bibtex(text)
    return None


def _bibtex(text: str) -> list[str]:
    """The names of an entry's fields; braces must be in pairs."""
    depth, names = 0, []
    assert re.match(r"@\w+\{", text)
    for match in re.finditer(r"\\.|[{}]|,\s*(\w+)\s*=", text, re.DOTALL):
        if match[1] and depth == 1:
            names.append(match[1])
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        assert depth >= 0
    assert not depth
    return names


def _difference(one: Any, two: Any) -> str:
    if isinstance(one, tuple) and isinstance(one[1], frozenset):
        more, fewer = sorted(one[1] - two[1])[:2], sorted(two[1] - one[1])[:2]
        return f"{one[0]} {two[0]}"[:200] if one[0] != two[0] else f"more {more}, fewer {fewer}"
    return f"{one} is not {two}"[:400]


class _Skeleton(HTMLParser):
    """Elements with what they are in, ids, classes and where they lead; no words. Spans that only tell a language,
    differences between texts, and in how many lines words stand in a drawing depend on words."""

    VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))
    LEADS = frozenset(("href", "src", "data-to", "action"))
    DRAWN = frozenset(("g", "path", "circle", "text"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        drawn = tag in self.DRAWN and any(name == "svg" for name, _ in self.open)
        plain = not any(name in self.LEADS or name in ("id", "style") or name.startswith("on") for name in given)
        through = tag in ("ins", "del") or (tag == "span" and given.keys() == {"lang"}) or (drawn and plain)
        seen = "" if through else f"{tag}{''.join(self._told(name, given[name]) for name in sorted(given))}"
        if seen:
            self.found["/".join([*(name for _, name in self.open if name), seen])] += 1
        if tag not in self.VOID:
            self.open.append((tag, tag if seen else ""))

    def _told(self, name: str, value: str) -> str:
        if name in self.LEADS:
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", value.strip(), re.IGNORECASE)
            return f"[{name}={scheme[0] if scheme else ''}]"
        return f"[{name}={value}]" if name in ("id", "class", "type", "style") or name.startswith("on") else f"[{name}]"

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_comment(self, data: str) -> None:
        self.found["comment"] += 1


@lru_cache(1000)
def skeleton(text: str) -> frozenset[tuple[str, int]]:
    """The elements of a page, each with how often it is there in that place."""
    reader = _Skeleton()
    reader.feed(_converter().reset().convert(text))
    reader.close()
    return frozenset(reader.found.items())


@cache
def _converter() -> markdown.Markdown:
    configuration = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=configuration.markdown_extensions, extension_configs=configuration.mdx_configs)


# --- plain words in the same fields -------------------------------------------------------------------------------------


def plain_words(text: str) -> str:
    """Words with the marks of inline Markdown that the text has, and its first letter, by which lists are sorted."""
    with contextlib.suppress(ValueError):
        return "".join(map(_plain, inline.parse(text)))
    return "Plain words"


def _name(text: str) -> str:
    """A word for each text: where a page has a row for each name, two names must not become one."""
    return f"{zlib.crc32(' '.join(text.split()).encode()):x}".translate(LETTERS)


def _plain(token: inline.Token) -> str:
    if isinstance(token, inline.Plain):
        text = token.text
        if not text.strip():
            return text
        first = text.strip()[0]
        words = f"{first if first.isascii() and first.isalpha() else '1'} plain words {_name(text)}"
        # A date beside a text is shown unless that names a year.
        words += f" {year[0]}" if (year := YEAR.search(text)) else ""
        return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"
    inside = "".join(map(_plain, token.inside))
    if isinstance(token, inline.Emphasis):
        return f"*{inside}*"
    return f"[{inside}]({token.id if token.kind == 'passage' else f'{token.kind}:{token.id}'})"
