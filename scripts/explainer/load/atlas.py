"""The shapes of what is drawn on the map: places.yml, map.yml, and the outline of the land (land.geojson)."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import Field

from explainer.load.model import Fact, Identified, Names, Record
from explainer.load.texts import Line, Prose
from explainer.load.values import (
    Carrier,
    Cites,
    CitesSome,
    Flag,
    Id,
    Latitude,
    Longitude,
    PlaceKind,
    Reference,
    Shown,
    Size,
    Way,
)
from explainer.problems import ContentError, Problem

Ring = tuple[tuple[float, float], ...]  # longitude and latitude of each corner, the first again at the end
Land = tuple[tuple[Ring, ...], ...]  # polygons: an outline, then its holes


class Point(Record):
    """Where something is, in degrees; south and west are negative."""

    latitude: Latitude
    longitude: Longitude


class Located(Identified):
    """A record with a place on the Earth."""

    at: Point


class MapPlace(Located):
    """A place on the map, with what happened there."""

    name: Line  # as it stands on the map
    kind: PlaceKind
    carried_by: tuple[Carrier, ...] = ()  # of a crossing: how what crosses there travels
    remark: Line | None = None  # of another place: a word or two on what it does on the map, such as "consulate"
    at_of: Line | None = None  # what has these coordinates, if that is not the place itself
    at_cite: CitesSome
    term: Id | None = None  # its entry in the glossary, which has its names in other languages ...
    names: Names = Names()  # ... or else the names
    names_cite: Cites = ()
    see: tuple[Reference, ...] = ()  # what it leads to beside its entry; without an entry, its point leads to the first
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]


class Waypoint(Located):
    """A bend of a line: no place of its own on the map."""

    at_cite: CitesSome


class Leg(Record):
    """A stretch of a route, drawn in one manner: straight from one place or waypoint to the next."""

    way: Way
    through: Annotated[tuple[Id, ...], Field(min_length=2)]


class Route(Identified):
    """A line on the map, leg by leg."""

    name: Line
    name_at: Point | None = None  # where its name stands on the map
    cite: CitesSome  # for the order of its places
    legs: Annotated[tuple[Leg, ...], Field(min_length=1)]


class Lettering(Located):
    """Words on the map that belong to no point, such as the name of a state or a sea. They mark no limits."""

    text: Line
    of: Id  # land, sea, or the route that it tells of


class Frame(Record):
    """What a view shows, in degrees."""

    west: Longitude
    east: Longitude
    south: Latitude
    north: Latitude


class View(Identified):
    """One drawing of the map: what it shows, how large, where."""

    alt: Prose  # what one sees
    frame: Frame
    sizes: tuple[Size, ...] = ()  # of the drawings on the page of the map
    places: Annotated[tuple[Id, ...], Field(min_length=1)]
    routes: tuple[Id, ...] = ()
    letters: tuple[Id, ...] = ()  # the lettering that it has, and the routes whose names
    title: Line | None = None  # stands below the drawing: what part of the whole it is
    carriers: Flag = False  # names of crossings tell how what crosses there travels
    remarks: Flag = False  # names of other places have their remarks
    on: tuple[Shown, ...] = ()  # the pages that show it small


class Map(Record):
    """map.yml: what stands with the map, its lines and its views. The first view shows all of it."""

    headline: Line  # says what one sees
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    land_cite: Cites = ()
    waypoints: tuple[Waypoint, ...] = ()
    routes: tuple[Route, ...] = ()
    lettering: tuple[Lettering, ...] = ()
    views: Annotated[tuple[View, ...], Field(min_length=1)]


def parse(text: str, shown: str) -> Land:
    """The outline of the land from the text of its file, a GeoJSON MultiPolygon. Raises ContentError if it is none."""
    try:
        data = json.loads(text)
        if data["type"] != "MultiPolygon":
            raise ValueError
        polygons = data["coordinates"]
        land = tuple(tuple(tuple((float(x), float(y)) for x, y in ring) for ring in polygon) for polygon in polygons)
    except json.JSONDecodeError as error:
        raise ContentError([Problem(shown, error.lineno, error.colno, "land", f"not JSON: {error.msg}")]) from None
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        raise _no_land(shown, "expected a GeoJSON MultiPolygon of [longitude, latitude]") from None
    if any(not (abs(x) <= 180 and abs(y) <= 90) for polygon in land for ring in polygon for x, y in ring):
        raise _no_land(shown, "a corner is none on the Earth; longitude (to 180) comes before latitude (to 90)")
    return land


def _no_land(shown: str, what: str) -> ContentError:
    return ContentError([Problem(shown, 0, 0, "land", what)])
