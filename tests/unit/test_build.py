"""The command as a person runs it, and the pages of the mini edition as they should be."""

from __future__ import annotations

import shutil

import pytest

from conftest import MINI, ROOT, build, mkdocs
from explainer.addresses import file_of, section_file
from explainer.cite import styles
from explainer.render import pages
from explainer.render.pages import frame
from explainer.site import Site
from site_html import text, tree

EXPECTED = MINI / "expected"


def test_pages_of_the_mini_edition(mini, request):
    """Run `pytest --rewrite` after a deliberate change of a template, and read the difference before committing it."""
    made = pages.render(Site(mini, styles.bibliography(mini.sources)))
    if request.config.getoption("--rewrite"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in made.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_bytes(text.encode())
    expected = {
        p.relative_to(EXPECTED).as_posix(): p.read_bytes().decode() for p in EXPECTED.rglob("*.*") if p.is_file()
    }
    assert made.keys() == expected.keys()
    for name, text in made.items():
        assert text == expected[name], f"{name} differs from tests/mini/expected/{name}"


def test_notes_too_many_for_one_page_are_linked_to(mini, monkeypatch):
    """The statement then has the words alone, a part the titles, at the addresses that are promised; so has the timeline
    the titles of events, and each year a page; the rest is as it was."""
    site = Site(mini, styles.bibliography(mini.sources))
    with_notes = pages.render(site)
    monkeypatch.setattr(frame, "HEAVY", 0)
    without = pages.render(site)
    parts = {section_file(section) for section in site.sections()}
    changed = {
        name for name in without if name.endswith("index.md") and without[name] != with_notes.get(name, without[name])
    }
    years = {f"timeline/{event.date[:4]}/index.md" for event in site.timeline}
    assert changed == {"statement/index.md", "timeline/index.md", *parts}
    assert {name for name in without if name.endswith("index.md")} - with_notes.keys() == years
    for event in mini.timeline:
        year = f"{event.date[:4]}/index.md"
        assert f"({year}#here-{event.id})\n  {{ #{event.id} " in without["timeline/index.md"]
        assert f"{{ #here-{event.id} " in without[f"timeline/{year}"]
    assert all("too many for one page" in without[name] for name in changed)
    assert "here-" not in without["statement/index.md"]
    for placed in site.note_by_id.values():
        id, part = placed.note.id, without[file_of(site, "note", placed.note.id).partition("#")[0]]
        assert f"#note-{id}){{ .ref" in without["statement/index.md"]
        assert f"#here-{id}){{ .ref" in with_notes["statement/index.md"]
        assert part.count(f"{{ #note-{id} .about }}") == 1
        assert f"p/{placed.passage.number}/index.md#here-{id})" in part
        assert f"{{ #here-{id} .about }}" in without[f"p/{placed.passage.number}/index.md"]


def test_two_builds_give_the_same_bytes(mini_folder, tmp_path):
    for name in ("one", "two"):
        assert build("build", "--content", mini_folder, "--docs", tmp_path / name).returncode == 0
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one", "two")
    )
    assert one == two


@pytest.mark.built
def test_markup_in_a_name_is_shown_not_obeyed(mini_folder, tmp_path):
    """MkDocs and the theme put titles and descriptions into the page's head and menu as they are."""
    (tmp_path / "mkdocs.yml").write_text(
        f'INHERIT: "{ROOT}/mkdocs.yml"\nhooks: []\nwatch: []\nnav: ~\ntheme: {{custom_dir: "{ROOT}/theme"}}\n',
        encoding="utf-8",
    )
    assert build("build", "--content", mini_folder, "--docs", tmp_path / "docs").returncode == 0
    done = mkdocs("--config-file", tmp_path / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    page = tree(tmp_path / "site" / "glossary" / "river-board" / "index.html")
    name = 'River Board <RB> & "Co"'
    assert text(next(page.iter("h1"))).strip() == name
    assert text(next(page.iter("title"))).startswith(name)


def test_the_cache_is_not_needed(mini, tmp_path):
    cold = styles.bibliography(mini.sources, tmp_path)
    (kept,) = tmp_path.iterdir()
    assert styles.bibliography(mini.sources, tmp_path) == cold
    kept.write_text("{ not JSON", encoding="utf-8")
    assert styles.bibliography(mini.sources, tmp_path) == cold
    assert styles.bibliography(mini.sources) == cold


def test_markup_in_a_title_is_shown_not_obeyed(mini):
    source = mini.sources[0].model_copy(update={"title": 'A <b>bold</b> & <script>x</script> "title" *here*'})
    entry = styles.bibliography([source])[source.id]
    assert "<b>" not in entry
    assert "<script>" not in entry
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;" in entry


def test_docs_stay_as_they_were_when_the_content_is_bad(mini_folder, tmp_path):
    docs = tmp_path / "docs"
    build("build", "--content", mini_folder, "--docs", docs)
    before = {p: p.read_bytes() for p in docs.rglob("*") if p.is_file()}
    (mini_folder / "statement.txt").write_text("nothing here")
    assert build("build", "--content", mini_folder, "--docs", docs).returncode == 1
    assert {p: p.read_bytes() for p in docs.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    "text, expected",
    [("", "statement-empty"), ("T\na\u202eb\n", "hidden-character")],
)
def test_new_refuses_what_is_no_statement(tmp_path, text, expected):
    (tmp_path / "s.txt").write_text(text)
    done = build("new", tmp_path / "s.txt", tmp_path / "out")
    assert done.returncode == 1
    assert expected in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_not_sure_is_asked_before_anything_is_built(tmp_path):
    """The question stands in statement.yml until an editor has settled it."""
    (tmp_path / "s.txt").write_text("T\nFirst, a.\nSecond, b.\nAnd c.\n")
    made = build("new", tmp_path / "s.txt", tmp_path / "out")
    assert "  point 2    line 3    Second, b.\n" in made.stdout
    assert "not sure, 1 question:\n  line 4: after the last point opens." in made.stdout
    about = tmp_path / "out" / "content" / "statement.yml"
    text = about.read_text(encoding="utf-8")
    refused = build("check", "--draft", "--content", about.parent)
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if '- "line 4: ' in row)
    assert refused.stderr.startswith(f"content/statement.yml:{line}:7: structure-unsure: line 4: after the last point")
    about.write_text("".join(row for row in text.splitlines(True) if "unsure:" not in row and '- "line 4: ' not in row))
    assert build("check", "--draft", "--content", about.parent).returncode == 0


def test_new_never_overwrites(tmp_path):
    (tmp_path / "s.txt").write_text("T\nFirst, a.\nSecond, b.\n")
    (tmp_path / "out").mkdir()
    done = build("new", tmp_path / "s.txt", tmp_path / "out")
    assert done.returncode == 1
    assert "folder-exists" in done.stderr
    missing = build("new", tmp_path / "none.txt", tmp_path / "out2")
    assert missing.stderr == f"{tmp_path / 'none.txt'}: system: no such file or directory\n"


def test_the_menu_names_every_section(real):
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for section in real.about.sections:
        file = f"pillars/{section.slug}/index.md" if section.number else f"{section.slug}/index.md"
        name = f"{section.number}. {section.title}" if section.number else section.title
        assert f"- {name}: {file}\n" in menu
