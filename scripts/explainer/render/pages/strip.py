"""The timeline at a glance: a lane a point, a mark for each year in which something happened there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from explainer.load.model import Section
from explainer.site import Happening, Site

LEFT, TOP, LANE, FOOT = 8, 18, 44, 26  # what is around the lanes, and how high each is, with its name
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
    """The picture: its lanes with their height, the years that are named below, the marks, the day of the statement."""

    size: str
    width: int
    height: int
    lanes: tuple[tuple[Section, int], ...]
    years: tuple[tuple[int, float], ...]
    marks: tuple[Mark, ...]
    day: float


def strips(site: Site) -> list[Strip]:
    """The picture for a wide screen, whose marks are links, and for a narrow one."""
    return [_strip(site, size, width) for size, width in WIDTHS.items()]


def _strip(site: Site, size: str, width: int) -> Strip:
    first, last = (int(event.date[:4]) for event in (site.timeline[0], site.timeline[-1]))
    day = site.content.about.date
    step = (width - 2 * LEFT) / (last - first + 1)
    lanes = [(section, TOP + LANE * i + LANE - 15) for i, section in enumerate(site.sections())]
    height = TOP + LANE * len(lanes) + FOOT
    every = 5 if size == "wide" else 10
    years = [(year, LEFT + step * (year - first + 0.5)) for year in range(first, last + 1) if year % every == 0]
    through = (int(day[5:7]) - 1 + int(day[8:]) / 31) / 12
    marks = tuple(_marks(site.timeline, lanes, first, step))
    return Strip(size, width, height, tuple(lanes), tuple(years), marks, LEFT + step * (int(day[:4]) - first + through))


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
            y,
            max(2.0, min(step * 0.48, 13) * counts[year, section.number] ** 0.5 / widest),
        )
        for section, y in lanes
        for year in sorted({year for year, number in counts if number == section.number})
    ]
