"""The edition as an e-book: EPUB 3.3, with the numbers of the passages as its pages, and its notes as a file of annotations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from explainer.books import epub_fonts
from explainer.books.epub_files import File, anchor, files, noted, numbers, places
from explainer.books.epub_text import Words, pieces
from explainer.books.imprint import LICENCE_NAME, Edition, edition, said
from explainer.books.matter import Matter
from explainer.books.runs import Writer
from explainer.export.archive import zipped
from explainer.export.written import LICENCE
from explainer.load.model import Figure
from explainer.render.drawing import NARROW
from explainer.render.pages.figures import svg
from explainer.render.pages.frame import environment, listed
from explainer.site import Site

NAME = "edition.epub"
FOLDER = "EPUB"
_TYPE = "mimetype"
XHTML = "application/xhtml+xml"
_TEMPLATES = Path(__file__).with_name("epub_templates")
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_FEATURES = ("tableOfContents", "readingOrder", "structuralNavigation", "pageBreakMarkers", "pageNavigation")


@dataclass(frozen=True)
class Item:
    """A file of the book as its package tells of it; `read`: it has a place in the order of reading."""

    name: str
    media: str
    raw: bytes
    read: bool = False
    properties: str = ""

    @property
    def id(self) -> str:
        return "f-" + self.name.replace("/", "-")


@dataclass(frozen=True)
class Book:
    """The e-book before it is packed. `chapters`: the files of its text."""

    identifier: str
    modified: str
    chapters: tuple[File, ...]
    items: tuple[Item, ...]
    package: bytes

    def item(self, name: str) -> Item:
        return next(one for one in self.items if one.name == name)


def book(site: Site, date: datetime) -> Book:
    """The e-book of an edition, as of a moment (UTC)."""
    this = edition(site)
    pictures: dict[str, bytes] = {}

    def drawn(figure: Figure) -> str:
        name = f"figures/{figure.id}.svg"
        pictures[name] = svg(environment(), figure, NARROW, own=True).encode()
        return name

    chapters = files(site, Matter(Writer(site)), drawn)
    shown = _shown(this, chapters, pictures)
    env = _environment()

    def page(template: str, **more: Any) -> bytes:
        return env.get_template(f"{template}.xhtml.j2").render(shown | more).encode()

    texts = [
        Item("title.xhtml", XHTML, page("title"), read=True),
        Item("nav.xhtml", XHTML, page("nav"), read=True, properties="nav"),
        *(
            Item(one.name, XHTML, page("chapter", file=one, sectioned=bool(noted(one.blocks))), True)
            for one in chapters
        ),
    ]
    fonts = epub_fonts.subsets("".join(one.raw.decode() for one in texts))
    shown |= {"fonts": fonts, "font_licence": epub_fonts.licence() if fonts else []}
    texts.append(Item("imprint.xhtml", XHTML, page("imprint"), read=True))
    items = (
        *texts,
        Item("book.css", "text/css", env.get_template("book.css.j2").render(shown).encode()),
        *(Item(name, "image/svg+xml", raw) for name, raw in pictures.items()),
        *(Item(font.file, "font/ttf", font.raw) for font in fonts),
    )
    identifier, modified = _identifier(this), date.strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"identifier": identifier, "modified": modified, "items": items}
    package = env.get_template("package.opf.j2").render(shown | told).encode()
    return Book(identifier, modified, tuple(chapters), items, package)


def _environment() -> jinja2.Environment:
    """The templates: what they are told is text, never markup."""
    loader = jinja2.FileSystemLoader(_TEMPLATES)
    env = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.globals |= {"anchor": anchor, "noted": noted, "listed": listed}
    return env


def _shown(this: Edition, chapters: Sequence[File], pictures: dict[str, bytes]) -> dict[str, Any]:
    """What every template may use."""
    site = this.site
    return {
        "edition": this,
        "about": site.content.about,
        "statement": site.content.statement,
        "address": site.site_url,
        "licence": {"name": LICENCE_NAME, "address": LICENCE},
        "said": said(site),
        "files": chapters,
        "words": Words(places(chapters), numbers(chapters)),
        "pieces": partial(pieces, site),
        "passages": {passage.number: passage for passage in site.content.statement.passages},
        "pages": [(one.name, block["number"]) for one in chapters for block in one.blocks if block["is"] == "passage"],
        "entries_of": partial(_entries, chapters),
        "pictures": pictures,
        "features": (*_FEATURES, *(("alternativeText",) if pictures else ())),
        "fonts": (),
    }


def _entries(chapters: Sequence[File], first: File) -> list[tuple[str, Any]]:
    """What of a chapter stands in the contents, from all its parts: where, and its title."""
    parts = (one for one in chapters if one.title == first.title)
    return [(f"{one.name}#{anchor(b['id'])}", b["title"]) for one in parts for b in one.entries if b.get("id")]


def _identifier(this: Edition) -> str:
    """The same for the same edition at the same address."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{this.site.site_url}#{this.stem}')}"


def packed(made: Book, date: datetime) -> bytes:
    """The book as the bytes of its file; the same book gives the same bytes."""
    files = [
        (_TYPE, b"application/epub+zip"),
        ("META-INF/container.xml", _CONTAINER.encode()),
        (f"{FOLDER}/package.opf", made.package),
        *((f"{FOLDER}/{item.name}", item.raw) for item in made.items),
    ]
    return zipped(files, date, stored=frozenset({_TYPE}))  # readers look for it at a fixed place
