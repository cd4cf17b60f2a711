#!/usr/bin/env python3
"""Build a collection: a site for each statement in a folder, a page that leads to them, and one search over all.

    collection.py FOLDER OUT

FOLDER has collection.yml (name:, summary:), and for each statement a folder that `build.py new` started; the folder's name
is its address. SITE_URL is the address of the collection.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from explainer import collection, write
from explainer.load.model import Collection
from explainer.problems import ContentError
from explainer.render.search_data import NAMES_FILE, TEXT_FILE

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build every site, then the collection around them. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to build into; what is in it goes")
    options = parser.parse_args()
    try:
        told, members = collection.load(options.folder.resolve())
    except ContentError as error:
        print(*error.problems, f"{len(error.problems)} problems; nothing was written.", sep="\n", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        work, sites, files = Path(temporary), Path(temporary, "sites"), []
        for number, member in enumerate(members, start=1):
            print(f"{number} of {len(members)}: {member.slug}", flush=True)
            if not _mkdocs(member.folder / "mkdocs.yml", sites / member.slug, member.slug, told.name):
                return 1
            files.append(
                {name: (sites / member.slug / name).read_text(encoding="utf-8") for name in (NAMES_FILE, TEXT_FILE)}
            )
        docs = work / "docs"
        made = collection.pages(told, members) | collection.search(members, files)
        write.replace_all({docs / name: text for name, text in made.items()})
        if not _mkdocs(_config(work, told), options.out.resolve()):
            return 1
        for member in members:
            shutil.move(sites / member.slug, options.out / member.slug)
    print(f"{options.out}: {len(members)} statements")
    return 0


def _config(work: Path, told: Collection) -> Path:
    """The configuration for the pages of the collection itself. JSON is YAML."""
    config = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_name": told.name,
        "site_description": told.summary,
        "docs_dir": str(work / "docs"),
        "theme": {"custom_dir": str(ROOT / "theme")},
        "hooks": [str(ROOT / "scripts" / "mkdocs_hook.py")],
        "watch": [],
        "nav": [{"Home": "index.md"}],
        "extra": {"social_image": None, "downloads": False, "collection": ""},
    }
    path = work / "mkdocs.yml"
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


def _mkdocs(config: Path, out: Path, slug: str = "", name: str = "") -> bool:
    """Build one site; `name`: of the collection of which it is a part. Returns whether that went well."""
    base = os.environ.get("SITE_URL", "")
    told = {"COLLECTION": name} | ({"SITE_URL": f"{base.rstrip('/')}/{slug}"} if base else {})
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        str(config),
        "-d",
        str(out),
    ]
    return not subprocess.run(command, env=os.environ | told | {"NO_MKDOCS_2_WARNING": "1"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
