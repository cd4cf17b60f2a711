"""Dates as readers see them: "7 June 2022", "June 2022", "2022"."""

from __future__ import annotations

from collections.abc import Iterable

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


def latest(dates: Iterable[str]) -> str:
    """The latest of some dates, of which some may be "n.d."; empty if none is a date."""
    return max((date for date in dates if date != "n.d."), default="")


_SHORT = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
# How citation styles write a day; the browser has the same list (site.js).
FORMS = ("dmy", "mdy", "mla", "iso", "dots")


def in_form(day: str, form: str) -> str:
    """A day (2022-06-07) in one of FORMS: 7 June 2022, June 7, 2022, 7 June 2022 (short months), 2022-06-07, 07.06.2022."""
    year, month, number = day.split("-")
    name, date = MONTHS[int(month) - 1], int(number)
    return {
        "dmy": f"{date} {name} {year}",
        "mdy": f"{name} {date}, {year}",
        "mla": f"{date} {_SHORT[int(month) - 1]} {year}",
        "iso": day,
        "dots": f"{number}.{month}.{year}",
    }[form]
