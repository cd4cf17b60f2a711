"""The map: every place on it and apart from the others, every name with room of its own, every reference known."""

from __future__ import annotations

from itertools import combinations

from explainer.atlas import drawing
from explainer.atlas.labels import NoRoom
from explainer.atlas.projection import Albers, kilometres
from explainer.check.repeated import repeated
from explainer.kinds import KINDS, linked
from explainer.load.content import Content
from explainer.load.model import Record
from explainer.load.values import GROUNDS
from explainer.problems import Problems, did_you_mean

APART = 2.0  # km; two places nearer than that are one


def places_are_on_the_map(content: Content, problems: Problems) -> None:
    """The first view shows all of the map."""
    if content.places and not content.map:
        problems.add(content.places[0].place(), "map-missing", "places need map.yml, which says what the map shows")
    for place in content.places if content.map else ():
        if not _shown(content, place.at.longitude, place.at.latitude):
            swapped = abs(place.at.longitude) <= 90 and _shown(content, place.at.latitude, place.at.longitude)
            hint = "; latitude and longitude are the wrong way round" if swapped else ""
            message = f'"{place.id}" is outside the frame of the map\'s first view{hint}'
            problems.add(place.place("at"), "place-off-map", message)


def _shown(content: Content, longitude: float, latitude: float) -> bool:
    assert content.map
    frame = content.map.views[0].frame
    projection = Albers.fitted(frame)
    return projection.box(frame).has(projection(longitude, latitude))


def places_stand_apart(content: Content, problems: Problems) -> None:
    if not content.map:
        return
    projection = Albers.fitted(content.map.views[0].frame)
    spots = [(place, projection(place.at.longitude, place.at.latitude)) for place in content.places]
    for (one, here), (other, there) in combinations(spots, 2):
        if kilometres(here, there) < APART:
            message = f'"{other.id}" is on the spot of "{one.id}"; join the two, or give the coordinates more exactly'
            problems.add(other.place("at"), "place-taken", message)


def places_have_names(content: Content, problems: Problems) -> None:
    known = {term.id for term in content.terms}
    for place in content.places:
        if place.term and place.term not in known:
            message = f'no term "{place.term}"{did_you_mean(place.term, known)}'
            problems.add(place.place("term"), "unknown-term", message)
        if place.term and place.names.written():
            message = f'the names of "{place.id}" stand in its entry, "{place.term}"; leave them out here'
            problems.add(place.place("names"), "names-twice", message)
        if place.names.by_language() and not place.names_cite:
            problems.add(place.place("names"), "names-source", f'the names of "{place.id}" need names_cite:')
        if not place.term and not place.see:
            problems.add(
                place.place("id"), "place-leads-nowhere", f'"{place.id}" needs term: or see:, where its point leads'
            )


def places_lead_somewhere(content: Content, problems: Problems) -> None:
    known = {f"{id}:{KINDS[id].id_of(thing)}" for id in linked() for thing in KINDS[id].things(content)}
    for place in content.places:
        for i, reference in enumerate(place.see):
            if reference not in known:
                message = f'no "{reference}"{did_you_mean(reference, known)}'
                problems.add(place.place("see", i), "unknown-reference", message)


def map_is_of_its_places(content: Content, problems: Problems) -> None:
    """What the map names is there, once."""
    if not (map := content.map):
        return
    places = {place.id for place in content.places}
    lettering = {one.id for one in map.lettering} | {route.id for route in map.routes if route.name_at}
    for route in map.routes:
        for leg in route.legs:
            _known(
                leg.through, places | {one.id for one in map.waypoints}, leg, "through", "place or waypoint", problems
            )
    for one in map.lettering:
        _known((one.of,), {*GROUNDS, *(route.id for route in map.routes)}, one, "of", "ground or route", problems)
    for view in map.views:
        _known(view.places, places, view, "places", "place", problems)
        _known(view.routes, {route.id for route in map.routes}, view, "routes", "route", problems)
        _known(view.letters, lettering, view, "letters", "lettering", problems)
        shown = {f"term:{term.id}" for term in content.terms} | {p.id for p in content.statement.passages} | {"home"}
        _known(view.on, shown, view, "on", "page", problems)
        if view.frame.west >= view.frame.east or view.frame.south >= view.frame.north:
            problems.add(view.frame.place(), "map-frame", "west lies left of east, and south below north")
    for view in repeated(map.views, lambda v: v.id):
        problems.add(view.place("id"), "duplicate-id", f'there is a view "{view.id}" already')
    for waypoint in map.waypoints:
        if waypoint.id in places:
            problems.add(waypoint.place("id"), "duplicate-id", f'"{waypoint.id}" is a place already')


def _known(ids: tuple[str, ...], known: set[str], record: Record, key: str, what: str, problems: Problems) -> None:
    for i, id in enumerate(ids):
        if id not in known:
            problems.add(
                record.place(key, i) if isinstance(getattr(record, key), tuple) else record.place(key),
                f"unknown-{what.split()[0]}",
                f'no {what} "{id}"{did_you_mean(id, known)}',
            )


def names_have_room(content: Content, problems: Problems) -> None:
    """Every name in every view stands clear of the others, at every size; asked when all else is right."""
    before = Problems()
    for one in (places_are_on_the_map, places_stand_apart, map_is_of_its_places):
        one(content, before)
    if before.found or not content.map:
        return
    for view in content.map.views:
        for size in drawing.sizes(view):
            try:
                drawing.draw(content, view, size)
            except NoRoom as error:
                names = ", ".join(f'"{name}"' for name in error.names)
                message = f'view "{view.id}", {size}: no room for {names}; name fewer places, or make its frame smaller'
                problems.add(view.place("places"), "label-overlap", message)
