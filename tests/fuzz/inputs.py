"""What is done to the edition: texts in fields, trees and bytes changed."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fuzz.edition import Edit, Edition, Path_, at, dumped, fields, leaves, nodes, shown_path

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


class Case(NamedTuple):
    """An input: what was done, and the files that are other than in the edition (None: not there)."""

    what: str
    files: Mapping[str, bytes | None]
    edit: Edit | None = None


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
                parent[key] = copy.deepcopy(self.random.choice(ODD))  # else it could come to hold itself
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
                for _ in range(self.random.choice((3, 19, 25, 60))):
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
