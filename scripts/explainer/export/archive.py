"""Files in one file: the same files and date give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

EARLIEST = (1980, 1, 1, 0, 0, 0)  # for which a zip has a date
Files = Iterable[tuple[str, bytes]]


def zipped(files: Files, date: datetime, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of files by their names, in that order, all of one date (UTC); those in `stored` are not packed smaller."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compresslevel=9) as archive:
        for name, raw in files:
            entry = zipfile.ZipInfo(name, max(date.timetuple()[:6], EARLIEST))
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, raw)
    return out.getvalue()
