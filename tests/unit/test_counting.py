"""What `build.py check` counts, on an edition small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

from explainer.check import counts


def with_sources(content, **changed):
    """The content, its first source changed."""
    first, *others = content.sources
    return replace(content, sources=(first.model_copy(update=changed), *others))


def test_official_sources_are_primary_documents_and_agencies_of_the_parties(mini):
    """Two events of a commitment, two facts of a follow-up, one of officials' use; the second source is a journal."""
    expected = {"agency": ("0 (0 %)", "4 (80 %)"), "primary": ("4 (80 %)", "4 (80 %)"), "press": ("0 (0 %)", "0 (0 %)")}
    for kind, (primary, official) in expected.items():
        found = counts(with_sources(mini, kind=kind))
        assert found["facts about official acts"] == 5
        assert found["of them with a primary document"] == primary
        assert found["of them with that or an agency of a party"] == official
    other = counts(with_sources(mini, side="press"))
    assert other["of them with that or an agency of a party"] == "0 (0 %)"


def test_undated_sources_are_counted_by_why(mini):
    assert counts(mini)["undated sources"] == "0"
    assert counts(with_sources(mini, issued="n.d.", undated="copy"))["undated sources"] == "1, copy 1"
