"""How well and how fast the search answers, in real Chromium on the built site, beside stock Material. Asserts nothing.

Four sets of readers' queries: `search-queries-sample.yml` (given), `search-queries.yml` (ours, written before the matching was) and
`search-queries-topics.yml`, `-topics-2.yml` (subjects instead of names, by two writers, neither of whom had seen the topics).
The stock search gets the same pages, names included, and the settings that serve it best. It has no notes of its own: there a page
with the note counts as the note.

    python benchmarks/search.py [--minisearch node_modules/minisearch/dist/umd/index.js]
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SETS = {
    "sample": HERE / "search-queries-sample.yml",
    "own": HERE / "search-queries.yml",
    "topics": HERE / "search-queries-topics.yml",
    "topics 2": HERE / "search-queries-topics-2.yml",
}
FIRST = (
    *(f"js/search/{part}.js" for part in ("words", "index", "ranking", "box")),
    "css/search.css",
    "search/names.json",
)
COPIES = 20

STOCK = """
INHERIT: "{root}/mkdocs.yml"
docs_dir: "{root}/docs"
site_dir: {out}
hooks: []
watch: []
exclude_docs: search.md
theme: {{custom_dir: {empty}}}
plugins:
  - search: {{lang: en, separator: '[\\s\\u200b\\u3000\\-、。，．？！；,.;:()«»]+|(?=[\\u4e00-\\u9fff])', pipeline: []}}
"""

Query = dict[str, Any]


# --- the sites ---


def mkdocs(*arguments: object) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *map(str, arguments)]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def build(folder: Path) -> tuple[Path, Path]:
    """Our site and the stock one, from the same pages."""
    ours, stock, empty = folder / "ours", folder / "stock", folder / "empty"
    mkdocs("--site-dir", ours)
    empty.mkdir()
    configuration = folder / "stock.yml"
    configuration.write_text(STOCK.format(root=ROOT, out=stock, empty=empty), encoding="utf-8")
    mkdocs("--config-file", configuration)
    return ours, stock


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


# --- what is expected ---


def addresses(names: dict[str, Any]) -> dict[str, str]:
    """What `expect` may say -> the address that answers it."""
    found: dict[str, str] = {"cite": "cite/"}
    sections = 0
    for kind, _, address, *_ in names["documents"]:
        page, _, fragment = address.partition("#")
        parts = page.strip("/").split("/")
        match kind:
            case "term":
                found[parts[-1]] = address
            case "passage":
                found["p" + parts[-1]] = address
            case "section":
                found[str(sections)] = address
                sections += 1
            case "commitment" | "figure":
                found[f"{kind}:{parts[-1]}"] = address
            case "note":
                found["note:" + fragment.removeprefix("note-")] = address
            case "page":
                found[parts[0] or "home"] = address
    return found


def rank(expected: Iterable[Any], hits: list[str], known: dict[str, str], exact: bool) -> int | None:
    """Place of the first hit that is expected, from 1. With `exact`, a fragment must be the right one."""
    wanted = {known.get(str(e), f"sources/{str(e).partition(':')[2]}/") for e in expected}
    pages = {address for address in wanted if "#" not in address}
    for place, hit in enumerate(hits, 1):
        page = hit.partition("#")[0]
        if hit in wanted or page in pages or (not exact and page in {w.partition("#")[0] for w in wanted}):
            return place
    return None


def read(path: Path) -> list[Query]:
    queries: list[Query] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return queries


# --- asking ---

ASK_OURS = """([queries, root]) => {
  const input = document.querySelector('dialog.search input'), list = document.getElementById('search-list');
  const strip = (a) => { const u = new URL(a.href); return (u.origin + u.pathname).slice(root.length) + u.hash; };
  const type = (text) => {
    input.value = text;
    const start = performance.now();
    input.dispatchEvent(new InputEvent('input', {bubbles: true}));
    list.offsetHeight;
    return performance.now() - start;
  };
  const times = [];
  const hits = queries.map((q) => {
    for (let i = 1; i <= q.length; i++) times.push(type(q.slice(0, i)));
    return [...list.querySelectorAll('a')].filter(() => !document.querySelector('dialog .search-status').textContent.startsWith('Nothing')).map(strip);
  });
  return {hits, times};
}"""

ASK_STOCK = """async ([queries, root]) => {
  const config = JSON.parse(document.getElementById('__config').textContent);
  const worker = new Worker(new URL(config.search, location.href));
  const call = (message) => new Promise((resolve) => { worker.onmessage = (e) => resolve(e.data.data); worker.postMessage(message); });
  const index = await (await fetch(root + 'search/search_index.json')).json();
  const start = performance.now();
  await call({type: 0, data: {...index, options: {suggest: false}}});
  const ready = performance.now() - start;
  const times = [], hits = [];
  for (const q of queries) {
    const start = performance.now();
    const found = await call({type: 2, data: q});
    times.push(performance.now() - start);
    hits.push(found.items.map((group) => group[0].location));
  }
  return {hits, times, ready};
}"""

ASK_MINISEARCH = """async ([queries, root]) => {
  const names = await (await fetch(root + 'search/names.json')).json(), text = await (await fetch(root + 'search/text.json')).json();
  await SiteSearch.engine();
  Words.learn(names);
  const texts = new Map(text.texts);
  const documents = [...names.documents, ...text.documents].map(([kind, title, address, where, others, own], id) => (
    {id, kind, title, address, names: (others || []).join(' | '), text: texts.get(id) || own || ''}));
  const han = /([\\u3400-\\u9fff])/g;
  const mini = new MiniSearch({fields: ['title', 'names', 'text'], storeFields: ['address', 'kind'],
    tokenize: (s) => Words.of(s.replace(han, ' $1 ')), processTerm: (t) => t,
    searchOptions: {boost: {title: 4, names: 4}, prefix: true, fuzzy: (t) => t.length > 7 ? 2 : t.length > 3 ? 1 : 0, combineWith: 'OR',
      boostDocument: (id, term, stored) => ({term: 2, passage: 1.3, source: 0.4}[stored.kind] ?? 1)}});
  const start = performance.now();
  mini.addAll(documents);
  const ready = performance.now() - start;
  const times = [];
  const hits = queries.map((q) => {
    const start = performance.now();
    const found = mini.search(q);
    times.push(performance.now() - start);
    return [...new Map(found.map((f) => [f.address.split('#')[0], f.address]).reverse()).values()].reverse();
  });
  return {hits, times, ready};
}"""

OPEN = """() => new Promise((resolve) => {
  const at = {};
  const end = (file) => performance.getEntriesByType('resource').find((e) => e.name.endsWith(file)).responseEnd;
  SiteSearch.open();
  (function look() {
    const state = document.querySelector('dialog.search')?.dataset.state;
    if (state && !at.names) at.names = performance.now() - end('names.json');
    if (state !== 'all') return setTimeout(look, 1);
    resolve([at.names, performance.now() - end('text.json')]);
  })();
})"""


def opened(browser: Browser, address: str) -> Page:
    """A page of a site in a fresh profile."""
    page = browser.new_context().new_page()
    page.goto(address + "about/")
    return page


# --- twenty times the content ---


def shifted(text: str, by: int) -> str:
    """The text with its words changed: every letter some places further in its alphabet, digits kept."""

    def letter(c: str) -> str:
        for first, size in (("a", 26), ("A", 26), ("а", 32), ("А", 32), ("\u4e00", 20000)):
            if 0 <= ord(c) - ord(first) < size:
                return chr(ord(first) + (ord(c) - ord(first) + by * 7) % size)
        return c

    return "".join(letter(c) for c in text)


def copies(names: dict[str, Any], text: dict[str, Any], count: int) -> tuple[str, str]:
    """Both files with `count` times as many documents, each copy in other words."""

    def copy(document: list[Any], by: int) -> list[Any]:
        blank: list[Any] = ["", [], ""]
        kind, title, address, where, others, own = [*document, *blank[len(document) - 3 :]]
        return [kind, shifted(title, by), f"{by}/{address}", where, [shifted(n, by) for n in others], shifted(own, by)]

    size = len(names["documents"])
    first = [copy(d, by) for by in range(count) for d in names["documents"]]
    later = [copy(d, by) for by in range(count) for d in text["documents"]]
    texts = [[number + by * size, shifted(t, by)] for by in range(count) for number, t in text["texts"]]
    return json.dumps(names | {"documents": first}), json.dumps({"texts": texts, "documents": later})


# --- telling ---


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def spent(times: list[float]) -> str:
    return f"median {statistics.median(times):6.2f} ms   95 % {percentile(times, 0.95):6.2f} ms   ({len(times)} inputs)"


def table(queries: list[Query], ranks: dict[str, list[int | None]], label: Callable[[Query], str]) -> None:
    """First place, first three and mean reciprocal rank for each label, one column group for each way of searching."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, query in enumerate(queries):
        groups[label(query)].append(i)
    for name, members in (*groups.items(), ("all", list(range(len(queries))))):
        cells = []
        for places in ranks.values():
            own = [places[i] for i in members]
            first, three = sum(p == 1 for p in own), sum(p is not None and p <= 3 for p in own)
            cells.append(f"{first:4} {three:4} {sum(1 / p for p in own if p) / len(own):6.3f}")
        print(f"  {name:<18}{len(members):4}   " + "   ".join(cells))


def heading(ranks: Iterable[str]) -> None:
    print(" " * 27 + "   ".join(f"{name:<16}" for name in ranks))
    print(f"  {'':<18}   n   " + "   ".join(f"{'1st':>4} {'3':>4} {'MRR':>6}" for _ in ranks))


def sizes(site: Path) -> None:
    def packed(file: str) -> float:
        return len(gzip.compress((site / file).read_bytes(), 9)) / 1000

    for file in ("js/search/search.js", *FIRST, "search/text.json", "js/search/highlight.js"):
        print(f"  {file:<30} {packed(file):6.1f} KB")
    first = sum(packed(file) for file in FIRST)
    print(
        f"  fetched at first opening       {first:6.1f} KB, with the text behind it {first + packed('search/text.json'):.1f} KB"
    )


def relevance(known: dict[str, str], results: dict[str, dict[str, Any]], sets: dict[str, list[Query]]) -> None:
    for name, queries in sets.items():
        ranks = {
            way: [
                rank(q["expect"], hits, known, way != "stock")
                for q, hits in zip(queries, result[name]["hits"], strict=True)
            ]
            for way, result in results.items()
        }
        print(f"\nSet: {name}")
        heading(ranks)
        table(queries, ranks, lambda q: q["lang"])
        if "kind" in queries[0]:
            print()
            table(queries, ranks, lambda q: q["kind"])
        for q, place in zip(queries, ranks["ours"], strict=True):
            if place != 1:
                print(f"  not first: {q['q']} ({place or 'not found'})")


def enlarged(site: Path, folder: Path) -> Path:
    """A copy of our site whose search knows COPIES times as much."""
    large = folder / "large"
    shutil.copytree(site, large)
    names, text = (json.loads((site / "search" / f).read_text(encoding="utf-8")) for f in ("names.json", "text.json"))
    for file, words in zip(("names.json", "text.json"), copies(names, text, COPIES), strict=True):
        (large / "search" / file).write_text(words, encoding="utf-8")
    return large


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minisearch", type=Path, help="MiniSearch's UMD file, to compare with")
    options = parser.parse_args()
    sets = {name: read(path) for name, path in SETS.items()}
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        say("Building both sites")
        ours, stock = build(Path(folder))
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        results: dict[str, dict[str, Any]] = defaultdict(dict)
        ready: dict[str, str] = {}

        def ask(way: str, page: Page, script: str, address: str, only: Iterable[str] = SETS) -> None:
            for name in only:
                say(f"Asking {way}, set {name}")
                results[way][name] = page.evaluate(script, [[q["q"] for q in sets[name]], address])
                ready.setdefault(way, f"{results[way][name].get('ready', 0):.0f} ms")

        def ask_ours(way: str, site: Path, only: Iterable[str]) -> None:
            with served(site) as address:
                page = opened(browser, address)
                ready[way] = "names {:.0f} ms, all {:.0f} ms after the fetch".format(*page.evaluate(OPEN))
                ask(way, page, ASK_OURS, address, only)

        ask_ours("ours", ours, SETS)
        with served(stock) as address:
            ask("stock", opened(browser, address), ASK_STOCK, address)
        if options.minisearch:
            with served(ours) as address:
                page = opened(browser, address)
                page.evaluate(options.minisearch.read_text(encoding="utf-8"))
                ask("minisearch", page, ASK_MINISEARCH, address)
        ask_ours(f"ours x {COPIES}", enlarged(ours, Path(folder)), ["own"])
        names = json.loads((ours / "search/names.json").read_text(encoding="utf-8"))
        relevance(addresses(names), {way: r for way, r in results.items() if len(r) == len(sets)}, sets)
        print("\nFetched (gzip)")
        sizes(ours)
        index = gzip.compress((stock / "search/search_index.json").read_bytes(), 9)
        print(f"  stock: index {len(index) / 1000:.1f} KB, on every first visit")
        print(
            "\nReady, and time from input to results (ours: every letter typed, drawn in the page; others: whole queries, answer only)"
        )
        for way, result in results.items():
            print(f"  {way:<11} {spent([t for r in result.values() for t in r['times']])}   ready: {ready[way]}")
        browser.close()


if __name__ == "__main__":
    main()
