"""One spoilt edition for each rule: the message names the place, what is wrong, and what would be right.

Each case changes one thing in a copy of the mini edition, which has no problem of its own (see the control case).
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from conftest import build
from explainer import check
from explainer.load.content import load_content
from explainer.problems import ContentError

PILLAR_1 = "notes/pillar-1.yml"


@dataclasses.dataclass(frozen=True)
class Case:
    """In `file`, the words `old` become `new`; the problems must then include a line with `expected`."""

    file: str
    old: str
    new: str
    expected: str

    def apply(self, folder: Path) -> None:
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert self.old in text, "a case that changes nothing proves nothing"
        path.write_text(text.replace(self.old, self.new, 1), encoding="utf-8")


CASES = {
    # the statement and its sections
    "statement-changed": Case(
        "statement.txt",
        "rivers open",
        "rivers closed",
        "content/statement.yml:3:1: statement-changed: sha256 is not that of statement.txt",
    ),
    "cited-title": Case(
        "statement.yml",
        "occasion: joint",
        "cited_as: {title: A Text, short_title: Two, description: remarks}\noccasion: joint",
        'content/statement.yml:9:27: cited-title: does not begin the title: "A Text"',
    ),
    "cited-headline": Case(
        "statement.yml",
        "occasion: joint",
        "cited_as: {title: Two Lakes, short_title: Two, description: remarks}\noccasion: joint",
        'content/statement.yml:9:12: cited-title: not in the headline of the statement: "Two Rivers - A Text for Tests"',
    ),
    "cited-description": Case(
        "statement.yml",
        "occasion: joint",
        f"cited_as: {{short_title: Two, description: {'remarks ' * 18}}}\noccasion: joint",
        "content/statement.yml:9:30: cited-description: has 157 characters with the place behind it; at most 150 may be",
    ),
    "family": Case(
        "statement.yml",
        "speaker: {name: Ada Brook,",
        "speaker: {name: Ada Brook, family: Brooke,",
        'family "Brooke" is no word of the name "Ada Brook"',
    ),
    "section-missing": Case(
        "statement.yml",
        "  - {number: 2,",
        "  - {number: 5,",
        "content/statement.yml:22:1: section-missing: no section for point 2 of the statement; add one with number: 2",
    ),
    "section-unknown": Case(
        "statement.yml",
        "  - {number: 2,",
        "  - {number: 5,",
        "content/statement.yml:25:6: section-unknown: the statement has no point 5",
    ),
    "section-slug": Case(
        "statement.yml", "slug: 2-bridges", "slug: 1-rivers", 'duplicate-id: slug "1-rivers" is used twice'
    ),
    "section-number": Case(
        "statement.yml", "{number: 2,", "{number: 1,", "a number stands twice in sections: [0, 1, 1]"
    ),
    # ids
    "duplicate-note": Case(
        PILLAR_1,
        "id: upgrade-wording",
        "id: dredging",
        'content/notes/pillar-1.yml:14:3: duplicate-id: id "dredging" stands already in content/notes/pillar-1.yml:1',
    ),
    "note-file": Case(
        PILLAR_1,
        "passage: p1.2\n  quote: dredge the North River",
        "passage: p2.2\n  quote: All bridges",
        "content/notes/pillar-1.yml:2:3: note-file: a note on p2.2 belongs in notes/pillar-2.yml",
    ),
    "id-file": Case(
        "glossary/ada-brook.yml",
        "id: ada-brook",
        "id: ada",
        'content/glossary/ada-brook.yml:1:1: id-file: id "ada" in a file named ada-brook.yml',
    ),
    # exact words
    "quote-not-found": Case(
        PILLAR_1,
        "quote: dredge the North River",
        "quote: dredge North River",
        'content/notes/pillar-1.yml:3:3: quote-not-found: in passage 1.2: "dredge North River" (nearest: "dredge the North River"); the passage reads: "The two sides',
    ),
    "quote-ambiguous": Case(
        PILLAR_1,
        "quote: dredge the North River",
        "quote: the R",
        'quote-ambiguous: in passage 1.2: "the R" occurs 2 times; add prefix:, suffix: or nth:',
    ),
    "quote-nth": Case(
        PILLAR_1,
        "quote: dredge the North River",
        "quote: the R\n  nth: 3",
        'quote-nth: in passage 1.2: "the R" occurs 2 time(s), not 3',
    ),
    "quote-taken": Case(
        PILLAR_1,
        "quote: upgrade the River Board (RB)",
        "quote: dredge the North River",
        'content/notes/pillar-1.yml:16:3: quote-taken: note "dredging" stands on the same words',
    ),
    "unknown-passage": Case(
        PILLAR_1,
        "passage: p1.2",
        "passage: p1.9",
        'content/notes/pillar-1.yml:2:3: unknown-passage: the statement has no passage "p1.9"; it has p0.1 to p2.2',
    ),
    "commitment-quote": Case(
        "commitments/ferries.yml",
        "quote: ferries",
        "quote: Ferries",
        "content/commitments/ferries.yml:4:1: quote-not-found: in passage 2.2",
    ),
    "form-not-found": Case(
        "glossary/river-board.yml",
        "[River Board, RB]",
        "[River Board, Riv]",
        'content/glossary/river-board.yml:5:29: form-not-found: "Riv" does not stand in the statement as whole words',
    ),
    "form-taken": Case(
        "glossary/ada-brook.yml", "[Ada Brook]", "[Ada Brook, RB]", '"RB" is a form of "ada-brook" already'
    ),
    # facts and sources
    "fact-without-source": Case(
        PILLAR_1,
        "      cite: [journal-2021]\n",
        "",
        'content/notes/pillar-1.yml:7:7: fact-source: no cite:, no reading: and no editors: true, in "The [River Board]',
    ),
    "reading-without-source": Case(
        PILLAR_1,
        "reading: J. Shore\n      cite: [journal-2021]",
        "reading: J. Shore",
        "fact-source: a reading needs cite: as well",
    ),
    "editors-with-source": Case(
        PILLAR_1,
        "editors: true",
        "editors: true\n      cite: [journal-2021]",
        "fact-source: an editors' observation has no cite:",
    ),
    "undated-follow-up": Case(
        PILLAR_1,
        "      on: 2021-05\n",
        "",
        "content/notes/pillar-1.yml:7:7: fact-date: in a follow-up, a fact needs as_of: or on:",
    ),
    "undated-today": Case(
        "glossary/river-board.yml", ", as_of: 2021-06-01", "", "fact-date: under today:, a fact needs as_of: or on:"
    ),
    "undated-reason": Case(
        "commitments/ferries.yml", ", on: 2020-03}", "}", "fact-date: under reason:, a fact needs as_of: or on:"
    ),
    "unchecked-today": Case(
        "glossary/river-board.yml", "checked: 2021-06-02\n", "", "fact-date: today: needs checked:"
    ),
    "state-and-event": Case(
        PILLAR_1,
        "on: 2021-05",
        "on: 2021-05\n      as_of: 2021-06",
        "fact-date: as_of: (a state) and on: (an event) exclude each other",
    ),
    "not-found-without-horizon": Case(
        "glossary/river-board.yml", ", seen_to: 2020", "", 'seen-to: "not found" needs seen_to:, the day, month or year'
    ),
    "none-found-without-horizon": Case(
        PILLAR_1,
        "text: Two counts differ, by 1 and 2 km.",
        "text: Two counts differ. No third was found.",
        'content/notes/pillar-1.yml:10:7: seen-to: "No third was found" needs seen_to:',
    ),
    "not-found-in-an-event": Case(
        "timeline.yml", "A study appears.", "A study is not found.", 'seen-to: "not found" needs seen_to:'
    ),
    "horizon-of-nothing": Case(
        PILLAR_1,
        "on: 2021-05",
        "on: 2021-05\n      seen_to: 2021",
        "content/notes/pillar-1.yml:10:7: seen-to: belongs to a fact that says what was not found",
    ),
    "horizon-after-the-newest-source": Case(
        "glossary/river-board.yml", "seen_to: 2020", "seen_to: 2022", "seen-to: 2022 lies after the newest source"
    ),
    "horizon-in-words": Case(
        "glossary/river-board.yml",
        "A fourth was not found.",
        "A fourth was not found as of May 2021.",
        'seen-to: leave "as of May 2021" out; these words are made from seen_to:',
    ),
    "note-too-long": Case(
        PILLAR_1,
        "text: Two counts differ, by 1 and 2 km.",
        "text: Two counts differ, by 1 and 2 km." + " So they say." * 34,
        'content/notes/pillar-1.yml:1:3: note-length: "dredging" has 122 words; say it in 120, or in two notes',
    ),
    "undated-without-why": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: n.d.",
        'content/sources.yml:5:3: source-undated: "gazette-2020" needs undated:, why',
    ),
    "undated-and-dated": Case(
        "sources.yml",
        "issued: 2020-03-15",
        "issued: 2020-03-15\n  undated: copy",
        'source-undated: "gazette-2020" has a date; leave undated: out',
    ),
    "unknown-source": Case(
        PILLAR_1,
        "cite: [journal-2021]",
        "cite: [journal-2020]",
        'content/notes/pillar-1.yml:8:14: unknown-source: no source "journal-2020" in sources.yml; did you mean "journal-2021"?',
    ),
    "source-twice": Case(
        PILLAR_1,
        "cite: [journal-2021, gazette-2020]",
        "cite: [journal-2021, journal-2021]",
        'content/notes/pillar-1.yml:11:28: twice: cite: "journal-2021" stands in this list already',
    ),
    "fact-twice": Case(
        "wording.yml",
        "  - {text: A clause is a verb., editors: true}\n",
        "  - {text: A clause is a verb., editors: true}\n  - {text: A clause is a verb., editors: true}\n",
        "content/wording.yml:3:5: twice: rules: the same record stands in this list already",
    ),
    "alias-twice": Case(
        "glossary/river-board.yml",
        "aliases: [Riverboard,",
        "aliases: [Riverboard, Riverboard,",
        'content/glossary/river-board.yml:8:23: twice: aliases: "Riverboard" stands in this list already',
    ),
    "section-twice": Case(
        "timeline.yml", "sections: [1, 2]", "sections: [1, 1]", 'twice: sections: "1" stands in this list already'
    ),
    "name-taken": Case(
        "glossary/ada-brook.yml",
        "name: Ada Brook",
        "name: rb",
        'content/glossary/river-board.yml:3:17: name-taken: "RB" is a name of term "ada-brook" already',
    ),
    "alias-taken": Case(
        "glossary/river-board.yml",
        "aliases: [Riverboard,",
        "aliases: [ada brook,",
        'content/glossary/river-board.yml:8:11: name-taken: "ada brook" is a name of term "ada-brook"',
    ),
    "party-twice": Case(
        "statement.yml",
        "{id: south,",
        "{id: north,",
        'content/statement.yml:8:6: party-twice: two parties have the id "north"',
    ),
    "party-name-twice": Case(
        "statement.yml", "name: Southland,", "name: northland,", 'party-twice: two parties have the name "northland"'
    ),
    "party-id": Case(
        "statement.yml",
        "{id: south,",
        "{id: press,",
        'content/statement.yml:8:6: party-id: "press" stands for others than the parties; choose another id',
    ),
    "unused-source": Case(
        "sources.yml",
        "- id: gazette-2020",
        "- {id: spare, title: S, publisher: P, issued: n.d., URL: 'https://s.example', language: en, side: press, kind: press, checked: 2021-01-01}\n- id: gazette-2020",
        'content/sources.yml:1:4: unused-source: "spare" is cited nowhere',
    ),
    "source-publisher": Case("sources.yml", "  publisher: Northland Gazette\n", "", "source-publisher:"),
    "source-place": Case(
        "sources.yml", "  URL: https://gazette.example/2020/ministers\n", "", 'source-place: "gazette-2020" has no URL:'
    ),
    "source-date": Case(
        "sources.yml", "  issued: 2020-03-15\n", "", "content/sources.yml:1:3: schema: issued: is missing"
    ),
    "source-title": Case(
        "sources.yml",
        "  title_en: A study of the river\n",
        "",
        'source-title: "journal-2021" is not in English: add title_en:',
    ),
    "source-address": Case(
        "sources.yml",
        "https://gazette.example/2020/ministers",
        "javascript:alert(1)",
        'schema: URL: "javascript:alert(1)" is not a web address',
    ),
    "unknown-side": Case(
        "sources.yml",
        "side: north",
        "side: west",
        'content/sources.yml:8:3: unknown-side: "west" is not one of north, south, other-state',
    ),
    "names-source": Case(
        "glossary/river-board.yml",
        "names_cite: [journal-2021]\n",
        "",
        'names-source: the names of "river-board" need names_cite:',
    ),
    # links and language
    "unknown-term": Case(
        PILLAR_1,
        "term:river-board",
        "term:riverboard",
        'unknown-term: no term "riverboard"; did you mean "river-board"?',
    ),
    "unknown-commitment": Case(
        PILLAR_1,
        "commitment:ferries",
        "commitment:ferry",
        'unknown-commitment: no commitment "ferry"; did you mean "ferries"?',
    ),
    "unknown-note": Case("notes/pillar-2.yml", "note:dredging", "note:digging", 'unknown-note: no note "digging"'),
    "unknown-passage-link": Case(PILLAR_1, "(p2.2)", "(p2.7)", 'unknown-passage: no passage "p2.7"'),
    "inline-link": Case(
        PILLAR_1,
        "(term:river-board)",
        "(https://x.example)",
        'inline-link: link target "https://x.example"; use term:ID',
    ),
    "inline-kind": Case(
        PILLAR_1, "(term:river-board)", "(javascript:x)", 'inline-link: link kind "javascript:"; use note:, term:,'
    ),
    "inline-language": Case(PILLAR_1, "[河](lang:zh)", "河", 'inline-language: "河" needs its language'),
    "see-also": Case(
        "glossary/river-board.yml",
        "see_also: [ada-brook]",
        "see_also: [ada-brock]",
        'content/glossary/river-board.yml:20:12: unknown-term: see_also: no term "ada-brock"; did you mean "ada-brook"?',
    ),
    "see-also-self": Case(
        "glossary/river-board.yml",
        "see_also: [ada-brook]",
        "see_also: [river-board]",
        'see-also-self: "river-board" refers to itself',
    ),
    "speaker-term": Case("statement.yml", "term: ada-brook", "term: ada-brooke", 'unknown-term: no term "ada-brooke"'),
    # commitments
    "status-kind": Case(
        "commitments/ferries.yml",
        "status: fulfilled",
        "status: confirmed",
        'content/commitments/ferries.yml:11:1: status-kind: "confirmed" is not a status of kind pledge',
    ),
    "event-order": Case(
        "commitments/ferries.yml",
        "events:\n",
        "events:\n  - {date: 2020-04, text: Later., cite: [gazette-2020]}\n",
        'event-order: the events of "ferries" are not in the order',
    ),
    "unknown-party": Case(
        "commitments/ferries.yml",
        "[north, south]",
        "[north, east]",
        'content/commitments/ferries.yml:6:16: unknown-party: "east" is no party of statement.yml; use north, south, others, nobody-named',
    ),
    "continuing-fulfilled": Case(
        "commitments/ferries.yml",
        "kind: pledge",
        "kind: continuing",
        'status-kind: "fulfilled" is not a status of kind continuing: in-progress, overtaken, no-evidence, not-checkable, not-checked',
    ),
    "checkable-but-not-by-status": Case(
        "commitments/ferries.yml",
        "status: fulfilled",
        "status: not-checkable",
        'content/commitments/ferries.yml:11:1: status-ledger: "not-checkable", but the wording ledger has checkable: yes',
    ),
    "not-checkable-by-the-ledger": Case(
        "wording.yml",
        'when: soon, checkable: "yes"',
        'when: soon, checkable: "no"',
        'status-ledger: "fulfilled", but the wording ledger has checkable: no; write not-checkable',
    ),
    # the wording ledger and the timeline
    "statement-day": Case(
        "timeline.yml",
        "see: [note:dredging]",
        "see: [note:dredging], statement: true",
        'content/timeline.yml:2:121: statement-day: the statement was made on 2020-02-29, "study-2021" is of 2021-05',
    ),
    "clause-order": Case(
        "wording.yml",
        "quote: study ways to upgrade",
        "quote: The two sides",
        'content/wording.yml:7:21: clause-order: "The two sides" overlaps the clause before it or stands out of order',
    ),
    "clause-overlap": Case(
        "wording.yml", "quote: study ways to upgrade", "quote: North River and study ways", "clause-order:"
    ),
    "clause-missing": Case(
        "wording.yml",
        "passage: p1.1, quote: keep the rivers open",
        "passage: p1.2, quote: The two sides",
        "content/wording.yml:3:1: clause-missing: no row for passage 1.1",
    ),
    "clause-quote": Case(
        "wording.yml",
        "quote: keep the rivers open",
        "quote: keep the river open",
        'quote-not-found: in passage 1.1: "keep the river open" (nearest: "keep the rivers open")',
    ),
    "clause-when": Case("wording.yml", "when: soon", "when: tomorrow", 'quote-not-found: in passage 2.2: "tomorrow"'),
    "clause-party": Case("wording.yml", "bound: [others]", "bound: [ferries]", 'unknown-party: "ferries" is no party'),
    "rendering-quote": Case(
        "wording.yml", "ours: study ways", "ours: study means", 'quote-not-found: in passage 1.2: "study means"'
    ),
    "rendering-passage": Case(
        "wording.yml",
        "{passage: p1.2, ours",
        "{passage: p3.2, ours",
        'unknown-passage: the statement has no passage "p3.2"',
    ),
    "absence-present": Case(
        "wording.yml",
        "forms: [canal, lock]",
        "forms: [canal, BRIDGE]",
        'content/wording.yml:17:20: absence-present: "BRIDGE" stands 2 time(s) in the statement',
    ),
    "absence-one-witness": Case(
        "wording.yml",
        "      - {text: Study of 2021, words: 运河, lang: zh, cite: [journal-2021]}\n",
        "",
        "schema: absences.found_in: has 1 of at least 2 items",
    ),
    "timeline-order": Case(
        "timeline.yml", "date: 2019,", "date: 2022,", 'event-order: "study-2021" is not in the order of dates'
    ),
    "timeline-reference": Case(
        "timeline.yml",
        "see: [note:dredging]",
        "see: [note:dredged]",
        'unknown-reference: no "note:dredged"; did you mean "note:dredging"?',
    ),
    "topic-answer": Case(
        "topics.yml", "p2.1]", "p2.9]", 'content/topics.yml:5:27: unknown-reference: no "p2.9"; did you mean "p2.2"?'
    ),
    "topic-twice": Case(
        "topics.yml", "id: deep-water", "id: bridges", 'duplicate-id: topic "bridges" is there already'
    ),
    "topic-found-by-nothing": Case(
        "topics.yml",
        "  en: [bridges, crossings]\n  ru: [мосты]\n",
        "",
        'topic-words: "bridges" has no words by which it is found',
    ),
    "timeline-section": Case(
        "timeline.yml", "sections: [1, 2]", "sections: [1, 4]", "section-unknown: the statement has no point 4"
    ),
    "timeline-id": Case(
        "timeline.yml",
        "id: study-2021",
        "id: board-founded-2019",
        'duplicate-id: id "board-founded-2019" stands already in content/timeline.yml:1',
    ),
    # the form of files
    "unknown-key": Case(
        PILLAR_1,
        "kind: follow-up",
        "knid: follow-up",
        'content/notes/pillar-1.yml:4:3: schema: unknown key "knid"; did you mean "kind"? allowed: id, passage, quote, prefix, suffix, nth, kind, title, facts',
    ),
    "unknown-key-below": Case(
        PILLAR_1,
        "on: 2021-05",
        "onn: 2021-05",
        'content/notes/pillar-1.yml:9:7: schema: unknown key "onn"; did you mean "on"? allowed: text, cite',
    ),
    "missing-key": Case(
        PILLAR_1, "  kind: follow-up\n", "", "content/notes/pillar-1.yml:1:3: schema: kind: is missing"
    ),
    "wrong-kind": Case(
        PILLAR_1,
        "kind: follow-up",
        "kind: followup",
        "schema: kind: \"followup\" is not one of 'context', 'wording', 'follow-up' or 'reading'; did you mean \"follow-up\"?",
    ),
    "wrong-type": Case(
        PILLAR_1,
        "quote: dredge the North River",
        "quote: [dredge]",
        "content/notes/pillar-1.yml:3:3: schema: quote: expected a text, found a list; a text that begins with [ or { stands in quotation marks",
    ),
    "empty-value": Case(PILLAR_1, "quote: dredge the North River", "quote:", "schema: quote: is empty"),
    "no-such-day": Case(
        PILLAR_1,
        "as_of: 2021-06-01",
        "as_of: 2021-06-31",
        'content/notes/pillar-1.yml:12:7: schema: facts.as_of: there is no date "2021-06-31" in the calendar',
    ),
    "no-date": Case(
        PILLAR_1,
        "as_of: 2021-06-01",
        "as_of: June 2021",
        '"June 2021" is not a date; write 2022-06-07, 2022-06 or 2022',
    ),
    "number-for-passage": Case(
        PILLAR_1, "passage: p1.2", "passage: 1.2", 'schema: passage: "1.2" does not have the form of a passage (p2.3)'
    ),
    "bad-id": Case(
        PILLAR_1, "id: dredging", "id: Dredging_1", 'schema: id: "Dredging_1" does not have the form of an id'
    ),
    "duplicate-key": Case(
        PILLAR_1,
        "  kind: follow-up\n",
        "  kind: follow-up\n  kind: wording\n",
        'content/notes/pillar-1.yml:5:3: duplicate-key: key "kind" stands twice',
    ),
    "bad-yaml": Case(
        PILLAR_1,
        "kind: follow-up",
        "kind: 'follow-up",
        "content/notes/pillar-1.yml:4:9: yaml: the quotation mark ' opened here is closed only in line 7",
    ),
    "yaml-alias": Case(
        PILLAR_1,
        "facts:\n",
        "facts: &a\n    - *a\n",
        "content/notes/pillar-1.yml:6:10: yaml-alias: anchors (&name) are not used here",
    ),
    "not-a-list": Case(
        "notes/opening.yml",
        "- id: who-met\n ",
        "id: who-met\npassage: p0.1\nx:\n ",
        "content/notes/opening.yml:1:1: schema: expected a list (lines that begin with '- '), found keys and values",
    ),
    "empty-file": Case(
        "commitments/ferries.yml",
        (Path(__file__).parent.parent / "mini/content/commitments/ferries.yml").read_text(encoding="utf-8"),
        "",
        "content/commitments/ferries.yml:1:1: schema: is empty; expected id, passage",
    ),
    "scalar-file": Case(
        "glossary/ada-brook.yml",
        (Path(__file__).parent.parent / "mini/content/glossary/ada-brook.yml").read_text(encoding="utf-8"),
        "hello",
        "content/glossary/ada-brook.yml:1:1: schema: expected keys and values",
    ),
    # the map
    "place-degrees": Case("places.yml", "latitude: 10,", "latitude: ten,", '"ten" is no number of degrees'),
    "place-bounds": Case(
        "places.yml", "latitude: 10,", "latitude: 100,", "content/places.yml:4:8: schema: at.latitude: "
    ),
    "place-off-map": Case(
        "places.yml",
        "latitude: 10, longitude: 20",
        "latitude: 60, longitude: 20",
        'content/places.yml:4:3: place-off-map: "north-quay" is outside the frame of the map\'s first view',
    ),
    "place-swapped": Case(
        "places.yml",
        "latitude: 8.5, longitude: -1.25",
        "latitude: -1.25, longitude: 8.5",
        "; latitude and longitude are the wrong way round",
    ),
    "place-taken": Case(
        "places.yml",
        "latitude: 9, longitude: 12",
        "latitude: 10, longitude: 20.005",
        'place-taken: "mill-bridge" is on the spot of "north-quay"',
    ),
    "place-term": Case(
        "places.yml",
        "term: river-board\n",
        "term: river-bord\n",
        'unknown-term: no term "river-bord"; did you mean "river-board"?',
    ),
    "place-source": Case(
        "places.yml",
        "at_cite: [gazette-2020]",
        "at_cite: [gazette-2021]",
        'content/places.yml:6:13: unknown-source: no source "gazette-2021"',
    ),
    "place-see": Case(
        "places.yml", "[commitment:ferries]", "[commitment:ferry]", 'unknown-reference: no "commitment:ferry"'
    ),
    "place-leads": Case(
        "places.yml", "  see: [commitment:ferries]\n", "", 'place-leads-nowhere: "mill-bridge" needs term: or see:'
    ),
    "place-names": Case(
        "places.yml", "  term: river-board", "  names: {ru: Дом}\n  term: river-board", "names-twice: the names"
    ),
    "place-names-source": Case(
        "places.yml", "  names_cite: [journal-2021]\n", "", 'names-source: the names of "north-quay" need names_cite:'
    ),
    "map-leg": Case(
        "map.yml",
        "through: [board-house, bend",
        "through: [board-house, bent",
        'unknown-place: no place or waypoint "bent"; did you mean "bend"?',
    ),
    "map-view": Case(
        "map.yml",
        "places: [north-quay,",
        "places: [north-key,",
        'unknown-place: no place "north-key"; did you mean "north-quay"?',
    ),
    "map-lettering": Case(
        "map.yml", "of: sea", "of: see", 'unknown-ground: no ground or route "see"; did you mean "sea"?'
    ),
    "map-page": Case("map.yml", "p2.1", "p9.9", 'unknown-page: no page "p9.9"'),
    "map-frame": Case("map.yml", "west: -5, east: 25", "west: 25, east: 25", "map-frame: west lies left of east"),
    "map-labels": Case(
        "places.yml", "name: North Quay", "name: " + "North Quay " * 12 + "Quay", "label-overlap: view "
    ),
    # who sits where
    "seat-twice": Case(
        "glossary/river-board.yml",
        "    member: [Northland]",
        "    member: [Northland]\n    observer: [Northland]",
        "seat-twice: Northland stands under member: already",
    ),
    "seats-unknown": Case(
        "glossary/ada-brook.yml",
        "category: person",
        "category: person\nseats_of: river-bord",
        'unknown-seats: no term "river-bord" with seats:; did you mean "river-board"?',
    ),
}


def problems(folder: Path, draft: bool = False) -> list[str]:
    try:
        return [str(p) for p in check.check(load_content(folder), draft)]
    except ContentError as error:
        return [str(p) for p in error.problems]


def test_control_the_mini_edition_has_no_problem(mini_folder):
    assert problems(mini_folder) == []


@pytest.mark.parametrize("edition", ["real", "small"])
def test_a_whole_edition_has_no_problem(edition, request):
    assert [str(p) for p in check.check(request.getfixturevalue(edition))] == []


@pytest.mark.parametrize("name", CASES)
def test_each_rule_speaks(name, mini_folder):
    CASES[name].apply(mini_folder)
    found = problems(mini_folder)
    assert any(CASES[name].expected in line for line in found), "\n".join(found)
    assert all("\n" not in line for line in found)


def test_an_alias_may_lead_to_two_entries(mini_folder):
    for name in ("ada-brook", "river-board"):
        path = mini_folder / "glossary" / f"{name}.yml"
        text = path.read_text(encoding="utf-8").replace("aliases: [", "aliases: [Boss, ")
        path.write_text(text if "Boss" in text else f"{text}aliases: [Boss]\n", encoding="utf-8")
    assert problems(mini_folder) == []


def test_all_problems_come_at_once_and_nothing_is_written(mini_folder, tmp_path):
    for name in ("quote-not-found", "see-also", "status-kind"):
        CASES[name].apply(mini_folder)
    done = build("build", "--content", mini_folder, "--docs", tmp_path / "docs")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("content/") >= 3
    assert done.stderr.endswith("problems; nothing was written.\n")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize(
    "spoil, expected",
    [
        (lambda f: (f / "statement.txt").unlink(), "content/statement.txt: file-missing: there is no such file"),
        (lambda f: (f / "statement.txt").write_bytes(b""), "content/statement.txt: statement-empty"),
        (lambda f: (f / "statement.yml").unlink(), "content/statement.yml: file-missing: there is no such file"),
        (
            lambda f: (f / "sources.yml").write_bytes(b"- id: \xff"),
            "content/sources.yml:1:7: not-utf8: not UTF-8: byte 0xff at offset 6",
        ),
        (
            lambda f: (f / "sources.yml").write_bytes(b"- id: a\x00"),
            "content/sources.yml:1:8: hidden-character: U+0000 (a control character) cannot be seen here; remove it",
        ),
        (
            lambda f: (f / "notes/pillar-3.yaml").write_text("[]"),
            "content/notes/pillar-3.yaml: file-name: name it pillar-3.yml; .yaml files are not read",
        ),
        (
            lambda f: ((f / "sources.yml").unlink(), (f / "sources.yml").mkdir()),
            "content/sources.yml: file-unreadable: cannot be read: is a directory",
        ),
    ],
)
def test_files_that_cannot_be_read(spoil, expected, mini_folder):
    spoil(mini_folder)
    done = build("check", "--content", mini_folder)
    assert done.returncode == 1
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_check_prints_what_there_is(mini_folder):
    done = build("check", "--content", mini_folder)
    assert done.returncode == 0, done.stderr
    assert "notes: 5\n" in done.stdout
    assert "of them from two or more texts: 5 (23 %)" in done.stdout
