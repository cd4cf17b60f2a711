"""The map: its page, with a table of the places, and small pictures of it for other pages."""

from __future__ import annotations

from functools import partial

from explainer.addresses import file_of
from explainer.atlas import drawing
from explainer.atlas.drawing import Drawing
from explainer.kinds import TERM, split
from explainer.load.atlas import MapPlace, Point
from explainer.load.model import Names
from explainer.render.pages.frame import Frame, homes
from explainer.site import Site

FILE = "map/index.md"


def pages(frame: Frame) -> None:
    """Nothing where the edition has no map."""
    content = frame.site.content
    if not content.map:
        return
    page = frame.page(FILE)
    frame.add(
        "map.md.j2",
        page,
        map=content.map,
        drawings=[drawing.draw(content, view, size) for view in content.map.views for size in view.sizes],
        shown_at=shown_at,
        leads_to=partial(leads_to, frame.site),
        names=partial(names, frame.site),
        where=where,
        see=lambda place: homes(frame.site, page, _see(place)),
    )
    for cut in frame.cuts:
        frame.keep({cut.file: frame.env.get_template("map.svg.j2").render(drawing=cut.drawing)})


def shown_at(drawn: Drawing) -> str:
    """The class by which a drawing is shown where its size fits: the largest of a view also where there is more room."""
    up = drawn.size != "narrow" and drawn.size == max(drawn.view.sizes, key=list(drawing.WIDTHS).index)
    return f"map-{drawn.size}{' map-up' if up else ''}"


def leads_to(site: Site, place: MapPlace) -> str:
    """The file to which the point of a place leads: its entry, or the first thing that it is to be seen with."""
    return file_of(site, *((TERM.id, place.term) if place.term else _see(place)[0]))


def _see(place: MapPlace) -> list[tuple[str, str]]:
    return [*map(split, place.see)]


def names(site: Site, place: MapPlace) -> tuple[Names, tuple[str, ...]]:
    """The names of a place in other languages, and the sources that show them."""
    if place.term:
        term = site.terms[place.term]
        return term.names, term.names_cite
    return place.names, place.names_cite


def where(at: Point) -> str:
    """Coordinates as a reader writes them: 44.22° N, 80.39° E."""
    sides = ("N" if at.latitude >= 0 else "S"), ("E" if at.longitude >= 0 else "W")
    return f"{abs(at.latitude):.2f}° {sides[0]}, {abs(at.longitude):.2f}° {sides[1]}"
