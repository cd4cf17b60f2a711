"""Break a small edition in every way that we can think of: each fault must be a line, each build whole.

    make fuzz                                        three minutes, a process a core
    python tests/fuzz --seconds 1800 --seed 7        longer, with other inputs

It stands among the tests because it judges; benchmarks only measure. A minute of it, always with the same seed, is one
of them (unit/test_fuzz.py).

An input is the edition with something changed: a text in a field, a part of a file's tree, or bytes; ids.lock and
editions too. It must be refused in lines of our form, or accepted. What is accepted is built, many texts in one
build: the pages must have the elements that they have with plain words in the same fields, the same files must be
there, and feed, RIS, BibTeX and JSON must be readable. Nothing may take more than two seconds of a processor. What
fails is made as small as it can be before it is shown. At the end, builds are killed at moments of chance: no file may
be torn, and the next run must make all whole.
"""

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "scripts")]

from fuzz import kills  # noqa: E402
from fuzz.run import run, together  # noqa: E402


def main() -> int:
    """Returns the exit status: 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="the same seed gives the same inputs")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kills", type=int, default=40)
    options = parser.parse_args()
    count = options.processes
    print(f"seed {options.seed}, {options.seconds:g} s, {count} processes", flush=True)
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        shares = [pool.submit(run, options.seed, options.seconds, 0, i, count) for i in range(count)]
        report = together(share.result() for share in shares)
    print(report)
    with tempfile.TemporaryDirectory() as folder:
        killed, torn = kills.run(Path(folder), options.kills, options.seed)
    print(
        *torn,
        f"{killed} builds killed; {len(torn)} left a torn file, or a folder that the next run did not make whole",
        sep="\n",
    )
    return bool(report.findings or torn)


if __name__ == "__main__":
    sys.exit(main())
