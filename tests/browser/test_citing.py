"""Linking and citing as a reader does it: tools at a passage, cite blocks, addresses that have moved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_editions import built

from conftest import MINI, build, served
from explainer.text.dates import in_form
from opening import close, opened
from test_ids import publish, spoil

PILLAR = "/pillars/2-bridges-for-both-banks/"
TEXT = (
    "Every effort will be made to keep up the carrying capacity of the North-South block trains, draw on the potential of"
    " the Eastern Lakes Transport Route, and promote a wider choice of crossings for freight."
)
CLIPBOARD = ["clipboard-read", "clipboard-write"]
DAY = "2031-03-05"  # in the browser


def clipboard(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def tools_of(page, number: str):
    return page.locator(f'.tools[data-number="{number}"]')


@pytest.mark.parametrize("where", [PILLAR, "/statement/", "/p/2.3/"])
def test_link_and_quotation_are_copied_by_keyboard_and_said_aloud(browser, small_address, where):
    page = opened(browser, small_address + where, permissions=CLIPBOARD)
    tools = tools_of(page, "2.3")
    tools.locator("button", has_text="Copy link").focus()
    expect(tools).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    told = page.get_by_role("status").filter(has_text="copied")
    expect(told).to_have_text("Link to passage 2.3 copied.")
    assert clipboard(page) == f"{small_address}/p/2.3/"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_have_text("Passage 2.3 copied with a citation.")
    copied = clipboard(page)
    assert copied.startswith(
        f"“{TEXT}” (“Open the Second Decade of Northland-Southland Work on the Two Rivers,” readout"
    )
    assert ", Harbour Town, May 14, 2021, para. 2.3, The Second Decade of the Two Rivers, annotated, " in copied
    assert copied.endswith(f", {small_address}/p/2.3/)")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2.3/#cite")
    assert page.errors == []
    close(page)


def test_the_style_copied_last_is_that_of_the_next_quotation(browser, small_address):
    page = opened(browser, small_address + PILLAR, day=DAY, permissions=CLIPBOARD)
    page.locator("#cite-statement summary").click()
    page.locator('#cite-statement [data-style="oscola"] + dd').get_by_role("button", name="Copy").first.click()
    expect(page.locator(".told")).to_have_text("OSCOLA, footnote: copied.")
    assert "paras 2.1–2.5" in clipboard(page)
    tools_of(page, "2.3").locator("button", has_text="Copy quotation").click()
    expect(page.locator(".told")).to_have_text("Passage 2.3 copied with a citation.")
    assert clipboard(page).endswith(
        f"Harbour Town, 14 May 2021) para 2.3 <{small_address}/p/2.3/> accessed 5 March 2031)"
    )
    close(page)


def test_dates_of_access_are_the_readers_own_in_every_form(browser, small_address):
    page = opened(browser, small_address + "/p/2.3/", day=DAY)
    shown = page.eval_on_selector_all(".accessed", "all => all.map(e => [e.dataset.form, e.textContent])")
    assert {form for form, _ in shown} == {"dmy", "iso", "dots"}
    assert [text for _, text in shown] == [in_form(DAY, form) for form, _ in shown]
    assert page.locator(".address").first.text_content() == f"{small_address}/p/2.3/"
    close(page)


def test_files_for_reference_managers_are_copied_and_downloaded(browser, small_address):
    """With the address at which one reads, where the site does not know its own: no file names another, or none."""
    address = small_address + "/glossary/river-board/"
    page = opened(browser, f"{address}?x#cite", permissions=CLIPBOARD)
    files = page.locator(".files")
    files.get_by_role("button").first.click()
    expect(page.locator(".told")).to_have_text("BibTeX copied.")
    assert clipboard(page).startswith("@online{glossary-river-board.page,")
    assert f"\n  url          = {{{address}}},\n" in clipboard(page)
    for name, suffix, line in (
        ("BibTeX", "bib", f"  url          = {{{address}}},"),
        ("RIS", "ris", f"UR  - {address}"),
        ("CSL-JSON", "csl.json", f'    "URL": "{address}",'),
    ):
        with page.expect_download() as download:
            files.get_by_role("link", name=name).click()
        assert download.value.suggested_filename == f"river-board.page.{suffix}"
        assert line in Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert page.errors == []
    close(page)


def test_a_file_that_cannot_be_filled_in_is_had_as_it_is(browser, small_address):
    page = opened(browser, small_address + "/glossary/river-board/")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")  # as in a copy opened from file://
    with page.expect_download() as download:
        page.locator(".files").get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename == "river-board.page.ris"
    assert "UR  - [web address]" in Path(download.value.path()).read_text(encoding="utf-8")
    close(page)


def test_without_javascript_a_file_says_what_to_fill_in(browser, small_address):
    page = opened(browser, small_address + "/glossary/river-board/", java_script_enabled=False)
    with page.expect_download() as download:
        page.locator(".files").get_by_role("link", name="BibTeX").click()
    assert "url          = {[web address]}," in Path(download.value.path()).read_text(encoding="utf-8")
    close(page)


def test_citing_needs_no_javascript(browser, small_address):
    page = opened(browser, small_address + PILLAR, java_script_enabled=False)
    tools = tools_of(page, "2.3")
    expect(tools).to_have_css("opacity", "1")  # before anything points at the passage
    link = tools.locator("a")
    link.focus()
    expect(link).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2.3/#cite")
    page.locator("#cite-statement summary").click()
    assert page.locator('#cite-statement [data-style="gost"] + dd').first.is_visible()
    assert page.locator("button:visible").count() == 0
    close(page)


def test_a_clipboard_that_refuses_is_told(browser, small_address):
    page = opened(browser, small_address + "/p/2.3/")
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false"
    )
    tools_of(page, "2.3").locator("button", has_text="Copy link").click()
    expect(page.locator(".told")).to_have_text("Could not copy. Select the text and copy it by hand.")
    close(page)


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The mini edition, published, then with a term, a note and a point at new addresses; served on this machine."""
    folder = tmp_path_factory.mktemp("moved")
    mini_folder = Path(shutil.copytree(MINI / "content", folder / "content"))
    publish(mini_folder)
    spoil(mini_folder, "- id: upgrade-wording", "- id: upgrade-words", "notes/pillar-1.yml")
    spoil(mini_folder, "slug: 1-rivers", "slug: 1-waters", "statement.yml")
    ada = mini_folder / "glossary" / "ada-brook.yml"
    ada.rename(ada.with_name("ada.yml"))
    for file in mini_folder.rglob("*.yml"):
        words = file.read_text(encoding="utf-8")
        words = words.replace("term:ada-brook", "term:ada").replace("id: ada-brook", "id: ada")
        file.write_text(words.replace("term: ada-brook", "term: ada").replace("[ada-brook]", "[ada]"), encoding="utf-8")
    build("ids", "--content", mini_folder)
    for old, new in (("upgrade-wording", "upgrade-words"), ("1-rivers", "1-waters"), ("ada-brook", "ada")):
        spoil(mini_folder, f"id: {old}\n", f"id: {old}\n  state: moved\n  to: {new}\n  why: x\n")
    with served(built(mini_folder, folder / "out")) as address:
        yield address


def test_addresses_that_moved_lead_on(browser, moved):
    for old, new in (
        ("/glossary/ada-brook/", "/glossary/ada/"),
        ("/glossary/ada-brook/#cite", "/glossary/ada/#cite"),
        ("/pillars/1-rivers/#note-dredging", "/pillars/1-waters/#note-dredging"),
        ("/pillars/1-rivers/#note-upgrade-wording", "/pillars/1-waters/#note-upgrade-words"),
        ("/pillars/1-waters/#note-upgrade-wording", "/pillars/1-waters/#note-upgrade-words"),
    ):
        page = opened(browser, moved + old)
        page.wait_for_url(moved + new)
        close(page)
    page = opened(browser, moved + "/pillars/1-waters/")
    page.evaluate("location.hash = 'note-upgrade-wording'")
    page.wait_for_url("**/#note-upgrade-words")
    close(page)


def test_without_javascript_they_lead_on_or_say_where_to_go(browser, moved):
    page = opened(browser, moved + "/glossary/ada-brook/", java_script_enabled=False)
    page.wait_for_url(moved + "/glossary/ada/")
    page.goto(moved + "/pillars/1-waters/#note-upgrade-wording")
    gone = page.locator("#note-upgrade-wording")
    assert "has moved to" in gone.inner_text()
    assert gone.evaluate("e => { const r = e.getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0; }")
    gone.get_by_role("link").click()
    page.wait_for_url("**/#note-upgrade-words")
    close(page)
