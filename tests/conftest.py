"""Shared by all tests: the content folders, the sites built once, a server, a browser.

Three editions are tested. `real` is the live content: what holds whatever an editor writes. `small` is an edition made
up for tests, large enough to behave like a real one: what a reader does is tested on it, with words that stand in
tests/small/content. `mini` is smaller still, so that its pages can be read one by one (tests/mini/expected).
"""

from __future__ import annotations

import contextlib
import gc
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

import build as build_script
from explainer.load.content import Content, load_content
from explainer.load.model import Fact, Record

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How fast a machine is, is no property of what it runs.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "mini"
SMALL = ROOT / "tests" / "small"


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
            self.reporter.flush()  # into a file or a pipe too, where it would wait for the end


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if reporter := config.pluginmanager.get_plugin("terminalreporter"):
        config.pluginmanager.register(Progress(reporter))


def build(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run scripts/build.py: in this process, or as a person would where it is to have environment variables of its own."""
    words = [str(argument) for argument in arguments]
    if variables:
        command = [sys.executable, str(ROOT / "scripts" / "build.py"), *words]
        environment = os.environ | variables
        return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env=environment, check=False)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = build_script.main(words)
        except SystemExit as error:  # from argparse
            code = int(error.code or 0)
    gc.enable()
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def mkdocs(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run MkDocs, strictly."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *map(str, arguments)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, env=environment, check=False)


def facts_of(record: Record) -> tuple[Fact, ...]:
    """The facts in a record and in the records in it, events among them."""
    return tuple(one.fact for one in record.sourced() if one.fact)


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
def small() -> Content:
    """The small edition: as large as behaviour needs, complete, without a problem."""
    return load_content(SMALL / "content")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first test process to ask for it makes; the others wait for it."""
    shared = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out, finished = shared / name, shared / f"{name}.made"
    try:
        (shared / f"{name}.making").mkdir()
    except FileExistsError:
        for _ in range(3000):  # ten minutes: a site takes one on a machine that is busy with other things
            if finished.exists():
                return out
            time.sleep(0.2)
        pytest.fail(f"another test process did not finish making {name}")
    make(out)
    finished.touch()
    return out


def make_site(out: Path, *arguments: object) -> None:
    """Build a site as `make site` does, without a word of warning."""
    done = mkdocs("--site-dir", out, *arguments)
    assert done.returncode == 0, done.stderr
    unexpected = [line for line in done.stderr.splitlines() if line and not line.startswith("INFO")]
    assert not unexpected, "\n".join(unexpected)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site."""
    return made_once(tmp_path_factory, "site", make_site)


def make_small_site(out: Path) -> None:
    """Build the small edition from a copy, so that nothing is generated among the tests."""
    copy = Path(shutil.copytree(SMALL, out.with_name("small")))
    configuration = copy / "mkdocs.yml"
    words = configuration.read_text(encoding="utf-8")
    configuration.write_text(words.replace("../..", ROOT.as_posix()), encoding="utf-8")
    make_site(out, "--config-file", configuration)


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small edition."""
    return made_once(tmp_path_factory, "small-site", make_small_site)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        # A browser that leaves a page drops what it no longer needs.
        with contextlib.suppress(ConnectionError):
            super().handle()


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site, served on this machine."""
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
def address(site: Path) -> Iterator[str]:
    """The real site, served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def small_address(small_site: Path) -> Iterator[str]:
    """The site of the small edition, served."""
    with served(small_site) as address:
        yield address


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
