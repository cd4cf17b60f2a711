"""What `build.py check` prints when all is well."""

from __future__ import annotations

from collections import Counter

from explainer.kinds import sourced
from explainer.load.content import Content


def counts(content: Content) -> dict[str, int | str]:
    """How much there is and how well it is sourced, by what it is called."""
    wording = content.wording
    return {
        "passages": len(content.statement.passages),
        "notes": len(content.notes),
        "of them follow-ups": _follow_ups(content),
        "terms": len(content.terms),
        "commitments": len(content.commitments),
        "clauses in the wording ledger": len(wording.clauses) if wording else 0,
        "dated events of commitments": sum(len(c.events) for c in content.commitments),
        "events on the timeline": len(content.timeline)
        + sum(e.timeline for c in content.commitments for e in c.events),
        "figures": len(content.figures),
        "sources": len(content.sources),
        **_facts(content),
        "sources by side": _sides(content),
    }


def _follow_ups(content: Content) -> str:
    side = {source.id: source.side for source in content.sources}
    parties = {party.id for party in content.about.parties}
    notes = [note for note in content.notes if note.kind == "follow-up"]
    all_sides = sum(parties <= {side[key] for fact in note.facts for key in fact.cite} for note in notes)
    return f"{len(notes)}, with sources of every party in {all_sides}"


def _facts(content: Content) -> dict[str, int | str]:
    every = [one.fact for _, one in sourced(content) if one.fact]
    facts = [fact for fact in every if not fact.editors]
    origin = {source.id: source.origin or source.id for source in content.sources}
    doubly = sum(len({origin[key] for key in fact.cite}) > 1 for fact in facts)
    return {
        "facts with sources": len(facts),
        "of them from two or more texts": f"{doubly} ({doubly * 100 // (len(facts) or 1)} %)",
        "editors' observations": len(every) - len(facts),
    }


def _sides(content: Content) -> str:
    sides = Counter(source.side for source in content.sources)
    total = len(content.sources) or 1
    return ", ".join(f"{side} {n} ({n * 100 // total} %)" for side, n in sides.most_common())
