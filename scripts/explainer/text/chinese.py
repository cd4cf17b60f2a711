"""Traditional characters and their simplified forms, by the tables of OpenCC."""

from __future__ import annotations

import re
from functools import cache

from explainer.text.language import HAN

# General, Hong Kong's and Taiwan's forms, in this order: 衞, for one, is only in Hong Kong's.
_TABLES = ("t2s", "hk2s", "tw2s")
# Where JavaScript counts one a character. What lies beyond are rare variants.
_CHARACTERS = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]


def pairs(text: str) -> str:
    """Every traditional character whose simplified form the text has or would have, each with that form behind it.

    Both sides of a search are brought to simplified characters by these pairs; "國国會会" are two of them.
    """
    used = set(re.findall(f"[{HAN}]", text))
    if not used:
        return ""
    simplified = _simplified()
    wanted = {simplified.get(character, character) for character in used}
    return "".join(f"{old}{new}" for old, new in simplified.items() if new in wanted)


@cache
def _simplified() -> dict[str, str]:
    """Every traditional character with its simplified form, in the order of Unicode."""
    from opencc import OpenCC  # here: a site without Chinese names need not load it

    found: dict[str, str] = {}
    for table in _TABLES:
        # A line each, or a character would be read as part of a word with the next one.
        converted = OpenCC(table).convert("\n".join(_CHARACTERS)).split("\n")
        for old, new in zip(_CHARACTERS, converted, strict=True):
            if new != old and len(new) == 1 and new <= "\uffff":
                found.setdefault(old, new)
    return {old: _end(old, found) for old in sorted(found) if _end(old, found) != old}


def _end(character: str, found: dict[str, str]) -> str:
    """Where a character ends up: 薴 by way of 苧 at 苎."""
    seen = [character]
    while (character := found.get(character, character)) not in seen:
        seen.append(character)
    return character
