"""The words that readers see for the codes that content files use. One place, so that pages and data agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from explainer.load.model import Names, Party, Source
from explainer.load.values import (
    Category,
    Checkable,
    CommitmentKind,
    Mark,
    Mood,
    NoteKind,
    OtherBound,
    OtherSide,
    Part,
    PlaceKind,
    Seat,
    SourceKind,
    Speaker,
    Status,
    Time,
    Undated,
    Weak,
)
from explainer.text.dates import spoken

# What a part of the statement is called before an editor names it.
PARTS: dict[Part, str] = {
    "opening": "Opening",
    "point": "Point",
    "text": "Text",
    "closing": "Closing",
    "questions": "Questions and answers",
}

KINDS: dict[NoteKind, str] = {
    "context": "Context",
    "wording": "Wording",
    "follow-up": "Follow-up",
    "reading": "Reading",
}

KINDS_EXPLAINED: dict[NoteKind, str] = {
    "context": "what stood behind the words on the day",
    "wording": "what the phrase is in diplomatic usage, and how other texts put it",
    "follow-up": "what happened later, with dates",
    "reading": "how somebody interprets the words, by name",
}

CATEGORIES: dict[Category, str] = {
    "person": "Person",
    "place": "Place",
    "organisation": "Organisation",
    "mechanism": "Mechanism",
    "initiative": "Initiative",
    "transport": "Transport",
    "slogan": "Set phrase",
    "concept": "Concept",
}

PLACE_KINDS: dict[PlaceKind, str] = {
    "city": "City",
    "port": "Port",
    "crossing": "Border crossing",
    "planned-crossing": "Planned border crossing",
}

SEATS: dict[Seat, str] = {
    "member": "Member",
    "partner": "Partner",
    "observer": "Observer",
    "unknown": "Not found",
    "none": "None",
}

SEAT_SHAPES: dict[Seat, str] = {
    "member": "\u25cf",
    "partner": "\u25d0",
    "observer": "\u25cb",
    "unknown": "?",
    "none": "\u2013",
}

STATUSES: dict[Status, str] = {
    "fulfilled": "Fulfilled",
    "partly": "Fulfilled in part",
    "in-progress": "In progress",
    "overtaken": "Overtaken by events",
    "no-evidence": "No public evidence found",
    "not-checkable": "Cannot be checked as worded",
    "not-checked": "Not checked by us",
    "confirmed": "Confirmed",
    "confirmed-in-part": "Confirmed in part",
    "accounts-differ": "Accounts differ",
}

# Beside the word, never instead of it: round for what is to come, square for what was stated as done.
SHAPES: dict[Status, str] = {
    "fulfilled": "\u25cf",
    "partly": "\u25d0",
    "in-progress": "\u25b7",
    "overtaken": "\u25c7",
    "no-evidence": "\u25cb",
    "not-checkable": "\u25bd",
    "not-checked": "\u25cc",
    "confirmed": "\u25a0",
    "confirmed-in-part": "\u25e7",
    "accounts-differ": "\u25eb",
}

STATUSES_EXPLAINED: dict[Status, str] = {
    "fulfilled": "the thing named is there, or has been done, by public evidence from the side bound or from both",
    "partly": "some of what the words name is there, some is not",
    "in-progress": "steps have been taken; the words name no end, or the end is not reached",
    "overtaken": "events removed what the words are about",
    "no-evidence": "we looked and found nothing public, in the languages and up to the date named",
    "not-checkable": "by the wording ledger, the words name nothing that could be seen or counted; what happened in the field is told all the same",
    "not-checked": "we have not looked; this says nothing about what was done",
    "confirmed": "later evidence agrees with what was announced as done",
    "confirmed-in-part": "later evidence agrees with some of it, or agrees only from a later date",
    "accounts-differ": "the two sides, or later evidence, tell it differently",
}

COMMITMENT_KINDS: dict[CommitmentKind, str] = {
    "pledge": "Pledge",
    "continuing": "Continuing pledge",
    "announced-as-done": "Stated as done",
}

COMMITMENT_KINDS_EXPLAINED: dict[CommitmentKind, str] = {
    "pledge": "one thing that can be there one day, such as an office, and then is fulfilled",
    "continuing": "an activity without an end, such as using a committee; its steps can be dated, but it can never be fulfilled",
    "announced-as-done": "something reported as done, or as so, already; it is checked against other evidence and not followed up as a promise",
}

# What is said of a number that is not simply a count of the whole period ...
MARKS: dict[Mark, str] = {
    "computed": "computed",
    "at-least": "at least",
    "about": "about",
    "disputed": "accounts differ",
    "part": "part of the period",
    "planned": "announced, planned or expected",
    "not-found": "not found",
}

# ... and what the shapes mean with which a chart marks such a number.
SHAPES_OF_POINTS = {
    "ring": "accounts differ, or unclear",
    "square": "computed from a growth rate",
    "half": "part of the period only",
    "diamond": "announced, planned or expected",
}

OTHER_BOUND: dict[OtherBound, str] = {"others": "other parties", "nobody-named": "nobody named"}

MOODS: dict[Mood, str] = {
    "has-done": "has done",
    "announced": "announced",
    "agreed": "agreed",
    "will": "will",
    "should": "should",
    "ready-to": "is ready to",
    "welcomes": "welcomes",
    "supports": "supports",
    "imperative": "calls for",
    "efforts": "efforts will be made",
    "reports": "reports",
}

OTHER_SIDES: dict[OtherSide, str] = {
    "other-state": "other state",
    "international-organisation": "international organisation",
    "press": "press",
    "scholarly": "scholarly",
    "reference": "reference",
}

SPEAKERS: dict[Speaker, str] = {"narrator": "the text", "speaker": "the speaker", "both": "both sides"}

TIMES: dict[Time, str] = {"past": "past", "present": "present", "future": "future", "open": "open"}

CHECKABLE: dict[Checkable, str] = {"yes": "yes", "in-part": "in part", "no": "no"}

SOURCE_KINDS: dict[SourceKind, str] = {
    "primary": "primary document",
    "agency": "news agency",
    "press": "press",
    "scholarly": "scholarly",
    "reference": "reference work",
}

UNDATED: dict[Undated, str] = {
    "kept-current": "kept current, so without one date",
    "copy": "the copy leaves out the original's date",
    "not-seen": "no date in the part that was seen",
}
WEAK: dict[Weak, str] = {
    "mirror": "seen in a copy on another site",
    "machine-translation": "machine translation",
    "reference-site": "reference site that anyone can edit, or exam notes",
    "excerpt": "only an excerpt was seen",
}

LANGUAGE_NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "cs": "Czech", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian",
    "fil": "Filipino", "fr": "French", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "ko": "Korean", "ky": "Kyrgyz", "mn": "Mongolian", "ms": "Malay", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sr": "Serbian",
    "tg": "Tajik", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

# What the facts of an entry are about, by the field in which they stand.
FACTS = {
    "definition": "Definition",
    "then": "On the day",
    "today": "Today",
    "use.official": "Officials",
    "use.outside": "Others",
}

# The languages in which names are given.
LANGUAGES = {code: LANGUAGE_NAMES[code] for code in Names.languages()}


def label(labels: Mapping[Any, str], code: str) -> str:
    """The label of a code; of one that is no longer in use (an old edition may have it), the code itself."""
    return labels.get(code, code)


# What is said about a fact, before it and after it.
DISPUTED = "Accounts differ."
OBSERVATION = "Our observation"


def reading(whose: str) -> str:
    """Whose reading a fact is."""
    return f"Reading: {whose}"


def horizon(date: str) -> str:
    """How far one saw, where something was not found."""
    return f"pages seen reach to {spoken(date)}"


def language(code: str) -> str:
    """The English name of a language code; the code itself if it is not in the list."""
    return LANGUAGE_NAMES.get(code.split("-")[0], code)


def bound(parties: Sequence[Party], ids: Sequence[str]) -> str:
    """Who is bound, in words: ("china", "kazakhstan") as "China and Kazakhstan"."""
    names = {party.id: party.name for party in parties}
    return " and ".join(names.get(id) or label(OTHER_BOUND, id) for id in ids)


def falls_to(parties: Sequence[Party], ids: Sequence[str]) -> str:
    """The same as what a sentence says: "falls to China and Kazakhstan", or "names no one"."""
    return "names no one" if list(ids) == ["nobody-named"] else f"falls to {bound(parties, ids)}"


def side(parties: Sequence[Party], id: str) -> str:
    """The side a source stands on: "Chinese state", "press"."""
    states = {party.id: party.state for party in parties}
    return states.get(id) or label(OTHER_SIDES, id)


def standing(parties: Sequence[Party], source: Source) -> str:
    """Where a source stands and of what kind it is; once where that is one word: "Chinese state · press", "press"."""
    where, what = side(parties, source.side), SOURCE_KINDS[source.kind]
    return what if what.startswith(where) else f"{where} · {what}"
