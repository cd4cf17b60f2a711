"""The record of what changed for readers: edition by edition, the corrections, and the addresses that were given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from explainer.addresses import file_of, section_file, url
from explainer.editions import ids, snapshot
from explainer.editions.snapshot import Change
from explainer.load.model import Published
from explainer.site import Site

KIND_NAMES = {
    "passage": ("passage", "passages"),
    "section": ("part", "parts"),
    "note": ("note", "notes"),
    "term": ("glossary entry", "glossary entries"),
    "commitment": ("commitment", "commitments"),
    "source": ("source", "sources"),
    "event": ("event on the timeline", "events on the timeline"),
    "ledger": ("ledger of a passage", "ledgers of passages"),
    "part": ("other part", "other parts"),
}


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
    summaries = {s.edition: s.text for s in content.summaries}
    found: list[EditionChanges] = []
    before: Sequence[Published] | None = None
    for cut in content.editions:
        summary = summaries.get(cut.edition, "")
        if before is None:
            found.append(EditionChanges(cut.edition, cut.date, summary, _counts(cut.ids), ()))
        else:
            changed = tuple(snapshot.changes(before, cut.ids))
            found.append(EditionChanges(cut.edition, cut.date, summary, (), changed))
        before = cut.ids
    if before is not None and (later := snapshot.changes(before, snapshot.published(site))):
        found.append(EditionChanges(None, content.editions[-1].date, "", (), tuple(later)))
    return found[::-1]


def _counts(entries: Sequence[Published]) -> tuple[str, ...]:
    counted = Counter(e.kind for e in entries)
    return tuple(f"{counted[kind]} {names[counted[kind] != 1]}" for kind, names in KIND_NAMES.items() if counted[kind])


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
    homes = [("note", p.note.id, p.note.title, p.note.corrections) for p in site.note_by_id.values()]
    homes += [("term", t.id, t.name, t.corrections) for t in site.terms.values()]
    homes += [("commitment", c.id, c.title, c.corrections) for c in site.all_commitments.values()]
    found = []
    for kind, id, title, made in homes:
        file = file_of(site, kind, id)
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
    found = []
    for entry in ids.given_up(site.content):
        heir = ids.heir(site.content, entry)
        found.append(
            GivenUp(
                entry.kind,
                entry.id,
                _home(site, entry),
                _file(site, entry.kind, heir) if heir else None,
                _title(site, entry.kind, heir) if heir else "",
                entry.why or "",
                entry.since or "",
            )
        )
    return found


def _home(site: Site, entry: ids.Entry) -> str:
    """The page at which an address that is no longer live used to be."""
    match entry.kind:
        case "term":
            return f"glossary/{entry.id}/index.md"
        case "commitment":
            return f"commitments/{entry.id}/index.md"
        case "section":
            number = entry.stands_for.removeprefix("section ")
            return f"pillars/{entry.id}/index.md" if number != "0" else f"{entry.id}/index.md"
        case "passage":
            return f"p/{entry.id[1:]}/index.md"
        case "note":
            number = entry.stands_for.split()[0][1:].split(".")[0]
            return f"{section_file(site.content.section(int(number)))}#note-{entry.id}"
        case "source":
            return f"sources/index.md#{entry.id}"
        case _:
            return f"timeline/index.md#{entry.id}"


def _file(site: Site, kind: str, id: str) -> str:
    if kind == "section":
        return section_file(next(s for s in site.sections() if s.slug == id))
    if kind == "passage":
        return f"p/{id[1:]}/index.md"
    return file_of(site, kind, id)


def _title(site: Site, kind: str, id: str) -> str:
    match kind:
        case "term":
            return site.terms[id].name
        case "commitment":
            return site.all_commitments[id].title
        case "note":
            return site.note_by_id[id].note.title
        case "section":
            return next(s for s in site.sections() if s.slug == id).title
        case "source":
            return site.sources[id].title
        case "passage":
            return f"Passage {id[1:]}"
        case _:
            return id.replace("-", " ")
