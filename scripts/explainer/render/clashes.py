"""Whether something that was rendered gets in the way of something else: two at one address, two elements with one id.

It is asked of what came out, whatever made it: an id of the content, a page of ours, one written by hand, the theme.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from explainer.addresses import url
from explainer.load.model import Identified, Section
from explainer.problems import Problems
from explainer.render.head import FRONT
from explainer.site import Site

Subject = tuple[str, str]  # what a file is about: kind and id; the second is empty for a page about the whole

# How ids are written in our Markdown. What people write cannot look so: its braces and brackets are escaped.
_IDS = re.compile(
    r"\{:?(?:[^{}\n]*\s)?#(?P<list>[\w.-]+)[^{}\n]*\}|\[id='(?P<block>[^']+)'|<[a-z]+\b[^<>\n]*\sid=\"(?P<html>[^\"]+)\""
)
_NO_MARKDOWN = re.compile(rf"{FRONT.pattern}|<script\b.*?</script>", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^(?P<key>[a-z0-9-]+)\](?P<definition>:?)")
# Builders leave out a folder of this name, MkDocs says nothing of it.
_LEFT_OUT = "templates"


@dataclass(frozen=True)
class Taken:
    """What is there before anything is rendered: addresses, each with what has it, and the ids in every page's frame."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    ids: tuple[str, ...] = ()

    def has(self, id: str) -> bool:
        """Whether the frame has an element with this id; scripts number some: search-option-1."""
        return any(id == one or (one.endswith("-") and id.startswith(one)) for one in self.ids)


def taken(theme: Path, docs: Path, written: Iterable[str]) -> Taken:
    """What the theme has, and the files in `docs` that people wrote (their names)."""
    found = {_LEFT_OUT: "is a folder that MkDocs leaves out", "pages": "is the folder of hand-written pages"}
    for path in sorted(theme.rglob("*")):
        name = path.relative_to(theme).as_posix()
        if path.suffix != ".html" or name == "404.html":
            found |= dict.fromkeys(_addresses(name), f"belongs to {theme.name}/{name}")
    for name in written:
        found |= dict.fromkeys(_addresses(name), f"belongs to {docs.name}/{name}")
    return Taken(found, tuple(_ids_of_frame(theme)))


def _ids_of_frame(theme: Path) -> Iterator[str]:
    for path in sorted([*theme.rglob("*.html"), *theme.rglob("*.js")]):
        if path.name == "404.html":  # a page of its own
            continue
        yield from re.findall(r"""\bid ?= ?["'`]([\w-]+)""", path.read_text(encoding="utf-8"))


def check(site: Site, made: Mapping[str, str], subjects: Mapping[str, list[Subject]], before: Taken) -> None:
    """Raises ContentError, at the ids that are to be changed where they stand in the content, if anything clashes.

    `subjects`: what each file is about; several, if several texts were made for it.
    """
    problems = Problems()
    _addresses_are_apart(site, subjects, before, problems)
    for file in made:
        if file.endswith(".md"):
            _ids_are_apart(site, file, _NO_MARKDOWN.sub("", made[file]), before, problems)
    problems.raise_if_any()


def _addresses_are_apart(site: Site, subjects: Mapping[str, list[Subject]], before: Taken, problems: Problems) -> None:
    owners: dict[str, tuple[str, Subject]] = {}
    for file, subject in ((file, subject) for file, several in subjects.items() for subject in several):
        addresses = set(_addresses(file))
        where = f"/{url(file)}"
        if there := next(filter(None, map(before.addresses.get, sorted(addresses))), None):
            problems.add(*_told(site, file, [subject], "address-taken", f"{where} {there}"))
        elif clash := next(filter(None, map(owners.get, sorted(addresses))), None):
            what = (
                f"{where} is that of another page" if clash[0] == file else f"{where} is also that of /{url(clash[0])}"
            )
            problems.add(*_told(site, file, [subject, clash[1]], "address-taken", what))
        owners |= dict.fromkeys(addresses, (file, subject))


def _addresses(file: str) -> Iterator[str]:
    """Where servers find a file, and where its name would be in the way: in small letters, since some know no others."""
    address = url(file).casefold().rstrip("/")
    yield address
    if file.endswith(".md"):
        yield from (posixpath.join(address, name) for name in ("index", "index.html"))
    yield address.removesuffix(".html")


def _ids_are_apart(site: Site, file: str, text: str, before: Taken, problems: Problems) -> None:
    seen: set[str] = set()
    for id in _ids(text):
        if id in seen or before.has(id):
            here = [home for home, there in site.files.items() if there == f"{file}#{id}"]
            whose = here or [home for home in site.things if home[1] == id]
            what = f'"{id}" is the id of another element of {file}'
            problems.add(*_told(site, file, whose, "id-taken", what))
        seen.add(id)


def _ids(text: str) -> Iterator[str]:
    """Every id in a page's Markdown, and those that its footnotes will have."""
    yield from (match[match.lastgroup or 0] for match in _IDS.finditer(text))
    times: dict[str, int] = {}
    for match in _FOOTNOTE.finditer(text):
        if match["definition"]:
            yield f"fn-{match['key']}"
        else:
            times[match["key"]] = nth = times.get(match["key"], 0) + 1
            yield f"fnref{nth if nth > 1 else ''}-{match['key']}"


def _told(
    site: Site, file: str, whose: Iterable[Subject], code: str, what: str
) -> tuple[tuple[str, int, int], str, str]:
    """The problem at the first of the things that stands in the content, or at the file."""
    for home in whose:
        thing = site.things.get(home)
        if isinstance(thing, Identified | Section):
            key = "slug" if isinstance(thing, Section) else "id"
            return thing.place(key), code, f"{what}; choose another {key}"
    return (f"docs/{file}", 0, 0), code, what
