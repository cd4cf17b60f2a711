"""What can be cited here, as CSL records. Two things are told apart: the statement, and our pages about it.

The statement has no known author or publisher and is cited by its title, with what it is in square brackets; a passage
is a place in it ("para. 2.3"). Our pages are cited by their own titles, in this edition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from explainer.addresses import card_file, file_of, section_file, url
from explainer.editions.snapshot import Imprint
from explainer.load.statement import Passage
from explainer.site import Site
from explainer.text.dates import spoken

# The date of access must be a date for a style to set it, and be found again in any style, to be replaced by the
# reader's own: 30 December of the first of these years whose digits stand in no record.
_YEARS = range(2999, 999, -1)
# The root of addresses while nobody has said where the site will be.
NOWHERE = "https://address.invalid/"


@dataclass(frozen=True)
class Citable:
    """One thing to cite. `file`: the page in docs/ that its address leads to; `stem`: of its BibTeX, RIS and JSON files."""

    key: str
    what: str  # statement or page
    label: str  # what the reader is offered: "The statement, para. 2.3"
    file: str
    stem: str
    locator: str | None
    record: dict[str, Any]
    plain_title: str | None = None  # without the square brackets, for citations in running text


def citables(site: Site, imprint: Imprint) -> dict[str, list[Citable]]:
    """Everything that can be cited, by the page that offers it (its file in docs/), the statement before our page."""
    found: dict[str, list[Citable]] = {}
    things = list(_things(site, imprint))
    accessed = {"date-parts": [[_unused_year(things), 12, 30]]}
    for thing in things:
        found.setdefault(thing.file, []).append(replace(thing, record=thing.record | {"accessed": accessed}))
    return found


def _unused_year(things: Iterable[Citable]) -> int:
    words = " ".join(f"{json.dumps(t.record, ensure_ascii=False)} {t.plain_title} {t.locator}" for t in things)
    return next(year for year in _YEARS if str(year) not in words)


def _things(site: Site, imprint: Imprint) -> Iterator[Citable]:
    make = _Maker(site, imprint)
    yield make.statement("statement/index.md", None)
    yield make.page("statement/index.md", "The statement [text with numbered passages]")
    for section in site.sections():
        passages = site.content.statement.section(section.number)
        yield make.statement(section_file(section), _range(passages))
        yield make.page(section_file(section), f"{section.numbered} [text and editors' notes]")
    for passage in site.content.statement.passages:
        yield make.statement(card_file(passage), f"para. {passage.number}", passage.text)
        yield make.page(card_file(passage), f"Passage {passage.number} [editors' notes]")
    for term in site.terms.values():
        name = f"{term.name} ({term.abbreviations[0]})" if term.abbreviations else term.name
        yield make.page(file_of(site, "term", term.id), f"{name} [glossary entry]")
    for commitment in site.all_commitments.values():
        yield make.page(file_of(site, "commitment", commitment.id), f"{commitment.title} [entry on a commitment]")


def _range(passages: tuple[Passage, ...]) -> str:
    first, last = passages[0], passages[-1]
    return f"para. {first.number}" if first == last else f"paras. {first.number}–{last.number}"


@dataclass(frozen=True)
class _Maker:
    site: Site
    imprint: Imprint

    def statement(self, file: str, locator: str | None, quotation: str | None = None) -> Citable:
        about = self.site.content.about
        cited_as = about.cited_as
        description = cited_as.description if cited_as else f"Remarks by {about.speaker.name} at a {about.occasion}"
        publisher = cited_as.publisher if cited_as else None
        bracket = [f"{description}, {about.place_name}, {spoken(about.date)}"]
        if not publisher:
            bracket.append("publisher not established")
        bracket.append(f"via {about.name}, {self.imprint.label}")
        title = self.site.content.statement.title
        record = self._record(file, f"{title} [{'; '.join(bracket)}]", about.date)
        notes = [f"Speaker: {about.speaker.name}."]
        if locator:
            notes.append(f"Cited: {locator}" + (f": “{quotation}”" if quotation else "."))
        record["note"] = " ".join(notes)
        record["custom"] = {"speaker": about.speaker.name}
        if cited_as:
            record["title-short"] = cited_as.short_title
        if publisher:
            record["publisher"] = publisher
        label = f"The statement, {locator}" if locator else "The statement"
        return self._citable("statement", label, file, locator, record, title)

    def page(self, file: str, title: str) -> Citable:
        record = self._record(file, title, self.imprint.date)
        record["container-title"] = f"{self.site.content.about.name}, {self.imprint.label}"
        return self._citable("page", "Our page (editors’ notes)", file, None, record, None)

    def _record(self, file: str, title: str, issued: str | None) -> dict[str, Any]:
        record: dict[str, Any] = {
            "type": "webpage",
            "title": title,
            "URL": (self.site.site_url or NOWHERE) + url(file),
            "language": "en",
        }
        if issued:
            record["issued"] = {"date-parts": [[int(part) for part in issued.split("-")]]}
        return record

    def _citable(
        self, what: str, label: str, file: str, locator: str | None, record: dict[str, Any], title: str | None
    ) -> Citable:
        stem = f"{url(file).strip('/')}.{what}"
        key = stem.replace("/", "-")
        return Citable(key, what, label, file, stem, locator, record | {"id": key}, title)
