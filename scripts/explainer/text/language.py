"""Which language words in another script are in, as far as their script tells it. One definition of each script."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Characters as a regular expression has them between square brackets.
# Han: radicals, unified ideographs with every extension, compatibility ideographs.
HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f\U00030000-\U000323af"
)
HAN_MARKS = "\u3000-\u303f\uff00-\uff0f\uff1a-\uff20"  # the punctuation that goes with it
KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
CYRILLIC = "\u0400-\u052f\u1c80-\u1c8f\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f\ufe2e\ufe2f\U0001e030-\U0001e08f"
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"  # the letters of Kazakh that Russian does not have

# In this order: a Japanese text has Han characters too, a Kazakh one Cyrillic ones that Russian has.
_LANGUAGES = tuple(
    (code, re.compile(f"[{letters}]"))
    for code, letters in (("ja", KANA), ("zh", HAN), ("kk", KAZAKH), ("ru", CYRILLIC))
)
_EAST = f"{HAN}{KANA}"
# Words of one script with what stands between them.
_RUN = re.compile(f"[{HAN_MARKS}]*[{_EAST}][{_EAST}{HAN_MARKS}]*|[{CYRILLIC}]+(?:[\\s-]+[{CYRILLIC}]+)*")


def of(words: str) -> str:
    """The language that the script of some words tells: zh, ja, kk, ru; nothing for Latin letters and the like."""
    return next((code for code, letter in _LANGUAGES if letter.search(words)), "")


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with its language (see `of`); joined they are the text."""
    at = 0
    for match in _RUN.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ""
        yield match[0], of(match[0])
        at = match.end()
    if at < len(text):
        yield text[at:], ""
