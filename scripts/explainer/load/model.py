"""The shapes of the content, as pydantic models: what each file may hold and what every value must look like.

Values arrive as text (see yamlfile). Every record knows its place in its file, so that a later check can name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from explainer.load.ordinals import MAX_POINTS, MAX_SECTION
from explainer.load.texts import AnyLine, Beside, InlineProse, Line, Prose, Words
from explainer.load.texts import Text as Text
from explainer.load.todo import MARK
from explainer.load.values import (
    SOURCES,
    Answer,
    Category,
    Checkable,
    Cites,
    CitesSome,
    CommitmentKind,
    Date,
    Day,
    Doi,
    Flag,
    Id,
    Issued,
    Language,
    Mail,
    Mark,
    Mood,
    NoteKind,
    Number,
    Part,
    PassageId,
    Reference,
    Seat,
    Sha256,
    SourceKind,
    Speaker,
    Status,
    Time,
    Undated,
    Url,
    Weak,
)
from explainer.load.yamlfile import NOWHERE, PLACE_KEY, Place

_NOT_KEPT: set[str] = set()


class Record(BaseModel):
    """Base of all models: no unknown keys; `place` tells where the record stands."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True)
    place: SkipJsonSchema[Place] = Field(default=NOWHERE, alias=PLACE_KEY, repr=False, exclude=True)

    def model_post_init(self, _: object) -> None:
        """Forget which fields were typed: pydantic keeps a set of their names for each record, a sixth of all memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)

    def as_fact(self) -> Fact | None:
        """The record as a fact, if it says something that can be shown and checked like one."""
        return None

    def records(self) -> Iterator[Record]:
        """The record itself and the records in it."""
        yield self
        for name in type(self).model_fields:
            value = getattr(self, name)
            for inner in value if isinstance(value, tuple) else (value,):
                if isinstance(inner, Record):
                    yield from inner.records()

    def sourced(self, field: str = "") -> Iterator[Sourced]:
        """Whatever rests on sources in this record and the records in it, in the order of their fields.

        `field` is where the record itself stands in another. Fields are found by their types: none can be forgotten.
        """
        for name, lists_sources in _sourced_fields(type(self)):
            value = getattr(self, name)
            if lists_sources:
                if value or self.as_fact():
                    key = type(self).model_fields[name].alias or name
                    yield Sourced(field or name, value, self.place, key, self.as_fact())
                continue
            for inner in value if isinstance(value, tuple) else (value,):
                if isinstance(inner, Record):
                    yield from inner.sourced(f"{field}.{name}" if field else name)


@cache
def _sourced_fields(model: type[Record]) -> tuple[tuple[str, bool], ...]:
    """The fields of a model that list sources (True), or may hold records that do."""
    fields = ((name, SOURCES in info.metadata, info.annotation) for name, info in model.model_fields.items())
    return tuple((name, listed) for name, listed, hint in fields if listed or _may_hold_records(hint))


def _may_hold_records(hint: Any) -> bool:
    """Is this type a record's, or has it one in it?"""
    if isinstance(hint, type):
        return issubclass(hint, Record)
    return any(_may_hold_records(part) for part in get_args(hint))


@dataclass(frozen=True)
class Sourced:
    """Words that rest on sources: a fact (which may be our own observation, without any), or names, terms, quotations."""

    field: str  # where it stands in its record: today, use.outside, names_cite
    cite: tuple[str, ...]
    place: Place  # of what holds the list of sources ...
    key: str  # ... and its key there
    fact: Fact | None


class Identified(Record):
    """A record with a public id."""

    id: Id


class Fact(Record):
    """One or two sentences of ours that stand or fall together, with where they come from."""

    text: InlineProse
    cite: Cites = ()
    reading: Line | None = None
    editors: Flag = False
    as_of: Date | None = None
    on: Date | None = None
    seen_to: Date | None = None  # how far the pages seen reach, where something was not found in them
    disputed: Flag = False

    def as_fact(self) -> Fact:
        return self


class Quoted(Record):
    """Exact words of one passage: the W3C text-quote selector, or the nth occurrence."""

    passage: PassageId
    quote: Words
    prefix: Beside | None = None
    suffix: Beside | None = None
    nth: Annotated[Number, Field(ge=1)] | None = None


class Correction(Record):
    """What was wrong in a published edition and is right now; shown where it was wrong, with its day."""

    date: Day
    text: Prose


class Note(Quoted, Identified):
    """A note on exact words of a passage."""

    kind: NoteKind
    title: Line
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    corrections: tuple[Correction, ...] = ()


class Names(Record):
    """Names in other languages, as a source shows them. Each field is a language's code; pinyin goes with zh."""

    TRANSCRIPTIONS: ClassVar[dict[str, str]] = {"pinyin": "zh-Latn"}

    zh: AnyLine | None = None
    pinyin: AnyLine | None = None
    ru: AnyLine | None = None
    kk: AnyLine | None = None

    @classmethod
    def languages(cls) -> tuple[str, ...]:
        """The codes of the languages: zh, ru, kk."""
        return tuple(name for name in cls.model_fields if name not in ("place", *cls.TRANSCRIPTIONS))

    def written(self) -> dict[str, str]:
        """Every name that is given, transcriptions among them, by its field."""
        return {name: value for name in type(self).model_fields if isinstance(value := getattr(self, name), str)}

    def by_language(self) -> dict[str, str]:
        """The names that are given, by the language's code."""
        return {name: value for name, value in self.written().items() if name not in self.TRANSCRIPTIONS}


class Use(Record):
    """How officials of the sides use the words, and how others do."""

    official: tuple[Fact, ...] = ()
    outside: tuple[Fact, ...] = ()


class Seats(Record):
    """Which of the states that concern us sat in a body at some time, and as what. A state in no list had no seat."""

    as_of: Date
    cite: CitesSome
    member: tuple[Line, ...] = ()
    partner: tuple[Line, ...] = ()
    observer: tuple[Line, ...] = ()
    unknown: tuple[Line, ...] = ()  # whether they have a seat was not found

    def states(self) -> tuple[str, ...]:
        """The states that are told of."""
        return (*self.member, *self.partner, *self.observer, *self.unknown)

    def states_of(self, seat: Seat) -> tuple[Line, ...]:
        """The states that have such a seat."""
        return getattr(self, seat, ())

    def seat(self, state: str) -> Seat:
        """What a state is in the body."""
        return next((seat for seat in get_args(Seat) if state in self.states_of(seat)), "none")


class SeatsThenAndToday(Record):
    """The seats in a body on the day of the statement and today."""

    then: Seats
    today: Seats


class Term(Identified):
    """content/glossary/ID.yml: one name or phrase, explained."""

    name: Line
    abbreviations: tuple[Line, ...] = ()
    category: Category
    in_statement: tuple[Words, ...] = ()
    names: Names = Names()
    names_cite: Cites = ()
    aliases: tuple[AnyLine, ...] = ()
    definition: Fact
    then: tuple[Fact, ...] = ()
    today: tuple[Fact, ...] = ()
    checked: Day | None = None
    use: Use = Use()
    seats: SeatsThenAndToday | None = None
    seats_of: Id | None = None  # the entry whose seats concern this one too
    see_also: tuple[Id, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Dated(Record):
    """Something that happened on a day, in a month or year."""

    date: Date
    text: InlineProse
    cite: CitesSome
    seen_to: Date | None = None
    disputed: Flag = False

    def as_fact(self) -> Fact:
        own = self.model_dump(include={"text", "cite", "seen_to", "disputed"})
        return Fact(**own, on=self.date, place=self.place)


class Event(Dated):
    """An event of a commitment."""

    timeline: Flag = False  # shown on the general timeline too


class Commitment(Quoted, Identified):
    """content/commitments/ID.yml: one thing that the statement promises or states as done."""

    title: Line
    kind: CommitmentKind
    bound: Annotated[tuple[Id, ...], Field(min_length=1)]  # ids of parties, "others" or "nobody-named"
    mood: Mood
    promise: Fact
    events: tuple[Event, ...] = ()
    status: Status
    as_of: Date
    reason: Annotated[tuple[Fact, ...], Field(min_length=1)]
    would_change: Prose
    corrections: tuple[Correction, ...] = ()


class TimelineEvent(Dated, Identified):
    """An event that has no home in a commitment."""

    sections: Annotated[tuple[Annotated[Number, Field(ge=0, le=MAX_SECTION)], ...], Field(min_length=1)]
    see: Annotated[tuple[Reference, ...], Field(min_length=1)]
    statement: Flag = False  # the event at which the statement was made


class Topic(Identified):
    """topics.yml: what readers ask for that has no entry of its own name, and what answers them, best first.

    The first words of each language say the same: who types those has the English ones looked for too.
    """

    name: Line
    to: Annotated[tuple[Answer, ...], Field(min_length=1)]
    en: tuple[AnyLine, ...] = ()
    ru: tuple[AnyLine, ...] = ()
    kk: tuple[AnyLine, ...] = ()
    zh: tuple[AnyLine, ...] = ()

    def words(self) -> tuple[list[str], list[str]]:
        """What readers type for it: the first words of each language, and all others."""
        told = [words for words in (self.en, self.ru, self.kk, self.zh) if words]
        return [first for first, *_ in told], [word for _, *others in told for word in others]


class Clause(Quoted):
    """A row of the wording ledger."""

    speaker: Speaker
    bound: Annotated[tuple[Id, ...], Field(min_length=1)]
    mood: Mood
    time: Time
    when: Words | None = None
    checkable: Checkable
    why: Prose


class Rendering(Record):
    """A short phrase in which another rendering of the same remarks differs."""

    passage: PassageId
    ours: Words
    theirs: Words
    cite: CitesSome


class ChineseTerm(Quoted):
    """The Chinese words for a phrase, from a parallel official text."""

    zh: AnyLine
    pinyin: AnyLine
    source_text: Line = Field(alias="from")
    cite: CitesSome


class Attestation(Record):
    """Where such a formula stands."""

    text: Line
    words: Words
    lang: Language
    cite: CitesSome


class Absence(Record):
    """A formula that the statement does not have and parallel official texts do."""

    formula: Line
    forms: Annotated[tuple[Words, ...], Field(min_length=1)]
    found_in: Annotated[tuple[Attestation, ...], Field(min_length=2)]


class Wording(Record):
    """wording.yml: the ledger with its rules, other renderings, and what is not said."""

    rules: Annotated[tuple[Fact, ...], Field(min_length=1)]
    clauses: tuple[Clause, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    renderings_note: Prose | None = None  # what a reader should know of the other rendering
    chinese: tuple[ChineseTerm, ...] = ()
    chinese_note: Prose | None = None
    absences: tuple[Absence, ...] = ()


class Point(Record):
    """A row of content/series/ID.csv. Its value is text until check/figures.py has seen that it is a number."""

    FORM: ClassVar[re.Pattern[str]] = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")

    date: Date
    series: Id
    value: Text | None = None
    mark: Mark | None = None
    cite: Cites = Field(default=(), alias="sources")
    note: Line | None = None

    @property
    def number(self) -> float | None:
        """The value; None where none was found."""
        return float(self.value) if self.value is not None else None


class Series(Record):
    """One line of a figure. Those with one unit share a panel."""

    id: Id
    label: Annotated[Line, Field(max_length=40)]
    unit: Annotated[Line, Field(max_length=44)]  # with the parties: a picture may be seen alone
    label_at: Date | None = None  # the point at which the label stands; the last without it ...
    below: Flag = False  # ... above the line, or below it
    written: tuple[Date, ...] = ()  # the points whose values stand in the picture too
    stepped: Flag = False  # a rule that holds until it is changed, not a count


class Level(Record):
    """A level that runs through the first panel, such as what was promised."""

    value: Annotated[Number, Field(ge=0)]
    label: Annotated[Line, Field(max_length=40)]


class Stretch(Record):
    """A stretch of time to look at."""

    begin: Date = Field(alias="from")
    end: Date = Field(alias="to")
    label: Annotated[Line, Field(max_length=40)]


ROWS = "rows of its CSV file"


class Figure(Identified):
    """content/series/ID.yml: what a chart says, with the points that stand in ID.csv beside it."""

    name: Line  # a few words: what it is called in lists
    headline: Line  # the sentence that says what one sees
    subtitle: Prose  # what was counted, of what, by whom, in which unit
    alt: Prose
    as_of: Date
    belongs_to: Annotated[tuple[Reference, ...], Field(min_length=1)]
    also: tuple[AnyLine, ...] = ()  # what else readers call it: for the search alone
    series: Annotated[tuple[Series, ...], Field(min_length=1, max_length=3)]
    level: Level | None = None
    look_at: Stretch | None = None
    doubling: Flag = False  # a scale on which twice as much is as far everywhere, for what grew many times over
    facts: tuple[Fact, ...] = ()  # what one has to know of the counts
    points: SkipJsonSchema[tuple[Point, ...]] = Field(default=(), alias=ROWS, exclude=True)
    corrections: tuple[Correction, ...] = ()


class Name(Record):
    """Who made a source: a person by family and given name, or literal as it stands."""

    family: AnyLine | None = None
    given: AnyLine | None = None
    literal: AnyLine | None = None

    def __str__(self) -> str:
        """As it stands in a list from A to Z."""
        return self.literal or ", ".join(part for part in (self.family, self.given) if part)


class Source(Identified):
    """A bibliography record: CSL fields under their CSL names, then our own."""

    type: Literal[
        "webpage",
        "article-newspaper",
        "article-journal",
        "article-magazine",
        "book",
        "chapter",
        "report",
        "speech",
        "post-weblog",
        "entry-encyclopedia",
    ] = "webpage"
    title: AnyLine
    title_en: Line | None = None
    author: tuple[Name, ...] = ()
    publisher: AnyLine | None = None
    container_title: AnyLine | None = Field(default=None, alias="container-title")
    issued: Issued
    undated: Undated | None = None  # why issued is n.d.
    volume: AnyLine | None = None
    issue: AnyLine | None = None
    page: AnyLine | None = None
    DOI: Doi | None = None
    URL: Url | None = None
    language: Language
    side: Id  # the id of a party (its state), or an OtherSide
    kind: SourceKind
    checked: Day
    origin: Id | None = None
    weak: Weak | None = None

    @property
    def title_language(self) -> str:
        """That of the title as it stands here: in square brackets it is our description."""
        return "en" if self.title.startswith("[") else self.language

    @property
    def made_by(self) -> str:
        """Under what a source is looked up: its authors, family names first, or else who published it."""
        return "; ".join(map(str, self.author)) or self.publisher or self.container_title or self.title


class Party(Record):
    """A state that the statement speaks of as one of its sides."""

    id: Id
    name: Line
    state: Line  # how sources of this state are labelled: "Chinese state"


class Person(Record):
    """Who speaks, or with whom."""

    name: Line
    family: Line | None = None  # the family name, where it is not the last word of the name
    role: Line
    term: Id | None = None

    @model_validator(mode="after")
    def _family_in_name(self) -> Self:
        if self.family and self.family not in self.name.split():
            raise ValueError(f'family "{self.family}" is no word of the name "{self.name}"')
        return self

    @property
    def inverted(self) -> str:
        """The name as in a list: "Wang, Yi"."""
        *others, last = self.name.split()
        family = self.family or last
        given = " ".join(word for word in (*others, last) if word != family)
        return f"{family}, {given}" if given else family


class Beginning(Record):
    """Where something begins in statement.txt: the line, and the first words of it, which may stand inside the line."""

    line: Annotated[Number, Field(ge=1)]
    begins: Words


class Structure(Record):
    """How statement.txt is cut: proposed by `build.py new`, confirmed by an editor, compared with the text in each build.

    Each line is a passage, but for title, head and foot. No points at all make a text of paragraphs.
    """

    title: Beginning | None = None
    untitled: Line | None = None  # what to call a text that has no title
    head: tuple[Beginning, ...] = ()  # lines before or after the title that are no passages: date, place, who speaks
    points: Annotated[tuple[Beginning, ...], Field(max_length=MAX_POINTS)] = ()
    closing: Beginning | None = None  # what follows the last point and belongs to none
    questions: Beginning | None = None  # where questions and answers begin
    foot: tuple[Beginning, ...] = ()  # lines below the text that are no passages: signatures, date
    wrapped: Flag = False  # a passage goes on until a blank line; its lines are joined
    passages: tuple[Beginning, ...] = ()  # further places at which a passage begins
    unsure: tuple[Words, ...] = ()  # questions of `build.py new`; answered above, each is deleted

    @model_validator(mode="after")
    def _one_title(self) -> Self:
        if (self.title is None) == (self.untitled is None):
            raise ValueError("has a title, or else says under untitled what to call the text")
        return self

    def beginnings(self) -> Iterator[tuple[str, Beginning]]:
        """Every beginning with the name of its field."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Beginning):
                    yield name, one


OF_SECTION = "what it is in the text"


class Section(Record):
    """The opening, a point or what follows the points, as told in statement.yml."""

    number: Annotated[Number, Field(ge=0, le=MAX_SECTION)]
    slug: Id
    title: Line
    line: Prose
    gist: tuple[Fact, ...] = ()
    part: SkipJsonSchema[Part] = Field(default="point", alias=OF_SECTION, exclude=True)

    @property
    def is_point(self) -> bool:
        return self.part == "point"

    @property
    def numbered(self) -> str:
        """What readers call it: "2. Mutually beneficial cooperation", or "Opening"."""
        return f"{self.number}. {self.title}" if self.is_point else self.title


class Overview(Record):
    """The whole text in a few facts: what it says, what it does not, why it matters today, what came of it."""

    says: tuple[Fact, ...] = ()
    leaves_out: tuple[Fact, ...] = ()
    matters: tuple[Fact, ...] = ()
    came_of_it: tuple[Fact, ...] = ()


class CitedAs(Record):
    """How the statement is named in a citation, where no author can be asserted."""

    title: Line | None = None  # the headline without what a collection put before it; else the whole headline
    short_title: Line  # its first words, for citations in running text
    description: Prose  # "readout of remarks by ...": place and date are added
    publisher: Line | None = None  # left out where it could not be established
    # For a short note, behind the speaker's name and in brackets: "remarks to the press with ..."; "readout".
    remarks: Line | None = None
    form: Line | None = None


class Collection(Record):
    """collection.yml: what is said of several statements together."""

    name: Line
    summary: Prose


def _or_todo(value: Any) -> Any:
    """A draft's pages have a day, too, while the real one is still to be written."""
    return "1970-01-01" if isinstance(value, str) and MARK.match(value) else value


class About(Record):
    """statement.yml: what is known about the text as a whole."""

    name: Line
    label: Line
    sha256: Sha256
    speaker: Person
    counterpart: Person | None = None
    parties: tuple[Party, ...] = ()
    occasion: Prose
    date: Annotated[Day, BeforeValidator(_or_todo)]
    place_name: Line
    summary: Prose
    editors: tuple[Line, ...] = ()  # who stands behind the site ...
    contact: Mail | None = None  # ... how to write to them ...
    repository: Url | None = None  # ... and where its content is kept, if that is public
    shared: Line | None = None  # the folder of terms and sources that it shares with other statements, from content/
    cited_as: CitedAs | None = None
    occasion_facts: tuple[Fact, ...] = ()
    overview: Overview = Overview()
    provenance: Annotated[tuple[Fact, ...], Field(min_length=1)]
    structure: Structure
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _numbers_once(self) -> Self:
        numbers = [s.number for s in self.sections]
        if len(set(numbers)) != len(numbers):
            raise ValueError(f"a number stands twice in sections: {numbers}")
        return self

    def cut_as(self, parts: Mapping[int, Part]) -> Self:
        """The same, its sections knowing what they are in the text."""
        told = (s.model_copy(update={"part": parts.get(s.number, s.part)}) for s in self.sections)
        return self.model_copy(update={"sections": tuple(told)})
