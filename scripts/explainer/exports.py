"""Data twins: what a page says, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from . import vocabulary
from .addresses import card_file, file_of, section_file, url
from .edition import Edition
from .editions import Imprint
from .statement import Passage


def card(
    edition: Edition,
    passage: Passage,
    previous: Passage | None,
    next: Passage | None,
    citations: Mapping[str, Mapping[str, Mapping[str, str]]],
    imprint: Imprint,
) -> str:
    """The JSON twin of a passage card. Addresses are relative to the site's root.

    `citations`: what is cited (statement, page) -> style -> citation and reference, as plain text.
    """
    about = edition.content.about
    section = edition.section_of(passage)
    data: dict[str, Any] = {
        "id": passage.id,
        "number": passage.number,
        "text": passage.text,
        "address": url(card_file(passage)),
        "in_context": url(file_of(edition, "passage", passage.id)),
        "edition": {"number": imprint.number, "date": imprint.date, "later_changes": imprint.later},
        "previous": previous and previous.number,
        "next": next and next.number,
        "section": {"number": section.number, "title": section.title, "address": url(section_file(section))},
        "statement": {
            "title": edition.content.statement.title,
            "speaker": about.speaker.name,
            "date": about.date,
            "place": about.place_name,
            "sha256": edition.content.statement.sha256,
        },
        "notes": [
            {
                "id": p.note.id,
                "kind": p.note.kind,
                "title": p.note.title,
                "quote": p.note.quote,
                "start": p.span.start,
                "end": p.span.end,
                "address": url(file_of(edition, "note", p.note.id)),
            }
            for p in edition.notes[passage.id]
        ],
        "ledger": [
            {
                "quote": c.quote,
                "speaks": vocabulary.SPEAKERS[c.speaker],
                "bound": list(c.bound),
                "mood": c.mood,
                "time": c.time,
                "checkable": c.checkable,
                "why": c.why,
            }
            for c in edition.clauses[passage.id]
        ],
        "terms": [
            {
                "id": id,
                "name": edition.terms[id].name,
                "start": span.start,
                "end": span.end,
                "address": url(file_of(edition, "term", id)),
            }
            for id, span in edition.linked(passage).items()
        ],
        "commitments": [
            {
                "id": c.id,
                "title": c.title,
                "quote": c.quote,
                "status": c.status,
                "as_of": c.as_of,
                "address": url(file_of(edition, "commitment", c.id)),
            }
            for c in edition.commitments[passage.id]
        ],
        "citations": citations,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
