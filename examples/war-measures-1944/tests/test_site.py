"""The built site keeps its promises; `make test` builds it and runs this."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent
SITE = FOLDER / "site"
PAGES = sorted(SITE.rglob("*.html"))
ROOT = "https://site/"

sys.path.insert(0, str(FOLDER / "../.." / "benchmarks"))
from audit import addresses, kind  # noqa: E402
from axe import violations  # noqa: E402
from serve import serving  # noqa: E402


def tree(page: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page.read_bytes())


def file_at(address: str) -> Path:
    path = SITE / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


def test_the_text_is_as_received():
    """Every passage stands in the file word for word, one behind the other."""
    received = " ".join((FOLDER / "content" / "statement.txt").read_text(encoding="utf-8-sig").split())
    passages = [" ".join(p.text_content().split()) for p in tree(SITE / "statement" / "index.html").find_class("text")]
    at = 0
    for passage in passages:
        at = received.index(passage, at) + len(passage)
    assert passages


def test_every_link_leads_somewhere():
    trees = {page: tree(page) for page in PAGES}
    ids = {page: {*root.xpath("//@id")} for page, root in trees.items()}
    dead = []
    for page, root in trees.items():
        here = ROOT if page.name == "404.html" else urljoin(ROOT, page.relative_to(SITE).as_posix())
        for link in map(str, root.xpath("//@href | //@src")):
            target = urlsplit(urljoin(here, link))
            file = file_at(target.geturl())
            lost = target.fragment and file in ids and target.fragment not in ids[file]
            if target.netloc == "site" and (lost or not file.is_file()):
                dead.append(f"{page.relative_to(SITE)}: {link}")
    assert PAGES and not dead, "\n".join(dead)


def test_a_page_of_each_kind_is_accessible():
    """axe-core finds nothing, in light and in dark."""
    kinds = {kind(path): path for path in addresses(SITE)}
    found = []
    with serving(SITE) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme, reduced_motion="reduce")
            for path in kinds.values():
                page.goto(server.address + path)
                found += [f"{path}, {scheme}: {broken['help']}" for broken in violations(page)]
        browser.close()
    assert kinds and not found, "\n".join(found)
