"""The two sites in examples/: started with `build.py new`, annotated by the docs, and built without a word of warning."""

from __future__ import annotations

import filecmp

import pytest

from conftest import ROOT, make_site
from explainer import scaffold
from explainer.load.content import load_content
from site_html import text, tree
from test_checks import problems

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/mkdocs.yml"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_has_what_a_small_edition_has(folder):
    content = load_content(folder / "content")
    assert problems(folder / "content") == []
    assert min(len(content.notes), len(content.terms)) >= 5
    assert len(content.commitments) >= 2
    assert not content.about.structure.unsure


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_is_started_as_sites_are_started_now(folder, tmp_path):
    """Its commands, tests and settings are those of a new site."""
    scaffold.new(folder / "content" / "statement.txt", tmp_path / "a" / "new", tmp_path)
    alike = [
        ".gitignore",
        ".gitattributes",
        "Makefile",
        "README.md",
        "mkdocs.yml",
        "docs/.gitignore",
        "tests/test_site.py",
    ]
    assert filecmp.cmpfiles(folder, tmp_path / "a" / "new", alike, shallow=False)[0] == alike


@pytest.mark.built
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_is_built(folder, tmp_path):
    make_site(tmp_path / "site", "--config-file", folder / "mkdocs.yml")
    content = load_content(folder / "content")
    page = tree(tmp_path / "site" / "statement" / "index.html")
    shown = [text(p) for p in page.iter("p") if p.get("class") == "text"]
    received = (folder / "content" / "statement.txt").read_text(encoding="utf-8").split("\n\n")
    assert shown == [p.text for p in content.statement.passages] == [line.strip() for line in received]


def test_there_are_a_numbered_one_and_an_ordinal_one():
    first = [load_content(folder / "content").statement.section(1)[0].text for folder in EXAMPLES]
    assert [words[:9] for words in first] == ["The first", "(1) A rea"]
