"""axe-core, as the npm lock names it, run on a page that Playwright has open."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypedDict

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"


class Violation(TypedDict):
    """One rule that a page breaks, as axe reports it (https://www.deque.com/axe/core-documentation/api-documentation/)."""

    id: str
    impact: str
    help: str
    nodes: list[dict[str, Any]]


@cache
def _source() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[Violation]:
    """The rules that the page breaks as it stands. The lists of what is well take time and are not asked for."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(_source())
    found: list[Violation] = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    return found
