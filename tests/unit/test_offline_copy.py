"""What the pages of an offline copy say and where they lead (tests/browser/test_offline.py opens one)."""

from __future__ import annotations

import pytest

import offline

KEPT = {"index.html", "glossary/index.html", "glossary/a/index.html", "css/site.css", "glossary/a b.csv"}


@pytest.mark.parametrize(
    ("to", "there"),
    [
        ("../b/", None),
        ("../", "../index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("./", "./index.html"),
        ("../#a", "../index.html#a"),
        ("../?h=x#a", "../index.html?h=x#a"),
        ("../../css/site.css", "../../css/site.css"),
        ("../a%20b.csv", "../a%20b.csv"),
        ("page.md.txt", None),
        ("#here", "#here"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("//example.org/", "//example.org/"),
        ("../../../../elsewhere/", None),
    ],
)
def test_a_link_names_a_file_of_the_copy(to, there):
    assert offline.target(to, "glossary/a/index.html", KEPT) == there


def test_a_page_keeps_what_is_typed_out_and_its_links_their_characters():
    page = '<p>\n\n  <a href="../?a=1&amp;b=2">x</a>\n  <pre>a\n\n  b</pre></p>'
    assert offline.page(page, "glossary/a/index.html", KEPT) == (
        '<p>\n<a href="../index.html?a=1&amp;b=2">x</a>\n<pre>a\n\n  b</pre></p>'
    )


def test_a_page_tells_its_edition_and_where_a_newer_one_may_be_where_that_is_known():
    page = '<html lang="en"{}><footer class="foot"><div class="frame">'
    whole = offline.page(
        page.format(' data-edition="Edition 2026.1." data-address="https://example.org/"'), "a.html", set()
    )
    assert "Offline copy. Edition 2026.1. A newer edition may be at" in whole
    assert '<a href="https://example.org/">' in whole
    assert '<p class="offline-copy">Offline copy.</p>' in offline.page(page.format(""), "a.html", set())


def test_a_page_moved_leads_to_a_file():
    page = '<meta http-equiv="refresh" content="0; url=../">'
    assert 'url=../index.html"' in offline.page(page, "glossary/a/index.html", KEPT)


def test_what_is_beside_the_site_alone_is_not_offered_in_the_copy():
    assert "take-away" not in offline.page('<p class="take-away">x</p>', "index.html", KEPT)


def test_of_short_pages_of_which_there_are_many_the_words_stay_and_the_menu_goes():
    page = '<details class="menu"><a href="../">Up</a></details><article>x</article><footer class="imprint">y</footer>'
    assert offline.page(page, "sources/one/index.html", KEPT) == "<article>x</article>"
    assert "menu" in offline.page(page, "glossary/a/index.html", KEPT)


def test_a_link_alone_in_a_sentence_goes_with_what_it_leads_to():
    page = '<p>One. <a href="b/">Data</a>. <a href="./">Here</a>. See <a href="b/">these words</a> too.</p>'
    made = offline.page(page, "glossary/a/index.html", KEPT)
    assert made == '<p>One. <a href="./index.html">Here</a>. See <a >these words</a> too.</p>'
