#!/usr/bin/env python3
"""Put what can be taken away from a built site beside it, into SITE/downloads/, and its sizes on the pages that offer it.

downloads.py SITE
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import offline
from explainer.epoch import source_date

CONTENT = Path(__file__).resolve().parent.parent / "content"
FOLDER = "downloads"
SUMS = "SHA256SUMS"
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # for which a zip has a date
Packed = Iterable[tuple[str, bytes]]  # the files in a zip

_SIZE = re.compile(r'(<span class="size" data-of="([^"]+)">)[^<]*')


def main() -> int:
    """Make each file beside its place, then put it there. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, metavar="SITE", help="the folder of a built site")
    site = parser.parse_args().site
    if not (site / "index.html").is_file():
        parser.error(f"{site} is no built site; make site builds one")
    date = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or source_date(CONTENT)), UTC)
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    for name, make in makers(site, date):
        started = time.monotonic()
        made = folder / name
        beside = made.with_name(f"{name}.part")
        try:
            make(beside)
            beside.replace(made)
        finally:
            beside.unlink(missing_ok=True)
        print(f"{made}: {made.stat().st_size / 1e6:.2f} MB, {time.monotonic() - started:.1f} s", flush=True)
    tell(site)
    return 0


def makers(site: Path, date: datetime) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """Every file with what makes it at a path."""
    if (site / "data").is_dir():
        yield "data.zip", lambda path: pack(data(site), path, "data", date)
    yield "offline.zip", lambda path: pack(offline.files(site), path, "offline", date)


def data(site: Path) -> Packed:
    """The data files, with their page as a text."""
    for path in sorted((site / "data").iterdir()):
        if path.suffix != ".html":
            yield "README.txt" if path.name == "page.md.txt" else path.name, path.read_bytes()


def pack(files: Packed, path: Path, folder: str, date: datetime) -> None:
    """Write a zip of files, all in one folder; the same files and date give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, raw in files:
            entry = zipfile.ZipInfo(f"{folder}/{name}", max(date, EARLIEST).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, raw)


def tell(site: Path) -> None:
    """Write checksums into a file, and sizes into the pages that offer the files (theme/partials/take_away.html)."""
    made = sorted(path for path in (site / FOLDER).iterdir() if path.name != SUMS)
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    (site / FOLDER / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    sizes = {path.name: f"{max(path.stat().st_size / 1e6, 0.1):.1f} MB" for path in made}
    for page in (site / "index.html", *site.glob("*/index.html")):
        text = page.read_text(encoding="utf-8")
        told = _SIZE.sub(lambda m: m[1] + sizes[m[2]], text)
        if told != text:
            page.write_text(told, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
