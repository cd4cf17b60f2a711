"""What machines read in the head of a page: front matter from which theme/main.html makes meta tags and JSON-LD.

Vocabularies: Highwire's citation_* tags as Zotero's "Embedded Metadata" translator reads them, Open Graph, schema.org.
"""

from __future__ import annotations

import json
from typing import Any

from . import inline
from .addresses import file_of, section_file, url
from .dates import spoken
from .edition import Edition
from .editions import Imprint
from .markdown import yaml_string
from .model import Term
from .prose import Page
from .statement import Passage

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def front_matter(edition: Edition, imprint: Imprint, page: Page, title: str, description: str) -> str:
    """Lines of YAML: the page's date, its JSON-LD, and where the same can be had as data."""
    lines = [f"jsonld: {yaml_string(in_script(_page(edition, imprint, page, title, description)))}"]
    if imprint.date:
        foot = f"{imprint.label[0].upper()}{imprint.label[1:]}, {spoken(imprint.date)}"
        lines.append(f"foot: {yaml_string(foot)}")
        lines.insert(0, f"published: {yaml_string(imprint.date.replace('-', '/'))}")
    if page.subject[0] == "passage":
        lines.append(f"data: {yaml_string(page.url(page.file.removesuffix('.md') + '.json'))}")
    if edition.content.cuts:
        lines.append(f"feed: {yaml_string(page.url('changes/feed.xml'))}")
    return "".join(f"{line}\n" for line in lines)


def in_script(data: dict[str, Any]) -> str:
    """JSON that can stand in a <script>: nothing in it can close the element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _page(edition: Edition, imprint: Imprint, page: Page, title: str, description: str) -> dict[str, Any]:
    kind, id = page.subject
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article" if kind in ("section", "commitment", "statement") else "WebPage",
        "name": title,
        "description": description,
        **_address(edition, page.file),
        "inLanguage": "en",
        "license": LICENCE,
        "isPartOf": {"@type": "WebSite", "name": edition.content.about.name, **_address(edition, "index.md")},
    }
    if data["@type"] == "Article":
        data["headline"] = title
    if imprint.date:
        data |= {
            "datePublished": edition.content.cuts[0].date,
            "dateModified": imprint.date,
            "version": str(imprint.number),
        }
    return data | _subject(edition, kind, id)


def _subject(edition: Edition, kind: str, id: str) -> dict[str, Any]:
    """What the page is about."""
    match kind:
        case "statement":
            return {"mainEntity": _statement(edition)}
        case "section":
            return {"about": _statement(edition)}
        case "passage":
            passage = edition.content.statement.passage(id)
            assert passage
            return {"mainEntity": _quotation(edition, passage)}
        case "commitment":
            commitment = edition.all_commitments[id]
            passage = edition.content.statement.passage(commitment.passage)
            assert passage
            return {"about": _quotation(edition, passage)}
        case "term":
            return {"mainEntity": _term(edition, edition.terms[id])}
        case "glossary":
            terms = [
                {"@type": "DefinedTerm", "name": t.name, **_address(edition, file_of(edition, "term", t.id))}
                for t in edition.terms.values()
            ]
            return {"mainEntity": _glossary(edition) | {"hasDefinedTerm": terms}}
        case _:
            return {}


def _address(edition: Edition, file: str) -> dict[str, str]:
    """The address, where it is known."""
    return {"url": edition.site_url + url(file)} if edition.site_url else {}


def _statement(edition: Edition) -> dict[str, Any]:
    """The statement: no author is asserted; who speaks has a role of his own."""
    about = edition.content.about
    person = {"@type": "Person", "name": about.speaker.name, "jobTitle": about.speaker.role}
    return {
        "@type": "CreativeWork",
        "name": edition.content.statement.title,
        **_address(edition, "statement.md"),
        "dateCreated": about.date,
        "locationCreated": {"@type": "Place", "name": about.place_name},
        "contributor": {"@type": "Role", "roleName": "speaker", "contributor": person},
    }


def _quotation(edition: Edition, passage: Passage) -> dict[str, Any]:
    data = {
        "@type": "Quotation",
        "identifier": passage.number,
        "text": passage.text,
        **_address(edition, section_file(edition.section_of(passage)) + f"#{passage.id}"),
        "isPartOf": _statement(edition),
    }
    # By the ledger: a readout also has sentences that nobody is said to have spoken.
    speakers = {clause.speaker for clause in edition.clauses[passage.id]}
    if speakers == {"speaker"}:
        data["spokenByCharacter"] = {"@type": "Person", "name": edition.content.about.speaker.name}
    return data


def _glossary(edition: Edition) -> dict[str, Any]:
    return {"@type": "DefinedTermSet", "name": "Glossary", **_address(edition, "glossary/index.md")}


def _term(edition: Edition, term: Term) -> dict[str, Any]:
    names = [name for name in (term.names.zh, term.names.ru, term.names.kk) if name]
    data = {
        "@type": "DefinedTerm",
        "name": term.name,
        "description": inline.plain(inline.parse(term.definition.text)),
        **_address(edition, file_of(edition, "term", term.id)),
        "inDefinedTermSet": _glossary(edition),
    }
    if alternate := [*term.abbreviations, *names]:
        data["alternateName"] = alternate
    if term.abbreviations:
        data["termCode"] = term.abbreviations[0]
    return data
