"""The numbers of a chart to take away: CSV, of which each row says what it is and where it comes from, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from explainer.addresses import file_of, url
from explainer.editions.snapshot import Imprint
from explainer.export.written import LICENCE, Value, as_csv
from explainer.load.model import Figure, Point, Source
from explainer.site import Site

COLUMNS = (
    "figure",
    "series",
    "unit",
    "date",
    "value",
    "mark",
    "note",
    "sources",
    "source_addresses",
    "as_of",
    "edition",
    "licence",
)


def files(site: Site, figure: Figure, imprint: Imprint) -> dict[str, str]:
    """Both files: path in docs/ -> text."""
    return {
        f"figures/{figure.id}.csv": _csv(site, figure, imprint),
        f"figures/{figure.id}.json": _json(site, figure, imprint),
    }


def _csv(site: Site, figure: Figure, imprint: Imprint) -> str:
    """A row a point, in the order of content/series/ID.csv."""
    series = {one.id: one for one in figure.series}

    def row(point: Point) -> tuple[Value, ...]:
        of = series[point.series]
        told = (figure.name, of.label, of.unit, point.date, point.value, point.mark, point.note)
        return *told, named(site, point.cite), addresses(site, point.cite), figure.as_of, imprint.label, LICENCE

    return as_csv(COLUMNS, map(row, figure.points))


def _json(site: Site, figure: Figure, imprint: Imprint) -> str:
    """The chart with all that is said of it; values are numbers, and null where none was found."""
    keys = dict.fromkeys(key for one in figure.sourced() for key in one.cite)
    data = {
        "id": figure.id,
        "name": figure.name,
        "headline": figure.headline,
        "subtitle": figure.subtitle,
        "as_of": figure.as_of,
        "edition": imprint.label,
        "address": site.site_url + url(file_of(site, "figure", figure.id)),
        "licence": LICENCE,
        "series": [{"id": one.id, "label": one.label, "unit": one.unit} for one in figure.series],
        "points": [_point(point) for point in figure.points],
        "facts": [fact.model_dump(mode="json", exclude_defaults=True) for fact in figure.facts],
        "sources": {key: _source(site.sources[key]) for key in keys},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _point(point: Point) -> dict[str, Any]:
    told = {"mark": point.mark, "note": point.note}
    return {"series": point.series, "date": point.date, "value": point.number, "sources": list(point.cite)} | {
        key: value for key, value in told.items() if value
    }


def named(site: Site, keys: Iterable[str]) -> str:
    """Who made each source, and when."""
    sources = (site.sources[key] for key in keys)
    return "; ".join(f"{s.publisher or s.container_title or s.made_by}, {s.issued}" for s in sources)


def addresses(site: Site, keys: Iterable[str]) -> tuple[str, ...]:
    """Where the sources can be read, as far as they have an address."""
    return tuple(url for key in keys if (url := site.sources[key].URL))


def _source(source: Source) -> dict[str, str]:
    told = {
        "title": source.title,
        "publisher": source.publisher or source.container_title,
        "issued": source.issued,
        "URL": source.URL,
    }
    return {key: value for key, value in told.items() if value}
