"""Notes: short enough to be read beside the text."""

from __future__ import annotations

from explainer.load.content import Content
from explainer.load.model import Note
from explainer.problems import Problems

LONGEST = 120  # words


def length(note: Note) -> int:
    """The words of a note. (The target of a link holds no space.)"""
    return sum(len(fact.text.split()) for fact in note.facts)


def notes_are_short(content: Content, problems: Problems) -> None:
    for note in content.notes:
        if (found := length(note)) > LONGEST:
            message = f'"{note.id}" has {found} words; say it in {LONGEST}, or in two notes'
            problems.add(note.place("id"), "note-length", message)
