"""Reading in a real browser: notes from their words, walking by key, term cards, filters, print, and what a page weighs.

What a page does is tested on the small edition, of which this names words and numbers; what it weighs, on the real one.
"""

from __future__ import annotations

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from conftest import ROOT, facts_of
from explainer.addresses import section_file, url
from explainer.text import inline
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


def close_notes(page) -> None:
    """Whether a page opens some of its notes by itself is not asked here."""
    page.evaluate("document.querySelectorAll('.notes > details').forEach((e) => { e.open = false; })")


def test_a_key_on_the_letter_opens_the_note_and_escape_comes_back(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    close_notes(page)
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


def test_a_tap_on_marked_words_opens_their_note_and_a_second_closes_it(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    close_notes(page)
    mark = page.locator("#p2\\.3 mark[data-note=trains-doubled]").filter(has_not=page.locator("a")).first
    mark.click()
    expect(page.locator(NOTE)).to_be_visible()
    mark.click()
    expect(page.locator(NOTE)).to_be_hidden()
    mark.click()
    page.keyboard.press("Escape")
    expect(page.locator(NOTE)).to_be_hidden()
    close(page)


def test_words_under_two_notes_open_the_one_that_is_most_about_them(browser, small_address):
    page = opened(browser, small_address + OTHER_PILLAR)
    close_notes(page)
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


def test_all_notes_of_a_passage_open_and_close_together(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    close_notes(page)
    bodies, tools = page.locator("#p2\\.3 .about"), page.locator("#p2\\.3 .tools")
    tools.locator("button", has_text="Open all notes").click()
    assert [body.is_visible() for body in bodies.all()] == [True] * 5
    tools.locator("button", has_text="Close all notes").click()
    assert not any(body.is_visible() for body in bodies.all())
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
    link, card = page.locator("#p2\\.3 a.term").first, page.locator("#termcard")
    link.focus()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Goods trains between Reedham and Saltmarsh that run by timetable")
    expect(link).to_have_attribute("aria-describedby", "termcard")
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
    page = opened(browser, small_address + PILLAR, 320, has_touch=True)
    link, card = page.locator("#p2\\.3 a.term").first, page.locator("#termcard")
    link.scroll_into_view_if_needed()
    link.tap()
    expect(card).to_contain_text("Tap again for the entry.")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    link.tap()
    page.wait_for_url("**/glossary/block-trains/")
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


def test_a_number_leads_to_its_source_and_back(browser, small_address):
    page = opened(browser, small_address + PILLAR)
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


def assert_a_reading_view_keeps_every_word(page, passages, said=()) -> None:
    """What Firefox shows in its reading view: the statement, its notes and facts are neither dropped nor run together."""
    # Without a style sheet, source 1 and source 2 must not read as 12.
    touching = "all => all.filter(e => e.previousSibling?.nodeName === 'SUP').length"
    assert page.locator("sup").evaluate_all(touching) == 0
    # A reading view takes what is called "share" for a button, a source with that word in its id too: words are compared.
    page.evaluate("document.querySelectorAll('sup').forEach((e) => e.remove())")
    facts = page.locator(".notes p, .notes summary, .definition, .events li").all_text_contents()
    page.add_script_tag(path=ROOT / "node_modules" / "@mozilla" / "readability" / "Readability.js")
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
        page = opened(browser, small_address + path, width)
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
    close_notes(page)
    page.locator("#p2\\.3 .tools button", has_text="Open all notes").click()


def show_a_term_card(page) -> None:
    page.locator("#p2\\.3 a.term").first.focus()
    expect(page.locator("#termcard")).to_be_visible()


STATES = {
    "note open": open_notes,
    "term card": show_a_term_card,
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
