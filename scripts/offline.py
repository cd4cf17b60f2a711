"""A built site as files that open from a file manager, without a server or a network.

A page opened from a folder can run scripts beside it and nothing else, so links name the file of a page instead of its
folder, data files that scripts fetch are scripts too (theme/js/frame/offline.js takes them), and what only search
engines and reference managers read is left out, as are files to which no page leads. The pages themselves stay whole.
Two runs on one site give the same bytes.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What the scripts of a page fetch when they need it.
FETCHED = ("search/names.json", "search/text.json")
SCRIPT = "js/frame/offline.js"
KEPT = {".html", ".js", ".css", ".svg"}  # pages, and what they are made of
# What a server answers; what is taken away by itself, and what is printed from the book.
LEFT_OUT = re.compile(r"404\.html|(?:data|print|downloads)/.*")
MANY = re.compile(r"sources/[^/]+/index\.html")  # short pages, so many that their frames would be half of the copy

_ATTRIBUTE = re.compile(r'(?<=\s)(?P<name>href|src|action|data-leads-on)="(?P<to>[^"]*)"')
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)([^"]*)')
_FOR_MACHINES = re.compile(
    r'<script type="application/ld\+json">.*?</script>'
    r'|<meta (?:name|property)="(?:og:|twitter:|citation_|dc\.|bibo:|schema:)[^>]*>'
    r'|<link rel="(?:alternate|canonical|apple-touch-icon|license)"[^>]*>| prefix="[^"]*"(?= data-|>)',
    re.DOTALL,
)
_FRAME = re.compile(r'(<script defer src="([^"]*)js/frame/)site\.js"></script>')
_EDITION = re.compile(r'<html [^>]*data-edition="([^"]*)"')
_ADDRESS = re.compile(r'<html [^>]*data-address="([^"]*)"')
_FOOT = re.compile(r'(<footer class="foot">\s*<div class="frame">)')
# What can be had beside the site alone, and links alone in a sentence or a list that lead to what is not in the copy.
_ONLINE = re.compile(r'<(p|section) class="(?:take-away|files)".*?</\1>', re.DOTALL)
_DEAD = re.compile(r"(?: · <a >[^<]*</a>)|(?: <a >[^<]*</a>\.)")
_FRAME_OF_MANY = re.compile(
    r'<meta name="description"[^>]*>|<div class="trail.*?</div>|<details class="menu">.*?</details>'
    r'|<footer class="imprint">.*?</footer>|<p class="keys.*?</p>',
    re.DOTALL,
)
_AS_TYPED = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


def files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the offline copy: its name, and what is in it."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = {name for name in names if Path(name).suffix in KEPT and not LEFT_OUT.fullmatch(name)}
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
    if MANY.fullmatch(name):
        text = _FRAME_OF_MANY.sub("", text)
    text = _DEAD.sub("", _ATTRIBUTE.sub(led, text))
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
