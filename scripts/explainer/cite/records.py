"""What can be cited here, and what is known of it. Two things are told apart: the statement, and our pages about it.

The statement has no known author and is cited by its title; a passage is a place in it ("para. 2.3"). Our pages are
cited by their own titles, in this edition. Where a style or a file format has a place for the rest (what the thing is,
where it was read, who speaks) is known to `styles` and to the files of reference managers, not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from typing import Any

from explainer.addresses import card_file, file_of, section_file, url
from explainer.editions.snapshot import Imprint
from explainer.load.model import About, Person, Term
from explainer.load.statement import Passage
from explainer.site import Site
from explainer.text.dates import spoken

# The date of access must be a date for a style to set it, and be found again in any style, to be replaced by the
# reader's own: 30 December of the first of these years whose digits stand in no record.
_YEARS = range(2999, 999, -1)
# The root of addresses while nobody has said where the site will be, and what readers see instead: on a page its script
# puts the page's own address there, also into the files that are taken from it (passages.js looks for these words).
NOWHERE = "https://address.invalid/"
UNKNOWN = "[web address]"


@dataclass(frozen=True)
class Citable:
    """One thing to cite. `file`: the page in docs/ that its address leads to."""

    what: str  # statement or page
    label: str  # what the reader is offered: "The statement, para. 2.3"
    file: str
    address: str  # below NOWHERE while the site's own is not known
    title: str
    short_title: str  # for citations in running text
    description: str | None  # what it is, as in the middle of a sentence: "glossary entry"
    day: str | None
    site: str  # the name of this site ...
    site_label: str  # ... and its short name
    edition: str  # "edition 2026.1"
    place: str | None = None  # where the words were said, ...
    speaker: Person | None = None  # ... by whom, ...
    publisher: str | None = None  # ... and who published them
    passages: tuple[str, ...] = ()  # the number of the passage cited, or of the first and the last
    quotation: str | None = None
    accessed: str = ""

    @property
    def stem(self) -> str:
        """The path of its BibTeX, RIS and JSON files in docs/, without the suffix."""
        return f"{url(self.file).strip('/')}.{self.what}"

    @property
    def key(self) -> str:
        return self.stem.replace("/", "-")

    @property
    def known_address(self) -> str:
        """The address, or the words that stand for it."""
        return UNKNOWN if self.address.startswith(NOWHERE) else self.address

    @property
    def described(self) -> str:
        """What it is, and where it was said."""
        return ", ".join(filter(None, (self.description, self.place)))

    @property
    def read_in(self) -> str:
        """The site with its edition."""
        return f"{self.site}, {self.edition}"

    @property
    def locator(self) -> str:
        """The passages cited, in English: "para. 2.3", "paras. 0.1–0.4"; empty if there are none."""
        word = "paras." if len(self.passages) > 1 else "para."
        return f"{word} {'–'.join(self.passages)}" if self.passages else ""


def short_note(about: About) -> str:
    """How a footnote names the statement, without passage and address: "Speaker, remarks, place, day (form)"."""
    cited_as = about.cited_as
    remarks = (cited_as and cited_as.remarks) or about.occasion
    form = f" ({cited_as.form})" if cited_as and cited_as.form else ""
    return f"{about.speaker.name}, {remarks}, {about.place_name}, {spoken(about.date)}{form}"


def citables(site: Site, imprint: Imprint) -> dict[str, list[Citable]]:
    """Everything that can be cited, by the page that offers it (its file in docs/), the statement before our page."""
    found: dict[str, list[Citable]] = {}
    things = list(_things(site, imprint))
    accessed = f"{_unused_year(things)}-12-30"
    for thing in things:
        found.setdefault(thing.file, []).append(replace(thing, accessed=accessed))
    return found


def _unused_year(things: Iterable[Citable]) -> int:
    words = " ".join(str(astuple(thing)) for thing in things)
    return next((year for year in _YEARS if str(year) not in words), _YEARS[0])


def _things(site: Site, imprint: Imprint) -> Iterator[Citable]:
    make = _Maker(site, imprint)
    yield make.statement("statement/index.md")
    yield make.page("statement/index.md", "The statement", "text with numbered passages")
    for section in site.sections():
        passages = site.content.statement.section(section.number)
        yield make.statement(section_file(section), passages)
        yield make.page(section_file(section), section.title, "text and editors’ notes")
    for passage in site.content.statement.passages:
        yield make.statement(card_file(passage), (passage,))
        yield make.page(card_file(passage), f"Notes on passage {passage.number}")
    for term in site.terms.values():
        yield make.term(term)
    for commitment in site.all_commitments.values():
        yield make.page(file_of(site, "commitment", commitment.id), commitment.title, "entry on a commitment")
    for figure in site.content.figures:
        file = file_of(site, "figure", figure.id)
        yield make.page(file, figure.headline, "chart with its numbers")


@dataclass(frozen=True)
class _Maker:
    site: Site
    imprint: Imprint

    def statement(self, file: str, passages: tuple[Passage, ...] = ()) -> Citable:
        about = self.site.content.about
        cited_as = about.cited_as
        title = self.site.content.statement.title
        thing = Citable(
            what="statement",
            label="The statement",
            title=(cited_as and cited_as.title) or title,
            short_title=(cited_as and cited_as.short_title) or title,
            description=cited_as.description if cited_as else f"remarks by {about.speaker.name}, {about.occasion}",
            day=about.date,
            place=about.place_name,
            speaker=about.speaker,
            publisher=cited_as.publisher if cited_as else None,
            passages=tuple(dict.fromkeys(p.number for p in (*passages[:1], *passages[-1:]))),
            quotation=passages[0].text if len(passages) == 1 else None,
            **self._where(file),
        )
        return replace(thing, label=", ".join(filter(None, (thing.label, thing.locator))))

    def page(self, file: str, title: str, description: str | None = None, short_title: str | None = None) -> Citable:
        return Citable(
            what="page",
            label="Our page (editors’ notes)",
            title=title,
            short_title=short_title or title,
            description=description,
            day=self.imprint.date,
            **self._where(file),
        )

    def term(self, term: Term) -> Citable:
        abbreviation = next(iter(term.abbreviations), None)
        title = f"{term.name} ({abbreviation})" if abbreviation else term.name
        # A name of up to four words is short enough, and stands at the head of the entry.
        short = abbreviation if len(term.name.split()) > 4 else None
        return self.page(file_of(self.site, "term", term.id), title, "glossary entry", short or term.name)

    def _where(self, file: str) -> dict[str, Any]:
        about = self.site.content.about
        return {
            "file": file,
            "address": (self.site.site_url or NOWHERE) + url(file),
            "site": about.name,
            "site_label": about.label,
            "edition": self.imprint.label,
        }
