"""Files for reference managers: read by other people's parsers, and by Zotero's rules."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from explainer.cite.records import UNKNOWN, Citable, citables
from explainer.editions.snapshot import Imprint
from explainer.export import reference_files
from explainer.load.content import Content
from explainer.site import Site

SITE = "https://example.org/golden/"
IMPRINT = Imprint("2026.1", "2026-11-26", later=False)
HARD = "A $5 & 100 % of #1 a_b {y} — Қазақстан 哈萨克斯坦 “q”"


def things_of(content: Content, site_url: str = SITE) -> dict[str, list[Citable]]:
    return citables(Site(content, {}, site_url), IMPRINT)


def files_of(thing: Citable) -> dict[str, str]:
    """The files by their suffix."""
    return {path.removeprefix(thing.stem): text for path, text in reference_files.files(thing, IMPRINT).items()}


@pytest.fixture(scope="module")
def things(real: Content) -> list[Citable]:
    return [thing for things in things_of(real).values() for thing in things]


# --- what Zotero's importers make of the files, by their rules (zotero/translators, 26 June 2026) ---


def zotero_ris(text: str) -> dict[str, str]:
    """RIS.js for a web page. A note that looks like ProCite's ("Edition: 2") would be taken for a field."""
    fields = {
        **{"TI": "title", "ST": "shortTitle", "T2": "websiteTitle", "M3": "websiteType", "DA": "date", "UR": "url"},
        **{"LA": "language", "AB": "abstractNote", "Y2": "accessDate", "N1": "note"},
    }
    lines = [re.fullmatch(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?", line) for line in text.splitlines()]
    assert all(lines)
    found = {line[1]: line[2] for line in lines if line}
    assert found["TY"] == "ELEC"
    label = re.search(r"([A-Za-z,\s]+)\s*:\s*([\s\S]*)", found.get("N1", ""))
    assert not label or label[1] not in ("Edition", "Language", "Publisher Name", "Notes", "Record ID", "Call Number")
    # DA is preferred to PY; ID is ignored; a web page has no publisher.
    return {fields[tag]: value for tag, value in found.items() if tag in fields}


def zotero_bibtex(text: str) -> dict[str, str]:
    """BibTeX.js: types, fields, and the escapes that it takes off again (two dollars in one field it takes for TeX)."""
    fields = {
        **{"title": "title", "shorttitle": "shortTitle", "organization": "publisher", "date": "date", "url": "url"},
        **{"urldate": "accessDate", "abstract": "abstractNote", "note": "note", "annote": "annote"},
    }
    (entry,) = bibtexparser.parse_string(text, parse_stack=[]).entries
    assert {"online": "webpage", "misc": "document"}[entry.entry_type] == "webpage"

    def unescaped(value: str) -> str:
        value = re.sub(r"\$([^$]+)\$", r"\1", value)
        value = re.sub(r"([^\\])[{}]+", r"\1", value).removeprefix("{")
        return re.sub(r"\\([#$%&~_^\\{}])", r"\1", value)

    values = {f.key: f.value[1:-1] if f.value[0] == "{" else f.value for f in entry.fields}
    return {fields[key]: value if key == "url" else unescaped(value) for key, value in values.items() if key in fields}


def test_zotero_reads_the_statement_from_ris(small):
    thing = things_of(small)["p/2.3/index.md"][0]
    assert zotero_ris(files_of(thing)[".ris"]) == {
        "title": "Open the Second Decade of Northland-Southland Work on the Two Rivers",
        "shortTitle": "Open the Second Decade",
        "websiteType": "readout of remarks by Ada Brook at the joint press meeting with Ben Ford, Harbour Town",
        "date": "2021/05/14",
        "accessDate": "2026/11/26",
        "url": f"{SITE}p/2.3/",
        "language": "en",
        "abstractNote": f"“{small.statement.passage('p2.3').text}”",
        "note": "Speaker: Ada Brook. Publisher not established. Via The Second Decade of the Two Rivers, annotated,"
        " edition 2026.1. Cited: para. 2.3",
    }


def test_zotero_reads_our_page_from_ris(small):
    thing = things_of(small)["glossary/river-board/index.md"][0]
    assert zotero_ris(files_of(thing)[".ris"]) == {
        "title": "Northland-Southland River Board (NSRB)",
        "shortTitle": "Northland-Southland River Board",
        "websiteTitle": "The Second Decade of the Two Rivers, annotated",
        "websiteType": "glossary entry, edition 2026.1",
        "date": "2026/11/26",
        "accessDate": "2026/11/26",
        "url": f"{SITE}glossary/river-board/",
        "language": "en",
    }


def test_zotero_reads_both_from_bibtex(small):
    found = things_of(small)
    statement = zotero_bibtex(files_of(found["p/2.3/index.md"][0])[".bib"])
    assert statement["title"] == "Open the Second Decade of Northland-Southland Work on the Two Rivers"
    assert statement["note"].startswith("Readout of remarks by Ada Brook")
    assert statement["annote"].endswith("edition 2026.1. Cited: para. 2.3")
    assert statement["date"] == "2021-05-14"
    page = zotero_bibtex(files_of(found["glossary/river-board/index.md"][0])[".bib"])
    assert page["title"] == "Northland-Southland River Board (NSRB)"
    assert page["note"] == "Glossary entry, edition 2026.1"
    assert page["date"] == "2026-11-26"


def test_letters_and_signs_survive(small):
    thing = replace(things_of(small)["glossary/river-board/index.md"][0], title=HARD, description=HARD)
    files = files_of(thing)
    for item in (zotero_ris(files[".ris"]), zotero_bibtex(files[".bib"])):
        assert item["title"] == HARD
    assert zotero_bibtex(files[".bib"])["note"] == f"{HARD}, edition 2026.1"
    assert rispy.loads(files[".ris"])[0]["title"] == HARD
    (record,) = json.loads(files[".csl.json"])
    assert (record["title"], record["genre"]) == (HARD, f"{HARD}, edition 2026.1")


# --- every file ---


def plain(latex: str) -> str:
    return re.sub(r"\\([&%$#_{}])", r"\1", latex).removeprefix("{").removesuffix("}")


def test_files_are_read_by_other_peoples_parsers(things, real):
    for thing in things:
        files = files_of(thing)
        day = real.about.date if thing.what == "statement" else IMPRINT.date
        (entry,) = bibtexparser.parse_string(files[".bib"]).entries
        (ris,) = rispy.loads(files[".ris"])
        (record,) = json.loads(files[".csl.json"])
        assert entry.entry_type == "online"
        assert ris["type_of_reference"] == "ELEC"
        assert record["type"] == "webpage"
        assert entry.key == thing.key
        assert plain(entry["title"]) == ris["title"] == record["title"] == thing.title
        assert entry["url"] == record["URL"] == thing.address
        assert ris["urls"] == [thing.address]
        assert entry["urldate"] == IMPRINT.date
        assert entry["date"] == day
        assert ris["year"] == day[:4]
        assert record["accessed"] == {"date-parts": [[2026, 11, 26]]}


def test_no_author_is_asserted_and_the_speaker_is_named(things, real):
    for thing in things:
        files = files_of(thing)
        (record,) = json.loads(files[".csl.json"])
        speaker = real.about.speaker.name
        assert record.get("contributor") == ([{"literal": speaker}] if thing.what == "statement" else None)
        for text in files.values():
            assert not re.search(r"^(AU|A1)  |\bauthor\b", text, re.MULTILINE)
            assert (f"Speaker: {speaker}." in text) == (thing.what == "statement")


def test_the_title_stands_alone_and_no_field_is_long(things):
    for thing in things:
        files = files_of(thing)
        (entry,) = bibtexparser.parse_string(files[".bib"]).entries
        (record,) = json.loads(files[".csl.json"])
        fields = [
            *((key, plain(value)) for key, value in entry.items()),
            *re.findall(r"^(\w\w)  - (.*)\r$", files[".ris"], re.MULTILINE),
            *((key, value) for key, value in record.items() if isinstance(value, str)),
        ]
        for key, value in fields:
            if key.lower() in ("title", "ti"):
                assert value == thing.title
                assert not re.search(r"\[|edition|\bvia\b", value)
            elif key not in ("abstract", "AB"):  # the words of the passage
                assert len(value) <= 150, (thing.key, key, value)


def test_a_publisher_that_is_known_is_named(small):
    thing = replace(things_of(small)["p/2.3/index.md"][0], publisher="Press Office of Northland")
    files = files_of(thing)
    assert "PB  - Press Office of Northland\r\n" in files[".ris"]
    assert "publisher    = {Press Office of Northland}," in files[".bib"]
    assert all("not established" not in text for text in files.values())


def test_without_a_public_address_files_say_what_to_fill_in(real):
    for thing in things_of(real, "")["p/2.3/index.md"]:
        files = files_of(thing)
        assert f"url          = {{{UNKNOWN}}}," in files[".bib"]
        assert f"UR  - {UNKNOWN}\r\n" in files[".ris"]
        assert json.loads(files[".csl.json"])[0]["URL"] == UNKNOWN
        for words in files.values():
            assert words.count(UNKNOWN) == 1
            assert "http" not in words


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_bibtex_survives_any_title(title):
    record = {"id": "x", "title": title, "language": "en"}
    parsed = bibtexparser.parse_string(reference_files.bibtex(record))
    assert not parsed.failed_blocks
    braces = 0
    for found in re.finditer(r"\\.|[{}]", parsed.entries[0]["title"] if title.strip() else ""):
        braces += {"{": 1, "}": -1}.get(found[0], 0)
        assert braces >= 0
    assert braces == 0
