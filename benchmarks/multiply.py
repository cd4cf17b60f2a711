"""The content of an edition so many times over, in a folder of its own, as one edition: what growth is measured on.

    python benchmarks/multiply.py TIMES FOLDER [CONTENT]

Copy 0 is the content as it is. Every other copy has its own passages under the same points, and everything that stands on
them: notes, terms, commitments, charts, clauses, events, sources, each with an id of its own; so whatever grows with an
edition grows, and the links of a copy stay in it. What an edition has once (gist, provenance, rules, map) is there once.

A packer must not find a copy in the one before. Each copy is therefore put into a cipher of its own: in words of four letters
and more, and in names and addresses on the web, vowels stand for vowels and consonants for consonants; Chinese characters of
the content stand for each other. What is quoted still stands in its passage, sentences keep their length and their letters'
weight, and an original word becomes a new one. Only the most frequent words stay, as they would in any text on the
subject. Real growth would repeat more than that: sizes and times measured here are rather too large than too small.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import build  # noqa: E402
from explainer.load.content import load_content  # noqa: E402
from explainer.load.proposal import first_words  # noqa: E402
from explainer.load.statement import Statement  # noqa: E402

MOST_COPIES = 100  # there are no more ciphers
# How it is said that something was not found.
SAID = {*("found", "known", "here", "none", "neither", "nothing", "not"), *("No", "None", "Neither", "Nothing", "Not")}
COMMON = 200  # so many of the most frequent words are kept
# Fields that are codes, dates and numbers; ids; everything else is text.
CODES = {
    *(
        "as_of",
        "bound",
        "category",
        "checkable",
        "checked",
        "date",
        "disputed",
        "DOI",
        "editors",
        "issue",
        "issued",
        "kind",
    ),
    *("lang", "language", "mood", "nth", "on", "page", "sections", "sha256", "side", "speaker", "statement", "status"),
    *(
        "time",
        "timeline",
        "type",
        "volume",
        "weak",
        "below",
        "label_at",
        "stepped",
        "written",
        "doubling",
        "seen_to",
        "undated",
    ),
}
IDS = {"id", "cite", "names_cite", "see_also", "origin"}
ROWS = ("clauses", "renderings", "chinese", "absences")  # of wording.yml; its rules are there once
ALPHABETS = ("aeiou", "bcdfghjklmnpqrstvwxz", "аеиоуыэюя", "бвгджзклмнпрстфхцчшщ")
WORD = re.compile(
    r"\d+[A-Z]\b|[A-Z]\d+\b|[A-Z][A-Za-z]*|[a-z]{4,}|[\u0410-\u042f][\u0400-\u04ff]*|[\u0400-\u04ff]{4,}|[\u4e00-\u9fff]"
)
TARGET = re.compile(r"\]\((?:(?P<kind>term|note|commitment|source|figure):(?P<id>[a-z0-9-]+)|(?P<passage>p\d+\.\d+))\)")


class Copy:
    """One copy: how its texts, ids and passages differ from those of the content."""

    def __init__(self, number: int, sizes: Mapping[int, int], kept: set[str], characters: str) -> None:
        self.number = number
        self.sizes = sizes  # passages of each section
        self.kept = kept
        by = number * 31 % len(characters) if characters else 0
        turned = dict(zip(characters, characters[by:] + characters[:by], strict=True))
        for letters in ALPHABETS:
            turned |= self._rotated(letters)
        self.table = str.maketrans(turned)

    def _rotated(self, letters: str) -> dict[str, str]:
        vowels = len(letters) < 10
        by = (self.number if vowels else self.number // 5 * 3 + self.number % 5 * 7) % len(letters)
        turned = letters[by:] + letters[:by]
        return dict(zip(letters + letters.upper(), turned + turned.upper(), strict=True))

    def words(self, text: str) -> str:
        return WORD.sub(lambda match: self._word(match[0]), text) if self.number else text

    def _word(self, word: str) -> str:
        if not word.isalpha() or (word.isupper() and 1 < len(word) < 5):  # 5G, C5, EU: no cipher has letters enough
            return f"{word}{self.number}"
        return word if word in self.kept else word.translate(self.table)

    def text(self, text: str) -> str:
        """A text with inline Markdown: its links lead to the things of this copy."""
        parts, at = [], 0
        for match in TARGET.finditer(text):
            target = f"{match['kind']}:{self.id(match['id'])}" if match["kind"] else self.passage(match["passage"])
            parts += [self.words(text[at : match.start()]), f"]({target})"]
            at = match.end()
        lang = re.split(r"(\]\(lang:[a-zA-Z-]+\))", text[at:])
        parts += [part if i % 2 else self.words(part) for i, part in enumerate(lang)]
        return "".join(parts)

    def id(self, id: str) -> str:
        return f"{id.translate(self.table)[:50].strip('-')}-{self.number}" if self.number else id

    def passage(self, id: str) -> str:
        section, index = id[1:].split(".")
        return f"p{section}.{int(index) + self.number * self.sizes[int(section)]}"

    def address(self, url: str) -> str:
        scheme, _, rest = url.partition("://")
        return f"{scheme}://{rest.translate(self.table)}"

    def value(self, key: str, value: Any) -> Any:
        """A value of a record, by the name of its field."""
        if isinstance(value, dict):
            return {name: self.value(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.value(key, inner) for inner in value]
        if key in CODES:
            return value
        if key in IDS:
            return self.id(value)
        if key in ("see", "belongs_to", "to") and not value.isdigit():  # a stretch of years has `to` too
            kind, _, id = value.rpartition(":")
            return f"{kind}:{self.id(id)}" if kind else self.passage(id)
        if key == "passage":
            return self.passage(value)
        return self.address(value) if key == "URL" else self.text(value)


# --- the files ---


def read(path: Path) -> Any:
    """YAML, every value as the text that it was."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    path.write_text(text, encoding="utf-8")


def multiply(content: Path, times: int, folder: Path) -> None:
    """Write the content so many times over into a new folder. Its ids and its edition are for build.py to make."""
    statement = load_content(content).statement
    copies = list(_copies(content, statement, times))
    _statement(content, statement, copies, folder)
    for path in sorted(content.glob("notes/*.yml")):
        write(folder / "notes" / path.name, _all(read(path), copies))
    for path in sorted((*content.glob("glossary/*.yml"), *content.glob("commitments/*.yml"))):
        record = read(path)
        for copy in copies:
            write(folder / path.parent.name / f"{copy.id(path.stem)}.yml", copy.value("", record))
    for path in sorted(content.glob("series/*.yml")):
        for copy in copies:
            _figure(path, copy, folder / "series" / f"{copy.id(path.stem)}.yml")
    for name in ("places.yml", "map.yml", "land.geojson"):
        if (content / name).exists():
            shutil.copy(content / name, folder / name)
    write(folder / "sources.yml", list(_sources(content, copies)))
    if (content / "timeline.yml").exists():
        events = _all(read(content / "timeline.yml"), copies)
        write(folder / "timeline.yml", sorted(events, key=lambda event: event["date"]))
    if (content / "topics.yml").exists():
        write(folder / "topics.yml", _all(read(content / "topics.yml"), copies))
    if (content / "wording.yml").exists():
        _wording(read(content / "wording.yml"), copies, folder)


def _copies(content: Path, statement: Statement, times: int) -> Iterator[Copy]:
    files = [path.read_text(encoding="utf-8") for path in (*content.glob("*.yml"), *content.glob("*/*.yml"))]
    words = Counter(word for text in files for word in re.findall(r"\b[a-z]{4,}\b", text))
    forms = " ".join(form for path in content.glob("glossary/*.yml") for form in read(path).get("in_statement", ()))
    kept = {word for word, _ in words.most_common(COMMON)} - set(re.findall(r"\w+", forms)) | SAID
    characters = "".join(sorted(set(re.findall(r"[\u4e00-\u9fff]", "".join(files)))))
    sizes = Counter(passage.section for passage in statement.passages)
    return (Copy(number, sizes, kept, characters) for number in range(times))


def _all(records: list[Any], copies: Iterable[Copy]) -> list[Any]:
    return [copy.value("", record) for copy in copies for record in records]


def _figure(path: Path, copy: Copy, target: Path) -> None:
    write(target, copy.value("", read(path)))
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with target.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            sources = " ".join(copy.id(key) for key in row["sources"].split())
            writer.writerow(row | {"series": copy.id(row["series"]), "sources": sources})


def _sources(content: Path, copies: Iterable[Copy]) -> Iterator[Any]:
    """The bibliography; what only the map cites is there once, as the map is."""
    once = {content / "places.yml", content / "map.yml", content / "sources.yml"}
    files = {*content.glob("*.yml"), *content.glob("*/*.yml"), *content.glob("series/*.csv")} - once
    cited = set(re.findall(r"[a-z0-9-]+", " ".join(path.read_text(encoding="utf-8") for path in sorted(files))))
    for copy in copies:
        for record in read(content / "sources.yml"):
            if not copy.number or record["id"] in cited:
                yield copy.value("", record)


def _statement(content: Path, statement: Statement, copies: list[Copy], folder: Path) -> None:
    lines = [statement.title]
    structure: dict[str, Any] = {"title": beginning(1, lines), "points": []}
    for section, part in statement.parts.items():
        at = len(lines) + 1
        lines += [copy.words(passage.text) for copy in copies for passage in statement.section(section)]
        if part == "point":
            structure["points"].append(beginning(at, lines))
        elif part in ("closing", "questions"):
            structure[part] = beginning(at, lines)
    text = "\n".join(lines) + "\n"
    folder.mkdir(parents=True)
    (folder / "statement.txt").write_bytes(text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()
    write(folder / "statement.yml", read(content / "statement.yml") | {"sha256": digest, "structure": structure})


def beginning(line: int, lines: Sequence[str]) -> dict[str, Any]:
    """Where a part begins: a line, and its first words."""
    return {"line": line, "begins": first_words(lines[line - 1])}


def _wording(wording: dict[str, Any], copies: list[Copy], folder: Path) -> None:
    more = {name: _all(wording[name], copies) for name in ROWS if name in wording}
    more["clauses"].sort(key=lambda row: [int(part) for part in row["passage"][1:].split(".")])
    write(folder / "wording.yml", wording | more)


def as_edition(folder: Path, number: str, date: str) -> None:
    """Have build.py put the ids of a multiplied folder into ids.lock and cut its edition, as an editor would."""
    write(folder / "changes.yml", [{"edition": number, "text": "What growth is measured on."}])
    for command in (["ids"], ["edition", number, "--date", date]):
        if code := build.main([command[0], "--content", str(folder), *command[1:]]):
            raise SystemExit(code)


if __name__ == "__main__":
    times, out = int(sys.argv[1]), Path(sys.argv[2])
    multiply(Path(sys.argv[3]) if len(sys.argv) > 3 else ROOT / "content", times, out)
    as_edition(out, "2026.1", "2026-11-26")
