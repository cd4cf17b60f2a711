"""Start a site for another statement: its content folder, its commands and tests, and a mkdocs.yml that inherits ours."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

from explainer import write
from explainer.check.plain import mistakes
from explainer.editions import ids
from explainer.load import statement
from explainer.load.content import load_content
from explainer.load.openings import after_opening
from explainer.load.proposal import Proposal, propose
from explainer.load.statement import Statement
from explainer.load.textfile import regular
from explainer.load.texts import LONGEST_LINE, Takes
from explainer.load.values import Part
from explainer.problems import ContentError, Problem, shorten
from explainer.render.pages.frame import environment
from explainer.text import labels

FILES = {
    "content/statement.yml": "statement.yml.j2",
    "content/sources.yml": "sources.yml.j2",
    "mkdocs.yml": "mkdocs.yml.j2",
    "Makefile": "Makefile.j2",
    "README.md": "README.md.j2",
    "tests/test_site.py": "tests/test_site.py.j2",
}
# As they are: a name in the new folder, and its text.
FIXED = {
    ".gitignore": "/site/\n__pycache__/\n",
    ".gitattributes": "# Kept byte for byte.\ncontent/statement.txt -text\ncontent/editions/*.json -text\n",
    "docs/.gitignore": "/*\n!/.gitignore\n!/assets/\n!/pages/\n",
    "content/glossary/.gitkeep": "",
    "content/commitments/.gitkeep": "",
}
# Words that no address should end in.
_LINKING = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "is",
    "of",
    "on",
    "or",
    "that",
    "the",
    "to",
    "with",
}


def new(source: Path, folder: Path, root: Path) -> tuple[list[Path], Proposal]:
    """Make `folder` from the statement in file `source`; `root` is the folder of the mkdocs.yml to inherit from.

    Returns the files made, and how the text is proposed to be cut. Raises ContentError or OSError, and makes nothing,
    when the statement cannot be read, the folder exists or cannot be written.
    """
    raw = regular(source)
    proposal = propose(raw, source.name)
    parsed = statement.cut(raw, proposal.structure, source.name)
    if os.path.lexists(folder):
        raise ContentError(
            [Problem(str(folder), 0, 0, "folder-exists", "is there already; name a folder that does not exist yet")]
        )
    # By its bytes: in a locale without its letters, Python spells the path in a way that only Python can read.
    tools = os.fsencode(os.path.relpath(root, folder.resolve())).decode("utf-8", "replace")
    content = folder / "content"
    made = {folder / name: text for name, text in (FIXED | _rendered(parsed, proposal, tools)).items()}
    try:
        write.replace_all(made)
        (content / "statement.txt").write_bytes(raw)
        write.replace(content / "ids.lock", ids.updated(load_content(content))[0])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [*made, content / "statement.txt", content / "ids.lock"], proposal


def _rendered(parsed: Statement, proposal: Proposal, tools: str) -> dict[str, str]:
    """The files that tell of the statement, by their names in the new folder."""
    suggested = "" if proposal.structure.untitled else _suggested(parsed.title)
    told: dict[str, Any] = {
        "statement": parsed,
        "title": suggested or "TODO: the name of this site",
        "cited": suggested,
        "sections": [
            (n, slug(n, parsed), shorten(parsed.section(n)[0].text, 90), titled(part))
            for n, part in parsed.parts.items()
        ],
        "structure": proposal.structure,
        "tools": tools,
    }
    env = environment()
    notes = env.get_template("new/notes.yml.j2")
    return {name: env.get_template(f"new/{template}").render(told) for name, template in FILES.items()} | {
        f"content/notes/{f'pillar-{n}' if part == 'point' else part}.yml": notes.render(
            number=n, part=part, words=" ".join(parsed.section(n)[0].text.split()[:3])
        )
        for n, part in parsed.parts.items()
    }


def titled(part: Part) -> str:
    """What a section is called before an editor names it."""
    return "TODO: a title of two to five words" if part == "point" else labels.PARTS[part]


def _suggested(words: str) -> str:
    """Words of the statement for a field of ours, if they may stand in one; else nothing."""
    plain = " ".join(words.split())
    unfit = len(plain) > LONGEST_LINE or next(mistakes(Takes.ENGLISH, plain), None)
    return "" if unfit else plain


def slug(number: int, parsed: Statement) -> str:
    """A first suggestion for a section's address: its number and the first words after the ordinal, in ASCII."""
    if (part := parsed.parts[number]) != "point":
        return part
    words = re.findall(r"[a-z0-9]+", after_opening(parsed.section(number)[0].text).lower())[:4]
    while words and words[-1] in _LINKING:
        words.pop()
    return "-".join([str(number), *words])[:60].strip("-")
