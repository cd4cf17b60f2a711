"""Files for reference managers: a thing that can be cited as BibTeX, RIS and CSL-JSON.

The title stands alone in its field. What the thing is, who speaks and where it was read go where the format has a place;
no field holds more than 150 characters of ours. Zotero is the reader that these forms were chosen for: all three come
out as a web page, and its BibTeX importer knows one only as @online.
"""

from __future__ import annotations

import json
from typing import Any

from explainer.cite.places import date
from explainer.cite.records import Citable
from explainer.editions.snapshot import Imprint
from explainer.text.prose import capital

Record = dict[str, Any]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def files(thing: Citable, imprint: Imprint) -> dict[str, str]:
    """The thing in every format: path in docs/ -> text. The date of access is that of the edition."""
    record = csl_json(thing, imprint)
    return {
        f"{thing.stem}.bib": bibtex(record),
        f"{thing.stem}.ris": ris(record),
        f"{thing.stem}.csl.json": json.dumps([record], ensure_ascii=False, indent=2) + "\n",
    }


def csl_json(thing: Citable, imprint: Imprint) -> Record:
    """The thing in CSL-JSON, with what has a value.

    An edition is part of what our page is ("glossary entry, edition 2026.1"); of the statement, a place where it was read.
    """
    ours = thing.what == "page"
    what = ", ".join(filter(None, (thing.described, thing.edition if ours else "")))
    record = {
        "id": thing.key,
        "type": "webpage",
        "title": thing.title,
        "title-short": thing.short_title if thing.short_title != thing.title else None,
        "genre": what,
        "container-title": thing.site if ours else None,
        "contributor": [{"literal": thing.speaker.name}] if thing.speaker else None,
        "publisher": thing.publisher,
        "issued": date(thing.day) if thing.day else None,
        "accessed": date(imprint.date) if imprint.date else None,
        "URL": thing.known_address,
        "language": "en",
        "abstract": f"“{thing.quotation}”" if thing.quotation else None,
        "note": None if ours else _note(thing),
    }
    return {name: value for name, value in record.items() if value}


def _note(thing: Citable) -> str:
    told = [
        f"Speaker: {thing.speaker.name}" if thing.speaker else None,
        None if thing.publisher else "Publisher not established",
        f"Via {thing.read_in}",
        f"Cited: {thing.locator}" if thing.locator else None,
    ]
    return ". ".join(filter(None, told))


def bibtex(record: Record) -> str:
    """A CSL-JSON record as a BibTeX entry, for biblatex, and for BibTeX, whose styles take @online for @misc."""
    issued = record.get("issued", {}).get("date-parts", [[]])[0]
    fields: dict[str, str | None] = {
        "title": f"{{{latex(record['title'])}}}",
        "shorttitle": f"{{{latex(record['title-short'])}}}" if "title-short" in record else None,
        "organization": latex(record.get("container-title", "")),
        "publisher": latex(record.get("publisher", "")),
        "year": str(issued[0]) if issued else None,
        "month": MONTHS[issued[1] - 1] if issued else None,
        "date": _day(record, "issued", "-"),
        "note": latex(capital(record.get("genre", ""))),
        "annote": latex(record.get("note", "")),
        "abstract": latex(record.get("abstract", "")),
        "url": record.get("URL"),
        "urldate": _day(record, "accessed", "-"),
        "langid": "english",
    }
    lines = [
        f"  {name:<12} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value
    ]
    return f"@online{{{record['id']},\n" + "\n".join(lines) + "\n}\n"


_LATEX = {c: "\\" + c for c in "&%$#_{}"} | {
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}",
}


def latex(text: str) -> str:
    """A text with what TeX takes for commands escaped; braces too, so that those around it stay in pairs."""
    return "".join(_LATEX.get(c, c) for c in text)


def ris(record: Record) -> str:
    """A CSL-JSON record as RIS, type ELEC (web page), lines ended as the format asks."""
    issued = _day(record, "issued", "/")
    lines = [
        ("TY", "ELEC"),
        ("ID", record["id"]),
        ("TI", record["title"]),
        ("ST", record.get("title-short")),
        ("T2", record.get("container-title")),
        ("M3", record.get("genre")),
        ("PB", record.get("publisher")),
        ("PY", issued[:4] if issued else None),
        ("DA", issued),
        ("Y2", _day(record, "accessed", "/")),
        ("UR", record.get("URL")),
        ("LA", record["language"]),
        ("AB", record.get("abstract")),
        ("N1", record.get("note")),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def _day(record: Record, key: str, separator: str) -> str | None:
    day = record.get(key)
    return separator.join(f"{part:02}" for part in day["date-parts"][0]) if day else None
