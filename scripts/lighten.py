"""Make a built site lighter: drop what Material brings and no page uses. Correctness never needs this step.

    python scripts/lighten.py SITE

Removed: source maps, language files of the search, the theme's scripts, style sheets and images that no page mentions,
and from the theme's style sheets the rules that can match nothing, and custom properties and animations nobody names.

What "can match" means: for every part of a selector between two combinators (a compound) some page has an element
that fits it, pseudo-classes and pseudo-elements left aside. How the elements stand to each other is not asked: that
keeps a few rules too many, and none too few when a script moves an element. A name that occurs in a script of the site
or in SET_BY_SCRIPTS counts as present, since scripts make elements and set classes.

Everything is computed before the first file is touched; each is replaced atomically; a second run changes nothing.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from explainer.turns import turn
from explainer.write import replace

DOCS = Path(__file__).resolve().parent.parent / "docs"

# Material's files, by the names that its releases give them. Nothing else is ever changed or removed.
STYLES = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
SCRIPTS = ("assets/javascripts/bundle.*.min.js", "assets/javascripts/workers/search.*.min.js")
IMAGES = ("assets/images/favicon.png",)
LANGUAGES = ("assets/javascripts/lunr/**/*.js",)
MAPS = ("assets/javascripts/**/*.min.js.map", "assets/stylesheets/*.min.css.map")

# Tags, classes, ids and attributes that appear when a script or the browser puts them there.
SET_BY_SCRIPTS = frozenset(
    [
        "js",
        "dialog",
        "hidden",
        "open",
        "popover",
        "inert",
        "disabled",
        "data-md-color-scheme",
        "data-md-color-media",
        "html",
        "head",
        "body",
        "tbody",
        "colgroup",
    ]
)
# At-rules that hold rules; all others are kept as they are.
GROUPS = frozenset(["media", "supports", "layer", "container", "scope", "starting-style"])

_WORD = re.compile(r"[\w-]+")

Node = Any  # of tinycss2, which has no types


def lighten(site: Path) -> str:
    """Do all of it to a folder that MkDocs wrote; returns what was done, in one line."""
    unused = unused_files(site)
    before = {path: path.read_bytes() for path in found(site, STYLES + SCRIPTS) if path not in unused}
    after = {path: without_source_map(text.decode()) for path, text in before.items() if path.suffix == ".js"}
    after |= slimmed([path for path in before if path.suffix == ".css"], used_by(site, unused))
    saved = sum(path.stat().st_size for path in unused)
    for path, text in after.items():
        if text.encode() != before[path]:
            saved += len(before[path]) - len(text.encode())
            replace(path, text)
    for path in unused:
        path.unlink()
    return f"{len(unused)} unused files removed, {saved / 1000:.0f} kB less"


# --- what the pages and scripts hold ---


@dataclass
class Used:
    """What a site has, apart from the theme's style sheets."""

    elements: set[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=set)  # tag and attributes
    made: set[str] = field(default_factory=set)  # words of scripts: what they may add to a page
    named: set[str] = field(default_factory=set)  # all words: what may name a custom property or an animation

    def add_script(self, text: str) -> None:
        words = set(_WORD.findall(text))
        # element.dataset.someName is the attribute data-some-name.
        self.made |= words | {"data-" + re.sub("[A-Z]", lambda m: "-" + m[0].lower(), word) for word in words}


class _Page(HTMLParser):
    """Collects a page's elements and inline scripts."""

    def __init__(self, used: Used) -> None:
        super().__init__()
        self.used = used
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.used.elements.add((tag, tuple((name, value or "") for name, value in attrs)))
        self.script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self.script = False

    def handle_data(self, data: str) -> None:
        if self.script:
            self.used.add_script(data)


def used_by(site: Path, gone: set[Path]) -> Used:
    """What all pages, scripts and other style sheets of a site use; files in `gone` do not count."""
    used = Used()
    ignored = gone.union(found(site, STYLES))
    for path in sorted(site.rglob("*")):
        if path in ignored or path.suffix not in (".html", ".js", ".css", ".svg"):
            continue
        text = path.read_text(encoding="utf-8")
        used.named.update(_WORD.findall(text))
        if path.suffix == ".js":
            used.add_script(text)
        elif path.suffix == ".html":
            _Page(used).feed(text)
    return used


# --- files ---


def found(site: Path, patterns: Iterable[str]) -> list[Path]:
    """The files of a site that match any of the patterns, sorted."""
    return sorted({path for pattern in patterns for path in site.glob(pattern) if path.is_file()})


def unused_files(site: Path) -> set[Path]:
    """Files of the theme that nothing in the site asks for."""
    theme = set(found(site, STYLES + SCRIPTS + LANGUAGES))
    asking = [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".css") and path not in theme]
    texts = [path.read_text(encoding="utf-8") for path in asking]
    unused = {path for path in found(site, STYLES + SCRIPTS + IMAGES) if not any(path.name in text for text in texts)}
    if unused.issuperset(found(site, SCRIPTS)) or not _other_languages(site):
        unused.update(found(site, LANGUAGES))
    return unused.union(found(site, MAPS))


def _other_languages(site: Path) -> bool:
    """Whether the theme's search may need more than English, for which alone it loads no language file."""
    try:
        index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
        return set(index["config"]["lang"]) != {"en"}
    except (OSError, ValueError, KeyError):
        return True


def without_source_map(script: str) -> str:
    """The script without the line that names its source map."""
    return "".join(line for line in script.splitlines(keepends=True) if not line.startswith("//# sourceMappingURL="))


# --- style sheets ---


def slimmed(paths: Iterable[Path], used: Used) -> dict[Path, str]:
    """The theme's style sheets without what nothing uses. They are treated together: one names what another defines."""
    sheets = {path: tinycss2.parse_stylesheet(path.read_text(encoding="utf-8")) for path in paths}
    matching = Matching(used, sheets.values())
    sheets = {path: _matching_rules(sheet, matching) for path, sheet in sheets.items()}
    living = _living_names(sheets.values(), used.named)
    return {path: tinycss2.serialize(_without_unnamed(sheet, living)) for path, sheet in sheets.items()}


class Matching:
    """Answers whether a selector can match in a site."""

    def __init__(self, used: Used, sheets: Iterable[list[Node]]) -> None:
        self._present = used.made | SET_BY_SCRIPTS
        self._matched = set()
        matcher = cssselect2.Matcher()
        for test in {test for sheet in sheets for selector in _all_selectors(sheet) for test in self._tests(selector)}:
            try:
                for compiled in cssselect2.compile_selector_list(test):
                    matcher.add_selector(compiled, test)
            except cssselect2.SelectorError:
                self._matched.add(test)  # newer than the parser knows: leave the rule alone
        for tag, attributes in used.elements:
            element = cssselect2.ElementWrapper.from_html_root(Element(tag, dict(attributes)))
            self._matched.update(test for *_, test in matcher.match(element))

    def __call__(self, selector: list[Node]) -> bool:
        return self._matched.issuperset(self._tests(selector))

    def _tests(self, selector: list[Node]) -> Iterator[str]:
        """What is asked of each element that the selector speaks of; nothing where anything would do."""
        for compound in _split(selector, lambda node: node.type == "whitespace" or node in (">", "+", "~")):
            test = tinycss2.serialize(self._asked(compound))
            if test:
                yield test

    def _asked(self, compound: list[Node]) -> Iterator[Node]:
        """The parts of a compound selector without pseudo-classes, pseudo-elements and names known to be present."""
        nodes = iter([node for node in compound if node.type != "comment"])
        for node in nodes:
            if node == ":":
                if next(nodes) == ":":
                    next(nodes)
            elif node == ".":
                name = next(nodes)
                if name.value not in self._present:
                    yield from (node, name)
            elif not self._may_be_made(node):
                yield node

    def _may_be_made(self, node: Node) -> bool:
        """Whether a script may set the tag, id or attribute that a part of a selector asks for."""
        if node.type != "[] block":
            return node.type in ("ident", "hash") and node.value in self._present
        name, *value = (str(inner.value) for inner in node.content if inner.type in ("ident", "string"))
        return name in SET_BY_SCRIPTS or self._present.issuperset([name, *_WORD.findall(" ".join(value))])


def _split(nodes: Iterable[Node], at: Callable[[Node], bool]) -> list[list[Node]]:
    """The runs of nodes between those for which `at` is true; empty ones are left out."""
    runs: list[list[Node]] = [[]]
    for node in nodes:
        if at(node):
            runs.append([])
        else:
            runs[-1].append(node)
    return [run for run in runs if run]


def _selectors(rule: Node) -> list[list[Node]]:
    return _split(rule.prelude, lambda node: node == ",")


def _rules(group: Node) -> list[Node]:
    """The rules in an @media and the like."""
    return list(tinycss2.parse_rule_list(group.content))


def _is_group(node: Node) -> bool:
    return node.type == "at-rule" and node.lower_at_keyword in GROUPS and node.content is not None


def _all_selectors(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _selectors(node)
        elif _is_group(node):
            yield from _all_selectors(_rules(node))


def _matching_rules(nodes: Iterable[Node], matching: Matching) -> list[Node]:
    """The rules of which a selector can match, with those selectors only; and all that is not such a rule."""
    kept = []
    for node in nodes:
        if node.type == "qualified-rule":
            node.prelude = _matching_selectors(_selectors(node), matching)
            if not node.prelude:
                continue
        elif _is_group(node):
            node.content = _matching_rules(_rules(node), matching)
            # An emptied layer still says where it stands among the layers.
            if not node.content and node.lower_at_keyword != "layer":
                continue
        elif node.type == "comment" and not node.value.startswith("!"):
            continue  # only licences are kept
        elif node.type == "error":
            continue  # as in a browser
        kept.append(node)
    return kept


def _matching_selectors(selectors: list[list[Node]], matching: Matching) -> list[Node]:
    """A selector list of those that can match."""
    matched = [selector for selector in selectors if matching(selector)]
    # One selector that a browser does not know makes it drop the whole rule: such a list must stay whole.
    if matched and any(_is_prefixed(node) for selector in selectors for node in selector):
        matched = selectors
    comma = tinycss2.parse_one_component_value(",")
    joined = [node for selector in matched for node in (comma, *selector)]
    return joined[1:]


def _is_prefixed(node: Node) -> bool:
    """Whether a part of a selector is a browser's own, as in ::-ms-clear."""
    name = {"ident": "value", "function": "name"}.get(node.type)
    return name is not None and getattr(node, name).startswith("-")


# --- custom properties and animations ---


def _living_names(sheets: Iterable[list[Node]], named: set[str]) -> set[str]:
    """Names of custom properties and animations that something uses, directly or through a custom property."""
    needs: dict[str, set[str]] = {}
    living = set(named)
    for sheet in sheets:
        for holder in _flat(sheet):
            if holder.type == "at-rule" and holder.lower_at_keyword.endswith("keyframes"):
                needs.setdefault(_first_name(holder), set()).update(_idents(holder.content))
                continue
            for declaration in _declarations(holder):
                name = _defined(declaration)
                if name:
                    needs.setdefault(name, set()).update(_idents(declaration[1:]))
                else:
                    living |= _idents(declaration)
    new = living & needs.keys()
    while new:
        reached = set().union(*(needs.pop(name) for name in new))
        living |= reached
        new = reached & needs.keys()
    return living


def _without_unnamed(nodes: Iterable[Node], living: set[str]) -> list[Node]:
    """The rules without declarations of custom properties, and without animations, that are not among the living."""
    kept = []
    for node in nodes:
        if _is_group(node):
            node.content = _without_unnamed(node.content, living)
            if not node.content and node.lower_at_keyword != "layer":
                continue
        elif node.type == "at-rule" and node.lower_at_keyword.endswith("keyframes"):
            if _first_name(node) not in living:
                continue
        elif node.type == "qualified-rule":
            told = _declarations(node)
            node.content = [
                part for declaration in told if _defined(declaration) in living | {""} for part in declaration
            ]
            if told and not node.content:
                continue
        kept.append(node)
    return kept


def _flat(nodes: Iterable[Node]) -> Iterator[Node]:
    """Everything with a block of its own, out of the groups."""
    for node in nodes:
        if _is_group(node):
            yield from _flat(node.content)
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            yield node


def _declarations(rule: Node) -> list[list[Node]]:
    """The declarations of a rule, each with the semicolon that ends it."""
    runs: list[list[Node]] = [[]]
    for node in rule.content:
        runs[-1].append(node)
        if node == ";":
            runs.append([])
    return [run for run in runs if run]


def _defined(declaration: list[Node]) -> str:
    """The custom property that a declaration sets, or nothing."""
    told = [node for node in declaration if node.type not in ("whitespace", "comment")]
    own = len(told) > 1 and told[0].type == "ident" and told[0].value.startswith("--") and told[1] == ":"
    nested = any(node.type == "{} block" for node in told)  # maybe a nested rule: not ours to judge
    return str(told[0].value) if own and not nested else ""


def _first_name(animation: Node) -> str:
    return next((str(node.value) for node in animation.prelude if node.type in ("ident", "string")), "")


def _idents(nodes: Iterable[Node]) -> set[str]:
    """All names in some nodes, however deep."""
    names: set[str] = set()
    for node in nodes:
        if node.type == "ident":
            names.add(node.value)
        inner = getattr(node, "arguments", None) or getattr(node, "content", None)
        if isinstance(inner, list):
            names |= _idents(inner)
    return names


if __name__ == "__main__":
    with turn(DOCS):  # no build writes the site meanwhile
        print(f"{sys.argv[1]}: {lighten(Path(sys.argv[1]))}")
