"""Answers before rules: commitments, wording and timeline begin with what one came for; and a reader knows where they are."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from explainer.text import labels
from explainer.text.dates import spoken
from opening import close, opened

ROW = "#list tbody tr"


def in_view(page: Page, selector: str) -> bool:
    """Is the beginning of the first such element in the window?"""
    box = page.locator(selector).first.bounding_box()
    return bool(box) and -1 <= box["y"] < page.viewport_size["height"]


# --- commitments --------------------------------------------------------------------------------------------------------


def test_the_list_of_commitments_comes_first_and_the_rules_are_folded(browser, small_address):
    page = opened(browser, small_address + "/commitments/", 1280, java_script_enabled=False)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert in_view(page, ROW)
    assert not page.locator("#rules").is_visible()
    page.goto(small_address + "/commitments/#rules")
    assert page.locator("#rules").is_visible()
    close(page)


def test_commitments_stand_by_status_in_the_order_of_the_text(browser, small_address, small):
    page = opened(browser, small_address + "/commitments/")
    for group in page.locator(".by-status").all():
        status = group.locator("h2").get_attribute("id")
        assert group.locator("h2").inner_text() == labels.STATUSES[status]
        assert group.locator("h2").get_attribute("data-shape") == labels.SHAPES[status]
        titles = {c.title: c.passage for c in small.commitments if c.status == status}
        shown = group.locator(".title").all_text_contents()
        assert set(shown) == titles.keys()
        assert [titles[title] for title in shown] == sorted(titles.values())
    assert page.locator(".by-status").count() == len({c.status for c in small.commitments})
    close(page)


def test_each_commitment_has_its_last_event_and_a_row_of_dots(browser, small_address, small):
    page = opened(browser, small_address + "/commitments/")
    for commitment in small.commitments:
        row = page.locator(ROW).filter(has=page.get_by_role("link", name=commitment.title, exact=True))
        after = [e for e in commitment.events if e.date >= small.about.date]
        if not after:
            assert row.inner_text().count("None found") == 2
            continue
        expect(row).to_contain_text(f"{spoken(after[-1].date)} {after[-1].text}")
        dots = row.get_by_role("img")
        expect(dots).to_have_attribute("alt", ", ".join(spoken(e.date) for e in after))
        drawn = page.request.get(page.url + dots.get_attribute("src")).text()
        assert drawn.count("<circle") == len(after)
        assert dots.evaluate(
            "e => e.complete || new Promise((done) => { e.loading = 'eager'; e.onload = () => done(true); })"
        )
        assert dots.evaluate("e => e.naturalWidth") == 80  # 2021 and 2022, 40 units each
    close(page)


@pytest.mark.parametrize("width", [375, 1280])
def test_an_address_with_a_status_lands_on_the_list_which_says_that_it_is_filtered(browser, small_address, width):
    page = opened(browser, small_address + "/commitments/?status=confirmed-in-part", width)
    told = page.locator(".filter output")
    expect(told).to_have_text("Filtered by Status: Confirmed in part")  # and no number: nothing here is a score
    assert page.locator(f"{ROW}:visible").count() == 1
    assert in_view(page, ".filter")
    assert in_view(page, f"{ROW}:visible")
    page.get_by_label("Falls to").select_option("others")
    expect(told).to_have_text("Filtered by Falls to: other parties; Status: Confirmed in part. nothing fits")
    page.get_by_role("button", name="Show all").click()
    expect(told).to_have_text("")
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    assert page.locator(f"{ROW}:visible").count() == 9
    assert page.url == small_address + "/commitments/"
    close(page)


def test_commitments_are_filtered_by_whom_they_fall_to(browser, small_address, small):
    page = opened(browser, small_address + "/commitments/?bound=south")
    assert page.locator(f"{ROW}:visible").count() == sum("south" in c.bound for c in small.commitments)
    assert page.locator(".by-status:visible").count() < page.locator(".by-status").count()
    close(page)


def test_what_is_filtered_says_so_on_paper(browser, small_address):
    page = opened(browser, small_address + "/sources/?side=south")
    page.emulate_media(media="print")
    told = page.locator(".filter output")
    expect(told).to_be_visible()
    expect(told).to_contain_text("Filtered by Side: Southland state. ")
    expect(page.get_by_label("Side")).to_be_hidden()
    page.goto(small_address + "/sources/")
    expect(told).to_be_hidden()
    close(page)


# --- wording and timeline -----------------------------------------------------------------------------------------------


def test_the_ledger_comes_before_its_rules_with_contents_by_passage(browser, small_address, small):
    page = opened(browser, small_address + "/wording/", 1280, java_script_enabled=False)
    assert in_view(page, "#ledger-rows tbody tr")
    assert not page.locator("#rules").is_visible()
    contents = page.get_by_role("navigation", name="Contents")
    for passage in small.statement.passages:
        link = contents.get_by_role("link", name=f"Ledger of passage {passage.number}", exact=True)
        row = page.locator(link.get_attribute("href").replace(".", "\\."))
        assert row.inner_text() == passage.number
    page.goto(small_address + "/wording/#rules")
    assert page.locator("#rules").is_visible()
    close(page)


def test_the_timeline_is_entered_by_year_and_marks_the_statement(browser, small_address):
    page = opened(browser, small_address + "/timeline/", java_script_enabled=False)
    years = page.locator(".year h2").all_text_contents()
    assert page.locator(".letters a").all_text_contents() == [*years, "The statement"]
    page.locator(".letters").get_by_role("link", name="2020").click()
    assert page.url.endswith("#year-2020")
    marked = page.locator(".statement-day")
    assert marked.count() == 1
    expect(marked).to_contain_text("14 May 2021 The statement. The ministers meet the press.")
    assert page.locator(".letters a").last.get_attribute("href") == "#" + marked.get_attribute("id")
    close(page)


# --- you are here -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, way, menu, before, after",
    [
        ("/glossary/river-board/", ["Glossary", "NSRB"], "Glossary", "Northland", "Reedham"),
        ("/glossary/ada-brook/", ["Glossary", "Ada Brook"], "Glossary", None, "Ben Ford"),
        ("/commitments/medicine/", ["Commitments", "Medicine for Southland"], "Commitments", "A school of pilotage in Southland", "An upgraded MMTGL"),
        ("/p/2.3/", ["The statement", "2. Bridges for both banks", "2.3"], "Read", "Passage 2.2", "Passage 2.4"),
        ("/p/0.1/", ["The statement", "Opening", "0.1"], "Read", None, "Passage 0.2"),
        ("/pillars/", ["The statement", "The points"], "Read", None, None),
        ("/print/opening/", ["The statement", "For print", "Opening, for print"], "Read", None, None),
        ("/contribute/", ["About", "How to contribute"], "About", None, None),
        ("/glossary/lake-corridor/", ["Glossary", None], "Glossary", None, None),
    ],
)  # fmt: skip
def test_a_page_says_where_it_is_and_what_stands_beside_it(browser, small_address, path, way, menu, before, after):
    page = opened(browser, small_address + "/about/", java_script_enabled=False)
    page.route(
        "**/lake-corridor/", lambda route: route.fulfill(body=route.fetch().text().replace("http-equiv", "data-off"))
    )
    page.goto(small_address + path)
    trail = page.get_by_role("navigation", name="Breadcrumb")
    steps = trail.get_by_role("listitem").all_inner_texts()
    assert [told or step for told, step in zip(way, steps, strict=True)] == steps
    assert trail.locator("[aria-current=page]").inner_text() == steps[-1]
    assert page.locator("header nav > ul > li > [aria-current]").all_inner_texts() == [menu]
    for name, title in (("prev", before), ("next", after)):
        links = page.locator(f".beside [rel={name}]")
        assert [words.partition(": ")[2] for words in links.all_text_contents()] == ([title] if title else [])
    close(page)


def test_from_a_term_one_goes_back_to_the_passage_one_came_from(browser, small_address):
    page = opened(browser, small_address + "/pillars/2-bridges-for-both-banks/#note-trains-doubled")
    page.locator("#p2\\.3 .entries a:visible").click()
    page.wait_for_url("**/glossary/block-trains/")
    back = page.get_by_role("link", name="Back to passage 2.3")
    back.click()
    assert page.url == small_address + "/pillars/2-bridges-for-both-banks/#p2.3"
    page.goto(small_address + "/p/2.3/")
    page.locator("main").get_by_role("link", name="Capacity of the block trains").first.click()
    expect(back).to_have_attribute("href", "/p/2.3/#p2.3")
    # Who came another way is not sent back there.
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Commitments").click()
    page.get_by_role("link", name="Capacity of the block trains").click()
    expect(page.locator(".beside")).to_be_visible()
    expect(back).to_have_count(0)
    assert page.errors == []
    close(page)


def test_a_lost_address_offers_the_search_and_the_points(browser, small_address, small):
    page = opened(browser, small_address + "/404.html")
    for section in small.about.sections:
        link = page.locator("main").get_by_role("link", name=section.numbered, exact=True)
        assert page.request.get(page.evaluate("(to) => new URL(to, location.href).href", link.get_attribute("href"))).ok
    page.get_by_label("Search: ").fill("night ferries")
    page.locator("main").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/?q=night+ferries")
    expect(page.locator("[data-search-result]").first).to_contain_text("Night ferries", ignore_case=True)
    close(page)


# --- wide pages, the start page -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/glossary/river-board/", "/commitments/bridges-reopened/"])
def test_an_entry_uses_the_width_and_needs_none(browser, small_address, path):
    page = opened(browser, small_address + path, 1280)
    text, beside = (page.locator(f".entry > {part}").bounding_box() for part in ("div", "aside"))
    assert abs(text["y"] - beside["y"]) < 2
    assert beside["x"] > text["x"] + text["width"]
    assert beside["x"] + beside["width"] > 1200
    page.set_viewport_size({"width": 320, "height": 900})
    text, beside = (page.locator(f".entry > {part}").bounding_box() for part in ("div", "aside"))
    assert beside["y"] >= text["y"] + text["height"]
    close(page)


def test_the_start_page_says_the_masthead_once_and_folds_its_sources(browser, small_address):
    page = opened(browser, small_address + "/")
    assert not page.locator(".footnote li").first.is_visible()  # until one follows a number
    masthead = page.locator(".site-title").inner_text().partition(",")[0]
    assert masthead not in page.locator("main").inner_text()
    assert page.locator("main").get_by_text("Our observation").count() == 0
    close(page)


def test_every_status_note_and_entry_can_be_corrected(browser, small_address):
    page = opened(browser, small_address + "/pillars/2-bridges-for-both-banks/#note-trains-doubled")
    link = page.get_by_role("link", name="Correct this: note 2.3", exact=False).first
    expect(link).to_have_text("Correct this")
    address = link.get_attribute("href")
    assert address.startswith(
        "https://github.com/two-rivers/annotated/issues/new?template=correction.yml&title=Correction"
    )
    for path, what in (
        ("/glossary/river-board/", "glossary entry Northland-Southland River Board"),
        ("/commitments/medicine/", "status of Medicine for Southland"),
    ):
        page.goto(small_address + path)
        expect(page.get_by_role("link", name=f"Correct this: {what}")).to_have_count(1)
    close(page)
