#!/usr/bin/env python3
"""Draw docs/assets/social.png (Open Graph) and theme/assets/favicon.png (apple-touch-icon); see `make images`.

The words come from content/, the colours from theme/css/site.css, the icon from theme/assets/favicon.svg.
Expects the fonts Noto Serif and Noto Sans (Debian: fonts-noto-core) and refuses to draw with others, because the lines
would break elsewhere. The same inputs, fonts and Chromium give the same bytes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import jinja2
from playwright.sync_api import Browser, Page, sync_playwright

from explainer.load.content import Content, load_content
from explainer.selectors import find
from explainer.text.dates import spoken

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "theme" / "assets"
NOTE = "trips-are-not-transit"  # the passage shown is this note's, the highlighted words are those it is about
FONTS = {"Noto Serif", "Noto Sans"}
ICON_SIZE, ICON_DRAWN = 180, 160  # ten pixels to each of the icon's sixteen units, so that every edge is sharp


def main() -> int:
    """Draw both pictures and print their sizes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"),
            # Grey edges, unhinted: the same on every screen setting.
            args=["--no-sandbox", "--disable-lcd-text", "--font-render-hinting=none", "--force-color-profile=srgb"],
        )
        social = social_html(
            load_content(ROOT / "content"), (ROOT / "theme" / "css" / "site.css").read_text(encoding="utf-8")
        )
        draw(browser, social, 1200, 630, ROOT / "docs" / "assets" / "social.png", FONTS)
        icon = icon_html((ASSETS / "favicon.svg").read_text(encoding="utf-8"))
        draw(browser, icon, ICON_SIZE, ICON_SIZE, ASSETS / "favicon.png", set())
        browser.close()
    return 0


def social_html(content: Content, site_css: str) -> str:
    """The social picture as a page: title, one passage with the words that NOTE is about, and who spoke where and when."""
    about = content.about
    note = next(n for n in content.notes if n.id == NOTE)
    passage = content.statement.passage(note.passage)
    assert passage, f"{NOTE} names no passage"
    span = find(passage.text, note.quote, note.prefix, note.suffix, note.nth)
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), undefined=jinja2.StrictUndefined, autoescape=True
    )
    return env.get_template("social.html.j2").render(
        site_css=site_css,
        label=about.label,
        kind=about.name.removeprefix(about.label).lstrip(", "),
        number=passage.number,
        before=passage.text[: span.start],
        marked=passage.text[span.start : span.end],
        after=passage.text[span.end :],
        footer=" · ".join([about.speaker.name, about.place_name, spoken(str(about.date))]),
    )


def icon_html(svg: str) -> str:
    """The icon on a ground of its own colour: a home screen rounds the corners itself and shows no transparency."""
    return (
        f"<!doctype html><style>body {{ margin: 0; height: 100vh; display: grid; place-items: center }} "
        f"svg {{ width: {ICON_DRAWN}px }}</style><body>{svg}"
        "<script>document.body.style.background = getComputedStyle(document.querySelector('.ground')).fill</script>"
    )


def draw(browser: Browser, html: str, width: int, height: int, out: Path, fonts: set[str]) -> None:
    """Photograph `html` in its light colours at one pixel to the unit; stop if it was set in any font but `fonts`."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    page.set_content(html)
    if foreign := fonts_used(page) - fonts:
        raise SystemExit(f"{out.name}: set in {', '.join(sorted(foreign))}; install {', '.join(sorted(fonts))}")
    out.write_bytes(page.screenshot())
    page.close()
    print(f"{out.relative_to(ROOT)}: {width}x{height}, {out.stat().st_size} bytes")


def fonts_used(page: Page) -> set[str]:
    """Names of the font families that the browser really took for the page's text."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    body = devtools.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    nodes = devtools.send("DOM.querySelectorAll", {"nodeId": body, "selector": "body *"})["nodeIds"]
    return {
        font["familyName"]
        for node in nodes
        for font in devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }


if __name__ == "__main__":
    sys.exit(main())
