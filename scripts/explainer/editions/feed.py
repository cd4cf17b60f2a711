"""changes/feed.xml: an Atom feed (RFC 4287) with an entry for each edition and for each correction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from xml.etree import ElementTree

from explainer.editions.history import Corrected, EditionChanges
from explainer.site import Site
from explainer.text.dates import spoken

_ATOM = "http://www.w3.org/2005/Atom"


def atom(site: Site, editions: Sequence[EditionChanges], corrections: Sequence[Corrected]) -> str:
    """The feed, newest first. `editions`: at least one; `corrections`: with the address of what was corrected.

    Ids are UUIDs made from the statement's checksum, so that they stay the same wherever the site is.
    """
    root = site.site_url or "../"  # addresses are relative to changes/feed.xml where the site's own is not known
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    about = site.content.about
    _text(feed, "title", f"{about.name}: changes")
    _text(feed, "id", _id(site, "feed"))
    days = [*(e.date for e in editions), *(c.date for c in corrections)]
    _text(feed, "updated", _moment(max(days)))
    ElementTree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=f"{root}changes/feed.xml")
    ElementTree.SubElement(feed, f"{{{_ATOM}}}link", rel="alternate", href=f"{root}changes/")
    author = ElementTree.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", f"The editors of {about.name}")
    entries = [
        (e.date, f"Edition {e.number}", f"edition {e.number}", f"changes/#e{e.number}", e.summary) for e in editions
    ]
    entries += [
        (
            c.date,
            f"Correction: {c.title}",
            f"{c.kind} {c.id} {c.date} {c.text}",
            c.address,
            f"{spoken(c.date)}: {c.text}",
        )
        for c in corrections
    ]
    for date, title, name, address, text in sorted(entries, key=lambda e: (e[0], e[1]), reverse=True):
        entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _text(entry, "title", title)
        _text(entry, "id", _id(site, name))
        _text(entry, "updated", _moment(date))
        ElementTree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=root + address)
        _text(entry, "summary", text)
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _id(site: Site, name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{site.content.statement.sha256} {name}").urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
