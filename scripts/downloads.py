#!/usr/bin/env python3
"""Put what can be taken away from a built site beside it, into SITE/downloads/, and its sizes on the pages that offer it.

downloads.py SITE CONTENT
"""

from __future__ import annotations

import argparse
import hashlib
import html
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import offline
from build import site_of
from explainer.books import epub, epub_annotations, pdf
from explainer.books.imprint import edition
from explainer.epoch import source_date
from explainer.export.archive import Files, zipped
from explainer.problems import ContentError
from explainer.site import Site

FOLDER = "downloads"
SUMS = "SHA256SUMS"

# What the pages that offer the files leave open (theme/partials/take_away.html).
_SIZE = re.compile(r'(<span class="size" data-of="([^"]+)">)[^<]*')
_SAVED = re.compile(r'(<a href="[^"]*downloads/([^"]+)" download)(?:="[^"]*")?(?=>)')
_OFFER = re.compile(r'<li><a href="[^"]*downloads/([^"]+)" download.*?(?=<li>|</ul>)', re.DOTALL)
_SECTIONS = re.compile(r'(<span class="sections" data-at="([^"]*)">).*?(?=</span>)', re.DOTALL)


def main() -> int:
    """Make each file beside its place, then put it there. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, metavar="SITE", help="the folder of a built site")
    parser.add_argument("content", type=Path, metavar="CONTENT", help="the content folder of which it was built")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.error(f"{options.site} is no built site; make site builds one")
    try:
        resolved = site_of(options.content)
    except ContentError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 1
    date = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or source_date(options.content)), UTC)
    folder = options.site / FOLDER
    folder.mkdir(exist_ok=True)
    for name, make in makers(options.site, resolved, date):
        started = time.monotonic()
        put(folder / name, make)
        size = (folder / name).stat().st_size / 1e6
        print(f"{folder / name}: {size:.2f} MB, {time.monotonic() - started:.1f} s", flush=True)
    tell(options.site, resolved)
    return 0


def put(path: Path, make: Callable[[Path], object]) -> None:
    """Make a file beside its place, then put it there."""
    beside = path.with_name(f"{path.name}.part")
    try:
        make(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def makers(built: Path, site: Site, date: datetime) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Every file with what makes it at a path."""
    yield "data.zip", lambda path: pack(data(built), path, "data", date)
    book = epub.book(site, date)
    yield epub.NAME, lambda path: path.write_bytes(epub.packed(book, date))
    if site.note_by_id:
        notes = epub_annotations.as_json_ld(site, book)
        yield epub_annotations.NAME, lambda path: path.write_text(notes, encoding="utf-8", newline="\n")
        older = epub_annotations.for_thorium(notes)
        yield epub_annotations.FOR_THORIUM, lambda path: path.write_text(older, encoding="utf-8", newline="\n")
    fonts = pdf.fonts()
    for one in pdf.books(site):
        yield one.name, partial(typeset, one, fonts, date)
    yield "offline.zip", lambda path: pack(offline.files(built), path, "offline", date)


def typeset(book: pdf.Book, fonts: pdf.Fonts, date: datetime, path: Path) -> None:
    """Write a PDF; a character that no font has is told, and stops nothing."""
    made, wrong = pdf.compiled(book, fonts, date)
    path.write_bytes(made)
    if wrong:
        print(f"{book.name}: {wrong}", file=sys.stderr)


def data(site: Path) -> Files:
    """The data files, with their page as a text."""
    for path in sorted((site / "data").iterdir()):
        if path.suffix != ".html":
            yield "README.txt" if path.name == "page.md.txt" else path.name, path.read_bytes()


def pack(files: Files, path: Path, folder: str, date: datetime) -> None:
    """Write a zip of files, all in one folder."""
    path.write_bytes(zipped(((f"{folder}/{name}", raw) for name, raw in files), date))


def tell(built: Path, site: Site) -> None:
    """Write checksums into a file; and into the pages that offer the files their sizes, what each is called when it is
    saved, and which sections have one (theme/partials/take_away.html)."""
    made = sorted(path for path in (built / FOLDER).iterdir() if path.name != SUMS)
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    (built / FOLDER / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    sizes = {path.name: f"{max(path.stat().st_size / 1e6, 0.1):.1f} MB" for path in made}
    stem = edition(site).stem

    def sections(match: re.Match[str]) -> str:
        links = (
            f'<a href="{match[2]}{name}" download>{html.escape(section.numbered)}</a>'
            for section in site.sections()
            if (name := pdf.name_of(section)) in sizes
        )
        return match[1] + ", ".join(links)

    for page in (built / "index.html", *built.glob("*/index.html")):
        text = page.read_text(encoding="utf-8")
        told = _OFFER.sub(lambda m: m[0] if m[1] in sizes else "", text)
        told = _SIZE.sub(lambda m: m[1] + sizes[m[2]], _SECTIONS.sub(sections, told))
        told = _SAVED.sub(lambda m: f'{m[1]}="{stem}-{m[2]}"', told)
        if told != text:
            page.write_text(told, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
