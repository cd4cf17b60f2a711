"""Two at one address, two elements with one id: refused, at the id that is to be changed, whatever made the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from explainer.cite.styles import STYLES, Cited
from explainer.load.content import load_content
from explainer.problems import ContentError
from explainer.render import clashes, pages
from explainer.render.pages import frame
from explainer.site import Site

ANOTHER = "is the address of another page"
# An opening's slug, a source's id and an event's id that are taken, with what is told of the slug.
TAKEN = (
    ("glossary", "keys", "top", f"address-taken: /glossary/ {ANOTHER}"),
    ("about", "top", "part-1", f"address-taken: /about/ {ANOTHER}"),
    ("statement", "content", "year-2019", f"address-taken: /statement/ {ANOTHER}"),
    ("js", "scheme", "sources", "address-taken: /js/ belongs to theme/js"),
    ("assets", "single-keys", "scheme", "address-taken: /assets/ belongs to theme/assets"),
    ("pages", "search-option-1", "fn-gazette", "address-taken: /pages/ is the folder of hand-written pages"),
    ("templates", "top", "fnref2-gazette", "address-taken: /templates/ is left out by MkDocs"),
    ("404", "keys", "part-all", "address-taken: /404/ belongs to theme/404.html"),
    ("index", "top", "top", "address-taken: / and /index/ are one address to some servers"),
    ("notes", "top", "top", "address-taken: /notes/ belongs to docs/Notes.md"),
    ("top", "keys", "top", 'id-taken: "top" is the id of another element of /pillars/'),
    ("point-2", "top", "top", 'id-taken: "point-2" is the id of another element of /pillars/'),
)


@pytest.fixture(autouse=True)
def no_citations(monkeypatch):
    """They take their time and have no address of their own."""
    same = {style.id: Cited("a", "b") for style in STYLES}
    monkeypatch.setattr(frame.styles, "styled", lambda things, cache: {thing.key: same for thing in things})


def clashing(folder: Path) -> list[str]:
    """What is told of a content folder beside which somebody wrote docs/Notes.md and docs/assets/map.png."""
    taken = clashes.taken(ROOT / "theme", Path("docs"), ["Notes.md", "assets/map.png"])
    content = load_content(folder)
    try:
        pages.render(Site(content, dict.fromkeys((s.id for s in content.sources), "")), taken=taken)
    except ContentError as error:
        return [str(p).removeprefix("content/") for p in error.problems]
    return []


def replace(folder: Path, old: str, new: str, *files: str) -> None:
    for path in (*folder.rglob("*.yml"), *folder.rglob("*.csv")):
        if not files or path.name in files:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_control_nothing_clashes(mini_folder):
    assert clashing(mini_folder) == []
    replace(mini_folder, "slug: opening", "slug: p")
    replace(mini_folder, "board-founded-2019", "year-of-the-board")
    assert clashing(mini_folder) == []


@pytest.mark.parametrize("slug, source, event, told", TAKEN)
def test_what_is_taken_is_told_at_the_id(slug, source, event, told, mini_folder):
    replace(mini_folder, "slug: opening", f'slug: "{slug}"')
    replace(mini_folder, "gazette-2020", "gazette" if "gazette" in event else source)
    replace(mini_folder, "board-founded-2019", event)
    expected = [f"statement.yml:23:17: {told}; choose another slug"]
    if "gazette" not in event:
        expected.insert(
            0, f'sources.yml:1:3: id-taken: "{source}" is the id of another element of /sources/; choose another id'
        )
    expected.append(
        f'timeline.yml:1:4: id-taken: "{event}" is the id of another element of /timeline/; choose another id'
    )
    assert sorted(clashing(mini_folder)) == sorted(expected)


def test_a_term_that_is_the_index(mini_folder):
    ada, index = mini_folder / "glossary" / "ada-brook.yml", mini_folder / "glossary" / "index.yml"
    index.write_text(ada.read_text(encoding="utf-8").replace("id: ada-brook", "id: index"), encoding="utf-8")
    told = "address-taken: /glossary/index/ and /glossary/ are one address to some servers; choose another id"
    assert clashing(mini_folder) == [f"glossary/index.yml:1:1: {told}"]


def test_what_only_pages_of_ours_have_is_told_at_the_page(mini):
    site = Site(mini, {})
    text = "# A { #a }\n\n/// html | div[id='b']\n\n<p id=\"c\">\n\n[^k] [^k] `x` &#123; #a }\n\n[^k]: K\n"
    clashes.check(site, {"x.md": text}, {"x.md": [("page", "")]}, clashes.Taken())
    for again in ("{ .y #a }", "{: #a}", "[id='b'", "[^k]: K", '<p id="c"', '<i class="y" id="a"'):
        with pytest.raises(ContentError) as error:
            clashes.check(site, {"x.md": f"{text}\n{again}"}, {"x.md": [("page", "")]}, clashes.Taken())
        assert "docs/x.md: id-taken: " in str(error.value.problems[0])
    with pytest.raises(ContentError) as error:
        clashes.check(site, {}, {"x.json": [("page", ""), ("page", "")]}, clashes.Taken())
    assert str(error.value.problems[0]) == "docs/x.json: address-taken: /x.json is the address of another page"


def test_ids_in_data_are_none(mini):
    text = '---\ntitle: "{ #a }"\n---\n\n# A { #a }\n\n<script id="d">{"x":"{ #a } [id=\'a\']"}</script>\n'
    clashes.check(Site(mini, {}), {"x.md": text}, {"x.md": [("page", "")]}, clashes.Taken())
