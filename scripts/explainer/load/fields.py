"""Every key of the content files in words, from the JSON Schemas: what content/README.md has between its marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from explainer.load.messages import FORMS
from explainer.load.schema import FILES, KINDS, schema
from explainer.load.values import Date, Day, Doi, Issued, Url

BEGIN = "<!-- Written by `build.py schema`; not to be edited. -->\n"
END = "<!-- End of what is written. -->\n"
# Forms that a validator of ours tells of.
_CHECKED_BY: tuple[tuple[Any, str], ...] = (
    (Date, "a year, month or day (2022-06-07)"),
    (Day, "a day (2022-06-07)"),
    (Issued, "a year, month or day, or n.d."),
    (Url, "a web address (https://...)"),
    (Doi, "a DOI (10.1093/ia/iiaa061)"),
)
_CHECKED = {kind.__metadata__[-1].json_schema["pattern"]: words for kind, words in _CHECKED_BY}


def inserted(text: str) -> str:
    """A text with what stands between the marks written anew."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{reference()}\n{END}{rest.partition(END)[2]}"


def reference() -> str:
    """A table for each file, then for each record in it that no file before had."""
    shown: set[str] = set()
    return "\n".join(table for kind in KINDS for table in _of_kind(kind, shown))


def _of_kind(kind: str, shown: set[str]) -> Iterator[str]:
    told = schema(kind)
    records = {"": told, **told.get("$defs", {})}
    several = "$ref" in str(told.get("items", ""))
    for name, record in records.items():
        if not name:
            table = f"A list. Each item is a {_linked(told['items']['$ref'])}.\n" if several else _told(record)
            yield f"### `{FILES[kind]}`\n\n{table}"
        elif name not in shown:
            shown.add(name)
            yield f"#### {name}\n\n{_told(record)}"


def _told(record: dict[str, Any]) -> str:
    """What a record is, and a table of its keys."""
    needed = record.get("required", ())
    rows = (
        f"| `{key}`{' (needed)' if key in needed else ''} | {_holds(value)} |"
        for key, value in record["properties"].items()
    )
    return "\n".join([record["description"], "", "| key | holds |", "|---|---|", *rows, ""])


def _holds(value: dict[str, Any]) -> str:
    """What may stand behind a key."""
    if "$ref" in value:
        return _linked(value["$ref"])
    if alternatives := value.get("anyOf"):
        return " or ".join(_holds(one) for one in alternatives if one != {"type": "null"})
    if "items" in value:
        return f"a list: {_holds(value['items'])}"
    if codes := [code for code in value.get("enum", ()) if code is not None]:
        return "`true` or `false`" if True in codes else ", ".join(f"`{code}`" for code in codes)
    form = value.get("pattern", "")
    if "minimum" in value and form not in _CHECKED:
        return f"a number from {value['minimum']}{f' to {most}' if (most := value.get('maximum')) else ''}"
    return (
        _CHECKED.get(form)
        or FORMS.get(form, "").removeprefix("of ")
        or value.get("description", "a number").partition(":")[0]
    )


def _linked(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"
