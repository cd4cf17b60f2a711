"""The map: its projection against PROJ's, names that never meet, the same drawing twice, markup that stays text."""

from __future__ import annotations

import dataclasses
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.atlas import drawing, labels
from explainer.atlas.projection import Albers, Box, clipped
from explainer.load import atlas as land
from explainer.problems import ContentError
from explainer.render import pages
from explainer.render.pages.strip import LANE, strips
from explainer.site import Site

# Longitude, latitude, and what pyproj 3.7.2 makes of them with +proj=aea +lat_1=35 +lat_2=50 +lon_0=75 +R=6371000, in
# kilometres from the equator on the central meridian.
PROJ = (
    (108.92861, 34.25833, 3041.844, 4148.940),
    (57.20718, 50.27969, -1256.166, 5459.776),
    (41.6306, 41.64077, -2680.724, 4891.851),
    (119.21556, 34.59845, 3872.494, 4599.159),
)
PAGE = Box(0, 0, 400, 300)


@pytest.mark.parametrize(("longitude", "latitude", "east", "north"), PROJ)
def test_the_projection_is_that_of_proj(longitude, latitude, east, north):
    albers = Albers(35, 50, 75)
    (x, y), (_, equator) = albers(longitude, latitude), albers(75, 0)
    assert (x, equator - y) == pytest.approx((east, north), abs=0.001)


def boxes(found):
    return [label.box for label in found.values()]


@given(
    st.dictionaries(
        st.integers(0, 99).map(str),
        st.tuples(st.floats(5, 395), st.floats(5, 295), st.text("Aiw \u4e2d-", min_size=1, max_size=24)),
        min_size=1,
        max_size=7,
    )
)
def test_names_stand_on_the_page_and_on_nothing_else_or_are_told(placed):
    """Wherever the points are."""
    points = {id: (x, y) for id, (x, y, _) in placed.items()}
    names = {id: name for id, (_, _, name) in placed.items()}
    try:
        found = labels.place(points, names, 12, PAGE, [((0, 0), (400, 300))])
    except labels.NoRoom as error:
        assert set(error.names) <= set(names.values())
        return
    assert found.keys() == names.keys()
    assert all(PAGE.holds(box) for box in boxes(found))
    assert not any(one.meets(other) for one, other in combinations(boxes(found), 2))
    assert not any(box.meets(dot) for box in boxes(found) for dot in labels.dots(points.values()))


def test_two_names_on_one_spot_have_no_room_when_there_is_none():
    tight = Box(0, 0, 60, 20)
    with pytest.raises(labels.NoRoom):
        labels.place({"a": (30, 10), "b": (31, 10)}, {"a": "Wide name", "b": "Another"}, 12, tight, [])


@given(st.lists(st.tuples(st.floats(-50, 450), st.floats(-50, 350)), min_size=3, max_size=12))
def test_what_is_clipped_is_inside(ring):
    loose = Box(-0.001, -0.001, 400.001, 300.001)
    assert all(loose.has(point) for point in clipped(ring, PAGE))


def test_a_ring_inside_is_left_as_it_is():
    ring = [(10.0, 10.0), (20.0, 10.0), (20.0, 30.0)]
    assert clipped(ring, PAGE) == ring
    assert clipped([(x - 500, y) for x, y in ring], PAGE) == []


@pytest.mark.parametrize("edition", ["real", "small", "mini"])
def test_a_view_is_drawn_the_same_twice(edition, request):
    content = request.getfixturevalue(edition)
    for view in content.map.views:
        for size in drawing.sizes(view):
            assert drawing.draw(content, view, size) == drawing.draw(content, view, size)


def test_the_key_has_what_occurs_in_its_view_and_nothing_else(mini):
    view = mini.map.views[0]
    told = [key.text for key in drawing.draw(mini, view, "wide").key]
    assert told == ["Old line", "by ship", "city", "port", "border crossing"]
    inland = view.model_copy(update={"places": ("board-house",), "routes": (), "letters": ()})
    assert drawing.draw(mini, inland, "wide").key == ()  # there is nothing to tell apart
    frame = view.frame.model_copy(update={"west": -5, "east": 3})
    cut = view.model_copy(update={"frame": frame, "places": ("board-house",), "letters": ()})
    assert [key.text for key in drawing.draw(mini, cut, "wide").key] == ["Old line", "city"]


@pytest.mark.parametrize("edition", ["real", "small"])
def test_the_timeline_has_a_tick_a_year_and_says_what_its_circles_count(edition, request):
    content = request.getfixturevalue(edition)
    for strip in strips(Site(content, dict.fromkeys((s.id for s in content.sources), ""))):
        first, last = (int(content.timeline[i].date[:4]) for i in (0, -1))
        assert len(strip.years) >= last - first + 1
        assert {mark.year for mark in strip.marks} <= {str(year) for year in range(first, last + 5)}
        assert set(strip.key) <= {(mark.count, mark.r) for mark in strip.marks}
        assert strip.key[-1][0] == max(mark.count for mark in strip.marks)
        for mark in strip.marks:
            top = next(top for section, top in strip.lanes if section is mark.section)
            assert top <= mark.y - mark.r < mark.y + mark.r <= top + LANE


@pytest.mark.parametrize("edition", ["real", "small"])
def test_the_key_is_below_the_map_and_within_the_picture(edition, request):
    content = request.getfixturevalue(edition)
    for view in content.map.views:
        for size in drawing.sizes(view):
            drawn = drawing.draw(content, view, size)
            for key in drawn.key:
                assert drawn.floor < key.y - drawn.letters
                assert key.y < drawn.height
                assert key.words_at + labels.width(key.text, drawn.letters) <= drawn.width, (view.id, size, key)


def test_a_picture_is_whole_and_small(small):
    """Well-formed, without anything from elsewhere."""
    made = pages.render(Site(small, dict.fromkeys((s.id for s in small.sources), "")))
    pictures = [name for name in made if re.fullmatch(r"map/.*\.svg", name)]
    assert len(pictures) == sum(bool(view.on) for view in small.map.views) > 0
    for name in pictures:
        ElementTree.fromstring(made[name])
        assert set(re.findall(r"https?://[^\"]+", made[name])) == {"http://www.w3.org/2000/svg"}


def test_markup_in_a_name_is_a_name(mini):
    """A name on the map is text, in the page and in the picture."""
    bad = '<a b="c">&'
    place = mini.places[0].model_copy(update={"name": bad})
    made = pages.render(
        Site(
            dataclasses.replace(mini, places=(place, *mini.places[1:])),
            dict.fromkeys(("gazette-2020", "journal-2021"), ""),
        )
    )
    (figure,) = re.findall(r"<figure.*?</figure>", made["map/index.md"], re.DOTALL)
    for text in (figure, made["map/whole.svg"]):
        assert bad in [one.text for one in ElementTree.fromstring(text).iter() if one.tag.endswith("text")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "content/land.geojson:1:2: land: not JSON"),
        ('{"type": "Point"}', "content/land.geojson: land: expected a GeoJSON MultiPolygon"),
        ('{"type": "MultiPolygon", "coordinates": [[["x"]]]}', "expected a GeoJSON MultiPolygon"),
        ("[" * 30_000, "expected a GeoJSON MultiPolygon"),
        ('{"type": "MultiPolygon", "coordinates": [[[[1, 1%s]]]]}' % ("0" * 400), "expected a GeoJSON MultiPolygon"),
        ('{"type": "MultiPolygon", "coordinates": [[[[44, 120]]]]}', "longitude (to 180) comes before latitude"),
    ],
)
def test_an_outline_that_is_none_is_told(text, expected):
    with pytest.raises(ContentError) as caught:
        land.parse(text, "content/land.geojson")
    assert expected in str(caught.value.problems[0])
