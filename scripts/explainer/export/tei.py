"""The statement with its notes as TEI P5: the text alone in the body, the notes and their sources stand off.

A note points at its words by string-range(): a passage, the characters before the words, and how many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from explainer.editions.snapshot import Imprint
from explainer.export.tables import plain
from explainer.export.written import LICENCE
from explainer.load.model import Fact, Party, Source
from explainer.site import Placed, Site
from explainer.text import labels
from explainer.text.prose import capital

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOTES_LICENCE = "The notes: Creative Commons Attribution 4.0 International. The statement is quoted for commentary."


def document(site: Site, imprint: Imprint) -> str:
    """The text of the file."""
    root = Element("TEI", {"xmlns": NAMESPACE})
    _header(root, site, imprint)
    if site.note_by_id:
        _stand_off(root, site)
    _text(root, site)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """An element in another; `id` and `lang` are XML's own attributes."""
    given = {f"{_XML}{name}" if name in ("id", "lang") else name: value for name, value in attributes.items()}
    made = SubElement(parent, tag, given)
    made.text = text or None
    return made


def _header(root: Element, site: Site, imprint: Imprint) -> None:
    about = site.content.about
    file = _add(_add(root, "teiHeader"), "fileDesc")
    titles = _add(file, "titleStmt")
    _add(titles, "title", site.content.statement.title)
    speaker = _add(titles, "respStmt")
    _add(speaker, "resp", "speaker")
    _add(speaker, "name", about.speaker.name)
    _add(_add(file, "editionStmt"), "edition", imprint.label)
    publication = _add(file, "publicationStmt")
    _add(publication, "publisher", about.name)
    if imprint.date:
        _add(publication, "date", imprint.date, when=imprint.date)
    _add(_add(publication, "availability"), "licence", _NOTES_LICENCE, target=LICENCE)
    source = _add(_add(file, "sourceDesc"), "bibl")
    _add(source, "title", site.content.statement.title)
    _add(source, "date", about.date, when=about.date)
    _add(source, "pubPlace", about.place_name)
    _add(source, "idno", site.content.statement.swhid, type="SWHID")


def _stand_off(root: Element, site: Site) -> None:
    stand_off = _add(root, "standOff")
    notes = _add(stand_off, "listAnnotation")
    for placed in site.note_by_id.values():
        _note(notes, placed)
    cited = dict.fromkeys(
        key for placed in site.note_by_id.values() for one in placed.note.sourced() for key in one.cite
    )
    if cited:
        _bibliography(stand_off, (site.sources[key] for key in cited), site.content.about.parties)


def _note(parent: Element, placed: Placed) -> None:
    note, span = placed.note, placed.span
    where = f"#string-range({placed.passage.id},{span.start},{span.end - span.start})"
    made = _add(parent, "note", id=f"note-{note.id}", n=placed.label, type=note.kind, target=where)
    _add(made, "label", note.title)
    for fact in note.facts:
        cited = {"source": " ".join(f"#source-{key}" for key in fact.cite)} if fact.cite else {}
        _add(made, "p", _told(fact), **cited)


def _told(fact: Fact) -> str:
    """What is said, with what the page says beside it."""
    beside = [
        f"{labels.reading(fact.reading)}." if fact.reading else "",
        f"{labels.OBSERVATION}." if fact.editors else "",
        f"As of {fact.as_of}." if fact.as_of else "",
        f"({capital(labels.horizon(fact.seen_to))}.)" if fact.seen_to else "",
    ]
    return " ".join(filter(None, (labels.DISPUTED if fact.disputed else "", plain(fact.text), *beside)))


def _bibliography(parent: Element, sources: Iterable[Source], parties: Sequence[Party]) -> None:
    listed = _add(parent, "listBibl")
    for source in sources:
        made = _add(listed, "bibl", id=f"source-{source.id}")
        if source.author:
            _add(made, "author", "; ".join(map(str, source.author)))
        _add(made, "title", source.title, lang=source.title_language)
        if publisher := source.publisher or source.container_title:
            _add(made, "publisher", publisher)
        _add(made, "date", source.issued, **({} if source.issued == "n.d." else {"when": source.issued}))
        if source.URL:
            _add(made, "ref", source.URL, target=source.URL)
        _add(made, "note", labels.standing(parties, source))


def _text(root: Element, site: Site) -> None:
    """The words of the statement and nothing else."""
    statement = site.content.statement
    body = _add(_add(root, "text", lang="en"), "body")
    _add(body, "head", statement.title)
    for line in statement.head:
        _add(body, "byline", line)
    for number, what in statement.parts.items():
        part = _add(body, "div", type=what, n=str(number))
        for passage in statement.section(number):
            _add(part, "p", passage.text, id=passage.id, n=passage.number)
    for line in statement.foot:
        _add(body, "closer", line)
