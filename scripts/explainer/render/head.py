"""What machines read in the head of a page: front matter from which theme/main.html makes meta tags and JSON-LD.

Vocabularies: Highwire's citation_* tags as Zotero's "Embedded Metadata" translator reads them, Open Graph, schema.org.
"""

from __future__ import annotations

import json
from typing import Any

from explainer.addresses import file_of, section_file, url
from explainer.editions.snapshot import Imprint
from explainer.load.model import Term
from explainer.load.statement import Passage
from explainer.render.page import Page
from explainer.site import Site
from explainer.text import inline
from explainer.text.dates import spoken
from explainer.text.markdown import yaml_string

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def front_matter(site: Site, imprint: Imprint, page: Page, title: str, description: str) -> str:
    """Lines of YAML: the page's date, its JSON-LD, and where the same can be had as data."""
    lines = [f"jsonld: {yaml_string(in_script(_page(site, imprint, page, title, description)))}"]
    if imprint.date:
        foot = f"{imprint.label[0].upper()}{imprint.label[1:]}, {spoken(imprint.date)}"
        lines.append(f"foot: {yaml_string(foot)}")
        lines.insert(0, f"published: {yaml_string(imprint.date.replace('-', '/'))}")
    if page.subject[0] == "passage":
        lines.append(f"data: {yaml_string(page.url(page.file.removesuffix('.md') + '.json'))}")
    if site.content.editions:
        lines.append(f"feed: {yaml_string(page.url('changes/feed.xml'))}")
    return "".join(f"{line}\n" for line in lines)


def in_script(data: dict[str, Any]) -> str:
    """JSON that can stand in a <script>: nothing in it can close the element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _page(site: Site, imprint: Imprint, page: Page, title: str, description: str) -> dict[str, Any]:
    kind, id = page.subject
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article" if kind in ("section", "commitment", "statement") else "WebPage",
        "name": title,
        "description": description,
        **_address(site, page.file),
        "inLanguage": "en",
        "license": LICENCE,
        "isPartOf": {"@type": "WebSite", "name": site.content.about.name, **_address(site, "index.md")},
    }
    if data["@type"] == "Article":
        data["headline"] = title
    if imprint.date:
        data |= {
            "datePublished": site.content.editions[0].date,
            "dateModified": imprint.date,
            "version": str(imprint.number),
        }
    return data | _subject(site, kind, id)


def _subject(site: Site, kind: str, id: str) -> dict[str, Any]:
    """What the page is about."""
    match kind:
        case "statement":
            return {"mainEntity": _statement(site)}
        case "section":
            return {"about": _statement(site)}
        case "passage":
            passage = site.content.statement.passage(id)
            assert passage
            return {"mainEntity": _quotation(site, passage)}
        case "commitment":
            commitment = site.all_commitments[id]
            passage = site.content.statement.passage(commitment.passage)
            assert passage
            return {"about": _quotation(site, passage)}
        case "term":
            return {"mainEntity": _term(site, site.terms[id])}
        case "glossary":
            terms = [
                {"@type": "DefinedTerm", "name": t.name, **_address(site, file_of(site, "term", t.id))}
                for t in site.terms.values()
            ]
            return {"mainEntity": _glossary(site) | {"hasDefinedTerm": terms}}
        case _:
            return {}


def _address(site: Site, file: str) -> dict[str, str]:
    """The address, where it is known."""
    return {"url": site.site_url + url(file)} if site.site_url else {}


def _statement(site: Site) -> dict[str, Any]:
    """The statement: no author is asserted; who speaks has a role of his own."""
    about = site.content.about
    person = {"@type": "Person", "name": about.speaker.name, "jobTitle": about.speaker.role}
    return {
        "@type": "CreativeWork",
        "name": site.content.statement.title,
        **_address(site, "statement.md"),
        "dateCreated": about.date,
        "locationCreated": {"@type": "Place", "name": about.place_name},
        "contributor": {"@type": "Role", "roleName": "speaker", "contributor": person},
    }


def _quotation(site: Site, passage: Passage) -> dict[str, Any]:
    data = {
        "@type": "Quotation",
        "identifier": passage.number,
        "text": passage.text,
        **_address(site, section_file(site.section_of(passage)) + f"#{passage.id}"),
        "isPartOf": _statement(site),
    }
    # By the ledger: a readout also has sentences that nobody is said to have spoken.
    speakers = {clause.speaker for clause in site.clauses[passage.id]}
    if speakers == {"speaker"}:
        data["spokenByCharacter"] = {"@type": "Person", "name": site.content.about.speaker.name}
    return data


def _glossary(site: Site) -> dict[str, Any]:
    return {"@type": "DefinedTermSet", "name": "Glossary", **_address(site, "glossary/index.md")}


def _term(site: Site, term: Term) -> dict[str, Any]:
    data = {
        "@type": "DefinedTerm",
        "name": term.name,
        "description": inline.plain(inline.parse(term.definition.text)),
        **_address(site, file_of(site, "term", term.id)),
        "inDefinedTermSet": _glossary(site),
    }
    if alternate := [*term.abbreviations, *term.names.by_language().values()]:
        data["alternateName"] = alternate
    if term.abbreviations:
        data["termCode"] = term.abbreviations[0]
    return data
