"""The record of what changed for readers: edition by edition, the corrections, and the addresses that were given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from explainer.addresses import url
from explainer.editions import ids, snapshot
from explainer.editions.difference import Change, changes
from explainer.editions.shown import shown
from explainer.kinds import KINDS, published
from explainer.load.edition import Published
from explainer.load.model import Correction
from explainer.site import Site
from explainer.text.dates import spoken

KIND_NAMES = {kind.id: (kind.singular, kind.plural) for kind in KINDS.values()}


@dataclass(frozen=True)
class EditionChanges:
    """One edition as the page of changes tells it; `number` is None for what has changed since the newest one."""

    number: str | None
    date: str
    summary: str
    counts: tuple[str, ...]  # of the first edition: how much of what there is
    changes: tuple[Change, ...]  # of the others: what differs from the one before


def all_changes(site: Site) -> list[EditionChanges]:
    """Every edition, newest first; before them, if there is anything, what has changed since."""
    content = site.content
    in_words = partial(shown, parties=content.about.parties, names=_names(site))
    summaries = {s.edition: s.text for s in content.summaries}
    found: list[EditionChanges] = []
    before: Sequence[Published] | None = None
    for cut in content.editions:
        summary = summaries.get(cut.edition, "")
        if before is None:
            found.append(EditionChanges(cut.edition, cut.date, summary, _counts(cut.ids), ()))
        else:
            changed = tuple(changes(before, cut.ids, in_words))
            found.append(EditionChanges(cut.edition, cut.date, summary, (), changed))
        before = cut.ids
    if before is not None and (later := changes(before, snapshot.published(site), in_words)):
        found.append(EditionChanges(None, content.editions[-1].date, "", (), tuple(later)))
    return found[::-1]


def _names(site: Site) -> dict[tuple[str, str], str]:
    """What readers call terms and sources: a source by who published it and when."""
    terms = {("term", term.id): term.name for term in site.terms.values()}
    who = {id: source.publisher or source.container_title or source.title for id, source in site.sources.items()}
    return terms | {("source", id): f"{who[id]}, {spoken(source.issued)}" for id, source in site.sources.items()}


def _counts(entries: Sequence[Published]) -> tuple[str, ...]:
    counted = Counter(e.kind for e in entries)
    named = {kind: KIND_NAMES[kind] for kind in published() if counted[kind]}
    return tuple(f"{counted[kind]} {names[counted[kind] != 1]}" for kind, names in named.items())


@dataclass(frozen=True)
class Corrected:
    """A correction with what it corrects and where that is."""

    date: str
    text: str
    kind: str
    id: str
    title: str
    address: str
    file: str


def corrections(site: Site) -> list[Corrected]:
    """Every correction, newest first."""
    found = []
    for (kind, id), thing in site.things.items():
        title, file = KINDS[kind].title(thing), site.files[kind, id]
        made: tuple[Correction, ...] = getattr(thing, "corrections", ())
        found += [Corrected(c.date, c.text, kind, id, title, url(file), file) for c in made]
    return sorted(found, key=lambda c: (c.date, c.id), reverse=True)


@dataclass(frozen=True)
class GivenUp:
    """A published address that is no longer live: where it was, where it leads now (None: nowhere), and why."""

    kind: str
    id: str
    home: str  # the page that keeps the address, as a file of docs/, with fragment where it is a part of a page
    to: str | None  # likewise
    to_title: str
    why: str
    since: str


def given_up(site: Site) -> list[GivenUp]:
    """Every published id that was moved or withdrawn."""
    return [_given_up(site, entry) for entry in ids.given_up(site.content)]


def _given_up(site: Site, entry: ids.Entry) -> GivenUp:
    kind = KINDS[entry.kind]
    heir = ids.heir(site.content, entry)
    to, title = None, ""
    if heir:
        to = kind.kept_at(site.content, heir.id, heir.stands_for)
        title, _ = kind.named(site.things[entry.kind, heir.id])
    home = kind.kept_at(site.content, entry.id, entry.stands_for)
    return GivenUp(entry.kind, entry.id, home, to, title, entry.why or "", entry.since or "")
