"""Reading built pages: the tree of a page, what it links to, what it shows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import html5lib

# Attributes by which a page makes the browser fetch or go somewhere.
ADDRESSES = ("href", "src", "action", "poster", "data")


@cache
def tree(path: Path) -> Any:
    return html5lib.parse(path.read_text(encoding="utf-8"), treebuilder="lxml", namespaceHTMLElements=False).getroot()


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def url_of(site: Path, page: Path) -> str:
    """The address of a page on a server at http://site."""
    name = page.relative_to(site).as_posix()
    return "http://site/" + name.removesuffix("index.html")


def ids(page: Path) -> list[str]:
    return [e.get("id") for e in tree(page).iter() if isinstance(e.tag, str) and e.get("id")]


def links(site: Path, page: Path) -> list[tuple[str, str, str]]:
    """(tag, attribute, absolute address) of everything that a page refers to."""
    base = url_of(site, page)
    found = []
    for element in tree(page).iter():
        if not isinstance(element.tag, str):
            continue
        for attribute in ADDRESSES:
            if value := element.get(attribute):
                found.append((element.tag, attribute, urljoin(base, value)))
    return found


def file_at(site: Path, url: str) -> Path | None:
    """The file that a static server gives for an address, or None."""
    path = site / unquote(urlsplit(url).path).lstrip("/")
    if path.is_dir():
        path = path / "index.html"
    return path if path.is_file() else None


def text(element: Any) -> str:
    return "".join(element.itertext())
