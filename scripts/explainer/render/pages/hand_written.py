"""The pages that people write in docs/pages/: start page, about, how to cite, data, how to contribute, doors in other languages.

A line `--8<-- "about/occasion"` is where a generated part goes; what parts there are is in templates/parts/. Head, sources
and foot are added. The parts are put in here and not by the snippets extension, whose paths depend on the folder in which
the builder is started.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from explainer import addresses
from explainer.addresses import card_file, url
from explainer.cite import styles
from explainer.problems import Problems, did_you_mean
from explainer.render import head
from explainer.render.by_hand import FILES, FOLDER, Door, Front, Written, front, shown
from explainer.render.page import Page
from explainer.render.pages import data
from explainer.render.pages.frame import TEMPLATES, Frame, section_links
from explainer.site import Site
from explainer.text.dates import latest

NEUTRAL = TEMPLATES / "new" / FOLDER
HOME = FILES["home"]
_PART = re.compile(r'^--8<-- "([^"\n]*)"$', re.MULTILINE)


def pages(frame: Frame, written: Written) -> None:
    """Every page of FILES, from `written` or from the neutral texts that a new site begins with, and the doors.

    Raises ContentError, with file and line, when a page asks for a part that there is not, or its front matter is none.
    """
    problems = Problems()
    for name, file in FILES.items():
        text = written.get(name) or (NEUTRAL / f"{name}.md").read_text(encoding="utf-8")
        _check(name, text, problems)
        told = front(Front, name, text, problems)
        if told and not problems.found:
            _add(frame, frame.page(file), told, head.FRONT.sub("", text), CONTEXTS.get(name, _nothing))
    problems.raise_if_any()
    for door in frame.doors:
        _open(frame, door)


def _check(name: str, text: str, problems: Problems) -> None:
    known = {
        part.relative_to(TEMPLATES / "parts").as_posix().removesuffix(".md.j2")
        for part in TEMPLATES.glob("parts/**/*.j2")
    }
    for match in _PART.finditer(text):
        if match[1] not in known:
            place = (shown(name), text[: match.start()].count("\n") + 1, 0)
            problems.add(place, "unknown-part", f'no part "{match[1]}"{did_you_mean(match[1], known)}')


def _add(frame: Frame, page: Page, front: Front, body: str, context: Callable[[Frame, Page], dict[str, Any]]) -> None:
    shown = context(frame, page)
    body = _PART.sub(lambda match: frame.render(f"parts/{match[1]}.md.j2", page, **shown).strip("\n"), body)
    about = frame.site.content.about
    told: dict[str, Any] = {"scripts": [*front.scripts]} if front.scripts else {}
    if page.file == HOME:
        told |= _alternates(frame)
    told |= shown.get("told", {})
    shown = {"title": front.title or about.label, "description": front.description or about.summary}
    frame.add("hand_written.md.j2", page, **shown, told=told, body=body)


def _open(frame: Frame, door: Door) -> None:
    told = {"lang": door.code, **_alternates(frame)}
    shown = {"title": door.front.title, "description": door.front.description}
    frame.add("hand_written.md.j2", frame.page(door.file), **shown, told=told, body=door.body)


def _alternates(frame: Frame) -> dict[str, dict[str, str]]:
    """The start page and the doors by language, for their heads: none where there is no door."""
    others = {door.code: url(door.file) for door in frame.doors}
    return {"alternates": {"x-default": url(HOME), "en": url(HOME), **others}} if others else {}


# --- what the parts are told ---


def _nothing(frame: Frame, page: Page) -> dict[str, Any]:
    return {}


def _home(frame: Frame, page: Page) -> dict[str, Any]:
    newest = next((one for one in frame.changes if one.number), None)
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
    about, wording = site.content.about, site.content.wording
    passages = site.content.statement.passages
    return {
        "title": site.content.statement.title,
        "headings": [about.label, *(section.title for section in about.sections)],
        "passages": [{"number": p.number, "text": p.text, "card": page.url(card_file(p))} for p in passages],
        "renderings": [
            {"passage": r.passage[1:], "ours": r.ours, "theirs": r.theirs}
            for r in (wording.renderings if wording else ())
        ],
    }


def _about(frame: Frame, page: Page) -> dict[str, Any]:
    sources = frame.site.sources.values()
    return {"newest": latest(s.issued for s in sources), "looked": latest(s.checked for s in sources)}


CONTEXTS = {"home": _home, "about": _about, "cite": _cite, "data": data.listed}
