"""The offline copy as a reader has it: unpacked, opened from its folder in a browser without a server or a network."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

import downloads
import offline

DATE = datetime(2026, 6, 7, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def packed(small_site, tmp_path_factory) -> Path:
    copy = tmp_path_factory.mktemp("copy") / "offline.zip"
    downloads.pack(offline.files(small_site), copy, "offline", DATE)
    return copy


@pytest.fixture(scope="module")
def folder(packed) -> Path:
    with zipfile.ZipFile(packed) as files:
        files.extractall(packed.parent)
    return packed.parent / "offline"


@pytest.fixture
def page(browser, folder) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not errors


def pages(folder: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_every_link_leads_to_a_file_of_the_copy(folder):
    gone = []
    for path, text in pages(folder).items():
        for to in re.findall(r'\s(?:href|src|action)="([^"]*)"', text):
            parts = urlsplit(unescape(to))
            if not parts.scheme and parts.path and not (path.parent / parts.path).is_file():
                gone.append(f"{path.relative_to(folder)}: {to}")
    assert not gone


def test_every_page_says_that_it_is_a_copy_of_which_edition(folder):
    for path, text in pages(folder).items():
        told = re.search(r'<p class="offline-copy">(.*?)</p>', text)
        edition = re.search(r'data-edition="([^"]*)"', text)
        assert told, path
        assert (edition[1] if edition else "") in told[1]


def test_no_page_loses_a_word(folder, small_site):
    """But those that only lead to what is not in the copy."""
    words = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
    article = re.compile(r"<article.*?(?=<footer|</article>)", re.DOTALL)
    left_out = {
        "For",
        "a",
        "reference",
        "manager",
        "BibTeX",
        "RIS",
        "CSL-JSON",
        "the",
        "same",
        "as",
        "JSON",
        "Data",
        *":,·.",
    }
    for path, text in pages(folder).items():
        original = (small_site / path.relative_to(folder)).read_text(encoding="utf-8")
        before, after = (re.findall(r"[\w-]+|\S", words.sub(" ", article.search(one)[0])) for one in (original, text))
        assert (Counter(before) - Counter(after)).keys() <= left_out, path
        rest = iter(before)
        assert all(word in rest for word in after), path


def test_two_copies_have_the_same_bytes_and_names_that_any_machine_knows(packed, small_site, tmp_path):
    downloads.pack(offline.files(small_site), tmp_path / "offline.zip", "offline", DATE)
    assert (tmp_path / "offline.zip").read_bytes() == packed.read_bytes()
    with zipfile.ZipFile(packed) as files:
        assert all(entry.filename.isascii() and entry.date_time == (2026, 6, 7, 12, 0, 0) for entry in files.infolist())


def test_the_search_finds_and_leads_to_a_page(page, folder):
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("/")
    page.wait_for_selector("dialog.search[data-state=all]")
    page.locator("dialog.search input").fill("customs")
    result = page.locator("#search-list [data-search-result]").first
    result.click()
    page.wait_for_url("**/index.html?h=*")
    expect(page.locator("h1")).to_be_visible()


def test_the_page_of_the_search_answers_its_address(page, folder):
    page.goto((folder / "search" / "index.html").as_uri() + "?q=customs")
    expect(page.locator(".search-list li").first).to_be_visible()


def test_a_list_is_filtered_by_names_in_any_spelling(page, folder):
    page.goto((folder / "glossary" / "index.html").as_uri())
    page.locator("input[name=names]").fill("Clean Water Initiatve")  # the search forgives a slip
    expect(page.locator("[data-id]:visible")).to_have_count(1)


def test_a_quotation_is_checked(page, folder):
    page.goto((folder / "cite" / "index.html").as_uri())
    page.locator("#quotation").fill("nothing that was ever said there about anything at all")
    page.locator("#quotation-result[data-verdict=none]").wait_for()


def test_figures_are_drawn(page, folder):
    page.goto((folder / "figures" / "index.html").as_uri())
    expect(page.locator("figure svg:visible").first).to_be_visible()


def test_an_earlier_address_of_a_source_leads_to_its_page(page, folder):
    source = next(path for path in sorted((folder / "sources").iterdir()) if path.is_dir())
    page.goto((folder / "sources" / "index.html").as_uri() + f"#{source.name}")
    page.wait_for_url(f"**/sources/{source.name}/index.html")
