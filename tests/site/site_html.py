"""Reading built pages: the tree of a page, what it links to, what it shows.

html5lib mends what it parses, as a browser does: links in links come apart, what was left open is closed. So a fault in
the nesting of tags cannot be seen in a tree; `mended` and `nested_links` look for it in the page as it was written.
"""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import lxml.html

# Attributes by which a page makes the browser fetch or go somewhere.
ADDRESSES = ("href", "src", "action", "poster", "data")


def parsed(html: str) -> tuple[Any, list[str]]:
    """The tree of a page, and what the parser had to mend on the way (line, column, html5lib's name for it)."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    root = parser.parse(html).getroot()
    return root, [f"{line}:{column} {code}" for (line, column), code, _ in parser.errors]


@cache
def _page(path: Path) -> tuple[Any, list[str]]:
    return parsed(path.read_text(encoding="utf-8"))


def tree(path: Path) -> Any:
    return _page(path)[0]


def mended(path: Path) -> list[str]:
    """What in a page is not as its tree says; nothing, when its tags are nested as they should be."""
    return _page(path)[1]


class _Links(HTMLParser):
    """Counts the links that are open; it mends nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.open = 0
        self.nested: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            if self.open:
                self.nested.append(dict(attrs).get("href") or "")
            self.open += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.open -= 1


def nested_links(html: str) -> list[str]:
    """Where the links lead that begin within another link."""
    links = _Links()
    links.feed(html)
    return links.nested


def all_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def pages(site: Path) -> list[Path]:
    """All pages but those of sources, which are many and alike: of these every 25th."""
    found = all_pages(site)
    of_sources = [page for page in found if page.parent.parent == site / "sources"]
    return sorted({*found} - {*of_sources} | {*of_sources[::25]})


def some_pages(site: Path) -> list[Path]:
    """One of twelve of the pages that are alike, and all others: for what takes its time with each."""
    alike = [
        page
        for page in pages(site)
        if page.parent.parent.name in ("glossary", "commitments", "p", "sources", "figures")
    ]
    return sorted({*pages(site)} - {*alike} | {*alike[::12]})


def url_of(site: Path, page: Path) -> str:
    """The address of a page on a server at http://site."""
    name = page.relative_to(site).as_posix()
    return "http://site/" + name.removesuffix("index.html")


@cache
def _elements(page: Path) -> list[Any]:
    """The elements of a page in order, by a fast parser that mends less: enough for what stands in their attributes."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return [e for e in lxml.html.parse(str(page), parser).getroot().iter() if isinstance(e.tag, str)]


def ids(page: Path) -> list[str]:
    return [e.get("id") for e in _elements(page) if e.get("id")]


def links(site: Path, page: Path) -> list[tuple[str, str, str]]:
    """(tag, attribute, absolute address) of everything that a page refers to."""
    base = url_of(site, page)
    found = []
    for element in _elements(page):
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
