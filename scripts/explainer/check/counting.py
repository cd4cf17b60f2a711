"""What `build.py check` prints when all is well."""

from __future__ import annotations

from collections import Counter
from statistics import median

from explainer.check.notes import length
from explainer.kinds import sourced
from explainer.load.content import Content
from explainer.text import inline
from explainer.text.prose import sentences


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
        "undated sources": _undated(content),
        **_facts(content),
        **_official(content),
        "words in a sentence, median": _sentence(content),
        "words in the longest note": max(map(length, content.notes), default=0),
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
        "of them from two or more texts": _share(doubly, len(facts)),
        "editors' observations": len(every) - len(facts),
    }


def _official(content: Content) -> dict[str, int | str]:
    """What officials did or said: events of commitments, follow-ups, and how officials use a term (readings left out).

    An official source is a primary document, or an agency of the state of one of the parties.
    """
    found = [*(e.as_fact() for c in content.commitments for e in c.events)]
    found += [f for n in content.notes if n.kind == "follow-up" for f in n.facts]
    found += [f for t in content.terms for f in t.use.official]
    facts = [fact for fact in found if not fact.editors and not fact.reading]
    parties = {party.id for party in content.about.parties}
    primary = {s.id for s in content.sources if s.kind == "primary"}
    official = primary | {s.id for s in content.sources if s.kind == "agency" and s.side in parties}
    return {
        "facts about official acts": len(facts),
        "of them with a primary document": _share(sum(not primary.isdisjoint(f.cite) for f in facts), len(facts)),
        "of them with that or an agency of a party": _share(
            sum(not official.isdisjoint(f.cite) for f in facts), len(facts)
        ),
    }


def _undated(content: Content) -> str:
    reasons = Counter(source.undated for source in content.sources if source.undated)
    return ", ".join([str(reasons.total()), *(f"{why} {n}" for why, n in reasons.most_common())])


def _sentence(content: Content) -> int:
    texts = (inline.plain(inline.parse(one.fact.text)) for _, one in sourced(content) if one.fact)
    return round(median([len(sentence.split()) for text in texts for sentence in sentences(text)] or [0]))


def _share(some: int, every: int) -> str:
    return f"{some} ({some * 100 // (every or 1)} %)"


def _sides(content: Content) -> str:
    sides = Counter(source.side for source in content.sources)
    return ", ".join(f"{side} {_share(n, len(content.sources))}" for side, n in sides.most_common())
