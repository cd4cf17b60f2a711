"""Terms and sources that several statements have in common: a folder beside theirs, from which each takes what it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from explainer.load.content import Content, Shared, load_content, load_shared
from explainer.load.model import Term
from explainer.problems import ContentError, Problems
from explainer.selectors import stand_in

# Fields that name a term by its id alone; texts and lists say what kind of thing it is.
_FIELDS = {"term", "see_also", "seats_of"}
_TERM = re.compile(r"\bterm:([a-z0-9-]+)")


def load(folder: Path) -> Content:
    """A content folder, and what it uses of the folder that its statement.yml names as `shared`.

    Raises ContentError with what is wrong in the form of any file.
    """
    content = load_content(folder)
    if not content.about.shared:
        return content
    there = folder / content.about.shared
    if not there.is_dir():
        problems = Problems()
        problems.add(content.about.place("shared"), "shared-folder", f"there is no folder {content.about.shared}")
        raise ContentError(problems.found)
    return joined(content, load_shared(there))


def joined(content: Content, shared: Shared) -> Content:
    """The content with the shared terms and sources that it uses, itself or by another; of one id, its own are meant."""
    own = {term.id for term in content.terms}
    text = "\n".join(passage.text for passage in content.statement.passages)
    there = {term.id: _in(text, term) for term in shared.terms if term.id not in own}
    wanted = {id for id, term in there.items() if term.in_statement}
    wanted |= {id for record in content.records() for id in _named(record.model_dump())}
    taken: dict[str, Term] = {}
    while new := sorted(wanted & there.keys() - taken.keys()):
        taken |= {id: there[id] for id in new}
        wanted |= {id for term in map(there.__getitem__, new) for id in _named(term.model_dump())}
    whole = replace(content, terms=(*content.terms, *taken.values()), todos=(*content.todos, *shared.todos))
    cited = {key for record in whole.records() for one in record.sourced() for key in one.cite}
    cited -= {source.id for source in content.sources}
    return replace(whole, sources=(*content.sources, *(s for s in shared.sources if s.id in cited)))


def _in(text: str, term: Term) -> Term:
    """A term with those of its forms that stand in this text: the others stand in other statements."""
    return term.model_copy(update={"in_statement": tuple(f for f in term.in_statement if stand_in(text, f))})


def _named(value: Any, key: str = "") -> Iterator[str]:
    """The ids of terms that are named anywhere in a record."""
    if isinstance(value, dict):
        for field, inner in value.items():
            yield from _named(inner, field)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named(inner, key)
    elif isinstance(value, str):
        yield from (value,) if key in _FIELDS else _TERM.findall(value)
