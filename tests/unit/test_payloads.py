"""Nothing that people write becomes code or structure: whatever stands in a field, a page is made of the same elements."""

from __future__ import annotations

import json
import re

import bibtexparser
import lxml.etree
import pytest
import rispy

from conftest import ROOT
from explainer.cite import styles
from explainer.load.content import load_content
from explainer.load.model import About, CitedAs, Level, Seats, Series, Source, Stretch, Term, TimelineEvent
from explainer.load.texts import Takes
from explainer.problems import ContentError
from explainer.render import cite_block
from payloads import COUNT, LEAVES, WHOLE, lines, load, model_of, render, texts_of, tokens, word, write
from test_markdown import converter

# What begins a block in Markdown, in a dialect of it, or in a file for reference managers ...
BEGINNINGS = (
    "# x", "##", "1. x", "2) x", "- x", "-", "--", "---", "+ x", "* x", "* * *", "> x", ">", "| a |", "|--|--|", "/// x", "//// html | div#x",
    ": x", ":", "[^a]: x", "[a]: http://evil.example/", "*[HTML]: x", "~~~", "```", "````{.html #evil}", "{ #top }", "{: .a #top }", "!!! note",
    "??? x", "=== x", "====", "=", "<", "<sc", "</sc", "<svg onload=alert(1)", "<?php", "<!x", "&lt", "&copy", "&#60", "&", "^x^", "%", "@x", "$x$",
    "\\", "\\# x", "(sources)", "[x", "]", "]: x", "![x]", "[[x]]", "{++x++}", "{--x--}", "{~~a~>b~~}", "{>>x<<}", "{==x==}", "==x==", "++x++",
    ":smile:", "::: x", "--8<-- about/occasion", "{{ 7 * 7 }}", "{% raw %}", "}, x", "<sc>x</sc>", "~x~", "(@x) y", "[@c0]", "\u2022 x", "'x", '"x',
    "TY - JOUR",
)  # fmt: skip
# ... and what means something anywhere in a line.
TAIL = (
    "==a== ++b++ {++c++} {--d--} {~~e~>f~~} {>>g<<} ^h^ ~i~ $j$ \\k \\\\ [l {#m} { #n } {: #o} <sc>p</sc> <svg onload=q &r ]"
    " (sources) [^s] :t: `u` |"
)
TURNS = len(BEGINNINGS)
IN_CHARTS = {(Series, "label"), (Series, "unit"), (Level, "label"), (Stretch, "label")}
SHORT = {(TimelineEvent, "text"), (CitedAs, "description"), (About, "place_name"), *IN_CHARTS}


def texts(turn: int) -> dict[int, str]:
    """A text for each leaf; from turn to turn each leaf meets every beginning."""
    found = {}
    for n, leaf in enumerate((*LEAVES, *[None] * (COUNT - len(LEAVES)))):
        owner = leaf and leaf.owner
        # Terms and states are sorted: theirs are the same.
        at = turn if owner and (owner == (Term, "name") or owner[0] is Seats) else turn + n
        while owner == (Source, "title") and BEGINNINGS[at % TURNS].startswith("["):
            at += 1  # a title in square brackets is our own description, in our language
        # On the page of changes an event is called by its first 80 characters.
        found[n] = BEGINNINGS[at % TURNS] + ("" if owner in SHORT else f" {TAIL}")
    return found


@pytest.fixture(scope="module")
def two_styles():
    """Two of the citation styles: markup that passes in these does in all, and each takes its time."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (styles, cite_block):
            patch.setattr(module, "STYLES", (styles.STYLES[0], styles.STYLES[-1]))
        yield


@pytest.fixture(scope="module")
def plain(two_styles, tmp_path_factory):
    """What the pages are made of, with plain words."""
    made = render(load(tmp_path_factory.mktemp("plain"), lambda n: f"0 {word(n)}"))
    return {file: elements(text, {}) for file, text in made.items() if file.endswith(".md")}


def elements(markdown, given):
    # The list of sources has its groups by the first letter.
    markdown = re.sub(
        r"(?:Other scripts|0-9|\b[A-Z])(.{1,30})letter-(?:other-scripts|0-9|[a-z])\b", r"0-9\1letter", markdown
    )
    return tokens(markdown, converter().reset().convert, given)


def test_every_text_of_the_model_is_tried():
    assert {leaf.owner for leaf in LEAVES} == {text for file in WHOLE for text in texts_of(model_of(file))}


def test_only_facts_and_events_hold_inline_markdown():
    """What a text takes is told by its type, and nothing else is read as Markdown, in pages, citations or data."""
    fields = {(leaf.owner[0].__name__, leaf.owner[1]) for leaf in LEAVES if leaf.takes is Takes.INLINE}
    assert fields == {("Fact", "text"), ("Event", "text"), ("TimelineEvent", "text")}
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "scripts").rglob("*.py")]
    parsed = {words for text in scripts for words in re.findall(r"inline\.parse\(([^()]+)\)", text)}
    assert {words.rpartition(".")[2] for words in parsed} == {"text"}


@pytest.mark.parametrize("turn", [0, *(pytest.param(n, marks=pytest.mark.built) for n in range(5, TURNS, 20))])
def test_whatever_stands_in_a_field_is_shown_as_words(turn, plain, tmp_path):
    given = texts(turn)
    made = render(load(tmp_path, lambda n: f"{given[n]} {word(n)}"))
    for file, expected in plain.items():
        found = elements(made[file], given)
        different = [pair for pair in zip(found, expected, strict=False) if pair[0] != pair[1]]
        assert found == expected, f"{file}: {different[:1]}"
    for file, text in made.items():
        if file.endswith(".json"):
            json.loads(text)
        elif file.endswith((".xml", ".svg")):
            lxml.etree.fromstring(text.encode())
        elif file.endswith(".ris"):
            assert len(rispy.loads(text)) == 1, file
        elif file.endswith(".bib"):
            library = bibtexparser.parse_string(text)
            assert (len(library.entries), len(library.blocks)) == (1, 1), file


@pytest.mark.parametrize(
    "text", [" ", "\x01", "\u200b", "\u202e", "\ue001", "\ufeff", "\u3164", "\U000e0041", "x" * 5000]
)
def test_what_nobody_can_see_or_read_is_told_at_its_line(text, tmp_path):
    write(tmp_path / "content", word)
    leaf_at = lines(tmp_path / "content")
    write(tmp_path / "content", lambda n: text)
    with pytest.raises(ContentError) as error:
        load_content(tmp_path / "content")
    told = {leaf_at.get((p.file.partition("/")[2], p.line)) for p in error.value.problems}
    # A space beside a quotation counts.
    beside = {n for n, leaf in enumerate(LEAVES) if text == " " and leaf.path[-1] in ("prefix", "suffix")}
    assert told - {None} == set(range(len(LEAVES))) - beside
