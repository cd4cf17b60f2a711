"""Whole or nothing: what stands on disk after a run, a failed run, and a run that was cut off."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

import pytest

from explainer import write
from explainer.problems import ContentError

PAGES = {"index.md": "a\n", "p/1.1.md": "b\n", "p/1.1.json": "{}\n"}


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith(".")
    }


def test_writes_changes_removes(tmp_path):
    assert write.write(PAGES, tmp_path, "docs") == write.Written(3, 0, 0)
    before = (tmp_path / "index.md").stat().st_mtime_ns
    assert write.write(PAGES, tmp_path, "docs") == write.Written(0, 3, 0)
    assert write.write({"index.md": "a\n", "new.md": "c\n"}, tmp_path, "docs") == write.Written(1, 1, 2)
    assert tree(tmp_path) == {"index.md": "a\n", "new.md": "c\n"}
    assert not (tmp_path / "p").exists()
    assert (tmp_path / "index.md").stat().st_mtime_ns == before


def test_hand_written_files_are_left_alone(tmp_path):
    (tmp_path / "mine.md").write_text("mine")
    write.write(PAGES, tmp_path, "docs")
    write.write({}, tmp_path, "docs")
    assert tree(tmp_path) == {"mine.md": "mine"}


def test_a_hand_written_file_in_the_way_stops_everything(tmp_path):
    (tmp_path / "index.md").write_text("mine")
    with pytest.raises(ContentError) as caught:
        write.write(PAGES, tmp_path, "docs")
    assert str(caught.value.problems[0]).startswith("docs/index.md: docs-foreign: ")
    assert tree(tmp_path) == {"index.md": "mine"}


NONE_OF_OURS = "is no name that a generated file can have"


@pytest.mark.parametrize(
    "name, told",
    [
        *(
            (name, NONE_OF_OURS)
            for name in ("../x.md", "a/../../x.md", "/tmp/x.md", "a//x.md", "./x.md", "a\\x.md", "X.md", "")
        ),
        ("p", "would be a file and a folder"),
    ],
)
def test_a_name_that_leads_elsewhere_or_is_there_twice_writes_nothing(tmp_path, name, told):
    with pytest.raises(ContentError) as caught:
        write.write(PAGES | {name: "a\n"}, tmp_path, "docs")
    assert [str(p) for p in caught.value.problems] == [f"docs/{name}: docs-name: {told}"]
    assert not list(tmp_path.iterdir())
    write.write(PAGES | {"p.md": "a\n"}, tmp_path, "docs")


@pytest.mark.parametrize("survived", range(8))
def test_a_run_that_was_cut_off_is_repaired(tmp_path, monkeypatch, survived):
    write.write({"old.md": "old\n", "index.md": "before\n"}, tmp_path, "docs")
    calls = iter(range(100))
    real = os.replace

    def dying(*arguments):
        if next(calls) >= survived:
            raise KeyboardInterrupt
        real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dying)
        with contextlib.suppress(KeyboardInterrupt):
            write.write(PAGES, tmp_path, "docs")
    (tmp_path / "p").mkdir(exist_ok=True)
    # The next run wants fewer pages: what the interrupted one wrote beyond them must go as well.
    write.write({"index.md": "after\n"}, tmp_path, "docs")
    assert tree(tmp_path) == {"index.md": "after\n"}
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [write.MANIFEST, "index.md"]


def test_leftovers_of_a_killed_run_are_swept(tmp_path):
    write.write(PAGES, tmp_path, "docs")
    (tmp_path / write.JOURNAL).write_text("index.md\n")
    (tmp_path / "p" / f"{write.TEMPORARY}x").write_text("half")
    write.write(PAGES, tmp_path, "docs")
    assert not list(tmp_path.rglob(f"{write.TEMPORARY}*"))
    assert not (tmp_path / write.JOURNAL).exists()


def test_a_manifest_cannot_name_files_outside(tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("x")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / write.MANIFEST).write_text(f"../outside.md\n{outside}\n")
    write.write(PAGES, docs, "docs")
    assert outside.exists()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "docs").write_text("a file, not a folder")
    with pytest.raises(OSError):
        write.write(PAGES, tmp_path / "docs", "docs")


def test_a_full_disk_changes_no_page(tmp_path, monkeypatch):
    write.write({"index.md": "before\n", "old.md": "old\n"}, tmp_path, "docs")
    before = tree(tmp_path)
    real = Path.write_bytes

    def full(path, data):
        if data == b"b\n":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError) as caught:
            write.write(PAGES, tmp_path, "docs")
    assert caught.value.filename == str(tmp_path / "p" / "1.1.md")
    assert tree(tmp_path) == before
    assert not list(tmp_path.rglob(f"{write.TEMPORARY}*"))
    # A page that somebody writes by hand meanwhile is not taken for one of ours.
    (tmp_path / "p" / "1.1.md").write_text("mine")
    with pytest.raises(ContentError, match=r"1 problem"):
        write.write(PAGES, tmp_path, "docs")
    (tmp_path / "p" / "1.1.md").unlink()
    write.write(PAGES, tmp_path, "docs")
    assert tree(tmp_path) == PAGES


def test_all_files_or_none(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError):
        write.replace_all({tmp_path / "a.json": "a", tmp_path / "file" / "b.lock": "b"})
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    write.replace_all({tmp_path / "a.json": "a", tmp_path / "b.lock": "b"})
    assert tree(tmp_path) == {"a.json": "a", "b.lock": "b", "file": "no folder"}


def test_clean_removes_what_was_generated_and_nothing_else(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.md").write_text("mine")
    write.write(PAGES, tmp_path, "docs")
    assert write.clean(tmp_path) == 3
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")] == ["p", "p/mine.md"]
    assert write.clean(tmp_path) == 0
