"""What machines read in the head of every page, read by the rules of those who read it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import feedparser
import pytest
from rdflib import DCAT, RDF, Graph, Namespace

from conftest import ROOT, SMALL, build, made_once, mkdocs
from explainer.addresses import section_file, url
from site_html import file_at, pages, text, tree, url_of

SITE = "https://example.org/golden/"
SCHEMA = Namespace("https://schema.org/")


def make_public(out: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE.rstrip("/"))
        shutil.copytree(SMALL / "docs" / "pages", out / "docs" / "pages")
        assert build("build", "--content", SMALL / "content", "--docs", out / "docs").returncode == 0
        (out / "docs" / "assets").mkdir()
        (out / "docs" / "assets" / "social.png").write_bytes((ROOT / "docs" / "assets" / "social.png").read_bytes())
        (out / "mkdocs.yml").write_text(
            f'INHERIT: "{SMALL}/mkdocs.yml"\ndocs_dir: docs\nsite_dir: site\nhooks: []\nwatch: []\n'
            f'theme: {{custom_dir: "{ROOT}/theme"}}\nextra: {{social_image: assets/social.png}}\n',
            encoding="utf-8",
        )
        done = mkdocs("--config-file", out / "mkdocs.yml")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def public(tmp_path_factory) -> Path:
    """The small edition's site as it is published, at an address."""
    return made_once(tmp_path_factory, "public", make_public) / "site"


def metas(page: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in next(tree(page).iter("head")).iter("meta"):
        if name := meta.get("name") or meta.get("property"):
            assert name not in found, f"{page}: {name} stands twice"
            found[name] = meta.get("content")
    return found


def readable(site: Path) -> list[Path]:
    """Pages but those that only keep an address which was given up: no search engine is to find these."""
    found = [page for page in pages(site) if page.name == "index.html"]
    return [page for page in found if metas(page).get("robots") != "noindex" or page.parent.name == "print"]


def address(site: Path, page: Path) -> str:
    return url_of(site, page).replace("http://site/", SITE)


def zotero(page: Path) -> dict[str, str | list[tuple[str, str]] | None]:
    """What Zotero's "Embedded Metadata" translator makes of a page (zotero/translators, 2026-04-27), by its own rules.

    Type: og:type "website" gives webpage; citation_title alone would guess a journal article. Website title from
    og:site_name. Creators: citation_author, else those of the RDF, which are split at a comma or at the last space, else
    meta "author", else article:author, else any element whose class contains "byline" or "vcard".
    """
    head = metas(page)
    prefixes = dict(re.findall(r"(\w+):\s+(\S+)", next(tree(page).iter("html")).get("prefix") or ""))
    assert prefixes == {"bibo": "http://purl.org/ontology/bibo/", "schema": "http://schema.org/"}
    authors = ("citation_author", "citation_authors", "dc.creator", "dc.contributor", "author", "article:author")
    creators = [("author", head[name]) for name in authors if name in head]
    creators += [("contributor", head[name]) for name in ("schema:contributor",) if name in head]
    bylines = [text(e) for e in tree(page).iter() if re.search("byline|vcard", e.get("class") or "", re.IGNORECASE)]
    types = {"website": "webpage", "article": None, "book": "book"}
    return {
        "itemType": types.get(head.get("og:type", "")) or "journalArticle",
        "title": head.get("citation_title"),
        "shortTitle": head.get("bibo:shortTitle"),
        "date": head.get("citation_publication_date"),
        "url": head.get("citation_public_url"),
        "language": head.get("citation_language"),
        "publicationTitle": head.get("og:site_name"),
        "websiteType": head.get("dc.type"),
        "creators": creators or [("author", byline) for byline in bylines],
    }


def test_printed_pages_have_the_address_that_is_built_in(public):
    for page in readable(public):
        assert tree(page).get("data-address") == address(public, page)
        assert tree(page).get("data-edition")


def test_zotero_saves_the_statement_where_its_words_are(public, small):
    """With the speaker as contributor and the day of the remarks; no author is asserted."""
    for file in ("statement/", *(f"p/{p.number}/" for p in small.statement.passages)):
        assert zotero(file_at(public, f"/{file}")) == {
            "itemType": "webpage",
            "title": small.about.cited_as.title,
            "shortTitle": small.about.cited_as.short_title,
            "date": small.about.date.replace("-", "/"),
            "url": SITE + file,
            "language": "en",
            "publicationTitle": small.about.name,
            "websiteType": f"{small.about.cited_as.description}, {small.about.place_name}",
            "creators": [("contributor", "Brook, Ada")],
        }


def test_zotero_saves_our_pages_by_their_titles(public, small):
    date = small.editions[-1].date.replace("-", "/")
    words = {public / "statement", *(public / "p" / p.number for p in small.statement.passages)}
    for page in readable(public):
        if page.parent in words:
            continue
        item = zotero(page)
        for key, value in {
            "itemType": "webpage",
            "date": date,
            "url": address(public, page),
            "language": tree(page).get("lang"),
            "publicationTitle": small.about.name,
            "creators": [],
        }.items():
            assert item[key] == value, page
        shown = text(next(tree(page).iter("title"))).removesuffix(f" - {small.about.name}")
        assert shown in (item["title"], f"{item['title']}".rpartition(" (")[0]) or shown.endswith(f"{item['title']}")
    entry = zotero(public / "glossary" / "mmtgl" / "index.html")
    assert entry["shortTitle"] == "MMTGL"
    assert entry["websiteType"].startswith("glossary entry, edition ")


def test_open_graph_is_complete(public):
    for page in readable(public):
        head = metas(page)
        assert head["og:url"] == address(public, page)
        assert head["og:title"]
        assert head["og:description"] == head["description"]
        assert head["twitter:card"] == "summary_large_image"
        assert head["og:image"] == head["twitter:image"] == SITE + "assets/social.png"
        assert head["og:image:alt"]
        assert file_at(public, "/assets/social.png")
        links = {(e.get("rel"), e.get("href")) for e in tree(page).iter("link")}
        assert ("canonical", address(public, page)) in links
        assert ("license", "https://creativecommons.org/licenses/by/4.0/") in links
    descriptions = [metas(page)["description"] for page in readable(public)]
    assert len(set(descriptions)) == len(descriptions)


def test_the_preview_of_a_passage_says_its_words(public, small):
    for passage in small.statement.passages:
        page = file_at(public, f"/p/{passage.number}/")
        title, told = metas(page)["og:title"], metas(page)["og:description"]
        number, _, words = title.partition(" ")
        assert number == passage.number
        assert passage.text.startswith(words.removesuffix("…"))
        assert len(words) <= 72 and (words.endswith("…") or words == passage.text)
        assert passage.text[:100] in told and small.about.speaker.name in told
        assert text(next(tree(page).iter("title"))).startswith(title)


def graph(page: Path) -> Graph:
    """A page's JSON-LD as RDF, schema.org's context given here: nothing is fetched."""
    (script,) = [e for e in tree(page).iter("script") if e.get("type") == "application/ld+json"]
    data = json.loads(text(script))
    given = data.pop("@context")
    first, *own = given if isinstance(given, list) else [given]
    assert first == "https://schema.org"
    context = [{"@vocab": str(SCHEMA), "url": {"@type": "@id"}, "license": {"@type": "@id"}}, *own]
    return Graph().parse(data=json.dumps({"@context": context} | data), format="json-ld")


def test_json_ld_is_read_by_an_rdf_library(public, small):
    for page in readable(public):
        found = graph(page)
        kinds = set(found.objects(None, RDF.type))
        assert SCHEMA.WebSite in kinds
        assert SCHEMA.WebPage in kinds or SCHEMA.Article in kinds
        assert (None, SCHEMA.author, None) not in found
    for section in small.about.sections:
        found = graph(file_at(public, "/" + url(section_file(section))))
        (article,) = found.subjects(RDF.type, SCHEMA.Article)
        (work,) = found.objects(article, SCHEMA.about)
        assert str(found.value(work, SCHEMA.name)) == small.about.cited_as.title
        assert str(found.value(work, SCHEMA.alternateName)) == small.statement.title
        assert str(found.value(work, SCHEMA.identifier)) == small.statement.swhid
        assert str(found.value(work, SCHEMA.dateCreated)) == small.about.date
    for passage in small.statement.passages:
        found = graph(public / "p" / passage.number / "index.html")
        (quotation,) = found.subjects(RDF.type, SCHEMA.Quotation)
        assert str(found.value(quotation, SCHEMA.text)) == passage.text
        work = found.value(quotation, SCHEMA.isPartOf)
        assert (work, RDF.type, SCHEMA.CreativeWork) in found
    for term in small.terms:
        found = graph(public / "glossary" / term.id / "index.html")
        (defined,) = found.subjects(RDF.type, SCHEMA.DefinedTerm)
        assert str(found.value(defined, SCHEMA.name)) == term.name
        terms = found.value(defined, SCHEMA.inDefinedTermSet)
        assert (terms, RDF.type, SCHEMA.DefinedTermSet) in found
    found = graph(public / "glossary" / "index.html")
    assert len(set(found.objects(None, SCHEMA.hasDefinedTerm))) == len(small.terms)


def test_only_what_the_speaker_says_is_given_as_spoken(small_site, small):
    """By the ledger 0.1 and 0.3 are the readout's own words; 2.5 and 3.2 are those of both sides."""
    spoken = []
    for passage in small.statement.passages:
        found = graph(small_site / "p" / passage.number / "index.html")
        (quotation,) = found.subjects(RDF.type, SCHEMA.Quotation)
        spoken += [passage.number] if found.value(quotation, SCHEMA.spokenByCharacter) else []
    assert [p.number for p in small.statement.passages if p.number not in spoken] == ["0.1", "0.3", "2.5", "3.2"]


def test_the_start_page_and_the_doors_name_each_other(public):
    for file in ("/", "/zh/"):
        page = tree(file_at(public, file))
        told = {e.get("hreflang"): e.get("href") for e in next(page.iter("head")).iter("link") if e.get("hreflang")}
        assert told == {"x-default": SITE, "en": SITE, "zh": f"{SITE}zh/"}
    assert f"<loc>{SITE}zh/</loc>" in (public / "sitemap.xml").read_text(encoding="utf-8")


def test_without_an_address_nothing_absolute_is_asserted(small_site):
    for page in readable(small_site):
        head = metas(page)
        assert not {"og:url", "og:image", "citation_public_url", "twitter:image"} & head.keys()
        assert not [e for e in tree(page).iter("link") if e.get("rel") == "canonical"]
        assert "address.invalid" not in page.read_text(encoding="utf-8")
        assert (None, SCHEMA.url, None) not in graph(page)


def test_the_published_feed_names_published_addresses(public):
    feed = feedparser.parse((public / "changes" / "feed.xml").read_text(encoding="utf-8"))
    assert not feed.bozo
    assert feed.entries
    for entry in feed.entries:
        assert entry.link.startswith(SITE)
        assert file_at(public, "/" + entry.link.removeprefix(SITE).partition("#")[0])
    for page in readable(public):
        (link,) = [e for e in tree(page).iter("link") if e.get("type") == "application/atom+xml"]
        assert file_at(public, "/" + (page.parent / link.get("href")).resolve().relative_to(public).as_posix())


def test_catalogues_find_every_data_file(public):
    """By both vocabularies: the address of each file, and how large it is."""
    data = graph(public / "data" / "index.html")
    (dataset,) = data.subjects(RDF.type, DCAT.Dataset)
    assert (dataset, RDF.type, SCHEMA.Dataset) in data
    found = {}
    for one in data.objects(dataset, SCHEMA.distribution):
        (where,) = data.objects(one, DCAT.downloadURL)
        assert str(where) == str(data.value(one, SCHEMA.contentUrl))
        found[str(where)] = int(data.value(one, DCAT.byteSize))
    files = [file for file in (public / "data").iterdir() if file.name not in ("index.html", "page.md.txt")]
    assert found == {f"{SITE}data/{file.name}": file.stat().st_size for file in files}
