"""What differs, for a reader, between two built sites: words, ids, links, head and menu of every page.

    python benchmarks/compare_sites.py ONE OTHER [--apart CLASS ...]

`--apart` leaves elements of these classes out of the comparison of words, such as a source list. Prints each difference; exits with 1 if there is any.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import lxml.html

# What a builder says of itself, and its own style sheets and icons.
_OWN = ("generator", "stylesheet", "icon")


def pages(site: Path) -> dict[str, Path]:
    """Address below the root -> file."""
    return {path.relative_to(site).as_posix().removesuffix("index.html"): path for path in sorted(site.rglob("*.html"))}


def words(article: Any, apart: Sequence[str]) -> list[str]:
    for element in [e for e in article.iter() if isinstance(e.tag, str)]:
        if element.tag in ("script", "style", "template") or set(element.get("class", "").split()) & set(apart):
            element.drop_tree()
    return " ".join(text for text in article.itertext()).split()


def ids(article: Any) -> list[str]:
    return [e.get("id") for e in article.iter() if isinstance(e.tag, str) and e.get("id")]


def links(address: str, part: Any) -> list[str]:
    """Where the links of a part lead, below the site's root or elsewhere; footnotes are told by their page alone."""
    here = f"http://site/{address}"
    found = {urljoin(here, a.get("href")) for a in part.iter("a") if a.get("href") is not None}
    return sorted({urldefrag(url).url if "#fn" in url else url for url in found})


def head(address: str, root: Any) -> list[str]:
    """Title, metadata, links and data for machines."""
    here = f"http://site/{address}"
    said = [f"title: {root.findtext('.//title')}"]
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("http-equiv")
        if name and name not in _OWN:
            said.append(f"{name}: {meta.get('content')}")
    said += [
        f"link {e.get('rel')}: {urljoin(here, e.get('href'))}" for e in root.iter("link") if e.get("rel") not in _OWN
    ]
    data = [e.text or "" for e in root.iter("script") if e.get("type") == "application/ld+json"]
    said += [json.dumps(json.loads(text), sort_keys=True) for text in data]
    return sorted(said)


def aspects(address: str, path: Path, apart: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    root = lxml.html.parse(str(path), lxml.html.HTMLParser(encoding="utf-8")).getroot()
    yield "head", head(address, root)
    menus = root.xpath("//header//nav")
    yield "menu", words(menus[0], ()) if menus else []
    articles = root.xpath("//article")
    if articles:
        yield "ids", ids(articles[0])
        yield "links", links(address, articles[0])
        yield "words", words(articles[0], apart)


def differences(one: Path, other: Path, apart: Sequence[str]) -> Iterator[str]:
    """Each difference in a line or a few."""
    before, after = pages(one), pages(other)
    for address in sorted(before.keys() ^ after.keys()):
        yield f"/{address}: only in {'the first' if address in before else 'the second'}"
    for address in sorted(before.keys() & after.keys()):
        pairs = zip(aspects(address, before[address], apart), aspects(address, after[address], apart), strict=False)
        for (aspect, was), (_, now) in pairs:
            if was != now:
                yield f"/{address}: {aspect}: " + " ".join(_changed(was, now))


def _changed(was: list[str], now: list[str]) -> list[str]:
    found = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append(f"[-{' '.join(was[a:b])}-]{{+{' '.join(now[c:d])}+}}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--apart", nargs="*", default=())
    options = parser.parse_args()
    found = list(differences(options.one, options.other, options.apart))
    print("\n".join(found))
    print(f"{len(pages(options.one))} and {len(pages(options.other))} pages, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
