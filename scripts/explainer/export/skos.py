"""The glossary as a SKOS vocabulary: Turtle and JSON-LD of the same statements.

A concept is an entry, and its name the address of that. Facts keep their order and field in the words before them ("Today: ...").
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explainer.addresses import file_of, url
from explainer.editions.snapshot import Imprint
from explainer.export.tables import names_of_term, plain
from explainer.export.written import LICENCE, linked
from explainer.kinds import SOURCE, TERM
from explainer.load.model import Term
from explainer.site import Site
from explainer.text import labels

PREFIXES = {"skos": "http://www.w3.org/2004/02/skos/core#", "dct": "http://purl.org/dc/terms/"}


@dataclass(frozen=True)
class Words:
    """A literal with its language; without one it is a plain string."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Named:
    """A thing by its address."""

    address: str


Property = tuple[str, Words | Named]
Subject = tuple[str, str, list[Property]]  # address, class, properties


def turtle(site: Site, imprint: Imprint) -> str:
    """The vocabulary in Turtle. Addresses are relative to the file where that of the site is not known."""
    heads = "".join(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
    return heads + "".join(map(_in_turtle, _subjects(site, imprint)))


def json_ld(site: Site, imprint: Imprint) -> str:
    """The same in JSON-LD, with its whole context in it."""
    graph = [_in_json(subject) for subject in _subjects(site, imprint)]
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


# --- what is stated ---


def _subjects(site: Site, imprint: Imprint) -> Iterator[Subject]:
    scheme = linked(site, "glossary/")
    told: list[Property] = [
        ("dct:title", Words(f"{site.content.about.name}: glossary", "en")),
        ("dct:license", Named(LICENCE)),
    ]
    if imprint.date:
        told += [("dct:modified", Words(imprint.date)), ("dct:description", Words(imprint.label, "en"))]
    yield scheme, "skos:ConceptScheme", told
    for term in site.terms.values():
        yield _address(site, TERM.id, term.id), "skos:Concept", list(_concept(site, term, scheme))


def _address(site: Site, kind: str, id: str) -> str:
    return linked(site, url(file_of(site, kind, id)))


def _concept(site: Site, term: Term, scheme: str) -> Iterator[Property]:
    yield "skos:inScheme", Named(scheme)
    yield "skos:topConceptOf", Named(scheme)
    yield from _labels(term)
    yield "skos:definition", Words(plain(term.definition.text), "en")
    facts = [(one.field, one.fact) for one in term.sourced() if one.fact and one.field != "definition"]
    for field, fact in facts:
        whose = f" ({fact.reading})" if fact.reading else ""
        yield "skos:scopeNote", Words(f"{labels.FACTS[field]}{whose}: {plain(fact.text)}", "en")
    for other in term.see_also:
        yield "skos:related", Named(_address(site, TERM.id, other))
    for key in dict.fromkeys(key for one in term.sourced() for key in one.cite):
        yield "dct:source", Named(_address(site, SOURCE.id, key))


def _labels(term: Term) -> Iterator[Property]:
    """Of each language the first name is preferred, be it ours or that of the sources; no label is told twice."""
    found: dict[tuple[str, str], str] = {}
    preferred = set()
    for name, language, role, _ in names_of_term(term):
        first = role in ("name", "translation") and language not in preferred
        if first:
            preferred.add(language)
        found.setdefault((name, language), "skos:prefLabel" if first else "skos:altLabel")
    for (name, language), label in found.items():
        yield label, Words(name, language)


# --- how it is written ---

# What a string in Turtle or an address cannot hold as it is.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _in_turtle(subject: Subject) -> str:
    address, kind, told = subject
    lines = "".join(f" ;\n    {name} {_object(value)}" for name, value in told)
    return f"\n<{address}> a {kind}{lines} .\n"


def _object(value: Words | Named) -> str:
    if isinstance(value, Named):
        return f"<{value.address}>"
    text = "".join(_ESCAPES.get(c, c) for c in value.text)
    return f'"{text}"' + (f"@{value.language}" if value.language else "")


def _in_json(subject: Subject) -> dict[str, Any]:
    address, kind, told = subject
    data: dict[str, Any] = {"@id": address, "@type": kind}
    for name, value in told:
        data.setdefault(name, []).append(_value(value))
    return data


def _value(value: Words | Named) -> dict[str, str]:
    if isinstance(value, Named):
        return {"@id": value.address}
    return {"@value": value.text} | ({"@language": value.language} if value.language else {})
