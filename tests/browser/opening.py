"""Pages opened in a real browser, as a first visit from a clean profile."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from axe import violations

WIDTHS = (320, 768, 1440)
SCHEMES = ("light", "dark")


# Long lists are the same markup again and again, and axe takes its time with every element: the first few stand for all.
_MORE_OF_THE_SAME = (
    ".bibliography li:nth-child(n+31), .footnote li:nth-child(n+9), :is(.timeline, .events) li:nth-child(n+5),"
    " #ledger-rows tr:nth-child(n+9), .letter :nth-child(n+7):is(dt, dd)"
)


def axe_report(page: Page, also_left_out: str = "") -> str:
    """What axe-core finds on a page as it stands, long lists cut short; empty if nothing."""
    left_out = f"{_MORE_OF_THE_SAME}, {also_left_out}" if also_left_out else _MORE_OF_THE_SAME
    page.evaluate("(selector) => document.querySelectorAll(selector).forEach((e) => e.remove())", left_out)
    found = [
        f"{v['id']} ({v['impact']}): {v['help']}; {[node['target'] for node in v['nodes'][:5]]}"
        for v in violations(page)
    ]
    return "\n".join([page.url, *found]) if found else ""


def opened(
    browser: Browser, address: str, width: int = 1440, scheme: str = "light", day: str | None = None, **options
) -> Page:
    """A page in a fresh profile; requests to other hosts are remembered (the browser of the tests reaches none).

    With `day`, it is that day in the browser.
    """
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    if day:
        page.clock.set_fixed_time(f"{day}T12:00:00")
    own = ("data:", "blob:", "http://" + address.split("/")[2] + "/")
    page.foreign = []
    page.on("request", lambda request: request.url.startswith(own) or page.foreign.append(request.url))
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return page


def close(page: Page) -> None:
    page.context.close()


def frames(page: Page, count: int = 12) -> None:
    """Let the page draw so many frames: for what a script does, or must not do, in the first ones."""
    page.evaluate(
        """(count) => new Promise((done) => {
        const next = () => (count-- > 0 ? requestAnimationFrame(next) : done()); next(); })""",
        count,
    )
