"""Dates as readers see them: "7 June 2022", "June 2022", "2022"."""

from __future__ import annotations

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spoken(date: str) -> str:
    """`2022-06-07` as "7 June 2022"; a month or a year alone likewise; "n.d." as it is."""
    if date == "n.d.":
        return date
    year, *rest = date.split("-")
    words = [year]
    if rest:
        words.insert(0, MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        words.insert(0, str(int(rest[1])))
    return " ".join(words)
