"""Terms and sources that several statements have in common."""

from __future__ import annotations

import shutil

import pytest

from conftest import build
from explainer import shared
from explainer.problems import ContentError


@pytest.fixture
def apart(mini_folder, tmp_path):
    """The mini edition, its whole glossary and all its sources in a folder beside it, and there a term that it does not use."""
    folder = tmp_path / "apart" / "content"
    shutil.copytree(mini_folder, folder)
    common = folder.parent / "shared"
    common.mkdir()
    shutil.move(folder / "glossary", common / "glossary")
    shutil.move(folder / "sources.yml", common / "sources.yml")
    (folder / "sources.yml").write_text("# All are shared.\n", encoding="utf-8")
    with (folder / "statement.yml").open("a", encoding="utf-8") as file:
        file.write("shared: ../shared\n")
    (common / "glossary" / "elsewhere.yml").write_text(
        "{id: elsewhere, name: Elsewhere, category: place, in_statement: [No such words],"
        " definition: {text: It is named in another statement., cite: [elsewhere-2020]}}\n",
        encoding="utf-8",
    )
    with (common / "sources.yml").open("a", encoding="utf-8") as file:
        file.write(
            "- {id: elsewhere-2020, type: webpage, title: Elsewhere, publisher: A Ministry, issued: 2020-01-01,"
            " URL: 'https://example.org/elsewhere', language: en, side: other, kind: primary, checked: 2020-01-02}\n"
        )
    return folder


def test_pages_are_the_same_wherever_terms_and_sources_stand(mini_folder, apart, tmp_path):
    made = {}
    for name, folder in (("one", mini_folder), ("two", apart)):
        docs = tmp_path / name
        done = build("build", "--content", folder, "--docs", docs)
        assert done.returncode == 0, done.stderr
        made[name] = {p.relative_to(docs): p.read_bytes() for p in docs.rglob("*") if p.is_file()}
    assert made["one"].keys() == made["two"].keys()
    assert [name for name in made["one"] if made["one"][name] != made["two"][name]] == []


def test_a_term_of_ones_own_stands_for_the_shared_one(apart):
    (apart / "glossary").mkdir()
    text = (apart.parent / "shared" / "glossary" / "river-board.yml").read_text(encoding="utf-8")
    (apart / "glossary" / "river-board.yml").write_text(text.replace("name: ", "name: Our ", 1), encoding="utf-8")
    assert next(t.name for t in shared.load(apart).terms if t.id == "river-board").startswith("Our ")


def test_a_shared_term_is_taken_for_its_words_and_for_a_link(apart):
    text = (apart.parent / "shared" / "glossary" / "elsewhere.yml").read_text(encoding="utf-8")
    assert "elsewhere" not in {term.id for term in shared.load(apart).terms}
    path = apart.parent / "shared" / "glossary" / "elsewhere.yml"
    path.write_text(text.replace("No such words", "No such words, keep the rivers open"), encoding="utf-8")
    content = shared.load(apart)
    assert [t.in_statement for t in content.terms if t.id == "elsewhere"] == [("keep the rivers open",)]
    assert "elsewhere-2020" in {source.id for source in content.sources}


def test_a_folder_that_is_not_there_is_told_where_it_is_named(apart):
    shutil.rmtree(apart.parent / "shared")
    with pytest.raises(ContentError) as told:
        shared.load(apart)
    (problem,) = told.value.problems
    assert (problem.file, problem.code) == ("content/statement.yml", "shared-folder")
    assert problem.line


def test_a_fault_in_a_shared_file_is_told_at_its_line(apart):
    (apart.parent / "shared" / "glossary" / "elsewhere.yml").write_text("{id: elsewhere}\n", encoding="utf-8")
    with pytest.raises(ContentError) as told:
        shared.load(apart)
    assert {problem.file for problem in told.value.problems} == {"shared/glossary/elsewhere.yml"}
