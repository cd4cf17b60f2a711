"""Bytes as text, with a message for the editor when they are not UTF-8."""

from __future__ import annotations

from explainer.problems import ContentError, Problem


def decode(raw: bytes, shown: str) -> str:
    """The bytes of file `shown` as text, a byte-order mark left out.

    Raises ContentError with the line and the offset of the first byte that is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = f"not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}; save the file as UTF-8"
        raise ContentError([Problem(shown, line, 0, "not-utf8", message)]) from None
