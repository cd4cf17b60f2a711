"""Exact words found, or refused with the nearest ones; marks and links that never cross."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.selectors import Forms, SelectorError, Span, find, nearest, segments, stand_in

TEXT = "We push the CICA forward, and the CICA pushes us."


def test_words_that_stand_once():
    assert find(TEXT, "push the CICA") == Span(3, 16)


@pytest.mark.parametrize(
    "selector", [{"nth": 2}, {"prefix": "and "}, {"suffix": " pushes"}, {"prefix": "and ", "suffix": " pushes"}]
)
def test_words_that_stand_twice_need_a_selector(selector):
    with pytest.raises(SelectorError, match="2 times; add prefix:, suffix: or nth:"):
        find(TEXT, "the CICA")
    assert find(TEXT, "the CICA", **selector) == Span(30, 38)


@pytest.mark.parametrize(
    "selector, code, expected",
    [
        ({"quote": "push a CICA"}, "quote-not-found", '(nearest: "push the CICA")'),
        ({"quote": "entirely other"}, "quote-not-found", "the passage reads:"),
        ({"quote": "the CICA", "nth": 3}, "quote-nth", "occurs 2 time(s), not 3"),
        ({"quote": "the CICA", "prefix": "or "}, "quote-not-found", "not between this prefix and suffix"),
    ],
)
def test_words_that_are_not_there(selector, code, expected):
    with pytest.raises(SelectorError) as caught:
        find(TEXT, **selector)
    assert caught.value.code == code
    assert expected in str(caught.value)


@given(st.text(), st.text())
def test_nearest_never_fails(text, quote):
    assert isinstance(nearest(text, quote), str)


@given(st.text(min_size=1), st.data())
def test_every_occurrence_can_be_selected(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    found = [find(text, quote, nth=n + 1) for n in range(sum(text.startswith(quote, i) for i in range(len(text))))]
    assert Span(start, end) in found


def test_longest_term_wins():
    forms = {"Shanghai": "city", "Shanghai Cooperation Organization": "sco", "BRICS": "brics", "BRICS Plus": "plus"}
    found = Forms(forms).spans("the Shanghai Cooperation Organization and BRICS Plus in Shanghai")
    assert set(found) == {"sco", "plus", "city"}


def test_terms_are_whole_words():
    text = "China-Kazakhstan relations, Chinas, China's"
    assert Forms({"China": "china"}).spans(text) == {"china": [Span(36, 41)]}
    assert stand_in(text, "China")
    assert not stand_in(text, "Kazakhstan")


LETTERS = st.text("aB- “’é中", min_size=1, max_size=6)


@given(st.sets(LETTERS, min_size=1, max_size=6), st.lists(LETTERS, max_size=12).map("".join))
def test_terms_are_found_where_one_expression_of_all_forms_would_find_them(forms, text):
    every = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    expected = [(m[0], Span(*m.span())) for m in re.finditer(rf"(?<![\w-])(?:{every})(?![\w-])", text)]
    found = Forms({form: form for form in forms}).spans(text)
    assert sorted((span, form) for form, spans in found.items() for span in spans) == [(s, f) for f, s in expected]
    assert all(stand_in(text, form) for form in found)


@st.composite
def marked_text(draw):
    text = draw(st.text(min_size=1, max_size=40))

    def spans(names):
        pairs = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), max_size=5))
        return {f"{names}{i}": Span(min(a, b - 1), max(a + 1, b)) for i, (a, b) in enumerate(pairs)}

    terms, at = {}, 0
    for id, span in sorted(spans("t").items(), key=lambda pair: pair[1]):
        if span.start >= at:
            terms[id], at = span, span.end
    return text, spans("n"), terms


@given(marked_text())
def test_segments_cover_the_text_once_and_respect_every_border(case):
    text, notes, terms = case
    cut = segments(text, notes, terms)
    assert "".join(s.text for s in cut) == text
    at = 0
    for segment in cut:
        here = Span(at, at + len(segment.text))
        at = here.end
        assert set(segment.notes) == {id for id, s in notes.items() if s.start < here.end and here.start < s.end}
        assert segment.term == next((id for id, s in terms.items() if s.start < here.end and here.start < s.end), None)
    assert sorted(id for s in cut for id in s.ends) == sorted(notes)
