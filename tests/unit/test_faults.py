"""Every fault is a line: what people or machines do to files, and what is said of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MINI, ROOT, build
from explainer import write
from explainer.cite import styles
from explainer.cite.records import Citable, _unused_year
from explainer.problems import ContentError, Problem
from test_checks import problems
from test_ids import publish, rename_note, spoil

EDITION = "editions/2020.1.json"


# --- ids.lock -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def given_up(mini_folder):
    """The mini edition, published, a note renamed since."""
    publish(mini_folder)
    rename_note(mini_folder)
    build("ids", "--content", mini_folder)
    spoil(
        mini_folder,
        "id: upgrade-wording\n",
        "id: upgrade-wording\n  state: moved\n  to: upgrade-words\n  why: A name.\n",
    )
    assert problems(mini_folder) == []
    return mini_folder


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("id: upgrade-wording", "id: ../../outside", 'ids-file: id: "../../outside" is nothing that a note can have there'),
        ("id: upgrade-wording", "id: 'x\"><img src=x>'", 'ids-file: id: "x"><img src=x>" is nothing that a note'),
        ("id: upgrade-wording", "id: ''", "ids-file: id: is empty"),
        ("id: p1.2", "id: p1.2x", 'ids-file: id: "p1.2x" is nothing that a passage can have there'),
        ("stands_for: section 1", "stands_for: part 1", 'ids-file: stands_for: "part 1" is nothing that a summary can have there'),
        ("stands_for: river-board", "stands_for: board", 'ids-file: stands_for: "board" is nothing that a glossary entry'),
        ("stands_for: p1.2 upgrade the", "stands_for: p9.9 upgrade the", 'ids-file: stands_for: the statement has no passage "p9.9"'),
        ("stands_for: p1.2 upgrade the", "stands_for: upgrade the", "ids-file: stands_for:"),
        ("to: upgrade-words", "to: ../x", 'ids-file: to: "../x" is nothing that a note can have there'),
        ("to: upgrade-words", "to: [upgrade-words]", "ids-file: to: expected a text, found a list"),
        ("why: A name.", "why: [A name.]", "ids-file: why: expected a text, found a list"),
        ("why: A name.", "why: <b>A</b> name.", 'plain-text: why: "<b>": HTML is shown as it was typed; leave it out'),
        ("since: '2020.1'", "since: first", 'ids-file: since: "first" does not have the form of an edition'),
        ("  state: moved\n", "", "ids-state: note \"upgrade-wording\" has to: but no state: set it to moved or withdrawn"),
        ("kind: note", "kind: nota", "ids-file: kind:"),
    ],
)  # fmt: skip
def test_a_register_edited_by_hand_is_told_with_its_line(given_up, old, new, expected):
    spoil(given_up, old, new)
    told = problems(given_up)
    assert any(re.match(rf"content/ids\.lock:\d+:\d+: {re.escape(expected)}", line) for line in told), told


def test_what_was_never_published_cannot_be_given_up(mini_folder):
    rename_note(mini_folder)
    spoil(mini_folder, "id: upgrade-wording\n", "id: upgrade-wording\n  state: withdrawn\n  why: It was wrong.\n")
    assert any('ids-state: note "upgrade-wording" was never published' in line for line in problems(mini_folder))


def test_half_a_register_is_not_told_as_lost_ids(given_up):
    spoil(given_up, "stands_for: section 1", "stands_for: 7 8")
    (line,) = problems(given_up)
    assert "ids-file: stands_for" in line


# --- editions -----------------------------------------------------------------------------------------------------------

FIRST = '"kind": "passage", "id": "p0.1"'


@pytest.mark.parametrize(
    "old, new, expected",
    [
        (FIRST, '"kind": "wombat", "id": "p0.1"', '2:1: edition-file: kind "wombat" is none of passage, section, note'),
        (FIRST, '"kind": "passage", "id": "../p"', '2:1: edition-file: id "../p" is none of a passage'),
        (FIRST, f'{FIRST}, "id": "p0.2"', ' edition-file: key "id" stands twice in one object'),
        (FIRST, '"kind": "passage", "id": 7', "2: edition-file: ids.id: expected a text, found something else"),
        (FIRST, '"kind": "passage", "id": null', "2: edition-file: ids.id: expected a text, found nothing"),
        ('"id": "p1.2"', '"id": "p1.1"', '4:1: edition-file: passage "p1.1" stands twice'),
        ('"format": 2', '"format": 1', "1: edition-file: format: something else is not one of 2"),
        ('"format": 2, ', "", "1: edition-file: format: is missing"),
        ('"format": 2', '"format": 1e999', " edition-file: 1e999 is no number of an edition"),
        ('"format": 2', '"format": ' + "9" * 5000, " edition-file: Exceeds the limit"),
        ('"sha256": "', '"sha256": "x', "1: edition-file: sha256:"),
        ("2020-03-01", "2020-03-32", '1: edition-file: date: there is no date "2020-03-32" in the calendar'),
        ('"address": "opening/#p0.1"', '"address": "../../x"', '2: edition-file: ids.address: "../../x" does not have the form'),
        ('"address": "opening/#p0.1"', '"address": "javascript:x"', "2: edition-file: ids.address:"),
        ('[["text", "', '[["note", "x"], ["text", "', '2:1: edition-file: a line "note" does not hold what such a line has'),
        ('[["text", "', '[["status", {"as_of": 3}], ["text", "', '2:1: edition-file: a line "status" does not hold'),
        ('[["text", "', '[["today", {"text": 3, "cite": 4}], ["text", "', '2:1: edition-file: a line "today" does not hold'),
        ('[["text", "', '[["text", "\\ud800', "2:107: edition-file: a character that cannot be seen, or an escape"),
        ('[["text", "', '[["text", "\\u0001', "edition-file: a character that cannot be seen, or an escape"),
        ('[["text", "', '[["text", ' + "[" * 300 + "]" * 300 + '], ["text", "', "edition-file: "),
        ('"ids": [', '"ids": [' + "[" * 100_000, " edition-file: maximum recursion depth exceeded"),
        ('"ids": [', '"ids": 3, "is": [', "1: edition-file: ids: expected a list"),
        ('"ids": [', "\xff", "1:136: edition-file: not JSON"),
    ],
    ids=lambda words: words[:30],
)  # fmt: skip
def test_an_edition_edited_by_hand_is_told_with_its_line(mini_folder, old, new, expected):
    publish(mini_folder)
    spoil(mini_folder, old, new, EDITION)
    told = [line for line in problems(mini_folder) if line.startswith(f"content/{EDITION}:")]
    assert any(expected in line for line in told), told


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"3", b"\xff\xfe\x00", b"{}"])
def test_what_is_no_edition_at_all(mini_folder, raw):
    publish(mini_folder)
    (mini_folder / EDITION).write_bytes(raw)
    (line,) = problems(mini_folder)
    assert re.match(r"content/editions/2020\.1\.json:\d", line)


# --- one spelling, one time ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file, old, new, expected",
    [
        ("sources.yml", "container-title:", "container_title:", 'unknown key "container_title"; did you mean "container-title"?'),
        ("wording.yml", "from: Charter", "source_text: Charter", 'unknown key "source_text"'),
        ("sources.yml", "title: Ministers", "place: x\n  title: Ministers", 'unknown key "place"'),
        ("statement.yml", "date: 2020-02-29", "date: 9999-12-31", 'date: the year of "9999-12-31" is none'),
        ("sources.yml", "issued: 2021", "issued: 9999", 'issued: the year of "9999" is none'),
        ("timeline.yml", "", "- " * 30_000, "yaml-depth: lists and keys stand 20 deep"),
        ("timeline.yml", "", "- " + "{a: " * 496, "yaml-depth: lists and keys stand 20 deep"),
        ("timeline.yml", "", "- &x {a: *x}", "yaml-alias: anchors (&name) are not used here"),
        ("timeline.yml", "", "- !!python/object:os.system x", "yaml-tag: tags (!name) are not used here"),
        ("timeline.yml", "", "# Ж河é\n- text: 'Ж河\x01'", "hidden-character: U+0001"),
    ],
    ids=lambda words: words[:20],
)  # fmt: skip
def test_what_nobody_should_write(mini_folder, file, old, new, expected):
    if old:
        spoil(mini_folder, old, new, file)
    else:
        (mini_folder / file).write_text(new, encoding="utf-8")
    told = problems(mini_folder)
    assert any(f"content/{file}:" in line and expected in line for line in told), told
    if "河" in new:
        assert told[0].startswith(f"content/{file}:2:12: ")


def test_a_year_that_no_record_holds_may_be_missing(mini_folder, tmp_path):
    """Every year from 1000 to 2999 in a name: citations are searched for one that is not there."""
    years = " ".join(map(str, range(1000, 3000)))
    thing = Citable("page", "label", "file", "address", years, "short", None, None, "site", "site", "edition")

    assert _unused_year([thing]) == 2999


# --- files that are none ------------------------------------------------------------------------------------------------

KINDS_OF_FILE = {
    "pipe": (os.mkfifo, "a pipe or a device, not a file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "a pipe or a device, not a file"),
    "folder": (Path.mkdir, "is a directory"),
    "circle": (lambda path: path.symlink_to(path.name), "too many levels of symbolic links"),
    "nothing": (lambda path: path.symlink_to("nowhere"), "there is no such file"),
}


@pytest.mark.parametrize("kind", KINDS_OF_FILE)
@pytest.mark.parametrize(
    "name", ["statement.txt", "sources.yml", "ids.lock", "notes/opening.yml", "editions/2020.1.json"]
)
def test_what_is_no_file_is_told_and_not_waited_for(mini_folder, name, kind):
    make, expected = KINDS_OF_FILE[kind]
    (mini_folder / name).unlink(missing_ok=True)
    (mini_folder / name).parent.mkdir(exist_ok=True)
    make(mini_folder / name)
    told = problems(mini_folder)
    assert any(line.startswith(f"content/{name}") for line in told), told
    assert any(expected in line or "folders in" in line for line in told), told


def test_names_of_files_are_one_line(mini_folder):
    (mini_folder / "glossary" / "a\nb\x1b[31m.yml").write_text("id: x\n")
    Path(os.fsdecode(os.fsencode(mini_folder / "glossary") + b"/\xff.txt")).touch()
    told = problems(mini_folder)
    assert all(line.isprintable() for line in told)
    assert any(line.startswith("content/glossary/a\\u000ab\\u001b[31m.yml:") for line in told)


def test_a_file_where_a_folder_belongs(mini_folder):
    shutil.rmtree(mini_folder / "glossary")
    (mini_folder / "glossary").write_text("x")
    assert "content/glossary: file-name: a folder of this name belongs here, not a file" in problems(mini_folder)


# --- pages by hand ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, expected",
    [
        (b"\xff", "1:1: not-utf8: "),
        (b"---\ntitle: [\n---\nx", "3:1: yaml: "),
        (b"---\n- a\n---\nx", "2:1: schema: this record: expected keys and values"),
        (b"---\ntitel: a\n---\nx", '2:1: schema: unknown key "titel"; did you mean "title"?'),
        (b"---\ntitle: " + b"[" * 30_000 + b"\n---\nx", "2:27: yaml-depth: "),
        (b"---\ntitle: !!python/name:os.system\n---\nx", "2:8: yaml-tag: "),
        (None, " file-unreadable: cannot be read: a pipe or a device"),
    ],
)
def test_a_page_by_hand_that_cannot_be_read(mini_folder, tmp_path, text, expected):
    page = tmp_path / "docs" / "pages" / "home.md"
    page.parent.mkdir(parents=True)
    if text is None:
        os.mkfifo(page)
    else:
        page.write_bytes(text)
    done = build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
    assert done.returncode == 1
    assert f"docs/pages/home.md:{expected}" in done.stderr
    assert done.stderr.endswith("1 problem; nothing was written.\n")
    assert [p.name for p in (tmp_path / "docs").iterdir()] == ["pages"]


# --- what is in the way of writing ----------------------------------------------------------------------------------------

PAGES = {"index.md": "a\n", "glossary/x/index.md": "b\n"}


@pytest.mark.parametrize(
    "make",
    [
        lambda docs: (docs / "glossary").write_text("a file"),
        lambda docs: (docs / "glossary").symlink_to("nowhere"),
        lambda docs: (docs / "index.md").mkdir(),
        lambda docs: os.mkfifo(docs / "index.md"),
        lambda docs: (docs / write.MANIFEST).mkdir(),
        lambda docs: (docs / write.JOURNAL).mkdir(),
    ],
    ids=["file", "link", "folder", "pipe", "manifest", "journal"],
)
def test_what_stands_in_the_way_stops_the_build_before_it_writes(tmp_path, make):
    make(tmp_path)
    with pytest.raises(ContentError, match="1 problem") as caught:
        write.write(PAGES, tmp_path, "docs")
    assert re.match(r"docs/[\w.]+: docs-foreign: stands where", str(caught.value.problems[0]))
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["../x.md", "/x.md", "x/../../y.md", ".hidden", "a//b", "X.md", "", "x\n.md", "a" * 101]
)
def test_the_writer_refuses_names_that_lead_elsewhere(tmp_path, name):
    with pytest.raises(ContentError):
        write.write({name: "x", "index.md": "a"}, tmp_path, "docs")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("raw", [b"\xff\x00\n/etc/passwd\n..\n.\n\n" + b"a" * 5000 + b"\n", b"a\0b\n", b"mine.md/..\n"])
def test_a_manifest_of_garbage_is_made_anew(tmp_path, raw):
    (tmp_path / write.MANIFEST).write_bytes(raw)
    (tmp_path / "mine.txt").write_text("mine")
    assert write.write(PAGES, tmp_path, "docs") == write.Written(2, 0, 0)
    assert (tmp_path / write.MANIFEST).read_text() == "glossary/x/index.md\nindex.md\n"
    assert (tmp_path / "mine.txt").exists()


@pytest.mark.parametrize("command", [["ids"], ["edition", "2020.1"]])
def test_what_a_killed_run_left_in_the_content_is_swept(mini_folder, command):
    (mini_folder / "changes.yml").write_text("- {edition: '2020.1', text: The first.}\n")
    (mini_folder / "editions").mkdir()
    for folder in (mini_folder, mini_folder / "editions"):
        (folder / f"{write.TEMPORARY}abc").write_text("half")
    done = build(*command, "--content", mini_folder)
    assert done.returncode == 0, done.stderr
    assert not list(mini_folder.rglob(f"{write.TEMPORARY}*"))


def test_pandoc_that_fails_is_told(mini, monkeypatch):
    monkeypatch.setattr(styles, "_ENTRY", re.compile("(?P<id>never)(?P<html>)"))
    with pytest.raises(ContentError) as caught:
        styles.bibliography(mini.sources)
    assert caught.value.problems == [
        Problem("pandoc", 0, 0, "citations", "rendered no entry for gazette-2020, journal-2021")
    ]


def test_python_that_looks_nowhere_by_itself():
    done = build("check", "--content", MINI / "content", PYTHONSAFEPATH="1")
    assert done.returncode == 0, done.stderr


# Root may read everything, unless it gives up the right to.
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.mark.skipif(bool(AS_ANYBODY) and not shutil.which("setpriv"), reason="no setpriv here")
@pytest.mark.parametrize("locked", ["docs", "content", "content/notes", "content/sources.yml"])
def test_what_one_may_not_read(mini_folder, tmp_path, locked):
    (tmp_path / "docs").mkdir()
    (tmp_path / locked).chmod(0)
    command = [*AS_ANYBODY, sys.executable, ROOT / "scripts" / "build.py", "build"]
    command += ["--content", mini_folder, "--docs", tmp_path / "docs"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    (tmp_path / locked).chmod(0o755)
    assert done.returncode == 1, done.stdout
    assert re.fullmatch(
        r"[^\n]+: (?:system|file-unreadable): [^\n]*permission denied\n(?:1 problem; .*\n)?", done.stderr
    )
