"""What is put beside a built site, and what its pages say of that."""

from __future__ import annotations

import hashlib
import re
import zipfile
from datetime import UTC, datetime

import pytest

import downloads
from explainer.site import Site

DATE = datetime(2026, 6, 7, 12, tzinfo=UTC)
OFFER = """<li><a href="downloads/data.zip" download>x</a> (<span class="size" data-of="data.zip"></span>)
<span class="sections" data-at="downloads/"></span>."""


@pytest.fixture
def site(tmp_path):
    (tmp_path / "data").mkdir()
    for name, text in {
        "index.html": f"<p>{OFFER}",
        "data/index.html": f"<p>{OFFER}",
        "data/page.md.txt": "# Data",
        "data/terms.csv": "id\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / downloads.FOLDER).mkdir()
    return tmp_path


def test_the_data_are_one_file_with_what_is_said_of_them(site):
    path = site / downloads.FOLDER / "data.zip"
    downloads.pack(downloads.data(site), path, "data", DATE)
    with zipfile.ZipFile(path) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            "data/README.txt": b"# Data",
            "data/terms.csv": b"id\n",
        }


def test_sizes_and_names_stand_where_a_file_is_offered_and_checksums_beside_it(site, mini):
    made = site / downloads.FOLDER / "data.zip"
    made.write_bytes(b"x" * 1_234_567)
    (site / downloads.FOLDER / "1-rivers.pdf").write_bytes(b"x")
    for _ in range(2):
        downloads.tell(site, Site(mini, {}))
        sums = (site / downloads.FOLDER / downloads.SUMS).read_text(encoding="utf-8")
        assert f"{hashlib.sha256(made.read_bytes()).hexdigest()}  data.zip\n" in sums
        for page in ("index.html", "data/index.html"):
            text = (site / page).read_text(encoding="utf-8")
            assert "1.2 MB</span>" in text
            assert re.search(r'<a href="downloads/data.zip" download="[a-z0-9.-]+-data.zip">', text)
            assert (
                len(re.findall(r'<a href="downloads/1-rivers.pdf" download="[^"]+-1-rivers.pdf">1. Rivers</a>', text))
                == 1
            )
