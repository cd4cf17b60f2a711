"""What the parts of the content say about each other: every rule of the design (I2 to I5) as a function.

A check takes the content and adds problems; `check` runs them all and returns every problem found. A module a subject.
"""

from __future__ import annotations

from collections.abc import Callable

from explainer.check import (
    atlas,
    commitments,
    editions,
    facts,
    figures,
    links,
    notes,
    parties,
    plain,
    repeated,
    seats,
    statement,
    timeline,
    topics,
    wording,
    words,
)
from explainer.check import ids as own_ids
from explainer.check.counting import counts
from explainer.editions import ids
from explainer.load.content import Content
from explainer.problems import Problem, Problems

__all__ = ["CHECKS", "Check", "check", "counts"]

Check = Callable[[Content, Problems], None]

CHECKS: tuple[Check, ...] = (
    statement.statement_is_the_source,
    statement.structure_is_confirmed,
    statement.cited_by_its_title,
    statement.sections_match,
    own_ids.ids_are_unique,
    own_ids.notes_are_at_home,
    words.quotes_are_exact,
    words.terms_occur,
    plain.texts_hold_what_they_may,
    repeated.lists_hold_nothing_twice,
    repeated.names_are_of_one_term,
    notes.notes_are_short,
    facts.facts_are_sourced,
    facts.time_bound_facts_are_dated,
    facts.horizons_are_told,
    facts.sources_are_known_and_used,
    facts.sources_are_whole,
    facts.names_are_sourced,
    links.inline_markdown_is_sound,
    links.see_also_leads_somewhere,
    links.events_lead_somewhere,
    parties.parties_are_told_apart,
    parties.parties_are_known,
    wording.clauses_are_in_order,
    wording.every_passage_has_a_clause,
    wording.renderings_are_of_the_text,
    wording.absences_are_absent,
    timeline.timeline_is_in_order,
    topics.topics_are_answered,
    topics.topics_are_found,
    seats.states_have_one_seat,
    seats.seats_are_somewhere,
    commitments.statuses_fit_their_kind,
    commitments.statuses_agree_with_the_ledger,
    commitments.events_are_in_order,
    figures.points_are_whole,
    figures.points_are_in_order,
    figures.gaps_are_told,
    figures.plans_are_marked,
    figures.parts_of_a_figure_agree,
    figures.doubling_scales_have_an_end,
    figures.figures_belong_somewhere,
    atlas.places_are_on_the_map,
    atlas.places_stand_apart,
    atlas.places_have_names,
    atlas.places_lead_somewhere,
    atlas.map_is_of_its_places,
    atlas.names_have_room,
    editions.editions_are_whole,
    editions.summaries_are_of_editions,
    ids.check,
)


def check(content: Content, draft: bool = False) -> list[Problem]:
    """Every problem in the content, in the order of files and lines. In a draft some things may be still to be written."""
    problems = Problems([] if draft else [*content.todos])
    for one in CHECKS:
        one(content, problems)
    return sorted(set(problems.found))
