"""The pages that people write in docs/pages/: start page, about, how to cite, how to contribute.

Each is Markdown with a front matter of its own (title, description). A line `--8<-- "about/occasion"` is where a generated
part goes; what parts there are is in templates/parts/. Head, sources and foot are added. The parts are put in here and not
by the snippets extension, whose paths depend on the folder in which the builder is started.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from explainer import addresses
from explainer.addresses import card_file
from explainer.cite import styles
from explainer.editions import history
from explainer.problems import Problems, did_you_mean
from explainer.render import head
from explainer.render.page import Page
from explainer.render.pages.frame import TEMPLATES, Frame, section_links
from explainer.site import Site

FILES = {"home": "index.md", "about": "about/index.md", "cite": "cite/index.md", "contribute": "contribute/index.md"}
FOLDER = "pages"
NEUTRAL = TEMPLATES / "new" / FOLDER
_PART = re.compile(r'^--8<-- "([^"\n]*)"$', re.MULTILINE)


def read(docs: Path) -> dict[str, str]:
    """The pages in docs/pages/ as text, by name; those that are not there are left out."""
    found = {name: docs / FOLDER / f"{name}.md" for name in FILES}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items() if path.is_file()}


def pages(frame: Frame, written: Mapping[str, str]) -> None:
    """Every page of FILES, from `written` or from the neutral texts that a new site begins with.

    Raises ContentError, with file and line, when a page asks for a part that there is not.
    """
    problems = Problems()
    for name, file in FILES.items():
        text = written.get(name) or (NEUTRAL / f"{name}.md").read_text(encoding="utf-8")
        _check(name, text, problems)
        if not problems.found:
            _add(frame, frame.page(file), text, CONTEXTS.get(name, _nothing))
    problems.raise_if_any()


def _check(name: str, text: str, problems: Problems) -> None:
    known = {
        part.relative_to(TEMPLATES / "parts").as_posix().removesuffix(".md.j2")
        for part in TEMPLATES.glob("parts/**/*.j2")
    }
    for match in _PART.finditer(text):
        if match[1] not in known:
            place = (f"docs/{FOLDER}/{name}.md", text[: match.start()].count("\n") + 1, 0)
            problems.add(place, "unknown-part", f'no part "{match[1]}"{did_you_mean(match[1], known)}')


def _add(frame: Frame, page: Page, text: str, context: Callable[[Frame, Page], dict[str, Any]]) -> None:
    front = head.FRONT.match(text)
    told: dict[str, Any] = yaml.safe_load(front[1]) if front else {}
    body = text[front.end() :] if front else text
    shown = context(frame, page)
    body = _PART.sub(lambda match: frame.render(f"parts/{match[1]}.md.j2", page, **shown).strip("\n"), body)
    about = frame.site.content.about
    title, description = told.pop("title", about.label), told.pop("description", about.summary)
    frame.add("hand_written.md.j2", page, title=title, description=description, told=told, body=body)


# --- what the parts are told ---


def _nothing(frame: Frame, page: Page) -> dict[str, Any]:
    return {}


def _home(frame: Frame, page: Page) -> dict[str, Any]:
    newest = next((one for one in history.all_changes(frame.site) if one.number), None)
    first = next(p for p in frame.site.content.statement.passages if p.section)
    return {"sections": section_links(frame.site, page), "newest": newest, "first": first}


def _cite(frame: Frame, page: Page) -> dict[str, Any]:
    """One of each for the page that explains addresses: the passage with the most notes, and what stands on it."""
    site = frame.site
    example = max(site.content.statement.passages, key=lambda p: len(site.notes[p.id]))
    notes, linked, commitments = site.notes[example.id], list(site.linked(example)), site.commitments[example.id]
    return {
        "example": example,
        "note": notes[0].note if notes else None,
        "term": site.terms[linked[0]] if linked else None,
        "commitment": commitments[0] if commitments else None,
        "quotation_data": head.in_script(_quotation_data(site, page)),
        "styles": styles.STYLES,
        "addresses": addresses,
    }


def _quotation_data(site: Site, page: Page) -> dict[str, Any]:
    """What the check of a quotation compares with."""
    wording = site.content.wording
    passages = site.content.statement.passages
    return {
        "passages": [{"number": p.number, "text": p.text, "card": page.url(card_file(p))} for p in passages],
        "renderings": [
            {"passage": r.passage[1:], "ours": r.ours, "theirs": r.theirs}
            for r in (wording.renderings if wording else ())
        ],
    }


CONTEXTS = {"home": _home, "cite": _cite}
