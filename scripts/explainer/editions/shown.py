"""A line of an edition in words: labels are put on its codes here, today's ones, whatever they were when it was cut.

Editions are kept for good: a code or a kind of line that is no longer in use is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from explainer.load.edition import Row
from explainer.load.model import Party
from explainer.text import labels
from explainer.text.dates import spoken
from explainer.text.labels import label
from explainer.text.prose import capital

Names = Mapping[tuple[str, str], str]  # (kind, id) -> what readers call it


def shown(line: Row, parties: Sequence[Party], names: Names = MappingProxyType({})) -> str:
    """The line as readers see it where a difference is shown; sources and terms by `names`, or by id where it has none."""
    key, value = line
    value = _named_ids(value, "term" if key == "see_also" else "", names)
    if key in _WITH_PARTIES:
        return _WITH_PARTIES[key](value, parties)
    if key in _LINES:
        return _LINES[key](value)
    if isinstance(value, dict) and "text" in value:
        return _labelled_fact(key, value)
    return value if isinstance(value, str) else f"{key}: {_bare(value)}"


def _named_ids(value: Any, kind: str, names: Names) -> Any:
    """A value with names instead of ids: those of `kind`, and those of sources under every `cite`."""
    if isinstance(value, dict):
        return {key: _named_ids(one, "source" if key == "cite" else kind, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_named_ids(one, kind, names) for one in value]
    return names.get((kind, value), value) if kind else value


def _bare(value: Any) -> str:
    """What nobody knows any more."""
    if isinstance(value, dict):
        return "; ".join(_bare(one) for one in value.values())
    return ", ".join(map(_bare, value)) if isinstance(value, list) else str(value)


def _labelled_fact(field: str, value: Any) -> str:
    return f"{labels.FACTS[field]}: {_fact(value)}" if field in labels.FACTS else _fact(value)


def _fact(fact: dict[str, Any]) -> str:
    marks = []
    if "reading" in fact:
        marks.append(f"reading: {fact['reading']}")
    if "editors" in fact:
        marks.append("our observation")
    if "as_of" in fact:
        marks.append(f"as of {spoken(fact['as_of'])}")
    if "on" in fact:
        marks.append(f"on {spoken(fact['on'])}")
    if "seen_to" in fact:
        marks.append(labels.horizon(fact["seen_to"]))
    first = f"{labels.DISPUTED} " if "disputed" in fact else ""
    said = f" ({'; '.join(marks)})" if marks else ""
    return f"{first}{fact['text']}{said}{_sources(fact)}"


def _sources(value: dict[str, Any]) -> str:
    return f" [{'; '.join(value['cite'])}]" if "cite" in value else ""


def _note(value: dict[str, Any]) -> str:
    return f"{label(labels.KINDS, value['kind'])} on passage {value['passage'][1:]}, on: {value['quote']}"


def _commitment(value: dict[str, Any]) -> str:
    return f"{label(labels.COMMITMENT_KINDS, value['kind'])} in passage {value['passage'][1:]}, on: {value['quote']}"


def _named(value: dict[str, Any]) -> str:
    return f"{label(labels.LANGUAGES, value['language'])}: {value['name']}"


def _place(value: dict[str, Any]) -> str:
    return f"{label(labels.PLACE_KINDS, value['kind'])}, at {value['latitude']}, {value['longitude']}"


def _seats(value: dict[str, Any]) -> str:
    return "Who sits there: " + "; ".join(f"{when}: {_seats_at(value[when])}" for when in ("then", "today"))


def _seats_at(value: dict[str, Any]) -> str:
    lists = [f"{label(labels.SEATS, seat).lower()} {', '.join(value[seat])}" for seat in labels.SEATS if seat in value]
    return f"{', '.join(lists)} (as of {spoken(value['as_of'])}){_sources(value)}"


def _source(value: dict[str, Any]) -> str:
    names: Iterable[str] = value.get("author", ())
    rest = [value[name] for name in ("title", "title_en", "container_title", "publisher") if name in value]
    return ". ".join((*names, *rest, spoken(value["issued"])))


def _about_source(value: dict[str, Any], parties: Sequence[Party]) -> str:
    about = [labels.side(parties, value["side"]), label(labels.SOURCE_KINDS, value["kind"])]
    about.append(f"checked {spoken(value['checked'])}")
    if "weak" in value:
        about.append(label(labels.WEAK, value["weak"]))
    return "; ".join(about)


def _clause(value: dict[str, Any], parties: Sequence[Party]) -> str:
    when = f", {value['when']}" if "when" in value else ""
    return (
        f"{value['quote']} | speaks: {label(labels.SPEAKERS, value['speaker'])}"
        f" | bound: {labels.bound(parties, value['bound'])} | mood: {label(labels.MOODS, value['mood'])}"
        f" | time: {label(labels.TIMES, value['time'])}{when}"
        f" | checkable: {label(labels.CHECKABLE, value['checkable'])}. {value['why']}"
    )


def _point(value: dict[str, Any]) -> str:
    marked = [label(labels.MARKS, value["mark"])] if "mark" in value else []
    number = [f"{value['value']} {value['unit']}"] if "value" in value else []
    told = "; ".join([*number, *marked, *([value["note"]] if "note" in value else [])])
    return f"{spoken(value['date'])}, {value['label']}: {told}{_sources(value)}"


def _absence(value: dict[str, Any]) -> str:
    found = "; ".join(f"{one['text']}: {one['words']}{_sources(one)}" for one in value["found_in"])
    return f"{value['formula']} ({', '.join(value['forms'])}): {found}"


_LINES: dict[str, Callable[[Any], str]] = {
    "note": _note,
    "commitment": _commitment,
    "category": lambda code: f"Category: {label(labels.CATEGORIES, code)}",
    "named": _named,
    "aliases": lambda names: "Also found as: " + ", ".join(names),
    "see_also": lambda ids: "See also: " + ", ".join(ids),
    "place": _place,
    "seats": _seats,
    "mood": lambda code: f"Mood: {label(labels.MOODS, code)}",
    "status": lambda value: f"Status: {label(labels.STATUSES, value['status'])}, as of {spoken(value['as_of'])}",
    "would_change": lambda text: f"What would change it: {text}",
    "correction": lambda value: f"Corrected on {spoken(value['date'])}: {value['text']}",
    "source": _source,
    "rendering": lambda row: f"{row['passage'][1:]}: {row['ours']} / {row['theirs']}{_sources(row)}",
    "chinese": lambda row: f"{row['passage'][1:]}: {row['quote']} / {row['zh']} {row['pinyin']}{_sources(row)}",
    "absence": _absence,
    "as_of": lambda date: f"As of {spoken(date)}",
    "point": _point,
}

_WITH_PARTIES: dict[str, Callable[[Any, Sequence[Party]], str]] = {
    "bound": lambda ids, parties: capital(labels.falls_to(parties, ids)),
    "about": _about_source,
    "clause": _clause,
}
