"""Data twins: what a page says, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from explainer.addresses import card_file, file_of, section_file, url
from explainer.editions.snapshot import Imprint
from explainer.load.statement import Passage
from explainer.site import Site
from explainer.text import labels


def card(
    site: Site,
    passage: Passage,
    previous: Passage | None,
    next: Passage | None,
    citations: Mapping[str, Mapping[str, Mapping[str, str]]],
    imprint: Imprint,
) -> str:
    """The JSON twin of a passage card. Addresses are relative to the site's root.

    `citations`: what is cited (statement, page) -> style -> citation and reference, as plain text.
    """
    about = site.content.about
    section = site.section_of(passage)
    data: dict[str, Any] = {
        "id": passage.id,
        "number": passage.number,
        "text": passage.text,
        "address": url(card_file(passage)),
        "in_context": url(file_of(site, "passage", passage.id)),
        "edition": {"number": imprint.number, "date": imprint.date, "later_changes": imprint.later},
        "previous": previous and previous.number,
        "next": next and next.number,
        "section": {"number": section.number, "title": section.title, "address": url(section_file(section))},
        "statement": {
            "title": site.content.statement.title,
            "speaker": about.speaker.name,
            "date": about.date,
            "place": about.place_name,
            "sha256": site.content.statement.sha256,
        },
        "notes": [
            {
                "id": p.note.id,
                "kind": p.note.kind,
                "title": p.note.title,
                "quote": p.note.quote,
                "start": p.span.start,
                "end": p.span.end,
                "address": url(file_of(site, "note", p.note.id)),
            }
            for p in site.notes[passage.id]
        ],
        "ledger": [
            {
                "quote": c.quote,
                "speaks": labels.SPEAKERS[c.speaker],
                "bound": list(c.bound),
                "mood": c.mood,
                "time": c.time,
                "checkable": c.checkable,
                "why": c.why,
            }
            for c in site.clauses[passage.id]
        ],
        "terms": [
            {
                "id": id,
                "name": site.terms[id].name,
                "start": span.start,
                "end": span.end,
                "address": url(file_of(site, "term", id)),
            }
            for id, span in site.linked(passage).items()
        ],
        "commitments": [
            {
                "id": c.id,
                "title": c.title,
                "quote": c.quote,
                "status": c.status,
                "as_of": c.as_of,
                "address": url(file_of(site, "commitment", c.id)),
            }
            for c in site.commitments[passage.id]
        ],
        "citations": citations,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
