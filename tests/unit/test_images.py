"""The pictures: what they are made from, that making them smaller changes nothing, and that the committed ones are right."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from html import unescape

import pytest

from conftest import ROOT
from draw_images import social_html
from explainer.content import Content
from small_png import shrink

Pixel = tuple[int, int, int]


def paeth(left: int, up: int, corner: int) -> int:
    """The PNG specification's own wording of the filter, kept apart from ours."""
    guess = left + up - corner
    to_left, to_up, to_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def filtered(rows: Sequence[bytes], methods: Sequence[int], size: int) -> bytes:
    """Rows as a PNG stores them, each with its filter."""
    out = bytearray()
    for y, (row, method) in enumerate(zip(rows, methods, strict=True)):
        out.append(method)
        for x, value in enumerate(row):
            left = row[x - size] if x >= size else 0
            up = rows[y - 1][x] if y else 0
            corner = rows[y - 1][x - size] if y and x >= size else 0
            out.append((value - [0, left, up, (left + up) // 2, paeth(left, up, corner)][method]) % 256)
    return bytes(out)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(rows: Sequence[Sequence[Pixel]], methods: Sequence[int], alpha: bool = False) -> bytes:
    """A colour PNG, its data in two chunks as a browser may write it."""
    raw = [b"".join(bytes(pixel) + (b"\xff" if alpha else b"") for pixel in row) for row in rows]
    data = zlib.compress(filtered(raw, methods, 4 if alpha else 3))
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 6 if alpha else 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"tEXt", b"x\0y"), (b"IDAT", data[:9]), (b"IDAT", data[9:]), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def parts_of(data: bytes) -> dict[bytes, bytes]:
    parts, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(name + body),)
        parts[name] = body
        at += length + 12
    return parts


def pixels(data: bytes) -> list[list[Pixel]]:
    """What a PNG with a palette shows."""
    parts = parts_of(data)
    width, height, depth, kind = struct.unpack_from(">IIBB", parts[b"IHDR"])
    assert (depth, kind) == (8, 3)
    plain, colours = zlib.decompress(parts[b"IDAT"]), parts[b"PLTE"]
    assert len(plain) == height * (width + 1) and not any(plain[:: width + 1])
    rows = [plain[y * (width + 1) + 1 : (y + 1) * (width + 1)] for y in range(height)]
    return [[(colours[3 * i], colours[3 * i + 1], colours[3 * i + 2]) for i in row] for row in rows]


@pytest.mark.parametrize("alpha", [False, True])
def test_shrunk_png_shows_the_same(alpha: bool) -> None:
    """Every filter of the format, first and later rows and columns; up to 256 colours nothing changes."""
    rows = [[((x * 37 + y * 91) % 256, (x * y * 53) % 256, (x + 7 * y) % 256) for x in range(12)] for y in range(10)]
    assert pixels(shrink(png(rows, [4, 0, 1, 2, 3, 4, 3, 2, 1, 4], alpha))) == rows


def test_close_colours_become_the_most_frequent_of_them() -> None:
    """257 colours are one too many: one low bit goes, and a frequent colour stays what it was."""
    frequent: Pixel = (9, 0, 200)
    rows: list[list[Pixel]] = [[(0, 0, blue) for blue in range(256)], [frequent] * 256]
    shown = pixels(shrink(png(rows, [0, 0])))
    assert shown[1] == rows[1]
    assert len({pixel for row in shown for pixel in row}) == 129
    assert all(abs(a[2] - b[2]) <= 1 for a, b in zip(shown[0], rows[0], strict=True))
    rows.append([(0, 0, 7)] * 256)
    assert pixels(shrink(png(rows, [0, 0, 0])))[0][6:8] == [(0, 0, 7)] * 2


def test_other_kinds_of_png_are_refused() -> None:
    shrunk = shrink(png([[(1, 2, 3)]], [0]))
    with pytest.raises(ValueError, match="colour type 3"):
        shrink(shrunk)


def test_social_picture_quotes_a_passage_verbatim(real: Content) -> None:
    html = social_html(real, "")
    number = re.search(r'class="number">(.*?)<', html)
    shown = re.search(r'class="passage">(.*?)</p>', html)
    assert number and shown and "<mark>" in shown[1]
    passage = real.statement.passage(f"p{number[1]}")
    assert passage and unescape(re.sub(r"</?mark>", "", shown[1])) == passage.text
    assert "<footer>Wang Yi · Nur-Sultan · 7 June 2022</footer>" in html


@pytest.mark.parametrize(
    ("path", "size", "limit"),
    [("docs/assets/social.png", (1200, 630), 60_000), ("overrides/assets/favicon.png", (180, 180), 5_000)],
)
def test_committed_pictures(path: str, size: tuple[int, int], limit: int) -> None:
    """Size in pixels and bytes, and no transparency: a home screen would show it black."""
    data = (ROOT / path).read_bytes()
    parts = parts_of(data)
    assert struct.unpack_from(">II", parts[b"IHDR"]) == size
    assert len(data) < limit
    assert b"tRNS" not in parts and parts[b"IHDR"][9] == 3
