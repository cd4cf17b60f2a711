"""The PDFs, read back by a reader that knows nothing of how they were written."""

from __future__ import annotations

import ctypes
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from explainer.books import pdf, runs
from explainer.cite import styles
from explainer.site import Site
from explainer.text import inline

URL = "https://example.org/small/"
DATE = datetime(2024, 5, 6, tzinfo=UTC)
EDGE = 72 / 25.4 * 25  # above and below it stand the heads and the feet
HOSTILE = '#evil[ $x$ * a _b_ `c` <d> @e \\ \\n //f /+g+/ ~ = - + 1. "h" #{panic()} ]'  # and no inline Markdown of ours


@pytest.fixture(scope="module")
def fonts():
    return pdf.fonts()


@pytest.fixture(scope="module")
def site(small):
    return Site(small, styles.bibliography(small.sources), URL)


@pytest.fixture(scope="module")
def books(site):
    return list(pdf.books(site))


@pytest.fixture(scope="module")
def whole(books, fonts):
    made, wrong = pdf.compiled(books[0], fonts, DATE)
    assert not wrong
    return made


@pytest.fixture(scope="module")
def opened(whole):
    with pypdfium2.PdfDocument(whole) as document:
        yield document


def words(document, inner=True):
    """The words of all pages, run on; without heads and feet if `inner`."""
    found = []
    for page in document:
        edge = EDGE if inner else 0
        found.append(page.get_textpage().get_text_bounded(bottom=edge, top=page.get_height() - edge))
    return bare(" ".join(found))


def bare(text):
    return " ".join(text.split())


def set_in(content, fonts, n=0):
    """The words of one PDF of some content, and what is wrong with it."""
    made, wrong = pdf.compiled(
        list(pdf.books(Site(content, styles.bibliography(content.sources), URL)))[n], fonts, DATE
    )
    with pypdfium2.PdfDocument(made) as document:
        return words(document), wrong


def test_every_passage_note_and_number_is_in_it_as_it_was_written(site, opened):
    text = words(opened)
    for passage in site.content.statement.passages:
        assert f"{passage.number} {passage.text}" in text
    for placed in site.note_by_id.values():
        assert f"{placed.label} {placed.note.title}" in re.sub(r" (Context|Wording|Follow-up|Reading) ", " ", text)
        for fact in placed.note.facts:
            assert bare(inline.plain(inline.parse(fact.text))) in text


def test_every_entry_and_source_is_in_it(site, opened):
    text = words(opened)
    for one in site.all_commitments.values():
        assert one.title in text
    for term in site.terms.values():
        assert inline.plain(inline.parse(term.definition.text)) in text
        assert all(name in text for name in term.names.written().values())
    for number, source in enumerate(site.sources, start=1):
        assert f" {number} " in text
        assert (site.sources[source].URL or "").replace("-", "") in text.replace("-", "").replace(" ", "")


def test_bookmarks_lead_to_chapters_passages_and_entries(site, opened):
    titles = [mark.get_title() for mark in opened.get_toc()]
    assert {"Commitments", "Glossary", "Figures", "Wording", "Timeline", "Sources"} <= set(titles)
    assert [t for t in titles if re.fullmatch(r"\d\.\d+", t)] == [p.number for p in site.content.statement.passages]
    assert {placed.note.title for placed in site.note_by_id.values()} <= set(titles)
    assert all(mark.get_dest() for mark in opened.get_toc())


def test_the_contents_tell_the_page_on_which_a_passage_stands(site, opened):
    contents = bare(" ".join(opened[n].get_textpage().get_text_bounded() for n in (1, 2)))
    for mark in opened.get_toc():
        if re.fullmatch(r"\d\.\d+", mark.get_title()):
            assert re.search(rf"\b{mark.get_title()} .{{3,60}}? {mark.get_dest().get_index() + 1} ", contents)


def test_it_is_tagged_and_tells_its_language_and_title(site, whole, opened):
    assert pdfium.FPDFCatalog_IsTagged(opened)
    assert opened.get_metadata_dict()["Title"] == site.content.about.name
    with pikepdf.open(io.BytesIO(whole)) as document:
        assert str(document.Root.Lang) == "en"
        assert document.open_metadata()["pdfuaid:part"] == "1"
        languages = {
            str(one.Lang) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one
        }
    assert {"zh", "ru", "kk"} <= languages


def test_every_font_is_embedded(opened):
    fonts = {}
    for page in opened:
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(thing)
            fonts[ctypes.addressof(font.contents)] = pdfium.FPDFFont_GetIsEmbedded(font)
    assert len(fonts) > 3
    assert set(fonts.values()) == {1}


def test_every_page_tells_the_edition_its_day_and_where_a_newer_one_may_be(site, books, opened):
    told = books[0].told["edition"]
    assert re.fullmatch(r"Edition 2023\.1.*, \d+ \w+ 20\d\d", told)
    for page in opened:
        text = bare(page.get_textpage().get_text_bounded())
        assert told in text
        assert URL in text
    assert "Newer edition?" in words(opened, inner=False)


def test_two_runs_give_the_same_bytes(site, fonts, whole):
    assert pdf.compiled(next(pdf.books(site)), fonts, DATE)[0] == whole


def test_a_section_has_its_passages_and_only_the_sources_that_it_cites(site, books, fonts):
    assert [book.name for book in books] == [pdf.WHOLE, *(f"{section.slug}.pdf" for section in site.sections())]
    made, wrong = pdf.compiled(books[1], fonts, DATE)
    assert not wrong
    with pypdfium2.PdfDocument(made) as document:
        text = words(document)
    for passage in site.content.statement.passages:
        assert (passage.text in text) == (passage.section == 0)
    assert 0 < len(books[1].told["numbers"]) < len(books[0].told["numbers"])
    assert list(books[1].told["numbers"].values()) == list(range(1, len(books[1].told["numbers"]) + 1))


def test_who_sits_in_a_body_is_told_for_both_days(mini, fonts):
    text, _ = set_in(mini, fonts)
    (seats,) = (term.seats for term in mini.terms if term.seats)
    for one in (seats.then, seats.today):
        assert f"Member: {', '.join(one.member)}." in text


def test_inline_markdown_becomes_data():
    found = runs.of_tokens(inline.parse("a *b* [上海 c](lang:zh) [d](term:e) Сок"))
    assert found == [
        *("a ", {"em": ["b"]}, " ", {"lang": "zh", "of": ["上海 c"]}, " ", {"to": "term:e", "of": ["d"]}, " "),
        {"lang": "ru", "of": ["Сок"]},
    ]


def spoilt(content, words):
    """Content with some words as the title and the text of a note, and as the name of a term."""
    note, *notes = content.notes
    fact = note.facts[0].model_copy(update={"text": words})
    note = note.model_copy(update={"title": words, "facts": (fact,)})
    term, *terms = content.terms
    return replace(content, notes=(note, *notes), terms=(term.model_copy(update={"name": words}), *terms))


@pytest.mark.parametrize("typed", [HOSTILE, "中文 Қазақша ӘәҒғҚқҢңӨөҰұҮүҺһІі русский"])
def test_whatever_is_typed_is_shown_and_never_run(mini, fonts, typed):
    text, wrong = set_in(spoilt(mini, typed), fonts)
    assert not wrong
    assert text.count(typed) >= 3


def test_marks_of_direction_turn_no_other_words_around(mini, fonts):
    text, _ = set_in(spoilt(mini, "a\u202eb\u2066c"), fonts)
    assert "2.2 All bridges have reopened, and ferries will soon run twice a week." in text


def test_a_character_that_no_font_has_is_told_and_stops_nothing(mini, fonts):
    term, *terms = mini.terms
    text, wrong = set_in(replace(mini, terms=(term.model_copy(update={"name": "Name \u05d4"}), *terms)), fonts)
    assert "\u05d4" in wrong
    assert "2.2 All bridges have reopened" in text


def test_an_edition_without_some_kind_of_thing_has_no_chapter_for_it(mini, fonts):
    fewer = replace(mini, terms=(), commitments=(), figures=(), wording=None, timeline=())
    site = Site(fewer, styles.bibliography(mini.sources))
    titles = [chapter["title"] for chapter in next(pdf.books(site)).told["chapters"]]
    assert titles == ["About this text", *(section.numbered for section in site.sections()), "Sources"]
    made, _ = pdf.compiled(next(pdf.books(site)), fonts, DATE)
    with pypdfium2.PdfDocument(made) as document:
        assert "Newer edition?" not in words(document, inner=False)
