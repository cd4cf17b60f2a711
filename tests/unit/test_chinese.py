"""Traditional characters find what stands in simplified ones."""

from __future__ import annotations

import json
import re

import pytest

from explainer.render import search_data
from explainer.site import Site
from explainer.text import chinese
from explainer.text.language import HAN

# Characters of our names that a list typed by hand missed.
MISSED = dict(zip("帶壇綢別幣贏鋼駝騫糾賓夥衞峯爲", "带坛绸别币赢钢驼骞纠宾伙卫峰为", strict=True))


def mapped(pairs: str) -> dict[str, str]:
    """As a script reads them: by twos."""
    return {pairs[i]: pairs[i + 1] for i in range(0, len(pairs), 2)}


@pytest.mark.parametrize("traditional", MISSED)
def test_a_character_is_simplified_whichever_of_the_two_the_text_has(traditional):
    simplified = MISSED[traditional]
    assert mapped(chinese.pairs(f"a {simplified} b"))[traditional] == simplified
    assert mapped(chinese.pairs(traditional))[traditional] == simplified


def test_what_is_not_used_is_left_out():
    assert chinese.pairs("Latin, кириллица") == ""
    assert set(mapped(chinese.pairs("国")).values()) == {"国"}


def test_a_form_is_never_simplified_again():
    pairs = mapped(chinese.pairs("".join(map(chr, range(0x4E00, 0xA000)))))
    assert len(pairs) > 2500
    assert not set(pairs) & set(pairs.values())


@pytest.fixture(scope="module")
def names(real):
    return json.loads(search_data.files(Site(real, {}), set())[search_data.NAMES_FILE])


def test_the_search_is_told_of_the_characters_of_all_names(names):
    """A name in traditional characters is the same as that in simplified ones, letter by letter."""
    from opencc import OpenCC

    pairs = mapped(names["traditional"])
    assert len(names["traditional"]) < 1200
    own = {c for _, title, *rest in names["documents"] for n in (title, *(rest[2] if len(rest) > 2 else ())) for c in n}
    letters = [c for c in own if re.match(f"[{HAN}]", c)]
    assert len(letters) > 200
    to_traditional = OpenCC("s2t")
    for letter in letters:
        simplified = pairs.get(letter, letter)
        other = to_traditional.convert(simplified)
        assert pairs.get(other, other) == simplified, (letter, other)
