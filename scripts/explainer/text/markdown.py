"""Plain text made safe inside Markdown: what comes out of Python-Markdown is the text that went in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# What means something to Python-Markdown or to an extension named in mkdocs.yml, anywhere in a line: marks (==), keys (++),
# blocks (///), critic ({--), footnotes ([^), icons (:name:), and the place of the sources.
_ANYWHERE = re.compile(
    r"[\\`*_#{}\[\]<>|^~\t\n\r\u2028\u2029\u0085]|&(?=#?\w)|=(?==|$)|(?<==)=|^=|\+(?=\+)|(?<=\+)\+|/(?=//)|:(?=[\w+-]+:)|!(?=\[)"
    r"|(?<=\s)\s|\((?=sources\))"
)
# ... and what does only where a block could begin.
_AT_START = re.compile(r"[-+:>/%@\s=]|\d+(?=[.)])")
_IN_ATTRIBUTE = re.compile(_ANYWHERE.pattern + r"|[&\"']")
_BACKSLASH = "*_`[]#\\"


def escape(text: str, within: bool = False) -> str:
    """`text` on one line, what has a meaning in Markdown behind a backslash or as a character reference.

    Unless it stands `within` a line, it may begin a block, where "2." or "- " would open a list.
    """
    safe = _ANYWHERE.sub(lambda match: "".join(map(_one, match[0])), text)
    start = None if within else _AT_START.match(text)
    if start and text[0].isdigit():
        return f"{safe[: start.end()]}\\{safe[start.end() :]}"
    if start and not safe.startswith(("&#", "\\")):
        return f"&#{ord(text[0])};{safe[1:]}"
    return safe


def _one(character: str) -> str:
    return f"\\{character}" if character in _BACKSLASH else f"&#{ord(character)};"


def attribute(text: str) -> str:
    """`text` for a double-quoted value in an attribute list, `{ aria-label="..." }`, or in raw HTML."""
    return _IN_ATTRIBUTE.sub(lambda match: "".join(f"&#{ord(c)};" for c in match[0]), text)


def address(url: str) -> str:
    """A web address for the brackets of a link: `[words](<...>)`."""
    return "<" + re.sub(r"&(?=#?\w+;)", "&amp;", url).replace("++", "+&#43;") + ">"


def in_language(code: str, markdown: str) -> str:
    """Markdown whose words are in another language."""
    return f'<span lang="{code}">{markdown}</span>'


def yaml_string(text: str) -> str:
    """`text` as a double-quoted YAML scalar."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in safe) + '"'


class _FromHtml(HTMLParser):
    """Reads the little HTML that a citation processor writes: emphasis, links, language spans."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.ends: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("em", "i"):
            self.out.append("*")
            self.ends.append("*" + _attribute_list(given))
        elif tag == "a":
            self.out.append("[")
            self.ends.append(f"]({_target(given.pop('href'))})" + _attribute_list(given))
        elif tag == "span" and "lang" in given:
            self.out.append(f'<span lang="{attribute(given["lang"])}">')
            self.ends.append("</span>")
        else:
            self.ends.append("")

    def handle_endtag(self, tag: str) -> None:
        self.out.append(self.ends.pop())

    def handle_data(self, data: str) -> None:
        self.out.append(escape(data, within=bool(self.out)))


# A link whose words are its address, as Markdown has it shorter. (In the words, underscores stand behind a backslash.)
_OWN_ADDRESS = re.compile(r"\[(https?://[^\]\s]*)\]\(<((?:https?://)[^>\s]*)>\)")


def _target(href: str) -> str:
    return address(href) if "://" in href else href


def _attribute_list(given: dict[str, str]) -> str:
    words = [f".{value}" if name == "class" else f'{name}="{attribute(value)}"' for name, value in given.items()]
    return f"{{ {' '.join(words)} }}" if words else ""


def from_html(html: str) -> str:
    """A citation's HTML (em, a, span with lang) as Markdown on one line."""
    reader = _FromHtml()
    reader.feed(" ".join(html.split()))
    reader.close()
    return _OWN_ADDRESS.sub(_shorter, "".join(reader.out))


def _shorter(match: re.Match[str]) -> str:
    return f"<{match[2]}>" if match[1] == escape(match[2]) else match[0]
