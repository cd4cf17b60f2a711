#!/usr/bin/env python3
"""Remake docs/assets/screenshot.png, the README's picture of a pillar page, from the built site/ (see `make screenshot`)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = "pillars/2-mutually-beneficial-cooperation/index.html"


def main() -> int:
    """Open the page as a file, show passage 2.3 with one note open, and write the picture."""
    out = ROOT / "docs" / "assets" / "screenshot.png"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 620}, color_scheme="light")
        page.goto(f"{(ROOT / 'site' / PAGE).as_uri()}#note-titr-tonnage")
        page.locator("#p2\\.3").scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, scrollY + document.querySelector('#p2\\\\.3').getBoundingClientRect().top - 24)")
        page.wait_for_timeout(500)
        page.screenshot(path=str(out))
        browser.close()
    print(f"{out}: {out.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
