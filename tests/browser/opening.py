"""Pages opened in a real browser, as a first visit from a clean profile."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

WIDTHS = (320, 768, 1440)
SCHEMES = ("light", "dark")


def opened(browser: Browser, address: str, width: int = 1440, scheme: str = "light", **options) -> Page:
    """A page in a fresh profile; requests to other hosts are refused and remembered."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    page.foreign = []
    host = address.split("/")[2]

    def gate(route):
        if route.request.url.split("/")[2] == host or route.request.url.startswith("data:"):
            route.continue_()
        else:
            page.foreign.append(route.request.url)
            route.abort()

    page.route("**/*", gate)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return page


def close(page: Page) -> None:
    page.context.close()
