"""A row of sites, one a statement: the page that leads to each, and one search over all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from explainer import shared
from explainer.load.content import Content, load_collection
from explainer.load.model import Collection
from explainer.problems import ContentError, Problems
from explainer.render.head import as_yaml
from explainer.render.pages.frame import environment
from explainer.render.search_data import NAMES_FILE, TEXT_FILE, as_json

FILE = "collection.yml"
# What the pages of the collection itself need at its root: no statement can have such an address.
TAKEN = {"assets", "css", "js", "search", "sitemap.xml", "index.html", "404.html"}


@dataclass(frozen=True)
class Member:
    """A statement of the collection: the folder of its site, whose name is its address, and its content."""

    folder: Path
    content: Content

    @property
    def slug(self) -> str:
        return self.folder.name


def load(folder: Path) -> tuple[Collection, list[Member]]:
    """What a folder says of its collection, and its statements, the earliest first.

    Raises ContentError with what is wrong in the form of any file, or when no statement or one without an address is there.
    """
    collection = load_collection(folder / FILE)
    problems = Problems()
    found = []
    for config in sorted(folder.glob("*/mkdocs.yml")):
        slug = config.parent.name
        if slug in TAKEN or not slug.isascii() or slug != slug.lower() or " " in slug:
            told = f'"{slug}" cannot be an address here; small letters, digits and hyphens can'
            problems.add((f"{folder.name}/{slug}", 0, 0), "collection-address", told)
            continue
        try:
            found.append(Member(config.parent, shared.load(config.parent / "content")))
        except ContentError as error:
            problems.found += (replace(one, file=f"{slug}/{one.file}") for one in error.problems)
    if not found and not problems.found:
        problems.add(
            (f"{folder.name}/{FILE}", 0, 0), "collection-empty", "no folder beside it has a mkdocs.yml and content/"
        )
    problems.raise_if_any()
    return collection, sorted(found, key=lambda one: (one.content.about.date, one.slug))


def pages(collection: Collection, members: Sequence[Member]) -> dict[str, str]:
    """The two pages of the collection: file in docs/ -> Markdown."""
    env = environment()
    told = {"collection": collection, "members": members}
    found = {}
    for file, title in (("index.md", collection.name), ("search/index.md", "Search")):
        front = f"---\n{as_yaml({'title': title, 'description': collection.summary})}---\n"
        found[file] = front + env.get_template(f"collection/{file.replace('/', '-')}.j2").render(told)
    return found


def search(members: Sequence[Member], files: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The search data of all sites as one: `files` has those of each, by name (see render.search_data)."""
    documents: list[list[Any]] = []
    later: list[list[Any]] = []
    texts: list[Any] = []
    terms: list[int] = []
    topics: dict[str, list[Any]] = {}
    kinds: dict[str, str] = {}
    stems: list[set[str]] = []
    traditional: dict[str, str] = {}
    for member, site in zip(members, files, strict=True):
        names, text = json.loads(site[NAMES_FILE]), json.loads(site[TEXT_FILE])
        first = len(documents)
        documents += (_placed(member, document) for document in names["documents"])
        later += (_placed(member, document) for document in text["documents"])
        texts += ([first + number, words] for number, words in text["texts"])
        terms += (first + number for number in names["start"]["terms"])
        for name, answers, *words in text["topics"]:
            known = topics.setdefault(name, [name, [], *([] for _ in words)])
            known[1] += [first + number for number in answers]
            known[2:] = [list(dict.fromkeys([*old, *new])) for old, new in zip(known[2:], words, strict=True)]
        kinds |= names["kinds"]
        stems = [a | b for a, b in zip(stems or [set() for _ in names["stems"]], _sets(names["stems"]), strict=True)]
        pairs = names["traditional"]
        traditional |= dict(zip(pairs[::2], pairs[1::2], strict=True))
    told = {
        "kinds": kinds,
        "traditional": "".join(a + b for a, b in sorted(traditional.items())),
        "stems": [" ".join(sorted(one)) for one in stems],
        "start": {"sections": [], "terms": terms},
        "documents": documents,
    }
    return {
        NAMES_FILE: as_json(told),
        TEXT_FILE: as_json({"topics": list(topics.values()), "texts": texts, "documents": later}),
    }


def _sets(stems: Sequence[str]) -> Iterator[set[str]]:
    return (set(words.split()) for words in stems)


def _placed(member: Member, document: list[Any]) -> list[Any]:
    """A document with the address that it has in the collection; readers are told in which statement it is."""
    kind, title, address, *rest = document
    where, *more = rest or [""]
    label = member.content.about.label
    return [kind, title, f"{member.slug}/{address}", f"{where} · {label}" if where else label, *more]
