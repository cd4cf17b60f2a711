"""Start a site for another statement: its content folder, and a mkdocs.yml that inherits this site's."""

from __future__ import annotations

import os
import re
from pathlib import Path

import jinja2

from . import ids, statement
from .content import load_content
from .markdown import yaml_string
from .problems import ContentError, Problem
from .statement import Statement


def new(source: Path, folder: Path, root: Path) -> list[Path]:
    """Make `folder` from the statement in file `source`; `root` is the folder of the mkdocs.yml to inherit from.

    Returns the files made. Raises ContentError, and makes nothing, when the statement cannot be read or the folder exists.
    """
    try:
        raw = source.read_bytes()
    except OSError as error:
        raise ContentError(
            [Problem(str(source), 0, 0, "file-unreadable", f"cannot be read: {(error.strerror or '').lower()}")]
        ) from None
    parsed = statement.parse(raw, source.name)
    if os.path.lexists(folder):
        raise ContentError(
            [Problem(str(folder), 0, 0, "folder-exists", "is there already; name a folder that does not exist yet")]
        )
    inherit = Path(os.path.relpath(root, folder.resolve())).as_posix()
    files = {name: _render(name, parsed, inherit) for name in ("statement.yml", "sources.yml", "mkdocs.yml")}
    content = folder / "content"
    made = {
        content / "statement.yml": files["statement.yml"],
        content / "sources.yml": files["sources.yml"],
        folder / "mkdocs.yml": files["mkdocs.yml"],
        folder / "docs" / ".gitignore": "/*\n!/.gitignore\n",
        content
        / "notes"
        / "opening.yml": "# Notes on the opening: see the README.md of the site this one inherits from.\n",
        **{content / "notes" / f"pillar-{n}.yml": f"# Notes on point {n}.\n" for n in parsed.sections if n},
        content / "glossary" / ".gitkeep": "",
        content / "commitments" / ".gitkeep": "",
    }
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (content / "statement.txt").write_bytes(raw)
    (content / "ids.lock").write_text(ids.updated(load_content(content))[0], encoding="utf-8")
    return [*made, content / "statement.txt", content / "ids.lock"]


def _render(name: str, parsed: Statement, inherit: str) -> str:
    folder = Path(__file__).with_name("templates") / "new"
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["yaml"] = yaml_string
    sections = [(n, slug(n, parsed), parsed.section(n)[0].text) for n in parsed.sections]
    return env.get_template(name + ".j2").render(statement=parsed, sections=sections, inherit=inherit)


def slug(number: int, parsed: Statement) -> str:
    """A first suggestion for a section's address: its number and the first words after the ordinal, in ASCII."""
    if not number:
        return "opening"
    after = re.split(r"[,:;—–、，：]|\bis\b", parsed.section(number)[0].text, maxsplit=1)[-1]
    words = re.findall(r"[a-z0-9]+", after.lower())[:4]
    return "-".join([str(number), *words])[:60].strip("-")
