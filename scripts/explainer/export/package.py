"""The description of the tables: a Frictionless data package, with the dictionary of every column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explainer.editions.snapshot import Imprint
from explainer.export.tables import Column, Table
from explainer.export.written import LICENCE
from explainer.site import Site

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FORMULAS = (
    "A text that a spreadsheet would take for a formula (it begins with =, +, -, @ or a tab) has an apostrophe before it; "
    "the JSON Lines have the text as it is."
)
_TYPES = {"time": "string", "list": "string"}
_TIME = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


@dataclass(frozen=True)
class Described:
    """A table in its CSV file."""

    table: Table[Any]
    path: str  # beside the description
    size: int  # bytes
    sha256: str


def description(site: Site, imprint: Imprint, found: Sequence[Described]) -> str:
    """The text of datapackage.json."""
    about = site.content.about
    data: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "annotations",
        "title": about.name,
        "description": f"{about.summary} {FORMULAS}",
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}],
    }
    if site.site_url:
        data["homepage"] = site.site_url
    if imprint.number and imprint.date:
        data |= {"version": imprint.label.removeprefix("edition "), "created": f"{imprint.date}T00:00:00Z"}
    names = {one.table.name for one in found}
    return (
        json.dumps(data | {"resources": [_resource(one, names) for one in found]}, ensure_ascii=False, indent=1) + "\n"
    )


def _resource(one: Described, names: set[str]) -> dict[str, Any]:
    return {
        "name": one.table.name,
        "description": one.table.about,
        "path": one.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.size,
        "hash": f"sha256:{one.sha256}",
        "schema": _schema(one.table, names),
    }


def _schema(table: Table[Any], names: set[str]) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": column.refers_to, "fields": ["id"]}}
        for column in table.columns
        if column.refers_to in names
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": ["id"],
        "missingValues": [""],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column[Any]) -> dict[str, Any]:
    about = column.explained + (", apart by spaces" if column.type == "list" else "")
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": about}
    bounds: dict[str, Any] = {"required": True} if column.name in ("id", "address") else {}
    if column.codes:
        bounds["enum"] = list(column.codes)
    if column.type == "time":
        bounds["pattern"] = _TIME
    return field | ({"constraints": bounds} if bounds else {})
