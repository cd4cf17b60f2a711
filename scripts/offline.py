#!/usr/bin/env python3
"""Pack a built site as a zip that opens from a file manager, without a server or a network.

    offline.py SITE COPY.zip

A page opened from a folder can run scripts beside it and nothing else, so links name the file of a page instead of its
folder, data files that scripts fetch are scripts too (theme/js/frame/offline.js takes them), and what only search
engines and reference managers read is left out, as are files to which no page leads. The pages themselves stay whole.
Two runs on one site give the same bytes.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import posixpath
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))

from explainer.epoch import source_date

CONTENT = Path(__file__).resolve().parent.parent / "content"
# What the scripts of a page fetch when they need it.
FETCHED = ("search/names.json", "search/text.json")
SCRIPT = "js/frame/offline.js"
KEPT = {
    ".html",
    ".js",
    ".css",
    ".svg",
    ".png",
    ".csv",
}  # pages, what they are made of, and tables that open by themselves
LEFT_OUT = {"404.html", "assets/social.png"}  # what a server answers, and what others show for a link
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # for which a zip has a date

_ATTRIBUTE = re.compile(r'(?<=\s)(?P<name>href|src|action|data-leads-on)="(?P<to>[^"]*)"')
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)([^"]*)')
_FOR_MACHINES = re.compile(
    r'<script type="application/ld\+json">.*?</script>'
    r'|<meta (?:name|property)="(?:og:|twitter:|citation_|dc\.|bibo:|schema:)[^>]*>'
    r'|<link rel="(?:alternate|canonical)"[^>]*>',
    re.DOTALL,
)
_FRAME = re.compile(r'(<script defer src="([^"]*)js/frame/)site\.js"></script>')
_EDITION = re.compile(r'<html [^>]*data-edition="([^"]*)"')
_ADDRESS = re.compile(r'<html [^>]*data-address="([^"]*)"')
_FOOT = re.compile(r'(<footer class="foot">\s*<div class="frame">)')
_ONLINE = re.compile(r'<p class="take-away">.*?</p>', re.DOTALL)  # what can be had beside the site alone
_AS_TYPED = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


def main() -> int:
    """Write the zip beside its place, then put it there. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, metavar="SITE", help="the folder of a built site")
    parser.add_argument("copy", type=Path, metavar="COPY.zip", help="the zip to write")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.error(f"{options.site} is no built site; make site builds one")
    date = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or source_date(CONTENT)), UTC)
    options.copy.parent.mkdir(parents=True, exist_ok=True)
    beside = options.copy.with_name(options.copy.name + ".part")
    try:
        count = pack(options.site, beside, date)
        beside.replace(options.copy)
    finally:
        beside.unlink(missing_ok=True)
    print(f"{options.copy}: {count} files, {options.copy.stat().st_size / 1e6:.1f} MB")
    return 0


def pack(site: Path, copy: Path, date: datetime) -> int:
    """Write the offline copy of a site, all in a folder of the zip's name; returns of how many files it consists."""
    folder = copy.name.partition(".")[0]
    count = 0
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, raw in files(site):
            entry = zipfile.ZipInfo(f"{folder}/{name}", max(date, EARLIEST).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, raw)
            count += 1
    return count


def files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the offline copy: its name, and what is in it."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = {name for name in names if Path(name).suffix in KEPT and name not in LEFT_OUT}
    for name in names:
        if name in FETCHED:
            text = (site / name).read_text(encoding="utf-8")
            yield f"{name}.js", f"Offline.give({json.dumps(name)}, {json.dumps(text, ensure_ascii=False)});\n".encode()
        elif name in kept:
            raw = (site / name).read_bytes()
            yield name, page(raw.decode(), name, kept).encode() if name.endswith(".html") else raw


def page(text: str, name: str, kept: set[str]) -> str:
    """A page as it stands in the copy."""

    def led(match: re.Match[str]) -> str:
        to = html.unescape(match["to"])
        if match["name"] == "data-leads-on":  # a script puts an id behind it, which is a folder
            return f'{match[0]} data-file="index.html"'
        there = target(to, name, kept)
        # What is not in the copy is named no more: the words stay.
        return "" if there is None else f'{match["name"]}="{html.escape(there)}"'

    text = _ONLINE.sub("", _FOR_MACHINES.sub("", text))
    text = _ATTRIBUTE.sub(led, text)
    text = _REFRESH.sub(lambda m: m[1] + html.escape(target(html.unescape(m[2]), name, kept) or m[2]), text)
    text = _FRAME.sub(lambda m: f'{m[0]}\n<script defer src="{m[2]}{SCRIPT}"></script>', text)
    return without_indents(_FOOT.sub(lambda m: m[1] + told(text), text))


def without_indents(text: str) -> str:
    """Markup without its empty lines and indents, which are a part of the words only where they are typed out."""
    parts = _AS_TYPED.split(text)
    return "".join(part if i % 2 else _INDENT.sub("\n", part) for i, part in enumerate(parts))


def target(to: str, name: str, kept: set[str]) -> str | None:
    """Where a link of page `name` leads in the copy: to a file, or None if that is not in it."""
    parts = urlsplit(to)
    if parts.scheme or parts.netloc or not parts.path:
        return to
    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    if path in kept:
        return to
    if posixpath.normpath(posixpath.join(path, "index.html")) in kept:
        return parts._replace(path=posixpath.join(parts.path, "index.html")).geturl()
    return None


def told(text: str) -> str:
    """What the foot of a page says of the copy: its edition, and where a newer one may be."""
    edition, address = _EDITION.search(text), _ADDRESS.search(text)
    said = f" {edition[1]}" if edition else ""
    newer = f' A newer edition may be at <a href="{address[1]}">{address[1]}</a>.' if address else ""
    return f'\n<p class="offline-copy">Offline copy.{said}{newer}</p>'


if __name__ == "__main__":
    sys.exit(main())
