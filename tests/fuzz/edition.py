"""The edition that is broken: the mini edition with every field that there is, and its files as trees."""

from __future__ import annotations

import contextlib
import copy
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from conftest import MINI, build
from explainer.load import content as loader

Path_ = tuple[str | int, ...]


class Edit(NamedTuple):
    """A text in a field: the file of content/, the keys that lead to the field, the text."""

    file: str
    path: Path_
    text: str


class Edition:
    """The mini edition with every field that there is, an edition cut, a change since, and addresses given up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "content"
        self.cache = folder / "cache"
        shutil.copytree(MINI / "content", self.folder)
        self._fill()
        self.files = {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in self.folder.rglob("*.*")}
        self.trees = {
            name: parsed(name, raw) for name, raw in self.files.items() if not name.endswith((".txt", ".csv"))
        }
        for name, tree in self.trees.items():
            self.files[name] = dumped(name, tree)
            (self.folder / name).write_bytes(self.files[name])
        done = build("check", "--content", self.folder)
        assert done.returncode == 0, done.stderr
        loader.load = self._remembered(loader.load)

    def _fill(self) -> None:
        with self._tree("statement.yml") as about:
            about["cited_as"] = {"short_title": "Two Rivers", "description": "Readout of remarks"}
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
    return json.loads(raw) if name.endswith("json") else _with_none(yaml.load(raw, yaml.BaseLoader))


def _with_none(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _with_none(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_none(value) for value in data]
    return None if data in ("null", "~", "") else data


def dumped(name: str, tree: Any) -> bytes:
    """The tree as a file."""
    if not name.endswith("json"):
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
