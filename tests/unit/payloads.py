"""An edition in which every text that people write can be replaced by another, and what its pages are made of.

It is the mini edition with every field that a text can stand in, an edition cut from other words, and addresses that
were given up. `Edition.made` builds it with any words in any field.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from conftest import MINI
from explainer import check
from explainer.check.plain import _fields
from explainer.cite import styles
from explainer.editions import ids, snapshot
from explainer.load.atlas import Map, MapPlace
from explainer.load.content import Content, load_content
from explainer.load.edition import Summary
from explainer.load.messages import _record_in
from explainer.load.model import (
    About,
    Beginning,
    CitedAs,
    Commitment,
    Figure,
    Note,
    Person,
    Point,
    Record,
    Source,
    Structure,
    Term,
    TimelineEvent,
    Topic,
    Wording,
)
from explainer.load.texts import Takes
from explainer.load.yamlfile import load as load_yaml
from explainer.problems import ContentError
from explainer.render import pages
from explainer.site import Site

Path_ = tuple[str | int, ...]
MODELS: dict[str, type[Record]] = {
    "statement.yml": About,
    "sources.yml": Source,
    "timeline.yml": TimelineEvent,
    "topics.yml": Topic,
    "wording.yml": Wording,
    "places.yml": MapPlace,
    "map.yml": Map,
    "changes.yml": Summary,
    "notes": Note,
    "glossary": Term,
    "commitments": Commitment,
    "series": Figure,
}


# Texts that have to be words of another one, which is tried.
WITHIN_OTHERS: set[tuple[type[Record], str]] = {(CitedAs, "title"), (CitedAs, "short_title"), (Person, "family")}
WITHIN_OTHERS |= {(Beginning, "begins"), (Structure, "untitled"), (Structure, "unsure")}


class Leaf(NamedTuple):
    """A place where a text stands: a file of content/, the keys that lead there, and what it takes."""

    file: str
    path: Path_
    takes: Takes
    owner: tuple[type[Record], str]  # the model of its record, and its key there


def model_of(file: str) -> type[Record]:
    return Point if file.endswith(".csv") else MODELS[file if file in MODELS else file.split("/")[0]]


def texts_of(model: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """Every text that a model and those in it have: the model and the key."""
    for name, key, takes in _fields(model):
        if inner := _record_in(model.model_fields[name].annotation):
            yield from texts_of(inner)
        elif takes and (model, key) not in WITHIN_OTHERS:
            yield model, key


def leaves(file: str, data: Any, model: type[Record], path: Path_ = ()) -> Iterator[Leaf]:
    """Every text in the data of a file."""
    if isinstance(data, list):
        for i, item in enumerate(data):
            yield from leaves(file, item, model, (*path, i))
        return
    for name, key, takes in _fields(model):
        if key not in data or (model, key) in WITHIN_OTHERS:
            continue
        value, here = data[key], (*path, key)
        if inner := _record_in(model.model_fields[name].annotation):
            yield from leaves(file, value, inner, here)
        elif takes and isinstance(value, list):
            yield from (Leaf(file, (*here, i), takes, (model, key)) for i in range(len(value)))
        elif takes:
            yield Leaf(file, here, takes, (model, key))


FACT = {"text": "Plain.", "cite": ["gazette-2020"]}


def _whole() -> dict[str, Any]:
    """The mini edition's files as data, with what it lacks."""
    files = {
        path.relative_to(MINI / "content").as_posix(): yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for path in sorted((MINI / "content").rglob("*.yml"))
    }
    for path in (MINI / "content").rglob("*.csv"):
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
        files[path.relative_to(MINI / "content").as_posix()] = [{k: v for k, v in row.items() if v} for row in rows]
    files["topics.yml"] = files["topics.yml"][1:]  # of several, the order depends on their words
    about = files["statement.yml"]
    about.pop("contact")  # "Correct this" repeats words in an address, percent-encoded (test_correct.py)
    about["shared"] = "../shared"  # read by whoever joins the two: not here
    about["cited_as"] = {"title": "T", "short_title": "S", "description": "D", "publisher": "P"}
    about["cited_as"] |= {"remarks": "R", "form": "F"}
    about["overview"] |= {"leaves_out": [FACT], "came_of_it": [FACT | {"on": "2020"}]}
    source = files["sources.yml"][1] | {
        "author": [{"family": "F", "given": "G"}, {"literal": "L"}],
        "publisher": "P",
        "issue": "I",
        "URL": "https://journal.example/2021",
    }
    # One source: two would stand in an order that depends on their words.
    files["sources.yml"] = [source | {"id": "gazette-2020"}]
    files["changes.yml"] = [{"edition": "2026.1", "text": "S"}]
    correction = [{"date": "2021-01-01", "text": "C"}]
    first = files["notes/pillar-1.yml"][0]
    first["corrections"] = correction
    wording = files["wording.yml"]
    for one in (first, files["commitments/ferries.yml"], wording["clauses"][0], wording["chinese"][0]):
        one |= {"prefix": "P", "suffix": "S"}
    files["commitments/ferries.yml"]["corrections"] = correction
    files["glossary/river-board.yml"]["corrections"] = correction
    files["glossary/river-board.yml"]["seats"]["today"] |= {"observer": ["O"], "unknown": ["U"]}
    files["glossary/river-board.yml"]["today"][0].pop("seen_to")  # which belongs to words of a certain sense
    files["series/ferries-weekly.yml"]["corrections"] = correction
    files["glossary/river-board.yml"]["in_statement"] = ["A"]
    files["glossary/river-board.yml"]["aliases"] = ["A", "B"]
    files["wording.yml"] |= {"renderings_note": "N", "chinese_note": "N"}
    for one in files["wording.yml"]["chinese"]:
        one.pop("nth")
    # Names of any length find no room on a drawing (test_atlas.py tries it with short ones).
    files["map.yml"]["views"][0] |= {"sizes": [], "on": [], "title": "T"}
    files["places.yml"][0] |= {"remark": "R"}
    text = json.dumps(files).replace("journal-2021", "gazette-2020")
    text = text.replace('["gazette-2020", "gazette-2020"]', '["gazette-2020"]')
    text = text.replace("gazette-2020 gazette-2020", "gazette-2020")
    return dict(json.loads(text))


WHOLE = _whole()
LEAVES = [leaf for file, data in WHOLE.items() for leaf in leaves(file, data, model_of(file))]
# Lines of the statement that are words of their own, and reasons in ids.lock.
TITLE, FIRST, SECOND, MOVED, WITHDRAWN = range(len(LEAVES), len(LEAVES) + 5)
COUNT = len(LEAVES) + 5

COLUMNS = ("date", "series", "value", "mark", "sources", "note")
Words = Callable[[int], str]  # the text of each leaf, by its place in LEAVES


def word(n: int) -> str:
    """What tells the words of one leaf from all others."""
    return f"q{n}z"


def _set(data: Any, path: Path_, value: str) -> None:
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = value


_OF_PASSAGE = {"quote", "ours", "when"}


def _in_statement(n: int, leaf: Leaf, files: Mapping[str, Any], words: Words) -> tuple[str, str] | None:
    """The passage in which the words of a leaf must stand, and the words."""
    record = files[leaf.file]
    for part in leaf.path[:-1]:
        record = record[part]
    key = leaf.path[-1]
    if key in _OF_PASSAGE:
        text = words(n)
        if key == "quote" and "prefix" in record:
            text = record["prefix"] + text + record["suffix"]
        return record["passage"], text
    if "in_statement" in leaf.path:
        return "p0.1", words(n)
    return None


# Between quotations, so that what is shown of their surroundings is the same whatever they are.
FILLER = f" {'and so on ' * 45}"


def _statement(files: Mapping[str, Any], words: Words) -> str:
    passages: dict[str, list[str]] = {}
    for n, leaf in enumerate(LEAVES):
        if found := _in_statement(n, leaf, files, words):
            passages.setdefault(found[0], []).append(found[1])
    texts = {id: FILLER.join(found) for id, found in passages.items()}
    # The ledger's rows on the first line of a point quote it whole.
    lines = [words(TITLE), texts["p0.1"], f"First, {texts['p1.1']} {words(FIRST)}", texts["p1.2"]]
    lines += [f"Second, {texts['p2.1']} {words(SECOND)}", texts["p2.2"]]
    return "\n".join(lines) + "\n"


def _filled(words: Words) -> tuple[dict[str, Any], str]:
    files = json.loads(json.dumps(WHOLE))
    for n, leaf in enumerate(LEAVES):
        text = words(n)
        _set(files[leaf.file], leaf.path, {"prefix": f"{text} ", "suffix": f" {text}"}.get(str(leaf.path[-1]), text))
    files["statement.yml"]["cited_as"] |= {"title": words(TITLE), "short_title": words(TITLE)}
    statement = _statement(files, words)
    lines = statement.splitlines()
    begun = [{"line": str(line), "begins": lines[line - 1][:1000].strip()} for line in (1, 3, 5)]
    files["statement.yml"]["structure"] = {"title": begun[0], "points": begun[1:]}
    return files, statement


def _dumped(name: str, data: Any) -> str:
    """YAML with one value a line, so that a line tells the leaf; a table has one text a line anyway."""
    if name.endswith(".csv"):
        out = io.StringIO()
        table = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\n")
        table.writeheader()
        table.writerows(data)
        return out.getvalue()
    return yaml.dump(data, Dumper=_Quoting, allow_unicode=False, sort_keys=False, width=10**9)


class _Quoting(yaml.SafeDumper):
    def represent_text(self, text: str) -> yaml.Node:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style='"')

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Quoting.add_representer(str, _Quoting.represent_text)


def write(folder: Path, words: Words) -> None:
    """The edition's files with these words."""
    files, statement = _filled(words)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "statement.txt").write_text(statement, encoding="utf-8")
    files["statement.yml"]["sha256"] = hashlib.sha256(statement.encode()).hexdigest()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(_dumped(name, data), encoding="utf-8")


def _exact(n: int) -> bool:
    return n in (TITLE, FIRST, SECOND) or (n < len(LEAVES) and LEAVES[n].takes is Takes.EXACT_WORDS)


def _publish(folder: Path, words: Words, why: Words) -> None:
    """Cut an edition in which all other words were others, with a term and a note that were given up since."""
    write(folder, lambda n: words(n) if _exact(n) else f"Once k{n}y")
    content = load_content(folder)
    (folder / "ids.lock").write_text(ids.updated(content)[0], encoding="utf-8")
    content = load_content(folder)
    if problems := check.check(content):
        raise ContentError(problems)
    made = json.loads(snapshot.new(Site(content, {}), "2026.1", "2021-07-01"))
    old = {"title": "Old", "text": [["text", "Old words."]]}
    made["ids"] += [
        {"kind": "term", "id": "old-board", "address": "glossary/old-board/", **old},
        {"kind": "note", "id": "old-note", "address": "opening/#note-old-note", **old},
    ]
    (folder / "editions").mkdir(exist_ok=True)
    (folder / "editions" / "2026.1.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    lock = yaml.safe_load(ids.publish(content, "2026.1"))
    lock["ids"] += [
        {"kind": "term", "id": "old-board", "stands_for": "old-board", "since": "2026.1", "state": "moved", "to": "river-board", "why": why(MOVED)},
        {"kind": "note", "id": "old-note", "stands_for": "p0.1 old", "since": "2026.1", "state": "withdrawn", "why": why(WITHDRAWN)},
    ]  # fmt: skip
    (folder / "ids.lock").write_text(_dumped("ids.lock", lock), encoding="utf-8")


def load(folder: Path, words: Words) -> Content:
    """The edition with these words. Raises ContentError if some may not stand where they do."""
    _publish(folder, words, words)
    write(folder, words)
    content = load_content(folder)
    if problems := check.check(content):
        raise ContentError(problems)
    return content


def lines(folder: Path) -> dict[tuple[str, int], int]:
    """File and line of each leaf in an edition that was written with plain words; with others they are the same."""
    found = {}
    for file in WHOLE:
        if file.endswith(".csv"):
            found |= {(file, int(leaf.path[0]) + 2): n for n, leaf in enumerate(LEAVES) if leaf.file == file}
            continue
        _, place = load_yaml(folder / file, file)
        found |= {(file, place(*leaf.path)[1]): n for n, leaf in enumerate(LEAVES) if leaf.file == file}
    return found


def render(content: Content, cache: Path | None = None) -> dict[str, str]:
    site = Site(content, styles.bibliography(content.sources, cache), "https://site.example/")
    return pages.render(site, cache)


class _Tokens(HTMLParser):
    """HTML as it stands there, unmended: tags with their attributes, and text."""

    def __init__(self, seen: Callable[[str], str]) -> None:
        super().__init__()
        self.seen = seen
        self.found: list[tuple[Any, ...]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        # Where words stand in a picture depends on how long they are.
        kept = [(name, value) for name, value in attributes if tag != "text" or name not in ("x", "text-anchor")]
        self.found.append((tag, *sorted((name, self.seen(value or "")) for name, value in kept)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!", data))

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_data(self, data: str) -> None:
        if words := self.seen(data):
            self.found.append((TEXT, words))


TEXT = ""
# Where words are not compared, by the tag and class that they stand in: the processor of citations has its own ways with
# marks and capitals, contents show the first words of a passage, choices stand in the order of the alphabet, and a
# script's data has its own escapes.
_UNREAD = {("div", "cite"), ("div", "bibliography"), ("p", "reference"), ("nav", "toc"), ("select", ""), ("script", "")}


def tokens(markdown: str, convert: Callable[[str], str], texts: Mapping[int, str]) -> list[tuple[Any, ...]]:
    """What a page's HTML is made of, with a plain word for each of `texts`, which stands before the word of its leaf."""
    plain = {f"{text} {word(n)}": f"0 {word(n)}" for n, text in texts.items()}
    pattern = re.compile("|".join(map(re.escape, sorted(plain, key=len, reverse=True))) or "(?!)")

    def seen(words: str) -> str:
        found = pattern.sub(lambda match: plain[match[0]], " ".join(words.split()))
        # How much is shown of the filler depends on how long the words before it are; a checksum, and the
        # size of a file, on all of them.
        return " ".join(re.sub(r"\b(?:and|so|on|[0-9a-f]{40,64}|[\d.]+ kB)\b|…", "", found).split())

    reader = _Tokens(seen)
    reader.feed(convert(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)))
    reader.close()
    return list(_compared(reader.found))


def _compared(found: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    unread: list[str] = []  # what we are in, of _UNREAD, and what is in it under the same name
    ends, inner = "", set[str]()
    changed: set[str] | None = None  # the leaves in a line that changed: which words went and came is another matter
    for token in found:
        tag, given = token[0], dict(token[1:]) if token[0] not in (TEXT, "!") else {}
        if unread and tag in (unread[0], f"/{unread[0]}"):
            unread = unread[1:] if tag[0] == "/" else [tag, *unread]
        elif not unread and (tag, given.get("class", "")) in _UNREAD:
            unread = [tag]
        if tag == "img":  # a drawing is as high as its words need
            token = (tag, *(pair for pair in token[1:] if pair[0] != "height"))
        if tag == "p" and given.get("class") == "difference":
            changed, ends, inner = set(), "/p", {"del", "ins"}
        elif changed is None and tag == "svg":  # where words stand, and in how many lines, depends on how long they are
            changed, ends, inner = set(), "/svg", {"g", "path", "circle", "text"}
        elif changed is not None and tag == ends:
            yield (TEXT, *sorted(changed))
            changed = None
        if changed is not None and tag == TEXT:
            changed |= set(re.findall(r"q\d+z", token[1]))
        elif changed is not None and tag.strip("/") in (*inner, "svg"):
            continue
        elif not unread or tag not in (TEXT, "option", "/option", "span", "/span"):
            yield token
