"""Which notes stand open when a page is opened: those that fit in the margin beside their passage.

On a wide screen notes are level with their passage only as long as the notes before them leave room. Heights are
estimated from lengths (pixels at 1440 px); where the estimate is off, notes begin a little lower and nothing overlaps.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import inline
from .edition import Edition, Placed
from .statement import Passage

_TEXT = (62, 32)  # characters a line, height of a line: the statement
_TITLE = (48, 22)
_NOTE = (54, 22)
_AFTER_PASSAGE, _AFTER_TITLE, _AFTER_FACT, _NOTE_FOOT = 56, 11, 7, 34


def open_notes(edition: Edition, passages: Sequence[Passage]) -> set[str]:
    """Ids of the notes of these passages (in reading order) that are open at first; at most two a passage."""
    found: set[str] = set()
    text_top = margin_free = 0
    for passage in passages:
        notes = edition.notes[passage.id]
        bottom = text_top + _passage(edition, passage)
        margin_free = max(margin_free, text_top) + sum(map(_title, notes))
        last = passage == passages[-1]
        for placed in notes:
            height = _body(placed)
            if len(found & {p.note.id for p in notes}) < 2 and (last or margin_free + height <= bottom):
                found.add(placed.note.id)
                margin_free += height
        text_top = bottom
    return found


def _lines(length: int, measure: tuple[int, int]) -> int:
    return -(-length // measure[0]) * measure[1]


def _passage(edition: Edition, passage: Passage) -> int:
    promises = sum(len(c.title) + 16 for c in edition.commitments[passage.id])
    return _lines(len(passage.text), _TEXT) + _lines(promises, (85, 21)) + _AFTER_PASSAGE


def _title(placed: Placed) -> int:
    return _lines(len(placed.note.kind) + len(placed.note.title) + 5, _TITLE) + _AFTER_TITLE


def _body(placed: Placed) -> int:
    texts = [len(inline.plain(inline.parse(f.text))) + 4 * len(f.cite) + 20 for f in placed.note.facts]
    return sum(_lines(length, _NOTE) + _AFTER_FACT for length in texts) + _NOTE_FOOT
