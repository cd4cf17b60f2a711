"""Numbers as words: one, two, three ...; first, second, third ..."""

from __future__ import annotations

# Points that a text may have; two more sections may follow them, its closing and questions.
MAX_POINTS = 40
MAX_SECTION = MAX_POINTS + 2

_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {20: "twenty", 30: "thirty", 40: "forty"}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}  # fmt: skip


def cardinal(number: int) -> str:
    """ "one" for 1; up to 49."""
    if number < 20:
        return _ONES[number - 1]
    tens, ones = _TENS[number - number % 10], number % 10
    return f"{tens}-{_ONES[ones - 1]}" if ones else tens


def ordinal(number: int) -> str:
    """ "first" for 1; up to 49."""
    tens, hyphen, last = cardinal(number).rpartition("-")
    return f"{tens}{hyphen}{_IRREGULAR.get(last) or (f'{last[:-1]}ieth' if last.endswith('y') else f'{last}th')}"


CARDINALS = {cardinal(number): number for number in range(1, 50)}
ORDINALS = {ordinal(number): number for number in range(1, 50)}
