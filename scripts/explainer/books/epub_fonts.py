"""Fonts for the e-book: of letters that many readers lack, those that it needs."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib.instancer import instantiateVariableFont

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
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, wanted)))
    cutter.subset(font)
    font = instantiateVariableFont(
        font, {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": 400}
    )
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = original.name.replace(" ", "") if record.nameID == 6 else original.name
    font["head"].created = font["head"].modified = (
        3_600_000_000  # seconds since 1904, of no meaning: the same bytes at any time
    )
    font.recalcTimestamp = False
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    file = f"fonts/{original.used_for}.woff2"
    return Font(original.name, file, original.used_for, original.family, copyright, out.getvalue())


def _opened(original: _Original) -> TTFont:
    path = _folder(original.package) / original.file
    if path.suffix != ".ttc":
        return TTFont(path)
    return next(font for font in TTCollection(path, lazy=True).fonts if font["name"].getDebugName(1) == original.family)
