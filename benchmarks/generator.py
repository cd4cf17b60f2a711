"""How long the generator takes beside MkDocs, and how it grows. Prints ratios; asserts nothing.

Part 1: the real content, generator against `mkdocs build` of the same pages, in the same run (best of three).
Part 2: 1, 10 and 100 statements, each with its own notes and commitments, over one shared glossary and bibliography:
time and peak memory of load, check and render. Pages keep their size, so growth no worse than linear is a factor of
10 from each row to the next.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
sys.path.insert(0, str(ROOT / "scripts"))

from explainer import check  # noqa: E402
from explainer.cite import styles  # noqa: E402
from explainer.load.content import load_content  # noqa: E402
from explainer.render import pages  # noqa: E402
from explainer.site import Site  # noqa: E402


def best_of(times: int, action: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    results = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        results.append(time.perf_counter() - start)
    return min(results)


def run(*command: str) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def against_mkdocs() -> None:
    print("Generator against MkDocs, real content (best of 3)")
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        configuration = Path(folder, "mkdocs.yml")
        configuration.write_text(
            f'INHERIT: "{ROOT}/mkdocs.yml"\ndocs_dir: {docs}\nsite_dir: {folder}/site\nhooks: []\nwatch: []\n'
            f'theme: {{custom_dir: "{ROOT}/theme"}}\n',
            encoding="utf-8",
        )
        command = [sys.executable, str(ROOT / "scripts" / "build.py"), "build", "--docs", str(docs)]

        def cold() -> None:
            shutil.rmtree(docs, ignore_errors=True)
            shutil.rmtree(CACHE, ignore_errors=True)
            run(*command)

        def warm() -> None:
            shutil.rmtree(docs, ignore_errors=True)
            run(*command)

        empty, filled, again = best_of(3, cold), best_of(3, warm), best_of(3, lambda: run(*command))
        mkdocs = best_of(3, lambda: run(sys.executable, "-m", "mkdocs", "build", "--config-file", str(configuration)))
    print(f"  mkdocs build                      {mkdocs:6.2f} s    1.00")
    for name, seconds in (
        ("generator, bibliography cached", filled),
        ("generator, nothing changed", again),
        ("generator, empty cache", empty),
    ):
        print(f"  {name:<33} {seconds:6.2f} s    {seconds / mkdocs:.2f}")


def copies(folder: Path, count: int) -> list[Path]:
    """`count` content folders that share one glossary and one bibliography, with ids of their own."""
    made = []
    for n in range(count):
        own = folder / f"s{n}"
        shutil.copytree(ROOT / "content", own, ignore=shutil.ignore_patterns("glossary", "sources.yml"))
        for shared in ("glossary", "sources.yml"):
            (own / shared).symlink_to(ROOT / "content" / shared)
        made.append(own)
    return made


def render_all(folders: list[Path]) -> None:
    """Load, check and render each folder; what is shared is rendered once."""
    bibliography = styles.bibliography(load_content(folders[0]).sources, CACHE / "citations")
    for folder in folders:
        content = load_content(folder)
        assert not check.check(content)
        pages.render(Site(content, bibliography), CACHE)


def measured(folders: list[Path]) -> tuple[float, float]:
    """Seconds and peak megabytes of one run in a process of its own."""
    code = (
        "import sys, time, resource; sys.path.insert(0, sys.argv[1]); import generator; from pathlib import Path; "
        "start = time.perf_counter(); generator.render_all([Path(p) for p in sys.argv[2:]]); "
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), *map(str, folders)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def growth() -> None:
    print("Growth with the number of statements (each row: 10 times the one before; linear is x10)")
    before: tuple[float, float] | None = None
    for count in (1, 10, 100):
        with tempfile.TemporaryDirectory() as folder:
            folders = copies(Path(folder), count)
            seconds, megabytes = min(measured(folders) for _ in range(1 if count == 100 else 3))
        ratio = f"time x{seconds / before[0]:.1f}, memory x{megabytes / before[1]:.2f}" if before else ""
        print(f"  {count:>3} statement(s)   {seconds:7.2f} s   peak {megabytes:6.1f} MB   {ratio}", flush=True)
        before = seconds, megabytes


if __name__ == "__main__":
    against_mkdocs()
    growth()
