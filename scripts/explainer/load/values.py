"""What single values of the content look like: ids, dates, addresses, and the codes that stand for labels."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from explainer.load.textfile import named

# Years of which one may speak; what stands for "never" elsewhere (9999) is none.
_DATE = r"^(1\d|2[01])\d{2}(-\d{2}(-\d{2})?)?$"
_DOI = r"^10\.\d{4,9}/\S+$"
_URL = r"^https?://[^\s<>\"'`\\{}|^]+$"


def _edtf(value: str) -> str:
    """A day, month or year as 2022-06-07, 2022-06 or 2022; it must exist in the calendar."""
    if not re.fullmatch(_DATE, value):
        if re.fullmatch(r"\d{4}(-\d{2}){,2}", value):
            raise ValueError(f'the year of "{value}" is none of which one can speak; write one from 1000 to 2199')
        raise ValueError(f'"{value}" is not a date; write 2022-06-07, 2022-06 or 2022')
    try:
        date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    except ValueError:
        raise ValueError(f'there is no date "{value}" in the calendar') from None
    return value


def _day(value: str) -> str:
    if len(_edtf(value)) != 10:
        raise ValueError(f'"{value}" names no day; write 2022-06-07')
    return value


def _issued(value: str) -> str:
    if value != "n.d." and not re.fullmatch(r"\d{4}(-\d{2}){,2}", value):
        raise ValueError(f'"{value}" is not a date; write 2022-06-07, 2022-06, 2022 or n.d.')
    return value if value == "n.d." else _edtf(value)


def _http(value: str) -> str:
    if match := re.match(r"https?://[^\s<>\"'`\\{}|^]+([<>\"'`\\{}|^ ])", value):
        raise ValueError(f'"{value}" holds {named(match[1])}; write %{ord(match[1]):02X} for it')
    if not re.fullmatch(_URL, value):
        raise ValueError(f'"{value}" is not a web address (http:// or https://, no spaces, quotes or angle brackets)')
    return value


def _doi(value: str) -> str:
    if not re.fullmatch(_DOI, value):
        found = re.search(_DOI.strip("^$"), value)
        raise ValueError(f'"{value}" is not a DOI; write {found[0] if found else "10.1016/j.telpol.2024.102878"}')
    return value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,4}", value):
        raise ValueError(f'"{value}" is not a whole number')
    return value


def _true_or_false(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError(f'"{value}" is neither true nor false')
        return value == "true"
    return value


# Every value is text to us. To the YAML plugin of an editor `issued: 2022` is a number: the schemas allow that too.
_YEAR = {"type": ["string", "integer"], "minimum": 1000, "maximum": 2199}

ID_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PASSAGE_FORM = r"^p\d{1,2}\.\d{1,3}$"
Id = Annotated[str, StringConstraints(pattern=ID_FORM, max_length=60)]
PassageId = Annotated[str, StringConstraints(pattern=PASSAGE_FORM)]
EditionNumber = Annotated[str, StringConstraints(pattern=r"^\d{4}\.[1-9]\d?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# Below the site's root, as readers have it: pillars/2-bridges/#p2.3; empty for the start page.
Address = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9.-]*/)*(#[a-z0-9][a-z0-9.-]*)?$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)?$")]
Reference = Annotated[str, StringConstraints(pattern=r"^(term|note|commitment):[a-z0-9-]+$")]
Date = Annotated[str, AfterValidator(_edtf), WithJsonSchema(_YEAR | {"pattern": _DATE})]
Day = Annotated[
    str, AfterValidator(_day), WithJsonSchema({"type": "string", "pattern": r"^(1\d|2[01])\d{2}-\d{2}-\d{2}$"})
]
Issued = Annotated[str, AfterValidator(_issued), WithJsonSchema(_YEAR | {"pattern": rf"{_DATE}|^n\.d\.$"})]
Url = Annotated[str, AfterValidator(_http), WithJsonSchema({"type": "string", "pattern": _URL})]
Mail = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
Doi = Annotated[str, AfterValidator(_doi), WithJsonSchema({"type": "string", "pattern": _DOI})]
Number = Annotated[int, BeforeValidator(_whole_number)]
Flag = Annotated[bool, BeforeValidator(_true_or_false)]
SOURCES = "sources"  # marks a field that lists ids of sources
Cites = Annotated[tuple[Id, ...], SOURCES]
CitesSome = Annotated[Cites, Field(min_length=1)]
Mood = Literal[
    "has-done",
    "announced",
    "agreed",
    "will",
    "should",
    "ready-to",
    "welcomes",
    "supports",
    "imperative",
    "efforts",
    "reports",
]
NoteKind = Literal["context", "wording", "follow-up", "reading"]
Category = Literal["person", "place", "organisation", "mechanism", "initiative", "transport", "slogan", "concept"]
SourceKind = Literal["primary", "agency", "press", "scholarly", "reference"]
OtherSide = Literal["other-state", "international-organisation", "press", "scholarly", "reference"]
OtherBound = Literal["others", "nobody-named"]
Speaker = Literal["narrator", "speaker", "both"]
Time = Literal["past", "present", "future", "open"]
Checkable = Literal["yes", "in-part", "no"]
Weak = Literal["mirror", "machine-translation", "reference-site", "excerpt"]
CommitmentKind = Literal["pledge", "continuing", "announced-as-done"]
# What a commitment of each kind may come to.
PledgeStatus = Literal["fulfilled", "partly", "in-progress", "overtaken", "no-evidence", "not-checkable", "not-checked"]
ContinuingStatus = Literal["in-progress", "overtaken", "no-evidence", "not-checkable", "not-checked"]
ClaimStatus = Literal[
    "confirmed", "confirmed-in-part", "accounts-differ", "no-evidence", "not-checkable", "not-checked"
]
Status = Literal[PledgeStatus, ContinuingStatus, ClaimStatus]
STATUSES_OF: dict[CommitmentKind, tuple[Status, ...]] = {
    "pledge": get_args(PledgeStatus),
    "continuing": get_args(ContinuingStatus),
    "announced-as-done": get_args(ClaimStatus),
}
