"""Where everything lives: the file of each page in docs/, and the address a reader sees (MkDocs' directory URLs)."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from explainer.kinds import card_file, section_file
from explainer.load.statement import Passage
from explainer.site import Site

__all__ = [
    "card_data_file",
    "card_file",
    "file_of",
    "relative",
    "relative_address",
    "relative_url",
    "section_file",
    "url",
]


def card_data_file(passage: Passage) -> str:
    return f"p/{passage.number}.json"


def file_of(site: Site, kind: str, id: str) -> str:
    """The Markdown file, with fragment, where a thing of a kind (see kinds) lives."""
    return site.files[kind, id]


@lru_cache(maxsize=20_000)
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


@lru_cache(maxsize=20_000)
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
