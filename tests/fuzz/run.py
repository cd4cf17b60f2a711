"""Inputs tried one after the other; what goes wrong is made as small as it can be, and shown."""

from __future__ import annotations

import contextlib
import difflib
import gc
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from explainer.load import content as loader
from fuzz.edition import Edit, Edition, shown_path
from fuzz.inputs import Case, Inputs
from fuzz.oracle import Hung, faults, made, plain_words, refused

Files = Mapping[str, bytes | None]
TOGETHER = 30  # texts in one build


class Finding(NamedTuple):
    """Something that must not be: what it is, and the smallest input that shows it."""

    what: str
    case: str


@dataclass
class Report:
    """What a run did and found."""

    inputs: int = 0
    refused: int = 0
    compared: int = 0  # texts that were accepted and built
    builds: int = 0
    slowest: float = 0.0  # seconds of processor time for one input
    findings: list[Finding] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.inputs} inputs: {self.refused} refused in lines, {self.inputs - self.refused} accepted"
        told += f", {self.compared} of them compared with plain words in {self.builds} builds"
        return f"{told}; slowest {self.slowest:.2f} s; {len(self.findings)} findings"


def together(reports: Iterable[Report]) -> Report:
    """One report of several; each finding once."""
    total = Report()
    for one in reports:
        total.inputs += one.inputs
        total.refused += one.refused
        total.compared += one.compared
        total.builds += one.builds
        total.slowest = max(total.slowest, one.slowest)
        total.findings += [f for f in one.findings if f.what not in {known.what for known in total.findings}]
    return total


class Run:
    """Inputs of one edition, and what they showed."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.report = Report()
        # Texts that were accepted wait to be built together, apart those that pandoc has to render.
        self.waiting: dict[str, list[dict[tuple[Any, ...], Edit]]] = {"": [], "bibliography": [], "styles": []}
        self.alone = 0
        self.known: set[str] = set()
        self.plain: dict[Edit, bool] = {}

    def go(self, inputs: Iterable[Case], seconds: float, at_least: int = 0) -> Report:
        """Try inputs until the time is over, but at least so many."""
        end = time.monotonic() + seconds
        for case in inputs:
            if self.report.inputs >= at_least and time.monotonic() > end:
                break
            self.one(case)
            if self.report.inputs % 100 == 0:
                gc.collect()
        for group in self.waiting[""][:1]:  # the fullest; the others would make a short run long
            self.compare([*group.values()])
        return self.report

    def one(self, case: Case) -> None:
        """Check an input; texts that are accepted wait to be built, of the rest some are built alone."""
        self.report.inputs += 1
        started = time.process_time()
        accepted, told = self._tried(lambda: not self._refused(case.files))
        self.report.slowest = max(self.report.slowest, time.process_time() - started)
        self.report.refused += accepted is False
        if told:
            self._found(told, case, self._refused)
        elif accepted and case.edit:
            self._wait(case.edit)
        elif accepted and self._is_due():
            _, told = self._tried(lambda: self._made(case.files))
            self._found(told, case, self._made)

    def _refused(self, files: Files) -> bool:
        return refused(self.edition, files)

    def _made(self, files: Files) -> dict[str, str] | None:
        return made(self.edition, files)

    def _is_due(self) -> bool:
        """Every fourth time."""
        self.alone = (self.alone + 1) % 4
        return not self.alone

    def _wait(self, edit: Edit) -> None:
        waiting = self.waiting[_rendered_for(edit)]
        field = edit.file, edit.path
        group = next((group for group in waiting if field not in group), {})
        if not group:
            waiting.append(group)
        group[field] = edit
        if len(group) >= TOGETHER:
            waiting.remove(group)
            self.compare([*group.values()])

    def _tried(self, something: Callable[[], Any]) -> tuple[Any, str]:
        """What it returns; and what went wrong, by its kind and place."""
        try:
            return something(), ""
        except AssertionError as error:
            return None, str(error) if str(error).startswith(("slow", "not of our form")) else _place(error)
        except (Exception, Hung) as error:
            return None, _place(error)

    # --- texts, many in one build ---

    def compare(self, edits: list[Edit]) -> None:
        """Build texts together, and the same with plain words; what is wrong is traced to one text."""
        told = self._difference(edits) if edits else ""
        if told is None and len(edits) > 1:  # one by one they were accepted, together they are refused
            self.compare(edits[: len(edits) // 2])
            self.compare(edits[len(edits) // 2 :])
        elif told:
            print(f"found, and being made small: {told:.200}", flush=True)
            quick = not _rendered_for(edits[0])  # pandoc takes too long to try many forms of an input
            small = smallest(edits, lambda some: bool(self._difference(some)), tries=80 if quick else 12)
            if len(small) == 1 and quick:
                small = [self._shorter(small[0])]
            told = self._difference(small) or told
            self._keep(told, "; ".join(f"{shown_path(edit)} = {edit.text!r:.300}" for edit in small))
            self.compare([edit for edit in edits if edit[:2] not in {one[:2] for one in small}])
        else:
            self.report.compared += len(edits)

    def _shorter(self, edit: Edit) -> Edit:
        fails = lambda some: bool(self._difference([edit._replace(text="".join(some))]))  # noqa: E731
        return edit._replace(text="".join(smallest(list(edit.text), fails, tries=30)))

    def _difference(self, edits: Sequence[Edit]) -> str | None:
        """What is wrong with a build of some texts; None if they are refused."""
        self.report.builds += 1
        site, told = self._tried(lambda: made(self.edition, self.edition.edited(edits)))
        if told or site is None:
            return told or None
        plain, told = self._tried(lambda: made(self.edition, self.edition.edited([self._words(e) for e in edits])))
        return told or (None if plain is None else next(faults(site, plain), ""))

    def _words(self, edit: Edit) -> Edit:
        """Plain words for the field; the text itself where the field takes none."""
        plain = edit._replace(text=plain_words(edit.text))
        if plain not in self.plain:
            self.plain[plain] = not self._refused(self.edition.edited([plain]))
        return plain if self.plain[plain] else edit

    # --- everything else ---

    def _found(self, told: str, case: Case, tried: Callable[[Files], object]) -> None:
        """Make the files of an input small that goes wrong where something is `tried` with it."""
        if not told or told in self.known:
            return
        files = dict(case.files)
        for name, raw in case.files.items():
            for pieces in (_lines, _bytes) if raw else ():

                def fails(some: list[Any], name: str = name) -> bool:
                    return self._tried(lambda: tried(files | {name: b"".join(some)}))[1] == told

                files[name] = b"".join(smallest(pieces(files[name] or b""), fails, tries=40))
        self._keep(told, f"{case.what}\n{_shown(files, self.edition)}")

    def _keep(self, what: str, case: str) -> None:
        if what not in self.known:
            self.known.add(what)
            self.report.findings.append(Finding(what, case))
            print(f"FOUND {what}\n  {case}", flush=True)


def _rendered_for(edit: Edit) -> str:
    """What pandoc has to render anew for a text: our bibliography, citations in eight styles, or nothing."""
    if edit.file == "sources.yml":
        return "bibliography"
    cited = edit.file == "statement.yml" or edit.path[-1] in ("name", "title") or "abbreviations" in edit.path
    return "styles" if cited else ""


def _place(error: BaseException) -> str:
    """An error by its kind, where in our code it was raised, and its words if it was raised elsewhere."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "explainer" in frame.filename]
    where = f"in {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else f"{error!s:.300}"
    return f"{type(error).__name__} {where}"


def _lines(raw: bytes) -> list[bytes]:
    return raw.splitlines(keepends=True)


def _bytes(raw: bytes) -> list[bytes]:
    return [bytes([one]) for one in raw]


def smallest(items: list[Any], fails: Callable[[list[Any]], bool], tries: int = 80) -> list[Any]:
    """Some of the items, in their order, that fail as all do: ever smaller parts are left out (delta debugging)."""
    part = len(items) // 2
    while part and tries > 0:
        for start in range(0, len(items), part):
            rest = items[:start] + items[start + part :]
            tries -= 1
            if rest and fails(rest):
                items = rest
                break
        else:
            part //= 2
        part = min(part, len(items) // 2)
    return items


def _shown(files: Mapping[str, bytes | None], edition: Edition) -> str:
    """Changed files, small ones whole, else what differs from the edition."""
    told = []
    for name, raw in files.items():
        old, new = (
            (part or b"").decode("utf-8", "backslashreplace").splitlines() for part in (edition.files.get(name), raw)
        )
        lines = (
            new
            if len(new) <= 8
            else [one for one in difflib.unified_diff(old, new, n=0) if one[:2] not in ("--", "++", "@@")]
        )
        told.append(f"  {name!r}{' is not there' if raw is None else ''}")
        told += [f"    {line!r:.200}" for line in lines[:12]]
    return "\n".join(told)


def run(seed: int, seconds: float, at_least: int = 0, first: int = 0, every: int = 1) -> Report:
    """Try a share of the inputs of a seed (every so manieth from the first), in a folder of its own."""
    with contextlib.ExitStack() as after:
        after.callback(setattr, loader, "load", loader.load)  # the edition remembers what it has read
        edition = Edition(Path(after.enter_context(tempfile.TemporaryDirectory())))
        return Run(edition).go(Inputs(edition, seed, first, every), seconds, at_least)
