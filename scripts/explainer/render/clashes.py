"""Whether something that was rendered gets in the way of something else: two at one address, two elements with one id.

It is asked of what came out, whatever made it: an id of the content, a page of ours, one written by hand, the theme.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
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
# A folder of this name is left out, without a word.
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
    found = {_LEFT_OUT: "is left out by MkDocs", "pages": "is the folder of hand-written pages"}
    for path in sorted(theme.rglob("*")):
        name = path.relative_to(theme).as_posix()
        if path.suffix != ".html" or name == "404.html":
            found |= dict.fromkeys(_names(name), f"belongs to {theme.name}/{name}")
    for name in written:
        found |= dict.fromkeys(_names(name), f"belongs to {docs.name}/{name}")
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
    clashes = list(_addresses(subjects, before))
    for file in made:
        if file.endswith(".md"):
            clashes += _ids(site, file, _NO_MARKDOWN.sub("", made[file]), before)
    known, follow = Problems(), Problems()
    for clash in clashes:
        _tell(site, clash, known, follow)
    known.raise_if_any()  # what stands nowhere in the content follows from what does, if anything does
    follow.raise_if_any()


@dataclass(frozen=True)
class _Clash:
    """What is wrong with a file, and the things of which one can be called something else."""

    file: str
    whose: tuple[Subject, ...]
    code: str
    what: str


def _addresses(subjects: Mapping[str, list[Subject]], before: Taken) -> Iterator[_Clash]:
    owners: dict[str, tuple[str, Subject]] = {}
    for file, subject in ((file, subject) for file, several in subjects.items() for subject in several):
        names = sorted(set(_names(file)))
        here = f"/{url(file)}"
        there = next(filter(None, map(before.addresses.get, names)), "")
        if there and not there.endswith(f"/{file}"):  # the very same file is told of where it would be overwritten
            yield _Clash(file, (subject,), "address-taken", f"{here} {there}")
        elif owner := next(filter(None, map(owners.get, names)), None):
            other = f"/{url(owner[0])}"
            what = "is the address of another page" if other == here else f"and {other} are one address to some servers"
            yield _Clash(file, (subject, owner[1]), "address-taken", f"{here} {what}")
        owners |= dict.fromkeys(names, (file, subject))


def _names(file: str) -> Iterator[str]:
    """What servers take for a file's address, in small letters: some servers, and some disks, know no others."""
    address = url(file).casefold().rstrip("/")
    yield address
    if file.endswith(".md"):
        yield from (posixpath.join(address, name) for name in ("index", "index.html"))
    yield address.removesuffix(".html")


def _ids(site: Site, file: str, text: str, before: Taken) -> Iterator[_Clash]:
    seen: set[str] = set()
    for id in _ids_in(text):
        if id in seen or before.has(id):
            here = [home for home, there in site.files.items() if there == f"{file}#{id}"]
            whose = here or [home for home in site.things if home[1] == id]
            yield _Clash(file, tuple(whose), "id-taken", f'"{id}" is the id of another element of /{url(file)}')
        seen.add(id)


def _ids_in(text: str) -> Iterator[str]:
    """Every id in a page's Markdown, and those that its footnotes will have."""
    yield from (match[match.lastgroup or 0] for match in _IDS.finditer(text))
    times: Counter[str] = Counter()
    for match in _FOOTNOTE.finditer(text):
        key = match["key"]
        if match["definition"]:
            yield f"fn-{key}"
        else:
            times[key] += 1
            yield f"fnref{times[key] if times[key] > 1 else ''}-{key}"


def _tell(site: Site, clash: _Clash, known: Problems, follow: Problems) -> None:
    """Tell a clash at the first of its things that stands in the content; among the rest, at its file, if none does."""
    for thing in map(site.things.get, clash.whose):
        if isinstance(thing, Identified | Section):
            key = "slug" if isinstance(thing, Section) else "id"
            known.add(thing.place(key), clash.code, f"{clash.what}; choose another {key}")
            return
    follow.add((f"docs/{clash.file}", 0, 0), clash.code, clash.what)
