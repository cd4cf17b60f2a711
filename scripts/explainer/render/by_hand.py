"""What people write in docs/pages/, read and checked: the pages of FILES, and the doors, a page in another language each.

Each is Markdown with a front matter. A door is docs/pages/doors/CODE.md and lives at /CODE/. In it, a link to an entry of
the glossary without words of its own gets the entry's name in the door's language: names stand in the glossary alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from explainer.load import yamlfile
from explainer.load.messages import below, message
from explainer.load.model import Record
from explainer.load.textfile import read_text
from explainer.load.texts import AnyLine, Line, Prose
from explainer.problems import ContentError, Problems, did_you_mean
from explainer.render import head
from explainer.site import Site

FILES = {
    "home": "index.md",
    "about": "about/index.md",
    "cite": "cite/index.md",
    "data": "data/index.md",
    "contribute": "contribute/index.md",
}
FOLDER = "pages"
DOORS = "doors"
_CODE = re.compile(r"[a-z]{2}")
_UNNAMED = re.compile(r"(?<=\[)(?=\]\(\.\./glossary/(?P<id>[a-z0-9-]+)/index\.md\))")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_SIGNS = re.compile(r"^(?:#+|\d+\.|[-*])\s+|\{[^{}]*\}|\*", re.MULTILINE)

Written = Mapping[str, str]  # the name of each page below docs/pages/ (home, doors/zh), and its Markdown


class Front(Record):
    """What may stand in the front matter of a page that people write."""

    title: Line | None = None
    description: Prose | None = None
    scripts: tuple[Line, ...] = ()


class DoorFront(Record):
    """... and in that of a door."""

    language: AnyLine  # what the language calls itself: its door's name, in the foot of every page
    title: AnyLine
    description: AnyLine


AnyFront = TypeVar("AnyFront", Front, DoorFront)


@dataclass(frozen=True)
class Door:
    """A page in another language that says what this site is."""

    code: str
    front: DoorFront
    body: str

    @property
    def file(self) -> str:
        return f"{self.code}/index.md"

    @property
    def plain(self) -> str:
        """Its words alone."""
        return " ".join(_SIGNS.sub("", _LINK.sub(r"\1", self.body)).split())


def read(docs: Path) -> dict[str, str]:
    """The pages in docs/pages/ as text, by name; those of FILES that are not there are left out.

    Raises ContentError when one cannot be read.
    """
    folder = docs / FOLDER
    doors = [f"{DOORS}/{path.stem}" for path in sorted((folder / DOORS).glob("*.md"))]
    found = {name: folder / f"{name}.md" for name in (*FILES, *doors)}
    return {name: read_text(path, shown(name)) for name, path in found.items() if os.path.lexists(path)}


def shown(name: str) -> str:
    """The file of a page as problems name it."""
    return f"docs/{FOLDER}/{name}.md"


def front(model: type[AnyFront], name: str, text: str, problems: Problems) -> AnyFront | None:
    """The front matter of a page; None, and what is wrong with it among the problems, if it is none of this form."""
    match = head.FRONT.match(text)
    try:
        data, place = yamlfile.parse(f"\n{match[1] if match else ''}", shown(name))
        return model.model_validate(data or {}, by_alias=True, by_name=False)
    except ContentError as error:
        problems.found += error.problems
    except ValidationError as error:
        for detail in error.errors():
            problems.add(place(*below(detail["loc"])), "schema", message(model, detail))
    return None


def doors(site: Site, written: Written) -> tuple[Door, ...]:
    """The doors among the pages, in the order of their names. Raises ContentError, with file and line."""
    problems = Problems()
    names = [name for name in written if name.startswith(f"{DOORS}/")]
    found = tuple(filter(None, (_door(site, name, written[name], problems) for name in names)))
    problems.raise_if_any()
    return found


def _door(site: Site, name: str, text: str, problems: Problems) -> Door | None:
    code = name.removeprefix(f"{DOORS}/")
    if not _CODE.fullmatch(code):
        problems.add(
            (shown(name), 0, 0),
            "file-name",
            f'"{code}" is no code of a language; name the file by one of two letters, such as zh.md',
        )
        return None
    for place, wrong in _nameless(site, code, text):
        problems.add((shown(name), text[:place].count("\n") + 1, 0), "unnamed", wrong)
    told = front(DoorFront, name, text, problems)
    named = _UNNAMED.sub(lambda match: _name(site, code, match["id"]), text)
    return Door(code, told, head.FRONT.sub("", named)) if told else None


def _name(site: Site, code: str, id: str) -> str:
    """The name of an entry in a language; empty if there is none."""
    return site.terms[id].names.by_language().get(code, "") if id in site.terms else ""


def _nameless(site: Site, code: str, text: str) -> Iterator[tuple[int, str]]:
    """Links without words to an entry that has no name to give, with their place."""
    for match in _UNNAMED.finditer(text):
        id = match["id"]
        if id not in site.terms:
            yield match.start(), f'no glossary entry "{id}"{did_you_mean(id, site.terms)}'
        elif not _name(site, code, id):
            yield match.start(), f'glossary entry "{id}" has no name in "{code}"; write words for the link'
