"""The edition as PDF: the whole, and each section. Content becomes data, the template pdf.typ places it, typst sets it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import typst

from explainer.addresses import file_of, url
from explainer.books.imprint import LICENCE_NAME, Edition, edition, said
from explainer.books.matter import Chapter, Matter
from explainer.books.runs import Writer, plain
from explainer.export.written import LICENCE
from explainer.kinds import split
from explainer.load.model import Figure, Section
from explainer.render.drawing import WIDE
from explainer.render.pages.figures import svg
from explainer.render.pages.frame import environment, listed
from explainer.site import Site

TEMPLATE = Path(__file__).with_name("pdf.typ")
# Packages whose folders hold the fonts: Latin and Cyrillic letters with those of Kazakh, and Chinese characters.
FONTS = ("fontpkg_source_serif_4", "fontpkg_source_sans_3", "manimgx_fonts_cjk")
WHOLE = "edition.pdf"
Fonts = typst.Fonts
_NO_GLYPH = "could not be displayed"  # as typst says it
_FONT = re.compile(r'(font-family=")[^"]*')


@dataclass
class Book:
    """One PDF before it is set: its name, what the template is told, and its pictures by their names."""

    name: str
    told: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)


def name_of(section: Section) -> str:
    """What the PDF of a section is called, whatever the edition: it can be linked to."""
    return f"{section.slug}.pdf"


def books(site: Site) -> Iterator[Book]:
    """The whole edition, then each section."""
    this = edition(site)
    yield _whole(this)
    for section in site.sections():
        yield _section(this, section)


def _whole(this: Edition) -> Book:
    matter = Matter(Writer(this.site))
    book = Book(WHOLE, {})

    def drawn(figure: Figure) -> str:
        name = f"{figure.id}.svg"
        book.pictures[name] = _FONT.sub(r"\1'Source Serif 4'", svg(environment(), figure, WIDE)).encode()
        return name

    chapters = [{"title": "About this text", "lead": [], "blocks": list(matter.about())}]
    for section in this.site.sections():
        chapters += matter.section(section)
    chapters += matter.commitments(this.site.all_commitments.values())
    chapters += [*matter.glossary(), *matter.figures(drawn), *matter.wording(), *matter.timeline(), *matter.sources()]
    book.told = _told(this, chapters, whole=True)
    return book


def _section(this: Edition, section: Section) -> Book:
    passages = this.site.content.statement.section(section.number)
    matter = Matter(Writer(this.site))
    chapters = list(matter.section(section))
    chapters += matter.commitments(one for p in passages for one in this.site.commitments[p.id])
    chapters += [*matter.terms_in(passages), *matter.sources()]
    return Book(name_of(section), _told(this, chapters, whole=False) | {"part": section.numbered})


def _told(this: Edition, chapters: list[Chapter], whole: bool) -> dict[str, Any]:
    """What the template is told."""
    site, about = this.site, this.site.content.about
    blocks = [block for chapter in chapters for block in chapter["blocks"]]
    ids = {block["id"] for block in blocks if block.get("id")}
    return {
        "lang": "en",
        "whole": whole,
        "title": about.name,
        "statement": site.content.statement.title,
        "said": said(site),
        "summary": plain(about.summary),
        "edition": this.imprint.dated,
        "address": site.site_url,
        "editors": list(about.editors),
        "edited": f"Edited by {listed(about.editors)}." if about.editors else "",
        "licence": {"name": LICENCE_NAME, "address": LICENCE},
        "numbers": {split(block["id"])[1]: block["number"] for block in blocks if block["is"] == "source"},
        "chapters": _led(site, chapters, ids),
    }


def _led(site: Site, value: Any, ids: set[str]) -> Any:
    """The same with every link leading somewhere: into this book, else to the site, else nowhere; its words stay."""
    if isinstance(value, list):
        return [_led(site, one, ids) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _led(site, one, ids) for key, one in value.items()}
    to = found.get("to")
    if to and to not in ids:
        del found["to"]
        if site.site_url:
            found["url"] = site.site_url + url(file_of(site, *split(to)))
    return found


def fonts() -> typst.Fonts:
    """The fonts of the project, and none of the machine's: the same file is made everywhere."""
    found = [find_spec(package) for package in FONTS]
    folders = [folder for spec in found if spec for folder in spec.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def compiled(book: Book, fonts: typst.Fonts, date: datetime) -> tuple[bytes, str]:
    """The PDF, and what is wrong with it, or nothing. Two calls give the same bytes.

    It is tagged, and checked by typst against PDF/UA-1; if a character stands in none of the fonts it cannot be that,
    and is made all the same.
    """
    data = json.dumps(book.told | {"day": [date.year, date.month, date.day]}, ensure_ascii=False).encode()
    files: Any = {"main": TEMPLATE.read_bytes(), "book.json": data, **book.pictures}
    make = partial(typst.compile, files, font_paths=fonts, ignore_system_fonts=True, timestamp=date)
    try:
        made, wrong = make(pdf_standards=["ua-1"]), ""
    except typst.TypstError as error:
        if _NO_GLYPH not in error.message:
            raise
        made, wrong = make(), error.message
    assert isinstance(made, bytes)
    return _packed(made), wrong


def _packed(made: bytes) -> bytes:
    """The same, its many small objects packed: typst writes each by itself, which takes two and a half times the room."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
