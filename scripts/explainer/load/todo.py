"""What an editor has still to write: a value that begins with TODO, and says what belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from explainer.load.yamlfile import Path_, Place
from explainer.problems import Problem

MARK = re.compile(r"\s*TODO\b:?\s*")


def todos(data: Any, place: Place, path: Path_ = ()) -> Iterator[Problem]:
    """Each value in the data of a file that is still to be written. `place` is that of the file's root."""
    if isinstance(data, str) and (mark := MARK.match(data)):
        told = data[mark.end() :] or "what belongs here"
        yield Problem(*place(*path), "todo", f"still to be written: {told} (a draft may wait for it: --draft, DRAFT=1)")
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from todos(value, place, (*path, key))
