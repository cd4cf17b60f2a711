"""Two statements as one collection: its page, its search, the ways there and back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import MINI, ROOT, served

INHERITED = "INHERIT: {root}/mkdocs.yml\ndocs_dir: docs\nnav: [index.md]\nwatch: []\nhooks: ['{root}/scripts/mkdocs_hook.py']\ntheme: {{custom_dir: '{root}/theme'}}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("two statements")
    (folder / "collection.yml").write_text(
        "name: Rivers & <bridges>\nsummary: Two statements, to be searched as one.\n", encoding="utf-8"
    )
    for name in ("first", "second"):
        shutil.copytree(MINI / "content", folder / name / "content")
        (folder / name / "docs").mkdir()
        (folder / name / "mkdocs.yml").write_text(INHERITED.format(root=ROOT), encoding="utf-8")
    about = folder / "second" / "content" / "statement.yml"
    about.write_text(about.read_text(encoding="utf-8").replace("label: ", "label: Again, ", 1), encoding="utf-8")
    return folder


def collect(folder: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "collection.py"), str(folder), str(out)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def out(folder, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("out") / "collection"
    done = collect(folder, out)
    assert done.returncode == 0, done.stderr
    return out


def test_one_search_finds_in_every_statement_and_says_in_which(browser, out):
    with served(out) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.locator("h1")).to_have_text("Rivers & <bridges>")
        page.locator("[data-search-open]").click()
        page.wait_for_selector("dialog.search[data-state=all]")
        page.locator("dialog.search input").fill("River Board")
        found = page.locator("#search-list [data-search-result=term]")
        expect(found).to_have_count(2)
        assert len({text.partition("Organisation · ")[2] for text in found.all_inner_texts()}) == 2
        found.last.click()
        page.wait_for_url("**/glossary/river-board/**")
        page.locator("footer a", has_text="Rivers & <bridges>").click()
        page.wait_for_url(address)
        page.close()


def test_every_find_has_a_page(out):
    names = json.loads((out / "search" / "names.json").read_text(encoding="utf-8"))
    for document in names["documents"]:
        assert (out / document[2].partition("#")[0] / "index.html").is_file(), document


def test_a_fault_in_one_statement_is_told_with_its_file_and_nothing_is_built(folder, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken, ignore=shutil.ignore_patterns("docs"))
    (broken / "second" / "content" / "sources.yml").write_text("- {id: x\n", encoding="utf-8")
    (broken / "js").mkdir()
    (broken / "js" / "mkdocs.yml").touch()
    done = collect(broken, tmp_path / "out")
    assert done.returncode == 1
    assert "second/content/sources.yml:" in done.stderr
    assert "broken/js: collection-address: " in done.stderr
    assert not (tmp_path / "out").exists()
