"""Kill builds at moments of chance: no file may be torn, and the next run must make all whole.

python tests/kills.py --kills 200
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from conftest import MINI, build
from explainer import write


class Kills:
    """Two states of the mini edition, between which builds of one docs folder are killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.docs = folder / "docs"
        self.random = random.Random(seed)
        self.content = [Path(shutil.copytree(MINI / "content", folder / name / "content")) for name in ("one", "two")]
        about = self.content[1] / "statement.yml"
        about.write_text(
            about.read_text(encoding="utf-8").replace("label: Two Rivers", "label: Both Rivers"), encoding="utf-8"
        )
        (self.content[1] / "wording.yml").unlink()  # a page that comes and goes
        self.undisturbed = [self._alone(folder / f"alone{i}", content) for i, content in enumerate(self.content)]
        self.files = [
            {n: raw.decode() for n, raw in state.items() if n != write.MANIFEST} for state in self.undisturbed
        ]
        self.building = self._taken(lambda: self._build(0))
        self.writing = self._taken(lambda: self._write(1))

    def _alone(self, docs: Path, content: Path) -> dict[str, bytes]:
        done = build("build", "--content", content, "--docs", docs)
        assert done.returncode == 0, done.stderr
        return contents(docs)

    def _taken(self, what: Callable[[], object]) -> float:
        started = time.monotonic()
        what()
        return time.monotonic() - started

    def _build(self, state: int) -> None:
        build("build", "--content", self.content[state], "--docs", self.docs)

    def _write(self, state: int) -> None:
        write.write(self.files[state], self.docs, "docs")

    def one(self, whole: bool) -> str:
        """Kill a build, or only its writing, on the way to the other state; returns what was wrong after that."""
        before = 0 if contents(self.docs) == self.undisturbed[0] else 1
        what, taken = (self._build, self.building) if whole else (self._write, self.writing)
        process = multiprocessing.get_context("fork").Process(target=_quietly, args=(what, 1 - before))
        process.start()
        time.sleep(self.random.uniform(0, taken * 1.1))
        process.kill()
        process.join()
        if torn := self._torn():
            return f"torn: {torn}"
        after = self.random.randrange(2)
        self._write(after)
        left = contents(self.docs)
        if left != self.undisturbed[after]:
            return f"not whole: {[n for n in left | self.undisturbed[after] if left.get(n) != self.undisturbed[after].get(n)]}"
        return ""

    def _torn(self) -> list[str]:
        """Files that are neither as before nor as after; what a run keeps for itself begins with a dot."""
        left = {name: raw for name, raw in contents(self.docs).items() if not Path(name).name.startswith(".")}
        return [name for name, raw in left.items() if raw not in [state.get(name) for state in self.undisturbed]]


def _quietly(what: Callable[[int], None], state: int) -> None:
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    what(state)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def run(folder: Path, kills: int, seed: int, seconds: float = float("inf")) -> tuple[int, list[str]]:
    """Kill as many builds, or what the time allows; returns how many, and what went wrong."""
    trial, found, end = Kills(folder, seed), [], time.monotonic() + seconds
    for i in range(kills):
        if time.monotonic() > end and i >= 8:
            return i, found
        found += filter(None, [trial.one(whole=i % 4 == 0)])
    return kills, found
