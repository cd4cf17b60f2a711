"""The Content-Security-Policy in a real browser, and hostile values for whatever a script takes from an address or a file.

A violation is an error on the console, which `opened` keeps in `page.errors`.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect
from test_browser import KINDS

from opening import close, frames, opened

PAGES = KINDS | {
    "print": "/print/",
    "search": "/search/?q=river",
    "contribute": "/contribute/",
    "forward": "/glossary/lake-corridor/",
    "found": "/glossary/river-board/?h=river",
}
PILLAR = KINDS["pillar"]

# Everything that can be pressed, opened, chosen or filled in; of buttons that say the same, the last. Says what was pressed.
USE_ALL = """async () => {
  addEventListener("submit", (event) => event.preventDefault()); // a form may lead to the search page
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  for (const field of document.querySelectorAll("main :is(input, select, textarea)")) {
    if (["checkbox", "radio"].includes(field.type)) field.click();
    else if (field.type === "select-one") field.selectedIndex = field.length - 1;
    else field.value = "Every effort will be made to keep up the river";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  for (const mark of document.querySelectorAll("mark:not(a *), a.ref[id]")) mark.click();
  for (const term of document.querySelectorAll("a.term")) term.dispatchEvent(new PointerEvent("pointerenter"));
  const buttons = new Map([...document.querySelectorAll("button")].map((button) => [button.textContent, button]));
  for (const button of buttons.values()) {
    button.click();
    await new Promise((done) => setTimeout(done, 20));
  }
  return [...buttons.keys()];
}"""


def use(page: Page) -> None:
    """The search box, and then everything else on the page."""
    page.keyboard.press("/")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.type("river")
    expect(page.locator("dialog [role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    assert {"Switch to dark", "Close"} <= set(page.evaluate(USE_ALL))
    page.wait_for_load_state("networkidle")
    frames(page)


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_and_no_use_of_it_breaks_the_policy(browser, small_address, kind):
    page = opened(browser, small_address + PAGES[kind], permissions=["clipboard-read", "clipboard-write"])
    if kind == "forward":
        page.wait_for_url("**/glossary/eastern-lakes-route/")
    use(page)
    assert page.errors == []
    assert page.foreign == []
    close(page)


@pytest.mark.parametrize(
    "made, directive",
    [
        ("<script>window.hacked = 1</script>", "script-src 'self'"),
        ("<style>p { color: red }</style>", "style-src 'self'"),
        ('<p style="color: red">x</p>', "style-src 'self'"),
        ('<img src="x" onerror="window.hacked = 1">', "script-src 'self'"),
        ('<script src="http://127.0.0.1:1/x.js"></script>', "script-src 'self'"),
        ('<iframe src="/about/"></iframe>', "default-src 'none'"),
        ('<base href="http://127.0.0.1:1/">', "base-uri 'none'"),
    ],
)
def test_control_what_breaks_the_policy_is_stopped_and_seen(browser, small_address, small_site, made, directive):
    words = (small_site / "about" / "index.html").read_text(encoding="utf-8").replace("</h1>", f"</h1>{made}")
    page = opened(browser, small_address + "/changes/")
    page.route("**/about/", lambda route: route.fulfill(body=words, content_type="text/html"))
    page.goto(small_address + "/about/")
    frames(page)
    assert directive in "\n".join(page.errors)
    assert page.evaluate("window.hacked") is None
    close(page)


@pytest.mark.parametrize(
    "sink",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "document.createElement('script').src = '/js/frame/site.js'",
        "trustedTypes.createPolicy('another', {})",
    ],
)
def test_no_script_can_make_markup_of_text(browser, small_address, sink):
    page = opened(browser, small_address + "/about/")
    assert "TypeError" in page.evaluate(
        f"() => {{ try {{ {sink}; return ''; }} catch (error) {{ return `${{error}}`; }} }}"
    )
    close(page)


def test_the_policy_holds_where_a_copy_is_opened_from_a_disk(browser, small_site):
    """ "self" is then every file: scripts run and the style sheet counts; what needs a server is not asked for here."""
    page = opened(browser, (small_site / PILLAR.strip("/") / "index.html").as_uri())
    page.evaluate(USE_ALL.replace("a.term", "no-term").replace('"button"', '"#scheme"'))
    assert page.evaluate("document.documentElement.className") == "js"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 27)"
    assert page.errors == []
    close(page)


# --- the palette before the page is drawn -------------------------------------------------------------------------------

DRAWN = """addEventListener("DOMContentLoaded", () => { window.loaded = true; });
window.drawn = [];
const look = () => { if (document.body) drawn.push(getComputedStyle(document.body).backgroundColor); requestAnimationFrame(look); };
look();"""


def test_no_frame_is_drawn_in_the_palette_that_the_reader_did_not_choose(browser, small_address):
    """However late the script comes; scripts that are deferred come later still."""
    page = opened(browser, small_address + "/about/", scheme="light")
    page.get_by_role("button", name="Switch to dark").click()
    page.add_init_script(DRAWN)
    page.route("**/first.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.route("**/site.js", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.goto(small_address + PILLAR)
    frames(page)
    assert set(page.evaluate("drawn")) == {"rgb(21, 24, 27)"}
    close(page)


# --- hostile values -----------------------------------------------------------------------------------------------------

MARKUP = "<img src=x onerror=hacked=1><script>hacked=1</script><a href=javascript:hacked=1>x</a>"
HOSTILE = (
    MARKUP,
    '"><svg onload=hacked=1>',
    "javascript:hacked=1",
    "../../x",
    "[data-x]",
    "\\",
    "%",
    "%E0%A4%A",
    "\u202e<b>",
)
PARTS_OF_ADDRESSES = (
    "/search/?q={}",
    "/glossary/?names={}",
    "/wording/?words={}",
    f"{PILLAR}?h={{}}",
    f"{PILLAR}#{{}}",
)
ACTIVE = r"""() => [...document.querySelectorAll("img, script:not([src]), iframe, base, [onerror], [onload]")]
  .filter((e) => !(e.type || "").endsWith("json") && !/\.svg$/.test(e.getAttribute("src") || "")).map((e) => e.outerHTML)"""


def leads_away(page: Page) -> list[str]:
    """Links of a page whose scheme is not that of the web."""
    return page.evaluate("[...document.links].map(a => a.href).filter(href => !/^https?:/.test(href))")


@pytest.mark.parametrize("where", PARTS_OF_ADDRESSES)
def test_nothing_in_an_address_becomes_markup(browser, small_address, where):
    """With the policy switched off, so that it is the scripts that are seen to be safe."""
    for value in HOSTILE:
        page = opened(browser, small_address + where.format(quote(value, safe="")), bypass_csp=True)
        page.wait_for_load_state("networkidle" if "q=" in where else "load")
        frames(page)
        assert page.evaluate(ACTIVE) == [], value
        assert leads_away(page) == [], value
        assert page.evaluate("window.hacked") is None, value
        assert page.errors == [], value
        close(page)


def hostile_names(route: Route) -> None:
    """The search's data with markup in every name and an address of another kind at every document."""
    data = route.fetch().json()
    for number, document in enumerate(data["documents"]):
        document[1] = f"river {MARKUP}"
        document[2] = ("javascript:hacked=1", "//127.0.0.1:1/", "http://127.0.0.1:1/", "\\\\127.0.0.1:1", "@x/")[
            number % 5
        ]
        document[3:4] = [MARKUP]
    data["kinds"] = dict.fromkeys(data["kinds"], MARKUP)
    route.fulfill(body=json.dumps(data), content_type="application/json")


def test_nothing_in_the_searchs_data_becomes_markup_or_leads_away(browser, small_address):
    page = opened(browser, small_address + "/about/", bypass_csp=True)
    page.route("**/names.json", hostile_names)
    page.keyboard.press("/")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.type("river")
    options = page.locator("dialog [role=option]")
    expect(options.first).to_contain_text("<script>hacked=1</script>")
    assert page.evaluate(ACTIVE) == []
    found = options.evaluate_all("all => all.map(a => a.href)")
    assert found
    assert [href for href in found if not href.startswith(small_address + "/")] == []
    page.goto(small_address + "/search/?q=river")
    expect(page.locator("#search-results")).to_contain_text("<script>hacked=1</script>")
    assert page.evaluate(ACTIVE) == []
    assert leads_away(page) == []
    assert page.evaluate("window.hacked") is None
    close(page)


ELSEWHERE = ("javascript:hacked=1//", "data:text/html,x", "http://127.0.0.1:1/", "//127.0.0.1:1/", "http://[", "blob:x")


def test_scripts_make_links_to_our_own_pages_only(browser, small_address):
    page = opened(browser, small_address + PILLAR, bypass_csp=True)
    made = "href => Site.element('a', { href, class: 'x' }, 'words').outerHTML"
    for href in (*ELSEWHERE, " javascript:hacked=1", "java\nscript:hacked=1", "JAVASCRIPT:hacked=1"):
        assert page.evaluate(made, href) == '<a class="x">words</a>', href
    for href in ("../../about/", "#p2.3", "?q=x", small_address + "/about/"):
        assert page.evaluate(made, href) == f'<a href="{href}" class="x">words</a>'
    close(page)


@pytest.mark.parametrize("href", [*ELSEWHERE, "/about/"])
@pytest.mark.parametrize("how", ["part", "page"])
def test_what_has_moved_leads_to_our_own_pages_only(browser, small_address, small_site, how, href):
    """A part that has moved is followed by its link, a page by its meta tag, to which the fragment is added."""
    words = (small_site / "changes" / "index.html").read_text(encoding="utf-8")
    if how == "part":
        words = words.replace("</h1>", f'</h1><p id="evil" class="given-up"><a class="moved" href="{href}">x</a></p>')
    else:
        # After so many seconds that it is the script alone that leads on.
        words = words.replace("<title>", f'<meta http-equiv="refresh" content="9999; url={href}"><title>')
    page = opened(browser, small_address + "/cite/", bypass_csp=True)
    page.route("**/changes/", lambda route: route.fulfill(body=words, content_type="text/html"))
    page.goto(small_address + "/changes/#evil")
    page.wait_for_load_state("networkidle")
    frames(page)
    led_on = {"part": "/about/", "page": "/about/#evil"}[how] if href == "/about/" else "/changes/#evil"
    assert page.url == small_address + led_on
    assert page.evaluate("window.hacked") is None
    close(page)
