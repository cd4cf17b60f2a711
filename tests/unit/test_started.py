"""A site that was started for another statement: what is still to be written, and that it speaks of nothing but its own."""

from __future__ import annotations

import html
import re

import pytest

from conftest import build, mkdocs
from site_html import text, tree
from test_checks import problems

SEVEN = """\
Seven Springs: Remarks by the Mayor
The mayor met the press.
Firstly, let the water run.
It shall run "freely" & <always>.
Secondly, count the springs.
Thirdly, count *them* again.
Fourthly, mind the ducks.
Fifthly, mind the geese.
Sixthly, rest.
Seventhly, 2. begin again.
"""
# What an editor would write for each TODO of statement.yml, by what the TODO asks for.
ANSWERS = {
    "who speaks": "iMogen da Riva",
    "the office held on that day": "mayor of Seven Springs",
    "the occasion": "an opening of the baths",
    "the day it was made": "2021-05-14",
    "the place": "Upper Baths",
    "who said what": "What the mayor said at the baths.",
    "what the text is": "transcript of remarks at the opening of the baths",
    "where this copy": "The copy was taken from the notice board. Its publisher is the town.",
    "a title of": "dUcks and geese",
    "in one line": "eBay is not named.",
}
# Words for what is on our site; no text of ours for all sites may hold one.
OURS = [
    "Chinese",
    "Kazakh",
    "pinyin",
    "minister",
    "summit",
    "consulate",
    "readout",
    "Silk Road",
    "could not be established",
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "seven.txt").write_text(SEVEN, encoding="utf-8")
    made = build("new", tmp_path / "seven.txt", tmp_path / "springs")
    assert made.returncode == 0, made.stderr
    return tmp_path / "springs"


def answered(folder):
    """Write what is still to be written."""
    path = folder / "content" / "statement.yml"
    words = path.read_text(encoding="utf-8")
    for asked, answer in ANSWERS.items():
        words = re.sub(rf'"TODO: {asked}[^"\n]*"', answer, words)
    path.write_text(words, encoding="utf-8")


def test_what_is_still_to_be_written_is_told_with_its_place(folder):
    done = build("check", "--content", folder / "content")
    assert done.returncode == 1
    words = (folder / "content" / "statement.yml").read_text(encoding="utf-8").splitlines()
    told = {int(line.split(":")[1]): line for line in done.stderr.splitlines() if ": todo: " in line}
    assert sorted(told) == [number for number, line in enumerate(words, start=1) if '"TODO' in line]
    assert any(
        line.endswith("todo: still to be written: who speaks (a draft may wait for it: --draft, DRAFT=1)")
        for line in told.values()
    )
    answered(folder)
    assert problems(folder / "content") == []


@pytest.mark.parametrize("left", ["TODO", "TODO which", '"TODO: which"'])
def test_any_value_may_be_left_to_be_written(mini_folder, left):
    path = mini_folder / "glossary" / "ada-brook.yml"
    words = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^name: .*$", f"name: {left}", words, flags=re.MULTILINE), encoding="utf-8")
    assert any(": todo: " in line for line in problems(mini_folder))
    assert problems(mini_folder, draft=True) == []


def test_a_word_that_begins_like_it_is_none(mini_folder):
    path = mini_folder / "statement.yml"
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("name: Two Rivers, annotated", "name: TODOS Santos, annotated"), encoding="utf-8")
    assert problems(mini_folder) == []


def test_a_draft_says_so_on_every_page(folder, tmp_path):
    content, docs = folder / "content", tmp_path / "docs"
    assert build("build", "--content", content, "--docs", docs).returncode == 1
    assert build("build", "--draft", "--content", content, "--docs", docs).returncode == 0
    pages = [*docs.rglob("index.md"), *docs.rglob("page.md.txt")]
    assert pages
    assert not [
        page
        for page in pages
        if not re.search(
            r"\*\*Draft, not to be cited\.\*\* \d+ texts to be written, marked TODO\.\n\{ \.draft \}",
            page.read_text(encoding="utf-8"),
        )
    ]
    assert build("edition", "2021.1", "--content", content).returncode == 1
    answered(folder)
    assert build("build", "--content", content, "--docs", docs).returncode == 0
    assert not [page for page in pages if "Draft, not" in page.read_text(encoding="utf-8")]


def test_the_real_first_of_january_1970(folder):
    answered(folder)
    path = folder / "content" / "statement.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("2021-05-14", "1970-01-01"), encoding="utf-8")
    assert problems(folder / "content") == []


@pytest.mark.built
def test_a_started_site_speaks_of_nothing_but_its_own(folder, real):
    draft = mkdocs("--config-file", folder / "mkdocs.yml")
    assert draft.returncode == 1
    assert "statement.yml:7:3: todo: " in draft.stderr
    answered(folder)
    path = folder / "content" / "statement.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("slug: 7-2-begin-again", "slug: 7-another-slug"), encoding="utf-8"
    )
    assert build("ids", "--content", folder / "content").returncode == 0
    done = mkdocs("--config-file", folder / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    page = (site / "pillars" / "1-let-the-water-run" / "index.html").read_text(encoding="utf-8")
    assert 'It shall run "freely" & <always>.' in html.unescape(page)
    # Name, summary and menu are those of statement.yml, and stand nowhere else.
    home = tree(site / "index.html")
    menu = [text(link) for link in home.find(".//nav").iter("a")]
    assert menu[:3] == ["Read", "The statement", "Opening"]
    assert menu[9:] == ["7. dUcks and geese", "Cite and link", "Changes", "About"]
    assert (site / "pillars" / "7-another-slug" / "index.html").exists()
    assert text(home.find(".//title")) == "Seven Springs: Remarks by the Mayor - Seven Springs: Remarks by the Mayor"
    # Names keep their letters, and the article is the editor's.
    shown = text(home)
    assert "eBay is not named." in shown
    assert "iMogen da Riva, mayor of Seven Springs. An opening of the baths, Upper Baths, 14 May 2021." in shown
    names = list(names_of(real))
    assert not words_in(site, "*.html", [*OURS, *names])
    assert not words_in(site, "*.txt", [*OURS, *names])
    assert not words_in(site, "*.json", names)  # the search knows words that readers type on any site


def words_in(site, pattern, words):
    """Which of some words stand in the files of a site, with their files."""
    one = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
    files = list(site.rglob(pattern))
    assert files
    return {f"{file.name}: {match[0]}" for file in files for match in one.finditer(file.read_text(encoding="utf-8"))}


def names_of(content):
    """The names on a site: of the statement's people, sides and place, of the terms that are names."""
    about = content.about
    yield from (about.label, about.speaker.name, about.counterpart.name, about.place_name)
    yield from (party.name for party in about.parties)
    for term in content.terms:
        if term.category in ("person", "place", "organisation", "mechanism", "initiative", "transport"):
            yield from (term.name, *(name for name in term.abbreviations if len(name) > 2))
