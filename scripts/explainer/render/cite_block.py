"""The cite block of a page: each thing that can be cited there in every style, and as BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainer.cite.records import NOWHERE, Citable
from explainer.cite.styles import STYLES, Cited
from explainer.editions.snapshot import Imprint
from explainer.render.page import Page
from explainer.text.dates import FORMS, in_form
from explainer.text.markdown import from_html

_CYRILLIC = re.compile(r"[\u0400-\u04ff]+(?:\s+[\u0400-\u04ff]+)*")


@dataclass(frozen=True)
class Offer:
    """What a template prints for one thing: `rows` are (style id, style, [(what it is called, Markdown)])."""

    thing: Citable
    rows: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    files: tuple[tuple[str, str], ...]  # (name, address)


def offers(
    page: Page, things: Sequence[Citable], cited: Mapping[str, Mapping[str, Cited]], imprint: Imprint
) -> list[Offer]:
    """The cite block of `page`, whose `things` were rendered into `cited`."""
    result = []
    for thing in things:
        rows = []
        for style in STYLES:
            one = cited[thing.key][style.id]
            parts = ((style.citation, one.citation), (style.reference, one.reference))
            shown = tuple((name, _filled_in(page, thing, text, imprint)) for name, text in parts)
            rows.append((style.id, style.name, shown))
        files = tuple((name, page.to(thing.stem + suffix)) for name, suffix in _FORMATS)
        result.append(Offer(thing, tuple(rows), files))
    return result


_FORMATS = (("BibTeX", ".bib"), ("RIS", ".ris"), ("CSL-JSON", ".csl.json"))


def _filled_in(page: Page, thing: Citable, text: str, imprint: Imprint) -> str:
    """The citation as Markdown, the address and the date of access as elements that the browser can bring up to date."""
    address = html.escape(thing.record["URL"])
    shown = "[web address]" if address.startswith(NOWHERE) else address
    own = page.to(thing.file) if address.startswith(NOWHERE) else address
    text = _CYRILLIC.sub(r'<span lang="ru">\g<0></span>', text)
    text = text.replace(address, f'<a class="address" href="{own}">{shown}</a>')
    accessed = _accessed(thing)
    for form in FORMS:
        date = in_form(imprint.date, form) if imprint.date else "[date of access]"
        text = text.replace(in_form(accessed, form), f'<em class="accessed" data-form="{form}">{date}</em>')
    assert accessed[:4] not in text, f"an access date in a form that FORMS does not know: {text}"
    return from_html(text)


def _accessed(thing: Citable) -> str:
    """The date of access that stands in rendered citations (see `records`), as 2999-12-30."""
    accessed = _day(thing.record, "accessed", "-")
    assert accessed
    return accessed


def as_text(thing: Citable, text: str, imprint: Imprint) -> str:
    """A rendered citation as plain text, for data files: the edition's date as that of access, no address if unknown."""
    text = text.replace(html.escape(thing.record["URL"]), _address(thing) or "[web address]")
    accessed = _accessed(thing)
    for form in FORMS:
        date = in_form(imprint.date, form) if imprint.date else "[date of access]"
        text = text.replace(in_form(accessed, form), date)
    return html.unescape(re.sub(r"</?em>", "", text))


def in_data(thing: Citable, cited: Mapping[str, Cited], imprint: Imprint) -> dict[str, dict[str, str]]:
    """Every style of one thing as plain text, for the JSON twin of a card."""
    return {
        style.id: {
            "citation": as_text(thing, cited[style.id].citation, imprint),
            "reference": as_text(thing, cited[style.id].reference, imprint),
        }
        for style in STYLES
    }


# --- files for reference managers ---------------------------------------------------------------------------------------


def files(thing: Citable, imprint: Imprint) -> dict[str, str]:
    """The thing as BibTeX, RIS and CSL-JSON: path in docs/ -> text. The date of access is that of the edition."""
    record = _record(thing, imprint)
    return {
        f"{thing.stem}.bib": bibtex(record),
        f"{thing.stem}.ris": ris(record),
        f"{thing.stem}.csl.json": json.dumps([record], ensure_ascii=False, indent=2) + "\n",
    }


def _address(thing: Citable) -> str | None:
    url: str = thing.record["URL"]
    return None if url.startswith(NOWHERE) else url


def _record(thing: Citable, imprint: Imprint) -> dict[str, Any]:
    record = {key: value for key, value in thing.record.items() if key not in ("URL", "accessed")}
    if url := _address(thing):
        record["URL"] = url
    if imprint.date:
        record["accessed"] = {"date-parts": [[int(part) for part in imprint.date.split("-")]]}
    return record


def _day(record: Mapping[str, Any], key: str, separator: str) -> str | None:
    date = record.get(key)
    return separator.join(f"{part:02}" for part in date["date-parts"][0]) if date else None


def bibtex(record: Mapping[str, Any]) -> str:
    """A CSL-JSON record as a BibTeX entry: @misc with url and urldate, which BibTeX styles and biblatex both read."""
    issued = record.get("issued", {}).get("date-parts", [[]])[0]
    fields: dict[str, str | None] = {
        "title": f"{{{_latex(record['title'])}}}",
        "shorttitle": f"{{{_latex(record['title-short'])}}}" if "title-short" in record else None,
        "howpublished": _latex(record["container-title"]) if "container-title" in record else None,
        "publisher": _latex(record["publisher"]) if "publisher" in record else None,
        "year": str(issued[0]) if issued else None,
        "date": _day(record, "issued", "-"),
        "note": _latex(record["note"]) if "note" in record else None,
        "url": record.get("URL"),
        "urldate": _day(record, "accessed", "-"),
        "langid": "english",
    }
    if issued:
        fields["month"] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"][
            issued[1] - 1
        ]
    lines = [
        f"  {name:<12} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value
    ]
    return f"@misc{{{record['id']},\n" + "\n".join(lines) + "\n}\n"


_LATEX = {c: "\\" + c for c in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def _latex(text: str) -> str:
    return "".join(_LATEX.get(c, c) for c in text)


def ris(record: Mapping[str, Any]) -> str:
    """A CSL-JSON record as RIS, type ELEC (web page), lines ended as the format asks."""
    issued = _day(record, "issued", "/")
    lines = [
        ("TY", "ELEC"),
        ("ID", record["id"]),
        ("TI", record["title"]),
        ("ST", record.get("title-short")),
        ("T2", record.get("container-title")),
        ("PB", record.get("publisher")),
        ("PY", issued[:4] if issued else None),
        ("DA", issued),
        ("Y2", _day(record, "accessed", "/")),
        ("UR", record.get("URL")),
        ("LA", record["language"]),
        ("N1", record.get("note")),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"
