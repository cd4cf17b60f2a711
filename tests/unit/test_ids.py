"""ids.lock: an address, once published, never dies unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import build
from test_checks import problems

IDS_FILE = "ids.lock"


def spoil(folder: Path, old: str, new: str, file: str = IDS_FILE) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def publish(folder: Path, number: str = "2020.1", date: str = "2020-03-01") -> None:
    """Cut an edition."""
    with (folder / "changes.yml").open("a", encoding="utf-8") as file:
        file.write(f"- {{edition: {number}, text: What {number} brings.}}\n")
    done = build("edition", "--content", folder, number, "--date", date)
    assert done.returncode == 0, done.stderr


def rename_note(folder: Path) -> None:
    spoil(folder, "id: upgrade-wording", "id: upgrade-words", "notes/pillar-1.yml")


def test_a_new_id_is_told_and_ids_adds_it(mini_folder):
    rename_note(mini_folder)
    found = "\n".join(problems(mini_folder))
    assert "ids-new: 1 id(s) are not in it yet (note upgrade-words); run: make ids" in found
    assert 'ids-old: note "upgrade-wording" is no longer in the content (it was never published)' in found
    done = build("ids", "--content", mini_folder)
    assert "1 ids added, 1 unpublished ones dropped" in done.stdout
    assert problems(mini_folder) == []


def test_ids_is_stable(mini_folder):
    before = (mini_folder / IDS_FILE).read_bytes()
    build("ids", "--content", mini_folder)
    assert (mini_folder / IDS_FILE).read_bytes() == before


def test_a_published_id_may_not_vanish(mini_folder):
    publish(mini_folder)
    rename_note(mini_folder)
    build("ids", "--content", mini_folder)  # does not forget it
    (problem,) = problems(mini_folder)
    assert (
        'id-vanished: note "upgrade-wording" was published in 2020.1 and is gone; bring it back, or in ids.lock set its state: moved with to: NEW-ID, or state: withdrawn, and why:'
        in problem
    )


@pytest.mark.parametrize(
    "how", ["state: moved\n  to: upgrade-words\n  why: A better name.", "state: withdrawn\n  why: It was wrong."]
)
def test_a_published_id_can_be_given_up_with_a_reason(mini_folder, how):
    publish(mini_folder)
    rename_note(mini_folder)
    build("ids", "--content", mini_folder)
    spoil(mini_folder, "id: upgrade-wording\n", f"id: upgrade-wording\n  {how}\n")
    assert problems(mini_folder) == []


@pytest.mark.parametrize(
    "how, expected",
    [
        ("state: withdrawn", 'ids-why: note "upgrade-wording" is withdrawn: say why:'),
        (
            "state: moved\n  to: nowhere\n  why: x",
            'ids-target: note "upgrade-wording" has moved to "nowhere", which is no known note',
        ),
        ("state: moved\n  why: x", 'has moved to "", which is no known note'),
        ("state: moved\n  to: upgrade-wording\n  why: x", 'ids-cycle: note "upgrade-wording" moves in a circle'),
        (
            "state: lost",
            """ids-file: state: "lost" is not one of 'live', 'moved' or 'withdrawn'; mend it, or restore""",
        ),
    ],
)
def test_giving_up_badly(mini_folder, how, expected):
    publish(mini_folder)
    rename_note(mini_folder)
    build("ids", "--content", mini_folder)
    spoil(mini_folder, "id: upgrade-wording\n", f"id: upgrade-wording\n  {how}\n")
    assert any(expected in line for line in problems(mini_folder)), problems(mini_folder)


def test_a_longer_circle(mini_folder):
    publish(mini_folder)
    for old, new in (("dredging", "a-x"), ("upgrade-wording", "b-x")):
        spoil(mini_folder, f"id: {old}", f"id: {new}", "notes/pillar-1.yml")
    spoil(mini_folder, "note:dredging", "note:a-x", "notes/pillar-2.yml")
    build("ids", "--content", mini_folder)
    spoil(mini_folder, "id: dredging\n", "id: dredging\n  state: moved\n  to: upgrade-wording\n  why: x\n")
    spoil(mini_folder, "id: upgrade-wording\n", "id: upgrade-wording\n  state: moved\n  to: dredging\n  why: x\n")
    assert sum("ids-cycle" in line for line in problems(mini_folder)) == 2


def test_published_words_may_not_change_under_an_id(mini_folder):
    publish(mini_folder)
    spoil(mini_folder, "quote: upgrade the River Board (RB)", "quote: study ways", "notes/pillar-1.yml")
    (problem,) = problems(mini_folder)
    assert (
        'id-changed: note "upgrade-wording" was published in 2020.1 for "p1.2 upgrade the River Board (RB)" and now stands for "p1.2 study ways"'
        in problem
    )


@pytest.mark.parametrize("text", ["[]", "ids: 3", "ids: []\nother: 1", "ids:\n- 3", "ids:\n- kind: note"])
def test_nonsense_in_ids_lock_is_told_and_ids_refuses_to_overwrite_it(mini_folder, text):
    (mini_folder / IDS_FILE).write_text(text, encoding="utf-8")
    found = "\n".join(problems(mini_folder))
    assert "restore the file from git" in found or text == "[]"
    if text != "[]":
        done = build("ids", "--content", mini_folder)
        assert done.returncode == 1
        assert (mini_folder / IDS_FILE).read_text(encoding="utf-8") == text
