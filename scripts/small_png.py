"""Make a PNG smaller by giving it a palette: a page of text in a few colours needs no three bytes for each pixel."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

Colour = tuple[int, ...]
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE_SIZE = 256


def shrink(png: bytes) -> bytes:
    """The opaque 8-bit colour PNG `png`, as a browser writes it, with a palette of at most 256 colours.

    With more colours than that, close ones become one, the most frequent of them. No metadata is kept.
    """
    parts = list(_chunks(png))
    width, height, depth, kind, *_, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    if (depth, interlaced) != (8, 0) or kind not in (2, 6):
        raise ValueError(f"not a plain colour PNG: depth {depth}, colour type {kind}, interlaced {interlaced}")
    size = 3 if kind == 2 else 4
    data = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    rows = [[tuple(row[i : i + 3]) for i in range(0, len(row), size)] for row in _rows(data, width * size, size)]
    palette, index = _palette(Counter(pixel for row in rows for pixel in row))
    lines = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in rows)
    return SIGNATURE + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(value for colour in palette for value in colour)),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _palette(counted: Counter[Colour]) -> tuple[list[Colour], dict[Colour, int]]:
    """The palette, and for every colour its place in it.

    Colours that agree in their higher bits share the most frequent of them; as many low bits are ignored as must be.
    Ties go by value, so that the order is fixed.
    """
    ranked = sorted(counted, key=lambda colour: (-counted[colour], colour))
    for ignored in range(8):
        palette: dict[Colour, Colour] = {}
        for colour in ranked:
            palette.setdefault(_high_bits(colour, ignored), colour)
        if len(palette) <= PALETTE_SIZE:
            break
    places = {bits: i for i, bits in enumerate(palette)}
    return list(palette.values()), {colour: places[_high_bits(colour, ignored)] for colour in ranked}


def _high_bits(colour: Colour, ignored: int) -> Colour:
    return tuple(value >> ignored for value in colour)


def _rows(data: bytes, length: int, size: int) -> Iterator[bytes]:
    """Rows of `length` bytes with PNG's filters undone; `size` is bytes to the pixel."""
    above = bytearray(length)
    for start in range(0, len(data), length + 1):
        method, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        if method:
            for i in range(length):
                left, corner = (row[i - size], above[i - size]) if i >= size else (0, 0)
                row[i] = (row[i] + _predicted(method, left, above[i], corner)) & 255
        yield bytes(row)
        above = row


def _predicted(method: int, left: int, up: int, corner: int) -> int:
    """What PNG's filter `method` foretells for a byte from its three neighbours."""
    if method == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda value: abs(guess - value))
    return (0, left, up, (left + up) // 2)[method]


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
