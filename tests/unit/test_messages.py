"""What editors are told for the mistakes that people make while typing: one clear line, at the place of the mistake.

Each case is a wrong edit of the mini edition with the one line that must come out, and a right edit that passes.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import ROOT, build
from explainer.check.plain import mistakes
from explainer.load.model import Note
from explainer.load.textfile import hidden
from explainer.load.texts import Takes
from explainer.load.yamlfile import Cut, load
from explainer.problems import ContentError
from explainer.selectors import SelectorError, find
from test_checks import problems

NOTES = "notes/pillar-1.yml"
TITLE = "title: The river was dredged in 2021"
TEXT = "text: Two counts differ, by 1 and 2 km."
MARKS = "put the text in quotation marks"
ADDRESS = "https://gazette.example/2020/ministers"


class Case(NamedTuple):
    """In `file`, the words `old`: with `wrong` there comes out one line, `told`; with `right` none."""

    file: str
    old: str
    wrong: str
    told: str
    right: str


def note(wrong: str, told: str, right: str, old: str = TITLE) -> Case:
    return Case(NOTES, old, wrong, f"content/{NOTES}:{told}", right)


YAML = {
    "a colon in a text": note(
        "title: The river: dredged",
        f'5:19: yaml: a colon in a text; {MARKS}: "The river: dredged"',
        'title: "The river: dredged"',
    ),
    "a colon at the end": note(
        "title: The river:", f'5:19: yaml: a colon in a text; {MARKS}: "The river:"', 'title: "The river:"'
    ),
    "a colon between braces": Case(
        "glossary/ada-brook.yml",
        "{text: Minister of Northland.,",
        "{text: Minister: of Northland.,",
        f'content/glossary/ada-brook.yml:5:28: yaml: a ":" in a text between brackets or braces; {MARKS}',
        '{text: "Minister: of Northland.",',
    ),
    "a comma between braces": Case(
        "glossary/ada-brook.yml",
        "{text: Minister of Northland.,",
        "{text: Minister, of Northland.,",
        f'content/glossary/ada-brook.yml:5:30: yaml: "of Northland." stands without a value: between braces a comma ends a text; {MARKS}',
        '{text: "Minister, of Northland.",',
    ),
    "begins with a quotation mark": note(
        'title: "Dredged" in 2021',
        '5:10: yaml: the text goes on after its closing "; put the whole text in quotation marks: \'"Dredged" in 2021\'',
        "title: '\"Dredged\" in 2021'",
    ),
    "quotation marks in quotation marks": note(
        'title: "The "river" was dredged"',
        '5:10: yaml: the text goes on after its closing "; put the whole text in quotation marks: \'The "river" was dredged\'',
        "title: 'The \"river\" was dredged'",
    ),
    "an apostrophe in apostrophes": note(
        "title: 'The river's bed'",
        "5:10: yaml: the text goes on after its closing '; put the whole text in quotation marks: \"The river's bed\"",
        'title: "The river\'s bed"',
    ),
    "begins with a bracket": note(
        "title: [Sic] in 2021",
        '5:10: yaml: a text that begins with [ stands in quotation marks: "[Sic] in 2021"',
        'title: "[Sic] in 2021"',
    ),
    "begins with a brace": note(
        "title: {Sic} in 2021",
        '5:10: yaml: a text that begins with { stands in quotation marks: "{Sic} in 2021"',
        'title: "{Sic} in 2021"',
    ),
    "begins with emphasis": note(
        "text: *Two* counts differ.",
        '10:13: yaml: a text that begins with * stands in quotation marks: "*Two* counts differ."',
        'text: "*Two* counts differ."',
        TEXT,
    ),
    "begins with an asterisk": note(
        "title: *Two counts",
        '5:10: yaml: a text that begins with * stands in quotation marks: "*Two counts"',
        'title: "*Two counts"',
    ),
    **{
        f"begins with {mark}": note(
            f"title: {mark} counts",
            f'5:10: yaml: a text that begins with {mark[0]} stands in quotation marks: "{mark} counts"',
            f'title: "{mark} counts"',
        )
        for mark in ("&", "%two", "@two", "`two`", "|", ">", "-", "?")
    },
    "an anchor": note(
        "title: &two counts",
        "5:10: yaml-alias: anchors (&name) are not used here; put a text that begins with & in quotation marks",
        'title: "&two counts"',
    ),
    "a tag": note(
        "title: !two counts",
        "5:10: yaml-tag: tags (!name) are not used here; put a text that begins with ! in quotation marks",
        'title: "!two counts"',
    ),
    "an unclosed quotation mark": note(
        'title: "The river was dredged',
        '5:10: yaml: the quotation mark " opened here is closed only in line 7; close it where the text ends',
        'title: "The river was dredged"',
    ),
    "an unclosed quotation mark, and no other in the file": Case(
        "glossary/ada-brook.yml",
        "name: Ada Brook",
        'name: "Ada Brook',
        'content/glossary/ada-brook.yml:2:7: yaml: the quotation mark " opened here is not closed',
        'name: "Ada Brook"',
    ),
    "a quotation that swallows keys": Case(
        NOTES,
        "quote: dredge the North River\n  kind: follow-up\n  title: The river was dredged in 2021\n",
        'quote: "dredge the North River\n  kind: follow-up\n  title: The river was dredged in 2021"\n',
        f'content/{NOTES}:3:10: yaml: the quotation mark " opened here is not closed before kind: follow-up',
        'quote: "dredge the North River"\n  kind: follow-up\n  title: "The river was dredged in 2021"\n',
    ),
    "a backslash": note(
        'title: "The river \\d 2021"',
        "5:21: yaml: a backslash between \"...\" has a meaning of its own; write '...' around the text instead",
        "title: 'The river \\d 2021'",
    ),
    "an unclosed bracket": note(
        "cite: [journal-2021, gazette-2020",
        '11:13: yaml: the "[" opened here is not closed, or a comma is missing; write "]" where it ends',
        "cite: [journal-2021, gazette-2020]",
        "cite: [journal-2021, gazette-2020]",
    ),
    "a comment in a text": note(
        "title: The river was dredged #1",
        f'5:3: schema: title: "The river was dredged" ends before " #", where a comment begins; {MARKS}, or the comment on a line of its own',
        'title: "The river was dredged #1"',
    ),
    "a comment beside an id or a date": note(
        "quote: dredge the North River  # not: the South",
        f'3:3: schema: quote: "dredge the North River" ends before " #", where a comment begins; {MARKS}, or the comment on a line of its own',
        "quote: dredge the North River\n  # whole lines may be comments",
        "quote: dredge the North River",
    ),
    "a comment where a text should be": note(
        "title: # 1 in the river",
        '5:10: yaml-comment: nothing stands before the "#", where a comment begins; put a text that begins with # in quotation marks',
        'title: "# 1 in the river"',
    ),
    "a key without its colon": note(
        "cite [journal-2021, gazette-2020]",
        '11:7: yaml: "cite [journal-2021, gazette-2020]" has no colon; a text that goes on in a new line is indented deeper than its key',
        "cite: [journal-2021, gazette-2020]",
        "cite: [journal-2021, gazette-2020]",
    ),
    "a key without a space": note(
        "cite:[journal-2021, gazette-2020]",
        '11:7: yaml: a space is missing after the colon; write "cite: [journal-2021, gazette-2020]"',
        "cite: [journal-2021, gazette-2020]",
        "cite: [journal-2021, gazette-2020]",
    ),
    "a key that stands too deep": note(
        "text: Two counts differ.\n        cite:",
        '11:9: yaml: "cite:" stands deeper than the key above it; keys of one record begin in one column',
        "text: Two counts\n        differ.\n      cite:",
        TEXT + "\n      cite:",
    ),
    "a key that stands too far left": note(
        "text: Two counts differ.\n   cite:",
        "11:4: yaml: expected a key in column 3, as in the lines that this one belongs to",
        "text: Two counts differ.\n      cite:",
        TEXT + "\n      cite:",
    ),
    "a tab": note(
        "text: Two counts differ.\n\tcite:",
        "11:1: yaml: a tab; indent with spaces",
        "text: Two counts differ.\n      cite:",
        TEXT + "\n      cite:",
    ),
    "a second document": Case(
        "glossary/ada-brook.yml",
        "category: person",
        "category: person\n---\nx: y",
        'content/glossary/ada-brook.yml:4:1: yaml: a second document begins with "---"; a file holds one',
        "category: person",
    ),
    "a column in characters": note(
        "title: 河 река: x", f'5:16: yaml: a colon in a text; {MARKS}: "河 река: x"', 'title: "A river: x"'
    ),
}

VALUES = {
    "a source for a list": note(
        "cite: journal-2021",
        '11:7: schema: facts.cite: expected a list; write cite: [journal-2021], found "journal-2021"',
        "cite: [journal-2021]",
        "cite: [journal-2021, gazette-2020]",
    ),
    "text for a list of facts": Case(
        "commitments/ferries.yml",
        "reason:\n  - {text: Two ferries a week sailed from March 2020., cite: [gazette-2020, journal-2021], on: 2020-03}",
        "reason: Two ferries sailed.",
        'content/commitments/ferries.yml:13:1: schema: reason: expected a list (lines that begin with "- "), found "Two ferries sailed."',
        "reason:\n  - {text: Two ferries sailed., cite: [gazette-2020, journal-2021], on: 2020-03}",
    ),
    "text for a fact": Case(
        "glossary/ada-brook.yml",
        "{text: Minister of Northland., cite: [gazette-2020]}",
        "Minister of Northland.",
        'content/glossary/ada-brook.yml:5:1: schema: definition: expected keys and values (text, cite, reading, editors, as_of, on, seen_to, disputed), found "Minister of Northland."',
        "{text: Minister., cite: [gazette-2020]}",
    ),
    "a list for a text": note(
        "title: [Dredged]",
        "5:3: schema: title: expected a text, found a list; a text that begins with [ or { stands in quotation marks",
        'title: "[Dredged]"',
    ),
    "maybe": note(
        "disputed: maybe",
        '13:7: schema: facts.disputed: "maybe" is neither true nor false',
        "disputed: false",
        "disputed: true",
    ),
    "a number in letters": note(
        "quote: dredge the North River\n  nth: one",
        '4:3: schema: nth: "one" is not a whole number',
        "quote: dredge the North River\n  nth: 1",
        "quote: dredge the North River",
    ),
    "a number too small": note(
        "quote: dredge the North River\n  nth: 0",
        '4:3: schema: nth: "0" is too small; at least 1',
        "quote: dredge the North River\n  nth: '1'",
        "quote: dredge the North River",
    ),
    "a date in words": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: March 2020",
        'content/sources.yml:5:3: schema: issued: "March 2020" is not a date; write 2022-06-07, 2022-06, 2022 or n.d.',
        "issued: n.d.\n  undated: copy",
    ),
    "a date that is none": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: 2020-02-30",
        'content/sources.yml:5:3: schema: issued: there is no date "2020-02-30" in the calendar',
        "issued: 2020-02-29",
    ),
    "an id too long": note(
        "id: " + "a" * 61,
        f'1:3: schema: id: "{"a" * 59}…" has 61 characters; at most 60 may be',
        "id: dredging  # beside an id, a comment may stand",
        "id: dredging",
    ),
    "a DOI as an address": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: 2020-03-15\n  DOI: https://doi.org/10.1093/ia/iiaa061",
        'content/sources.yml:6:3: schema: DOI: "https://doi.org/10.1093/ia/iiaa061" is not a DOI; write 10.1093/ia/iiaa061',
        "issued: 2020-03-15\n  DOI: 10.1093/ia/iiaa061",
    ),
    "a DOI with its prefix": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: 2020-03-15\n  DOI: doi:10.1093/ia/iiaa061",
        'content/sources.yml:6:3: schema: DOI: "doi:10.1093/ia/iiaa061" is not a DOI; write 10.1093/ia/iiaa061',
        "issued: 2020  # a year alone, a comment beside it",
    ),
    "an apostrophe in an address": Case(
        "sources.yml",
        "https://gazette.example/2020/ministers",
        "https://gazette.example/2020/minister's",
        'content/sources.yml:6:3: schema: URL: "https://gazette.example/2020/minister\'s" holds a straight apostrophe; write %27 for it',
        "https://gazette.example/2020/minister%27s",
    ),
    "a space in an address": Case(
        "sources.yml",
        "https://gazette.example/2020/ministers",
        "https://gazette.example/2020/two ministers",
        'content/sources.yml:6:3: schema: URL: "https://gazette.example/2020/two ministers" holds a space; write %20 for it',
        "https://gazette.example/2020/two%20ministers",
    ),
    **{
        f"an address {name}": Case(
            "sources.yml",
            ADDRESS,
            wrong,
            f"content/sources.yml:6:3: schema: URL: {told}",
            right,
        )
        for name, wrong, told, right in (
            (
                "with a user",
                "https://www.gov.example@evil.example/",
                '"https://www.gov.example@evil.example/" names a user before "@", which readers take for the host; leave it out',
                "https://www.gov.example/@evil?a@b",
            ),
            ("without a host", "https:///2020", '"https:///2020" names no host', "https://gazette.example/2020"),
            (
                "with half a bracket",
                '"https://["',
                '"https://[" names no host: "["',
                '"https://[2001:db8::1]:8080/"',
            ),
            (
                "with a host that is none",
                "https://gazette/2020",
                '"https://gazette/2020" names no host: "gazette"',
                "https://xn--gazette-x_.gazette.example",
            ),
            (
                "with half a number for a host",
                "https://192.0.2/2020",
                '"https://192.0.2/2020" names no host: "192.0.2"',
                "https://192.0.2.1/2020",
            ),
            (
                "with a port that is none",
                "https://gazette.example:99999/",
                '"https://gazette.example:99999/" names no port: "99999"',
                "https://gazette.example:8443/",
            ),
            (
                "with a letter that looks like another",
                "https://g\u0430zette.example/",
                '"https://g\u0430zette.example/" has a host in letters that can be taken for others; write xn--gzette-3nf.example',
                "https://gazette.example/\u0430",
            ),
            (
                "with a backslash",
                "https://gazette.example\\2020",
                '"https://gazette.example\\2020" holds U+005C (reverse solidus); write %5C for it',
                "https://gazette.example/%5C2020",
            ),
            (
                "too long",
                "https://gazette.example/" + "a" * 1977,
                f'"https://gazette.example/{"a" * 35}…" has 2001 characters; at most 2000 may be',
                "https://gazette.example/" + "a" * 1976,
            ),
        )
    },
    "a script for a DOI": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: 2020-03-15\n  DOI: javascript://x/%0aalert(1)",
        'content/sources.yml:6:3: schema: DOI: "javascript://x/%0aalert(1)" is not a DOI; write 10.1016/j.telpol.2024.102878',
        "issued: 2020-03-15\n  DOI: 10.1016/j.telpol.2024.102878",
    ),
    "a DOI with angles": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: 2020-03-15\n  DOI: 10.1002/a<693::b>3.0",
        'content/sources.yml:6:3: schema: DOI: "10.1002/a<693::b>3.0" holds U+003C (less-than sign); write %3C for it',
        "issued: 2020-03-15\n  DOI: 10.1002/a%3C693::b%3E3.0",
    ),
    "nothing but white space": note('title: "  "', "5:3: schema: title: is empty", TITLE),
    "nothing before a quotation": note(
        'quote: dredge the North River\n  prefix: ""',
        "4:3: schema: prefix: is empty",
        'quote: dredge the North River\n  prefix: " "',
        "quote: dredge the North River",
    ),
    "a title of a page": note(
        "title: " + "a" * 501, f'5:3: schema: title: "{"a" * 59}…" has 501 characters; at most 500 may be', TITLE
    ),
    "a fact of a chapter": note(
        "text: " + "a" * 4001,
        f'10:7: schema: facts.text: "{"a" * 59}…" has 4001 characters; at most 4000 may be',
        "text: " + "a" * 4000,
        TEXT,
    ),
    "a language in a language": note(
        'text: "[a [b](lang:zh)](lang:zh)"',
        "10:7: inline-link: a language inside a language",
        'text: "[a [b](lang:zh)](term:river-board)"',
        TEXT,
    ),
    "a line break in a name": note(
        'title: "The river\\nwas dredged"',
        '5:3: schema: title: holds a line break after "The river"; write it in one line, with one space between words',
        "title: The river\n    was dredged",
    ),
    "two spaces in a name": note(
        "title: The  river was dredged",
        '5:3: schema: title: holds two spaces after "The"; write it in one line, with one space between words',
        "title: The river was dredged",
    ),
    "a no-break space in a name": note(
        "title: The\u00a0river was dredged",
        '5:3: schema: title: holds a no-break space after "The"; write it in one line, with one space between words',
        "title: The river was dredged",
    ),
    "a line break in a quotation": note(
        "quote: |\n    dredge the\n    North River",
        '3:3: schema: quote: holds a line break after "dredge the"; write it in one line',
        "quote: dredge the\n    North River",
        "quote: dredge the North River",
    ),
}

HIDDEN = {
    "a control character": ("\x07", "U+0007 (a control character)"),
    "a line that others see": ("\u0085", "U+0085 (a control character)"),
    "a zero-width space": ("\u200b", "U+200B (zero width space)"),
    "a soft hyphen": ("\u00ad", "U+00AD (soft hyphen)"),
    "a right-to-left override": ("\u202e", "U+202E (right-to-left override)"),
    "a line separator": ("\u2028", "U+2028 (line separator)"),
    "a private-use character": ("\ue001", "U+E001 (a private-use character)"),
    "a noncharacter": ("\ufffe", "U+FFFE (no character)"),
    "a letter without a shape": ("\u3164", "U+3164 (hangul filler)"),
    "a variation of nothing": ("\ufe0f", "U+FE0F (variation selector-16)"),
    "an empty cell": ("\u2800", "U+2800 (braille pattern blank)"),
    "a tag": ("\U000e0041", "U+E0041 (tag latin capital letter a)"),
}

ENGLISH = "this field is plain English; write it in Latin letters, or tell it in the text of a fact"
HELD = {
    "bold": note(
        "text: Two **counts** differ.",
        '10:7: inline-markdown: text: "**counts**": two asterisks mean nothing here; write *words* for emphasis',
        "text: Two *counts* differ.",
        TEXT,
    ),
    "HTML": note(
        "text: Two <b>counts</b> differ.",
        '10:7: inline-markdown: text: "<b>": HTML is shown as it was typed; write *words* for emphasis',
        "text: 1 <2 counts> 0 of A&B; AT&T.",
        TEXT,
    ),
    "an entity": note(
        "text: Two&nbsp;counts differ.",
        '10:7: inline-markdown: text: "&nbsp;": HTML is shown as it was typed; write the character itself',
        "text: Two & two; counts differ.",
        TEXT,
    ),
    "a product": note(
        "text: They counted 2*3*4 km.",
        '10:7: inline-markdown: text: "2*3*4": an asterisk in a word or number; write × for "times", *words* for emphasis',
        "text: They counted 2×3×4 km, 2 * 3 by another count.",
        TEXT,
    ),
    "underscores": note(
        "text: Two _counts_ differ.",
        '10:7: inline-markdown: text: "_counts_": underscores mean nothing here; write *words* for emphasis',
        "text: Two snake_case_words differ.",
        TEXT,
    ),
    "emphasis in a title": note(
        "title: The *river* was dredged",
        '5:3: plain-text: title: "*river*": this field takes no Markdown; leave the asterisks out',
        "title: The river * was dredged",
    ),
    "a link in a title": note(
        'title: "The [river](term:river-board) was dredged"',
        '5:3: plain-text: title: "[river](term:river-board)": this field takes no links; only the text of facts and events does',
        'title: "The [river] (it was dredged)"',
    ),
    "HTML in a title": note(
        "title: The <i>river</i> was dredged",
        '5:3: plain-text: title: "<i>": HTML is shown as it was typed; leave it out',
        "title: The <RB> was dredged",
    ),
    "Chinese in a title": note("title: The 河 was dredged", f'5:3: plain-language: title: "河": {ENGLISH}', TITLE),
    "Cyrillic in a list of names": Case(
        "glossary/river-board.yml",
        "abbreviations: [RB]",
        "abbreviations: [RB, РС]",
        f'content/glossary/river-board.yml:3:21: plain-language: abbreviations: "РС": {ENGLISH}',
        "abbreviations: [RB]",
    ),
    "Chinese in a summary": Case(
        "statement.yml",
        "summary: A small text for tests.",
        "summary: A small text 河.",
        f'content/statement.yml:12:1: plain-language: summary: "河": {ENGLISH}',
        "summary: |\n  A small text\n  for tests.",
    ),
    "a link in a source's title": Case(
        "sources.yml",
        "title: Ministers meet",
        'title: "[Ministers](p2.2) meet"',
        'content/sources.yml:3:3: plain-text: title: "[Ministers](p2.2)": this field takes no links; only the text of facts and events does',
        "title: 部长会议",
    ),
}


def replaced(folder: Path, case: Case, new: str) -> list[str]:
    path = folder / case.file
    text = path.read_text(encoding="utf-8")
    assert case.old in text, "a case that changes nothing proves nothing"
    path.write_text(text.replace(case.old, new, 1), encoding="utf-8")
    found = problems(folder)
    path.write_text(text, encoding="utf-8")
    return found


CASES = {**YAML, **VALUES, **HELD}


@pytest.mark.parametrize("name", CASES)
def test_each_mistake_is_told_in_one_line(name, mini_folder):
    assert replaced(mini_folder, CASES[name], CASES[name].wrong) == [CASES[name].told]


@pytest.mark.parametrize("name", CASES)
def test_what_would_be_right_is_right(name, mini_folder):
    assert replaced(mini_folder, CASES[name], CASES[name].right) == []


@pytest.mark.parametrize("name", HIDDEN)
def test_characters_that_nobody_sees_are_named(name, mini_folder):
    char, called = HIDDEN[name]
    case = note(f"title: The {char}river", f"5:14: hidden-character: {called} cannot be seen here; remove it", TITLE)
    assert replaced(mini_folder, case, case.wrong) == [case.told]
    escaped = f'title: "The \\U{ord(char):08x}river"'
    told = f"content/{NOTES}:5:10: hidden-character: {called} cannot be seen; remove it"
    assert replaced(mini_folder, case, escaped) == [told]


def test_prose_is_one_line_whatever_its_file_has(mini_folder):
    fact = Note.model_validate(
        {
            "id": "a",
            "passage": "p1.1",
            "quote": "two  words",
            "kind": "context",
            "title": "A title",
            "facts": [{"text": "One\nline,  two\u00a0spaces.\n", "editors": "true"}],
        }
    )
    assert fact.facts[0].text == "One line, two spaces."
    assert fact.quote == "two  words"


def test_no_character_that_cannot_be_seen_is_overlooked():
    """What is passed over fast is nothing that the slow look would find."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    unseen = {c for c in every if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")} - set("\t\n\r")
    unseen |= {c for c in every if ord(c) & 0xFFFE == 0xFFFE} | set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
    unseen |= {chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))}
    assert {every[at] for at in hidden("".join(every))} == unseen


# --- files ---------------------------------------------------------------------------------------------------------------


FILES = {
    "timelin.yml": 'timelin.yml: file-name: no such file is read; did you mean "timeline.yml"?',
    "Sources.YML": 'Sources.YML: file-name: no such file is read; did you mean "sources.yml"?',
    "commitment/x.yml": 'commitment/: file-name: no such folder is read; did you mean "commitments"?',
    "pictures/x.png": "pictures/: file-name: no such folder is read; there are notes, glossary, commitments, series, editions",
    "glossary/x.yml.txt": "glossary/x.yml.txt: file-name: name it x.yml; .txt files are not read",
    "glossary/x.YML": "glossary/x.YML: file-name: name it x.yml; .YML files are not read",
    "series/x.txt": "series/x.txt: file-name: files in series/ are named .yml or .csv; .txt files are not read",
    "glossary/x.yaml": "glossary/x.yaml: file-name: name it x.yml; .yaml files are not read",
    "glossary/x.md": "glossary/x.md: file-name: files in glossary/ are named .yml; .md files are not read",
    "glossary/sub/x.yml": "glossary/sub/: file-name: folders in glossary/ are not read; put its files into glossary/ itself",
    "notes/pilar-1.yml": 'notes/pilar-1.yml: file-name: notes stand in opening.yml, pillar-1.yml, pillar-2.yml ..., closing.yml; did you mean "pillar-1.yml"?',
    "editions/2020.1.json.bak": "editions/2020.1.json.bak: file-name: name it 2020.1.json; .bak files are not read",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_nobody_reads_is_told(name, mini_folder):
    (mini_folder / name).parent.mkdir(exist_ok=True)
    (mini_folder / name).write_text("", encoding="utf-8")
    assert problems(mini_folder) == [f"content/{FILES[name]}"]


def test_dotfiles_and_readmes_may_stand_anywhere(mini_folder):
    (mini_folder / "editions").mkdir(exist_ok=True)
    for name in ("._sources.yml", ".DS_Store", "README.md", "glossary/README.md", "glossary/._ada-brook.yml"):
        (mini_folder / name).write_bytes(b"\x00\x05\x16\x07")
    (mini_folder / "editions" / "._2020.1.json").write_bytes(b"\x00\x05\x16\x07")
    assert problems(mini_folder) == []


# --- YAML that no person writes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, place",
    [("[" * 30_000, "1:21"), ("- " * 30_000 + "a", "1:41"), ("{a: " * 30_000, "1:81"), ("[\n" * 100_000, "21:1")],
)
def test_deep_nesting_is_refused_at_once(text, place, tmp_path):
    (tmp_path / "deep.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load(tmp_path / "deep.yml", "deep.yml")
    told = "lists and keys stand 20 deep inside one another; nothing here needs more than 8"
    assert [str(p) for p in error.value.problems] == [f"deep.yml:{place}: yaml-depth: {told}"]


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "---\n"])
def test_an_empty_file_is_nothing(text, tmp_path):
    (tmp_path / "empty.yml").write_text(text, encoding="utf-8")
    assert load(tmp_path / "empty.yml", "empty.yml")[0] is None


def test_a_key_is_plain_text(tmp_path):
    (tmp_path / "a.yml").write_text("? [a]\n: b\nc: {d: ~}\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load(tmp_path / "a.yml", "a.yml")
    assert [str(p) for p in error.value.problems] == ["a.yml:1:3: yaml-key: a key must be plain text"]


# --- quotations ------------------------------------------------------------------------------------------------------------

PASSAGE = 'The two sides will "dredge" the North-River café.'


@pytest.mark.parametrize(
    "quote, told",
    [
        ("two\u00a0sides", 'has a no-break space where the passage has a space, after "two"'),
        ("two  sides", 'has a space more than the passage, after "two"'),
        (
            "will “dredge",
            'has U+201C (left double quotation mark) where the passage has a straight quotation mark, after "will"',
        ),
        ("North\u2013River", 'has U+2013 (en dash) where the passage has a plain hyphen, after "North"'),
        (
            "cafe\u0301",
            'has U+0065 (latin small letter e) and U+0301 (combining acute accent) where the passage has U+00E9 (latin small letter e with acute), after "caf"',
        ),
        ("сafé", "has U+0441 (cyrillic small letter es) where the passage has U+0063 (latin small letter c)"),
    ],
)
def test_a_difference_that_nobody_sees_is_named(quote, told):
    with pytest.raises(SelectorError) as error:
        find(PASSAGE, quote)
    assert f'"{quote}" (it looks the same, but {told}); the passage reads: ' in str(error.value)


def test_a_difference_that_one_sees_is_not_explained():
    with pytest.raises(SelectorError, match=r'"North River" \(nearest: "North-River"\)'):
        find(PASSAGE, "North River")
    assert find(PASSAGE, "North-River")


def test_a_prefix_may_differ_unseen_too():
    with pytest.raises(SelectorError, match="has a no-break space where the passage has a space"):
        find(PASSAGE, "sides", prefix="two\u00a0")
    assert find(PASSAGE, "sides", prefix="two ")


def test_the_examples_in_the_readme_keep_to_the_rules(tmp_path):
    """They are copied: no comment cuts a text."""
    examples = re.findall(
        r"^```yaml\n(.*?)^```$", (ROOT / "content" / "README.md").read_text(encoding="utf-8"), re.M | re.S
    )
    assert len(examples) >= 5
    for example in examples:
        (tmp_path / "example.yml").write_text(example, encoding="utf-8")
        assert not [
            text
            for text in scalars(load(tmp_path / "example.yml", "example.yml")[0])
            if isinstance(text, Cut) and " " in text
        ]


def scalars(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from scalars(one)


# --- what must be possible -------------------------------------------------------------------------------------------------


def test_a_note_may_stand_on_passage_100(tmp_path):
    lines = "".join(f"Line {n} is here.\n" for n in range(2, 102))
    (tmp_path / "long.txt").write_text(f"T\nFirst, a.\n{lines}Second, b.\n", encoding="utf-8")
    assert build("new", tmp_path / "long.txt", tmp_path / "long").returncode == 0
    content = tmp_path / "long" / "content"
    (content / "notes" / "pillar-1.yml").write_text(
        "- id: hundred\n  passage: p1.100\n  quote: Line 100\n  kind: wording\n  title: The hundredth\n"
        "  facts:\n    - {text: It is line 100., editors: true}\n",
        encoding="utf-8",
    )
    assert build("ids", "--content", content).returncode == 0
    assert problems(content, draft=True) == []


def test_any_year_may_stand_in_the_content(mini_folder, tmp_path):
    """Rendered citations are searched for the date of access: it is one that no record holds."""
    path = mini_folder / "statement.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Two Rivers, annotated", "name: Plan 2999"), encoding="utf-8")
    done = build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
    assert done.returncode == 0, done.stderr
    card = (tmp_path / "docs" / "p" / "1.2" / "index.md").read_text(encoding="utf-8")
    assert "Plan 2999" in card
    assert "2998" not in card
    assert 'accessed *\\[date of access\\]*{ .accessed data-form="dmy" }' in card


def test_a_new_site_never_begins_with_a_problem(tmp_path):
    """Words of the statement are suggested for titles only if they may stand there."""
    (tmp_path / "s.txt").write_text(
        "T  **x** \u00a0河\nOpen <b>.\nFirst, a\u00a0b\nSecond, a: b # c\n", encoding="utf-8"
    )
    assert build("new", tmp_path / "s.txt", tmp_path / "new").returncode == 0
    assert problems(tmp_path / "new" / "content", draft=True) == []
    about = (tmp_path / "new" / "content" / "statement.yml").read_text(encoding="utf-8")
    assert 'name: "TODO: the name of this site"' in about
    assert "# Second, a: b # c" in about


def test_what_a_text_takes():
    assert not list(mistakes(Takes.EXACT_WORDS, "**x** <b> 河"))
    assert {code for code, _ in mistakes(Takes.ENGLISH, "**x** <b> 河")} == {"plain-text", "plain-language"}
    assert {code for code, _ in mistakes(Takes.ANY_LANGUAGE, "**x** 河")} == {"plain-text"}
    assert not list(mistakes(Takes.ANY_LANGUAGE, "河"))
