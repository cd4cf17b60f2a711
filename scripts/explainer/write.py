"""Put rendered files on disk: whole or nothing, file by file atomic, stale ones removed, interrupted runs repaired.

Every file is written beside its place before the first takes its place, so that a full disk changes nothing.

A manifest lists the files that are ours. It is written last; while a run is under way a second list, the journal,
names everything that the run may touch, so that the next run knows what an interrupted one left behind.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from explainer.load.textfile import regular
from explainer.problems import ContentError, Problem

MANIFEST = ".generated"
JOURNAL = ".generating"
TEMPORARY = ".generated-part-"
# What we call a file: nothing hidden, nothing outside, the same on every file system.
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9._-]{0,99}/)*[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True)
class Written:
    """How many files a run wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def write(files: Mapping[str, str], out: Path, shown: str) -> Written:
    """Make the generated part of folder `out` equal to `files` (path relative to `out` -> text).

    Only what differs is written. Raises ContentError, before anything is touched, if a name is none of ours, is that of
    a folder too, or something stands in the way that this script did not make, and OSError if `out` cannot be written:
    nearly always before a page is touched; if not, the next run completes what is missing.
    """
    _refuse_names(files, shown)
    sweep(out, deep=os.path.lexists(out / JOURNAL))
    owned = _listed(out / MANIFEST) | _listed(out / JOURNAL)
    differing = [name for name, text in files.items() if _read(out / name) != text.encode()]
    _refuse_foreign(differing, owned, out, shown)
    stale = sorted(name for name in owned - files.keys() if (out / name).is_file())
    manifest = _lines(files)
    if differing or stale or _read(out / MANIFEST) != manifest.encode():
        # While pages are written beside their places the journal claims no name that is not ours already.
        replace(out / JOURNAL, _lines(owned))
        with staged((out / name, files[name]) for name in differing) as ready:
            replace(out / JOURNAL, _lines(owned | files.keys()))
            for path, temporary in ready.items():
                os.replace(temporary, path)
        for name in stale:
            _remove(out, name)
        replace(out / MANIFEST, manifest)
    (out / JOURNAL).unlink(missing_ok=True)
    return Written(len(differing), len(files) - len(differing), len(stale))


def clean(out: Path) -> int:
    """Remove every file that `write` made in folder `out`; returns how many."""
    removed = write({}, out, out.name).removed
    (out / MANIFEST).unlink(missing_ok=True)
    return removed


def foreign(out: Path) -> list[str]:
    """The files in folder `out` that `write` did not make, dotfiles left out."""
    owned = _listed(out / MANIFEST) | _listed(out / JOURNAL)
    names = (path.relative_to(out).as_posix() for path in sorted(out.rglob("*")) if path.is_file())
    return [name for name in names if name not in owned and not name.rpartition("/")[2].startswith(".")]


def _refuse_names(names: Collection[str], shown: str) -> None:
    """Raises ContentError on names that are none of ours, and on one that is a file and a folder."""
    folders = {str(folder) for name in names for folder in Path(name).parents[:-1]}
    problems = [(name, "is no name that a generated file can have") for name in names if not _NAME.fullmatch(name)]
    problems += [(name, "would be a file and a folder") for name in names if name in folders]
    if problems:
        raise ContentError(Problem(f"{shown}/{name}", 0, 0, "docs-name", message) for name, message in problems)


def _refuse_foreign(differing: Iterable[str], owned: set[str], out: Path, shown: str) -> None:
    message = "stands where a generated page belongs and was not made by this script; move it away"
    in_the_way = {name for name in differing if name not in owned and os.path.lexists(out / name)}
    folders = {str(folder) for name in differing for folder in Path(name).parents[:-1]}
    in_the_way |= {name for name in folders if os.path.lexists(out / name) and not (out / name).is_dir()}
    in_the_way |= {name for name in (MANIFEST, JOURNAL) if (out / name).is_dir()}
    if in_the_way:
        raise ContentError(Problem(f"{shown}/{name}", 0, 0, "docs-foreign", message) for name in in_the_way)


def _lines(names: Iterable[str]) -> str:
    return "".join(f"{name}\n" for name in sorted(names))


def _listed(path: Path) -> set[str]:
    """The names in a manifest; only such as we give count, since files are removed by this list."""
    text = (_read(path) or b"").decode("utf-8", "replace")
    return {name for name in text.splitlines() if _NAME.fullmatch(name)}


def _read(path: Path) -> bytes | None:
    try:
        return regular(path)
    except OSError:
        return None


def replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    replace_all({path: text})


def replace_all(files: Mapping[Path, str]) -> None:
    """Write files, each as `replace` does, and none of them unless there is room and leave for all."""
    with staged(files.items()) as ready:
        for path, temporary in ready.items():
            os.replace(temporary, path)


@contextlib.contextmanager
def staged(files: Iterable[tuple[Path, str]]) -> Iterator[dict[Path, Path]]:
    """Write files beside their places: path -> temporary file, ready to be moved there. What is not moved is removed."""
    with contextlib.ExitStack() as leftovers:
        ready = {}
        for path, text in files:
            try:
                ready[path] = _beside(path, leftovers)
                ready[path].write_bytes(text.encode())
                ready[path].chmod(0o644)
            except OSError as error:
                error.filename = str(path)  # nobody knows the temporary file
                raise
        yield ready


def _beside(path: Path, leftovers: contextlib.ExitStack) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
    os.close(handle)
    leftovers.callback(Path(name).unlink, missing_ok=True)
    return Path(name)


def sweep(folder: Path, deep: bool = True) -> None:
    """Remove the temporary files that an interrupted run left behind in a folder and (`deep`) in those below it."""
    for path in folder.glob(f"{'**/' * deep}{TEMPORARY}*"):
        path.unlink(missing_ok=True)


def _remove(out: Path, name: str) -> None:
    (out / name).unlink(missing_ok=True)
    folder = (out / name).parent
    while folder != out and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
