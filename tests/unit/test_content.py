"""House rules for what people write, on the real content: lengths, plain words, nothing out of reach."""

from __future__ import annotations

import re
import statistics
from collections import Counter

from conftest import facts_of
from explainer.check import counts
from explainer.kinds import sourced
from explainer.load.content import Content
from explainer.load.model import Fact
from explainer.text import inline
from explainer.text.prose import sentences

PRAISE = re.compile(
    r"\b(landmark|robust|underscores?|crucial|remarkabl[ey]|impressive|unprecedented|notably|importantly|historic|groundbreaking)\b",
    re.IGNORECASE,
)
DENSE = ("p1.3", "p1.4", "p2.3", "p2.4", "p2.5", "p3.2", "p3.3", "p3.4", "p4.2", "p4.3", "p4.4", "p4.5", "p4.6")


def facts(content: Content) -> list[Fact]:
    return [one.fact for _, one in sourced(content) if one.fact]


def words(text: str) -> str:
    return inline.plain(inline.parse(text))


def test_notes_are_short_and_titles_say_it(real):
    wrong = []
    for note in real.notes:
        length = sum(len(words(fact.text).split()) for fact in note.facts)
        if length < 40:  # that none is too long is told by the build
            wrong.append(f"{note.id}: {length} words")
        if not 3 <= len(note.title.split()) <= 8:
            wrong.append(f"{note.id}: title of {len(note.title.split())} words")
    assert not wrong


def test_sentences_are_short(real):
    lengths = {s: len(s.split()) for fact in facts(real) for s in sentences(words(fact.text))}
    assert statistics.median(lengths.values()) < 25
    assert not [s for s, n in lengths.items() if n > 36]


def test_no_word_of_praise(real):
    found = [(fact.place("text"), match[0]) for fact in facts(real) if (match := PRAISE.search(words(fact.text)))]
    assert not found


def test_every_passage_has_a_note_and_the_dense_ones_four(real):
    notes = Counter(note.passage for note in real.notes)
    assert not [p.id for p in real.statement.passages if not notes[p.id]]
    assert not [id for id in DENSE if notes[id] < 4]


def test_every_term_is_reached_from_a_text(real):
    reached = {link.id for f in facts(real) for link in inline.links(inline.parse(f.text)) if link.kind == "term"}
    reached |= {term.id for term in real.terms if term.in_statement} | {
        id for term in real.terms for id in term.see_also
    }
    assert {term.id for term in real.terms} <= reached


def test_most_facts_stand_on_two_texts(real):
    share = re.search(r"\((\d+) %\)", str(counts(real)["of them from two or more texts"]))
    assert share and int(share[1]) >= 60


def test_half_of_the_follow_ups_have_sources_of_both_sides(real):
    total, both = map(int, re.findall(r"\d+", str(counts(real)["of them follow-ups"])))
    assert both * 2 >= total


def test_one_page_is_one_source(real):
    pages = Counter(re.sub(r"^https?://(www\.)?|/(amp/?)?$", "", source.URL) for source in real.sources if source.URL)
    assert not [page for page, n in pages.items() if n > 1]


def test_the_overview_is_short(real):
    assert sum(len(words(fact.text).split()) for fact in facts_of(real.about.overview)) < 150


def test_absent_formulas_do_not_stand_in_the_text(real):
    """The build checks this too; here it is counted independently, on the bytes of the source."""
    text = " ".join(p.text for p in real.statement.passages).lower()
    assert real.wording.absences
    for absence in real.wording.absences:
        assert [text.count(form.lower()) for form in absence.forms] == [0] * len(absence.forms)
        assert len({key for found in absence.found_in for key in found.cite}) >= 2
