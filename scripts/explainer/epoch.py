"""The time of the content, for the one place where a built site has a time: MkDocs writes it into the sitemap."""

from __future__ import annotations

import datetime
import json
import subprocess
from pathlib import Path

from explainer.load.content import load_about


def source_date(content: Path) -> str:
    """Seconds since 1970, as SOURCE_DATE_EPOCH has them: of the last commit, or without git, of the newest edition.

    Before the first edition it is the day of the statement. The content must be without problems.
    """
    return _of_commit(content) or _of_day(max(_editions(content), default="") or load_about(content).date)


def _of_commit(folder: Path) -> str:
    """The time of the last commit, or nothing: no git, no repository, or one that git does not trust."""
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=folder, capture_output=True, encoding="utf-8", check=False
        )
    except OSError:
        return ""
    return done.stdout.strip()


def _of_day(day: str) -> str:
    midnight = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC)
    return str(max(0, int(midnight.timestamp())))


def _editions(content: Path) -> list[str]:
    return [json.loads(path.read_text(encoding="utf-8"))["date"] for path in (content / "editions").glob("*.json")]
