"""Where "Correct this" leads: to whom the edition says, filled in so that the answer names the place."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from explainer.render import correct
from explainer.site import Site

WHERE = "glossary/river-board/index.md"


def asked(mini, url: str = "", **about: str | None) -> tuple[str, dict[str, list[str]]]:
    """Where a correction goes, and what it is filled in with."""
    told = {"contact": None, "repository": None} | about
    site = Site(mini.__class__(**vars(mini) | {"about": mini.about.model_copy(update=told)}), {}, url)
    address = correct.address(site, "note 2.3d", WHERE)
    return address.partition("?")[0], parse_qs(urlsplit(address).query)


def test_nobody_is_asked_where_nobody_is_named(mini):
    assert asked(mini) == ("", {})


def test_a_mail_says_where_and_asks_for_what_is_needed(mini):
    to, mail = asked(mini, contact="ed@two-rivers.example", repository="https://github.com/two/rivers")
    assert to == "mailto:ed@two-rivers.example"
    assert mail["subject"] == ["Correction: note 2.3d"]
    (body,) = mail["body"]
    assert body.startswith("Two Rivers, annotated, /glossary/river-board/\n\nWhat is wrong:\n")
    assert "What would be right, and where one can see it:" in body


def test_a_published_site_gives_the_whole_address(mini):
    _, mail = asked(mini, "https://example.org/x/", contact="ed@two-rivers.example")
    assert "https://example.org/x/glossary/river-board/" in mail["body"][0]


@pytest.mark.parametrize(
    "repository, to, title, place",
    [
        ("https://github.com/two/rivers", "https://github.com/two/rivers/issues/new", "title", "where"),
        ("https://codeberg.org/two/rivers.git", "https://codeberg.org/two/rivers/issues/new", "title", "body"),
        ("https://gitlab.com/two/rivers/", "https://gitlab.com/two/rivers/-/issues/new", "issue[title]", "issue[description]"),
    ],
)  # fmt: skip
def test_an_issue_is_filled_in_as_its_forge_reads_it(mini, repository, to, title, place):
    found, issue = asked(mini, repository=repository)
    assert found == to
    assert issue[title] == ["Correction: note 2.3d"]
    assert "/glossary/river-board/" in issue[place][0]


def test_the_form_on_github_has_the_fields_that_are_filled_in():
    import yaml

    from conftest import ROOT

    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / correct.FORM).read_text(encoding="utf-8"))
    assert "where" in [field["id"] for field in form["body"]]
