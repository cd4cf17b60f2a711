"""What lines begin with that says what they are: a table of the openings of points, and of what is none.

All of it is about form: English, and the ordinals of Chinese and Russian. What an opening means in its text is weighed
elsewhere (see proposal); here stands only what it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.load.ordinals import CARDINALS, ORDINALS

LAST = 0  # the number of "Finally,": whatever comes after the one before it

_CHINESE = "一二三四五六七八九"
_RUSSIAN = ("перв", "втор", "трет", "четв[её]рт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_NOUNS = (
    "action|area|aspect|challenge|commitment|concern|condition|consideration|demand|dimension|direction|duty|element|"
    "factor|field|goal|idea|initiative|issue|lesson|matter|measure|message|objective|observation|pillar|point|principle|"
    "priorit(?:y|ies)|problem|proposal|proposition|question|reason|recommendation|request|requirement|responsibilit(?:y|ies)|"
    "step|subject|suggestion|task|theme|thing|topic"
)
_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_NUMBERS = "|".join(sorted(CARDINALS, key=len, reverse=True))
_ROMAN = "[IVX]{1,7}"
# What separates an ordinal from what it opens; "First-hand" has a hyphen without spaces.
_END = r"\**(?:\s*[,:;.—–、，：。]|\s+-\s)"
# Not "Third, fourth and fifth rounds".
_ALONE = rf"(?!\s*(?:and\s+)?(?:{_WORDS}|{_NUMBERS})(?![\w-]))"
_AND = r"(?:(?:and|but|now|so|then),?\s+)?"

# Each row: the series it belongs to, and what it looks like, with the number as group n.
_TABLE: tuple[tuple[str, str], ...] = (
    ("ordinal", rf"{_AND}(?P<n>{_WORDS})(?:ly)?(?:\s+of\s+all|\s+and\s+foremost)?{_END}{_ALONE}"),
    ("ordinal", rf"{_AND}(?:the|my|our)\s+(?P<n>{_WORDS})(?:\s+and\s+(?:last|final))?"
                rf"(?:\s+of\s+(?:these|those|them))?(?:\s+(?:[\w-]+\s+)?(?:{_NOUNS})s?)?\s*(?:is|are|concerns?|relates?|would\s+be)\b"),
    ("ordinal", r"(?P<n>в[о]?-(?:" + "|".join(_RUSSIAN) + r")(?:ых|их|ьих))\b"),
    ("ordinal", r"(?P<n>(?:" + "|".join(_RUSSIAN) + r")(?:ое|ье))\s*[.:,–—]"),
    ("ordinal", r"第(?P<n>[一二三四五六七八九十]{1,3})[，,、：:是点條条]"),
    ("ordinal", r"(?P<n>首先|其次)[，,、：:]?"),
    ("last", rf"{_AND}(?:finally|lastly|last|last\s+but\s+(?:not|by\s+no\s+means)\s+(?:the\s+)?least){_END}"),
    ("last", rf"{_AND}(?:the|my|our)\s+(?:last|final)(?:\s+(?:{_NOUNS}))?\s+is\b"),
    ("last", r"(?:наконец|и последнее),|最后[，,、：:]?"),
    ("named", rf"(?:article|chapter|item|no\.|number|part|pillar|point|principle|priority|proposal|section|step|task)\s+"
              rf"(?P<n>{_NUMBERS}|\d{{1,2}}|{_ROMAN})(?:{_END}|$)"),
    ("cardinal", rf"{_AND}(?P<n>{_NUMBERS})(?:\s+is\b|{_END}{_ALONE})"),
    ("1.", r"(?P<n>\d{1,2})[.．、](?=\s|[^\W\d])"),
    ("1)", r"(?P<n>\d{1,2})[)）]"),
    ("(1)", r"[(（](?P<n>\d{1,2})[)）]"),
    ("1 -", r"(?P<n>\d{1,2})\s+[-–—]\s"),
    ("I.", rf"(?P<n>{_ROMAN})[.、](?=\s)"),
    ("(i)", rf"[(（]?(?P<n>{_ROMAN})[)）](?=\s)"),
    ("A.", r"(?P<n>[A-H])[.)](?=\s)"),
    ("(a)", r"[(（](?P<n>[a-h])[)）]"),
    ("一、", r"(?P<n>[一二三四五六七八九十]{1,3})[、．.，：:是]"),
    ("（一）", r"[(（](?P<n>[一二三四五六七八九十]{1,3})[)）]"),
)  # fmt: skip
_ROWS = tuple((series, re.compile(form, re.IGNORECASE)) for series, form in _TABLE)
# Quotation marks, bullets, dashes and Markdown may stand before an opening.
_BEFORE = re.compile(r"[\s\"'“”„«»‘’*_#>•·●▪■◦‣○–—\-\ufeff\u200b\u2060]*")
# Behind these a new sentence or clause may begin inside a line.
_WITHIN = re.compile(r"(?<=[.!?;:,])[\"'”’]?\s+|(?<=[。！？；：])")


@dataclass(frozen=True)
class Opening:
    """What opens a point: the kind of series that it counts in, and its number there."""

    series: str
    number: int
    words: str


def opening(text: str) -> Opening | None:
    """What the text begins with, if it looks like the opening of a point."""
    begin = _BEFORE.match(text)
    return _at(text, begin.end() if begin else 0)


def after_opening(text: str) -> str:
    """The text without the words that open a point."""
    found, plain = opening(text), plain_start(text)
    return plain[len(found.words) :] if found else plain


def openings_within(text: str) -> Iterator[tuple[int, Opening]]:
    """What looks like the opening of a point further inside the text, with its place."""
    for boundary in _WITHIN.finditer(text):
        if found := _at(text, boundary.end()):
            yield boundary.end(), found


def _at(text: str, start: int) -> Opening | None:
    for series, form in _ROWS:
        if match := form.match(text, start):
            number = LAST if series == "last" else _number(match["n"].lower())
            if number is not None:
                return Opening(series, number, match[0].strip(" *"))
    return None


def _number(word: str) -> int | None:
    """What a word or numeral counts; None for what counts nothing, such as "0" or a Roman "IIII"."""
    if word.isascii() and word.isdigit():
        return int(word) or None
    if len(word) == 1 and word in "abcdefgh":
        return ord(word) - ord("a") + 1
    known = ORDINALS.get(word) or CARDINALS.get(word) or _ROMANS.get(word) or _CHINESE_NUMBERS.get(word)
    return known or next((n for n, stem in enumerate(_RUSSIAN, start=1) if re.search(rf"(?:^|-){stem}", word)), None)


def _roman(number: int) -> str:
    return "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = f"{_CHINESE[tens - 1] if tens > 1 else ''}十" if tens else ""
    return ten + (_CHINESE[ones - 1] if ones else "")


_ROMANS = {_roman(number): number for number in range(1, 40)}
_CHINESE_NUMBERS = {_chinese(number): number for number in range(1, 50)} | {"首先": 1, "其次": 2}

# --- what is no point ----------------------------------------------------------------------------------------------------

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.?"
)
_DATE = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{4}}|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}年\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"^\W*(?:date|issued|posted|published|released|updated)\b(?:\s+(?:on|at))?|\bг(?:ода|\.)", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}:\d{2}(?::\d{2})?\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:[^\W\d_a-zа-яё][\w.'’-]*)(?:[\s,/·]+(?:(?:de|del|la|of|the|upon)\s+)*[^\W\d_a-zа-яё][\w.'’-]*)*"
)
_DOCUMENT = re.compile(
    r"address|agreement|communiqu|conference|declaration|interview|letter|message|meeting|minutes|outcome|press|readout|"
    r"remarks|report|speech|statement|summary|talks|visit|заявление|выступление|声明|讲话",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"article number:|https?://\S+$|(?:(?:the\s+)?(?:department|embassy|ministry|office|permanent\s+mission|press\s+(?:office|service)|white\s+house)\b)[\w\s,'’]{0,50}$|"
    r"for immediate release|press release\b.{0,30}$|(?:source|unofficial translation|embargo|check against)\b.{0,60}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"address|ambassador|\bby\b|chair|forum|h\.\s?e\.|keynote|minister|president|prime|remarks|representative|"
    r"secretary|session|speech|spokesperson|statement|summit|^at (?:the )?|delivered|readout",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:(?:my\s+)?(?:dear|distinguished|esteemed|hono(?:u)?rable|respected)\b|(?:my\s+)?fellow[\s-]|your\s+(?:excellenc|majest|royal|highness)|"
    r"excellenc|ladies\b|gentlemen\b|(?:mr|madam|mme|mister)\b\.?\s|friends\b|colleagues\b|comrades\b|members of\b|to the (?:senate|congress|house)|"
    r"уважаемые|дамы и господа|女士们|各位|尊敬的)",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:(?:finally|lastly|last|to conclude|in conclusion|before i conclude|first(?:ly)?(?: of all)?|first and foremost)[,:]?\s+)"
    r"(?:please\s+)?(?:i\b|let me|allow me|may i|we\b|on behalf|thank|my thanks)"
    r".{0,60}?(?:thank|grateful|gratitude|congratulat|welcome\b|wish|success|appreciat|condolence|pay tribute|greet)|"
    r"(?:finally|lastly|first of all|firstly|first),\s+(?:thank|congratulat|welcome to)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:in (?:closing|conclusion)\b|to (?:conclude|close|sum up)\b|(?:let me|allow me to|i (?:shall|will|would like to)|i'd like to) (?:conclude|close|end|finish)\b|"
    r"thank you\b|many thanks|i thank you|once again,? (?:i |thank)|long live\b|may god|god bless|спасибо|благодарю|谢谢|最后，?(?:祝|我祝|预祝))",
    re.IGNORECASE,
)
# The narrator of a readout comes back; but a point may go on so too.
_ALSO = re.compile(
    r"(?:the )?(?:two|both)\b.{0,40}\balso\b|(?:they|the (?:ministers|leaders|presidents)) also\b|(?:also )?present at the\b|双方还|стороны также",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:q|question|reporter|journalist|correspondent|вопрос|问|記者|记者)\s*\d{0,2}\s*(?:\([^)]{0,60}\)\s*)?[:.：–—]\s*\S",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(r"(?:questions?\s+and\s+answers?|q\s?(?:&|and)\s?a)\b.{0,30}$", re.IGNORECASE)
_ASKED = re.compile(r"(?:[A-Z][\w&.'’-]*\s?){1,5}(?:\([^)]{0,40}\))?:\s.*\?[\"”’]?$")
_SIGNED = re.compile(
    r"(?:done (?:at|in)\b|signed\b|\(signed\)|for (?:the )?(?:[A-Z][\w'’-]*\s?(?:of (?:the )?)?){1,8}:|yours\b|sincerely\b|respectfully\b|source:)",
    re.IGNORECASE,
)
_END_MARK = re.compile(
    r"[\[(]?\s*(?:end|ends|enditem|#\s*#\s*#|\*\s*\*\s*\*|-\s*30\s*-|конец|完)\s*[\])]?", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:;,。！？：；，…—–][\"'”’»)\]*]*$")
LONGEST_HEADING = 100


def plain_start(text: str) -> str:
    """The text without quotation marks, bullets and Markdown before it."""
    return _BEFORE.sub("", text, count=1)


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def is_date_line(text: str) -> bool:
    """A date, with its place or who reported from there, and nothing else."""
    rest, found = _DATE.subn("", text)
    if not found or _DOCUMENT.search(rest):
        return False
    rest = re.sub(r"\([^)]*\)", "", _ISSUED.sub("", _WEEKDAY.sub("", rest))).strip(" ,.;:–—-()/|")
    return not rest or (len(rest.split()) <= 4 and bool(_NAMED.fullmatch(rest)))


def is_notice(text: str) -> bool:
    """A line of whoever passes the text on: a number in a collection, "For immediate release"."""
    return bool(_NOTICE.match(text))


def is_byline(text: str) -> bool:
    """A line under a title that says who spoke, or where."""
    return bool(_BYLINE.search(text)) or is_name(text)


def is_greeting(text: str) -> bool:
    return len(text) < 200 and bool(_GREETING.match(plain_start(text)))


def is_heading(text: str) -> bool:
    """A short line that is no sentence and opens nothing."""
    return len(text) <= LONGEST_HEADING and not (
        ends_sentence(text) or opening(text) or is_greeting(text) or is_date_line(text)
    )


def is_farewell(text: str) -> bool:
    """ "Finally, I thank you": the ordinal opens no point."""
    return bool(_FAREWELL.match(plain_start(text)))


def begins_closing(text: str) -> bool:
    return is_farewell(text) or bool(_CLOSING.match(plain_start(text)))


def may_begin_closing(text: str) -> bool:
    """Does a readout return to both sides?"""
    return bool(_ALSO.match(plain_start(text)))


def begins_questions(text: str) -> bool:
    """Is it marked as a question, or as the heading above questions?"""
    plain = plain_start(text)
    return bool(_QUESTION.match(plain) or _QUESTIONS.match(plain))


def may_be_asked(text: str) -> bool:
    """A name, a colon, and something that ends as a question."""
    return bool(_ASKED.match(plain_start(text)))


def is_name(text: str) -> bool:
    """Two to six words, each with a capital."""
    return (
        2 <= len(text.split()) <= 6 and not ends_sentence(text.rstrip(".")) and bool(_NAMED.fullmatch(text.rstrip(".")))
    )


def is_signature(text: str) -> bool:
    """A line that can only stand below a text: a place and date of signing, a mark of the end, a name in capitals."""
    if len(text) > 150:
        return False
    capitals = len(text.split()) <= 6 and text.upper() == text and text.lower() != text and not opening(text)
    return bool(_SIGNED.match(text) or _END_MARK.fullmatch(text) or is_date_line(text) or capitals)


def announced(text: str) -> int | None:
    """How many points a line says there will be: "the following three proposals"."""
    found = _ANNOUNCED.findall(text)
    return next(
        (CARDINALS.get(n.lower()) or int(n) for n in found[::-1] if n.lower() in CARDINALS or n.isdigit()), None
    )


_ANNOUNCED = re.compile(rf"\b({_NUMBERS}|\d{{1,2}})(?:[\s-]+[\w-]+){{0,2}}?[\s-]+(?:{_NOUNS})s?\b", re.IGNORECASE)
