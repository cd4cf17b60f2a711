"""What single values of the content look like: ids, dates, addresses, and the codes that stand for labels."""

from __future__ import annotations

import ipaddress
import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from explainer.load.textfile import hidden, named
from explainer.problems import shorten

# Years of which one may speak; what stands for "never" elsewhere (9999) is none.
_DATE = r"^(1[0-9]|2[01])[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?$"
_WRITTEN = r"[0-9]{4}(-[0-9]{2}){,2}"  # as a date is written
# What no address holds as it is: white space, quotation marks, brackets that would end a link.
_UNFIT = r"\s<>\"'`\\{}|^"
_DOI = rf"^10\.[0-9]{{4,9}}/[^{_UNFIT}]+$"
# A user before an "@" is a host to a hurried reader: https://www.gov.cn@evil.example/
_URL = rf"^https?://[^{_UNFIT}/?#@]+([/?#][^{_UNFIT}]*)?$"
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}$)(?:{_LABEL}\.)+{_LABEL}|localhost", re.IGNORECASE)


def _edtf(value: str) -> str:
    """A day, month or year as 2022-06-07, 2022-06 or 2022; it must exist in the calendar."""
    if not re.fullmatch(_DATE, value):
        if re.fullmatch(_WRITTEN, value):
            raise ValueError(f'the year of "{value}" is none of which one can speak; write one from 1000 to 2199')
        raise ValueError(f'"{shorten(value)}" is not a date; write 2022-06-07, 2022-06 or 2022')
    try:
        date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
    except ValueError:
        raise ValueError(f'there is no date "{shorten(value)}" in the calendar') from None
    return value


def _day(value: str) -> str:
    if len(_edtf(value)) != 10:
        raise ValueError(f'"{shorten(value)}" names no day; write 2022-06-07')
    return value


def _issued(value: str) -> str:
    if value != "n.d." and not re.fullmatch(_WRITTEN, value):
        raise ValueError(f'"{shorten(value)}" is not a date; write 2022-06-07, 2022-06, 2022 or n.d.')
    return value if value == "n.d." else _edtf(value)


def web_address(value: str) -> str:
    """`value`, if it is an address that a browser can open. Raises ValueError, with what is wrong with it, if not."""
    if not (match := re.match(r"https?://([^/?#]*)", value)):
        raise ValueError(f'"{shorten(value)}" is not a web address; write http:// or https://, a host and a path')
    _check_characters(value)
    if wrong := _wrong_authority(match[1]):
        raise ValueError(f'"{shorten(value)}" {wrong}')
    return value


def _check_characters(value: str) -> None:
    """Raises ValueError on a character that no address holds as it is."""
    wrong = re.search(f"[{_UNFIT}]", value)
    at = wrong.start() if wrong else next(hidden(value), None)
    if at is not None:
        char = value[at]
        mend = f"write %{ord(char):02X} for it" if char.isascii() and char.isprintable() else "remove it"
        raise ValueError(f'"{shorten(value)}" holds {named(char)}; {mend}')


def _wrong_authority(authority: str) -> str:
    """What is wrong with the host and port of an address; nothing if they are as they should be."""
    if "@" in authority:
        return 'names a user before "@", which readers take for the host; leave it out'
    parts = re.fullmatch(r"(\[[^\]]*\]|[^:]*)(?::(.*))?", authority)
    host, port = parts.groups() if parts else (authority, None)
    if not host:
        return "names no host"
    if not host.isascii():
        return f"has a host in letters that can be taken for others; write {_in_ascii(host)}"
    if not _is_host(host):
        return f'names no host: "{shorten(host)}"'
    if port is not None and not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) <= 0xFFFF):
        return f'names no port: "{shorten(port)}"'
    return ""


def _is_host(host: str) -> bool:
    """Whether it is a domain name, localhost, or the number of a machine."""
    try:
        if host.startswith("["):
            return "%" not in host and bool(ipaddress.IPv6Address(host[1:-1]))
        if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", host.rpartition(".")[2], re.IGNORECASE):
            return bool(ipaddress.IPv4Address(host))
    except ValueError:
        return False
    return bool(_HOST.fullmatch(host))


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return "it in ASCII letters"


def _doi(value: str) -> str:
    if re.match(r"10\.[0-9]{4,9}/", value):
        _check_characters(value)
    if not re.fullmatch(_DOI, value):
        found = re.search(_DOI.strip("^$"), value)
        raise ValueError(
            f'"{shorten(value)}" is not a DOI; write {found[0] if found else "10.1016/j.telpol.2024.102878"}'
        )
    return value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,4}", value):
        raise ValueError(f'"{shorten(value)}" is not a whole number')
    return value


def _degrees(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,6})?", value):
        raise ValueError(f'"{shorten(value)}" is no number of degrees; write 44.22, or -9.14 for south and west')
    return value


def _true_or_false(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError(f'"{shorten(value)}" is neither true nor false')
        return value == "true"
    return value


# Every value is text to us. To the YAML plugin of an editor `issued: 2022` is a number: the schemas allow that too.
_YEAR = {"type": ["string", "integer"], "minimum": 1000, "maximum": 2199}

ID_FORM = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PASSAGE_FORM = r"^p[0-9]{1,2}\.[0-9]{1,4}$"
LONGEST_ADDRESS = 2000
_ADDRESS = StringConstraints(max_length=LONGEST_ADDRESS)
Id = Annotated[str, StringConstraints(pattern=ID_FORM, max_length=60)]
PassageId = Annotated[str, StringConstraints(pattern=PASSAGE_FORM)]
EditionNumber = Annotated[str, StringConstraints(pattern=r"^\d{4}\.[1-9]\d?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# Below the site's root, as readers have it: pillars/2-bridges/#p2.3; empty for the start page.
Address = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9.-]*/)*(#[a-z0-9][a-z0-9.-]*)?$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]
Reference = Annotated[str, StringConstraints(pattern=r"^(term|note|commitment):[a-z0-9-]{1,60}$")]
# What a topic leads to: also a chart, or a passage.
Answer = Annotated[
    str,
    StringConstraints(pattern=r"^((term|note|commitment|figure):[a-z0-9-]{1,60}|p[0-9]{1,2}\.[0-9]{1,4})$"),
]
# A page that shows something small: the start page, a passage's, a term's.
Shown = Annotated[str, StringConstraints(pattern=r"^(home|p[0-9]{1,2}\.[0-9]{1,4}|term:[a-z0-9-]{1,60})$")]
Date = Annotated[str, AfterValidator(_edtf), WithJsonSchema(_YEAR | {"pattern": _DATE})]
Day = Annotated[
    str,
    AfterValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^(1[0-9]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}$"}),
]
Issued = Annotated[str, AfterValidator(_issued), WithJsonSchema(_YEAR | {"pattern": rf"{_DATE}|^n\.d\.$"})]
Url = Annotated[str, _ADDRESS, AfterValidator(web_address), WithJsonSchema({"type": "string", "pattern": _URL})]
Mail = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", max_length=254)]
Doi = Annotated[str, _ADDRESS, AfterValidator(_doi), WithJsonSchema({"type": "string", "pattern": _DOI})]
Number = Annotated[int, BeforeValidator(_whole_number)]
Latitude = Annotated[float, BeforeValidator(_degrees), Field(ge=-90, le=90)]
Longitude = Annotated[float, BeforeValidator(_degrees), Field(ge=-180, le=180)]
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
# What a section of the statement is; a text without points is one "text".
Part = Literal["opening", "point", "text", "closing", "questions"]
NoteKind = Literal["context", "wording", "follow-up", "reading"]
Category = Literal["person", "place", "organisation", "mechanism", "initiative", "transport", "slogan", "concept"]
Seat = Literal["member", "partner", "observer", "unknown", "none"]
SourceKind = Literal["primary", "agency", "press", "scholarly", "reference"]
OtherSide = Literal["other-state", "international-organisation", "press", "scholarly", "reference"]
PlaceKind = Literal["city", "port", "crossing", "planned-crossing"]
GROUNDS = ("land", "sea")  # what words on the map may stand for, beside routes
Carrier = Literal["rail", "road"]
Way = Literal["rail", "shared", "sea", "planned"]
# How large a view of the map is drawn: for the width of a phone, a tablet, a desk.
Size = Literal["narrow", "middle", "wide"]
OtherBound = Literal["others", "nobody-named"]
Speaker = Literal["narrator", "speaker", "both"]
Time = Literal["past", "present", "future", "open"]
Checkable = Literal["yes", "in-part", "no"]
Weak = Literal["mirror", "machine-translation", "reference-site", "excerpt"]
# Why a source bears no date.
Undated = Literal["kept-current", "copy", "not-seen"]
# What a number of a series is, where it is not simply a count of the whole period.
Mark = Literal["computed", "at-least", "about", "disputed", "part", "planned", "not-found"]
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
