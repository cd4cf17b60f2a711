"""The charts: a page for each with its numbers and sources, the same as pictures and as data, and the page with all."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from explainer.addresses import file_of
from explainer.export import figure_data
from explainer.kinds import FIGURE, split
from explainer.load.model import Figure, Point
from explainer.render.drawing import CUTS, WIDE, Cut, drawn
from explainer.render.page import Page
from explainer.render.pages.frame import Frame, homes


def pages(frame: Frame) -> None:
    """Nothing for an edition without charts."""
    figures = frame.site.content.figures
    for figure in figures:
        page = frame.page(file_of(frame.site, FIGURE.id, figure.id), FIGURE.id, figure.id)
        frame.add("figure.md.j2", page, figure=figure, **_figure(frame, page, figure))
        frame.keep(figure_data.files(frame.site, figure, frame.imprint))
        for cut in CUTS:
            name = figure.id if cut is WIDE else f"{figure.id}-{cut.name}"
            frame.keep({f"figures/{figure.id}/{name}.svg": svg(frame.env, figure, cut, own=True)})
    if figures:
        shown = [(figure, drawings(frame, figure)) for figure in figures]
        frame.add("figures.md.j2", frame.page("figures/index.md"), figures=shown)


def drawings(frame: Frame, figure: Figure) -> str:
    """Both cuts, to stand in a page: a style sheet shows the one for which there is room."""
    return "".join(svg(frame.env, figure, cut) for cut in CUTS)


def svg(env: Environment, figure: Figure, cut: Cut, own: bool = False) -> str:
    """The chart as a drawing: to stand in a page, or on its `own`."""
    return env.get_template("chart.svg.j2").render(figure=figure, drawing=drawn(figure, cut), own=own)


def _figure(frame: Frame, page: Page, figure: Figure) -> dict[str, Any]:
    belongs = [*map(split, figure.belongs_to)]
    return {
        "drawings": drawings(frame, figure),
        "rows": rows(figure),
        "belongs": homes(frame.site, page, belongs),
        "sources": list(dict.fromkeys(key for point in figure.points for key in point.cite)),
    }


def rows(figure: Figure) -> list[tuple[str, list[Point | None]]]:
    """The table: each date with the point of every series, in their order."""
    at = {(point.date, point.series): point for point in figure.points}
    dates = sorted({point.date for point in figure.points})
    return [(date, [at.get((date, series.id)) for series in figure.series]) for date in dates]
