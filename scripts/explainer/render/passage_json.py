"""Data twins: what a page says, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from explainer.addresses import card_file, file_of, section_file, url
from explainer.editions.snapshot import Imprint
from explainer.load.model import Clause, Commitment, Record
from explainer.load.statement import Passage
from explainer.selectors import Span
from explainer.site import Placed, Site
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
    section = site.section_of(passage)
    data: dict[str, Any] = {
        "id": passage.id,
        "number": passage.number,
        "text": passage.text,
        "address": url(card_file(passage)),
        "in_context": _address(site, "passage", passage.id),
        "edition": {"number": imprint.number, "date": imprint.date, "later_changes": imprint.later},
        "previous": previous and previous.number,
        "next": next and next.number,
        "section": {"number": section.number, "title": section.title, "address": url(section_file(section))},
        "statement": _statement(site),
        "notes": [_note(site, placed) for placed in site.notes[passage.id]],
        "ledger": [_clause(clause) for clause in site.clauses[passage.id]],
        "terms": [_term(site, id, span) for id, span in site.linked(passage).items()],
        "commitments": [_commitment(site, commitment) for commitment in site.commitments[passage.id]],
        "citations": citations,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _address(site: Site, kind: str, id: str) -> str:
    return url(file_of(site, kind, id))


def _fields(record: Record, *names: str) -> dict[str, Any]:
    """Some fields of a record, as they are."""
    return {name: getattr(record, name) for name in names}


def _statement(site: Site) -> dict[str, Any]:
    about, statement = site.content.about, site.content.statement
    place = {"date": about.date, "place": about.place_name, "sha256": statement.sha256, "swhid": statement.swhid}
    return {"title": statement.title, "speaker": about.speaker.name, **place}


def _note(site: Site, placed: Placed) -> dict[str, Any]:
    place = {"start": placed.span.start, "end": placed.span.end, "address": _address(site, "note", placed.note.id)}
    return _fields(placed.note, "id", "kind", "title", "quote") | place


def _clause(clause: Clause) -> dict[str, Any]:
    who = {"quote": clause.quote, "speaks": labels.SPEAKERS[clause.speaker], "bound": list(clause.bound)}
    return who | _fields(clause, "mood", "time", "checkable", "why")


def _term(site: Site, id: str, span: Span) -> dict[str, Any]:
    place = {"start": span.start, "end": span.end, "address": _address(site, "term", id)}
    return {"id": id, "name": site.terms[id].name, **place}


def _commitment(site: Site, commitment: Commitment) -> dict[str, Any]:
    own = _fields(commitment, "id", "title", "quote", "status", "as_of")
    return own | {"address": _address(site, "commitment", commitment.id)}
