"""Start a site for another statement: its content folder, and a mkdocs.yml that inherits this site's."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

from explainer import write
from explainer.check.plain import mistakes
from explainer.editions import ids
from explainer.load import statement
from explainer.load.content import load_content
from explainer.load.statement import Statement
from explainer.load.textfile import regular
from explainer.load.texts import LONGEST_LINE, Takes
from explainer.problems import ContentError, Problem
from explainer.render.pages.frame import environment


def new(source: Path, folder: Path, root: Path) -> list[Path]:
    """Make `folder` from the statement in file `source`; `root` is the folder of the mkdocs.yml to inherit from.

    Returns the files made. Raises ContentError or OSError, and makes nothing, when the statement cannot be read, the
    folder exists or cannot be written.
    """
    raw = regular(source)
    parsed = statement.parse(raw, source.name)
    if os.path.lexists(folder):
        raise ContentError(
            [Problem(str(folder), 0, 0, "folder-exists", "is there already; name a folder that does not exist yet")]
        )
    # By its bytes: in a locale without its letters, Python spells the path in a way that only Python can read.
    inherit = os.fsencode(os.path.relpath(root, folder.resolve())).decode("utf-8", "replace")
    files = {name: _render(name, parsed, inherit) for name in ("statement.yml", "sources.yml", "mkdocs.yml")}
    content = folder / "content"
    made = {
        content / "statement.yml": files["statement.yml"],
        content / "sources.yml": files["sources.yml"],
        folder / "mkdocs.yml": files["mkdocs.yml"],
        folder / "docs" / ".gitignore": "/*\n!/.gitignore\n",
        folder / ".gitattributes": "# Kept byte for byte.\nstatement.txt -text\ncontent/editions/*.json -text\n",
        content
        / "notes"
        / "opening.yml": "# Notes on the opening: see the README.md of the site this one inherits from.\n",
        **{content / "notes" / f"pillar-{n}.yml": f"# Notes on point {n}.\n" for n in parsed.sections if n},
        content / "glossary" / ".gitkeep": "",
        content / "commitments" / ".gitkeep": "",
    }
    try:
        write.replace_all(made)
        (content / "statement.txt").write_bytes(raw)
        write.replace(content / "ids.lock", ids.updated(load_content(content))[0])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [*made, content / "statement.txt", content / "ids.lock"]


def _render(name: str, parsed: Statement, inherit: str) -> str:
    sections = [(n, slug(n, parsed), _suggested(parsed.section(n)[0].text, "<in one line>")) for n in parsed.sections]
    named = replace(parsed, title=_suggested(parsed.title, "<name of this site>"))
    return environment().get_template(f"new/{name}.j2").render(statement=named, sections=sections, inherit=inherit)


def _suggested(words: str, otherwise: str) -> str:
    """Words of the statement for a field of ours, if they may stand in one."""
    plain = " ".join(words.split())
    unfit = len(plain) > LONGEST_LINE or next(mistakes(Takes.ENGLISH, plain), None)
    return otherwise if unfit else plain


def slug(number: int, parsed: Statement) -> str:
    """A first suggestion for a section's address: its number and the first words after the ordinal, in ASCII."""
    if not number:
        return "opening"
    after = re.split(r"[,:;—–、，：]|\bis\b", parsed.section(number)[0].text, maxsplit=1)[-1]
    words = re.findall(r"[a-z0-9]+", after.lower())[:4]
    return "-".join([str(number), *words])[:60].strip("-")
