"""The rooms of the house: each uses only what comes before it, and no module goes round in a circle."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "scripts" / "explainer"
# load -> resolve -> check -> render -> write. What stands in one line uses only what stands above it.
ROOMS = (
    "problems",
    "turns",
    "load",
    "epoch",
    "text",
    "selectors",
    "shared",
    "kinds",
    "atlas",
    "site",
    "addresses",
    "editions",
    "check",
    "cite",
    "export",
    "render",
    "collection",
    "books",
    "write",
    "scaffold",
)
LONGEST = {"check": 200, "editions": 300}  # lines of a module


def name(path: Path) -> str:
    """`scripts/explainer/load/model.py` as explainer.load.model."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name(path): path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE or path.stem != "__init__"
}


def imported(module: str) -> Iterator[str]:
    """The modules that a module imports, wherever in it: a package counts if a name of its own is taken from it."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: import by the full name"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def room(module: str) -> str:
    return module.split(".")[1]


def test_every_module_has_its_room():
    assert {room(module) for module in MODULES} == set(ROOMS)


@pytest.mark.parametrize("module", MODULES)
def test_a_room_uses_only_what_comes_before_it(module):
    for other in imported(module):
        if other in MODULES:
            assert ROOMS.index(room(other)) <= ROOMS.index(room(module)), f"{module} imports {other}"


def test_no_module_goes_round_in_a_circle():
    TopologicalSorter({module: {m for m in imported(module) if m in MODULES} for module in MODULES}).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_the_generator_knows_no_site_builder(module):
    """MkDocs can be replaced: what it reads is made without it."""
    assert not [other for other in imported(module) if other.split(".")[0] in ("mkdocs", "material", "pymdownx")]


@pytest.mark.parametrize("place", LONGEST)
def test_a_module_has_one_subject(place):
    lengths = {m: len(p.read_text(encoding="utf-8").splitlines()) for m, p in MODULES.items() if room(m) == place}
    assert {m: n for m, n in lengths.items() if n > LONGEST[place]} == {}


def test_the_readme_names_every_folder():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stdout
    folders = {path.split("/")[0] for path in tracked.splitlines() if "/" in path}
    if not folders:
        pytest.skip("no git here")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {folder for folder in folders if f"`{folder}/" not in readme} == set()
