"""Many statements: every text of a folder started as a site and built, as an editor would who agrees with each proposal.

python benchmarks/statements.py FOLDER [--mkdocs N]

Prints what was proposed and how sure it was, processor time and memory, and how time grows from the first text to all. Exits with
1 if a text crashes, or if the words of its passages are not those of the text, in their order. With --mkdocs the site
is built too, of N texts from all over the folder.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import build  # noqa: E402
from explainer.load import statement  # noqa: E402
from explainer.load.content import load_content  # noqa: E402
from explainer.load.statement import Statement  # noqa: E402


@dataclass(frozen=True)
class Built:
    """What came of a text."""

    name: str
    questions: int
    points: int
    passages: int
    seconds: float
    fault: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mkdocs", type=int, default=0, metavar="N")
    options = parser.parse_args()
    texts = sorted(options.folder.glob("*.txt"))
    sample = set(texts[:: max(1, len(texts) // options.mkdocs)][: options.mkdocs]) if options.mkdocs else set()
    made = []
    for text in texts:
        made.append(built(text, text in sample))
        gc.collect()  # which a build leaves out, as it ends soon
        if made[-1].fault:
            print(f"{text.name}: {made[-1].fault}")
        if len(made) in (1, 10, 100, len(texts)):
            seconds = sum(one.seconds for one in made)
            print(f"{len(made)} texts: {seconds:.1f} s, {seconds / len(made):.2f} s a text, at most {_memory():.0f} MB")
    _report(made)
    return int(any(one.fault for one in made))


def built(text: Path, with_site: bool) -> Built:
    """Start a site from a text, agree with what is proposed, and build it."""
    with tempfile.TemporaryDirectory() as folder:
        site, began = Path(folder) / "site", _processor()
        fault, questions = _run("new", text, site), 0
        if fault:
            return Built(text.name, 0, 0, 0, _processor() - began, fault)
        questions = _agree(site / "content" / "statement.yml")
        fault = _run("build", "--draft", "--content", site / "content", "--docs", site / "docs")
        if with_site and not fault:
            fault = _mkdocs(site)
        seconds = _processor() - began
        content = load_content(site / "content")
        fault = fault or _lost(content.statement, text.read_bytes())
        points = sum(part == "point" for part in content.statement.parts.values())
        return Built(text.name, questions, points, len(content.statement.passages), seconds, fault)


def _run(*arguments: object) -> str:
    """Run a command of build.py; what is wrong, if it fails."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        try:
            failed = build.main(list(map(str, arguments)))
        except Exception as error:  # which is what is looked for
            return f"{type(error).__name__}: {error}"
    return said.getvalue().partition("\n")[0] if failed else ""


def _agree(about: Path) -> int:
    """Delete the questions in statement.yml; how many there were."""
    text = about.read_text(encoding="utf-8")
    match = re.search(r"(?m)^  unsure:\n((?:    - .*\n)+)", text)
    if not match:
        return 0
    about.write_text(text.replace(match[0], ""), encoding="utf-8")
    return match[1].count("\n")


def _mkdocs(site: Path) -> str:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(site / "mkdocs.yml")]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "DRAFT": "true"}
    )
    return done.stderr[-300:] if done.returncode else ""


def _lost(parsed: Statement, raw: bytes) -> str:
    """What is wrong with the words of the passages beside those of the text."""
    there = "".join("".join(line.text for line in statement.lines(raw)).split())
    at = 0
    for passage in parsed.passages:
        words = "".join(passage.text.split())
        at = there.find(words, at) + len(words)
        if at < len(words):
            return f"the words of {passage.number} are not where they stood"
    beside = "".join("".join((*parsed.head, parsed.title, *parsed.foot)).split())
    missing = len(there) - sum(len("".join(p.text.split())) for p in parsed.passages)
    return "" if missing <= len(beside) else f"{missing - len(beside)} characters are in no passage"


def _processor() -> float:
    """Seconds of processor time so far: ours, and that of what we started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _report(made: Sequence[Built]) -> None:
    for row in _rows(made):
        print(row)


def _rows(made: Sequence[Built]) -> Iterator[str]:
    yield f"built: {sum(not one.fault for one in made)} of {len(made)}"
    yield f"sure: {sum(not one.questions for one in made)}; " + ", ".join(
        f"{count} with {n} question{'s' if n > 1 else ''}"
        for n, count in sorted(Counter(one.questions for one in made).items())
        if n
    )
    yield "points: " + ", ".join(
        f"{count} with {n or 'none'}" for n, count in sorted(Counter(one.points for one in made).items())
    )
    most = max(made, key=lambda one: one.passages)
    slowest = max(made, key=lambda one: one.seconds)
    yield f"most passages: {most.passages} ({most.name}); slowest: {slowest.seconds:.1f} s ({slowest.name})"


if __name__ == "__main__":
    sys.exit(main())
