"""Scripts and the languages that they tell: one definition, whole, and used everywhere."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from explainer.text import language

NAMED = {
    "HAN": r"CJK (UNIFIED|COMPATIBILITY) IDEOGRAPH|CJK RADICAL|KANGXI RADICAL",
    "CYRILLIC": r"(COMBINING |MODIFIER LETTER )?(SMALL )?CYRILLIC (?!.*TITLO HALF)",
}


@cache
def characters() -> dict[str, str]:
    """Every character that has a name, with it."""
    return {c: name for c in map(chr, range(sys.maxunicode)) if (name := unicodedata.name(c, ""))}


@pytest.mark.parametrize("script", NAMED)
def test_a_script_has_all_letters_that_unicode_gives_it(script):
    known = re.compile(f"[{getattr(language, script)}]")
    letters = [c for c, name in characters().items() if re.match(NAMED[script], name)]
    assert len(letters) > 150
    missing = [f"U+{ord(c):04X} {unicodedata.name(c)}" for c in letters if not known.match(c)]
    assert missing == []


@pytest.mark.parametrize(
    "words, expected",
    [
        ("上海精神", "zh"),
        ("\U00020000", "zh"),
        ("\uf91d", "zh"),
        ("Шанхайский дух", "ru"),
        ("Ұлы Жібек жолы", "kk"),
        ("ひらがな 漢字", "ja"),
        ("Shànghǎi jīngshén, Xi'an, 2022", ""),
        ("", ""),
    ],
)
def test_the_script_tells_the_language(words, expected):
    assert language.of(words) == expected


def test_runs_keep_words_of_a_script_together():
    text = "TASS, ТАСС – Российская газета (《人民日报》)"
    assert [(words, code) for words, code in language.runs(text) if code] == [
        ("ТАСС", "ru"),
        ("Российская газета", "ru"),
        ("《人民日报》", "zh"),
    ]


@given(st.text())
def test_runs_joined_are_the_text(text):
    assert "".join(words for words, _ in language.runs(text)) == text


def test_no_other_module_knows_a_script():
    """A range of its own, in a module, would be another definition."""
    own = re.compile(r"\\u(0400|04ff|052f|2e80|3400|4e00|9fff|f900)", re.IGNORECASE)
    scripts = ROOT / "scripts" / "explainer"
    found = [
        p.relative_to(scripts).as_posix() for p in scripts.rglob("*.py") if own.search(p.read_text(encoding="utf-8"))
    ]
    assert found == ["text/language.py"]
