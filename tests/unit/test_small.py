"""The small edition keeps what tests of behaviour need it to have; whoever edits it learns here what they took away."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from explainer.load.values import Category, NoteKind
from explainer.selectors import find
from explainer.site import Site


def sources_of(content, section: int) -> set[str]:
    notes = [n for n in content.notes if n.passage.startswith(f"p{section}.")]
    return {key for note in notes for fact in note.facts for key in fact.cite}


def test_lists_of_sources_are_short_and_long(small):
    """Open, and folded."""
    assert 0 < len(sources_of(small, 1)) <= 12 < len(sources_of(small, 3))


def test_a_passage_has_no_note_and_another_has_many_long_ones(small):
    notes = Counter(note.passage for note in small.notes)
    assert [p.id for p in small.statement.passages if not notes[p.id]]
    dense = [note for note in small.notes if note.passage == "p2.3"]
    assert len(dense) > 4
    assert sum(sum(len(fact.text.split()) for fact in note.facts) > 60 for note in dense) >= 3


def test_marks_overlap_hold_a_term_and_cross_one(small):
    passage = small.statement.passage("p1.4")
    spans = [find(passage.text, n.quote, n.prefix, n.suffix, n.nth) for n in small.notes if n.passage == passage.id]
    terms = list(Site(small, {}).linked(passage).values())
    assert any(a.start < b.start < a.end < b.end for a in spans for b in spans)
    assert any(mark.start <= term.start and term.end <= mark.end for mark in spans for term in terms)
    assert any(mark.start < term.start < mark.end < term.end for mark in spans for term in terms)


def test_every_kind_is_there(small):
    assert {note.kind for note in small.notes} == set(get_args(NoteKind))
    assert {term.category for term in small.terms} == set(get_args(Category))
    assert len({c.status for c in small.commitments}) >= 6
    assert {source.side for source in small.sources} > {"north", "south", "press"}
    assert {source.language for source in small.sources} == {"en", "zh", "ru", "kk"}
    assert "n.d." in {source.issued for source in small.sources}


def test_an_edition_was_cut_and_something_changed_since(small):
    assert small.editions
    assert {str(entry.get("state", "live")) for entry in small.ids_file["ids"]} == {"live", "moved", "withdrawn"}
    corrected = [r for r in (*small.notes, *small.terms, *small.commitments) if r.corrections]
    assert {type(record).__name__ for record in corrected} == {"Note", "Term", "Commitment"}
