"""Plain words as sentences."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'])")


def sentences(text: str) -> list[str]:
    """The sentences of a text, which has no Markdown."""
    return _END.split(text)


def capital(words: str) -> str:
    """Words as they begin a sentence; those within keep their capitals, since they may be names."""
    return words[:1].upper() + words[1:]
