"""How tables are written to be taken away: CSV that no spreadsheet runs, and JSON Lines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from explainer.site import Site

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# One place up from the folder of the files, where addresses are relative to theirs.
_ROOT = "../"
Value = str | int | float | bool | Sequence[str] | None
# With what a spreadsheet takes a cell for a formula, in the widths of East Asia too. A text with apostrophes before that
# gets one more, so that ours can always be taken away again.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def linked(site: Site, address: str) -> str:
    """An address for a file that knows its own: relative to that where the site's is not known."""
    return (site.site_url or _ROOT) + address


def as_csv(header: Sequence[str], rows: Iterable[Iterable[Value]]) -> str:
    """A table as CSV (RFC 4180 but for LF): lists are apart by spaces, what is not known is empty.

    Of control characters, texts have line feeds alone: `load` lets no other in.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(header)
    table.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def as_json_lines(header: Sequence[str], rows: Iterable[Iterable[Value]]) -> str:
    """A table as JSON Lines: an object a row, without what is not known; texts as they are."""
    objects = ({n: v for n, v in zip(header, row, strict=True) if v not in (None, "", ())} for row in rows)
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def _cell(value: Value) -> str | int | float | None:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float() | None:
            return value
        case str():
            return harmless(value)
        case _:
            return harmless(" ".join(value))


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return f"'{text}" if _FORMULA.match(text) else text
