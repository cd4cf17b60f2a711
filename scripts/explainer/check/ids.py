"""Ids: each stands once in its kind, and where people look for it. That none is lost is checked in editions/ids.py."""

from __future__ import annotations

from explainer.check.repeated import repeated
from explainer.kinds import KINDS
from explainer.load.content import Content
from explainer.load.model import Identified
from explainer.problems import Problems


def ids_are_unique(content: Content, problems: Problems) -> None:
    for kind in KINDS.values():
        records = [thing for thing in kind.things(content) if isinstance(thing, Identified)]
        first = {record.id: record for record in reversed(records)}
        for record in repeated(records, lambda r: r.id):
            file, line, _ = first[record.id].place("id")
            problems.add(record.place("id"), "duplicate-id", f'id "{record.id}" stands already in {file}:{line}')


def notes_are_at_home(content: Content, problems: Problems) -> None:
    """A note stands in the file of its passage's section, or nobody finds it."""
    for note in content.notes:
        passage = content.statement.passage(note.passage)
        if passage is None:
            continue
        name = note.place.file.rsplit("/", 1)[-1]
        part = content.statement.parts[passage.section]
        expected = f"pillar-{passage.section}.yml" if part == "point" else f"{part}.yml"
        if name != expected:
            problems.add(note.place("passage"), "note-file", f"a note on {note.passage} belongs in notes/{expected}")
