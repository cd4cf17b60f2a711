"""Fonts for the e-book: of letters that many readers lack, those that it needs."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from explainer.text.language import CYRILLIC, HAN, HAN_MARKS


@dataclass(frozen=True)
class Font:
    """A font in the book: the name that it has there, its file, what words it is used for, and where it comes from."""

    name: str
    file: str
    used_for: str  # a class of the style sheet
    made_from: str
    copyright: str
    raw: bytes


@dataclass(frozen=True)
class _Original:
    name: str
    used_for: str
    package: str
    file: str
    letters: re.Pattern[str]
    family: str  # of the font in its file that is meant


# A font that was cut may not keep its name: "Source" and "Noto" are reserved.
_ORIGINALS = (
    _Original(
        "Letters of this book",
        "letters",
        "fontpkg_source_serif_4",
        "files/SourceSerif4[opsz,wght].ttf",
        re.compile(rf"[{CYRILLIC}\u0100-\u024f\u0300-\u036f ]"),
        "Source Serif 4",
    ),
    _Original(
        "Characters of this book",
        "han",
        "manimgx_fonts_cjk",
        "NotoSansCJK-VF.otf.ttc",
        re.compile(rf"[{HAN}{HAN_MARKS} ]"),
        "Noto Sans CJK SC",
    ),
)


def subsets(text: str) -> list[Font]:
    """The fonts for a text, each with the characters of it that it is there for; none for scripts that it has not."""
    return [font for original in _ORIGINALS if (font := _cut(original, text))]


def licence() -> Sequence[str]:
    """The paragraphs of the licence under which all the fonts are, the SIL Open Font License 1.1."""
    path = _folder(_ORIGINALS[0].package) / "LICENSE"
    text = path.read_text(encoding="utf-8")
    paragraphs = (" ".join(part.replace("---", "").split()).strip("- ") for part in text.split("\n\n"))
    return [one for one in paragraphs if one]


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def _cut(original: _Original, text: str) -> Font | None:
    wanted = set(original.letters.findall(text))
    if not wanted - {" "}:
        return None
    font = _opened(original)
    copyright = str(font["name"].getDebugName(0) or "")
    has = font.getBestCmap()
    raw = _drawn(font, original.name, {ord(c): has[ord(c)] for c in sorted(wanted) if ord(c) in has}, copyright)
    file = f"fonts/{original.used_for}.ttf"
    return Font(original.name, file, original.used_for, original.family, copyright, raw)


def _drawn(font: TTFont, name: str, kept: dict[int, str], copyright: str) -> bytes:
    """The regular weight of some characters, drawn anew as TrueType: few e-readers know CFF2, which a variable font may have."""
    shapes = font.getGlyphSet(location={"wght": 400})
    order = list(dict.fromkeys([".notdef", *kept.values()]))
    made = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(kept)
    made.setupGlyf({one: _outline(shapes, one, cubic="CFF2" in font) for one in order})
    outlines = made.font["glyf"]
    made.setupHorizontalMetrics({one: (round(shapes[one].width), getattr(outlines[one], "xMin", 0)) for one in order})
    above, below = font["hhea"].ascent, font["hhea"].descent
    made.setupHorizontalHeader(ascent=above, descent=below)
    names = {number: font["name"].getDebugName(number) or "" for number in (13, 14)}
    made.setupNameTable({
        "copyright": copyright, "familyName": name, "styleName": "Regular", "uniqueFontIdentifier": name,
        "fullName": name, "psName": name.replace(" ", ""), "licenseDescription": names[13], "licenseInfoURL": names[14],
    })  # fmt: skip
    made.setupOS2(sTypoAscender=above, sTypoDescender=below, usWinAscent=above, usWinDescent=-below)
    made.setupPost()
    made.updateHead(created=0, modified=0)  # the same bytes at any time
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _outline(shapes: Any, name: str, cubic: bool) -> Any:
    """A glyph with quadratic curves, without parts of others."""
    drawn = DecomposingRecordingPen(shapes)
    shapes[name].draw(drawn)
    pen = TTGlyphPen(None)
    drawn.replay(Cu2QuPen(pen, max_err=1, reverse_direction=cubic))
    return pen.glyph()


def _opened(original: _Original) -> TTFont:
    path = _folder(original.package) / original.file
    if path.suffix != ".ttc":
        return TTFont(path)
    return next(font for font in TTCollection(path, lazy=True).fonts if font["name"].getDebugName(1) == original.family)
