"""Data twins: what a page says, as JSON."""

from __future__ import annotations

import json
from typing import Any

from .addresses import card_file, file_of, section_file, url
from .edition import Edition
from .statement import Passage


def card(edition: Edition, passage: Passage) -> str:
    """The JSON twin of a passage card. Addresses are relative to the site's root."""
    about = edition.content.about
    section = edition.section_of(passage)
    data: dict[str, Any] = {
        "id": passage.id,
        "number": passage.number,
        "text": passage.text,
        "address": url(card_file(passage)),
        "in_context": url(file_of(edition, "passage", passage.id)),
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
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
