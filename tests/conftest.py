"""Shared by all tests: the two content folders, and the real site built once."""

from __future__ import annotations

import contextlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from explainer.load.content import Content, load_content
from lighten import lighten

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How fast a machine is, is no property of what it runs.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "mini"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="rewrite the expected pages of the mini edition; then read the difference",
    )


class Progress:
    """Instead of a dot a test: now and then how many tests are done, how many failed, and where the run is."""

    EVERY = 10  # seconds

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self.reporter = reporter
        self.started = self.said = time.monotonic()
        self.total = 0
        self.done: Counter[str] = Counter()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.total = len(session.items)

    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self.total = len(ids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """No letter for what passed; failures keep theirs and are counted as ever."""
        passed = report.passed and report.when == "call"
        return ("passed", "", "") if passed else None

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or (report.when == "setup" and not report.passed):
            self.done[report.outcome] += 1
        now = time.monotonic()
        if now - self.said >= self.EVERY:
            self.said = now
            failed = f", {self.done['failed']} failed" if self.done["failed"] else ""
            where = report.nodeid.partition("::")[0]
            line = f"{self.done.total()} of {self.total} tests{failed}, {now - self.started:.0f} s: {where}"
            self.reporter.ensure_newline()
            self.reporter.write_line(line)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if reporter := config.pluginmanager.get_plugin("terminalreporter"):
        config.pluginmanager.register(Progress(reporter))


def build(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run scripts/build.py as a person would, with these environment variables."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), *map(str, arguments)]
    environment = os.environ | variables
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env=environment, check=False)


def mkdocs(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run MkDocs, strictly."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *map(str, arguments)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env=environment, check=False)


@pytest.fixture(scope="session")
def real() -> Content:
    """The real content."""
    return load_content(ROOT / "content")


@pytest.fixture(scope="session")
def mini() -> Content:
    """The mini edition: small, complete, without a problem."""
    return load_content(MINI / "content")


@pytest.fixture
def mini_folder(tmp_path: Path) -> Path:
    """A copy of the mini edition's content to spoil."""
    return Path(shutil.copytree(MINI / "content", tmp_path / "content"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as `make site` builds it, once for all test processes."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out, finished = shared / "site", shared / "site.built"
    try:
        (shared / "site.building").mkdir()
    except FileExistsError:
        for _ in range(600):
            if finished.exists():
                return out
            time.sleep(0.2)
        pytest.fail("another test process did not finish building the site")
    done = mkdocs("--site-dir", out)
    assert done.returncode == 0, done.stderr
    unexpected = [line for line in done.stderr.splitlines() if line and not line.startswith("INFO")]
    assert not unexpected, "\n".join(unexpected)
    lighten(out)
    finished.touch()
    return out


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        # A browser that leaves a page drops what it no longer needs.
        with contextlib.suppress(ConnectionError):
            super().handle()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The real site, served on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def chromium() -> str | None:
    """$CHROMIUM, what `make test` found or installed, or the system's; None for Playwright's own."""
    found = ROOT / ".venv" / "chromium.path"
    known = found.read_text(encoding="utf-8").strip() if found.exists() else None
    return os.environ.get("CHROMIUM") or known or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    from playwright.sync_api import sync_playwright  # here, so that tests without a browser need none

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        yield browser
        browser.close()
