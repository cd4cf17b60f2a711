"""Editions: how one is cut, what it refuses, and what readers find at every address that one has published."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, build, mkdocs
from explainer.editions import history
from explainer.editions.difference import changes
from explainer.editions.lines import LINES
from explainer.editions.shown import shown
from explainer.kinds import KINDS
from explainer.load.content import load_content
from explainer.load.edition import Published
from explainer.site import Site
from explainer.text import labels
from site_html import file_at, ids, pages, text, tree
from test_checks import problems
from test_ids import IDS_FILE, publish, spoil

NOTES = "notes/pillar-1.yml"


def built(folder: Path, out: Path, site_url: str = "", monkeypatch: pytest.MonkeyPatch | None = None) -> Path:
    """The site of a content folder; returns the folder of its pages."""
    if monkeypatch:
        monkeypatch.setenv("SITE_URL", site_url)
    out.mkdir(exist_ok=True)
    (out / "mkdocs.yml").write_text(
        f'INHERIT: "{ROOT}/mkdocs.yml"\nhooks: []\nwatch: []\nnav: ~\nextra: {{social_image: ~}}\n'
        f'theme: {{custom_dir: "{ROOT}/theme"}}\n',
        encoding="utf-8",
    )
    done = build("build", "--content", folder, "--docs", out / "docs")
    assert done.returncode == 0, done.stderr
    done = mkdocs("--config-file", out / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    return out / "site"


def elements(page: Path) -> list[tuple[str, dict[str, str]]]:
    return [(e.tag, dict(e.attrib)) for e in tree(page).iter() if isinstance(e.tag, str)]


def said(page: Path) -> str:
    return " ".join(text(next(tree(page).iter("article"))).split())


# --- cutting ------------------------------------------------------------------------------------------------------------


def test_an_edition_records_every_text_and_publishes_every_id(mini_folder):
    publish(mini_folder)
    cut = json.loads((mini_folder / "editions" / "2020.1.json").read_text(encoding="utf-8"))
    note = next(e for e in cut["ids"] if (e["kind"], e["id"]) == ("note", "dredging"))
    assert note["address"] == "pillars/1-rivers/#note-dredging"
    counted = {"text": 'The River Board counted 3 km (5 < 6 & "so on").', "cite": ["journal-2021"], "on": "2021-05"}
    differ = {
        "text": "Two counts differ, by 1 and 2 km.",
        "cite": ["journal-2021", "gazette-2020"],
        "as_of": "2021-06-01",
        "disputed": True,
    }
    assert note["text"] == [
        ["note", {"kind": "follow-up", "passage": "p1.2", "quote": "dredge the North River"}],
        ["title", "The river was dredged in 2021"],
        ["facts", counted],
        ["facts", differ],
    ]
    assert cut["format"] == 2
    assert [shown(line, ()) for line in load_content(mini_folder).editions[0].ids[cut["ids"].index(note)].text] == [
        "Follow-up on passage 1.2, on: dredge the North River",
        "The river was dredged in 2021",
        'The River Board counted 3 km (5 < 6 & "so on"). (on May 2021) [journal-2021]',
        "Accounts differ. Two counts differ, by 1 and 2 km. (as of 1 June 2021) [journal-2021; gazette-2020]",
    ]
    kinds = {e["kind"] for e in cut["ids"]}
    assert kinds == set(KINDS) == set(LINES)
    assert "since: null" not in (mini_folder / IDS_FILE).read_text(encoding="utf-8")
    assert problems(mini_folder) == []


@pytest.mark.parametrize(
    "arguments, expected",
    [
        (
            ["2020.1"],
            "content/editions/2020.1.json: edition-exists: edition 2020.1 was cut already and is never changed",
        ),
        (["2019.4"], "edition-order: 2019.4 does not come after 2020.1"),
        (
            ["2020.2", "--date", "2020-02-01"],
            "edition-order: 2020-02-01 is before 2020-03-01, the day of edition 2020.1",
        ),
        (["2020.2"], "edition-same: nothing has changed since edition 2020.1"),
        (["2020.2"], 'content/changes.yml: edition-summary: say in a sentence what "2020.2" brings'),
        (["first"], 'edition-name: edition: "first" is none; write one such as 2026.1'),
        (["../../x"], 'edition-name: edition: "../../x" is none'),
        (["2020.2", "--date", "tomorrow"], 'edition-name: date: "tomorrow" is none; write one such as 2026-11-26'),
    ],
)
def test_cutting_badly_changes_nothing(mini_folder, arguments, expected):
    publish(mini_folder)
    before = {p: p.read_bytes() for p in mini_folder.rglob("*") if p.is_file()}
    done = build("edition", "--content", mini_folder, *arguments)
    assert done.returncode == 1
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert {p: p.read_bytes() for p in mini_folder.rglob("*") if p.is_file()} == before


def test_an_edition_cut_halfway_is_completed_by_ids(mini_folder):
    before = (mini_folder / IDS_FILE).read_bytes()
    publish(mini_folder)
    published = (mini_folder / IDS_FILE).read_bytes()
    (mini_folder / IDS_FILE).write_bytes(before)
    assert 'note "dredging" was published in 2020.1; run: make ids' in "\n".join(problems(mini_folder))
    build("ids", "--content", mini_folder)
    assert (mini_folder / IDS_FILE).read_bytes() == published


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("  since: '2020.1'\n", "  since: '2031.7'\n", 'there is no edition "2031.7"; restore the file from git'),
        ("  since: '2020.1'\n", "  since: null\n", "was published in 2020.1; run: make ids"),
        ("- kind: note\n  id: dredging\n", "- kind: note\n  id: digging\n", "ids-lost"),
    ],
)
def test_ids_lock_edited_by_hand_is_told(mini_folder, old, new, expected):
    publish(mini_folder)
    spoil(mini_folder, old, new)
    assert expected in "\n".join(problems(mini_folder))


@pytest.mark.parametrize(
    "words, expected",
    [
        ("{ no JSON", "content/editions/2020.1.json:1:3: edition-file: not JSON"),
        ('{"format": 2, "edition": "2020.1"}', "edition-file: date: is missing; an edition is never edited: restore"),
        (None, "edition-file: holds edition 2020.1"),
    ],
)
def test_an_edition_edited_by_hand_is_told(mini_folder, words, expected):
    publish(mini_folder)
    path = mini_folder / "editions" / "2020.1.json"
    if words is None:
        path.rename(path.with_name("2020.7.json"))
    else:
        path.write_text(words, encoding="utf-8")
    assert expected in "\n".join(problems(mini_folder))


def test_editions_are_told_of_in_order(mini_folder):
    publish(mini_folder)
    changes = mini_folder / "changes.yml"
    changes.write_text("- {edition: 2021.1, text: x}\n- {edition: 2022.1, text: y}\n", encoding="utf-8")
    found = "\n".join(problems(mini_folder))
    assert 'edition-unknown: there is no edition "2022.1", and "2021.1" is to come first' in found
    assert 'edition-summary: edition "2020.1" is not told of; bring its entry back' in found


# --- permanence: a walk through the rules -------------------------------------------------------------------------------


@pytest.mark.built
def test_a_renamed_term_is_refused_then_forwards(mini_folder, tmp_path, monkeypatch):
    """The build says what to do; done so, the old address says where the entry is, and leads there."""
    publish(mini_folder)
    for file in [*mini_folder.rglob("*.yml")]:
        words = file.read_text(encoding="utf-8")
        words = words.replace("term:river-board", "term:board").replace("term: river-board", "term: board")
        file.write_text(words.replace("id: river-board", "id: board"))
    (mini_folder / "glossary" / "river-board.yml").rename(mini_folder / "glossary" / "board.yml")
    build("ids", "--content", mini_folder)
    (told,) = problems(mini_folder)
    assert (
        'id-vanished: term "river-board" was published in 2020.1 and is gone; bring it back, or in ids.lock set' in told
    )
    spoil(
        mini_folder, "  id: river-board\n", "  id: river-board\n  state: moved\n  to: board\n  why: A shorter name.\n"
    )
    assert problems(mini_folder) == []
    site = built(mini_folder, tmp_path / "out")
    old = site / "glossary" / "river-board" / "index.html"
    assert "has a new address" in said(old)
    assert "A shorter name." in said(old)
    refresh = next(m.get("content") for m in tree(old).iter("meta") if m.get("http-equiv") == "refresh")
    target = urljoin("http://site/glossary/river-board/", refresh.partition("url=")[2])
    assert target == "http://site/glossary/board/"
    assert file_at(site, target)
    monkeypatch.setenv("SITE_URL", "https://example.org/golden/")
    build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
    page = (tmp_path / "docs" / "glossary" / "river-board" / "index.md").read_text(encoding="utf-8")
    assert "forward: https://example.org/golden/glossary/board/\n" in page


@pytest.mark.built
def test_notes_sources_and_events_that_moved_keep_their_anchor(mini_folder, tmp_path):
    publish(mini_folder)
    spoil(mini_folder, "- id: upgrade-wording", "- id: upgrade-words", NOTES)
    spoil(mini_folder, "{id: study-2021,", "{id: study-appears,", "timeline.yml")
    build("ids", "--content", mini_folder)
    spoil(
        mini_folder,
        "id: upgrade-wording\n",
        "id: upgrade-wording\n  state: moved\n  to: upgrade-words\n  why: Clearer.\n",
    )
    spoil(mini_folder, "id: study-2021\n", "id: study-2021\n  state: withdrawn\n  why: It was another study.\n")
    assert problems(mini_folder) == []
    site = built(mini_folder, tmp_path / "out")
    page = site / "pillars" / "1-rivers" / "index.html"
    (gone,) = [e for e in tree(page).iter("p") if e.get("id") == "note-upgrade-wording"]
    assert [a.get("href") for a in gone.iter("a") if a.get("class") == "moved"] == ["#note-upgrade-words"]
    assert "note-upgrade-words" in ids(page)
    assert "has moved to" in text(gone)
    (gone,) = [e for e in tree(site / "timeline" / "index.html").iter("p") if e.get("id") == "study-2021"]
    assert not [a for a in gone.iter("a") if a.get("class") == "moved"]
    assert "was withdrawn. It was another study." in text(gone)


@pytest.mark.built
def test_no_published_address_ever_dies(mini_folder, tmp_path):
    """Three editions; everything that can be given up is; every address of every edition still answers."""
    publish(mini_folder)
    spoil(mini_folder, "- id: upgrade-wording", "- id: upgrade-words", NOTES)
    spoil(mini_folder, "commitment:ferries", "commitment:boats", NOTES)
    boats = mini_folder / "commitments" / "boats.yml"
    (mini_folder / "commitments" / "ferries.yml").rename(boats)
    boats.write_text(boats.read_text(encoding="utf-8").replace("id: ferries", "id: boats"), encoding="utf-8")
    for file in mini_folder.rglob("*.yml"):
        words = file.read_text(encoding="utf-8")
        file.write_text(words.replace("commitment:ferries", "commitment:boats"), encoding="utf-8")
    spoil(mini_folder, "slug: 2-bridges", "slug: 2-crossings", "statement.yml")
    build("ids", "--content", mini_folder)
    for old, new in (("upgrade-wording", "upgrade-words"), ("ferries", "boats"), ("2-bridges", "2-crossings")):
        spoil(mini_folder, f"id: {old}\n", f"id: {old}\n  state: moved\n  to: {new}\n  why: x\n")
    publish(mini_folder, "2020.2", "2020-06-01")
    spoil(mini_folder, "- id: upgrade-words", "- id: upgrade-form", NOTES)
    build("ids", "--content", mini_folder)
    spoil(mini_folder, "id: upgrade-words\n", "id: upgrade-words\n  state: moved\n  to: upgrade-form\n  why: y\n")
    publish(mini_folder, "2021.1", "2021-01-01")
    site = built(mini_folder, tmp_path / "out")
    addresses = {e.address for cut in load_content(mini_folder).editions for e in cut.ids}
    assert len(addresses) > 25
    for address in addresses:
        path, _, fragment = address.partition("#")
        page = file_at(site, "/" + path)
        assert page, address
        if fragment and "Moved" not in said(page)[:40]:
            assert fragment in ids(page), address
    (gone,) = [e for e in tree(site / "pillars/1-rivers/index.html").iter("p") if e.get("id") == "note-upgrade-wording"]
    (link,) = [a for a in gone.iter("a") if a.get("class") == "moved"]
    assert link.get("href") == "#note-upgrade-form"  # over both moves at once


@pytest.mark.built
@pytest.mark.parametrize("edition", ["real", "small"])
def test_a_whole_site_keeps_every_published_address(edition, request):
    built = request.getfixturevalue("site" if edition == "real" else "small_site")
    known = {page: set(ids(page)) for page in pages(built)}
    addresses = {e.address for cut in request.getfixturevalue(edition).editions for e in cut.ids}
    assert addresses
    for address in sorted(addresses):
        path, _, fragment = address.partition("#")
        page = file_at(built, "/" + path)
        assert page, address
        # A page that has moved sends the fragment on with the reader.
        assert not fragment or fragment in known[page] or "has a new address" in shown(page), address


# --- what changed -------------------------------------------------------------------------------------------------------


@pytest.mark.built
def test_a_second_edition_shows_its_differences(mini_folder, tmp_path, monkeypatch):
    publish(mini_folder)
    spoil(mini_folder, "by 1 and 2 km", "by 1 and 3 km", NOTES)
    spoil(mini_folder, "id: board-reading", "id: board-read", NOTES)
    correction = "  corrections:\n    - {date: 2020-04-02, text: 'The second count was given as 2 km.'}\n"
    spoil(mini_folder, "  kind: follow-up\n", "  kind: follow-up\n" + correction, NOTES)
    build("ids", "--content", mini_folder)
    spoil(mini_folder, "id: board-reading\n", "id: board-reading\n  state: withdrawn\n  why: She took it back.\n")
    draft = built(mini_folder, tmp_path / "draft")
    assert "Since edition 2020.1 Not part of an edition yet." in said(draft / "changes" / "index.html")
    assert "Edition 2020.1 with later changes, 1 March 2020." in said(draft / "opening" / "index.html")
    publish(mini_folder, "2020.2", "2020-06-01")
    site = built(mini_folder, tmp_path / "out", "https://example.org/two", monkeypatch)
    page = site / "changes" / "index.html"
    words = said(page)
    assert "Edition 2020.2, 1 June 2020 What 2020.2 brings." in words
    assert "One observer sees a bank Note, no longer here: She took it back." in words
    changed = [e for e in tree(page).iter("p") if e.get("class") == "difference"]
    found = [(e.tag, (e.text or "").strip()) for p in changed for e in p]
    assert [one for one in found if one[1] in ("2", "3")] == [("del", "2"), ("ins", "3")]
    first = next(e for e in tree(site / "pillars/1-rivers/index.html").iter("p") if e.get("id") == "note-dredging")
    note = first.getparent()
    assert "Corrected on 2 April 2020. The second count was given as 2 km." in " ".join(text(note).split())
    data = json.loads((site / "changes" / "2020.1.json").read_text(encoding="utf-8"))
    assert data == json.loads((mini_folder / "editions" / "2020.1.json").read_text(encoding="utf-8"))


HOSTILE = (
    "x ```{.html #evil data-to=javascript:alert(1)} x ``` { #evil .moved } {: #evil } [x][evil] ++} --} {>>x<<} /// x"
)


@pytest.mark.built
def test_no_text_of_a_change_becomes_an_element_or_an_attribute(mini_folder, tmp_path):
    """A correction, a summary, a reason, words that differ: every page has the same elements as with a plain word."""
    made = []
    for words in ("plum", HOSTILE):
        folder = Path(shutil.copytree(mini_folder, tmp_path / words[:4] / "content"))
        publish(folder)
        quoted = json.dumps(words)
        spoil(
            folder, "Two counts differ, by 1 and 2 km.", json.dumps(f"Two counts differ, by 1 and 2 km. {words}"), NOTES
        )
        correction = f"  corrections: [{{date: 2020-04-02, text: {quoted}}}]\n"
        spoil(folder, "  kind: follow-up\n", f"  kind: follow-up\n{correction}", NOTES)
        spoil(folder, "id: board-reading", "id: board-read", NOTES)
        build("ids", "--content", folder)
        spoil(folder, "id: board-reading\n", f"id: board-reading\n  state: withdrawn\n  why: {quoted}\n")
        publish(folder, "2020.2", "2020-06-01")
        spoil(folder, "What 2020.2 brings.", quoted, "changes.yml")
        site = built(folder, tmp_path / words[:4])
        assert said(site / "changes" / "index.html").count(words) == 5
        made.append({page.relative_to(site): elements(page) for page in pages(site)})
    assert made[0] == made[1]


def test_the_feed_is_read_by_a_feed_reader(mini_folder, tmp_path, monkeypatch):
    publish(mini_folder)
    spoil(
        mini_folder,
        "  kind: follow-up\n",
        "  kind: follow-up\n  corrections: [{date: 2020-04-02, text: 'Not <2> & so'}]\n",
        NOTES,
    )
    publish(mini_folder, "2020.2", "2020-06-01")
    ids_by_place = []
    for url in ("", "https://example.org/two"):
        monkeypatch.setenv("SITE_URL", url)
        build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
        words = (tmp_path / "docs" / "changes" / "feed.xml").read_text(encoding="utf-8")
        feed = feedparser.parse(words)
        assert not feed.bozo
        assert feed.version == "atom10"
        assert [e.title for e in feed.entries] == [
            "Edition 2020.2",
            "Correction: The river was dredged in 2021",
            "Edition 2020.1",
        ]
        assert feed.entries[1].summary == "2 April 2020: Not <2> & so"
        assert feed.feed.updated == "2020-06-01T00:00:00Z"
        for entry in feed.entries:
            assert entry.id.startswith("urn:uuid:")
            assert entry.link.startswith(url + "/" if url else "../")
        ids_by_place.append([feed.feed.id, *(e.id for e in feed.entries)])
    assert ids_by_place[0] == ids_by_place[1]
    assert len(set(ids_by_place[0])) == 4


ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def test_the_feed_is_valid_by_the_rules_of_rfc_4287(mini_folder, tmp_path):
    """Sections 4.1.1 and 4.1.2: what must be there, once; what an id and a date must look like; nothing else."""
    publish(mini_folder)
    build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
    feed = lxml.etree.fromstring((tmp_path / "docs" / "changes" / "feed.xml").read_bytes())
    assert feed.tag == ATOM + "feed"
    for holder in (feed, *feed.iter(ATOM + "entry")):
        for name in ("id", "title", "updated"):
            (found,) = holder.findall(ATOM + name)
            assert found.text.strip() == found.text
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", holder.findtext(ATOM + "id"))
        assert MOMENT.fullmatch(holder.findtext(ATOM + "updated"))
        assert len([link for link in holder.findall(ATOM + "link") if link.get("rel") == "alternate"]) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name").text  # holds for every entry without one of its own
    assert [link.get("rel") for link in feed.findall(ATOM + "link")].count("self") == 1
    known = {"feed", "entry", "id", "title", "updated", "link", "author", "name", "summary"}
    assert {element.tag.removeprefix(ATOM) for element in feed.iter()} <= known


@pytest.mark.built
def test_without_an_edition_there_is_no_feed_and_pages_say_draft(mini_folder, tmp_path):
    site = built(mini_folder, tmp_path / "out")
    assert not (site / "changes" / "feed.xml").exists()
    assert "No edition has been cut yet" in said(site / "changes" / "index.html")
    assert "Unpublished draft." in said(site / "p" / "1.2" / "index.html")


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "https://example.org/<x>",
        "ftp://example.org",
        "https://example.org/?a",
        "https://example.org/#a",
        "http://[",
        "https://example.org@evil.example/",
        "https://example.org/\u202e",
        "https://example/",
    ],
)
def test_a_public_address_that_is_none_is_refused(mini_folder, tmp_path, monkeypatch, url):
    monkeypatch.setenv("SITE_URL", url)
    done = build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
    assert done.returncode == 1
    assert done.stderr.startswith("SITE_URL: site-url: ")
    assert done.stderr.count("\n") == 2
    assert not (tmp_path / "docs").exists()
    assert build("address").stderr == done.stderr  # what `make` asks before MkDocs, which has a traceback for some


@pytest.mark.parametrize("url", ["http://localhost:8000", "https://example.org/a/@b", "https://192.0.2.1/"])
def test_a_public_address_is_one(monkeypatch, url):
    monkeypatch.setenv("SITE_URL", url)
    assert build("address").stdout.strip().rstrip("/") == url.rstrip("/")


def every_label() -> dict[str, dict[str, str]]:
    return {name: value for name, value in vars(labels).items() if isinstance(value, dict) and name.isupper()}


def test_another_label_changes_no_edition(mini_folder, monkeypatch):
    """A word of ours put in place of another is no change of the text: no page says so, nor the list of changes."""
    publish(mini_folder)
    site = Site(load_content(mini_folder), {})
    before = history.all_changes(site)
    assert [one.number for one in before] == ["2020.1"]  # and nothing since
    assert len(every_label()) > 12
    for name, dictionary in every_label().items():
        monkeypatch.setattr(labels, name, {code: f"other {label}" for code, label in dictionary.items()})
    assert history.all_changes(site) == before


def test_labels_are_put_on_when_a_difference_is_shown(mini_folder, monkeypatch):
    publish(mini_folder)
    spoil(mini_folder, "kind: follow-up", "kind: wording", NOTES)
    monkeypatch.setitem(labels.KINDS, "wording", "Words")
    monkeypatch.setitem(labels.KINDS, "follow-up", "Later")
    (since, _) = history.all_changes(Site(load_content(mini_folder), {}))
    (change,) = since.changes
    ((first, second, *_),) = change.lines
    assert (first.text, second.text) == ("Later", "Words")


@pytest.mark.parametrize(
    "line, expected",
    [
        (("mood", "promises"), "Mood: promises"),
        (("category", "treaty"), "Category: treaty"),
        (("bound", ["west", "others"]), "Falls to west and other parties"),
        (("bound", ["nobody-named"]), "Names no one"),
        (("about", {"side": "west", "kind": "diary", "checked": "2020-01"}), "west; diary; checked January 2020"),
        (("gone", "Words."), "Words."),
        (("gone", {"text": "A fact.", "cite": ["a"], "as_of": "2020"}), "A fact. (as of 2020) [a]"),
        (("gone", {"a": ["b", "c"], "d": "e"}), "gone: b, c; e"),
    ],
)
def test_what_an_old_edition_says_can_always_be_shown(line, expected):
    """Codes and lines that are no longer in use stand as they are."""
    assert shown(line, ()) == expected


def test_readers_see_names_and_not_ids():
    names = {("source", "gazette-2020"): "Northland Gazette, 15 March 2020", ("term", "ada-brook"): "Ada Brook"}
    fact = ("then", {"text": "A fact.", "cite": ["gazette-2020", "gone-2019"]})
    assert shown(fact, (), names) == "On the day: A fact. [Northland Gazette, 15 March 2020; gone-2019]"
    assert shown(("see_also", ["ada-brook", "gone"]), (), names) == "See also: Ada Brook, gone"


def entry(lines: list[str]) -> list[Published]:
    text = tuple(("text", line) for line in lines)
    return [Published(kind="note", id="a", title="A", address="x/", text=text)]


@pytest.mark.parametrize(
    "old, new, expected",
    [
        (
            "One two three.",
            "One four three.",
            [("same", "One"), ("gone", " two"), ("new", " four"), ("same", " three.")],
        ),
        ("A b c d", "b c d", [("gone", "A "), ("same", "b c d")]),
        ("Quite other words", "Nothing of the sort", [("gone", "Quite other words"), ("new", "Nothing of the sort")]),
        ("a b  c d e", "a b c d e", [("same", "a b"), ("gone", "  "), ("new", " "), ("same", "c d e")]),
    ],
)
def test_a_difference_is_one_of_words(old, new, expected):
    (change,) = changes(entry([old]), entry([new]), lambda line: line[1])
    assert [(run.kind, run.text) for run in change.lines[0]] == expected


def test_words_that_cannot_be_told_apart_stand_whole():
    """A comparison word by word would take minutes, and show nothing that a reader could read."""
    old, new = ("ab" * 4000).replace("", " "), ("ba" * 4000).replace("", " ")
    (change,) = changes(entry([old]), entry([new]), lambda line: line[1])
    assert [(run.kind, run.text) for run in change.lines[0]] == [("gone", old), ("new", new)]


@given(st.lists(st.text()), st.lists(st.text()))
def test_a_difference_holds_both_texts(old, new):
    """The lines that differ, put together again, are the lines of the one and of the other."""
    (change,) = changes(entry(old), entry(new), lambda line: line[1]) or [None]
    if change is None:
        assert old == new
        return
    unchanged = [line for line in old if line in new]
    for kind, lines in (("gone", old), ("new", new)):
        told = ["".join(run.text for run in line if run.kind in ("same", kind)) for line in change.lines]
        for line in lines:
            assert line in told or line in unchanged
