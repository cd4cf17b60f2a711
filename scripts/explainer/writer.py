"""Put rendered files on disk: whole or nothing, file by file atomic, stale ones removed, interrupted runs repaired.

A manifest lists the files that are ours. It is written last; while a run is under way a second list, the journal,
names everything that the run may touch, so that the next run knows what an interrupted one left behind.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .problems import ContentError, Problem

MANIFEST = ".generated"
JOURNAL = ".generating"
TEMPORARY = ".generated-part-"


@dataclass(frozen=True)
class Written:
    """How many files a run wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def write(files: Mapping[str, str], out: Path, shown: str) -> Written:
    """Make the generated part of folder `out` equal to `files` (path relative to `out` -> text).

    Only what differs is written. Raises ContentError, before anything is touched, if a file of the same name is there
    that this script did not make, or if `out` cannot be written.
    """
    if (out / JOURNAL).exists():
        _sweep(out)
    owned = _listed(out / MANIFEST) | _listed(out / JOURNAL)
    differing = {name: text for name, text in files.items() if _read(out / name) != text.encode()}
    _refuse_foreign(differing, owned, out, shown)
    stale = sorted(name for name in owned - files.keys() if (out / name).is_file())
    manifest = "".join(f"{name}\n" for name in sorted(files))
    if differing or stale or _read(out / MANIFEST) != manifest.encode():
        try:
            out.mkdir(parents=True, exist_ok=True)
            replace(out / JOURNAL, "".join(f"{name}\n" for name in sorted(owned | files.keys())))
            for name, text in differing.items():
                replace(out / name, text)
            for name in stale:
                _remove(out, name)
            replace(out / MANIFEST, manifest)
        except OSError as error:
            message = (
                f"cannot be written: {(error.strerror or str(error)).lower()}; the next run completes what is missing"
            )
            raise ContentError([Problem(shown, 0, 0, "docs-unwritable", message)]) from None
    (out / JOURNAL).unlink(missing_ok=True)
    return Written(len(differing), len(files) - len(differing), len(stale))


def _refuse_foreign(differing: Mapping[str, str], owned: set[str], out: Path, shown: str) -> None:
    problems = [
        Problem(
            f"{shown}/{name}",
            0,
            0,
            "docs-foreign",
            "stands where a generated page belongs and was not made by this script; move it away",
        )
        for name in differing
        if name not in owned and (out / name).exists()
    ]
    if problems:
        raise ContentError(problems)


def _listed(path: Path) -> set[str]:
    """The names in a manifest; only plain relative ones count, since files are removed by this list."""
    text = (_read(path) or b"").decode("utf-8", "replace")
    return {name for name in text.splitlines() if name and not name.startswith("/") and ".." not in Path(name).parts}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        Path(temporary).chmod(0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sweep(out: Path) -> None:
    """Remove the temporary files that an interrupted run left behind."""
    for path in out.rglob(f"{TEMPORARY}*"):
        path.unlink(missing_ok=True)


def _remove(out: Path, name: str) -> None:
    (out / name).unlink(missing_ok=True)
    folder = (out / name).parent
    while folder != out and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
