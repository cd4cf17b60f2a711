"""How two editions differ, and when each text first stood and last changed."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from explainer.kinds import KINDS
from explainer.load.edition import Edition, Published, Row

_WORDS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")


@dataclass(frozen=True)
class Run:
    """Words that two texts share (`same`), or that only the old or the new one has (`gone`, `new`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """What happened to one id from one edition to the next. `lines`: the lines that differ, as runs of words."""

    what: str  # added, changed, gone
    entry: Published  # as it is now; as it was, when it is gone
    lines: tuple[tuple[Run, ...], ...] = ()


def alike(old: Sequence[Published], new: Sequence[Published]) -> bool:
    """Whether two editions say the same at the same addresses."""
    before, after = _by_id(old), _by_id(new)
    return before.keys() == after.keys() and all(
        _same_text(before[key], entry) and _same_address(before[key], entry) for key, entry in after.items()
    )


def changes(old: Sequence[Published], new: Iterable[Published], shown: Callable[[Row], str]) -> list[Change]:
    """The differences between two editions, in the order of the new one, what is gone last. `shown`: a line in words."""
    before = _by_id(old)
    found = []
    for entry in new:
        earlier = before.pop((entry.kind, entry.id), None)
        if earlier is None:
            found.append(Change("added", entry))
        elif not _same_text(earlier, entry):
            found.append(Change("changed", entry, tuple(_differing(earlier.text, entry.text, shown))))
        elif not _same_address(earlier, entry):
            found.append(Change("moved", entry))
    return found + [Change("gone", entry) for entry in before.values()]


def _by_id(entries: Sequence[Published]) -> dict[tuple[str, str], Published]:
    return {(entry.kind, entry.id): entry for entry in entries}


def _same_text(old: Published, new: Published) -> bool:
    """A title that is made here, "Passage 2.3", is no text of the edition's."""
    kind = KINDS.get(new.kind)
    return old.text == new.text and (old.title == new.title or (kind is not None and not kind.titled))


def _same_address(old: Published, new: Published) -> bool:
    """An address that its kind had before leads on by itself: that is no news about one thing."""
    kind = KINDS.get(new.kind)
    return old.address == new.address or (
        kind is not None and kind.earlier is not None and old.address == kind.earlier(old.id)
    )


def _differing(old: Sequence[Row], new: Sequence[Row], shown: Callable[[Row], str]) -> Iterator[tuple[Run, ...]]:
    one, two = ([json.dumps(line, sort_keys=True) for line in lines] for lines in (old, new))
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(b - a, d - c)
        for i in range(pairs):
            yield tuple(_runs(shown(old[a + i]), shown(new[c + i])))
        yield from ((Run("gone", shown(line)),) for line in old[a + pairs : b])
        yield from ((Run("new", shown(line)),) for line in new[c + pairs : d])


def _runs(old: str, new: str) -> Iterator[Run]:
    """The words of two lines, side by side; lines with hardly a word in common stand whole."""
    one, two = _WORDS.findall(old), _WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < 0.4:
        yield from (Run("gone", old), Run("new", new))
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(one[a:b]))
            continue
        if b > a:
            yield Run("gone", "".join(one[a:b]))
        if d > c:
            yield Run("new", "".join(two[c:d]))


def histories(cuts: Sequence[Edition]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each published (kind, id): the editions in which it first stood and in which its text last changed."""
    texts: dict[tuple[str, str], tuple[Row, ...]] = {}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one in cuts:
        for entry in one.ids:
            key = entry.kind, entry.id
            if texts.get(key) != entry.text:
                found[key] = (found[key][0] if key in found else one.edition, one.edition)
                texts[key] = entry.text
    return found
