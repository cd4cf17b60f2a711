"""How long the generator takes beside MkDocs, and how it grows. Prints ratios; asserts nothing.

Part 1: the real content, generator against `mkdocs build` of the same pages, in the same run (best of three).
Part 2: one edition with 1, 10 and 40 times the content (multiply.py): time and peak memory of load, check and render,
with an empty cache and again; how long MkDocs takes, and the largest pages.
"""

from __future__ import annotations

import contextlib
import gzip
import io
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
from multiply import as_edition, multiply  # noqa: E402

GROWTH = (1, 10, 40)
MOST_BUILT = 10


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


def configured(folder: Path) -> Path:
    """The configuration by which MkDocs builds folder/docs into folder/site, without making pages again."""
    path = folder / "mkdocs.yml"
    path.write_text(
        f'INHERIT: "{ROOT}/mkdocs.yml"\ndocs_dir: {folder}/docs\nsite_dir: {folder}/site\nhooks: []\nwatch: []\n'
        f'theme: {{custom_dir: "{ROOT}/theme"}}\n',
        encoding="utf-8",
    )
    return path


def against_mkdocs() -> None:
    print("Generator against MkDocs, real content (best of 3)")
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        configuration = configured(Path(folder))
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


def render(folder: Path) -> None:
    """Load, check and render one edition, with a cache beside its folder."""
    content, cache = load_content(folder), folder.parent / "cache"
    assert not check.check(content)
    pages.render(Site(content, styles.bibliography(content.sources, cache / "citations")), cache)


def measured(folder: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one run in a process of its own."""
    code = (
        "import sys, time, resource; sys.path.insert(0, sys.argv[1]); import generator; from pathlib import Path; "
        "start = time.perf_counter(); generator.render(Path(sys.argv[2])); "
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def built(folder: Path) -> tuple[float, list[tuple[float, str]]]:
    """How long MkDocs takes for folder/content, and its pages, the largest first: kilobytes with gzip, address."""
    docs, site = folder / "docs", folder / "site"
    run(
        *(sys.executable, str(ROOT / "scripts" / "build.py"), "build"),
        *("--content", str(folder / "content"), "--docs", str(docs)),
    )
    seconds = best_of(1, lambda: run(sys.executable, "-m", "mkdocs", "build", "--config-file", str(configured(folder))))
    sizes = [(len(gzip.compress(page.read_bytes(), 6)) / 1024, page) for page in site.rglob("*.html")]
    return seconds, [(size, f"/{page.relative_to(site).parent}/") for size, page in sorted(sizes, reverse=True)]


def growth() -> None:
    """Only the smaller editions become sites: MkDocs takes a second for some thirty pages."""
    print("Growth of one edition (linear: time as the content)")
    first: list[float] = []
    for times in GROWTH:
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent, "content")
            multiply(ROOT / "content", times, folder)
            with contextlib.redirect_stdout(io.StringIO()):
                as_edition(folder, "2026.1", "2026-11-26")
            cold, _ = measured(folder)
            warm, megabytes = measured(folder)
            first = first or [cold, warm, megabytes]
            ratios = [f"x{now / then:.1f}" for now, then in zip((cold, warm, megabytes), first, strict=True)]
            print(
                f"  {times:>3} times   empty cache {cold:7.1f} s {ratios[0]:>6}   cached {warm:6.1f} s {ratios[1]:>6}"
                f"   peak {megabytes:5.0f} MB {ratios[2]:>5}",
                flush=True,
            )
            if times <= MOST_BUILT:
                seconds, found = built(Path(parent))
                largest = ", ".join(f"{address} {size:.0f} kB" for size, address in found[:4])
                print(
                    f"              MkDocs {seconds:.0f} s, {len(found)} pages, largest with gzip: {largest}",
                    flush=True,
                )


if __name__ == "__main__":
    against_mkdocs()
    growth()
