"""What the search is told about an edition; how it answers is tested in the browser."""

from __future__ import annotations

import json

import pytest

from explainer.render import search_data
from explainer.site import Site
from explainer.text import inline

PAGES = {"statement/index.md", "glossary/index.md", "commitments/index.md", "about/index.md"}


@pytest.fixture(scope="module")
def edition(real):
    return Site(real, {})


@pytest.fixture(scope="module")
def files(edition):
    return {name: json.loads(text) for name, text in search_data.files(edition, PAGES).items()}


@pytest.fixture(scope="module")
def documents(files):
    return [d for name in (search_data.NAMES_FILE, search_data.TEXT_FILE) for d in files[name]["documents"]]


def of_kind(documents, kind):
    return [d for d in documents if d[0] == kind]


def test_everything_with_an_address_is_there_once(documents, real):
    addresses = [d[2] for d in documents]
    assert len(set(addresses)) == len(addresses)
    for kind, things in (
        ("term", real.terms),
        ("note", real.notes),
        ("commitment", real.commitments),
        ("passage", real.statement.passages),
        ("source", real.sources),
        ("event", real.timeline),
        ("section", real.statement.sections),
    ):
        assert len(of_kind(documents, kind)) == len(things), kind


def test_a_term_brings_all_its_names(documents, real):
    by_title = {d[1]: d for d in of_kind(documents, "term")}
    for term in real.terms:
        names = [by_title[term.name][1], *by_title[term.name][4]]
        assert len(set(names)) == len(names)
        every = {*term.aliases, *term.abbreviations, *term.in_statement, *term.names.written().values()}
        assert every <= set(names)


def test_passages_are_verbatim_and_answer_to_their_number(documents, real):
    found = of_kind(documents, "passage")
    assert [d[5] for d in found] == [p.text for p in real.statement.passages]
    assert all(p.number in d[4] for d, p in zip(found, real.statement.passages, strict=True))


def test_texts_belong_to_documents_and_are_plain(files, real):
    names = files[search_data.NAMES_FILE]["documents"]
    texts = dict(files[search_data.TEXT_FILE]["texts"])
    at = {d[2]: i for i, d in enumerate(names)}
    for term in real.terms:
        assert texts[at[f"glossary/{term.id}/"]].startswith(inline.plain(inline.parse(term.definition.text)))
    assert all("](" not in text for text in texts.values())
    passages = [i for i, d in enumerate(names) if d[0] == "passage"]
    assert not texts.keys() & set(passages)


def test_every_kind_is_told(files, documents):
    assert set(files[search_data.NAMES_FILE]["kinds"]) == {d[0] for d in documents}


def test_no_page_is_offered_that_is_not_there(edition, documents):
    assert [d[2] for d in of_kind(documents, "page")] == ["statement/", "glossary/", "commitments/", "about/"]
    more = json.loads(search_data.files(edition, PAGES | {"cite/index.md"})[search_data.NAMES_FILE])["documents"]
    assert "cite/" in [d[2] for d in of_kind(more, "page")]


def test_the_empty_box_offers_the_pillars_and_linked_terms(files):
    names, start = files[search_data.NAMES_FILE]["documents"], files[search_data.NAMES_FILE]["start"]
    assert [names[i][2].split("/")[0] for i in start["sections"]] == ["pillars"] * 4
    assert len(start["terms"]) == search_data.START_TERMS
    assert {names[i][0] for i in start["terms"]} == {"term"}


def test_the_same_edition_gives_the_same_bytes(edition, real):
    assert search_data.files(edition, PAGES) == search_data.files(Site(real, {}), PAGES)
