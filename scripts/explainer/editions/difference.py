"""How two editions differ, and when each text first stood and last changed."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from explainer.kinds import KINDS
from explainer.load.edition import Edition, Published, Row

# A word or mark with the white space before it; the last one, without a word, holds what stands at the end.
_WORDS = re.compile(r"(\s*)([\w’'-]+|[^\w\s]|$)")
# How many pairs of equal words two texts may have to be compared word by word: each is looked at again and again. Of
# 650 words of English (the longest text that a field takes) some 5,000 are.
_MOST_PAIRS = 20_000
Opcodes = Sequence[tuple[str, int, int, int, int]]


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
    for tag, a, b, c, d in _compared(one, two) or [("replace", 0, len(one), 0, len(two))]:
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
    compared = _compared([word for _, word in one], [word for _, word in two])
    shared = sum(b - a for tag, a, b, _, _ in compared if tag == "equal")
    if shared < (len(one) + len(two)) / 8:
        yield from (Run("gone", old), Run("new", new))
        return
    runs = {"gone": "", "new": "", "same": ""}
    for gone, added, same in _pieces(one, two, compared):
        if (gone or added) and runs["same"]:
            yield from _emptied(runs)
        runs["gone"] += gone
        runs["new"] += added
        if same and (runs["gone"] or runs["new"]):
            yield from _emptied(runs)
        runs["same"] += same
    yield from _emptied(runs)


def _pieces(
    one: list[tuple[str, str]], two: list[tuple[str, str]], compared: Opcodes
) -> Iterator[tuple[str, str, str]]:
    """What only the old text has, only the new one, and then both, from piece to piece."""
    for tag, a, b, c, d in compared:
        if tag != "equal":
            yield "".join(map("".join, one[a:b])), "".join(map("".join, two[c:d])), ""
            continue
        for (space, word), (other, _) in zip(one[a:b], two[c:d], strict=True):
            yield ("", "", space + word) if space == other else (space, other, word)


def _emptied(runs: dict[str, str]) -> Iterator[Run]:
    yield from (Run(kind, text) for kind, text in runs.items() if text)
    runs |= dict.fromkeys(runs, "")


def _compared(one: Sequence[str], two: Sequence[str]) -> Opcodes:
    """How one sequence becomes the other (difflib's opcodes); nothing if too much in them is alike to be told apart."""
    counted = Counter(two)
    if sum(counted[word] for word in one) > _MOST_PAIRS:
        return []
    return difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes()


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
