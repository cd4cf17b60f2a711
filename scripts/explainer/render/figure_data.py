"""The numbers of a chart to take away: CSV, of which each row says what it is and where it comes from, and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from explainer.addresses import file_of, url
from explainer.editions.snapshot import Imprint
from explainer.load.model import Figure, Point, Source
from explainer.render.head import LICENCE
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
        f"figures/{figure.id}.csv": as_csv(site, figure, imprint),
        f"figures/{figure.id}.json": as_json(site, figure, imprint),
    }


def as_csv(site: Site, figure: Figure, imprint: Imprint) -> str:
    """A row a point, in the order of content/series/ID.csv."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    series = {one.id: one for one in figure.series}
    for point in figure.points:
        sources = [site.sources[key] for key in point.cite]
        of = series[point.series]
        where = " ".join(filter(None, (source.URL for source in sources)))
        told = (figure.name, of.label, of.unit, point.date, point.value, point.mark, point.note)
        table.writerow([*told, "; ".join(map(_named, sources)), where, figure.as_of, imprint.label, LICENCE])
    return out.getvalue()


def as_json(site: Site, figure: Figure, imprint: Imprint) -> str:
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


def _named(source: Source) -> str:
    return f"{source.publisher or source.container_title or source.made_by}, {source.issued}"


def _source(source: Source) -> dict[str, str]:
    told = {
        "title": source.title,
        "publisher": source.publisher or source.container_title,
        "issued": source.issued,
        "URL": source.URL,
    }
    return {key: value for key, value in told.items() if value}
