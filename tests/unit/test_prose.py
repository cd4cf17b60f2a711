"""What a reader sees of a fact: its date, its label, its sources."""

from __future__ import annotations

import pytest

from explainer.load.model import Fact
from explainer.render.page import Page
from explainer.site import Site


@pytest.fixture
def page(mini):
    return Page(Site(mini, {}), "glossary/river-board/index.md")


def test_the_date_of_an_event_is_shown_where_the_sentence_has_none(page):
    fact = Fact(text="The bridge opened.", cite=("gazette-2020",), on="2020-03-15")
    assert "(15 March 2020)" in page.fact(fact)


def test_a_date_is_not_set_beside_other_years(page):
    fact = Fact(text="It was planned in 2019 and built later.", cite=("gazette-2020",), on="2020-03-15")
    assert "15 March 2020)" not in page.fact(fact).replace("Gazette, 15 March 2020", "")


def test_a_state_says_up_to_when_and_a_reading_whose(page):
    fact = Fact(text="It is slow.", cite=("journal-2021",), reading="J. Shore", as_of="2021-06")
    shown = page.fact(fact)
    assert "(as of June 2021)" in shown
    assert "Reading: J. Shore" in shown
    assert "[^journal-2021]" in shown


def test_our_own_observation_is_labelled_and_undated(page):
    shown = page.fact(Fact(text="It names no year.", editors=True, on="2020-02-29"))
    assert "Our observation" in shown
    assert "February" not in shown


def test_sources_are_listed_once_in_the_order_of_citation(page):
    assert page.fact(Fact(text="A.", cite=("journal-2021",))) == "A.[^journal-2021]"
    assert page.fact(Fact(text="B.", cite=("gazette-2020", "journal-2021"))) == "B.[^gazette-2020] [^journal-2021]"
    assert list(page.cited) == ["journal-2021", "gazette-2020"]
    assert [line.partition(":")[0] for line in page.footnotes().splitlines()] == ["[^journal-2021]", "[^gazette-2020]"]
