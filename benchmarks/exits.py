"""Build docs/ with the builders that may come after MkDocs, and compare what readers get: `make exits`.

    python benchmarks/exits.py SITE     SITE is what MkDocs built from the docs/ that is there now

ProperDocs and Zensical run no hook of ours, so the pages must be there already. Each builds a copy of the project's mkdocs.yml,
theme and docs/. Prints each difference (see compare_sites); exits with 1 if a builder fails or a site differs in more than
what that builder says of itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from compare_sites import differences, pages

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = "INHERIT: {}\nhooks: []\nwatch: []\nextra: {{social_image: ~}}\n"


def project(folder: Path) -> Path:
    """The project as a builder without hooks sees it; returns its configuration file."""
    for name in ("docs", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder / "base.yml")
    configuration = folder / "mkdocs.yml"
    configuration.write_text(CONFIGURATION.format("base.yml"), encoding="utf-8")
    return configuration


def built(builder: str, folder: Path) -> Path | None:
    """The site that a builder makes in a folder; None if it does not, with its words on stderr."""
    configuration = project(folder)
    words = [sys.executable, "-m", builder, "build", "--config-file", str(configuration)]
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode or not pages(folder / "site"):
        print(f"{builder}: {(done.stderr or done.stdout).strip()[-1500:]}", file=sys.stderr)
        return None
    return folder / "site"


def main(ours: Path) -> int:
    failed = 0
    for builder in ("properdocs", "zensical"):
        with tempfile.TemporaryDirectory() as folder:
            theirs = built(builder, Path(folder))
            found = list(differences(ours, theirs, ())) if theirs else ["no site"]
        print("\n".join(found[:40]))
        print(f"{builder}: {len(found)} differences")
        failed += bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
