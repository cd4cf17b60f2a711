"""The theme is ours: what it still takes from Material is listed here, and nothing else of it reaches a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

import jinja2
import jinja2.meta
import material
import pytest
import yaml
from jinja2 import nodes

from conftest import ROOT
from site_html import pages, tree

THEME = ROOT / "theme"
MATERIAL = Path(material.__file__).parent / "templates"

# All that we take from Material; its successors have to bring the same.
TEMPLATES = {"partials/content.html", "partials/language.html"}
WORDS = {"language": "en", "action.skip": "Skip to content"}
STATIC_PAGE = "404.html"


def test_the_templates_use_no_more_of_material_than_the_list_says():
    ours = {path.relative_to(THEME).as_posix(): path.read_text(encoding="utf-8") for path in THEME.rglob("*.html")}
    used = {
        name
        for text in ours.values()
        for name in jinja2.meta.find_referenced_templates(jinja2.Environment().parse(text))
    }
    assert used - ours.keys() == TEMPLATES
    calls = [call for text in ours.values() for call in jinja2.Environment().parse(text).find_all(nodes.Call)]
    words = [call for call in calls if isinstance(call.node, nodes.Getattr) and call.node.attr == "t"]
    assert {call.args[0].as_const() for call in words} == WORDS.keys()


def test_the_installed_material_has_what_the_list_names():
    for name in TEMPLATES:
        assert (MATERIAL / name).is_file(), name
    words = (MATERIAL / "partials" / "languages" / "en.html").read_text(encoding="utf-8")
    language = jinja2.Environment().from_string(words).module
    assert {word: language.t(word) for word in WORDS} == WORDS
    assert (
        STATIC_PAGE in yaml.safe_load((MATERIAL / "mkdocs_theme.yml").read_text(encoding="utf-8"))["static_templates"]
    )


MADE_BY_MKDOCS = {"404.html", "sitemap.xml", "sitemap.xml.gz"}


def test_every_file_of_the_site_is_ours_and_no_page_has_a_class_of_material(site):
    """LICENSE says so: MkDocs would copy all files of the theme under ours."""
    for file in (path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site)
        source = name.with_suffix(".md") if name.suffix == ".html" else name
        ours = (THEME / name).is_file() or (ROOT / "docs" / source).is_file()
        assert ours or name.as_posix() in MADE_BY_MKDOCS, name
    for page in pages(site):
        assert not [e.get("class") for e in tree(page).iter() if re.search(r"\bmd-", e.get("class") or "")], page
    for file in (*THEME.rglob("*.css"), *THEME.rglob("*.js")):
        assert not re.search(r"\bmd-|url\(", file.read_text(encoding="utf-8")), file


def test_the_licence_of_what_others_made_is_what_they_say():
    """The search's pairs of characters are OpenCC's."""
    assert f"OpenCC (https://github.com/BYVoid/OpenCC), {metadata('opencc')['License']}," in (
        ROOT / "LICENSE"
    ).read_text(encoding="utf-8").replace("\n   ", " ")


def names(css: str) -> Iterator[str]:
    """The classes, ids and attributes that the selectors of a style sheet ask for."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for selector in re.findall(r"([^{};]+)\{", css):
        for name in re.findall(r"[.#\[]([a-z][\w-]*)", selector):
            yield name.rstrip("0123456789")  # part-1 to part-12: a statement has as many parts as it has


@pytest.fixture(scope="module")
def mentioned(site) -> set[str]:
    """All words of pages, of scripts, and of what makes pages: content may have no use today for a class of it."""
    makers = [path for path in (ROOT / "scripts" / "explainer").rglob("*") if path.suffix in (".py", ".j2")]
    texts = [path.read_text(encoding="utf-8") for path in (*pages(site), *THEME.rglob("*.js"), *makers)]
    words = {word for text in texts for word in re.findall(r"[\w-]+", text)}
    # element.dataset.someName is the attribute data-some-name.
    return words | {"data-" + word for word in words}


def test_no_rule_is_dead(mentioned):
    for sheet in THEME.rglob("*.css"):
        assert set(names(sheet.read_text(encoding="utf-8"))) - mentioned == set(), sheet.name


def test_scripts_and_styles_are_served_as_they_stand_but_for_comments(site):
    for file in (*THEME.rglob("*.js"), *THEME.rglob("*.css")):
        served = (site / file.relative_to(THEME)).read_text(encoding="utf-8").splitlines()
        lines = iter(file.read_text(encoding="utf-8").splitlines())
        assert all(line in lines for line in served), file  # in this order, and nothing else
        assert not any(re.match(r"\s*(//|/\*)", line) and not re.search(r"\*/.", line) for line in served), file
