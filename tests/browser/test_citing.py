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
NOTE = "Ada Brook, remarks to the press with Ben Ford, Harbour Town, 14 May 2021 (readout), para. {}"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
DAY = "2031-03-05"  # in the browser


def clipboard(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def clipboard_as(page, kind: str) -> str | None:
    """What a program would paste that takes this kind; None if there is nothing of it."""
    return page.evaluate(
        """async (kind) => { const [item] = await navigator.clipboard.read();
        return item.types.includes(kind) ? (await item.getType(kind)).text() : null; }""",
        kind,
    )


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
    expect(told).to_have_text("Passage 2.3 copied with a short note.")
    assert clipboard(page) == f"“{TEXT}”\n{NOTE.format('2.3')}, {small_address}/p/2.3/"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the choice of how
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/2.3/#cite")
    assert page.errors == []
    close(page)


def choose(page, form: str, number: str = "2.3"):
    tools_of(page, number).locator("select").select_option(form)


def copy_quotation(page, form: str, number: str = "2.3"):
    choose(page, form, number)
    tools_of(page, number).locator("button", has_text="Copy quotation").click()
    expect(page.locator(".told")).to_have_text(f"Passage {number} copied {form}.")


def test_a_quotation_is_copied_in_the_form_chosen(browser, small_address):
    """As text without markup for any field, and as HTML, with italics and a link, for a word processor."""
    page = opened(browser, small_address + PILLAR, permissions=CLIPBOARD)
    address = f"{small_address}/p/2.3/"
    link = f'<a href="{address}">{address}</a>'
    copy_quotation(page, "with a short note")
    assert clipboard_as(page, "text/plain") == f"“{TEXT}”\n{NOTE.format('2.3')}, {address}"
    assert f"<p>{NOTE.format('2.3')}, {link}</p>" in clipboard_as(page, "text/html")
    copy_quotation(page, "with the full reference")
    text = clipboard_as(page, "text/plain")
    assert text.startswith(f"“{TEXT}” (“Open the Second Decade of Northland-Southland Work on the Two Rivers,” readout")
    assert ", Harbour Town, May 14, 2021, para. 2.3, The Second Decade of the Two Rivers, annotated, " in text
    assert text.endswith(f", {address})")
    assert link in clipboard_as(page, "text/html")
    copy_quotation(page, "as Markdown")
    assert clipboard_as(page, "text/plain") == f"> “{TEXT}”\n>\n> {NOTE.format('2.3')}, <{address}>"
    assert clipboard_as(page, "text/html") is None  # an editor of Markdown would paste it instead
    copy_quotation(page, "as a link")
    assert clipboard_as(page, "text/plain") == f"“{TEXT}” {address}"
    assert f'<a href="{address}">“{TEXT}”</a>' in clipboard_as(page, "text/html")
    assert page.errors == []
    close(page)


def test_the_form_chosen_holds_for_all_passages_and_is_kept(browser, small_address):
    page = opened(browser, small_address + PILLAR)
    choose(page, "as Markdown")
    assert set(page.locator(".tools select").evaluate_all("all => all.map((e) => e.value)")) == {"markdown"}
    page.goto(small_address + "/p/1.1/")
    expect(page.locator(".tools select")).to_have_value("markdown")
    page.evaluate("localStorage.setItem('copy-form', 'toString')")  # what nobody offered
    page.reload()
    expect(page.locator(".tools select")).to_have_value("note")
    assert page.errors == []
    close(page)


def test_italics_of_a_citation_are_copied_and_the_entry_follows_one_without_an_address(browser, small_address):
    page = opened(browser, small_address + PILLAR, day=DAY, permissions=CLIPBOARD)
    page.locator("#cite-statement summary").click()
    page.locator('#cite-statement [data-style="apa"] + dd').nth(1).get_by_role("button", name="Copy").click()
    expect(page.locator(".told")).to_have_text("APA, reference: copied.")
    assert "<em>Open the Second Decade" in clipboard_as(page, "text/html")
    assert "<" not in clipboard_as(page, "text/plain")
    copy_quotation(page, "with the full reference")
    words, entry = clipboard_as(page, "text/plain").split("\n")
    assert words.startswith(f"“{TEXT}” (") and "para. 2.3)" in words
    assert entry.endswith(f"{small_address}/p/2.3/")
    assert "<em>Open the Second Decade" in clipboard_as(page, "text/html")
    close(page)


# --- words that are selected ---

SELECT = """([[from, start], [to, end]]) => {
    const place = (number, words, behind) => {
        const text = document.getElementById(`p${number}`).querySelector('.text');
        let at = text.textContent.indexOf(words) + (behind ? words.length : 0);
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (at <= node.length) return [node, at];
            at -= node.length;
        }
    };
    getSelection().setBaseAndExtent(...place(from, start, false), ...place(to, end, true)); }"""


def select(page, start: tuple[str, str], end: tuple[str, str]):
    """Select from before some words of a passage to behind some words of the same or another; the tool for them."""
    page.evaluate(SELECT, [start, end])
    tool = page.get_by_role("toolbar")
    expect(tool).to_be_visible()
    return tool


@pytest.mark.parametrize("where", [PILLAR, "/statement/", "/p/2.3/"])
def test_selected_words_are_copied_exactly(browser, small_address, where):
    page = opened(browser, small_address + where, 375, permissions=CLIPBOARD)
    edition = page.locator("html").get_attribute("data-note-edition")
    tool = select(page, ("2.3", "carrying capacity"), ("2.3", "block trains"))
    assert tool.get_attribute("aria-label") == "Selected words of passage 2.3"
    expect(page.get_by_role("status").filter(has_text="Selected words of passage 2.3")).to_have_count(1)
    box = tool.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 375
    tool.get_by_role("button", name="Copy words").click()
    expect(page.locator(".told")).to_have_text("Words of passage 2.3 copied with a short note.")
    words = "carrying capacity of the North-South block trains"
    assert clipboard(page) == f"“{words}”\n{NOTE.format('2.3')}, {edition}, {small_address}/p/2.3/"
    assert page.evaluate("getSelection().toString()") == words  # and stay selected
    page.evaluate("getSelection().removeAllRanges()")
    expect(tool).to_be_hidden()
    assert page.errors == []
    close(page)


def test_words_are_selected_and_copied_by_the_mouse_and_open_no_note(browser, small_address):
    page = opened(browser, small_address + PILLAR, permissions=CLIPBOARD)
    mark = page.locator("#p2\\.3 .text mark").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 70, box["y"] + 8, steps=4)
    page.mouse.up()
    tool = page.get_by_role("toolbar")
    expect(tool).to_be_visible()
    words = page.evaluate("getSelection().toString()").strip()
    assert words and words in TEXT
    expect(page.locator("#termcard")).to_be_hidden()
    expect(page.locator("#p2\\.3 details[open]")).to_have_count(0)
    tool.get_by_role("button", name="Copy words").click()
    expect(page.locator(".told")).to_contain_text("Words of passage 2.3 copied")
    assert clipboard(page).startswith(f"“{words}”\n")
    close(page)


def test_the_link_to_words_leads_to_them(browser, small_address):
    """The hyphen and the comma have a meaning in such an address; the words stand between their neighbours."""
    page = opened(browser, small_address + "/statement/", permissions=CLIPBOARD)
    tool = select(page, ("2.3", "North-South"), ("2.3", "trains, draw"))
    tool.get_by_role("button", name="Copy link to words").click()
    expect(page.locator(".told")).to_have_text("Link to the words of passage 2.3 copied.")
    assert clipboard(page) == (
        f"{small_address}/p/2.3/#p2.3:~:text=capacity%20of%20the-,North%2dSouth%20block%20trains%2C%20draw,"
        "-on%20the%20potential"
    )
    close(page)


@pytest.mark.parametrize(("first", "last"), [(0, 2), (0, 20), (3, 8)])
def test_a_browser_finds_the_words_of_such_a_link(browser, small_address, small, first, last):
    """It scrolls to them, far below the passage that the rest of the address names here."""
    words = next(p.text for p in small.statement.passages if p.number == "3.4").split()
    page = opened(browser, small_address + "/statement/", permissions=CLIPBOARD)
    chosen = ("3.4", " ".join(words[first:last]))
    select(page, chosen, chosen).get_by_role("button", name="Copy link to words").click()
    expect(page.locator(".told")).to_contain_text("copied")
    directive = clipboard(page).partition(":~:")[2]
    close(page)
    page = opened(browser, f"{small_address}/statement/#p1.1:~:{directive}", 320)
    expect(page.locator("#p3\\.4 .text")).to_be_in_viewport()
    close(page)


def test_words_of_two_passages_are_never_run_together(browser, small_address, small):
    page = opened(browser, small_address + PILLAR, permissions=CLIPBOARD)
    edition = page.locator("html").get_attribute("data-note-edition")
    texts = {p.number: p.text for p in small.statement.passages}
    end, start = texts["2.3"].split()[-3:], texts["2.4"].split()[:3]
    tool = select(page, ("2.3", " ".join(end)), ("2.4", " ".join(start)))
    assert tool.get_attribute("aria-label") == "Selected words of passages 2.3 and 2.4"
    tool.get_by_role("button", name="Copy words").click()
    expect(page.locator(".told")).to_have_text("Words of passages 2.3 and 2.4 copied with a short note.")
    assert clipboard(page) == "\n\n".join(
        f"“{' '.join(words)}”\n{NOTE.format(number)}, {edition}, {small_address}/p/{number}/"
        for number, words in (("2.3", end), ("2.4", start))
    )
    tool.get_by_role("button", name="Copy link to words").click()
    expect(page.locator(".told")).to_have_text("Link to the words of passages 2.3 and 2.4 copied.")
    address, _, directives = clipboard(page).partition(":~:")
    assert address == f"{small_address}{PILLAR}#p2.3"
    assert directives.count("text=") == 2
    close(page)


def test_selected_words_are_copied_by_keyboard(browser, small_address):
    """The tool follows the words for Tab; Escape closes it, and not what is open behind it."""
    page = opened(browser, small_address + PILLAR, permissions=CLIPBOARD)
    note = page.locator("#p2\\.3 details").first
    note.locator("summary").click()
    tool = select(page, ("2.3", "freight."), ("2.3", "freight."))
    page.locator("#p2\\.3 .text a").last.focus()
    page.keyboard.press("Tab")
    expect(tool.get_by_role("button", name="Copy words")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_have_text("Words of passage 2.3 copied with a short note.")
    page.keyboard.press("Escape")
    expect(tool).to_be_hidden()
    expect(tools_of(page, "2.3").locator("button").first).to_be_focused()
    assert note.get_attribute("open") is not None
    close(page)


def test_words_of_a_note_have_no_tool(browser, small_address):
    page = opened(browser, small_address + "/p/2.3/")
    select(page, ("2.3", "freight."), ("2.3", "freight."))
    page.locator(".note p").last.select_text()
    expect(page.get_by_role("toolbar")).to_be_hidden()
    close(page)


def test_the_style_copied_last_is_that_of_the_next_quotation(browser, small_address):
    page = opened(browser, small_address + PILLAR, day=DAY, permissions=CLIPBOARD)
    page.locator("#cite-statement summary").click()
    page.locator('#cite-statement [data-style="oscola"] + dd').get_by_role("button", name="Copy").first.click()
    expect(page.locator(".told")).to_have_text("OSCOLA, footnote: copied.")
    assert "paras 2.1–2.5" in clipboard(page)
    tools_of(page, "2.3").locator("select").select_option("with the full reference")
    tools_of(page, "2.3").locator("button", has_text="Copy quotation").click()
    expect(page.locator(".told")).to_have_text("Passage 2.3 copied with the full reference.")
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
