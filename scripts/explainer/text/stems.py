"""Words in Cyrillic letters without their endings, for the search: a browser finds every form of a word by its beginning.

Russian words are cut by Snowball's rules. There are none for Kazakh, whose endings follow one another without changing
the word before them but for its last letter, which is k, q or p at the end of a word and voiced before a vowel. A word
that stands behind another often has the ending of what is possessed (y, i), which others take the place of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from explainer.text.language import CYRILLIC, KAZAKH

_WORD = re.compile(f"[{CYRILLIC}]{{3,}}")
_KAZAKH = re.compile(f"[{KAZAKH}]")
_VOICED = "кқп"
_POSSESSED = "ыі"
_SHORTEST = 3


def stems(texts: Iterable[str], kazakh: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """What the words in Cyrillic letters begin with in all their forms, in lower case: of Russian ones, of Kazakh ones.

    `kazakh` are texts known to be Kazakh; elsewhere a word is if it has a letter that Russian lacks.
    """
    words = {word for text in texts for word in _WORD.findall(_lower(text))}
    own = {word for text in kazakh for word in _WORD.findall(_lower(text))}
    own |= {word for word in words if _KAZAKH.search(word)}
    russian = {_russian().stemWord(word) for word in words - own}
    return sorted(stem for stem in russian if len(stem) >= _SHORTEST), sorted({_kazakh(word) for word in own})


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _kazakh(word: str) -> str:
    if len(word) > _SHORTEST + 2 and word[-1] in _POSSESSED:
        return word[:-1]
    return word[:-1] if len(word) > _SHORTEST + 1 and word[-1] in _VOICED else word


@cache
def _russian() -> Any:
    from snowballstemmer import stemmer  # here: a site without Russian names need not load it

    return stemmer("russian")
