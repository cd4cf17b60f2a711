"""What only a real browser can show: reading without JavaScript, keyboard, accessibility in both palettes at three widths."""

from __future__ import annotations

import pytest

from opening import SCHEMES, WIDTHS, axe_report, close, opened
from site_html import pages, url_of

# One page of each kind.
KINDS = {
    "home": "/",
    "statement": "/statement/",
    "opening": "/opening/",
    "pillar": "/pillars/2-mutually-beneficial-cooperation/",
    "points": "/pillars/",
    "card": "/p/2.3/",
    "glossary": "/glossary/",
    "term": "/glossary/cica/",
    "commitments": "/commitments/",
    "commitment": "/commitments/consulate-aktobe/",
    "wording": "/wording/",
    "timeline": "/timeline/",
    "sources": "/sources/",
    "about": "/about/",
    "cite": "/cite/",
    "changes": "/changes/",
    "missing": "/404.html",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(browser, address, kind, scheme):
    page = opened(browser, address + KINDS[kind], WIDTHS[0], scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not (found := axe_report(page)), f"{kind} {scheme} {width} {found}"
    assert page.foreign == []
    assert page.errors == []
    close(page)


PARTS = 8  # of the list of pages, so that the test processes share it


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page(browser, address, site, part):
    """Every page once; `make audit` looks at each in both palettes and all widths."""
    page = opened(browser, address + "/about/")
    for file in pages(site)[part::PARTS]:
        path = url_of(site, file).removeprefix("http://site")
        if path == "/print/" or path in KINDS.values():
            continue  # the whole edition once more; and what the test above has seen
        page.goto(address + path)
        assert not (found := axe_report(page)), found
    close(page)


def test_no_page_scrolls_sideways_on_a_small_phone(browser, address, site):
    width = 320
    page = opened(browser, address, width, java_script_enabled=False)
    wide = []
    for file in pages(site):
        page.goto(url_of(site, file).replace("http://site", address))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(page.url)
    assert not wide
    close(page)


def test_the_chosen_palette_is_the_system_s(browser, address):
    colours = []
    for scheme in SCHEMES:
        page = opened(browser, address, scheme=scheme)
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        close(page)
    assert colours[0] != colours[1]


def test_a_pillar_reads_without_javascript(browser, address, real):
    page = opened(browser, address + KINDS["pillar"], java_script_enabled=False)
    shown = page.locator("p.text").all_text_contents()
    assert shown == [p.text for p in real.statement.section(2)]
    for summary in page.locator("details.note > summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    for note in (n for n in real.notes if n.passage.startswith("p2.")):
        assert page.locator(f"#note-{note.id}").is_visible(), note.id
    close(page)


def test_an_address_of_a_note_opens_it_without_javascript(browser, address, real):
    note = next(n for n in real.notes if n.passage == "p2.3")
    page = opened(browser, f"{address}{KINDS['pillar']}#note-{note.id}", java_script_enabled=False)
    assert page.locator(f"#note-{note.id}").is_visible()
    close(page)


def test_from_marked_words_to_the_note_and_back_by_keyboard(browser, address, real):
    note = next(n for n in real.notes if n.passage == "p2.3")
    page = opened(browser, address + KINDS["pillar"])
    page.locator(f"#ref-{note.id}").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#note-{note.id}")
    body = page.locator(f"#note-{note.id}")
    assert body.is_visible()
    back = body.locator("a.back")
    for _ in range(40):
        page.keyboard.press("Tab")
        if back.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#ref-{note.id}")
    close(page)


def test_marks_on_the_statement_page_are_switched_without_javascript(browser, address):
    page = opened(browser, address + "/statement/", java_script_enabled=False)
    ref = page.locator(".statement .ref").first
    assert not ref.is_visible()
    page.locator("#show-marks").check()
    assert ref.is_visible()
    close(page)


def test_the_statement_copies_clean(browser, address, real):
    """Selecting the whole text and copying it gives the text, without numbers and note letters."""
    page = opened(browser, address + "/statement/")
    page.locator("#show-marks").check()
    copied = page.evaluate(
        """() => { const s = getSelection(); s.removeAllRanges(); const r = document.createRange();
        r.selectNodeContents(document.querySelector('.statement')); s.addRange(r); return s.toString(); }"""
    )
    lines = [line.strip() for line in copied.splitlines() if line.strip()]
    assert lines == [real.statement.title, *(p.text for p in real.statement.passages)]
    close(page)


def test_a_linked_passage_stands_out(browser, address):
    page = opened(browser, address + KINDS["pillar"] + "#p2.3")
    assert page.locator("#p2\\.3 .text").evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    close(page)


def test_the_timeline_filter_needs_no_javascript_and_loses_nothing(browser, address):
    page = opened(browser, address + "/timeline/", java_script_enabled=False)
    events = page.locator(".event")
    everything = events.count()
    assert sum(events.nth(i).is_visible() for i in range(everything)) == everything
    page.locator("#part-3").check()
    shown = page.locator(".event:visible")
    assert 0 < shown.count() < everything
    assert shown.count() == page.locator(".event.part-3").count()
    close(page)


def test_notes_print_open(browser, address):
    page = opened(browser, address + KINDS["pillar"])
    page.emulate_media(media="print")
    closed = page.locator("details.note:not([open]) .note-body")
    assert closed.count() > 0
    assert all(closed.nth(i).evaluate("e => e.getBoundingClientRect().height > 20") for i in range(closed.count()))
    close(page)
