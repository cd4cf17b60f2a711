"""Which files a content folder may hold. One that nobody reads is a mistake: its name is told, and what is near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from explainer.problems import did_you_mean

FILES = (
    "statement.txt",
    "statement.yml",
    "sources.yml",
    "timeline.yml",
    "topics.yml",
    "wording.yml",
    "places.yml",
    "map.yml",
    "land.geojson",
    "changes.yml",
    "ids.lock",
)
# Each folder with the suffixes of its files.
FOLDERS = {
    "notes": (".yml",),
    "glossary": (".yml",),
    "commitments": (".yml",),
    "series": (".yml", ".csv"),
    "editions": (".json",),
}
_NOTES = re.compile(r"(?:opening|pillar-\d+|text|closing|questions)\.yml")


def is_read(path: Path) -> bool:
    """Whether a file with the right suffix is content: dotfiles are not (a Mac leaves `._x.yml` beside `x.yml`)."""
    return not path.name.startswith(".")


def strays(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file and folder below `folder` that is not content: its path in there, and what would be right.

    Dotfiles and any README.md may stand where they like.
    """
    for path in _inside(folder):
        if path.is_dir() and path.name in FOLDERS:
            for inner in _inside(path):
                if why := _wrong_in(path.name, inner):
                    yield f"{path.name}/{inner.name}{'/' * inner.is_dir()}", why
        elif path.is_dir() and path.name not in FILES:
            hint = did_you_mean(path.name.lower(), FOLDERS)
            yield f"{path.name}/", f"no such folder is read{hint or '; there are ' + ', '.join(FOLDERS)}"
        elif path.name in FOLDERS:
            yield path.name, "a folder of this name belongs here, not a file"
        elif path.name not in FILES:
            hint = did_you_mean(path.name.lower(), FILES)
            yield path.name, f"no such file is read{hint or '; there are ' + ', '.join(FILES)}"


def _inside(folder: Path) -> list[Path]:
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted(p for p in paths if is_read(p) and p.name != "README.md")


def _wrong_in(folder: str, path: Path) -> str | None:
    """What is wrong with a file in one of FOLDERS, or None."""
    if path.is_dir():
        return f"folders in {folder}/ are not read; put its files into {folder}/ itself"
    suffixes = FOLDERS[folder]
    if path.suffix not in suffixes:
        stem = re.match(r"(.+?)(?:\.(?:ya?ml|json|csv|txt|bak|orig))+$", path.name, re.IGNORECASE)
        named = " or ".join(suffixes)
        right = (
            f"name it {stem[1]}{suffixes[0]}" if stem and not suffixes[1:] else f"files in {folder}/ are named {named}"
        )
        return f"{right}; {path.suffix or 'other'} files are not read"
    if folder == "notes" and not _NOTES.fullmatch(path.name):
        return f"notes stand in opening.yml, pillar-1.yml, pillar-2.yml ..., closing.yml{did_you_mean(path.name, ('opening.yml', 'pillar-1.yml'))}"
    return None
