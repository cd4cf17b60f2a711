"""Linking and citing as a reader does it: tools at a passage, cite blocks, addresses that have moved."""

from __future__ import annotations

import datetime
import http.server
import threading
from functools import partial

import pytest
from playwright.sync_api import expect
from test_editions import built

from conftest import QuietHandler, build
from explainer.text.dates import in_form
from opening import close, opened
from test_ids import publish, spoil

PILLAR = "/pillars/2-mutually-beneficial-cooperation/"
TEXT = (
    "Utmost efforts will be made to ensure the transport capacity of China-Europe freight trains, tap the potential of"
    " the Trans-Caspian International Transport Route, and promote the diversification of freight train routes."
)
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def clipboard(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("where", [PILLAR, "/statement/", "/p/2.3/"])
def test_link_and_quotation_are_copied_by_keyboard_and_said_aloud(browser, address, where):
    page = opened(browser, address + where, permissions=CLIPBOARD)
    tools = page.locator('.tools[data-number="2.3"]')
    tools.get_by_role("button", name="Copy the link to passage 2.3").focus()
    expect(tools).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    told = page.get_by_role("status").filter(has_text="copied")
    expect(told).to_have_text("Link to passage 2.3 copied.")
    assert clipboard(page) == f"{address}/p/2.3/"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(told).to_have_text("Passage 2.3 copied with a citation.")
    copied = clipboard(page)
    assert copied.startswith(f"“{TEXT}” (“China: Wang Yi - Join Hands to Forge")
    assert copied.endswith(f"para. 2.3, {address}/p/2.3/)")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2.3/#cite")
    assert page.errors == []
    close(page)


def test_the_style_copied_last_is_that_of_the_next_quotation(browser, address):
    page = opened(browser, address + PILLAR, permissions=CLIPBOARD)
    page.locator("#cite-statement summary").click()
    page.get_by_role("button", name="Copy: OSCOLA, Footnote").first.click()
    expect(page.locator(".told")).to_have_text("OSCOLA, footnote: copied.")
    assert "paras 2.1–2.5" in clipboard(page)
    page.locator('.tools[data-number="2.3"]').get_by_role("button", name="with a citation").click()
    expect(page.locator(".told")).to_have_text("Passage 2.3 copied with a citation.")
    today = in_form(datetime.date.today().isoformat(), "dmy")
    assert clipboard(page).endswith(f"(7 June 2022) para 2.3 <{address}/p/2.3/> accessed {today})")
    close(page)


def test_dates_of_access_are_the_readers_own_in_every_form(browser, address):
    page = opened(browser, address + "/p/2.3/")
    today = datetime.date.today().isoformat()
    for form, shown in page.eval_on_selector_all(".accessed", "all => all.map(e => [e.dataset.form, e.textContent])"):
        assert shown == in_form(today, form)
    assert page.locator(".address").first.text_content() == f"{address}/p/2.3/"
    close(page)


def test_files_for_reference_managers_are_copied_and_downloaded(browser, address):
    page = opened(browser, address + "/glossary/cica/", permissions=CLIPBOARD)
    page.get_by_role("button", name="Copy as BibTeX").click()
    expect(page.locator(".told")).to_have_text("BibTeX copied.")
    assert clipboard(page).startswith("@misc{glossary-cica.page,")
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename == "cica.page.ris"
    close(page)


def test_citing_needs_no_javascript(browser, address):
    page = opened(browser, address + PILLAR, java_script_enabled=False)
    link = page.locator('.tools[data-number="2.3"] a')
    link.focus()
    expect(link).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2.3/#cite")
    page.locator("#cite-statement summary").click()
    assert page.locator('#cite-statement [data-style="gost"]').is_visible()
    assert page.locator("button:visible").count() == 0
    close(page)


def test_a_clipboard_that_refuses_is_told(browser, address):
    page = opened(browser, address + "/p/2.3/")
    page.evaluate(
        "navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false"
    )
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".told")).to_have_text("Could not copy. Select the text and copy it by hand.")
    close(page)


@pytest.fixture
def moved(mini_folder, tmp_path):
    """The mini edition, published, then with a term, a note and a point at new addresses; served on this machine."""
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
    site = built(mini_folder, tmp_path / "out")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


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
