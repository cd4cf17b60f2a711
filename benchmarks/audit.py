"""axe-core on every page of a built site, in light and dark at three widths; exits with 1 if it finds anything.

    python benchmarks/audit.py SITE [PREFIX ...]     only pages whose address begins with one of the prefixes

The tests look at every page once and at one page of each kind in the whole matrix; this looks at everything.
Two processes with a browser each; progress goes to stderr, the table to stdout.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from axe import violations
from serve import serving

WIDTHS = (320, 768, 1440)
SCHEMES = ("light", "dark")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
PROCESSES = 2

browser: Browser  # of this process


class View(NamedTuple):
    """One page in one palette, looked at in every width."""

    path: str
    scheme: str


class Finding(NamedTuple):
    """One rule that is broken on one view."""

    view: View
    width: int
    rule: str
    impact: str
    places: int
    first: str


def addresses(site: Path) -> list[str]:
    """The addresses of all pages, the largest page first, so that no long one is left for the end."""
    pages = sorted(site.rglob("*.html"), key=lambda page: (-page.stat().st_size, page))
    return ["/" + page.relative_to(site).as_posix().removesuffix("index.html") for page in pages]


def kind(path: str) -> str:
    """What kind of page an address is: its folder, and whether it is an entry in it."""
    first, *rest = path.strip("/").split("/")
    return f"{first}/*" if rest else first or "home"


# --- in a process with a browser ---


def start() -> None:
    global browser
    # Never stopped: it ends with its process.
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


def audit(task: tuple[str, View]) -> tuple[View, list[Finding], float]:
    """What axe finds on one page in one palette, and the seconds it took."""
    address, view = task
    started = time.monotonic()
    # Less motion, since a colour in the middle of a fade is not one that a reader gets.
    context = browser.new_context(color_scheme=view.scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    findings = []
    try:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(address + view.path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(200)
            for found in violations(page):
                nodes = found["nodes"]
                findings.append(Finding(view, width, found["id"], found["impact"], len(nodes), str(nodes[0]["target"])))
    finally:
        context.close()
    return view, findings, time.monotonic() - started


# --- the report ---


def report(views: Iterable[View], findings: list[Finding]) -> None:
    pages = Counter(kind(view.path) for view in views)
    broken = Counter(kind(finding.view.path) for finding in findings)
    print(f"{'kind of page':<20} {'views':>6} {'violations':>11}")
    for name in sorted(pages):
        print(f"{name:<20} {pages[name] * len(WIDTHS):>6} {broken[name]:>11}")
    print(f"{'all':<20} {pages.total() * len(WIDTHS):>6} {broken.total():>11}")
    for finding in sorted(findings):
        view = finding.view
        print(
            f"{view.path} {view.scheme} {finding.width}: {finding.rule} ({finding.impact}),"
            f" {finding.places} places, first {finding.first}"
        )


def main(site: Path, prefixes: tuple[str, ...]) -> int:
    paths = [path for path in addresses(site) if path.startswith(prefixes or "/")]
    views = [View(path, scheme) for path, scheme in product(paths, SCHEMES)]
    findings: list[Finding] = []
    started = time.monotonic()
    # Fresh processes: a copy of one with a serving thread might wait for ever.
    processes = multiprocessing.get_context("spawn")
    with serving(site) as server, processes.Pool(PROCESSES, initializer=start) as pool:
        tasks = [(server.address, view) for view in views]
        for number, (view, found, seconds) in enumerate(pool.imap_unordered(audit, tasks), start=1):
            findings += found
            print(
                f"{number}/{len(views)} {view.path} {view.scheme}: {len(found)} violations, {seconds:.1f} s",
                file=sys.stderr,
                flush=True,
            )
    report(views, findings)
    print(f"{time.monotonic() - started:.0f} seconds", file=sys.stderr)
    return 1 if findings or not views else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), tuple(sys.argv[2:])))
