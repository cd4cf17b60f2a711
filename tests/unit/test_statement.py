"""The text, cut as statement.yml says: each part where it is named, and nothing of it lost."""

from __future__ import annotations

import hashlib
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from explainer.load.model import Beginning, Structure
from explainer.load.proposal import first_words, propose
from explainer.load.statement import UNSEEN, cut, lines
from explainer.load.textfile import hidden
from explainer.problems import ContentError

# Lines of every kind, and such as look like parts of a statement.
LINE = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1),
    st.sampled_from(
        [
            "First, a. Second, b; third, c",
            "Second, x",
            "Finally, y",
            "1. x",
            "2. y",
            "the end of it",
            "Q: why?",
            "In closing, z",
        ]
    ),
).filter(lambda line: line.strip().strip(UNSEEN) and not list(hidden(line)))
END = st.sampled_from(["\n", "\r\n", "\r", "\n\n", " \n\t\n"])


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def begin(line: int, begins: str) -> Beginning:
    return Beginning(line=line, begins=begins)


def structure(*points: Beginning, **others: object) -> Structure:
    return Structure(**{"title": begin(1, "T"), "points": points} | others)


def message(raw: bytes, how: Structure | None = None) -> str:
    with pytest.raises(ContentError) as caught:
        cut(raw, how or structure(), "s.txt")
    return "\n".join(map(str, caught.value.problems))


def squeezed(text: str) -> str:
    """The text without white space, and what else is not seen at the ends of lines."""
    return "".join("".join(text.split()).translate({ord(char): None for char in UNSEEN}))


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
        assert cut(raw, real.about.structure).swhid == f"swh:1:cnt:{told.decode().strip()}"
        assert cut(raw, real.about.structure).sha256 == hashlib.sha256(raw).hexdigest()
    assert real.statement.sha256 == real.about.sha256


@given(rows=st.lists(LINE, min_size=2, max_size=14), end=END, bom=st.booleans())
def test_what_is_proposed_for_any_text_keeps_every_line_in_order(rows, end, bom):
    raw = (("\ufeff" if bom else "") + end.join(rows)).encode()
    try:
        proposal = propose(raw)
    except ContentError:
        return
    there = squeezed("".join(line.text for line in lines(raw)))
    statement = cut(raw, proposal.structure)
    title = "" if proposal.structure.untitled else statement.title
    number = f"Article Number:{statement.article_number}" if statement.article_number is not None else ""
    beside = [title, number, *statement.head, *statement.foot]
    assert sorted(squeezed("".join([*beside, *(p.text for p in statement.passages)]))) == sorted(there)
    at = 0
    for passage in statement.passages:
        at = there.index(squeezed(passage.text), at) + len(squeezed(passage.text))


@given(data=st.data(), rows=st.lists(LINE, min_size=3, max_size=20), end=END)
def test_joined_passages_are_the_lines_wherever_an_editor_cuts(data, rows, end):
    raw = end.join(["Title", *rows]).encode()
    source = lines(raw)
    starts = data.draw(st.lists(st.sampled_from(source[1:]), unique_by=lambda line: line.number, min_size=1))
    begun = [begin(line.number, first_words(line.text)) for line in sorted(starts, key=lambda line: line.number)]
    how = Structure(title=begin(1, "Title"), points=begun[:40], wrapped=data.draw(st.booleans()))
    try:
        statement = cut(raw, how)
    except ContentError as error:  # what a model strips may be no word of the line
        assert all(problem.code == "structure" for problem in error.problems)
        return
    made = statement.title + "".join(passage.text for passage in statement.passages)
    assert squeezed(made) == squeezed("".join(line.text for line in source))
    assert len({passage.id for passage in statement.passages}) == len(statement.passages)
    assert sum(part == "point" for part in statement.parts.values()) == len(how.points)


def test_any_layout_can_be_said():
    raw = text("Town, 1 May", "T", "a. Second, b; second, c", "", "d", "e", "Bye", "Q: f", "G H")
    how = structure(
        begin(3, "Second, b"),
        begin(3, "second, c"),
        head=(begin(1, "Town"),),
        title=begin(2, "T"),
        closing=begin(7, "Bye"),
        questions=begin(8, "Q:"),
        foot=(begin(9, "G H"),),
        wrapped=True,
        passages=(begin(3, "a."), begin(6, "e")),
    )
    statement = cut(raw, how)
    assert [(p.number, p.text, p.line) for p in statement.passages] == [
        ("0.1", "a.", 3),
        ("1.1", "Second, b;", 3),
        ("2.1", "second, c", 3),
        ("2.2", "d", 5),
        ("2.3", "e", 6),
        ("3.1", "Bye", 7),
        ("4.1", "Q: f", 8),
    ]
    assert list(statement.parts.values()) == ["opening", "point", "point", "closing", "questions"]
    assert (statement.title, statement.head, statement.foot) == ("T", ("Town, 1 May",), ("G H",))


def test_a_text_of_paragraphs_needs_no_points():
    statement = cut(text("a", "b", "Bye"), Structure(untitled="A letter", closing=begin(3, "Bye")))
    assert [p.number for p in statement.passages] == ["1.1", "1.2", "2.1"]
    assert statement.parts == {1: "text", 2: "closing"}
    assert statement.title == "[A letter]"


def test_forty_points_of_many_passages():
    rows = [f"{n}. point" if not at else f"line {at}" for n in range(1, 41) for at in range(120)]
    raw = text("T", *rows)
    statement = cut(raw, structure(*(begin(2 + 120 * n, f"{n + 1}. point") for n in range(40))))
    assert statement.passages[-1].id == "p40.120"


@pytest.mark.parametrize(
    "how, expected",
    [
        (structure(begin(9, "First")), "line 9 is not there: the last one of statement.txt is line 5"),
        (structure(begin(4, "First")), "line 4 is blank; these words begin line 3"),
        (structure(begin(2, "First, a")), 'line 2 begins "an opening", not "First, a"; these words begin line 3'),
        (structure(begin(3, "second")), 'line 3 begins "First, a and a", not "second"; they stand in line 5'),
        (structure(begin(3, "a")), '"a" stands 3 times in line 3; give more of its words'),
        (structure(begin(5, "A second"), begin(3, "First")), "line 3 comes before line 5; points stand in the order"),
        (structure(begin(3, "First"), closing=begin(2, "an")), "line 2 comes before the last point, in line 3"),
        (structure(begin(3, "First"), foot=(begin(3, "First"),)), "line 3 begins two things: points and foot"),
    ],
)
def test_what_does_not_agree_with_the_text_is_told(how, expected):
    raw = text("T", "an opening", "First, a and a", "", "A second, b")
    assert expected in message(raw, how)


def test_a_passage_that_is_too_long_can_be_cut():
    raw = text("T", f"First, {'a' * 6000}. Then {'b' * 6000}", "Second")
    points = begin(2, "First"), begin(3, "Second")
    assert "s.txt:2: passage-length: the passage that begins here has 12014 characters" in message(
        raw, structure(*points)
    )
    assert len(cut(raw, structure(*points, passages=(begin(2, "Then"),))).passages) == 3


@pytest.mark.parametrize(
    "raw, expected",
    [
        (b"", "s.txt: statement-empty: no text"),
        (b"\n \n", "s.txt: statement-empty: no text"),
        (b"T", "structure: leaves no passage: every line is title, head or foot"),
        (b"T\nFirst, a\nSecond, \xff", "s.txt:3:9: not-utf8: not UTF-8: byte 0xff at offset 19"),
        (b"T\na\x00\nb", "s.txt:2:2: hidden-character: U+0000 (a control character) cannot be seen; remove it"),
        ("T\na\u2028b\nc".encode(), "s.txt:2:2: hidden-character: U+2028 (line separator) cannot be seen"),
        ("T\na\n  \u202eb".encode(), "s.txt:3:3: hidden-character: U+202E (right-to-left override)"),
    ],
)
def test_bad_statements_are_refused_in_plain_words(raw, expected):
    assert expected in message(raw)


def test_what_cannot_be_seen_at_the_ends_of_a_line_is_no_part_of_it():
    statement = cut(
        "\ufeffT\n\u200bFirst, a\ufeff \n\u2060 Second, b".encode(), structure(begin(2, "First"), begin(3, "Second"))
    )
    assert [p.text for p in statement.passages] == ["First, a", "Second, b"]
