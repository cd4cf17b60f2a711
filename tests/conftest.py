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
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from explainer.content import Content, load_content
from lighten import lighten

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "mini"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="rewrite the expected pages of the mini edition; then read the difference",
    )


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
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
