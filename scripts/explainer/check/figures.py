"""Figures: every point is a number with its source, in order; gaps are told, and plans are no facts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from explainer.check.links import known_references
from explainer.load.content import Content
from explainer.load.model import Figure, Point, Series
from explainer.problems import Problems, did_you_mean, shorten

NOT_FOUND = "not-found"
MOST = 128  # times the lowest value: eight grid lines


def points_are_whole(content: Content, problems: Problems) -> None:
    """Each point has a number and a source, or says that none was found."""
    for figure in content.figures:
        known = [series.id for series in figure.series]
        for point in figure.points:
            if point.series not in known:
                message = f'no series "{point.series}" in {figure.id}.yml{did_you_mean(point.series, known)}'
                problems.add(point.place("series"), "unknown-series", message)
            for key, message in _lacking(point):
                problems.add(point.place(key), "figure-point", message)


def _lacking(point: Point) -> Iterator[tuple[str, str]]:
    """What is wrong with the cells of a point: the column, and what would be right."""
    if point.value is not None and not Point.FORM.fullmatch(point.value):
        yield "value", f'"{shorten(point.value)}" is not a number; write 4.484, without unit or thousands separator'
    if point.mark == NOT_FOUND and point.value is not None:
        yield "mark", f"{NOT_FOUND}, but there is a value; leave one of them out"
    elif point.mark != NOT_FOUND and point.value is None:
        yield "value", f"no value; where none was found, write the mark {NOT_FOUND}"
    elif point.value is not None and not point.cite:
        yield "sources", "no source; name at least one of sources.yml, several with a space between them"


def points_are_in_order(content: Content, problems: Problems) -> None:
    for figure in content.figures:
        for series in figure.series:
            for before, point in pairwise(_of(figure, series)):
                if point.date == before.date:
                    _, line, _ = before.place()
                    message = f'"{series.id}" has a point of {point.date} already, in line {line}'
                    problems.add(point.place("date"), "figure-order", message)
                elif point.date < before.date:
                    message = (
                        f'{point.date} stands after {before.date}; put the points of "{series.id}" in the order of time'
                    )
                    problems.add(point.place("date"), "figure-order", message)


def gaps_are_told(content: Content, problems: Problems) -> None:
    """A year without a figure, between two that have one, stands in the table as not found: nobody overlooked it."""
    for figure in content.figures:
        for series in figure.series:
            points = _of(figure, series)
            if not points:
                problems.add(series.place("id"), "figure-empty", f'"{series.id}" has no points in {figure.id}.csv')
            if any(len(point.date) != 4 for point in points):
                continue
            for before, point in pairwise(points):
                if int(point.date) > int(before.date) + 1:
                    message = (
                        f'"{series.id}" has nothing for {int(before.date) + 1}; write a row with the mark {NOT_FOUND}'
                    )
                    problems.add(point.place("date"), "figure-gap", message)


def plans_are_marked(content: Content, problems: Problems) -> None:
    """What lies after the day up to which a figure holds was not counted yet."""
    for figure in content.figures:
        for point in figure.points:
            if point.value and point.mark != "planned" and point.date > figure.as_of[: len(point.date)]:
                message = f"{point.date} lies after as_of: {figure.as_of} in {figure.id}.yml; mark it planned, or bring that up to date"
                problems.add(point.place("date"), "figure-date", message)


def parts_of_a_figure_agree(content: Content, problems: Problems) -> None:
    """What a figure says of its lines is about points that it has."""
    for figure in content.figures:
        seen: set[str] = set()
        for series in figure.series:
            if series.id in seen:
                problems.add(series.place("id"), "duplicate-id", f'series "{series.id}" stands twice')
            seen.add(series.id)
            _check_named_points(figure, series, problems)
        span = figure.look_at
        if span and span.begin >= span.end:
            problems.add(span.place("to"), "figure-order", f"{span.end} is not after {span.begin}")
        if len({series.unit for series in figure.series}) > 2:
            message = "three units; a figure has at most two panels, and each has one"
            problems.add(figure.place("series"), "figure-units", message)


def doubling_scales_have_an_end(content: Content, problems: Problems) -> None:
    """Nothing is ever doubled from zero, and a scale of many doublings has more lines than one can read."""
    for figure in content.figures:
        values = [point.number for point in figure.points if point.value and Point.FORM.fullmatch(point.value)]
        values += [figure.level.value] if figure.level else []
        known = [value for value in values if value is not None]
        if figure.doubling and known and not 0 < max(known) <= min(known) * MOST:
            message = f"doubling: from {min(known):g} to {max(known):g}; it is for what grew up to {MOST} times, from more than zero"
            problems.add(figure.place("doubling"), "figure-scale", message)


def _check_named_points(figure: Figure, series: Series, problems: Problems) -> None:
    dates = [point.date for point in _of(figure, series) if point.value]
    named = [(series.place("written", i), date) for i, date in enumerate(series.written)]
    named += [(series.place("label_at"), series.label_at)] if series.label_at else []
    for place, date in named:
        if date not in dates:
            message = f'"{series.id}" has no value for {date}; it has {", ".join(dates) or "none"}'
            problems.add(place, "unknown-point", message)


def figures_belong_somewhere(content: Content, problems: Problems) -> None:
    known = known_references(content)
    for figure in content.figures:
        for i, reference in enumerate(figure.belongs_to):
            if reference not in known:
                message = f'no "{reference}"{did_you_mean(reference, known)}'
                problems.add(figure.place("belongs_to", i), "unknown-reference", message)


def _of(figure: Figure, series: Series) -> list[Point]:
    return [point for point in figure.points if point.series == series.id]
