"""Doors: a page in another language that says what the site is, linked from every page."""

from __future__ import annotations

import pytest
import yaml

from conftest import ROOT, build
from explainer.cite.styles import bibliography
from explainer.render import search_data
from explainer.render.by_hand import doors
from explainer.render.head import FRONT
from explainer.render.pages import render
from explainer.site import Site

DOOR = """---
language: 中文
title: 布鲁克说了什么
description: 一篇声明的入口。
---

# 布鲁克说了什么 { #top }

1. [](../glossary/river-board/index.md)（[1.2](../p/1.2/index.md)）。*全文*为英文。
"""
WRITTEN = {"doors/zh": DOOR, "doors/ru": DOOR.replace("中文", "Русский")}


def front_of(page):
    return yaml.safe_load(FRONT.match(page)[1])


@pytest.fixture(scope="module")
def edition(mini):
    return Site(mini, bibliography(mini.sources, ROOT / ".cache" / "citations"))


@pytest.fixture(scope="module")
def made(edition):
    return render(edition, ROOT / ".cache", WRITTEN)


def test_a_link_without_words_gets_the_name_in_the_language_of_the_door(made):
    assert "1. [河委](../glossary/river-board/index.md)（[1.2]" in made["zh/index.md"]
    assert "1. [Речной совет](../glossary/river-board/index.md)" in made["ru/index.md"]


def test_a_door_says_its_language_and_its_foot_stays_in_that_of_the_site(made):
    front = front_of(made["zh/index.md"])
    assert (front["lang"], front["jsonld"]["inLanguage"], front["citation"]["citation_language"]) == ("zh",) * 3
    assert front["title"] == "布鲁克说了什么"
    assert "/// html | footer.imprint[lang=en]" in made["zh/index.md"]
    assert "footer.imprint[lang" not in made["about/index.md"]


def test_every_page_leads_to_every_door_by_its_own_name(made):
    for file, up in (("index.md", ""), ("about/index.md", "../"), ("glossary/river-board/index.md", "../../")):
        for code, name in (("zh", "中文"), ("ru", "Русский")):
            assert f"[{name}]({up}{code}/index.md){{ lang={code} hreflang={code} }}" in made[file]


def test_the_start_page_and_the_doors_name_each_other_to_machines(made):
    expected = {"x-default": "", "en": "", "zh": "zh/", "ru": "ru/"}
    for file in ("index.md", "zh/index.md", "ru/index.md"):
        assert front_of(made[file])["alternates"] == expected
    assert "alternates" not in front_of(made["about/index.md"])


def test_a_door_is_found_by_its_words(edition):
    (door,) = doors(edition, {"doors/zh": DOOR})
    assert door.plain == "布鲁克说了什么 河委（1.2）。全文为英文。"
    names = search_data.files(edition, set(), [door])[search_data.NAMES_FILE]
    assert '["page","布鲁克说了什么","zh/","",["中文"]]' in names


@pytest.mark.parametrize(
    "name, old, new, expected",
    [
        (
            "zh",
            "river-board",
            "river-bord",
            'zh.md:9: unnamed: no glossary entry "river-bord"; did you mean "river-board"?',
        ),
        (
            "zh",
            "river-board",
            "ada-brook",
            'zh.md:9: unnamed: glossary entry "ada-brook" has no name in "zh"; write words',
        ),
        ("fr", "", "", 'fr.md:9: unnamed: glossary entry "river-board" has no name in "fr"; write words'),
        (
            "chinese",
            "",
            "",
            'chinese.md: file-name: "chinese" is no code of a language; name the file by one of two letters',
        ),
        ("zh", "language: 中文\n", "", "zh.md:2:1: schema: language: is missing"),
        ("zh", "title:", "titel:", 'zh.md:3:1: schema: unknown key "titel"; did you mean "title"?'),
    ],
)
def test_what_is_wrong_with_a_door_is_told(mini_folder, tmp_path, name, old, new, expected):
    file = tmp_path / "docs" / "pages" / "doors" / f"{name}.md"
    file.parent.mkdir(parents=True)
    file.write_text(DOOR.replace(old, new, 1), encoding="utf-8")
    done = build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
    assert done.returncode == 1
    assert f"docs/pages/doors/{expected}" in done.stderr
    assert not (tmp_path / "docs" / "index.md").exists()
