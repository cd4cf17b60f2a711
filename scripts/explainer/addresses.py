"""Where everything lives: the file of each page in docs/, and the address a reader sees (MkDocs' directory URLs)."""

from __future__ import annotations

import posixpath
from functools import cache

from explainer.load.model import Section
from explainer.load.statement import Passage
from explainer.site import Site


def section_file(section: Section) -> str:
    return f"pillars/{section.slug}/index.md" if section.number else f"{section.slug}/index.md"


def card_file(passage: Passage) -> str:
    return f"p/{passage.number}/index.md"


def card_data_file(passage: Passage) -> str:
    return f"p/{passage.number}.json"


def file_of(site: Site, kind: str, id: str) -> str:
    """The Markdown file, with fragment, where a thing of `kind` (term, note, commitment, source, passage, about) lives."""
    match kind:
        case "term":
            return f"glossary/{id}/index.md"
        case "commitment":
            return f"commitments/{id}/index.md"
        case "source":
            return f"sources/index.md#{id}"
        case "note":
            return f"{section_file(site.section_of(site.note_by_id[id].passage))}#note-{id}"
        case "passage":
            passage = site.content.statement.passage(id)
            assert passage
            return f"{section_file(site.section_of(passage))}#{id}"
        case "event":
            return f"timeline/index.md#{id}"
        case "clause":
            return f"wording/index.md#w-{id}"
        case "wording":
            return f"wording/index.md#{id}"
        case "about":
            return "about/index.md"
        case _:
            raise ValueError(kind)


@cache
def relative(file: str, from_file: str) -> str:
    """A link in Markdown from one file of docs/ to another (a fragment may follow)."""
    path, hash, fragment = file.partition("#")
    if path == from_file and hash:
        return "#" + fragment
    return posixpath.relpath(path, posixpath.dirname(from_file) or ".") + hash + fragment


def url(file: str) -> str:
    """The address, below the site's root, that MkDocs gives to a file: pillars/x/index.md -> pillars/x/."""
    path, hash, fragment = file.partition("#")
    if path.endswith(".md"):
        folder, name = posixpath.split(path.removesuffix(".md"))
        path = posixpath.join(folder, "" if name == "index" else name + "/")
    return path + hash + fragment


@cache
def relative_url(file: str, from_file: str) -> str:
    """The same for raw HTML: from the address of one page to that of another."""
    return relative_address(url(file), from_file)


def relative_address(address: str, from_file: str) -> str:
    """From the address of one page to another address, both below the site's root."""
    target, hash, fragment = address.partition("#")
    here = url(from_file)
    if target == here and hash:
        return "#" + fragment
    path = posixpath.relpath("/" + target, "/" + here)
    return path + ("/" if target.endswith("/") or not target else "") + hash + fragment
