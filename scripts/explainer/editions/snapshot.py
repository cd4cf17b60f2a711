"""Editions: dated, numbered states of the site. What an edition records, how two of them differ, which one this is.

An edition is cut by `build.py edition 2026.1`: the full text of every id goes into content/editions/2026.1.json, and
every new id counts as published from then on (see ids).
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from explainer.addresses import file_of, section_file, url
from explainer.kinds import KINDS
from explainer.load.model import Correction, Edition, Fact, Note, Published, Source, Term
from explainer.problems import Problems
from explainer.site import Site
from explainer.text import inline, labels
from explainer.text.dates import spoken

_WORDS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")


@dataclass(frozen=True)
class Imprint:
    """Which edition a page belongs to. `number` and `date` are None before the first is cut."""

    number: str | None
    date: str | None
    later: bool  # something has changed since that edition was cut

    @property
    def label(self) -> str:
        if not self.number:
            return "unpublished draft"
        return f"edition {self.number}" + (" with later changes" if self.later else "")


def imprint(site: Site) -> Imprint:
    """The newest edition, and whether the content still is what was cut."""
    if not site.content.editions:
        return Imprint(None, None, later=False)
    last = site.content.editions[-1]
    return Imprint(last.edition, last.date, later=published(site) != last.ids)


def new(site: Site, number: str, date: str) -> str:
    """The text of content/editions/NUMBER.json for an edition cut now.

    Raises ContentError when the number or the date is none or not after the last, when nothing has changed since,
    or when changes.yml does not say what the edition brings.
    """
    content = site.content
    rows = published(site)
    data = {"edition": number, "date": date, "sha256": content.statement.sha256, "ids": [r.model_dump() for r in rows]}
    problems = Problems()
    where = (f"{content.root}/editions/{number}.json", 0, 0)
    try:
        made = Edition.model_validate(data)
    except ValidationError as error:
        for detail in error.errors():
            key = detail["loc"][0]
            form = "such as 2026.1" if key == "edition" else "such as 2026-11-26"
            problems.add(where, "edition-name", f'{key}: "{data[str(key)]}" is none; write one {form}')
        problems.raise_if_any()
    if any(one.edition == number for one in content.editions):
        problems.add(where, "edition-exists", f"edition {number} was cut already and is never changed")
    elif content.editions:
        last = content.editions[-1]
        if made.order <= last.order:
            problems.add(where, "edition-order", f"{number} does not come after {last.edition}")
        if made.date < last.date:
            problems.add(where, "edition-order", f"{date} is before {last.date}, the day of edition {last.edition}")
        if made.ids == last.ids:
            problems.add(where, "edition-same", f"nothing has changed since edition {last.edition}")
    if number not in {summary.edition for summary in content.summaries}:
        place = (f"{content.root}/changes.yml", 0, 0)
        problems.add(place, "edition-summary", f'say in a sentence what "{number}" brings: edition: and text:')
    problems.raise_if_any()
    return as_json(made)


def as_json(cut: Edition) -> str:
    """An edition as the text of its file: one id a line, so that git and people see what differs."""
    data = cut.model_dump()
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in data.pop("ids"))
    head = json.dumps(data, ensure_ascii=False).removesuffix("}")
    return f'{head}, "ids": [\n{rows}\n]}}\n'


# --- the text of every id -----------------------------------------------------------------------------------------------


def published(site: Site) -> tuple[Published, ...]:
    """The full text of every id as it is now, in the order of ids.lock."""
    entries = [*_passages(site), *_sections(site)]
    entries += [_entry(site, "note", p.note.id, p.note.title, _note(p.note)) for p in site.note_by_id.values()]
    entries += [_entry(site, "term", t.id, t.name, _term(t)) for t in site.terms.values()]
    for c in site.all_commitments.values():
        status = f"{labels.STATUSES[c.status]}, as of {spoken(c.as_of)}"
        bound = labels.bound(site.content.about.parties, c.bound)
        lines = [f"{labels.COMMITMENT_KINDS[c.kind]} in passage {c.passage[1:]}, on: {c.quote}"]
        lines += [f"Falls to {bound}", f"Mood: {labels.MOODS[c.mood]}", f"Status: {status}"]
        lines += [*_facts(c.every_fact()), f"What would change it: {c.would_change}", *_corrections(c.corrections)]
        entries.append(_entry(site, "commitment", c.id, c.title, lines))
    entries += [_entry(site, "source", s.id, s.title, _source(site, s)) for s in site.sources.values()]
    for e in site.content.timeline:
        fact = Fact(text=e.text, cite=e.cite, on=e.date, disputed=e.disputed)
        entries.append(_entry(site, "event", e.id, f"{spoken(e.date)}: {_plain(e.text)}"[:80], [_fact(fact)]))
    entries += [*_ledger(site), *_parts(site)]
    order = list(KINDS)
    return tuple(sorted(entries, key=lambda e: (order.index(e.kind), _natural(e.id))))


def _natural(id: str) -> tuple[int, str]:
    """p2.10 after p2.9; everything else by the alphabet."""
    match = re.fullmatch(r"p(\d+)\.(\d+)", id)
    return (int(match[1]) * 100 + int(match[2]), "") if match else (0, id)


def _entry(site: Site, kind: str, id: str, title: str, lines: Iterable[str]) -> Published:
    address = url(file_of(site, kind, id))
    return Published(kind=kind, id=id, title=_plain(title), address=address, text=tuple(lines))


def _passages(site: Site) -> Iterator[Published]:
    for p in site.content.statement.passages:
        yield _entry(site, "passage", p.id, f"Passage {p.number}", [p.text])


def _sections(site: Site) -> Iterator[Published]:
    for s in site.sections():
        lines = (s.title, s.line, *_facts(s.gist))
        yield Published(kind="section", id=s.slug, title=s.title, address=url(section_file(s)), text=lines)


def _note(note: Note) -> list[str]:
    head = f"{labels.KINDS[note.kind]} on passage {note.passage[1:]}, on: {note.quote}"
    return [head, note.title, *_facts(note.facts), *_corrections(note.corrections)]


def _term(term: Term) -> list[str]:
    names = [f"{labels.LANGUAGES.get(key, key)}: {name}" for key, name in term.names.written().items()]
    lines = [
        term.name,
        f"Category: {labels.CATEGORIES[term.category]}",
        *_labelled("Definition", [term.definition]),
    ]
    for label, facts in (
        ("On the day", term.then),
        ("Today", term.today),
        ("Officials", term.use.official),
        ("Others", term.use.outside),
    ):
        lines += _labelled(label, facts)
    lines += names
    if term.abbreviations or term.aliases:
        lines.append("Also found as: " + ", ".join((*term.abbreviations, *term.aliases)))
    if term.see_also:
        lines.append("See also: " + ", ".join(term.see_also))
    return lines + _corrections(term.corrections)


def _source(site: Site, source: Source) -> list[str]:
    side = labels.side(site.content.about.parties, source.side)
    names = [n.literal or " ".join(part for part in (n.given, n.family) if part) for n in source.author]
    parts = [*names, source.title, source.title_en, source.container_title, source.publisher, spoken(source.issued)]
    place = [source.volume, source.issue, source.page, source.DOI, source.URL]
    about = [side, labels.SOURCE_KINDS[source.kind], f"checked {spoken(source.checked)}"]
    if source.weak:
        about.append(labels.WEAK[source.weak])
    return [". ".join(p for p in parts if p), *(p for p in place if p), "; ".join(about)]


def _ledger(site: Site) -> Iterator[Published]:
    parties = site.content.about.parties
    for passage in site.content.statement.passages:
        lines = [
            f"{c.quote} | speaks: {labels.SPEAKERS[c.speaker]} | bound: {labels.bound(parties, c.bound)}"
            f" | mood: {labels.MOODS[c.mood]} | time: {labels.TIMES[c.time]}{f', {c.when}' if c.when else ''}"
            f" | checkable: {labels.CHECKABLE[c.checkable]}. {c.why}"
            for c in site.clauses[passage.id]
        ]
        if lines:
            address = url(file_of(site, "clause", passage.id))
            title = f"Ledger of passage {passage.number}"
            yield Published(kind="ledger", id=passage.id, title=title, address=address, text=tuple(lines))


def _parts(site: Site) -> Iterator[Published]:
    about = site.content.about
    parts = {
        "summary": ("Start page", "", [about.summary, *_facts(about.overview.every_fact())]),
        "provenance": ("The occasion and the text", "about/", _facts((*about.occasion_facts, *about.provenance))),
    }
    if wording := site.content.wording:
        parts["rules"] = ("Rules of the ledger", "wording/#rules", _facts(wording.rules))
        renderings = [f"{r.passage[1:]}: {r.ours} / {r.theirs}{_sources(r.cite)}" for r in wording.renderings]
        parts["renderings"] = ("Another English rendering", "wording/#renderings", renderings)
        chinese = [f"{r.passage[1:]}: {r.quote} / {r.zh} {r.pinyin}{_sources(r.cite)}" for r in wording.chinese]
        parts["chinese"] = ("Chinese terms", "wording/#chinese", chinese)
        absences = [
            f"{a.formula} ({', '.join(a.forms)}): "
            + "; ".join(f"{f.text}: {f.words}{_sources(f.cite)}" for f in a.found_in)
            for a in wording.absences
        ]
        parts["absences"] = ("What the text does not say", "wording/#absences", absences)
    for id, (title, address, lines) in parts.items():
        if lines:
            yield Published(kind="part", id=id, title=title, address=address, text=tuple(lines))


def _facts(facts: Iterable[Fact]) -> list[str]:
    return [_fact(fact) for fact in facts]


def _labelled(label: str, facts: Sequence[Fact]) -> list[str]:
    return [f"{label}: {_fact(fact)}" for fact in facts]


def _fact(fact: Fact) -> str:
    """A fact with everything that a reader relies on: label, date, whose reading, sources."""
    marks = []
    if fact.reading:
        marks.append(f"reading: {fact.reading}")
    if fact.editors:
        marks.append("our observation")
    if fact.as_of:
        marks.append(f"as of {spoken(fact.as_of)}")
    if fact.on:
        marks.append(f"on {spoken(fact.on)}")
    label = "Accounts differ. " if fact.disputed else ""
    said = f" ({'; '.join(marks)})" if marks else ""
    return f"{label}{_plain(fact.text)}{said}{_sources(fact.cite)}"


def _sources(keys: Sequence[str]) -> str:
    return f" [{', '.join(keys)}]" if keys else ""


def _corrections(corrections: Iterable[Correction]) -> list[str]:
    return [f"Corrected on {spoken(c.date)}: {c.text}" for c in corrections]


def _plain(text: str) -> str:
    return inline.plain(inline.parse(text))


# --- what changed -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """Words that two texts share (`same`), or that only the old or the new one has (`gone`, `new`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """What happened to one id from one edition to the next. `lines`: the lines that differ, as runs of words."""

    what: str  # added, changed, gone
    entry: Published  # as it is now; as it was, when it is gone
    lines: tuple[tuple[Run, ...], ...] = ()


def changes(old: Sequence[Published], new: Sequence[Published]) -> list[Change]:
    """The differences between two editions, in the order of the new one, what is gone last."""
    before = {(e.kind, e.id): e for e in old}
    after = {(e.kind, e.id): e for e in new}
    found = []
    for key, entry in after.items():
        if key not in before:
            found.append(Change("added", entry))
        elif before[key].text != entry.text or before[key].title != entry.title:
            found.append(Change("changed", entry, tuple(_differing(before[key].text, entry.text))))
        elif before[key].address != entry.address:
            found.append(Change("moved", entry))
    found += [Change("gone", entry) for key, entry in before.items() if key not in after]
    return found


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Run, ...]]:
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(b - a, d - c)
        for i in range(pairs):
            yield tuple(_runs(old[a + i], new[c + i]))
        yield from ((Run("gone", line),) for line in old[a + pairs : b])
        yield from ((Run("new", line),) for line in new[c + pairs : d])


def _runs(old: str, new: str) -> Iterator[Run]:
    """The words of two lines, side by side; lines with hardly a word in common stand whole."""
    one, two = _WORDS.findall(old), _WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < 0.4:
        yield from (Run("gone", old), Run("new", new))
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(one[a:b]))
            continue
        if b > a:
            yield Run("gone", "".join(one[a:b]))
        if d > c:
            yield Run("new", "".join(two[c:d]))


def histories(cuts: Sequence[Edition]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each published (kind, id): the editions in which it first stood and in which its text last changed."""
    texts: dict[tuple[str, str], tuple[str, ...]] = {}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one in cuts:
        for entry in one.ids:
            key = entry.kind, entry.id
            if texts.get(key) != entry.text:
                found[key] = (found[key][0] if key in found else one.edition, one.edition)
                texts[key] = entry.text
    return found
