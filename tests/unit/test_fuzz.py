"""A minute of what `make fuzz` does, always the same: each fault a line, each build whole, no file torn."""

from __future__ import annotations

import pytest

from fuzz import kills
from fuzz.run import run

SEED = 13


@pytest.mark.built
def test_whatever_is_done_to_an_edition_is_told_or_built_whole():
    report = run(SEED, seconds=50, at_least=100)
    assert report.compared
    assert not report.findings, "\n".join(f"{one.what}\n  {one.case}" for one in report.findings)


@pytest.mark.built
def test_a_build_that_is_killed_tears_no_file(tmp_path):
    done, found = kills.run(tmp_path, kills=40, seed=SEED, seconds=15)
    assert done
    assert not found
