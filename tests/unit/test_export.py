"""The files to be taken away, read by readers that know nothing of how they were written."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace

import bibtexparser
import frictionless
import pyshacl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rdflib import DCTERMS, RDF, SKOS

from conftest import ROOT
from explainer import check
from explainer.editions.snapshot import imprint
from explainer.export import bibliography, catalog, skos, web_annotations
from explainer.export.files import DICTIONARY, files
from explainer.export.written import as_csv, as_json_lines
from explainer.load import statement
from explainer.load.model import Clause, Commitment, Event, Fact, Name, Note, Point, Source, TimelineEvent
from explainer.load.proposal import propose
from explainer.render import pages
from explainer.site import Site
from explainer.text import inline

URL = "https://example.org/small/"
TABLES = [
    "passages",
    "notes",
    "facts",
    "terms",
    "names",
    "commitments",
    "events",
    "ledger",
    "timeline",
    "sources",
    "series",
    "places",
]  # in the order of the issue: text first, then what is said of it, then what it rests on

SELECTOR = {"prefix": "start", "suffix": "end", "nth": "start"}  # how content says which words, and the tables


def made(content, url=URL):
    site = Site(content, {}, url)
    return {file.name: text for file, text in files(site, imprint(site, later=False))}


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def site(small):
    return Site(small, {}, URL)


@pytest.fixture(scope="module")
def taken(small):
    return made(small)


@pytest.fixture(scope="module")
def rows(taken):
    return {name: read(taken[f"{name}.csv"]) for name in TABLES}


@pytest.fixture(scope="module")
def package(taken):
    return json.loads(taken[DICTIONARY])


def test_every_record_is_a_row(rows, small):
    counts = check.counts(small)
    found = {name: len(table) for name, table in rows.items()}
    assert found["passages"] == counts["passages"]
    assert found["notes"] == counts["notes"]
    assert found["terms"] == counts["terms"]
    assert found["commitments"] == counts["commitments"]
    assert found["events"] == counts["dated events of commitments"]
    assert found["ledger"] == counts["clauses in the wording ledger"]
    assert found["sources"] == counts["sources"]
    assert found["facts"] == counts["facts with sources"] + counts["editors' observations"]
    shown_too = sum(row["timeline"] == "true" for row in rows["events"])
    assert found["timeline"] + shown_too == counts["events on the timeline"]
    assert found["series"] == sum(len(figure.points) for figure in small.figures)
    assert found["places"] == len(small.places)


def test_every_row_has_an_id_of_its_own_and_an_address_that_is_there(rows, site):
    pages_of_things = {URL + f.replace("index.md", "") for f in site.files.values()}
    for name, table in rows.items():
        assert len({row["id"] for row in table}) == len(table), name
        assert {row["address"] for row in table} <= pages_of_things, name


def test_every_fact_is_there_with_its_sources(rows, small):
    every = [fact for record in small.records() if (fact := record.as_fact())]
    expected = sorted((inline.plain(inline.parse(fact.text)), " ".join(fact.cite)) for fact in every)
    assert sorted((row["text"], row["sources"]) for row in rows["facts"]) == expected


def test_no_field_is_forgotten(rows):
    """What the shapes of the content learn one day is asked for here."""
    shapes = {"facts": (Fact, {"cite": "sources", "editors": "observation"}), "timeline": (TimelineEvent, {"cite": "sources"}),
        "events": (Event, {"cite": "sources"}), "sources": (Source, {"author": "authors", "DOI": "doi", "URL": "url"}),
        "series": (Point, {"cite": "sources"}), "ledger": (Clause, SELECTOR), "notes": (Note, SELECTOR | {"facts": "text"}),
        "commitments": (Commitment, SELECTOR)}  # fmt: skip
    elsewhere = {"place", "corrections", "events"}  # a line of a file; what Changes and a table of their own tell
    for name, (shape, called) in shapes.items():
        expected = {called.get(field, field) for field in shape.model_fields} - elsewhere
        assert expected <= set(rows[name][0]), name


def test_every_name_of_a_term_is_there(rows, small):
    found = {(row["of"], row["name"]) for row in rows["names"] if row["of_kind"] == "term"}
    for term in small.terms:
        every = [term.name, *term.abbreviations, *term.names.written().values(), *term.aliases, *term.in_statement]
        assert {(term.id, name) for name in every} <= found


def test_quotations_stand_where_the_tables_say(rows):
    text = {row["id"]: row["text"] for row in rows["passages"]}
    for row in (*rows["notes"], *rows["commitments"], *rows["ledger"]):
        assert text[row["passage"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_json_lines_hold_the_same(taken, rows):
    for name in TABLES:
        lines = [json.loads(line) for line in taken[f"{name}.jsonl"].splitlines()]
        assert [line["id"] for line in lines] == [row["id"] for row in rows[name]]
        for line, row in zip(lines, rows[name], strict=True):
            assert set(line) == {key for key, value in row.items() if value}


# --- the data package ---


def test_the_dictionary_describes_what_the_files_hold(package, taken, rows):
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    for one in package["resources"]:
        raw = taken[one["path"]].encode()
        assert one["bytes"] == len(raw)
        assert one["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        fields = one["schema"]["fields"]
        assert [field["name"] for field in fields] == list(rows[one["name"]][0])
        assert all(len(field["description"]) > 3 for field in fields)


def test_the_package_is_valid(taken, tmp_path):
    """Sizes, checksums, types, patterns, choices, keys: by the library of those who wrote the format."""
    for name, text in taken.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert [task.errors for task in frictionless.validate(str(tmp_path / DICTIONARY)).tasks if task.errors] == []
    (tmp_path / "notes.csv").write_text(taken["notes.csv"].replace("p1.", "p9."), encoding="utf-8", newline="")
    assert not frictionless.validate(str(tmp_path / DICTIONARY)).valid


def test_lists_of_sources_lead_to_rows(rows):
    """No key can be a list: the package does not tell of these."""
    ids = {row["id"] for row in rows["sources"]}
    lists = [set(row["sources"].split()) for table in rows.values() for row in table if "sources" in row]
    assert any(lists)
    assert all(one <= ids for one in lists)


# --- what a cell may hold ---

DANGEROUS = re.compile(r"[=+\-@\t\r＝＋－＠]")


@given(st.text(alphabet=st.sampled_from("=+-@'\t\n\"a, ＝\u202e|<")))
def test_no_text_is_a_formula_and_none_is_lost(text):
    table = as_csv(["id", "text"], [["x", text]])
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert not DANGEROUS.match(row["text"])
    assert text == (row["text"][1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", row["text"]) else row["text"])
    (line,) = as_json_lines(["id", "text"], [["x", text]]).split("\n")[:-1]
    assert json.loads(line).get("text", "") == text


def test_numbers_below_zero_stay_numbers():
    assert as_csv(["x"], [[-1.5]]) == "x\n-1.5\n"


# --- what an edition does not have ---


def test_what_an_edition_does_not_have_gives_no_file(small):
    bare = replace(
        small,
        terms=(),
        commitments=(),
        figures=(),
        places=(),
        timeline=(),
        wording=None,
        notes=(),
        map=None,
        editions=(),
    )
    taken = made(bare)
    tables = {name.partition(".")[0] for name in taken if name.endswith(".csv")}
    assert tables == {"passages", "facts", "sources"}
    assert {name for name in taken if not name.endswith((".csv", ".jsonl"))} == {
        DICTIONARY,
        "sources.bib",
        "sources.csl.json",
        "statement.tei.xml",
    }
    assert all(text.strip() for text in taken.values())
    assert not [one for one in json.loads(taken[DICTIONARY])["resources"] if one["schema"].get("foreignKeys")]


def test_without_an_address_of_the_site_addresses_begin_at_its_root(small):
    (first, *_) = read(made(small, "")["passages.csv"])
    assert first["address"] == "opening/#p0.1"


# --- editions, catalogue, page ---


def test_editions_lead_to_their_data_and_to_each_other(taken, small):
    editions = json.loads(taken["editions.json"])["editions"]
    assert [one["edition"] for one in editions] == [one.edition for one in small.editions]
    for one in editions:
        links = {link["rel"]: link["href"] for link in one["links"]}
        assert links["item"] == f"{URL}changes/{one['edition']}.json"
        assert links["latest-version"] == f"{URL}changes/{small.editions[-1].edition}.json"


def test_the_catalogue_says_of_every_file_what_it_is(small):
    site = Site(small, {}, URL)
    made = list(files(site, imprint(site, later=False)))
    data = catalog.dataset(site, imprint(site, later=False), "data/index.md", [file for file, _ in made])
    for (file, text), told in zip(made, data["distribution"], strict=True):
        assert told["contentUrl"] == told["dcat:downloadURL"]["@id"] == f"{URL}data/{file.name}"
        assert told["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert told["dcat:byteSize"] == len(text.encode())


def test_the_page_leads_to_every_file(mini):
    rendered = pages.render(Site(mini, dict.fromkeys((s.id for s in mini.sources), ""), URL), ROOT / ".cache")
    page = rendered["data/index.md"]
    there = {name.removeprefix("data/") for name in rendered if name.startswith("data/")} - {"index.md", "page.md.txt"}
    assert set(re.findall(r"\]\(([a-z0-9.]+)\)\{ download", page)) == there == set(made(mini))
    for name in there:
        assert hashlib.sha256(rendered[f"data/{name}"].encode()).hexdigest() + f"  {name}" in page


# --- the bibliography ---


def test_bibtex_is_read_back_whole(taken, small):
    parsed = bibtexparser.parse_string(taken["sources.bib"])
    assert not parsed.failed_blocks
    entries = {entry.key: entry.fields_dict for entry in parsed.entries}
    assert set(entries) == {source.id for source in small.sources}
    for source in small.sources:
        fields = {name: field.value for name, field in entries[source.id].items()}
        assert source.title in re.sub(r"\\([&%$#_{}])", r"\1", fields["title"])
        assert fields.get("url") == source.URL
        assert fields.get("year") == (None if source.issued == "n.d." else source.issued[:4])


def test_bibtex_keeps_what_tex_would_run_and_bodies_in_one_piece(small):
    body, person = Name(literal="Ministry of Rivers and Roads"), Name(family="Brook", given="Ada")
    source = small.sources[0].model_copy(
        update={"type": "report", "title": "50 % of {A} & B\\input{x}", "author": (body, person), "publisher": "P_Q"}
    )
    (entry,) = bibtexparser.parse_string(bibliography.bibtex([source])).entries
    assert entry.entry_type == "techreport"
    assert entry.fields_dict["author"].value == "{Ministry of Rivers and Roads} and Brook, Ada"
    assert r"50 \% of \{A\} \& B{\textbackslash}input\{x\}" in entry.fields_dict["title"].value
    assert entry.fields_dict["institution"].value == r"P\_Q"


def test_csl_json_has_every_source_with_the_day_it_was_seen(taken, small):
    records = json.loads(taken["sources.csl.json"])
    assert [record["id"] for record in records] == [source.id for source in small.sources]
    for record, source in zip(records, small.sources, strict=True):
        assert "-".join(f"{part:02}" for part in record["accessed"]["date-parts"][0]) == source.checked


# --- the vocabulary ---


@pytest.fixture(scope="module")
def graph(taken):
    return rdflib.Graph().parse(data=taken["glossary.ttl"], format="turtle", publicID=f"{URL}data/glossary.ttl")


def test_turtle_and_json_ld_say_the_same(graph, taken):
    other = rdflib.Graph().parse(data=taken["glossary.jsonld"], format="json-ld", base=f"{URL}data/glossary.jsonld")
    assert set(graph) == set(other)


def test_the_vocabulary_holds_every_name_and_fact(graph, small):
    for term in small.terms:
        concept = rdflib.URIRef(f"{URL}glossary/{term.id}/")
        labels = {str(o) for p in (SKOS.prefLabel, SKOS.altLabel) for o in graph.objects(concept, p)}
        names = [term.name, *term.abbreviations, *term.names.written().values(), *term.aliases, *term.in_statement]
        assert labels == set(names)
        notes = " ".join(map(str, graph.objects(concept, SKOS.scopeNote)))
        assert all(
            inline.plain(inline.parse(fact.text)) in notes for fact in (*term.then, *term.today, *term.use.official)
        )
        assert {str(o) for o in graph.objects(concept, SKOS.related)} == {
            f"{URL}glossary/{id}/" for id in term.see_also
        }
        cited = {key for one in term.sourced() for key in one.cite}
        assert {str(o) for o in graph.objects(concept, DCTERMS.source)} == {f"{URL}sources/{key}/" for key in cited}


# S9, S13 and S14 of the SKOS reference, and what a glossary promises: a name, a definition with its sources, related entries.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
[] a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:not [ sh:class skos:ConceptScheme ] ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ; sh:disjoint skos:altLabel ; sh:datatype rdf:langString ] ,
    [ sh:path skos:definition ; sh:minCount 1 ] , [ sh:path dct:source ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path skos:related ; sh:class skos:Concept ] , [ sh:path skos:inScheme ; sh:class skos:ConceptScheme ] .
"""


def test_the_vocabulary_keeps_the_rules_of_skos(graph):
    shapes = rdflib.Graph().parse(data=SHAPES)
    valid, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert valid, told
    (concept, *_) = graph.subjects(RDF.type, SKOS.Concept)
    wrong = rdflib.Graph() + graph
    wrong.add((concept, SKOS.prefLabel, rdflib.Literal("another", lang="en")))
    assert not pyshacl.validate(wrong, shacl_graph=shapes)[0]


def test_a_vocabulary_without_address_is_relative_to_its_file(small):
    text = made(small, "")["glossary.ttl"]
    found = rdflib.Graph().parse(data=text, format="turtle", publicID="https://copy.example/x/data/glossary.ttl")
    ids = {str(s) for s in found.subjects(RDF.type, SKOS.Concept)}
    assert ids == {f"https://copy.example/x/glossary/{term.id}/" for term in small.terms}


@given(st.text(alphabet=st.sampled_from("a\"\\\n'@<>{}.^\u202e河")))
def test_no_text_ends_a_literal(text):
    value = skos._object(skos.Words(text, "en"))
    ((_, _, found),) = rdflib.Graph().parse(data=f"<a:a> <a:b> {value} .", format="turtle")
    assert found == rdflib.Literal(text, lang="en")


# --- notes as annotations ---


def test_every_annotation_is_found_again_in_the_file(taken, small):
    """By another way than it was made: by its words in the whole file, then by its place."""
    text = small.statement.raw.decode("utf-8-sig")
    collection = json.loads(taken["notes.annotations.jsonld"])
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len(small.notes)
    notes = {f"#note-{note.id}": note for note in small.notes}
    for item in items:
        note = notes["#" + item["id"].partition("#")[2]]
        quotation, position = item["target"]["selector"]
        whole = quotation.get("prefix", "") + quotation["exact"] + quotation.get("suffix", "")
        assert text.count(whole) == 1
        assert text.index(whole) + len(quotation.get("prefix", "")) == position["start"]
        assert text[position["start"] : position["end"]] == quotation["exact"] == note.quote
        assert item["target"]["source"] == f"{URL}statement/statement.txt"


def test_annotations_say_what_the_notes_say(taken, small):
    bodies = {i["id"]: i["body"] for i in json.loads(taken["notes.annotations.jsonld"])["first"]["items"]}
    said = {id: body[0]["value"] for id, body in bodies.items()}
    for note in small.notes:
        (value,) = [value for id, value in said.items() if id.endswith(f"#note-{note.id}")]
        assert value.startswith(note.title)
        assert all(inline.plain(inline.parse(fact.text)) in value for fact in note.facts)


@pytest.mark.parametrize(("before", "end"), [("", "\n"), ("\ufeff", "\r\n"), ("\ufeff\n\n", "\r")])
def test_places_are_counted_in_the_file_as_it_is(before, end):
    lines = ["A title", "An opening.", "First,  𝕒 河.", "First, again.", "Second, First,  𝕒 河."]
    lines[3] = "An opening."  # the same words twice
    raw = before + end.join(("", *lines) if before else lines) + end
    parsed = statement.cut(raw.encode(), propose(raw.encode()).structure)
    text = raw.removeprefix("\ufeff")
    found = web_annotations.starts(parsed)
    assert all(text[found[p.id] :].startswith(p.text) for p in parsed.passages)
    assert len(set(found.values())) == len(parsed.passages)


# --- TEI ---

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# What of TEI P5 is used, by its content models: the elements that may stand in one, in their order. (All of the schema,
# tei_all, is in no package that is kept; these documents were valid by that of TEI 4.3.0 when they were designed.)
MODELS = {
    "TEI": "teiHeader standOff? text",
    "teiHeader": "fileDesc",
    "fileDesc": "titleStmt editionStmt publicationStmt sourceDesc",
    "titleStmt": "title respStmt",
    "respStmt": "resp name",
    "editionStmt": "edition",
    "publicationStmt": "publisher date? availability",
    "availability": "licence",
    "sourceDesc": "bibl",
    "standOff": "listAnnotation listBibl?",
    "listAnnotation": "note+",
    "listBibl": "bibl+",
    "text": "body",
    "body": "head div+",
    "div": "p+",
}


@pytest.fixture(scope="module")
def document(taken):
    return etree.fromstring(taken["statement.tei.xml"].encode())


@pytest.mark.parametrize("bare", [False, True])
def test_tei_keeps_its_content_models(small, bare):
    content = replace(small, notes=(), editions=()) if bare else small
    document = etree.fromstring(made(content)["statement.tei.xml"].encode())
    for element in document.iter():
        assert element.tag.startswith(TEI)
        if model := MODELS.get(element.tag.removeprefix(TEI)):
            children = "".join(f"{child.tag.removeprefix(TEI)} " for child in element)
            pattern = "".join(f"({one.rstrip('?+')} ){one[-1] if one[-1] in '?+' else ''}" for one in model.split())
            assert re.fullmatch(pattern, children), (element.tag, children)
    assert (document.find(f"{TEI}standOff") is None) == bare


def test_the_text_in_tei_is_the_statement_alone(document, small):
    body = document.find(f"{TEI}text/{TEI}body")
    words = [element.text for element in body.iter() if element.text and element.text.strip()]
    assert words == [small.statement.title, *(p.text for p in small.statement.passages)]


def test_pointers_in_tei_lead_to_the_words_and_to_the_sources(document, small):
    by_id = {element.get(XML_ID): element for element in document.iter() if element.get(XML_ID)}
    assert len(by_id) == len(document.xpath("//@xml:id"))
    quotes = {f"note-{note.id}": note.quote for note in small.notes}
    notes = document.findall(f"{TEI}standOff/{TEI}listAnnotation/{TEI}note")
    assert {note.get(XML_ID) for note in notes} == set(quotes)
    for note in notes:
        passage, start, length = re.fullmatch(r"#string-range\(([^,]+),(\d+),(\d+)\)", note.get("target")).groups()
        assert by_id[passage].text[int(start) :][: int(length)] == quotes[note.get(XML_ID)]
        for key in " ".join(p.get("source", "") for p in note.findall(f"{TEI}p")).split():
            assert by_id[key.removeprefix("#")].tag == f"{TEI}bibl"
