"""Plain text made safe inside Markdown: what comes out of Python-Markdown is the text that went in."""

from __future__ import annotations

import html
import re

# Characters that mean something to Python-Markdown or to one of the extensions in mkdocs.yml, anywhere in a line.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>&~^|=\t\u2028\u2029\u0085]|!(?=\[)|(?<=\s)\s")
# ... and those that mean something only where a block could begin.
_AT_START = re.compile(r"^(?:[-+#:>/%@\s]|\d+(?=[.)]))")


def escape(text: str, at_start: bool = False) -> str:
    """`text` on one line, every character with a meaning in Markdown written as a character reference.

    With `at_start` it may stand at the beginning of a block, where "2." or "- " would open a list.
    """
    safe = _ANYWHERE.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), text)
    if at_start and _AT_START.match(text):
        first = text[0]
        if first not in "&" and not safe.startswith("&#"):
            safe = f"&#{ord(first)};" + safe[1:]
    return safe


def attribute(text: str) -> str:
    """`text` for a double-quoted HTML attribute inside Markdown."""
    return "".join(f"&#{ord(c)};" if c in "*_`[]{}\\\n" else c for c in html.escape(text, quote=True))


def yaml_string(text: str) -> str:
    """`text` as a double-quoted YAML scalar, for front matter."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in safe) + '"'
