"""Reading in a real browser: notes from their words, walking by key, cards of terms and sources, filters, print, and what a page weighs.

What a page does is tested on the small edition, of which this names words and numbers; what it weighs, on the real one.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from conftest import ROOT, facts_of
from explainer.addresses import section_file, url
from explainer.text import inline, labels
from explainer.text.dates import spoken
from opening import SCHEMES, WIDTHS, axe_report, close, frames, opened
from site_html import file_at

LIVE_PILLAR = "/pillars/2-mutually-beneficial-cooperation/"
PILLAR = "/pillars/2-bridges-for-both-banks/"
OTHER_PILLAR = "/pillars/1-open-rivers/"


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


# --- notes --------------------------------------------------------------------------------------------------------------

# A note on passage 2.3, which stands among five.
NOTE, REF = "#note-trains-doubled", "#ref-trains-doubled"
COPY = "#here-trains-doubled"  # the same on a page where the note stands too


CLEAR = "rgba(0, 0, 0, 0)"


def ground(mark) -> str:
    return mark.evaluate("e => getComputedStyle(e).backgroundColor")


def lit(mark) -> bool:
    return ground(mark) != CLEAR


def test_a_key_on_the_letter_opens_the_note_and_escape_comes_back(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    ref = page.locator(REF)
    expect(ref).to_have_attribute("aria-expanded", "false")
    ref.focus()
    page.keyboard.press("Enter")
    expect(page.locator(NOTE)).to_be_visible()
    expect(ref).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.url.endswith(NOTE)  # the note's own address, ready to be copied
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()
    assert focused(page) == REF.removeprefix("#")
    assert page.errors == []
    close(page)


@pytest.mark.parametrize("path, note", [(PILLAR, NOTE), ("/statement/", COPY)])
def test_a_tap_on_marked_words_opens_their_note_there_and_a_second_closes_it(browser, small_address, path, note):
    page = opened(browser, small_address + path)
    mark = page.locator("#p2\\.3 mark[data-note=trains-doubled]").first
    mark.click()
    expect(page.locator(note)).to_be_visible()
    mark.click()
    expect(page.locator(note)).to_be_hidden()
    mark.click()
    page.keyboard.press("Escape")
    expect(page.locator(note)).to_be_hidden()
    assert urlsplit(page.url).path == path
    assert page.errors == []
    close(page)


def test_a_note_that_is_closed_does_not_stay_in_the_address(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    mark = page.locator("#p2\\.3 mark[data-note=trains-doubled]").first
    mark.click()
    expect(page).to_have_url(small_address + PILLAR + NOTE)
    mark.click()
    expect(page).to_have_url(small_address + PILLAR)
    page.goto(small_address + PILLAR + NOTE)
    page.locator("#p2\\.3 summary", has_text="2.3b").click()
    expect(page).to_have_url(small_address + PILLAR)
    page.goto(small_address + "/about/")
    page.go_back()
    expect(page.locator(NOTE)).to_be_hidden()
    close(page)


def test_only_addresses_that_are_promised_come_into_the_address_bar(browser, small_address):
    page = opened(browser, small_address + "/statement/")
    page.locator("#p2\\.3 mark[data-note=trains-doubled]").first.click()
    assert page.url == small_address + "/statement/"
    page.get_by_role("link", name="Link to note 2.3b").click()
    page.wait_for_url("**" + PILLAR + NOTE)
    expect(page.locator(NOTE)).to_be_visible()
    close(page)


def test_words_under_two_notes_open_the_one_that_is_most_about_them(browser, small_address):
    page = opened(browser, small_address + OTHER_PILLAR)
    page.locator("#p1\\.4 mark", has_text=re.compile("^the ?$")).click()
    expect(page.locator("#note-board-and-dialogue")).to_be_visible()
    expect(page.locator("#note-full-use-of-bodies")).to_be_hidden()
    close(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_note_opens_in_view_by_its_address(browser, small_address, small, width):
    page = opened(browser, small_address + PILLAR, width)
    for note in [n for n in small.notes if n.passage.startswith("p2.")][::3]:
        page.goto("about:blank")
        page.goto(f"{small_address}{PILLAR}#note-{note.id}")
        body = page.locator(f"#note-{note.id}")
        expect(body).to_be_visible()
        expect(body).to_be_in_viewport()
    close(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_who_comes_to_a_note_sees_its_words_too(browser, small_address, small, width):
    page = opened(browser, small_address + "/about/", width)
    for note in [n for n in small.notes if n.passage.startswith("p2.")][::3]:
        page.goto("about:blank")
        page.goto(f"{small_address}{PILLAR}#note-{note.id}")
        frames(page)
        marks = page.locator(f"mark[data-note~={note.id}]")
        expect(marks.first).to_be_in_viewport()
        assert all(lit(mark) for mark in marks.all())
        assert page.locator("mark.marked--lit").count() == marks.count()
    close(page)


def test_going_back_returns_to_where_the_reader_was(browser, small_address):
    page = opened(browser, small_address + PILLAR + "#p2.2")
    frames(page)  # nobody scrolls within the first
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    frames(page)  # what was not in view gets its real height, and the end moves
    left_at = page.evaluate("scrollY")
    assert page.locator("#p2\\.2").bounding_box()["y"] < -1000
    page.goto(small_address + "/about/")
    page.go_back()
    page.wait_for_function("(y) => Math.abs(scrollY - y) < 100", arg=left_at)
    frames(page)
    assert abs(page.evaluate("scrollY") - left_at) < 100
    close(page)


@pytest.mark.parametrize("path", [PILLAR, "/statement/", "/p/2.3/"])
def test_marks_are_quiet_until_pointer_or_focus_asks(browser, small_address, path):
    page = opened(browser, small_address + path)
    marks = page.locator("#p2\\.3 mark[data-note~=lakes-route-tonnage]")
    others = page.locator("#p2\\.3 mark:not([data-note~=lakes-route-tonnage])")
    assert not any(lit(mark) for mark in page.locator(".text mark").all())
    assert marks.first.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    letter = page.locator("#p2\\.3 .ref[href$=lakes-route-tonnage]")
    for ask, leave in (
        (letter.hover, lambda: page.mouse.move(2, 2)),
        (letter.focus, lambda: page.evaluate("document.activeElement.blur()") or page.locator(".site-title").focus()),
    ):
        ask()
        assert marks.count() == 4 and all(lit(mark) for mark in marks.all())
        assert not any(lit(mark) for mark in others.all())
        leave()
        assert not any(lit(mark) for mark in marks.all())
    close(page)


def test_marks_answer_the_pointer_without_javascript(browser, small_address):
    page = opened(browser, small_address + PILLAR, java_script_enabled=False)
    mark = page.locator("#p2\\.3 mark").first
    assert not lit(mark)
    mark.hover()
    assert lit(mark)
    close(page)


def test_one_line_says_what_the_marks_mean(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    legend, first = page.locator(".legend"), page.locator(".text").first
    assert "have a note" in legend.inner_text()
    assert legend.bounding_box()["y"] < first.bounding_box()["y"]
    assert legend.evaluate("e => e.offsetHeight < 2 * parseFloat(getComputedStyle(e).lineHeight)")
    close(page)


def test_all_notes_of_a_passage_open_and_close_together(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    bodies, tools = page.locator("#p2\\.3 .about"), page.locator("#p2\\.3 .tools")
    tools.locator("button", has_text="Open all notes").click()
    assert [body.is_visible() for body in bodies.all()] == [True] * 5
    tools.locator("button", has_text="Close all notes").click()
    assert not any(body.is_visible() for body in bodies.all())
    close(page)


# --- the whole statement on one page ------------------------------------------------------------------------------------


def test_the_switch_puts_notes_and_marks_away_and_is_remembered(browser, small_address):
    page = opened(browser, small_address + "/statement/")
    apparatus = page.locator(":is(.legend, .statement .ref, .statement .notes, .statement .promises)")
    page.get_by_label("Notes and marks").uncheck()
    assert not any(part.is_visible() for part in apparatus.all())
    page.reload()
    assert not any(part.is_visible() for part in apparatus.all())
    page.route("**/notes.js", lambda route: route.abort())  # before it runs, and so before the page is drawn
    page.reload()
    assert not any(part.is_visible() for part in apparatus.all())
    page.unroute("**/notes.js")
    page.reload()
    page.get_by_label("Notes and marks").check()
    page.reload()
    assert all(part.is_visible() for part in apparatus.all())
    close(page)


def test_without_marks_no_link_in_the_words_is_invisible(browser, small_address):
    """A tab stop that one cannot see: a link in the words with nothing that tells it from them."""
    page = opened(browser, small_address + "/statement/")
    page.get_by_label("Notes and marks").uncheck()
    links = [link for link in page.locator(".statement .text a").all() if link.is_visible()]
    assert len(links) > 20
    assert {link.evaluate("e => getComputedStyle(e).textDecorationLine") for link in links} == {"underline"}
    page.locator(TERM_AND_NOTE).click()  # what opens no note now is a link as any other
    page.wait_for_url("**/glossary/block-trains/")
    close(page)


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
def test_what_is_out_of_view_is_not_laid_out_and_is_reached_by_its_address(browser, small_address, small, width):
    page = opened(browser, small_address + "/statement/", width)
    passages = page.locator(".statement .passage")
    skipped = "e => !e.querySelector('.text').checkVisibility({contentVisibilityAuto: true})"
    assert passages.last.evaluate(skipped)
    assert not passages.first.evaluate(skipped)
    assert page.locator(".notes [open]").count() == 0
    for passage in small.statement.passages[::3]:
        page.goto("about:blank")
        page.goto(f"{small_address}/statement/#{passage.id}")
        frames(page)
        expect(page.locator(f"[id='{passage.id}'] .text")).to_be_in_viewport()
    close(page)


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
def test_words_that_the_address_names_stay_in_view(browser, small_address, width):
    page = opened(browser, small_address + "/statement/#p1.2:~:text=deepen%20joint%20work", width)
    frames(page)
    expect(page.locator("#p3\\.4 .text")).to_be_in_viewport()
    close(page)


# --- copying ------------------------------------------------------------------------------------------------------------

# From the first word of 2.1 to the last of 2.2.
SELECT = """() => { const [from, to] = ['p2.1', 'p2.2'].map((id) => document.getElementById(id).querySelector('.text'));
    const selection = getSelection(); selection.setBaseAndExtent(from, 0, to, to.childNodes.length);
    return selection.toString(); }"""


def words_of(small, *numbers: str) -> list[str]:
    return [p.text for p in small.statement.passages if p.number in numbers]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_two_passages_are_copied_as_two_passages(browser, small_address, small, width, scripts):
    page = opened(browser, small_address + PILLAR, width, java_script_enabled=scripts)
    assert lines(page.evaluate(SELECT)) == words_of(small, "2.1", "2.2")
    close(page)


@pytest.mark.parametrize("path", [PILLAR, "/statement/"])
def test_notes_that_are_open_are_not_copied_with_the_words(browser, small_address, small, path):
    page = opened(browser, small_address + path, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p2\\.1 summary").first.click()
    assert lines(page.evaluate(SELECT)) != words_of(small, "2.1", "2.2")  # they are selected
    expect(page.get_by_role("toolbar")).to_be_visible()  # what is copied is seen to from here on
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n\n") == words_of(small, "2.1", "2.2")
    close(page)


def test_a_part_of_a_passage_and_a_note_are_copied_as_they_are(browser, small_address):
    page = opened(browser, small_address + PILLAR + NOTE, permissions=["clipboard-read", "clipboard-write"])
    for selector in ("#p2\\.3 .text", f"details:has({NOTE}) > p:last-of-type"):
        part = page.locator(selector).evaluate(
            """e => { const words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT).nextNode();
            getSelection().setBaseAndExtent(words, 2, words, 12); return words.data.slice(2, 12); }"""
        )
        page.keyboard.press("Control+c")
        assert page.evaluate("navigator.clipboard.readText()") == part
    close(page)


# --- by ear -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [PILLAR, "/statement/", "/p/2.3/"])
def test_no_two_buttons_have_the_same_name(browser, small_address, path):
    page = opened(browser, small_address + path)
    names = page.locator("article :is(button, summary)").evaluate_all(
        "all => all.map((e) => e.getAttribute('aria-label') || e.textContent.trim())"
    )
    assert len(names) > 8
    assert [name for name, n in Counter(names).items() if n > 1] == []
    close(page)


@pytest.mark.parametrize("path", [PILLAR, "/statement/", "/p/2.3/"])
def test_a_source_is_named_by_its_publisher(browser, small_address, small, path):
    page = opened(browser, small_address + path)
    shown = {s.publisher or s.container_title for s in small.sources}
    numbers = page.locator(".footnote-ref")
    names = numbers.evaluate_all("all => all.map((e) => [e.textContent, e.getAttribute('aria-label')])")
    assert names
    for number, name in names:
        assert name.startswith(f"Source {number}: ")
        assert any(publisher in name for publisher in shown)
    close(page)


def test_a_passage_and_its_notes_are_regions_with_names(browser, small_address, small):
    page = opened(browser, small_address + "/statement/")
    for passage in small.statement.passages:
        region = page.get_by_role("region", name=f"Passage {passage.number}", exact=True)
        assert region.count() == 1
        noted = any(note.passage == passage.id for note in small.notes)
        assert region.get_by_role("region", name=f"Notes on {passage.number}").count() == noted
        assert region.locator("blockquote :is(button, .tools, .promises, .notes)").count() == 0
    close(page)


def test_forced_colours_keep_chevrons_and_open_marks(browser, small_address):
    page = opened(browser, small_address + PILLAR + NOTE, forced_colors="active")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    closed, open = "#p2\\.3 mark:not([data-note~=trains-doubled])", "mark[data-note~=trains-doubled]"
    assert re.fullmatch(r"rgba\(.*, 0\)", ground(page.locator(closed).first))
    assert ground(page.locator(open).first) != paper
    assert not ground(page.locator(open).first).startswith("rgba")
    chevron = page.locator(".notes summary").first.evaluate(
        "e => { const s = getComputedStyle(e, '::after'); return [s.borderTopWidth, s.borderTopColor]; }"
    )
    assert float(chevron[0].removesuffix("px")) > 0 and chevron[1] != paper
    close(page)


# --- the page of a passage ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_a_passages_page_shows_its_notes_open_and_its_citations_folded(browser, small_address, small, scripts):
    page = opened(browser, small_address + "/p/2.3/", java_script_enabled=scripts)
    for note in (n for n in small.notes if n.passage == "p2.3"):
        assert page.locator(f"#here-{note.id}").is_visible(), note.id
        assert page.get_by_role("heading", name=note.title).is_visible()
    assert not page.locator("#cite-statement").is_visible()
    page.goto(small_address + "/p/2.3/#cite")
    expect(page.locator("#cite-statement")).to_be_in_viewport()
    close(page)


def test_on_a_passages_page_words_and_notes_lead_to_each_other(browser, small_address):
    page = opened(browser, small_address + "/p/2.3/", 320)
    page.locator(".text mark[data-note=trains-doubled]").first.click()
    page.wait_for_url("**" + COPY)
    expect(page.locator(COPY)).to_be_in_viewport()
    page.locator(f"{COPY} .back").click()
    page.wait_for_url("**#p2.3")
    expect(page.locator("#p2\\.3 .text")).to_be_in_viewport()
    assert page.errors == []
    close(page)


# --- keys ---------------------------------------------------------------------------------------------------------------


def test_j_and_k_and_the_arrows_go_from_passage_to_passage(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    for key, number in (("j", "2.1"), ("j", "2.2"), ("ArrowDown", "2.3"), ("k", "2.2"), ("ArrowUp", "2.1")):
        page.keyboard.press(key)
        assert focused(page) == number, key
    page.locator("#single-keys").uncheck()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert focused(page) != "2.1"
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")  # switched off for good (WCAG 2.1.4)
    close(page)


# --- term cards (WCAG 1.4.13) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [PILLAR + "#p2.3", "/statement/#p2.3"])
def test_a_term_shows_its_definition_on_focus_and_hover(browser, small_address, where):
    page = opened(browser, small_address + where)
    page.clock.install()
    link, card = page.locator("#p2\\.3 a.term").first, page.locator("#card")
    link.focus()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Goods trains between Reedham and Saltmarsh that run by timetable")
    expect(link).to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    link.blur()
    link.hover()
    expect(card).to_be_visible()
    card.hover()
    page.clock.run_for(5000)
    expect(card).to_be_visible()  # hoverable and persistent
    page.mouse.move(2, 2)
    page.clock.run_for(5000)
    expect(card).to_be_hidden()
    assert page.errors == []
    close(page)


def test_a_first_tap_on_a_term_shows_and_a_second_goes(browser, small_address):
    page = opened(browser, small_address + "/pillars/4-shared-waters/", 320, has_touch=True)
    link, card = page.locator("#p4\\.5 a.term").last, page.locator("#card")
    link.scroll_into_view_if_needed()
    link.tap()
    expect(card).to_contain_text("Tap again for the entry.")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    link.tap()
    page.wait_for_url("**/glossary/safe-passage-initiative/")
    close(page)


# "block trains" is a term, and words of a note.
TERM_AND_NOTE = "#p2\\.3 .text a.term[href$='block-trains/']"


@pytest.mark.parametrize("touch", [False, True])
@pytest.mark.parametrize("path, note", [(PILLAR, NOTE), ("/statement/", COPY)])
def test_a_word_with_a_note_and_a_term_opens_the_note_which_offers_the_term(browser, small_address, path, note, touch):
    page = opened(browser, small_address + path, has_touch=touch)
    words = page.locator(TERM_AND_NOTE)
    words.tap() if touch else words.click()
    expect(page.locator(note)).to_be_visible()
    expect(page.locator("#card")).to_be_hidden()
    entry = page.locator(f"details:has({note}) .entries a", has_text="block trains")
    entry.tap() if touch else entry.click()
    page.wait_for_url("**/glossary/block-trains/")
    close(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_key_on_a_term_follows_the_link(browser, small_address, scripts):
    page = opened(browser, small_address + PILLAR, java_script_enabled=scripts)
    page.locator(TERM_AND_NOTE).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/block-trains/")
    close(page)


# --- source cards (WCAG 1.4.13) -----------------------------------------------------------------------------------------


def open_first_source(page):
    """The number of the first source in the notes on 2.3, its note open."""
    page.locator("#p2\\.3 .notes details:has(.footnote-ref) > summary").first.click()
    return page.locator("#p2\\.3 .notes .footnote-ref").first


@pytest.mark.parametrize("path", [PILLAR, "/statement/"])
def test_a_number_shows_its_source_on_focus_and_hover(browser, small_address, small, path):
    page = opened(browser, small_address + path + "#p2.3")
    page.clock.install()
    number, card = open_first_source(page), page.locator("#card")
    key = number.get_attribute("href").removeprefix("#fn-")
    source = next(s for s in small.sources if s.id == key)
    number.focus()
    expect(card).to_be_visible()
    shown = [source.publisher or source.container_title, spoken(source.issued), labels.SOURCE_KINDS[source.kind]]
    shown += [labels.side(small.about.parties, source.side), source.title if path == PILLAR else ""]
    for words in shown:
        expect(card).to_contain_text(words)
    expect(number).to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    number.blur()
    number.hover()
    expect(card).to_be_visible()
    card.hover()
    page.clock.run_for(5000)
    expect(card).to_be_visible()  # hoverable and persistent
    about = card.locator("a[href*='sources/']").first
    about.focus()
    page.mouse.move(2, 2)
    page.clock.run_for(5000)
    expect(card).to_be_visible()  # the reader is at one of its links
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(number).to_be_focused()
    number.hover()
    about.click()
    page.wait_for_url(re.compile(rf"/sources/.*{re.escape(key)}"))
    assert page.errors == []
    close(page)


def test_a_first_tap_on_a_number_shows_its_source_and_a_second_leads_to_the_list(browser, small_address):
    page = opened(browser, small_address + PILLAR + "#p2.3", 320, has_touch=True)
    number, card = open_first_source(page), page.locator("#card")
    number.tap()
    expect(card).to_contain_text("Tap again for the list of sources.")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    number.tap()
    expect(page.locator(".footnote li:target")).to_be_in_viewport()
    expect(card).to_be_hidden()
    close(page)


# --- lists: filters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("СМДВО", "Meeting on Measures of Trust on the Great Lakes"),
        ("港口精神", "Harbour Spirit"),
        ("көл дәлізі", "Eastern Lakes Transport Route"),
        ("gangkou jingshen", "Harbour Spirit"),
        ("lake corridor", "Eastern Lakes Transport Route"),
    ],
)
def test_the_glossary_filters_by_any_name_and_keeps_it_in_the_address(browser, small_address, typed, expected):
    page = opened(browser, small_address + "/glossary/")
    page.get_by_label("Name, in any language").fill(typed)
    names = page.locator(".letter dt:visible a")
    expect(names.filter(has_text=expected)).to_have_count(1)
    assert names.count() < 10
    page.reload()
    expect(page.get_by_label("Name, in any language")).to_have_value(typed)
    expect(names.filter(has_text=expected)).to_have_count(1)
    page.get_by_label("Name, in any language").fill("")
    expect(page.locator("output")).to_have_text("23 shown")
    assert "?" not in page.url
    close(page)


def test_the_glossary_filters_by_category_and_point(browser, small_address):
    page = opened(browser, small_address + "/glossary/?category=person")
    assert page.locator(".letter dt:visible a").all_text_contents() == ["Ada Brook", "Ben Ford"]
    page.get_by_label("Point").select_option("2")
    assert "parts=2" in page.url
    assert page.locator(".letter dt:visible").count() == 0
    assert page.locator(".letter:visible").count() == 0
    close(page)


def test_without_javascript_lists_are_whole(browser, small_address, small):
    page = opened(browser, small_address + "/glossary/", java_script_enabled=False)
    assert page.locator(".letter dt:visible").count() == len(small.terms)
    assert page.locator("form:visible").count() == 0
    page.goto(small_address + "/commitments/")
    assert page.locator("#list tbody tr:visible").count() == len(small.commitments)
    assert page.locator("button:visible").count() == 0
    close(page)


def test_sources_are_filtered_by_side_and_words(browser, small_address, small):
    page = opened(browser, small_address + "/sources/?side=south")
    entries = page.locator(".bibliography li:not([data-filtered])")
    assert entries.count() == sum(s.side == "south" for s in small.sources)
    page.get_by_label("Words", exact=True).fill("harbour master")
    assert entries.evaluate_all("all => all.map(e => e.id)") == ["south-night-2022"]
    close(page)


@pytest.mark.parametrize("path, engine", [("/glossary/", False), ("/glossary/", True), ("/sources/", False)])
def test_filters_fold_as_the_search_does(browser, address, path, engine):
    """Dashes and traditional characters make no difference, with the search's engine (glossary only) and without it."""
    page = opened(browser, address + path)
    if not engine:
        page.route("**/ranking.js", lambda route: route.abort())
    field = page.locator("form.filter input[type=search]")
    field.focus()
    if engine:
        page.evaluate("SiteSearch.engine().then(() => {})")  # asked for after the filter has asked
    shown = page.locator(".letter dt:visible, .bibliography li:not([data-filtered])")
    counts = []
    for typed in ("China-Kazakhstan", "China\N{EN DASH}Kazakhstan", "china kazakhstan"):
        field.fill(typed)
        counts.append(shown.count())
    assert len(set(counts)) == 1 and counts[0] > 0, counts
    field.fill("中國")
    assert shown.count() > 0
    close(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_number_leads_to_its_source_and_back(browser, small_address, scripts):
    page = opened(browser, small_address + PILLAR, java_script_enabled=scripts)
    page.locator(".passage details > summary").first.click()
    number = page.locator(".passage .footnote-ref").first
    number.click()
    entry = page.locator(".footnote li:target")
    expect(entry).to_be_in_viewport()
    entry.locator(".footnote-backref").first.click()
    expect(number).to_be_in_viewport()
    close(page)


# --- palettes, sizes, colours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_palette_is_the_systems(browser, small_address, scheme, scripts):
    page = opened(browser, small_address + PILLAR, scheme=scheme, java_script_enabled=scripts)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    assert light == (scheme == "light")
    close(page)


def test_the_reader_can_switch_and_it_is_kept(browser, small_address):
    page = opened(browser, small_address + PILLAR, scheme="light")
    page.get_by_role("button", name="Switch to dark").click()
    page.goto(small_address + "/glossary/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 27)"
    page.get_by_role("button", name="Switch to light").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    close(page)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_body_text_has_aaa_contrast_in_both_palettes(browser, small_address, scheme):
    page = opened(browser, small_address + PILLAR, scheme=scheme)
    for selector in (".text", ".text mark", ".gist", ".notes p", ".kicker"):
        text, ground = page.locator(selector).first.evaluate(
            """e => { let g = e; while (getComputedStyle(g).backgroundColor === 'rgba(0, 0, 0, 0)') g = g.parentElement;
            return [getComputedStyle(e).color, getComputedStyle(g).backgroundColor]; }"""
        )
        darker, lighter = sorted((luminance(text), luminance(ground)))
        assert (lighter + 0.05) / (darker + 0.05) >= 7, selector
    close(page)


def squeezed(text: str) -> str:
    return " ".join(text.split())


READABILITY = ROOT / "node_modules" / "@mozilla" / "readability" / "Readability.js"


def assert_a_reading_view_keeps_every_word(page, passages, said=()) -> None:
    """What Firefox shows in its reading view: the statement, its notes and facts are neither dropped nor run together."""
    # Without a style sheet, source 1 and source 2 must not read as 12.
    touching = "all => all.filter(e => e.previousSibling?.nodeName === 'SUP').length"
    assert page.locator("sup").evaluate_all(touching) == 0
    # A reading view takes what is called "share" for a button, a source with that word in its id too: words are compared.
    page.evaluate("document.querySelectorAll('sup').forEach((e) => e.remove())")
    facts = page.locator(".notes p, .notes summary, .definition, .events li").all_text_contents()
    page.evaluate(READABILITY.read_text(encoding="utf-8"))
    kept = squeezed(page.evaluate("new Readability(document.cloneNode(true)).parse().textContent"))
    assert [p.number for p in passages if squeezed(p.text) not in kept] == []
    assert [fact for fact in (*facts, *said) if squeezed(fact) not in kept] == []
    assert facts or "/statement/" in page.url


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
@pytest.mark.parametrize("path", ["/glossary/river-board/", "/commitments/bridges-reopened/"])
def test_a_reading_view_keeps_an_entry(browser, small_address, small, path, width):
    page = opened(browser, small_address + path, width)
    [entry] = [e for e in (*small.terms, *small.commitments) if e.id == path.split("/")[2]]
    said = [inline.plain(inline.parse(fact.text)) for fact in facts_of(entry)]
    assert len(said) > 1
    assert_a_reading_view_keeps_every_word(page, [], said)
    close(page)


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
@pytest.mark.parametrize("edition", ["real", "small"])
def test_a_reading_view_keeps_the_whole_text(browser, edition, width, request):
    """A reading view guesses what matters on a page, so what is published is looked at too."""
    content = request.getfixturevalue(edition)
    where = request.getfixturevalue("address" if edition == "real" else "small_address")
    page = opened(browser, where + "/statement/", width)
    assert_a_reading_view_keeps_every_word(page, content.statement.passages)
    for section in content.about.sections:
        page.goto(f"{where}/{url(section_file(section))}")
        assert_a_reading_view_keeps_every_word(page, content.statement.section(section.number))
    close(page)


SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"


@pytest.mark.parametrize("path", [PILLAR, "/commitments/", "/cite/", "/glossary/river-board/", "/wording/"])
def test_text_spacing_can_be_overridden(browser, small_address, path):
    """WCAG 1.4.12, and 1.4.10 at the same time: 320 px is 1280 px at 400 %."""
    for width in WIDTHS:
        page = opened(browser, small_address + path, width, bypass_csp=True)  # a reader's own style is not the page's
        page.add_style_tag(content=SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        close(page)


def test_nothing_moves_for_readers_who_ask_for_that(browser, small_address):
    page = opened(browser, small_address + PILLAR, reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return s.transitionDuration.split(',').some(d => parseFloat(d) > 0) || s.animationName !== 'none'; }).length"
    )
    assert moving == 0
    close(page)


def open_notes(page) -> None:
    page.locator("#p2\\.3 .tools button", has_text="Open all notes").click()


def show_a_term_card(page) -> None:
    page.locator("#p2\\.3 a.term").first.focus()
    expect(page.locator("#card")).to_be_visible()


def show_a_source_card(page) -> None:
    open_first_source(page).focus()
    expect(page.locator("#card")).to_be_visible()


STATES = {
    "note open": open_notes,
    "term card": show_a_term_card,
    "source card": show_a_source_card,
    "cite open": lambda page: page.locator("#cite-statement summary").click(),
    "sources open": lambda page: page.locator(".fold > summary").click(),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_what_opens(browser, small_address, state, scheme):
    # Less motion, since a colour in the middle of a fade is not one that a reader gets.
    page = opened(browser, small_address + PILLAR + "#p2.3", WIDTHS[0], scheme, reduced_motion="reduce")
    STATES[state](page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = axe_report(page, ".passage:not(#p2\\.3)")
        assert not found, f"{state} {scheme} {width} {found}"
    close(page)


@pytest.mark.parametrize("path", ["/", PILLAR, "/statement/", "/glossary/", "/commitments/", "/cite/"])
def test_axe_finds_nothing_in_forced_colours(browser, small_address, path):
    page = opened(browser, small_address + path, forced_colors="active")
    assert not (found := axe_report(page)), found
    close(page)


# --- print --------------------------------------------------------------------------------------------------------------


def test_a_page_prints_without_the_sites_chrome(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    page.emulate_media(media="print")
    for selector in (".top", ".foot", ".strip", ".tools", ".files", "button"):
        assert page.locator(f"{selector}:visible").count() == 0, selector
    assert page.locator(".num a:visible").count() == page.locator(".passage").count()
    entry = page.locator(".footnote li a").first
    printed = entry.evaluate("e => getComputedStyle(e, '::after').content")
    assert entry.get_attribute("href") in printed
    assert "Edition 2023.1" in page.locator(".imprint").inner_text()
    assert f"{small_address}{PILLAR}" in page.locator(".imprint").inner_text()
    close(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_every_printed_page_says_edition_address_and_number(browser, small_address, scripts):
    """The address is the page's own, not the part that one came to; without JavaScript it has to be built in."""
    page = opened(browser, f"{small_address}{PILLAR}?x#p2.3", java_script_enabled=scripts)
    printed = [squeezed(sheet.get_textpage().get_text_range()) for sheet in PdfDocument(page.pdf())]
    assert len(printed) > 2
    for number, words in enumerate(printed, 1):
        address = f"{small_address}{PILLAR} " if scripts else ""
        assert f"Edition 2023.1 with later changes, 3 April 2023. {address}{number} " in words
    close(page)


def test_paper_is_light_whatever_palette_is_chosen(browser, small_address):
    page = opened(browser, small_address + PILLAR, scheme="dark")
    page.evaluate("document.documentElement.dataset.scheme = 'dark'")
    page.emulate_media(media="print")
    style = page.locator("body").evaluate(
        "e => { const s = getComputedStyle(e); return [s.colorScheme, s.backgroundColor, s.color]; }"
    )
    assert style == ["light", "rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    close(page)


# --- weight -------------------------------------------------------------------------------------------------------------


def fetched(page, site, run) -> list[tuple[str, int]]:
    """What a visit fetches: (path, bytes with gzip)."""
    found = []

    def note(response):
        if response.status == 200:
            file = file_at(site, response.url)
            data = file.read_bytes()
            plain = file.suffix in (".png", ".gz")
            found.append((urlsplit(response.url).path, len(data) if plain else len(gzip.compress(data, 6))))

    page.on("response", note)
    run()
    page.wait_for_load_state("networkidle")
    return found


def test_a_first_visit_to_a_pillar_is_light(browser, address, site):
    """At most 55 KB in 8 requests with everything, titles of sources too, the search not opened."""
    page = browser.new_context().new_page()
    first = fetched(page, site, lambda: page.goto(address + LIVE_PILLAR))
    assert len(first) <= 8, first
    assert sum(size for _, size in first) <= 55 * 1024, first
    assert not any(path.endswith((".woff2", ".map")) for path, _ in first)
    close(page)


def test_a_first_visit_to_the_whole_statement_is_light(browser, address, site):
    """At most 90 KB with all notes and the names of their sources."""
    page = browser.new_context().new_page()
    first = fetched(page, site, lambda: page.goto(address + "/statement/"))
    assert sum(size for _, size in first) <= 90 * 1024, first
    close(page)
