"""The timeline at a glance: a lane a point, a mark for each year in which something happened there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from explainer.load.model import Section
from explainer.site import Happening, Site

LEFT, TOP, FOOT = 8, 20, 48  # what is around the lanes: the day's name above, years and the key below
LANE, APART, MIDDLE = 52, 5, 35  # how high a lane is, with its name; what is between two; where its marks stand
WIDTHS = {"narrow": 288, "wide": 1080}


@dataclass(frozen=True)
class Mark:
    """What happened in one year in one lane: how much of it, and how much of that under commitments."""

    year: str
    section: Section
    count: int
    promised: int
    x: float
    y: float
    r: float

    @property
    def name(self) -> str:
        """The mark in words."""
        promised = f", {self.promised} of them under commitments" if self.promised else ""
        return f"{self.year}, {self.section.numbered}: {self.count} event{'s' if self.count != 1 else ''}{promised}"


@dataclass(frozen=True)
class Strip:
    """The picture: its lanes, each with its top, the years with their names if they have room, the marks, the day of the
    statement, and for the key some numbers of events, each with the radius of its mark."""

    size: str
    width: int
    height: int
    lanes: tuple[tuple[Section, int], ...]
    floor: int
    years: tuple[tuple[str, float], ...]
    marks: tuple[Mark, ...]
    day: float
    key: tuple[tuple[int, float], ...]


def strips(site: Site) -> list[Strip]:
    """The picture for a wide screen, whose marks are links, and for a narrow one."""
    return [_strip(site, size, width) for size, width in WIDTHS.items()]


def _strip(site: Site, size: str, width: int) -> Strip:
    first, last = (int(event.date[:4]) for event in (site.timeline[0], site.timeline[-1]))
    day = site.content.about.date
    step = (width - 2 * LEFT) / (last - first + 1)
    lanes = [(section, TOP + (LANE + APART) * i) for i, section in enumerate(site.sections())]
    floor = TOP + (LANE + APART) * len(lanes)
    every = 5 if size == "wide" else 10
    named = {year: "" if year % every else str(year) for year in range(first, last + 1)}
    years = [(name, LEFT + step * (year - first + 0.5)) for year, name in named.items()]
    through = (int(day[5:7]) - 1 + int(day[8:]) / 31) / 12
    marks = tuple(_marks(site.timeline, lanes, first, step))
    at = LEFT + step * (int(day[:4]) - first + through)
    return Strip(size, width, floor + FOOT, tuple(lanes), floor, tuple(years), marks, at, _key(marks))


def _key(marks: Sequence[Mark]) -> tuple[tuple[int, float], ...]:
    """The fewest events of a year, the most, and those in the middle of all marks."""
    radii = {mark.count: mark.r for mark in marks}
    counts = sorted(radii)
    return tuple((count, radii[count]) for count in sorted({counts[0], counts[len(counts) // 2], counts[-1]}))


def _marks(events: Sequence[Happening], lanes: Sequence[tuple[Section, int]], first: int, step: float) -> list[Mark]:
    """An event stands in every lane on which it bears; those under commitments have no id of their own."""
    counts = Counter((event.date[:4], number) for event in events for number in event.sections)
    promised = Counter((e.date[:4], number) for e in events for number in e.sections if e.id is None)
    widest = max(counts.values()) ** 0.5
    return [
        Mark(
            year,
            section,
            counts[year, section.number],
            promised[year, section.number],
            LEFT + step * (int(year) - first + 0.5),
            top + MIDDLE,
            max(2.0, min(step * 0.48, 13) * counts[year, section.number] ** 0.5 / widest),
        )
        for section, top in lanes
        for year in sorted({year for year, number in counts if number == section.number})
    ]
