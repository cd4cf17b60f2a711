"""Reading in a real browser: notes from their words, walking by key, term cards, filters, print, and what a page weighs."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from conftest import ROOT
from opening import SCHEMES, WIDTHS, axe_report, close, opened
from site_html import file_at

PILLAR = "/pillars/2-mutually-beneficial-cooperation/"
OTHER_PILLAR = "/pillars/1-strategic-mutual-trust/"


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


# --- notes --------------------------------------------------------------------------------------------------------------


def first_closed_note(page) -> str:
    """The id of a closed note on passage 2.3."""
    return page.locator("#p2\\.3 details.note:not([open]) .note-body").first.get_attribute("id").removeprefix("note-")


def test_a_key_on_the_letter_opens_the_note_and_escape_comes_back(browser, address):
    page = opened(browser, address + PILLAR)
    id = first_closed_note(page)
    ref = page.locator(f"#ref-{id}")
    expect(ref).to_have_attribute("aria-expanded", "false")
    ref.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#note-{id}")).to_be_visible()
    expect(ref).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.url.endswith(f"#note-{id}")  # the note's own address, ready to be copied
    page.keyboard.press("Escape")
    expect(page.locator(f"#note-{id}")).to_be_hidden()
    assert focused(page) == f"ref-{id}"
    assert page.errors == []
    close(page)


def test_a_tap_on_marked_words_opens_their_note_and_a_second_closes_it(browser, address):
    page = opened(browser, address + PILLAR)
    marks = page.locator("#p2\\.3 mark[data-note]")
    mark = next(m for m in marks.all() if m.locator("a").count() == 0)
    body = page.locator(f"#note-{mark.get_attribute('data-note')}")
    was_open = body.is_visible()
    mark.click()
    assert body.is_visible() is not was_open
    mark.click()
    assert body.is_visible() is was_open
    mark.click()
    if not body.is_visible():
        mark.click()
    page.keyboard.press("Escape")
    expect(body).to_be_hidden()
    close(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_note_opens_in_view_by_its_address(browser, address, real, width):
    page = opened(browser, address + PILLAR, width)
    for note in [n for n in real.notes if n.passage.startswith("p2.")][::4]:
        page.goto("about:blank")
        page.goto(f"{address}{PILLAR}#note-{note.id}")
        body = page.locator(f"#note-{note.id}")
        expect(body).to_be_visible()
        expect(body).to_be_in_viewport()
    close(page)


def test_going_back_returns_to_where_the_reader_was(browser, address):
    page = opened(browser, address + PILLAR + "#p2.2")
    page.wait_for_timeout(300)  # nobody scrolls within the first frames
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    left_at = page.evaluate("scrollY")
    assert page.locator("#p2\\.2").bounding_box()["y"] < -1000
    page.goto(address + "/about/")
    page.go_back()
    page.wait_for_timeout(500)
    assert abs(page.evaluate("scrollY") - left_at) < 100
    close(page)


def test_all_notes_of_a_passage_open_and_close_together(browser, address):
    page = opened(browser, address + PILLAR)
    bodies = page.locator("#p2\\.3 .note-body")
    page.get_by_role("button", name="Open all notes on passage 2.3").click()
    assert all(body.is_visible() for body in bodies.all())
    page.get_by_role("button", name="Close all notes on passage 2.3").click()
    assert not any(body.is_visible() for body in bodies.all())
    close(page)


# --- keys ---------------------------------------------------------------------------------------------------------------


def test_j_and_k_and_the_arrows_go_from_passage_to_passage(browser, address):
    page = opened(browser, address + PILLAR)
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
def test_a_term_shows_its_definition_on_focus_and_hover(browser, address, where):
    page = opened(browser, address + where)
    link, card = page.locator("#p2\\.3 a.term").first, page.locator("#termcard")
    link.focus()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Container trains between cities in China and in Europe")
    expect(link).to_have_attribute("aria-describedby", "termcard")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    link.blur()
    link.hover()
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(600)
    expect(card).to_be_visible()  # hoverable and persistent
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    assert page.errors == []
    close(page)


def test_a_first_tap_on_a_term_shows_and_a_second_goes(browser, address):
    page = opened(browser, address + PILLAR, 320, has_touch=True)
    link, card = page.locator("#p2\\.3 a.term").first, page.locator("#termcard")
    link.scroll_into_view_if_needed()
    link.tap()
    expect(card).to_contain_text("Tap again for the entry.")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    link.tap()
    page.wait_for_url("**/glossary/china-europe-freight-trains/")
    close(page)


# --- lists: filters and sorting -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("СВМДА", "Conference on Interaction and Confidence Building Measures in Asia"),
        ("上海精神", "Shanghai Spirit"),
        ("орта дәліз", "Trans-Caspian International Transport Route"),
        ("shanghai jingshen", "Shanghai Spirit"),
        ("middle corridor", "Trans-Caspian International Transport Route"),
    ],
)
def test_the_glossary_filters_by_any_name_and_keeps_it_in_the_address(browser, address, typed, expected):
    page = opened(browser, address + "/glossary/")
    page.get_by_label("Name, in any language").fill(typed)
    names = page.locator(".entry:visible dt a")
    expect(names.filter(has_text=expected)).to_have_count(1)
    assert names.count() < 10
    page.reload()
    expect(page.get_by_label("Name, in any language")).to_have_value(typed)
    expect(names.filter(has_text=expected)).to_have_count(1)
    page.get_by_label("Name, in any language").fill("")
    expect(page.locator("output")).to_have_text("60 shown")
    assert "?" not in page.url
    close(page)


def test_the_glossary_filters_by_category_and_part(browser, address, real):
    page = opened(browser, address + "/glossary/?category=person")
    people = [t.name for t in real.terms if t.category == "person"]
    assert sorted(page.locator(".entry:visible dt a").all_text_contents()) == sorted(people)
    page.get_by_label("Part").select_option("2")
    assert "parts=2" in page.url
    assert page.locator(".entry:visible").count() == 0
    assert page.locator(".letter:visible").count() == 0
    close(page)


def test_without_javascript_lists_are_whole(browser, address, real):
    page = opened(browser, address + "/glossary/", java_script_enabled=False)
    assert page.locator(".entry:visible").count() == len(real.terms)
    assert page.locator("form:visible").count() == 0
    page.goto(address + "/commitments/")
    assert page.locator("#commitments tbody tr:visible").count() == len(real.commitments)
    assert page.locator("button:visible").count() == 0
    close(page)


def test_commitments_are_filtered_and_sorted(browser, address, real):
    page = opened(browser, address + "/commitments/")
    page.get_by_label("Falls to").select_option("kazakhstan")
    shown = page.locator("#commitments tbody tr:visible").count()
    assert shown == sum("kazakhstan" in c.bound for c in real.commitments)
    page.get_by_label("Falls to").select_option("")
    head = page.get_by_role("columnheader", name="As of")
    for order, reverse in (("ascending", False), ("descending", True)):
        head.get_by_role("button").click()
        expect(head).to_have_attribute("aria-sort", order)
        days = page.locator("td[data-sort]").evaluate_all("all => all.map(e => e.dataset.sort)")
        assert days == sorted(days, reverse=reverse)
    close(page)


def test_sources_are_filtered_by_side_and_words(browser, address, real):
    page = opened(browser, address + "/sources/?side=kazakhstan")
    entries = page.locator(".bibliography > li:not([data-filtered])")
    assert entries.count() == sum(s.side == "kazakhstan" for s in real.sources)
    page.get_by_label("Words", exact=True).fill("aktobe")
    assert 0 < entries.count() < 20
    close(page)


def test_a_long_list_of_sources_gets_its_titles_when_opened(browser, address):
    page = opened(browser, address + PILLAR)
    page.locator(".passages details[open] .cites a").first.click()
    entry = page.locator(".sources > li:target")
    expect(entry).to_be_in_viewport()
    expect(entry.locator("span[lang]").last).not_to_be_empty()
    close(page)


# --- palettes, sizes, colours -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
def test_without_javascript_the_palette_is_the_systems(browser, address, scheme):
    page = opened(browser, address + PILLAR, scheme=scheme, java_script_enabled=False)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    assert light == (scheme == "light")
    close(page)


def test_the_reader_can_switch_and_it_is_kept(browser, address):
    page = opened(browser, address + PILLAR, scheme="light")
    page.get_by_role("button", name="Switch to dark").click()
    page.goto(address + "/glossary/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 27)"
    page.get_by_role("button", name="Switch to light").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    close(page)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_paper_is_light_whatever_palette_is_chosen(browser, address):
    page = opened(browser, address + PILLAR, scheme="dark")
    page.evaluate("document.documentElement.dataset.scheme = 'dark'")
    page.emulate_media(media="print")
    style = page.locator("body").evaluate(
        "e => { const s = getComputedStyle(e); return [s.colorScheme, s.backgroundColor, s.color]; }"
    )
    assert style == ["light", "rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    close(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_body_text_has_aaa_contrast_in_both_palettes(browser, address, scheme):
    page = opened(browser, address + PILLAR, scheme=scheme)
    for selector in (".text", ".text mark", ".gist p", ".note-body p", ".kicker"):
        text, ground = page.locator(selector).first.evaluate(
            """e => { let g = e; while (getComputedStyle(g).backgroundColor === 'rgba(0, 0, 0, 0)') g = g.parentElement;
            return [getComputedStyle(e).color, getComputedStyle(g).backgroundColor]; }"""
        )
        darker, lighter = sorted((luminance(text), luminance(ground)))
        assert (lighter + 0.05) / (darker + 0.05) >= 7, selector
    close(page)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
@pytest.mark.parametrize(
    "path", ["/statement/", PILLAR, OTHER_PILLAR, "/glossary/cica/", "/commitments/consulate-aktobe/"]
)
def test_a_reading_view_keeps_every_word(browser, address, real, path, width):
    """What Firefox shows in its reading view: the statement, its notes and facts are neither dropped nor run together."""
    page = opened(browser, address + path, width)
    facts = page.locator("article .fact, article .note-title").all_text_contents()
    page.add_script_tag(path=ROOT / "node_modules" / "@mozilla" / "readability" / "Readability.js")
    kept = squeezed(page.evaluate("new Readability(document.cloneNode(true)).parse().textContent"))
    numbers = page.locator(".cites").evaluate_all(
        "cites => cites.map(e => [e.textContent, [...e.children].map(a => a.textContent).join(' ')])"
    )
    assert [text for text, apart in numbers if text != apart] == []
    section = re.search(r"/pillars/(\d)-", path)
    for passage in real.statement.passages:
        if path == "/statement/" or (section and int(section[1]) == passage.section):
            assert squeezed(passage.text) in kept, passage.number
    assert facts or path == "/statement/"
    assert [fact for fact in facts if squeezed(fact) not in kept] == []
    close(page)


SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"


@pytest.mark.parametrize("path", [PILLAR, "/commitments/", "/cite/", "/glossary/cica/", "/wording/"])
def test_text_spacing_can_be_overridden(browser, address, path):
    """WCAG 1.4.12, and 1.4.10 at the same time: 320 px is 1280 px at 400 %."""
    for width in WIDTHS:
        page = opened(browser, address + path, width)
        page.add_style_tag(content=SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        close(page)


def test_nothing_moves_for_readers_who_ask_for_that(browser, address):
    page = opened(browser, address + PILLAR, reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return s.transitionDuration.split(',').some(d => parseFloat(d) > 0) || s.animationName !== 'none'; }).length"
    )
    assert moving == 0
    close(page)


STATES = {
    "note open": lambda page: page.get_by_role("button", name="Open all notes on passage 2.3").click(),
    "term card": lambda page: page.locator("#p2\\.3 a.term").first.focus(),
    "cite open": lambda page: page.locator("#cite-statement summary").click(),
    "sources open": lambda page: page.locator(".fold > summary").click(),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_what_opens(browser, address, state, scheme):
    page = opened(browser, address + PILLAR + "#p2.3", WIDTHS[0], scheme)
    STATES[state](page)
    page.wait_for_timeout(200)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = axe_report(page, ".passage:not(#p2\\.3)")
        assert not found, f"{state} {scheme} {width} {found}"
    close(page)


@pytest.mark.parametrize("path", ["/", PILLAR, "/statement/", "/glossary/", "/commitments/", "/cite/"])
def test_axe_finds_nothing_in_forced_colours(browser, address, path):
    page = opened(browser, address + path, forced_colors="active")
    assert not (found := axe_report(page)), found
    close(page)


# --- print --------------------------------------------------------------------------------------------------------------


def test_a_page_prints_without_the_sites_chrome(browser, address):
    page = opened(browser, address + PILLAR)
    page.emulate_media(media="print")
    for selector in ("body > header", "body > footer", ".strip", ".tools", ".back", ".files", "button"):
        assert page.locator(f"{selector}:visible").count() == 0, selector
    assert page.locator(".num a:visible").count() == page.locator(".passages .passage").count()
    entry = page.locator(".sources li a").first
    printed = entry.evaluate("e => getComputedStyle(e, '::after').content")
    assert entry.get_attribute("href") in printed
    assert "Edition 2026.1" in page.locator(".imprint").inner_text()
    assert f"{address}{PILLAR}" in page.locator(".imprint").inner_text()
    close(page)


def test_the_whole_edition_prints_from_one_page(site, real):
    page = file_at(site, "/print/").read_text(encoding="utf-8")
    for note in real.notes:
        assert note.facts[0].text.split("[")[0].split('"')[0].split("'")[0].strip() in page.replace("&#8217;", "’"), (
            note.id
        )
    for passage in real.statement.passages:
        assert f'id="{passage.id}"' in page
    assert page.count('<li id="s') == len({key for fact in every_cited(real) for key in fact})


def every_cited(real):
    about = real.about.provenance
    homes = (
        [f.cite for f in about]
        + [f.cite for n in real.notes for f in n.facts]
        + [f.cite for t in real.terms for f in t.facts]
    )
    homes += [t.names_cite for t in real.terms] + [e.cite for e in real.timeline]
    homes += [f.cite for c in real.commitments for f in c.facts]
    return homes


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
    """At most 45 KB in 8 requests with everything, the search not opened; a second pillar at most 22 KB."""
    page = browser.new_context().new_page()
    first = fetched(page, site, lambda: page.goto(address + PILLAR))
    assert len(first) <= 8, first
    assert sum(size for _, size in first) <= 45 * 1024, first
    html = [size for path, size in first if path.endswith("/")]
    assert max(html) <= 22 * 1024
    assert not any(path.endswith((".woff2", ".map")) for path, _ in first)
    close(page)
