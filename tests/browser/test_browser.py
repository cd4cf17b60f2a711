"""What only a real browser can show: reading without JavaScript, keyboard, accessibility in both palettes at three widths.

Every page of the real site is looked at by rules; what a page does is tested on the small edition.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from opening import SCHEMES, WIDTHS, axe_report, close, opened
from site_html import pages, some_pages, url_of

# One page of each kind in the small edition.
KINDS = {
    "home": "/",
    "statement": "/statement/",
    "opening": "/opening/",
    "pillar": "/pillars/2-bridges-for-both-banks/",
    "points": "/pillars/",
    "card": "/p/2.3/",
    "glossary": "/glossary/",
    "term": "/glossary/river-board/",
    "commitments": "/commitments/",
    "commitment": "/commitments/bridges-reopened/",
    "wording": "/wording/",
    "timeline": "/timeline/",
    "figure": "/figures/block-trains-counted/",
    "map": "/map/",
    "sources": "/sources/",
    "about": "/about/",
    "door": "/zh/",
    "cite": "/cite/",
    "changes": "/changes/",
    "missing": "/404.html",
}
PILLAR = KINDS["pillar"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(browser, small_address, kind, scheme):
    page = opened(browser, small_address + KINDS[kind], WIDTHS[0], scheme)
    for width in (
        WIDTHS if scheme == "light" else WIDTHS[:1]
    ):  # a palette changes colours, and they are the same everywhere
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not (found := axe_report(page)), f"{kind} {scheme} {width} {found}"
    assert page.foreign == []
    assert page.errors == []
    close(page)


def stay(page: Page, url: str, file: Path) -> None:
    """Go to a page; one that leads on at once, since something has moved, is held still."""
    words = file.read_text(encoding="utf-8")
    still = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", words)
    if still != words:
        page.route(url, lambda route: route.fulfill(body=still, content_type="text/html"))
    page.goto(url)


def test_axe_finds_nothing_on_a_page_that_leads_on(browser, small_address, small_site):
    page = opened(browser, small_address + "/about/")
    stay(page, small_address + "/glossary/lake-corridor/", small_site / "glossary" / "lake-corridor" / "index.html")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert "has a new address" in page.locator("article").inner_text()
        assert not (found := axe_report(page)), f"{width} {found}"
    close(page)


PARTS = 8  # of the list of pages, so that the test processes share it


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_a_small_phone_and_axe_finds_nothing(browser, address, site, part):
    """The real site's pages at their narrowest; with axe one of twelve of those that are alike (`make audit`: all)."""
    page = opened(browser, address + "/about/")
    heard = {*some_pages(site)}
    for file in pages(site)[part::PARTS]:
        path = url_of(site, file).removeprefix("http://site")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        stay(page, address + path, file)
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[0], page.url
        if path == "/print/" or file not in heard:
            continue
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        assert not (found := axe_report(page)), found
    assert page.foreign == []
    close(page)


def test_no_page_scrolls_sideways_without_javascript(browser, small_address, small_site):
    page = opened(browser, small_address, WIDTHS[0], java_script_enabled=False)
    wide = []
    for path in {*KINDS.values(), *(f"/pillars/{file.parent.name}/" for file in pages(small_site / "pillars"))}:
        page.goto(small_address + path)
        if page.evaluate("document.documentElement.scrollWidth") > WIDTHS[0]:
            wide.append(path)
    assert not wide
    close(page)


def test_a_pillar_reads_without_javascript(browser, small_address, small):
    page = opened(browser, small_address + PILLAR, java_script_enabled=False)
    shown = page.locator("p.text").all_text_contents()
    assert shown == [p.text for p in small.statement.section(2)]
    for summary in page.locator(".notes > details > summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    for note in (n for n in small.notes if n.passage.startswith("p2.")):
        assert page.locator(f"#note-{note.id}").is_visible(), note.id
    close(page)


def test_an_address_of_a_note_opens_it_without_javascript(browser, small_address):
    page = opened(browser, f"{small_address}{PILLAR}#note-trains-doubled", java_script_enabled=False)
    assert page.locator("#note-trains-doubled").is_visible()
    close(page)


def test_from_marked_words_to_the_note_and_back_by_keyboard(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    body = page.locator("#note-trains-doubled")
    page.locator("#ref-trains-doubled").focus()
    page.keyboard.press("Enter")
    if not body.is_visible():  # it stood open, and the key has closed it
        page.keyboard.press("Enter")
    page.wait_for_url("**#note-trains-doubled")
    assert body.is_visible()
    back = body.locator("a.back")
    for _ in range(40):
        page.keyboard.press("Tab")
        if back.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**#ref-trains-doubled")
    close(page)


def test_marks_on_the_statement_page_are_switched_without_javascript(browser, small_address):
    page = opened(browser, small_address + "/statement/", java_script_enabled=False)
    shown = page.locator(".statement :is(.ref, .notes)")
    assert all(part.is_visible() for part in shown.all())
    page.locator("#show-marks").uncheck()
    assert not any(part.is_visible() for part in shown.all())
    close(page)


@pytest.mark.parametrize("edition", ["real", "small"])
def test_the_statement_copies_clean(browser, edition, request):
    """Selecting the whole text and copying it gives the text, without numbers and note letters."""
    statement = request.getfixturevalue(edition).statement
    where = request.getfixturevalue("address" if edition == "real" else "small_address")
    page = opened(browser, where + "/statement/")
    copied = page.evaluate(
        """() => { const s = getSelection(); s.removeAllRanges(); const r = document.createRange();
        r.selectNodeContents(document.querySelector('.statement')); s.addRange(r); return s.toString(); }"""
    )
    lines = [line.strip() for line in copied.splitlines() if line.strip()]
    assert lines == [statement.title, *(p.text for p in statement.passages)]
    close(page)


def test_a_linked_passage_stands_out(browser, small_address):
    page = opened(browser, small_address + PILLAR + "#p2.3")
    ground = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("#p2\\.3 .text").evaluate(ground) != page.locator("#p2\\.4 .text").evaluate(ground)
    close(page)


def test_the_timeline_filter_needs_no_javascript_and_loses_nothing(browser, small_address, small):
    page = opened(browser, small_address + "/timeline/", java_script_enabled=False)
    everything = len(small.timeline) + sum(e.timeline for c in small.commitments for e in c.events)
    shown = page.locator(".event:visible")
    assert shown.count() == everything == 10
    assert not page.get_by_text("Filtered:").is_visible()
    page.locator("#part-3").check()
    assert shown.count() == page.locator(".event.part-3").count() == 3
    assert page.get_by_text("Filtered:").is_visible()
    assert page.locator(".year h2:visible").all_text_contents() == ["2021", "2022"]
    close(page)


def test_notes_print_open(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    page.evaluate("document.querySelectorAll('.notes > details').forEach((e, i) => { e.open = i % 2; })")
    page.emulate_media(media="print")
    heights = page.locator(".notes > details > p:last-child").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect().height)"
    )
    assert len(heights) == 15
    assert min(heights) > 10
    close(page)
