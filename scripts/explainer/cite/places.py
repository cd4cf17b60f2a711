"""Where each citation style has a place for what is known of a thing, by its manual, in the variables of its CSL file.

The styles of the Zotero repository print different variables of a web page. A record for one style is what a careful
reader of its manual would enter for that style; a processor does the rest. Section numbers are those of the manuals.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explainer.cite.records import Citable
from explainer.text.prose import capital

Record = dict[str, Any]


def listed(thing: Citable, style: str) -> Record:
    """The record (CSL-JSON without id) from which a style sets the entry in the list of references, and a note."""
    return _common(thing) | _PLACES[style](thing)


def in_text(thing: Citable, style: str) -> Record:
    """The same for a citation in running text: the short title alone, found again at the head of the entry.

    (APA 7, 8.14 and 9.12; MLA 9, chapter 6; CMOS 18, 14.104, where a page without an author goes by its site.)
    """
    record = listed(thing, style) | {"title": thing.short_title}
    record.pop("medium", None)  # Harvard prints it behind every title
    if "container-title" in record:
        record["container-title"] = thing.site_label
    return record


def _common(thing: Citable) -> Record:
    record: Record = {
        "type": "webpage",
        "title": thing.title,
        "URL": thing.address,
        "language": "en",
        "accessed": date(thing.accessed),
    }
    if thing.day:
        record["issued"] = date(thing.day)
    if thing.publisher:
        record["publisher"] = thing.publisher
    return record


def date(day: str) -> dict[str, list[list[int]]]:
    """A day (2022-06-07) in CSL-JSON."""
    return {"date-parts": [[int(part) for part in day.split("-")]]}


def _some(**values: str) -> Record:
    """The variables that have a value; an underscore stands for the hyphen in a variable's name."""
    return {name.replace("_", "-"): value for name, value in values.items() if value}


def _chicago(thing: Citable) -> Record:
    """CMOS 18, 14.104: a page goes by its site; a document read on a site of others names that site before the address."""
    if thing.what == "statement":
        return _some(genre=thing.described, archive=thing.read_in)
    return _some(genre=thing.described, container_title=thing.site, edition=thing.edition)


def _apa(thing: Citable) -> Record:
    """APA 7, 9.21-22: what it is, in square brackets, roman, in the list alone; 10.16: then the site."""
    return _some(genre=thing.described, container_title=thing.read_in)


def _mla(thing: Citable) -> Record:
    """MLA 9, 5.106-109: what it is follows the title; 5.102: another's work has this site as a second container."""
    if thing.what == "statement":
        return _some(genre=thing.described, source=thing.read_in)
    # 5.48-50: the version after the container, in small letters, which the style would make capital.
    edition = f'<span class="nocase">{thing.edition}</span>'
    return _some(genre=thing.described, container_title=thing.site, edition=edition)


def _harvard(thing: Citable) -> Record:
    """Cite Them Right 12: what it is, in square brackets after the title; the site in italics after the year."""
    return _some(medium=capital(thing.described), container_title=thing.read_in)


def _oscola(thing: Citable) -> Record:
    """OSCOLA 4, 3.4.6: the occasion, place and day of what was spoken, in brackets; 3.4.8: the site and day of a page."""
    if thing.what == "statement":
        return {"type": "speech"} | _some(event=thing.description or "", event_place=thing.place or "")
    return _some(container_title=thing.read_in)


def _gb_t(thing: Citable) -> Record:
    """GB/T 7714-2015, 4.6: other title information after a colon, before [EB/OL]. The style takes it from `number`."""
    via = "via " if thing.what == "statement" else ""
    return _some(number=", ".join(filter(None, (thing.described, via + thing.read_in))))


def _gost(thing: Citable) -> Record:
    """GOST R 7.0.5-2008, 10, and R 7.0.100-2018, 7.3: the part and what it is // the whole. Its edition. Year. Day."""
    return _some(genre=thing.described, container_title=thing.site, edition=thing.edition)


_PLACES: dict[str, Callable[[Citable], Record]] = {
    "chicago-notes": _chicago,
    "chicago-author-date": _chicago,
    "apa": _apa,
    "mla": _mla,
    "harvard": _harvard,
    "oscola": _oscola,
    "gb-t-7714": _gb_t,
    "gost": _gost,
    "gost-7-0-100": _gost,
}
