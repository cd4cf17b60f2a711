"""The notes as annotations of the e-book, for reading systems that show those of others on its pages.

EPUB Annotations 1.0, W3C First Public Working Draft of 24 February 2026 (https://www.w3.org/TR/2026/WD-epub-anno-10-20260224/):
an AnnotationSet in a file that ends in .annotation. Later drafts put the same into an archive.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from explainer.addresses import file_of
from explainer.books.epub import FOLDER, Book
from explainer.books.epub import NAME as BOOK
from explainer.books.epub_text import plain_text
from explainer.kinds import NOTE
from explainer.site import Placed, Site
from explainer.text import labels

NAME = BOOK.replace(".epub", ".annotation")
CONTEXT = "https://www.w3.org/ns/epub-anno.jsonld"
# Thorium, by its code of 10 December 2025, takes this context alone, in each note too, and files by their whole path.
FOR_THORIUM = NAME.replace(".annotation", "-thorium.annotation")
OLDER_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
RFC_3236 = "http://tools.ietf.org/rfc/rfc3236"
COLOURS = {"context": "yellow", "wording": "blue", "follow-up": "green", "reading": "purple"}
AROUND = 32  # characters of the text before and after that tell equal words apart
_BESIDE = ("number", "ref")  # what stands in a passage and is not its words


def as_json_ld(site: Site, book: Book) -> str:
    """The notes as JSON-LD: each on its words, which are told by the element of the passage and their place in its text."""
    about = site.content.about
    found = {
        "@context": CONTEXT,
        "id": _urn(book, "annotations"),
        "type": "AnnotationSet",
        "generated": book.modified,
        "title": f"{about.name}: the notes",
        "about": {
            "dc:identifier": [book.identifier],
            "dc:format": "application/epub+zip",
            "dc:title": about.name,
            "dc:publisher": about.name,
            "dc:creator": list(about.editors) or [about.name],
            "dc:date": book.modified[:4],
        },
        "items": list(_items(site, book)),
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def for_thorium(made: str) -> str:
    """The same for Thorium."""
    found = json.loads(made) | {"@context": OLDER_CONTEXT}
    for item in found["items"]:
        item["@context"] = OLDER_CONTEXT
        item["target"]["source"] = f"{FOLDER}/{item['target']['source']}"
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _urn(book: Book, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{book.identifier}#{name}')}"


def _items(site: Site, book: Book) -> Iterator[dict[str, Any]]:
    for file in book.chapters:
        passages = {b["number"] for b in file.blocks if b["is"] == "passage"}
        if not passages:
            continue
        page = ElementTree.fromstring(book.item(file.name).raw)
        for placed in site.note_by_id.values():
            if placed.passage.number in passages:
                yield _item(site, book, file.name, page, placed)


def _item(site: Site, book: Book, file: str, page: Element, placed: Placed) -> dict[str, Any]:
    note, passage = placed.note, placed.passage
    element = next(one for one in page.iter() if one.get("id") == passage.id)
    text = _Text.of(element)
    start, end = text.places[placed.span.start], text.places[placed.span.end - 1] + 1
    return {
        "id": _urn(book, file_of(site, NOTE.id, note.id)),
        "type": "Annotation",
        "motivation": "commenting",
        "created": book.modified,
        "target": {
            "source": file,
            "meta": {"page": passage.number},
            "selector": [
                {
                    "type": "CssSelector",
                    "value": "#" + re.sub(r"(\W)", r"\\\1", passage.id),
                    "refinedBy": {"type": "TextPositionSelector", "start": start, "end": end},
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": text.whole[start:end],
                    "prefix": text.whole[max(0, start - AROUND) : start],
                    "suffix": text.whole[end : end + AROUND],
                },
                {"type": "FragmentSelector", "value": passage.id, "conformsTo": RFC_3236},
            ],
        },
        "body": {
            "type": "TextualBody",
            "value": f"{placed.label} {note.title}\n\n" + "\n\n".join(plain_text(site, fact) for fact in note.facts),
            "format": "text/plain",
            "color": COLOURS[note.kind],
            "highlight": "underline",
            "tags": [labels.KINDS[note.kind]],
        },
    }


@dataclass(frozen=True)
class _Text:
    """The text of a passage's element: all of it, and where in that each character of the passage stands."""

    whole: str
    places: list[int]

    @classmethod
    def of(cls, element: Element) -> _Text:
        whole, places = "", list[int]()
        for text, own in _texts(element):
            # A space stands between the number and the words.
            words = text.lstrip() if own and not places else text
            if own:
                places += range(len(whole) + len(text) - len(words), len(whole) + len(text))
            whole += text
        return cls(whole, places)


def _texts(element: Element, beside: bool = False) -> Iterator[tuple[str, bool]]:
    """The texts in an element, each with whether it is of the words themselves."""
    beside = beside or element.get("class") in _BESIDE
    yield element.text or "", not beside
    for child in element:
        yield from _texts(child, beside)
        yield child.tail or "", not beside
