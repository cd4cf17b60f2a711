"""The pictures that scripts/draw_images.py drew: the right size, the right words."""

from __future__ import annotations

import re
import struct
from html import unescape

import pytest

from conftest import ROOT
from draw_images import social_html
from explainer.text.dates import spoken


def test_the_social_picture_quotes_a_passage_verbatim(real):
    html = social_html(real, "")
    number = re.search(r'class="number">(.*?)<', html)[1]
    shown = re.search(r'class="passage">(.*?)</p>', html)[1]
    assert "<mark>" in shown
    assert unescape(re.sub(r"</?mark>", "", shown)) == real.statement.passage(f"p{number}").text
    about = real.about
    assert f"<footer>{about.speaker.name} · {about.place_name} · {spoken(about.date)}</footer>" in html


@pytest.mark.parametrize(
    "path, size, limit",
    [("docs/assets/social.png", (1200, 630), 120_000), ("theme/assets/favicon.png", (180, 180), 5_000)],
)
def test_the_pictures_have_the_size_that_the_pages_name(path, size, limit):
    data = (ROOT / path).read_bytes()
    assert struct.unpack_from(">II", data, 16) == size
    assert len(data) < limit
