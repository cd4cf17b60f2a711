"""What stands in a book: chapters of blocks, each block data that a template places (see pdf.typ for its kinds)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten
from typing import Any

from explainer.books.runs import Run, Writer, in_language, linked, of_html, plain
from explainer.kinds import COMMITMENT, FIGURE, NOTE, PASSAGE, SOURCE, TERM
from explainer.load.model import Clause, Commitment, Correction, Fact, Figure, Point, Section, Source, Term, Wording
from explainer.load.statement import Passage
from explainer.render.pages.figures import rows
from explainer.render.pages.frame import thousands
from explainer.render.pages.sources import PRIMARY, grouped
from explainer.site import Happening, Placed
from explainer.text import labels
from explainer.text.dates import spoken
from explainer.text.prose import capital

Block = dict[str, Any]
Chapter = dict[str, Any]


def chapter(title: str, blocks: Iterable[Block], lead: list[Run] | None = None) -> Iterator[Chapter]:
    """A chapter, unless it would be empty."""
    if found := list(blocks):
        yield {"title": title, "lead": lead or [], "blocks": found}


def text(*runs: Run) -> Block:
    return {"is": "text", "of": list(runs)}


def labelled(label: str, runs: list[Run]) -> Block:
    return text({"strong": [f"{label}."]}, " ", *runs)


def row(label: str, runs: list[Run], to: str | None = None) -> Block:
    """A text with a few words beside it, such as a date, in the margin."""
    return {"is": "row", "label": label, "to": to, "of": runs}


def entry(id: str, title: list[Run], beside: list[str], listed: bool = False) -> Block:
    """The head of an entry; what is said of it in a few words stands beside. `listed`: in the contents too."""
    return {"is": "entry", "id": id, "title": title, "beside": beside, "listed": listed}


def heading(title: str, id: str | None = None, listed: bool = True) -> Block:
    return {"is": "heading", "id": id, "title": plain(title), "listed": listed}


@dataclass(frozen=True)
class Matter:
    """Makes the chapters; what they cite is remembered by the writer."""

    write: Writer

    # --- the text ---

    def about(self) -> Iterator[Block]:
        """What the text is: in brief, on what occasion, where it comes from."""
        about = self.write.site.content.about
        overview = about.overview
        yield from self._facts("In brief", (*overview.says, *overview.leaves_out), own=False)
        yield from self._facts("Why it matters today", overview.matters)
        yield from self._facts("What came of it", overview.came_of_it)
        yield from self._facts("The occasion", about.occasion_facts)
        yield from self._facts("The text and where it comes from", about.provenance)
        yield text(f"The copy used here has the SHA-256 checksum {about.sha256}.")

    def _facts(self, title: str, facts: tuple[Fact, ...], own: bool = True) -> Iterator[Block]:
        if facts:
            yield heading(title, listed=False)
            yield from (text(*self.write.fact(fact, own)) for fact in facts)

    def section(self, section: Section) -> Iterator[Chapter]:
        """The opening or a point: its gist, its passages with their notes."""
        passages = self.write.site.content.statement.section(section.number)
        lead = self.write.together(section.gist, own=False)
        yield from chapter(section.numbered, (block for p in passages for block in self._passage(p)), lead)

    def _passage(self, passage: Passage) -> Iterator[Block]:
        yield {
            "is": "passage",
            "id": f"{PASSAGE.id}:{passage.id}",
            "number": passage.number,
            "words": shorten(passage.text, 52, placeholder=" …"),
            "of": self.write.passage(passage),
        }
        for placed in self.write.site.notes[passage.id]:
            yield from self._note(placed)

    def _note(self, placed: Placed) -> Iterator[Block]:
        note = placed.note
        yield {
            "is": "note",
            "id": f"{NOTE.id}:{note.id}",
            "label": placed.label,
            "kind": labels.KINDS[note.kind],
            "title": plain(note.title),
            "quote": note.quote,
        }
        yield from self._said(note.facts, note.corrections)

    def _said(self, facts: Iterable[Fact], corrections: Iterable[Correction] = ()) -> Iterator[Block]:
        yield from (text(*self.write.fact(fact)) for fact in facts)
        yield from (text(*self.write.correction(correction)) for correction in corrections)

    # --- commitments ---

    def commitments(self, found: Iterable[Commitment]) -> Iterator[Chapter]:
        yield from chapter("Commitments", (block for one in found for block in self._commitment(one)))

    def _commitment(self, one: Commitment) -> Iterator[Block]:
        parties = self.write.site.content.about.parties
        number = one.passage.removeprefix("p")
        status = labels.STATUSES[one.status]
        beside = [labels.COMMITMENT_KINDS[one.kind], status, f"as of {spoken(one.as_of)}"]
        yield entry(f"{COMMITMENT.id}:{one.id}", plain(one.title), beside, listed=True)
        falls = capital(labels.falls_to(parties, one.bound))
        yield text(linked(PASSAGE.id, one.passage, f"Passage {number}"), f": “{one.quote}”. {falls}.")
        yield text(*self.write.fact(one.promise))
        yield labelled(status, self.write.together(one.reason))
        yield labelled("What would change it", plain(one.would_change))
        yield from (row(spoken(event.date), self.write.event(event)) for event in one.events)
        yield from self._said((), one.corrections)

    # --- the glossary ---

    def glossary(self) -> Iterator[Chapter]:
        terms = self.write.site.terms.values()
        yield from chapter("Glossary", (block for term in terms for block in self._term(term)))

    def terms_in(self, passages: Iterable[Passage]) -> Iterator[Chapter]:
        """The terms of some passages, each with its definition."""
        ids = {id for passage in passages for id in self.write.site.occurrences[passage.id]}
        found = [term for term in self.write.site.terms.values() if term.id in ids]
        yield from chapter("Terms", (block for term in found for block in self._defined(term)))

    def _defined(self, term: Term) -> Iterator[Block]:
        beside = [labels.CATEGORIES[term.category]]
        abbreviations = f" ({', '.join(term.abbreviations)})" if term.abbreviations else ""
        yield entry(f"{TERM.id}:{term.id}", plain(term.name + abbreviations), beside)
        yield text(*self.write.fact(term.definition))

    def _term(self, term: Term) -> Iterator[Block]:
        yield from self._defined(term)
        day = spoken(self.write.site.content.about.date)
        for label, facts in (
            (f"On {day}", term.then),
            (labels.FACTS["today"], term.today),
            (labels.FACTS["use.official"], term.use.official),
            (labels.FACTS["use.outside"], term.use.outside),
        ):
            if facts:
                yield labelled(label, self.write.together(facts))
        yield from self._seats(term, day)
        yield from self._names(term)
        if passages := [p for p, found in self.write.site.occurrences.items() if term.id in found]:
            label = "In passage" if len(passages) == 1 else "In passages"
            yield row(label, _several(PASSAGE.id, passages, _number))
        if term.see_also:
            yield row("See also", _several(TERM.id, term.see_also, lambda id: self.write.site.terms[id].name))
        yield from self._said((), term.corrections)

    def _seats(self, term: Term, day: str) -> Iterator[Block]:
        """Who sat in a body on the day of the statement, and who sits there today."""
        for label, seats in (
            ((f"Seats, {day}", term.seats.then), ("Seats today", term.seats.today)) if term.seats else ()
        ):
            told = [
                f"{name}: {', '.join(states)}"
                for seat, name in labels.SEATS.items()
                if (states := seats.states_of(seat))
            ]
            as_of: Run = {"beside": [f"(as of {spoken(seats.as_of)})"]}
            yield row(label, [f"{'. '.join(told)}.", *self.write.cite(seats.cite), " ", as_of])

    def _names(self, term: Term) -> Iterator[Block]:
        for code, name in term.names.by_language().items():
            runs = in_language(code, name)
            if code == "zh" and term.names.pinyin:
                runs += [" ", {"lang": "zh-Latn", "of": [term.names.pinyin]}]
            yield row(labels.LANGUAGES[code], [*runs, *self.write.cite(term.names_cite)])

    # --- figures ---

    def figures(self, draw: Callable[[Figure], str]) -> Iterator[Chapter]:
        """The charts; `draw` gives the name of the picture of each."""
        figures = self.write.site.content.figures
        yield from chapter("Figures", (block for one in figures for block in self._figure(one, draw(one))))

    def _figure(self, figure: Figure, picture: str) -> Iterator[Block]:
        yield entry(f"{FIGURE.id}:{figure.id}", plain(figure.headline), [f"as of {spoken(figure.as_of)}"], listed=True)
        yield {"is": "picture", "about": plain(figure.subtitle), "file": picture, "alt": figure.alt}
        yield from self._said(figure.facts)
        header: list[list[Run]] = [["Date"], *(plain(f"{series.label}, {series.unit}") for series in figure.series)]
        body = [[[spoken(date)], *(self._point(point) for point in points)] for date, points in rows(figure)]
        yield {"is": "table", "header": header, "rows": body}
        yield from self._said((), figure.corrections)

    def _point(self, point: Point | None) -> list[Run]:
        if not point:
            return ["–"]
        mark = labels.MARKS[point.mark] if point.mark else ""
        runs: list[Run] = [thousands(point.value)] if point.value else []
        runs += [{"beside": [f" {mark}" if runs else mark]}] if mark else []
        return [*runs, *([f" ({point.note})"] if point.note else []), *self.write.cite(point.cite)]

    # --- wording and timeline ---

    def wording(self) -> Iterator[Chapter]:
        wording = self.write.site.content.wording
        if wording:
            yield from chapter("Wording", self._wording(wording))

    def _wording(self, wording: Wording) -> Iterator[Block]:
        yield heading("Rules of the ledger")
        yield from (text(*self.write.fact(rule, own=False)) for rule in wording.rules)
        if wording.clauses:
            yield heading("The ledger")
        for clauses in self.write.site.clauses.values():
            yield from (self._clause(clause) for clause in clauses)
        yield from self._renderings(wording)
        yield from self._chinese(wording)
        yield from self._absences(wording)

    def _clause(self, clause: Clause) -> Block:
        parties = self.write.site.content.about.parties
        when = f", “{clause.when}”" if clause.when else ""
        said = (
            f"speaks: {labels.SPEAKERS[clause.speaker]}; bound: {labels.bound(parties, clause.bound)}; "
            f"mood: {labels.MOODS[clause.mood]}; time: {labels.TIMES[clause.time]}{when}; "
            f"checkable: {labels.CHECKABLE[clause.checkable]}"
        )
        runs: list[Run] = [f"“{clause.quote}” ", {"beside": plain(capital(said) + ".")}, " ", *plain(clause.why)]
        return row(_number(clause.passage), runs, f"{PASSAGE.id}:{clause.passage}")

    def _renderings(self, wording: Wording) -> Iterator[Block]:
        if not wording.renderings:
            return
        yield heading("Another English rendering")
        yield text(*plain(wording.renderings_note or ""), *self.write.cite(wording.renderings[0].cite))
        body = [[[_number(one.passage)], [one.ours], [one.theirs]] for one in wording.renderings]
        yield {"is": "table", "header": [["Passage"], ["This text"], ["The other rendering"]], "rows": body}

    def _chinese(self, wording: Wording) -> Iterator[Block]:
        if not wording.chinese:
            return
        yield heading("Chinese terms")
        if wording.chinese_note:
            yield text(*plain(wording.chinese_note))
        for one in wording.chinese:
            runs: list[Run] = [
                f"“{one.quote}”: ",
                *in_language("zh", one.zh),
                " ",
                {"lang": "zh-Latn", "of": [one.pinyin]},
            ]
            runs += [". ", *plain(one.source_text), *self.write.cite(one.cite)]
            yield row(_number(one.passage), runs, f"{PASSAGE.id}:{one.passage}")

    def _absences(self, wording: Wording) -> Iterator[Block]:
        if wording.absences:
            yield heading("What the text does not say")
        for absence in wording.absences:
            runs: list[Run] = [{"strong": plain(absence.formula)}, f" (searched for: {', '.join(absence.forms)})"]
            for one in absence.found_in:
                words = in_language(one.lang, one.words)
                runs += ["; " if one is not absence.found_in[0] else ". Stands in ", *plain(one.text)]
                runs += [": “", *words, "”", *self.write.cite(one.cite)]
            yield text(*runs)

    def timeline(self) -> Iterator[Chapter]:
        years = groupby(self.write.site.timeline, key=lambda event: event.date[:4])
        yield from chapter("Timeline", (block for year, events in years for block in self._year(year, events)))

    def _year(self, year: str, events: Iterable[Happening]) -> Iterator[Block]:
        yield heading(year, listed=False)
        yield from (row(spoken(event.date), self.write.event(event)) for event in events)

    # --- sources ---

    def sources(self) -> Iterator[Chapter]:
        """All that has been cited up to here, numbered in the order in which they are listed."""
        yield from chapter("Sources", self._sources(grouped(self.write.site.sources[key] for key in self.write.cited)))

    def _sources(self, groups: dict[str, list[Source]]) -> Iterator[Block]:
        number = 0
        for group, found in groups.items():
            if group == PRIMARY:
                yield heading("Primary documents")
            elif PRIMARY in groups and number == len(groups[PRIMARY]):
                yield heading("Other sources")
            for source in found:
                number += 1
                yield self._source(source, number)

    def _source(self, source: Source, number: int) -> Block:
        site = self.write.site
        told = [labels.standing(site.content.about.parties, source)]
        told += [] if source.language.startswith("en") else [f"in {labels.language(source.language)}"]
        told += [labels.WEAK[source.weak]] if source.weak else []
        told.append(f"checked on {spoken(source.checked)}")
        runs = [*of_html(site.bibliography[source.id]), " ", {"beside": [f"{capital('; '.join(told))}."]}]
        return {"is": "source", "id": f"{SOURCE.id}:{source.id}", "number": number, "of": runs}


def _number(passage: str) -> str:
    return passage.removeprefix("p")


def _several(kind: str, ids: Iterable[str], name: Callable[[str], str]) -> list[Run]:
    """Things, each with the link to it."""
    runs: list[Run] = []
    for id in ids:
        runs += [", "] if runs else []
        runs.append(linked(kind, id, name(id)))
    return [*runs, "."]
