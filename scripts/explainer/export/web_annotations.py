"""The notes as annotations of the statement's text file, by the W3C Web Annotation Data Model (2017).

A note stands on exact words: by those, with what stands beside them, and by their place in the file, counted in code points.
"""

from __future__ import annotations

import json
import re
from typing import Any

from explainer.addresses import file_of, url
from explainer.editions.snapshot import Imprint
from explainer.export.tables import run_on
from explainer.export.written import LICENCE, linked
from explainer.kinds import NOTE, SOURCE
from explainer.load.statement import UNSEEN, Passage, Statement
from explainer.load.textfile import LINE_BREAK
from explainer.site import Placed, Site
from explainer.text import labels

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TEXT = "statement/statement.txt"
BESIDE = 32  # characters before and behind the words, as other annotators give


def collection(site: Site, imprint: Imprint) -> str:
    """The text of the file: one collection with one page that has them all, in reading order."""
    own = linked(site, "data/notes.annotations.jsonld")
    text = site.content.statement.raw.decode("utf-8-sig")
    begins = starts(site.content.statement)
    items = [
        _annotation(site, imprint, placed, _position(text, begins[placed.passage.id], placed))
        for placed in site.note_by_id.values()
    ]
    data = {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": f"{site.content.about.name}: notes, {imprint.label}",
        "total": len(items),
        "first": {"id": f"{own}#page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def starts(statement: Statement) -> dict[str, int]:
    """Where each passage begins in the file, in code points without a byte-order mark, by its id."""
    text = statement.raw.decode("utf-8-sig")
    breaks = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
    return {
        passage.id: _as_there(passage.text, text, breaks[passage.line - 1]).start() for passage in statement.passages
    }


def _as_there(words: str, text: str, begin: int) -> re.Match[str]:
    """The words of a passage in the file, where they may run over several lines."""
    found = re.compile(rf"[\s{UNSEEN}]+".join(map(re.escape, words.split(" ")))).search(text, begin)
    assert found, "a passage is made of words of the file"
    return found


def _annotation(site: Site, imprint: Imprint, placed: Placed, position: dict[str, Any]) -> dict[str, Any]:
    note = placed.note
    words = {"type": "TextualBody", "format": "text/plain", "language": "en"}
    keys = dict.fromkeys(key for one in note.sourced() for key in one.cite)
    told: dict[str, Any] = {
        "id": linked(site, url(file_of(site, NOTE.id, note.id))),
        "type": "Annotation",
        "motivation": "commenting",
        "rights": LICENCE,
        "body": [
            words | {"purpose": "commenting", "value": f"{note.title}. {run_on(note.facts)}"},
            words | {"purpose": "tagging", "value": labels.KINDS[note.kind]},
        ],
        "target": {
            "source": linked(site, TEXT),
            "selector": [_quotation(placed.passage, placed), position],
        },
    }
    if keys:
        told["dcterms:source"] = [{"id": linked(site, url(file_of(site, SOURCE.id, key)))} for key in keys]
    if imprint.date:
        told["modified"] = f"{imprint.date}T00:00:00Z"
    return told


def _quotation(passage: Passage, placed: Placed) -> dict[str, str]:
    """The words, with those beside them in the same passage."""
    text, span = passage.text, placed.span
    found = {
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - BESIDE) : span.start],
        "suffix": text[span.end : span.end + BESIDE],
    }
    return {"type": "TextQuoteSelector"} | {name: words for name, words in found.items() if words}


def _position(text: str, begin: int, placed: Placed) -> dict[str, Any]:
    words, span = placed.passage.text, placed.span
    start = _as_there(words[: span.start], text, begin).end()
    return {"type": "TextPositionSelector", "start": start, "end": _as_there(words[: span.end], text, begin).end()}
