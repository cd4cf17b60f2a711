"""Charts in a real browser: read at every width, in both palettes and in forced colours, and fetched only when seen."""

from __future__ import annotations

import pytest

from opening import SCHEMES, close, opened

FIGURE = "/figures/block-trains-counted/"
PILLAR = "/pillars/2-bridges-for-both-banks/"
PICTURE = "/block-trains-counted-narrow.svg"
# Words that meet other words, or leave the drawing, of those that are seen.
CLASHING = """() => [...document.querySelectorAll(".chart svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
    const edge = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll("text")].map((e) => ({ text: e.textContent, box: e.getBoundingClientRect() }));
    const outside = words.filter(({ box }) => box.left < edge.left - 2 || box.right > edge.right + 2 || box.top < edge.top - 2);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top + 4 < b.bottom && b.top + 4 < a.bottom;
    const meeting = words.filter((one, i) => words.some((other, j) => j > i && meet(one.box, other.box)));
    return [...outside, ...meeting].map(({ text }) => text);
})"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_words_of_a_chart_meet_at_any_width(browser, small_address, scheme):
    for width in (320, 768, 1440):
        page = opened(browser, small_address + FIGURE, width, scheme)
        seen = page.locator(".chart svg:visible")
        assert seen.count() == 1
        assert ("narrow" if width == 320 else "wide") in seen.get_attribute("class")
        assert page.evaluate(CLASHING) == []
        size = page.evaluate("Math.min(...[...document.querySelectorAll('.chart text')].filter((e) => e.checkVisibility())"
                             ".map((e) => 14 * e.getScreenCTM().a))")  # fmt: skip
        assert size > 11.5, "too small to read"
        close(page)


def test_no_words_meet_on_the_live_charts(browser, address):
    for width in (320, 375, 1280):
        page = opened(browser, address + "/figures/", width)
        assert page.evaluate(CLASHING) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        close(page)


def test_the_lines_are_told_apart_without_colours(browser, small_address):
    page = opened(browser, small_address + FIGURE, forced_colors="active")
    colours = page.eval_on_selector_all(".chart .s1, .chart .s2", "all => all.map((e) => getComputedStyle(e).color)")
    assert len(set(colours)) == 1  # the system's own; the label of each line stands beside it
    assert page.locator(".chart svg:visible text[font-weight]").all_text_contents() == ["Block trains", "Containers"]
    close(page)


def test_the_picture_in_a_closed_note_is_not_fetched_until_it_is_opened(browser, small_address):
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(small_address + PILLAR)
    page.wait_for_load_state("networkidle")
    page.locator("#p2\\.3").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(".svg") and "figures" in url]
    with page.expect_response(lambda response: response.url.endswith(PICTURE)):
        page.locator("#p2\\.3 mark[data-note=trains-doubled]").first.click()
    picture = page.locator(f"img[src$='{PICTURE}']").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async (e) => { await e.decode(); return e.naturalWidth; }") == 320
    close(page)
