"""Break a small edition in every way that we can think of: each fault must be a line, each build whole.

    make fuzz                                              three minutes, a process a core
    python tests/fuzz.py --seconds 1800 --seed 7           longer, with other inputs

It stands among the tests because it judges; benchmarks only measure. A minute of it, always with the same seed, is one
of them (unit/test_fuzz.py).

An input is the edition with something changed: a text of PAYLOADS in a field, a part of a file's tree, or bytes; ids.lock
and editions too. `check` must refuse it in lines of our form, or accept it. What it accepts is built, many texts in one
build: its pages must have the elements that they have with plain words in the same fields, the same files must be there,
and feed, RIS, BibTeX and JSON must be readable. Nothing may take more than SLOW seconds of a processor. What fails is
made as small as it can be before it is shown.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import difflib
import gc
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import yaml

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "scripts")]

import markdown
from mkdocs.config import load_config

from conftest import MINI, ROOT, build
from explainer import check
from explainer.cite import styles
from explainer.load import content as loader
from explainer.problems import ContentError
from explainer.render import pages
from explainer.site import Site
from explainer.text import inline

SLOW = 2.0  # seconds of processor time for one input
DEAD = 20  # ... after which it is stopped
TOGETHER = 30  # texts in one build

Path_ = tuple[str | int, ...]

PAYLOADS = (
    # what Markdown, its extensions or HTML would make something of
    *("# x", "## x { #top }", "1. x", "- x", "* x", "+ x", "> x", "---", "***", "===", ": x", "    x", "| a | b |", "[^1]", "[^1]: x"),
    *("/// html | div", "///", '--8<-- "x"', "(sources)", "{ #top .x }", "{: #top }", "{ data-to=javascript:alert(1) }", "[TOC]", "$x$"),
    *("```", "~~~ html", "`x`", "``", "==x==", "++ctrl++", "{++x++}", "{--x--}", "{~~x~>y~~}", "{>>x<<}", "^x^", "~x~", ":smile:", "!!! note"),
    *("*x*", "**x**", "_x_", "*", "_", "x*y*z", "***x***", "* *", "\\", "\\*x\\*", "x\\", "&amp;", "&lt;b&gt;", "&#60;", "&", "&x;", "%20"),
    *("<b>x</b>", "<i>x", "</div>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x", "-->", "<?x", "<![CDATA[x", "<", ">"),
    *("[x](term:river-board)", "[x](javascript:alert(1))", "[x](lang:zh)", "[河](lang:zh)", "[x](p2.2)", "[x](term:none)", "[x](", "](", "[x]", "[[x]]"),
    *("![x](y)", "[x]: http://y", "<http://x.y>", "http://x.y", "https://user@x.y/", "javascript:alert(1)", "//x.y", "x@y.z", "../../x", "/etc/passwd"),
    # what YAML, JSON, RIS, BibTeX, LaTeX, XML or a template would
    *("TY  - BOOK", "ER  - ", "x\r\nTY  - BOOK", "x\n\n# y", "x\ny", "}, x = {", "@misc{x", "}", "{", "\\input{x}", "{{ x }}", "{% x %}", "{# x"),
    *("]]>", '"', "'", "''", '"x', "x: y", "x #y", "#x", "null", "~", "true", "no", "- ", "? x", "!x", "&x", "*x", "%x", "@x", "2.10", "1e9", "0x1F"),
    # other scripts, what nobody sees, what is not there, what is too much
    *("河", "河 и ә", "ребро", "العربية", "\u202ex\u202c", "\u200b", "x\u200by", "\u00ad", "\u2028", "\u2029x", "\u0085", "\ufeff", "\ue000", "\ue001x\ue003"),
    *("\x00", "\x01", "\x1b[31m", "\x7f", "\ud7ff", "\ufffe", "\U0001f600", "e\u0301", "\u00a0", "\u3000", "", " ", "\t", "\n", " x ", "x  y"),
    *("x" * 5000, "[" * 5000, "*" * 5000, "x " * 3000, "<b>" * 1500, "&" * 5000, "`" * 3001, "[x](" * 1500, "(" * 5000, "河" * 3000),
    # what stands for something here
    *("2999", "2999-12-30", "9999-12-31", "0000", "2022-02-30", "n.d.", "p2.3", "p99.9", "index", "keys", "top", "term:none", "statement", "glossary"),
    *("__proto__", "constructor", "con", "a" * 61, "A", "-", "a--b", "١٢٣", "２０２１", "10.1234/x", "javascript://x/%0aalert(1)", "http://[", "https://"),
)  # fmt: skip
SNIPPETS = (
    *("&a ", "*a", "!!python/object:os.system ", "!x ", "---\n", "...\n", "%YAML 1.1\n", "\t", "? ", "{", "[", "]", "}", "|\n", ">-\n", "'", '"'),
    *("#", " #", ": ", "- ", "- - - ", "<<: *a\n", "null", "\u2028", "\ufeff", "\x00", "\x85", "\r", "\r\n", "[" * 30000, "- " * 600, "{a: " * 500),
    *("\\ud800", "\\u0000", "1e999", "NaN", "9" * 5000, '"id": "x", ', ',{"a":' * 400, "河", "\\"),
)  # fmt: skip
ODD: tuple[Any, ...] = (None, "", "x", [], {}, [[]], [None], ["x"], {"a": "b"}, {"": ""}, [{}], "2999", 7, 1.5, True)


class Hung(BaseException):
    """An input that takes so long that it was stopped."""


class Edit(NamedTuple):
    """A text in a field: the file of content/, the keys that lead to the field, the text."""

    file: str
    path: Path_
    text: str


class Case(NamedTuple):
    """An input: what was done, and the files that are other than in the edition (None: not there)."""

    what: str
    files: Mapping[str, bytes | None]
    edit: Edit | None = None


class Finding(NamedTuple):
    """Something that must not be: what, the smallest input that shows it, and what it showed."""

    what: str
    case: str
    detail: str


# --- the edition --------------------------------------------------------------------------------------------------------


class Edition:
    """The mini edition with every field that there is, an edition cut, a change since, and addresses given up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "content"
        self.cache = folder / "cache"
        shutil.copytree(MINI / "content", self.folder)
        self._fill()
        self.files = {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in self.folder.rglob("*.*")}
        self.trees = {name: parsed(name, raw) for name, raw in self.files.items() if not name.endswith(".txt")}
        for name, tree in self.trees.items():
            self.files[name] = dumped(name, tree)
            (self.folder / name).write_bytes(self.files[name])
        done = build("check", "--content", self.folder)
        assert done.returncode == 0, done.stderr
        loader.load = self._remembered(loader.load)

    def _fill(self) -> None:
        with self._tree("statement.yml") as about:
            about["cited_as"] = {"short_title": "A short title", "description": "Readout of remarks"}
            about["overview"] |= {"leaves_out": [OBSERVED], "came_of_it": [OBSERVED]}
        with self._tree("sources.yml") as sources:
            sources[1] |= {
                "publisher": "River Press",
                "issue": "2",
                "DOI": "10.1234/river",
                "URL": "https://river.example/4",
            }
            sources[1]["author"].append({"literal": "The River Society"})
        with self._tree("wording.yml") as wording:
            wording |= {"renderings_note": "It is by a press agency.", "chinese_note": "They are from the charter."}
        (self.folder / "timeline.yml").write_bytes(
            dumped("timeline.yml", [EVENT | {"id": "kept"}, EVENT | {"id": "dropped"}])
        )
        (self.folder / "changes.yml").write_text("- {edition: '2020.1', text: The first.}\n")
        self._run("ids")
        self._run("edition", "2020.1", "--date", "2020-03-01")
        (self.folder / "timeline.yml").write_bytes(dumped("timeline.yml", [EVENT | {"id": "kept"}]))
        with self._tree("notes/pillar-1.yml") as notes:
            notes[1]["id"] = "upgrade-words"
            notes[0]["corrections"] = [{"date": "2020-04-01", "text": "It was said to be 2 km."}]
        with self._tree("glossary/river-board.yml") as term:
            term["definition"]["text"] = "Body that looks after three rivers."
            term["corrections"] = [{"date": "2020-04-02", "text": "It was said to be of one river."}]
        self._run("ids")
        with self._tree("ids.lock") as register:
            for entry in register["ids"]:
                if entry["id"] == "upgrade-wording":
                    entry |= {"state": "moved", "to": "upgrade-words", "why": "A better name."}
                if entry["id"] == "dropped":
                    entry |= {"state": "withdrawn", "why": "It never happened."}

    @contextlib.contextmanager
    def _tree(self, name: str) -> Iterator[Any]:
        path = self.folder / name
        tree = parsed(name, path.read_bytes())
        yield tree
        path.write_bytes(dumped(name, tree))

    def _run(self, command: str, *arguments: str) -> None:
        done = build(command, *arguments, "--content", self.folder)
        assert done.returncode == 0, done.stderr

    def _remembered(self, load: Callable[..., Any]) -> Callable[..., Any]:
        """Reads a file that is as it was no second time: most of the time would go there."""
        known: dict[str, Any] = {}

        def loaded(path: Path, shown: str) -> Any:
            name = shown.removeprefix("content/")
            if path.is_file() and path.read_bytes() == self.files.get(name):
                if name not in known:
                    known[name] = load(path, shown)
                return known[name]
            return load(path, shown)

        return loaded

    @contextlib.contextmanager
    def changed(self, files: Mapping[str, bytes | None]) -> Iterator[None]:
        """The folder with some files changed; then as it was."""
        for name, raw in files.items():
            self._put(name, raw)
        try:
            yield
        finally:
            for name in files:
                self._put(name, self.files.get(name))

    def _put(self, name: str, raw: bytes | None) -> None:
        if raw is None:
            (self.folder / name).unlink(missing_ok=True)
        else:
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_bytes(raw)

    def edited(self, edits: Sequence[Edit]) -> dict[str, bytes | None]:
        """The files that some edits change."""
        trees = {name: copy.deepcopy(self.trees[name]) for name in {edit.file for edit in edits}}
        for edit in edits:
            at(trees[edit.file], edit.path[:-1])[edit.path[-1]] = edit.text
        return {name: dumped(name, tree) for name, tree in trees.items()}


OBSERVED = {"text": "It names a river.", "editors": "true"}
EVENT = {"date": "2020-05-01", "text": "A bridge was built.", "cite": ["gazette-2020"], "sections": ["2"], "see": ["term:river-board"]}  # fmt: skip


def parsed(name: str, raw: bytes) -> Any:
    """A file's tree: what is unquoted and means nothing is None, everything else in YAML text."""
    return json.loads(raw) if name.endswith(".json") else _with_none(yaml.load(raw, yaml.BaseLoader))


def _with_none(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _with_none(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_none(value) for value in data]
    return None if data in ("null", "~", "") else data


def dumped(name: str, tree: Any) -> bytes:
    """The tree as a file."""
    if not name.endswith(".json"):
        text = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
        return text.encode("utf-8", "surrogatepass")
    with contextlib.suppress(Exception):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in tree["ids"])
        head = json.dumps({k: v for k, v in tree.items() if k != "ids"}, ensure_ascii=False)
        return f'{head[:-1]}, "ids": [\n{rows}\n]}}\n'.encode("utf-8", "surrogatepass")
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def at(tree: Any, path: Path_) -> Any:
    for key in path:
        tree = tree[key]
    return tree


def nodes(tree: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of everything below a tree's root."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield (*path, key)
        yield from nodes(value, (*path, key))


# --- what is done to it -------------------------------------------------------------------------------------------------


class Inputs:
    """All inputs of a seed, in an order of their own; `every` and `first` share them among processes."""

    def __init__(self, edition: Edition, seed: int, first: int = 0, every: int = 1) -> None:
        self.edition = edition
        self.random = random.Random(f"{seed} {first}")
        pairs = [(file, path, text) for file, path in fields(edition) for text in PAYLOADS]
        random.Random(seed).shuffle(pairs)
        self.edits = iter(pairs[first::every])

    def __iter__(self) -> Iterator[Case]:
        makers = (self.edit, self.edit, self.edit, self.tree, self.tree, self.snippet, self.raw, self.register)
        while True:
            for make in makers:
                yield make()

    def edit(self) -> Case:
        """A text of the list in a field: every pair once, then pairs of chance."""
        edit = Edit(*next(self.edits, None) or (*self._leaf(), self._text()))
        return Case(f"{shown_path(edit)} = {edit.text!r:.100}", self.edition.edited([edit]), edit)

    def _leaf(self) -> tuple[str, Path_]:
        return self.random.choice(leaves(self.edition))

    def _text(self) -> str:
        return "".join(
            self.random.choice(PAYLOADS)[:200] + self.random.choice(("", " ")) for _ in range(self.random.randint(1, 3))
        )

    def register(self) -> Case:
        """A text in ids.lock or an edition."""
        names = [name for name in self.edition.trees if name == "ids.lock" or name.startswith("editions/")]
        name = self.random.choice(names)
        path = self.random.choice(
            [p for p in nodes(self.edition.trees[name]) if isinstance(at(self.edition.trees[name], p), str)]
        )
        edit = Edit(name, path, self._text() if self.random.random() < 0.3 else self.random.choice(PAYLOADS))
        return Case(f"{shown_path(edit)} = {edit.text!r:.100}", self.edition.edited([edit]))

    def tree(self) -> Case:
        """A part of a tree left out, doubled, put elsewhere, or of another sort."""
        name = self.random.choice(list(self.edition.trees))
        tree = copy.deepcopy(self.edition.trees[name])
        done = [self._change(tree) for _ in range(self.random.choice((1, 1, 1, 2, 3)))]
        return Case(f"{name}: {'; '.join(done)}", {name: dumped(name, tree)})

    def _change(self, tree: Any) -> str:
        paths = list(nodes(tree))
        if not paths:
            return "empty"
        path = self.random.choice(paths)
        parent, key = at(tree, path[:-1]), path[-1]
        what = self.random.choice(("drop", "odd", "double", "swap", "move", "key", "deep"))
        match what:
            case "drop":
                del parent[key]
            case "odd":
                parent[key] = self.random.choice(ODD)
            case "double":
                if isinstance(parent, list):
                    parent.append(copy.deepcopy(parent[key]))
                else:
                    parent[f"{key}s"] = parent[key]
            case "swap" | "move":
                other = self.random.choice(paths)
                parent[key] = copy.deepcopy(at(tree, other)) if what == "move" or other[: len(path)] != path else None
            case "key":
                if isinstance(parent, dict):
                    new = self.random.choice(
                        (
                            str(key).upper(),
                            str(key).replace("-", "_"),
                            str(key) + " ",
                            "place",
                            "\x00place",
                            "id",
                            *PAYLOADS[:9],
                        )
                    )
                    parent[new] = parent.pop(key)
            case "deep":
                for _ in range(self.random.choice((3, 19, 25, 300))):
                    parent[key] = [parent[key]]
        return f"{what} {'.'.join(map(str, path))}"

    def snippet(self) -> Case:
        """Something that means something to YAML or JSON, anywhere in a file."""
        name = self.random.choice(list(self.edition.files))
        raw, new = self.edition.files[name], self.random.choice(SNIPPETS)
        where = self.random.randrange(len(raw) + 1)
        made = raw[:where] + new.encode("utf-8", "surrogatepass") + raw[where:]
        return Case(f"{name}: {new!r:.40} at {where}", {name: made})

    def raw(self) -> Case:
        """Bytes changed, taken out or put in, a file cut short, gone, or under another name."""
        name = self.random.choice(list(self.edition.files))
        raw = bytearray(self.edition.files[name])
        if self.random.random() < 0.1:
            other = self.random.choice(
                (f"{name}.bak", f"notes/{Path(name).name}", "x\ny.yml", "glossary/\x1b[31m.yml", "editions/1.json")
            )
            return Case(
                f"{name} as {other!r}",
                {name: None, other: bytes(raw)} if self.random.random() < 0.7 else {other: bytes(raw)},
            )
        for _ in range(self.random.randint(1, 4)):
            where, length = self.random.randrange(len(raw) + 1), self.random.choice((0, 1, 1, 2, 9, 200))
            raw[where : where + length] = self.random.randbytes(self.random.choice((0, 1, 1, 3)))
        if self.random.random() < 0.1:
            del raw[self.random.randrange(len(raw) + 1) :]
        return Case(f"{name}: bytes", {name: bytes(raw)})


@cache
def leaves(edition: Edition) -> list[tuple[str, Path_]]:
    """Every text that stands in a YAML file of the content."""
    files = [(name, tree) for name, tree in edition.trees.items() if name.endswith(".yml")]
    return [(name, path) for name, tree in files for path in nodes(tree) if isinstance(at(tree, path), str)]


def fields(edition: Edition) -> list[tuple[str, Path_]]:
    """One leaf of each field."""
    found: dict[tuple[str, Path_], tuple[str, Path_]] = {}
    for name, path in leaves(edition):
        sort = name.split("/")[0], tuple(key if isinstance(key, str) else 0 for key in path)
        found.setdefault(sort, (name, path))
    return list(found.values())


def shown_path(edit: Edit) -> str:
    return f"{edit.file} {'.'.join(map(str, edit.path))}"


# --- what must be -------------------------------------------------------------------------------------------------------

_LINE = re.compile(r"content(/[^\n]*?)?(:\d+){0,2}: [a-z0-9-]+: [^\n]+")
_COUNT = re.compile(r"(\d+) problems?; nothing was written\.")


def refused(edition: Edition, case: Case) -> bool:
    """Whether `check` refuses an input. Raises AssertionError when what it says is not of our form, or the input is slow."""
    with edition.changed(case.files), timed():
        done = build("check", "--content", edition.folder)
    if done.returncode == 0:
        assert not done.stderr, f"accepted, but said: {done.stderr:.300}"
        return False
    *lines, last = done.stderr.removesuffix("\n").split("\n")
    assert done.returncode == 1 and not done.stdout and lines, f"exit status {done.returncode}, {done.stdout:.100}"
    count = _COUNT.fullmatch(last)
    assert count and int(count[1]) == len(lines), f"{len(lines)} lines, then {last!r}"
    for line in lines:
        assert _LINE.fullmatch(line) and line.isprintable(), f"not of our form: {line!r:.300}"
    return True


@contextlib.contextmanager
def timed() -> Iterator[None]:
    """Raise AssertionError when what is done takes too long, and Hung when it does not end."""

    def stop(*arguments: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, DEAD)
    started = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    taken = time.process_time() - started
    assert taken < SLOW, f"slow: {taken:.1f} s"


def made(edition: Edition, files: Mapping[str, bytes | None]) -> dict[str, str] | None:
    """Every file of the site; None if `check` refuses it. Raises whatever goes wrong."""
    with edition.changed(files), timed():
        try:
            content = loader.load_content(edition.folder)
        except ContentError:
            return None
        if check.check(content):
            return None
        bibliography = styles.bibliography(content.sources, edition.cache / "citations")
        return pages.render(Site(content, bibliography, "https://site.example/"), edition.cache)


def faults(site: Mapping[str, str], plain: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a site, beside the same with plain words."""
    if site.keys() != plain.keys():
        yield f"other files: {sorted(site.keys() ^ plain.keys())}"
    for name in sorted(site.keys() & plain.keys()):
        if site[name] == plain[name]:
            continue
        try:
            one, two = _form(name, site[name]), _form(name, plain[name])
        except Exception as error:
            yield f"{name}: {type(error).__name__}: {error}"
            continue
        if one != two:
            yield f"{name}: {_difference(one, two)}"


def _form(name: str, text: str) -> Any:
    """What of a file does not depend on its words. Raises an error when it cannot be read."""
    if name.endswith("index.md"):
        _, front, body = text.split("---\n", 2)
        return sorted(yaml.load(front, yaml.CSafeLoader)), skeleton(body)
    if name.endswith(".xml"):
        return Counter(element.tag for element in ElementTree.fromstring(text).iter())
    if name.endswith(".json"):
        json.loads(text)
    if name.endswith(".ris"):
        return [
            re.fullmatch(r"([A-Z][A-Z0-9])  - [^\r\n]*", line)[1] for line in text.removesuffix("\r\n").split("\r\n")
        ]
    if name.endswith(".bib"):
        return _bibtex(text)
    return None


def _bibtex(text: str) -> list[str]:
    """The names of an entry's fields; braces must be in pairs."""
    depth, names = 0, []
    assert text.startswith("@misc{")
    for match in re.finditer(r"\\.|[{}]|,\s*(\w+)\s*=", text, re.DOTALL):
        if match[1] and depth == 1:
            names.append(match[1])
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        assert depth >= 0
    assert not depth
    return names


def _difference(one: Any, two: Any) -> str:
    if isinstance(one, tuple) and isinstance(one[1], frozenset):
        more, fewer = sorted(one[1] - two[1])[:2], sorted(two[1] - one[1])[:2]
        return f"{one[0]} {two[0]}"[:200] if one[0] != two[0] else f"more {more}, fewer {fewer}"
    return f"{one} is not {two}"[:400]


class _Skeleton(HTMLParser):
    """Elements with what they are in, ids, classes and where they lead; no words. Spans that only tell a language, and
    differences between texts, depend on words."""

    VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))
    LEADS = frozenset(("href", "src", "data-to", "action"))

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        through = tag in ("ins", "del") or (tag == "span" and given.keys() == {"lang"})
        seen = "" if through else f"{tag}{''.join(self._told(name, given[name]) for name in sorted(given))}"
        if seen:
            self.found["/".join([*(name for _, name in self.open if name), seen])] += 1
        if tag not in self.VOID:
            self.open.append((tag, tag if seen else ""))

    def _told(self, name: str, value: str) -> str:
        if name in self.LEADS:
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", value.strip(), re.IGNORECASE)
            return f"[{name}={scheme[0] if scheme else ''}]"
        return f"[{name}={value}]" if name in ("id", "class", "type", "style") or name.startswith("on") else f"[{name}]"

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_comment(self, data: str) -> None:
        self.found["comment"] += 1


@lru_cache(1000)
def skeleton(text: str) -> frozenset[tuple[str, int]]:
    """The elements of a page, each with how often it is there in that place."""
    reader = _Skeleton()
    reader.feed(_converter().reset().convert(text))
    reader.close()
    return frozenset(reader.found.items())


@cache
def _converter() -> markdown.Markdown:
    configuration = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=configuration.markdown_extensions, extension_configs=configuration.mdx_configs)


# --- plain words in the same fields -------------------------------------------------------------------------------------


def plain_words(text: str) -> str:
    """Words with the marks of inline Markdown that the text has, and its first letter, by which lists are sorted."""
    with contextlib.suppress(ValueError):
        return "".join(map(_plain, inline.parse(text)))
    return "Plain words"


def _plain(token: inline.Token) -> str:
    if isinstance(token, inline.Plain):
        text = token.text
        if not text.strip():
            return text
        first = text.strip()[0]
        words = f"{first if first.isascii() and first.isalpha() else '1'} plain words"
        return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"
    inside = "".join(map(_plain, token.inside))
    if isinstance(token, inline.Emphasis):
        return f"*{inside}*"
    return f"[{inside}]({token.id if token.kind == 'passage' else f'{token.kind}:{token.id}'})"


# --- the run ------------------------------------------------------------------------------------------------------------


@dataclass
class Report:
    """What a run did and found."""

    inputs: int = 0
    refused: int = 0
    built: int = 0
    builds: int = 0
    slowest: float = 0.0
    findings: list[Finding] = field(default_factory=list)

    def __add__(self, other: Report) -> Report:
        numbers = (self.inputs + other.inputs, self.refused + other.refused, self.built + other.built)
        found = list({one.what: one for one in [*self.findings, *other.findings]}.values())
        return Report(*numbers, self.builds + other.builds, max(self.slowest, other.slowest), found)

    def __str__(self) -> str:
        line = f"{self.inputs} inputs: {self.refused} refused in lines, {self.inputs - self.refused} accepted"
        return f"{line}, {self.built} of them compared with plain words in {self.builds} builds; slowest {self.slowest:.2f} s"


class Run:
    """Some inputs tried, and what was found made small."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.report = Report()
        self.waiting: dict[bool, dict[tuple[str, Path_], Edit]] = {False: {}, True: {}}
        self.known: set[str] = set()
        self.plain: dict[Edit, bool] = {}

    def go(self, inputs: Inputs, seconds: float, at_least: int = 0) -> Report:
        """Try inputs until the time is over, but at least so many."""
        end = time.monotonic() + seconds
        for case in inputs:
            if self.report.inputs >= at_least and time.monotonic() > end:
                break
            self.one(case)
            if self.report.inputs % 100 == 0:
                gc.collect()
        self.together(cited=False)
        return self.report

    def one(self, case: Case) -> None:
        """Check an input; what is accepted waits to be built, or now and then is built alone."""
        self.report.inputs += 1
        started = time.process_time()
        told = self._wrong(lambda: self._refused(case))
        self.report.slowest = max(self.report.slowest, time.process_time() - started)
        if told:
            self.found(told, case)
        elif case.edit:
            self.wait(case.edit)
        elif self.report.inputs % 40 == 0 and (told := self._wrong(lambda: made(self.edition, case.files))):
            self.found(told, case)

    def _refused(self, case: Case) -> None:
        if refused(self.edition, case):
            self.report.refused += 1
            raise ContentError([])

    def _wrong(self, tried: Callable[[], object]) -> str:
        """What went wrong in something, by its kind and place; empty if nothing, or if an input was refused."""
        try:
            tried()
        except ContentError:
            return ""
        except AssertionError as error:
            return str(error).split(":")[0] if str(error).startswith("slow") else _place(error) + f" {error!s:.200}"
        except Hung:
            return "hung"
        except Exception as error:
            return _place(error)
        return ""

    def wait(self, edit: Edit) -> None:
        """Keep a text that was accepted for a build together with others."""
        cited = _is_cited(edit)
        waiting = self.waiting[cited]
        if self.accepted(edit):
            waiting.setdefault((edit.file, edit.path), edit)
        if len(waiting) >= TOGETHER:
            self.together(cited)

    def accepted(self, edit: Edit) -> bool:
        """Whether the text is (still) accepted."""
        return True

    def together(self, cited: bool) -> None:
        edits = list(self.waiting[cited].values())
        self.waiting[cited].clear()
        self.compare(edits)

    def compare(self, edits: list[Edit]) -> None:
        """Build texts together, and the same with plain words; halve what is wrong until it is one text."""
        told = self.difference(edits)
        if told is None and len(edits) > 1:  # refused, together
            for half in (edits[: len(edits) // 2], edits[len(edits) // 2 :]):
                self.compare(half)
        elif told:
            small = smallest(edits, lambda some: bool(self.difference(some)))
            if len(small) == 1:
                text = "".join(
                    smallest(list(small[0].text), lambda t: bool(self.difference([small[0]._replace(text="".join(t))])))
                )
                small = [small[0]._replace(text=text)]
            told = self.difference(small) or told
            self.keep(told, "; ".join(f"{shown_path(edit)} = {edit.text!r:.300}" for edit in small), told)
            if rest := [edit for edit in edits if edit[:2] not in {one[:2] for one in small}]:
                self.compare(rest)
        elif edits:
            self.report.built += len(edits)

    def difference(self, edits: Sequence[Edit]) -> str | None:
        """What is wrong with a build of some texts; None if they are refused."""
        self.report.builds += 1
        sites: list[dict[str, str] | None] = []
        for some in (edits, [edit._replace(text=self.words(edit)) for edit in edits]):
            told = self._wrong(lambda some=some: sites.append(made(self.edition, self.edition.edited(some))))
            if told:
                return told
        site, plain = (sites + [None, None])[:2]
        if site is None or plain is None:
            return None
        return next(faults(site, plain), "")

    def words(self, edit: Edit) -> str:
        """Plain words for a field; the text itself where the field takes none."""
        plain = edit._replace(text=plain_words(edit.text))
        if plain not in self.plain:
            case = Case("", self.edition.edited([plain]))
            self.plain[plain] = bool(self._wrong(lambda: self._accepts(case)) == "")
        return plain.text if self.plain[plain] else edit.text

    def _accepts(self, case: Case) -> None:
        assert not refused(self.edition, case)

    def found(self, told: str, case: Case) -> None:
        """Make an input small that goes wrong by itself."""
        if told in self.known:
            return
        files = dict(case.files)
        for name, raw in case.files.items():
            if raw is None or time.monotonic() < 0:
                continue
            for pieces in (lines_of, bytes_of):
                files[name] = b"".join(
                    smallest(
                        pieces(files[name]), lambda some, name=name: self._still(told, files | {name: b"".join(some)})
                    )
                )
        self.keep(told, f"{case.what}\n{_shown(files, self.edition)}", told)

    def _still(self, told: str, files: Mapping[str, bytes | None]) -> bool:
        case = Case("", files)
        return (
            self._wrong(lambda: refused(self.edition, case)) == told
            or self._wrong(lambda: made(self.edition, files)) == told
        )

    def keep(self, what: str, case: str, detail: str) -> None:
        if what not in self.known:
            self.known.add(what)
            self.report.findings.append(Finding(what, case, detail))
            print(f"FOUND {what}\n  {case}", flush=True)


def _is_cited(edit: Edit) -> bool:
    """Whether a field may stand in a citation: pandoc renders those anew."""
    return (
        edit.file in ("statement.yml", "sources.yml")
        or edit.path[-1] in ("name", "title")
        or "abbreviations" in edit.path
    )


def _place(error: BaseException) -> str:
    """An error by its kind and where in our code it was raised."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "explainer" in frame.filename]
    at = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "outside"
    return f"{type(error).__name__} in {at}"


def lines_of(raw: bytes | None) -> list[bytes]:
    return (raw or b"").splitlines(keepends=True)


def bytes_of(raw: bytes | None) -> list[bytes]:
    return [bytes([one]) for one in raw or b""]


def smallest(items: list[Any], fails: Callable[[list[Any]], bool], tries: int = 80) -> list[Any]:
    """Some of the items, in their order, that fail as all do: ever smaller parts are left out (delta debugging)."""
    part = max(1, len(items) // 2)
    while tries > 0 and len(items) > 1:
        for start in range(0, len(items), part):
            rest = items[:start] + items[start + part :]
            tries -= 1
            if rest and fails(rest):
                items = rest
                break
            if tries <= 0:
                break
        else:
            if part == 1:
                break
            part = max(1, part // 2)
    return items


def _shown(files: Mapping[str, bytes | None], edition: Edition) -> str:
    """Changed files beside those of the edition, as far as one can read."""
    told = []
    for name, raw in files.items():
        one, two = (
            (part or b"").decode("utf-8", "backslashreplace").splitlines() for part in (edition.files.get(name), raw)
        )
        changed = [
            f"{line!r:.200}"
            for line in difflib.unified_diff(one, two, lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        small = two if len(two) <= 8 else changed
        told.append(
            f"  {name!r}{' is not there' if raw is None else ''}\n"
            + "\n".join(f"    {line!s:.200}" for line in small[:12])
        )
    return "\n".join(told)


def run(seed: int, seconds: float, at_least: int = 0, first: int = 0, every: int = 1) -> Report:
    """A share of the inputs of a seed, in a folder of its own."""
    load = loader.load
    with tempfile.TemporaryDirectory() as folder:
        edition = Edition(Path(folder))
        try:
            return Run(edition).go(Inputs(edition, seed, first, every), seconds, at_least)
        finally:
            loader.load = load


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="the same seed gives the same inputs")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    count = options.processes
    print(f"seed {options.seed}, {options.seconds:g} s, {count} processes", flush=True)
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        shares = [pool.submit(run, options.seed, options.seconds, 0, i, count) for i in range(count)]
        report = sum((share.result() for share in shares), Report())
    print(report)
    print(f"{len(report.findings)} findings")
    return bool(report.findings)


if __name__ == "__main__":
    sys.exit(main())
