"""The parser: any statement of the genre, in any of the forms it comes in."""

from __future__ import annotations

import hashlib
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from explainer.load.statement import ORDINALS, ordinal, parse
from explainer.load.textfile import hidden
from explainer.problems import ContentError

LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1).map(str.strip).filter(bool)
PLAIN_LINE = LINE.filter(
    lambda line: ordinal(line) is None and not line.lower().startswith("article number") and not list(hidden(line))
)


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def message(raw: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        parse(raw, "s.txt")
    return "\n".join(map(str, caught.value.problems))


def test_the_real_statement_has_23_passages(real):
    numbers = [p.number for p in real.statement.passages]
    assert len(numbers) == 23
    assert numbers[:5] == ["0.1", "0.2", "0.3", "0.4", "1.1"]
    assert [sum(p.section == n for p in real.statement.passages) for n in range(5)] == [4, 4, 5, 4, 6]
    assert real.statement.article_number == "496"


def test_the_hashes_are_those_that_anyone_computes(real):
    received = (ROOT / "content" / "statement.txt").read_bytes()
    for raw in (received, received.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + received):
        told = subprocess.run(["git", "hash-object", "--stdin"], input=raw, capture_output=True, check=True).stdout
        assert parse(raw).swhid == f"swh:1:cnt:{told.decode().strip()}"
        assert parse(raw).sha256 == hashlib.sha256(raw).hexdigest()
    assert real.statement.sha256 == real.about.sha256


@pytest.mark.parametrize(
    "line, number",
    [
        ("First, x", 1),
        ("Firstly, x", 1),
        ("FIRST: x", 1),
        ("First of all, x", 1),
        ("The first is x", 1),
        ("The first point is x", 1),
        ("Second — x", 2),
        ("Twelfth, x", 12),
        ("Secondly; x", 2),
        ("Third，x", 3),
    ],
)
def test_forms_of_ordinals(line, number):
    assert ordinal(line) == number


@pytest.mark.parametrize(
    "line",
    [
        "First Minister Brook spoke.",
        "Second-round talks, too",
        "The first visit was long",
        "Firstborn, he",
        "At first, no",
        "The first session is over",
    ],
)
def test_what_is_no_ordinal(line):
    assert ordinal(line) is None


@given(
    points=st.lists(st.lists(PLAIN_LINE, max_size=3), min_size=2, max_size=12),
    opening=st.lists(PLAIN_LINE, max_size=3),
    title=PLAIN_LINE,
    end=st.sampled_from(["\n", "\r\n", "\r", "\n\n", " \n\t\n"]),
    bom=st.booleans(),
    article=st.booleans(),
)
def test_any_statement_keeps_every_line(points, opening, title, end, bom, article):
    lines = list(opening)
    for number, rest in enumerate(points):
        lines += [f"{ORDINALS[number].capitalize()}, point {number + 1}", *rest]
    source = (["Article Number: 5"] if article else []) + [title, *lines]
    parsed = parse((("\ufeff" if bom else "") + end.join(source)).encode())
    assert [p.text for p in parsed.passages] == lines
    assert parsed.title == title
    assert parsed.sections == ((0,) if opening else ()) + tuple(range(1, len(points) + 1))
    assert len({p.id for p in parsed.passages}) == len(lines)
    assert parsed.article_number == ("5" if article else None)


def test_only_the_first_line_can_be_an_article_number():
    parsed = parse(text("Title", "Article Number: 3", "First, a", "Second, b"))
    assert parsed.article_number is None
    assert parsed.passages[0].text == "Article Number: 3"


@pytest.mark.parametrize(
    "raw, expected",
    [
        (b"", "s.txt: statement-empty: no text"),
        (b"\n \n", "s.txt: statement-empty: no text"),
        (b"Article Number: 4\n", "s.txt:1: statement-title: no title"),
        (text("T", "a", "b"), "s.txt: no-points: found 0 ordinal point(s), need at least 2"),
        (text("T", "First, a"), "s.txt: no-points: found 1 ordinal point(s)"),
        (text("T", "First, a", "Third, b"), 's.txt:3:1: point-order: "third" is out of order: expected "second" here'),
        (text("T", "First, a", "First, b"), 's.txt:3:1: point-order: "first" stands twice'),
        (text("T", "Second, a", "First, b"), 's.txt:2:1: point-order: "second" is out of order: expected "first"'),
        (text("T", *(f"{o.capitalize()}, x" for o in ORDINALS[:13])), "s.txt:14:1: too-many-points:"),
        (b"T\nFirst, a\nSecond, \xff", "s.txt:3:9: not-utf8: not UTF-8: byte 0xff at offset 19"),
        (
            b"T\nFirst, a\x00\nSecond, b",
            "s.txt:2:9: hidden-character: U+0000 (a control character) cannot be seen; remove it",
        ),
        (
            "T\nFirst, a\u2028b\nSecond, c".encode(),
            "s.txt:2:9: hidden-character: U+2028 (line separator) cannot be seen",
        ),
        ("T\nFirst, a\nSecond, \u202eb".encode(), "s.txt:3:9: hidden-character: U+202E (right-to-left override)"),
        (b"T\nFirst, a\nSecond, " + b"b" * 10_000, "s.txt:3:10001: passage-length: at most 10000 characters"),
    ],
)
def test_bad_statements_are_refused_in_plain_words(raw, expected):
    assert expected in message(raw)
