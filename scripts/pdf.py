#!/usr/bin/env python3
"""Set the edition as PDF, the whole and each section, into a folder.

    pdf.py CONTENT FOLDER

Two runs on one content give the same bytes. Exit status: 0; 1 for problems of the content, each in a line of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from build import site_of
from explainer.books import pdf
from explainer.epoch import source_date
from explainer.problems import ContentError


def main() -> int:
    """Set every book, then put it in its place. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("content", type=Path, metavar="CONTENT", help="the content folder")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the files are to be")
    options = parser.parse_args()
    try:
        site = site_of(options.content)
    except ContentError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 1
    date = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or source_date(options.content)), UTC)
    options.folder.mkdir(parents=True, exist_ok=True)
    fonts = pdf.fonts()
    for book in pdf.books(site):
        made, wrong = pdf.compiled(book, fonts, date)
        put(made, options.folder / book.name)
        print(f"{options.folder / book.name}: {len(made) / 1e6:.1f} MB", flush=True)
        if wrong:
            print(f"{book.name}: {wrong}", file=sys.stderr)
    return 0


def put(made: bytes, path: Path) -> None:
    """Write a file beside its place, then put it there."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(made)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
