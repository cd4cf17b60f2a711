"""The map in a browser: the drawing for the width, names that do not meet as they are really drawn, points that lead."""

from __future__ import annotations

import pytest

from opening import close, opened

# The boxes of all names on the drawing that is shown, and whether any two share more than a hair.
MEET = """() => {
  const shown = [...document.querySelectorAll('.map svg')].filter((svg) => svg.getClientRects().length);
  const meet = [];
  for (const svg of shown) {
    const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (const [i, [one, a]] of boxes.entries())
      for (const [other, b] of boxes.slice(i + 1))
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3) meet.push([one, other]);
  }
  return [shown.length, meet];
}"""


@pytest.mark.parametrize("edition", ["real", "small"])
def test_names_do_not_meet_at_any_width(browser, edition, request):
    address = request.getfixturevalue("address" if edition == "real" else "small_address")
    for path in ("/map/", "/timeline/"):
        page = opened(browser, address + path)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            shown, meet = page.evaluate(MEET)
            assert shown
            assert meet == []
        close(page)


def test_a_point_leads_to_its_entry_and_a_small_map_to_the_map(browser, small_address):
    page = opened(browser, small_address + "/p/2.3/")
    picture = page.get_by_role("img", name="Map. A line leads from Reedham")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.cut img').naturalWidth > 0")
    picture.click()
    page.wait_for_url("**/map/")
    page.get_by_role("link", name="Saltmarsh: port").click()
    page.wait_for_url("**/glossary/saltmarsh/")
    close(page)


def test_a_mark_on_the_timeline_leads_to_its_year_without_javascript(browser, small_address):
    page = opened(browser, small_address + "/timeline/", java_script_enabled=False)
    page.get_by_role("link", name="2010, 1. Open rivers: 1 event").click()
    assert page.url.endswith("#year-2010")
    close(page)
