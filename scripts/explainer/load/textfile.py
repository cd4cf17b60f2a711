"""Files as bytes, bytes as text; with a message for the editor when they cannot be read, are not UTF-8 or hold what nobody can see."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from explainer.problems import ContentError, Problem, reason

LINE_BREAK = re.compile(r"\r\n|\r|\n")
# Control, format (bidi marks, zero width, soft hyphen), private-use characters, surrogates and noncharacters; line
# and paragraph separators, at which some readers of a file begin a line and others do not.
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
# Letters, marks and symbols that have no shape: joiners, fillers, variation selectors, the empty Braille cell.
_SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_SUSPECT = re.compile(
    r"[^\t\n\r -~\u00a1-\u00ac\u00ae-\u034e\u0350-\u05ff\u0900-\u115e\u1161-\u167f\u3000-\u3163\u3165-\ud7ff]"
)
_NAMES = {
    " ": "a space",
    "\t": "a tab",
    "\n": "a line break",
    "\r": "a line break",
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u3000": "an ideographic space",
    "'": "a straight apostrophe",
    '"': "a straight quotation mark",
    "-": "a plain hyphen",
}


def read(path: Path, shown: str) -> bytes:
    """The bytes of a file. Raises ContentError when it is missing or cannot be read."""
    try:
        return regular(path)
    except FileNotFoundError:
        raise ContentError([Problem(shown, 0, 0, "file-missing", "there is no such file")]) from None
    except OSError as error:
        raise ContentError([Problem(shown, 0, 0, "file-unreadable", f"cannot be read: {reason(error)}")]) from None


def regular(path: Path) -> bytes:
    """What a file holds. Raises OSError, also for a pipe or a device: they may let one wait for ever, or never end."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "a pipe or a device, not a file", str(path))
        return file.read()


def read_text(path: Path, shown: str) -> str:
    """A file as text. Raises ContentError when it is missing, cannot be read or is not UTF-8."""
    return decode(read(path, shown), shown)


def decode(raw: bytes, shown: str) -> str:
    """The bytes of file `shown` as text, a byte-order mark left out.

    Raises ContentError with line, column and offset of the first byte that is not UTF-8.
    """
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = LINE_BREAK.split(raw[: error.start].decode("utf-8"))
        message = f"not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}; save the file as UTF-8"
        raise ContentError([Problem(shown, len(before), len(before[-1]) + 1, "not-utf8", message)]) from None


def hidden(text: str) -> Iterator[int]:
    """Where characters stand that cannot be seen, and that something would break on one day."""
    for match in _SUSPECT.finditer(text):
        char = match[0]
        nothing = ord(char) & 0xFFFE == 0xFFFE or _SHAPELESS.match(char)
        if nothing or unicodedata.category(char) in _HIDDEN_CATEGORIES:
            yield match.start()


def named(char: str) -> str:
    """What to call a character that cannot be seen, or not be told from another: "a no-break space"."""
    if char in _NAMES:
        return _NAMES[char]
    name = unicodedata.name(char, "").lower()
    if not name:
        category = unicodedata.category(char)
        name = {"Cc": "a control character", "Co": "a private-use character"}.get(category, "no character")
    return f"U+{ord(char):04X} ({name})"
