"""Everything that can be taken away, as files: which there are in this edition, and what is said of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explainer.editions.snapshot import Imprint
from explainer.export import bibliography, skos, tei, web_annotations
from explainer.export.package import Described, description
from explainer.export.tables import at, tables
from explainer.export.written import as_csv, as_json_lines
from explainer.site import Site

FOLDER = "data"
DICTIONARY = "datapackage.json"


@dataclass(frozen=True)
class File:
    """What is said of a file: its name in FOLDER, what it holds, how many things, bytes, checksum."""

    name: str
    about: str
    media: str
    count: str  # "97 rows"
    size: int
    sha256: str

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.name}"


Made = tuple[File, str]  # a file and its text


def _made(name: str, about: str, media: str, count: str, text: str) -> Made:
    raw = text.encode()
    return File(name, about, media, count, len(raw), hashlib.sha256(raw).hexdigest()), text


def files(site: Site, imprint: Imprint) -> Iterator[Made]:
    """Every file for which this edition has something."""
    yield from _tables(site, imprint)
    if site.sources:
        yield from _bibliography(site)
    if site.terms:
        yield from _vocabulary(site, imprint)
    if site.note_by_id:
        yield _annotations(site, imprint)
    yield _tei(site, imprint)
    yield from _editions(site)


def _tables(site: Site, imprint: Imprint) -> Iterator[Made]:
    described = []
    for table in tables(site):
        rows = list(table.values())
        count = counted(len(rows), "row")
        file, text = _made(f"{table.name}.csv", table.about, "text/csv", count, as_csv(table.header, rows))
        described.append(Described(table, file.name, file.size, file.sha256))
        yield file, text
        lines = as_json_lines(table.header, rows)
        yield _made(f"{table.name}.jsonl", table.about, "application/jsonl", count, lines)
    about = "Dictionary of every column of every table (Frictionless data package)"
    text = description(site, imprint, described)
    yield _made(DICTIONARY, about, "application/json", counted(len(described), "table"), text)


def _bibliography(site: Site) -> Iterator[Made]:
    sources = list(site.sources.values())
    about, count = "The bibliography for reference managers: BibTeX and CSL-JSON", counted(len(sources), "entry")
    yield _made("sources.bib", about, "application/x-bibtex", count, bibliography.bibtex(sources))
    media = "application/vnd.citationstyles.csl+json"
    yield _made("sources.csl.json", about, media, count, bibliography.csl_json(sources))


def _vocabulary(site: Site, imprint: Imprint) -> Iterator[Made]:
    about, count = "The glossary as a vocabulary: SKOS, in Turtle and JSON-LD", counted(len(site.terms), "concept")
    yield _made("glossary.ttl", about, "text/turtle", count, skos.turtle(site, imprint))
    yield _made("glossary.jsonld", about, "application/ld+json", count, skos.json_ld(site, imprint))


def _annotations(site: Site, imprint: Imprint) -> Made:
    about = "The notes as W3C Web Annotations, on the text file of the statement"
    count = counted(len(site.note_by_id), "annotation")
    media = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    return _made("notes.annotations.jsonld", about, media, count, web_annotations.collection(site, imprint))


def _tei(site: Site, imprint: Imprint) -> Made:
    about = "The statement with its notes, which stand off: TEI P5"
    count = counted(len(site.content.statement.passages), "passage")
    return _made("statement.tei.xml", about, "application/tei+xml", count, tei.document(site, imprint))


def _editions(site: Site) -> Iterator[Made]:
    cut = site.content.editions
    if cut:
        about = "The editions, each with the address of its own data (links by the relations of RFC 5829)"
        text = json.dumps({"editions": [_edition(site, n) for n in range(len(cut))]}, indent=1) + "\n"
        yield _made("editions.json", about, "application/json", counted(len(cut), "edition"), text)


def _edition(site: Site, n: int) -> dict[str, Any]:
    cut = site.content.editions
    links = {"item": n, "predecessor-version": n - 1, "successor-version": n + 1, "latest-version": len(cut) - 1}
    found = [
        {"rel": rel, "href": at(site, f"changes/{cut[to].edition}.json"), "type": "application/json"}
        for rel, to in links.items()
        if 0 <= to < len(cut)
    ]
    history = {"rel": "version-history", "href": at(site, "changes/"), "type": "text/html"}
    return {"edition": cut[n].edition, "date": cut[n].date, "links": [*found, history]}


def counted(number: int, what: str) -> str:
    """1 row, 2 rows."""
    several = f"{what.removesuffix('y')}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else several}"
