"""ids.lock: every public id and what it stands for, so that an address, once published, never dies unnoticed.

An id is published when an edition is cut: its entry then carries `since`. Until that, ids are free and the file
follows the content. A published id that is given up stays in the file with `state: moved` and `to:`, or `state: withdrawn`,
and `why:`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, Field, ValidationError

from explainer.kinds import KINDS, NOTE, published
from explainer.load.content import Content
from explainer.load.edition import Edition
from explainer.load.messages import below, message
from explainer.load.model import Record, Text
from explainer.load.texts import Prose
from explainer.load.values import EditionNumber
from explainer.load.yamlfile import PLACE_KEY, Place
from explainer.problems import Problems

HEADER = """\
# Every public id and what it stands for. Written by `python scripts/build.py ids`; tracked in git.
# since: the edition that first published the id (~ while it is not published). A published id is never removed:
# to give one up, set  state: moved  with  to: NEW-ID,  or  state: withdrawn,  and say  why:
"""


def _kind(value: str) -> str:
    if value not in published():
        raise ValueError(f'"{value}" is none of {", ".join(published())}')
    return value


class Entry(Record):
    kind: Annotated[str, AfterValidator(_kind)]
    id: Annotated[str, Field(min_length=1)]
    stands_for: Text
    since: EditionNumber | None = None
    state: Literal["live", "moved", "withdrawn"] = "live"
    to: Text | None = None
    why: Prose | None = None


def current(content: Content) -> dict[tuple[str, str], str]:
    """Every id the content has now, (kind, id), with what it stands for."""
    return {
        (kind.id, kind.id_of(thing)): kind.stands_for(thing)
        for kind in KINDS.values()
        if kind.published
        for thing in kind.things(content)
    }


def entries(content: Content, problems: Problems) -> dict[tuple[str, str], Entry]:
    """The entries of ids.lock by (kind, id); what cannot be read becomes a problem."""
    found: dict[tuple[str, str], Entry] = {}
    data = content.ids_file.get("ids") if isinstance(content.ids_file, dict) else None
    if content.ids_file and (not isinstance(data, list) or set(content.ids_file) - {"ids", PLACE_KEY}):
        problems.add(content.ids_place(), "ids-file", "expected one key, ids:, with a list; restore the file from git")
        return found
    for i, item in enumerate(data or []):
        place = Place(content.ids_place.file, ("ids", i), content.ids_place.marks)
        try:
            entry = Entry.model_validate(item, by_alias=True, by_name=False)
        except ValidationError as error:
            for detail in error.errors():
                told = f"{message(Entry, detail)}; mend it, or restore the file from git"
                problems.add(place(*below(detail["loc"])), "ids-file", told)
            continue
        _check_form(entry, problems)
        if (entry.kind, entry.id) in found:
            problems.add(place("id"), "ids-file", f'{entry.kind} "{entry.id}" stands twice; restore the file from git')
        found[entry.kind, entry.id] = entry
    return found


def _check_form(entry: Entry, problems: Problems) -> None:
    """Each part of an entry has the form of its kind: addresses and paths are made of them."""
    kind = KINDS[entry.kind]
    fits = {
        "id": kind.is_id(entry.id),
        "stands_for": kind.can_stand_for(entry.id, entry.stands_for),
        "to": entry.to is None or kind.is_id(entry.to),
    }
    for key in (key for key, fit in fits.items() if not fit):
        what = f'{key}: "{getattr(entry, key)}" is nothing that a {kind.singular} can have there'
        problems.add(entry.place(key), "ids-file", f"{what}; restore the file from git")


def check(content: Content, problems: Problems) -> None:
    """The content against ids.lock: new ids are to be added, published ones must not vanish or change their meaning."""
    own = Problems()
    listed = entries(content, own)
    if own.found:  # half a register would tell of many ids that they are lost
        problems.found += own.found
        return
    now = current(content)
    file = content.ids_place.file
    new = [f"{kind} {id}" for kind, id in now if (kind, id) not in listed]
    if new:
        problems.add(
            (file, 0, 0),
            "ids-new",
            f"{len(new)} id(s) are not in it yet ({', '.join(new[:3])}{', …' if len(new) > 3 else ''}); run: make ids",
        )
    _check_published(content.editions, listed, file, problems)
    for entry in listed.values():
        if entry.state != "live":
            _check_given_up(entry, listed, now, problems)
            _check_home(entry, content, problems)
        else:
            _check_live(entry, now.get((entry.kind, entry.id)), problems)


def _check_live(entry: Entry, now: str | None, problems: Problems) -> None:
    """An entry that is not given up. `now`: what its id stands for in the content; None if it is not there."""
    what = f'{entry.kind} "{entry.id}"'
    if entry.to or entry.why:
        message = (
            f"{what} has {'to' if entry.to else 'why'}: but no state: set it to moved or withdrawn, or take that out"
        )
        problems.add(entry.place("to" if entry.to else "why"), "ids-state", message)
    if now is None and entry.since:
        message = f"{what} was published in {entry.since} and is gone; bring it back, or in ids.lock set its state: moved with to: NEW-ID, or state: withdrawn, and why:"
        problems.add(entry.place("id"), "id-vanished", message)
    elif now is None:
        message = f"{what} is no longer in the content (it was never published); run: make ids"
        problems.add(entry.place("id"), "ids-old", message)
    elif now != entry.stands_for and entry.since:
        message = f'{what} was published in {entry.since} for "{entry.stands_for}" and now stands for "{now}"; restore it, or give the new one a new id'
        problems.add(entry.place("stands_for"), "id-changed", message)
    elif now != entry.stands_for:
        message = f'{what} now stands for "{now}"; run: make ids'
        problems.add(entry.place("stands_for"), "ids-old", message)


def first_editions(cuts: Sequence[Edition]) -> dict[tuple[str, str], str]:
    """The edition that first published each (kind, id)."""
    first: dict[tuple[str, str], str] = {}
    for cut in cuts:
        for one in cut.ids:
            if one.kind in published():
                first.setdefault((one.kind, one.id), cut.edition)
    return first


def _check_published(
    cuts: Sequence[Edition], listed: dict[tuple[str, str], Entry], file: str, problems: Problems
) -> None:
    """ids.lock against the editions: what they published is in it, with the edition that did so first."""
    first = first_editions(cuts)
    for (kind, id), edition in first.items():
        if (kind, id) not in listed:
            message = f'{kind} "{id}" was published in {edition} and is missing here; restore the file from git'
            problems.add((file, 0, 0), "ids-lost", message)
    known = {cut.edition for cut in cuts}
    for key, entry in listed.items():
        expected = first.get(key)
        if entry.since == expected:
            continue
        what = f'{entry.kind} "{entry.id}"'
        if expected and not entry.since:
            message = f"{what} was published in {expected}; run: make ids"
        elif entry.since not in known:
            message = f'{what}: there is no edition "{entry.since}"; restore the file from git'
        else:
            message = f'{what} is not what edition {entry.since} published first; since must be "{expected or "~"}"'
        problems.add(entry.place("since"), "ids-since", message)


def _check_given_up(
    entry: Entry, listed: dict[tuple[str, str], Entry], now: dict[tuple[str, str], str], problems: Problems
) -> None:
    if not entry.why:
        problems.add(entry.place("state"), "ids-why", f'{entry.kind} "{entry.id}" is {entry.state}: say why:')
    if not entry.since:
        message = f'{entry.kind} "{entry.id}" was never published; take the entry out'
        problems.add(entry.place("state"), "ids-state", message)
    if (entry.kind, entry.id) in now:
        problems.add(
            entry.place("state"),
            "ids-state",
            f'{entry.kind} "{entry.id}" is {entry.state} here but still in the content',
        )
    if entry.state == "withdrawn":
        return
    seen = {entry.id}
    target: Entry | None = entry
    while target and target.state == "moved":
        if (target.to in seen and target.to != entry.id) or target.to == entry.id:
            problems.add(
                entry.place("to"), "ids-cycle", f'{entry.kind} "{entry.id}" moves in a circle, by "{target.to}"'
            )
            return
        if not target.to or (entry.kind, target.to) not in listed:
            problems.add(
                entry.place("to"),
                "ids-target",
                f'{entry.kind} "{entry.id}" has moved to "{target.to or ""}", which is no known {entry.kind}',
            )
            return
        seen.add(target.to)
        target = listed[entry.kind, target.to]


def _check_home(entry: Entry, content: Content, problems: Problems) -> None:
    """A note that is given up is told of where it was."""
    passage = entry.stands_for.split()[0]
    if entry.kind == NOTE.id and content.statement.passage(passage) is None:
        message = f'stands_for: the statement has no passage "{passage}"; restore the file from git'
        problems.add(entry.place("stands_for"), "ids-file", message)


def updated(content: Content) -> tuple[str, int, int]:
    """The new text of ids.lock, with new ids added and unpublished old ones dropped; and how many of each.

    Raises ContentError when the file at hand cannot be read.
    """
    problems = Problems()
    listed = entries(content, problems)
    problems.raise_if_any()
    now = current(content)
    first = first_editions(content.editions)
    kept = {key: entry for key, entry in listed.items() if entry.since or key in first or key in now}
    merged: dict[tuple[str, str], Entry] = dict(kept)
    for (kind, id), stands_for in now.items():
        old = kept.get((kind, id))
        if old is None or not old.since:
            row = {"kind": kind, "id": id, "stands_for": stands_for, "since": first.get((kind, id))}
            merged[kind, id] = Entry.model_validate(row)
    return text(list(merged.values())), len(now.keys() - listed.keys()), len(listed) - len(kept)


def text(all_entries: list[Entry]) -> str:
    """Entries as the text of ids.lock, in a fixed order."""
    ordered = sorted(all_entries, key=lambda e: (published().index(e.kind), e.id))
    rows = [entry.model_dump(exclude_none=True, exclude_defaults=True) | {"since": entry.since} for entry in ordered]
    return HEADER + yaml.dump({"ids": rows}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)


def publish(content: Content, edition: str) -> str:
    """The text of ids.lock when `edition` is cut now: every id that is not published yet is, since that edition.

    Raises ContentError when the file at hand cannot be read.
    """
    problems = Problems()
    listed = entries(content, problems)
    problems.raise_if_any()
    return text([e if e.since else e.model_copy(update={"since": edition}) for e in listed.values()])


def given_up(content: Content) -> list[Entry]:
    """The published ids that are no longer live, in the order of the file."""
    return [e for e in entries(content, Problems()).values() if e.state != "live"]


def heir(content: Content, entry: Entry) -> Entry | None:
    """The live entry at which a moved one ends up, over any number of moves; None when that one is withdrawn."""
    listed = entries(content, Problems())
    while entry.state == "moved" and entry.to:
        entry = listed[entry.kind, entry.to]
    return entry if entry.state == "live" else None
