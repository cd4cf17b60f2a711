"""Figures: what a table of numbers may hold, what is drawn of it, and what can be taken away."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.atlas.labels import crosses
from explainer.atlas.projection import Box
from explainer.load.table import rows
from explainer.problems import ContentError
from explainer.render.beside import RADIUS
from explainer.render.drawing import NARROW, SHAPES, WIDE, Scale, drawn, ticks, when, written
from explainer.render.pages import render
from explainer.site import Site
from explainer.text.labels import SHAPES_OF_POINTS
from test_checks import problems

TABLE = "series/ferries-weekly.csv"
HEAD = "series/ferries-weekly.yml"
LOOKED_FOR = "2019,north,,not-found,,"


@pytest.fixture(scope="module")
def figure(mini):
    return mini.figures[0]


@pytest.fixture(scope="module")
def made(mini):
    return render(Site(mini, {source.id: source.title for source in mini.sources}, "https://example.org/"))


# --- bad input ----------------------------------------------------------------------------------------------------------


def spoiled(folder, old: str, new: str, name: str = TABLE) -> list[str]:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return problems(folder)


def test_control_the_mini_edition_has_a_figure_without_a_problem(mini_folder):
    assert problems(mini_folder) == []


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("2020,north,2,", "2020,north,two,", ':3:12: figure-point: "two" is not a number; write 4.484'),
        ("2020,north,2,", '2020,north,"2,000",', ':3:12: figure-point: "2,000" is not a number'),
        ("2020,north,2,", "2020,north,-2,", ':3:12: figure-point: "-2" is not a number'),
        ("2020,north,2,", "2020,north,,", ":3:12: figure-point: no value; where none was found"),
        ("2019,north,,", "2019,north,1,", ":2:14: figure-point: not-found, but there is a value"),
        ("2,,gazette-2020", "2,,", ":3:15: figure-point: no source; name at least one"),
        ("2,,gazette-2020", "2,,gazete-2020", ':3:15: unknown-source: no source "gazete-2020" in sources.yml; did you'),
        ("2020,north", "2020,nort", ':3:6: unknown-series: no series "nort" in ferries-weekly.yml; did you mean'),
        ("2020,north", "2020-13,north", ':3:1: schema: date: there is no date "2020-13" in the calendar'),
        ("2,,gazette", "2,guess,gazette", ":3:14: schema: mark: \"guess\" is not one of 'computed'"),
        ("2,,gazette-2020", "2,,gazette-2020 gazette-2020", ':3:15: twice: sources: "gazette-2020" stands in this list'),
        (LOOKED_FOR, "2021,north,1,,gazette-2020,", ':3:1: figure-order: 2020 stands after 2021; put the points of'),
        (LOOKED_FOR, "2020,north,1,,gazette-2020,", ':3:1: figure-order: "north" has a point of 2020 already, in line 2'),
        (LOOKED_FOR, "2018,north,1,,gazette-2020,", ':3:1: figure-gap: "north" has nothing for 2019; write a row with'),
        ("2021,south,5,planned", "2022,south,5,", ":6:1: figure-date: 2022 lies after as_of: 2021-05 in ferries-weekly.yml"),
        ("2020,north,2,", "2020,north,", ":3:1: table: has 5 cells, and the first line has 6"),
        ("2020,north,2,", '2020,no"rth,2,', ":3:6: table: a quotation mark in"),
        ("date,series", "day,series", ":1:1: table: the first line is day,series,value,mark,sources,note"),
        ("2020,north", "2020,\u200bnorth", ":3:6: hidden-character: U+200B"),
    ],
)  # fmt: skip
def test_a_table_that_is_wrong_is_told_with_its_cell(old, new, told, mini_folder):
    assert any(f"content/{TABLE}{told}" in problem for problem in spoiled(mini_folder, old, new))


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("written: [2020, 2021]", "written: [2020, 2019]", 'unknown-point: "north" has no value for 2019; it has 2020, 2021'),
        ("label: Southland,", "label: Southland, label_at: 2022,", 'unknown-point: "south" has no value for 2022'),
        ("id: south", "id: north", 'duplicate-id: series "north" stands twice'),
        ("id: south", "id: west", 'figure-empty: "west" has no points in ferries-weekly.csv'),
        ("note:bridges-open", "note:bridge-open", 'unknown-reference: no "note:bridge-open"; did you mean "note:bridges-open"?'),
        ("from: 2020, to: 2021", "from: 2021, to: 2020", "figure-order: 2020 is not after 2021"),
        ("level: {value: 2", "doubling: true\nlevel: {value: 0", "figure-scale: doubling: from 0 to 5; it is for what grew up to 128"),
        ("level: {value: 2", "doubling: true\nlevel: {value: 900", "figure-scale: doubling: from 1 to 900; it is for"),
        ("alt: Two", "points: Two", 'schema: unknown key "points"'),
    ],
)  # fmt: skip
def test_a_head_that_is_wrong_is_told(old, new, told, mini_folder):
    found = spoiled(mini_folder, old, new, HEAD)
    assert any(f"content/{HEAD}:" in problem and told in problem for problem in found), found


def test_all_that_is_wrong_with_points_is_told_at_once(mini_folder):
    (mini_folder / TABLE).write_text(
        "date,series,value,mark,sources,note\n2021,north,much,,gazette-2020,\n2020,north,2,,gazete,\n"
        "2020,north,2,,,\n2020,south,1,,gazette-2020,\n2021,south,5,planned,journal-2021,\n"
    )
    told = [problem.split(": ")[0:2] for problem in problems(mini_folder) if TABLE in problem]
    assert sorted((place.partition(".csv:")[2], code) for place, code in told) == [
        ("2:12", "figure-point"),
        ("3:1", "figure-order"),
        ("3:15", "unknown-source"),
        ("4:1", "figure-order"),
        ("4:15", "figure-point"),
    ]


@pytest.mark.parametrize("lost, kept, missing", [(HEAD, TABLE, ".yml"), (TABLE, HEAD, ".csv")])
def test_a_chart_is_two_files(lost, kept, missing, mini_folder):
    (mini_folder / lost).unlink()
    told = f"content/{kept}: file-missing: there is no ferries-weekly{missing} beside it; a chart has both"
    assert told in problems(mini_folder)


@given(st.text())
def test_any_table_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = rows(path, "any.csv", ("a", "b"))
    except ContentError as error:
        assert all(problem.file == "any.csv" for problem in error.problems)
    else:
        assert all({"a", "b"} <= row.keys() for row, _ in found)


CELLS = st.text(st.characters(exclude_characters="\r\n", categories=("L", "N", "P", "Zs"), max_codepoint=0x24F))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1))
def test_a_table_that_a_spreadsheet_wrote_is_read_as_it_was(tmp_path_factory, table):
    path = tmp_path_factory.getbasetemp() / "written.csv"
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("a", "b"), *table])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    found = rows(path, "written.csv", ("a", "b"))
    assert [(row["a"] or "", row["b"] or "") for row, _ in found] == table


# --- scales -------------------------------------------------------------------------------------------------------------


@given(st.floats(1e-6, 1e12), st.integers(3, 8))
def test_the_lines_of_a_panel_are_few_and_round_and_reach_the_highest_value(highest, most):
    found = ticks(highest, most)
    assert len(found) <= most + 1
    assert found[0] == 0
    assert found[-1] >= highest * (1 - 1e-6)
    assert all(b - a == pytest.approx(found[1], rel=1e-3) for a, b in pairwise(found))


@pytest.mark.parametrize(
    "highest, most, expected",
    [(48.7, 5, [0, 10, 20, 30, 40, 50]), (4.484, 5, [0, 1, 2, 3, 4, 5]), (20000, 4, [0, 5000, 10000, 15000, 20000])],
)
def test_round_numbers(highest, most, expected):
    assert ticks(highest, most) == expected


DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))  # those that content may have


@given(DAYS, DAYS)
def test_later_stands_further_right(one, other):
    across = Scale(0, 10000, 0, 1e8)
    first, last = sorted([one, other])
    assert across(when(first.isoformat())) <= across(when(last.isoformat()))


def test_a_year_and_a_month_stand_in_their_middle():
    assert (when("2022"), when("2022-01"), when("2022-12-31")) == (
        2022.5,
        pytest.approx(2022 + 1 / 24),
        pytest.approx(2023, abs=0.002),
    )


@pytest.mark.parametrize(
    "value, mark, expected",
    [("43.82", None, "43.8"), ("4.484", None, "4.48"), ("20000", "at-least", "at least 20,000"), ("19000", "about", "about 19,000"),
     ("41.0", None, "41.0"), ("0.759", None, "0.759"), ("3", None, "3"), ("0", None, "0"), ("310.579", None, "311")],
)  # fmt: skip
def test_a_value_is_written_in_three_figures(figure, value, mark, expected):
    assert written(figure.points[1].model_copy(update={"value": value, "mark": mark})) == expected


# --- the drawing --------------------------------------------------------------------------------------------------------


def test_lines_join_counts_alone(figure):
    """No line leads over a year that was not found, nor to what is planned."""
    lines = [path.of for path in drawn(figure, WIDE).lines]
    assert lines == [1]
    gap = [p.model_copy(update={"value": None, "mark": "not-found"}) if p.date == "2020" else p for p in figure.points]
    assert drawn(figure.model_copy(update={"points": tuple(gap)}), WIDE).lines == []


def test_each_mark_has_its_shape_and_is_in_the_key(figure):
    drawing = drawn(figure, NARROW)
    assert {(s.name, s.of) for s in drawing.shapes if s.of} == {("dot", 1), ("ring", 1), ("square", 2), ("diamond", 2)}
    assert {s.name for s in drawing.shapes if not s.of} == {"ring", "square", "diamond"}
    assert [w.text for w in drawing.words if w.role == "key"] == [
        "accounts differ, or unclear",
        "computed from a growth rate",
        "announced, planned or expected",
        "Northland: none found for 2019",
    ]
    assert not [shape for shape in drawing.shapes if shape.x < 4 + RADIUS]  # whole, at the left too


def test_a_plan_and_a_part_of_a_year_have_each_a_mark_of_their_own():
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert set(SHAPES.values()) == set(SHAPES_OF_POINTS)


def test_a_mark_on_another_leaves_it_seen(figure):
    """Two counts may be the same: the later mark is larger, and lies under the first."""
    same = [p.model_copy(update={"value": "2"}) if p.date == "2020" else p for p in figure.points]
    shapes = drawn(figure.model_copy(update={"points": tuple(same)}), WIDE).shapes
    assert [(s.of, s.around) for s in shapes if s.of] == [(1, False), (1, False), (2, True), (2, False)]
    assert not any(shape.around for shape in drawn(figure, WIDE).shapes)


def test_on_a_doubling_scale_twice_as_much_is_as_far_everywhere(figure):
    up = Scale(1, 128, 300, 20, doubling=True)
    assert up(1) == 300
    assert {round(up(value) - up(2 * value)) for value in (1, 2, 21, 64)} == {40}
    drawing = drawn(figure.model_copy(update={"doubling": True}), NARROW)
    assert [w.text for w in drawing.words if w.role == "tick"] == ["0.5", "1", "2", "4"]
    assert "Each grid line is twice the one below." in [w.text for w in drawing.words if w.role == "key"]


def test_each_year_has_a_tick(figure):
    """Under the points of years; at the turns of the years where points are of months."""
    ticks = [path.points for path in drawn(figure, NARROW).base if path.points.endswith("v5")]
    assert len(ticks) == 3
    months = [p.model_copy(update={"date": f"{p.date}-03"}) for p in figure.points]
    dated = drawn(figure.model_copy(update={"points": tuple(months), "look_at": None}), NARROW)
    assert len([path for path in dated.base if path.points.endswith("v5")]) == 4


@pytest.mark.parametrize("cut", [WIDE, NARROW])
def test_words_beside_points_stand_on_no_line_and_no_mark(cut, real, small):
    for one in (*real.figures, *small.figures):
        drawing = drawn(one, cut)
        placed = [words for words in drawing.words if words.role in ("value", "label")]
        marks = [Box(s.x - 4, s.y - 4, s.x + 4, s.y + 4) for s in drawing.shapes]
        lines = [line for path in drawing.lines for line in pairwise(corners(path.points))]
        for words in placed:
            assert not any(words.box.meets(mark) for mark in marks), (one.id, words)
            assert not any(crosses(line, words.box) for line in lines), (one.id, words)


def corners(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (corner.split(" ") for corner in path[1:].split("L"))]


def test_each_unit_has_a_panel_of_its_own(figure, small):
    assert [w.text for w in drawn(figure, WIDE).words if w.role == "unit"] == ["ferries a week"]
    two = drawn(small.figures[0], WIDE)
    assert [w.text for w in two.words if w.role == "unit"] == ["trains a year", "thousand containers a year"]


@pytest.mark.parametrize("cut", [WIDE, NARROW])
def test_a_chart_has_at_most_ten_light_lines_and_all_of_it_is_within(cut, real):
    for one in real.figures:
        drawing = drawn(one, cut)
        assert len({path.points for path in (*drawing.grid, *drawing.base) if "H" in path.points}) <= 10, one.id
        for thing in (*drawing.words, *drawing.shapes):
            assert 0 <= thing.x <= cut.width, (one.id, thing)
            assert 0 < thing.y < drawing.height, (one.id, thing)


# --- what is published --------------------------------------------------------------------------------------------------


def test_the_files_to_take_away_are_the_table(made, mini, figure):
    table = list(csv.DictReader(io.StringIO(made["figures/ferries-weekly.csv"])))
    kept = [(p.date, p.value or "", p.mark or "", p.note or "") for p in figure.points]
    assert [(row["date"], row["value"], row["mark"], row["note"]) for row in table] == kept
    data = json.loads(made["figures/ferries-weekly.json"])
    assert [(p["date"], p["value"]) for p in data["points"]] == [(p.date, p.number) for p in figure.points]
    assert data["headline"] == figure.headline
    assert data["address"] == "https://example.org/figures/ferries-weekly/"
    assert set(data["sources"]) == {"gazette-2020", "journal-2021"}
    assert all(row["sources"] and row["as_of"] == "2021-05" and row["licence"] for row in table if row["value"])


def test_the_page_has_every_number_with_its_sources(made, figure):
    page = made["figures/ferries-weekly/index.md"]
    found = dict(re.findall(r"^\| (\d{4}) \|(.*)$", page, re.MULTILINE))
    for point in figure.points:
        cell = found[point.date].split(" | ")[[series.id for series in figure.series].index(point.series)]
        assert (point.value or "not found") in cell
        assert all(f"[^{key}]" in cell for key in point.cite)


def test_alone_a_picture_brings_its_paper_and_in_a_page_it_has_no_style(made):
    alone = made["figures/ferries-weekly/ferries-weekly.svg"]
    page = made["figures/ferries-weekly/index.md"]
    assert "<style>" in alone
    assert 'class="paper"' in alone
    assert "<title>More ferries than the two that were promised</title>" in alone
    drawings = page[page.index("<figure") : page.index("</figure>")]
    assert drawings.count("<svg") == 2
    assert "<style" not in page
    assert " style=" not in page
    assert " id=" not in drawings


def test_a_chart_is_where_it_belongs(made):
    for name in (
        "pillars/2-bridges/index.md",
        "p/2.2/index.md",
        "commitments/ferries/index.md",
        "glossary/river-board/index.md",
    ):
        assert "figures/ferries-weekly/ferries-weekly-narrow.svg){ width=320" in made[name], name
        assert "loading=lazy" in made[name]


def test_an_edition_without_charts_has_no_page_of_them(mini):
    from dataclasses import replace

    made = render(Site(replace(mini, figures=()), {source.id: source.title for source in mini.sources}))
    assert not [name for name in made if "figures/" in name]
    assert '"figures/"' not in made["search/names.json"]
