"""The menu of a site whose mkdocs.yml has none: the parts with their names from statement.yml, and what else there is."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import filter as matching
from typing import Any

from explainer.addresses import section_file
from explainer.load.model import About

# What stands beside the text, with the pages by which one sees that there is something in it.
BESIDE = {
    "Glossary": ("glossary/index.md", "glossary/*/index.md"),
    "Commitments": ("commitments/index.md", "commitments/*/index.md"),
    "Wording": ("wording/index.md", "wording/index.md"),
    "Timeline": ("timeline/index.md", "timeline/index.md"),
    "Figures": ("figures/index.md", "figures/*/index.md"),
    "Map": ("map/index.md", "map/index.md"),
    "Sources": ("sources/index.md", "sources/*/index.md"),
    "Cite and link": ("cite/index.md", "cite/index.md"),
    "Changes": ("changes/index.md", "changes/index.md"),
    "About": ("about/index.md", "about/index.md"),
}


def menu(about: About, made: Collection[str]) -> list[dict[str, Any]]:
    """What stands under `nav` in mkdocs.yml; `made` are the files in docs/."""
    sections = sorted(about.sections, key=lambda section: section.number)
    read = {"The statement": "statement/index.md", **{section.numbered: section_file(section) for section in sections}}
    beside = {name: file for name, (file, told_by) in BESIDE.items() if matching(made, told_by)}
    return [
        {"Home": "index.md"},
        {"Read": [{name: file} for name, file in read.items()]},
        *({n: f} for n, f in beside.items()),
    ]
