"""The cite block of a page: each thing that can be cited there, in every style."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explainer.cite.records import UNKNOWN, Citable
from explainer.cite.styles import STYLES, Cited
from explainer.editions.snapshot import Imprint
from explainer.render.page import Page
from explainer.text import language
from explainer.text.dates import FORMS, in_form
from explainer.text.markdown import from_html


@dataclass(frozen=True)
class Offer:
    """What a template prints for one thing: `rows` are (style id, style, [(what it is called, Markdown)])."""

    thing: Citable
    rows: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    files: tuple[tuple[str, str], ...]  # (name, address)


def offers(
    page: Page, things: Sequence[Citable], cited: Mapping[str, Mapping[str, Cited]], imprint: Imprint
) -> list[Offer]:
    """The cite block of `page`, whose `things` were rendered into `cited`."""
    result = []
    for thing in things:
        rows = []
        for style in STYLES:
            one = cited[thing.key][style.id]
            parts = ((style.citation, one.citation), (style.reference, one.reference))
            shown = tuple((name, _filled_in(page, thing, text, imprint)) for name, text in parts)
            rows.append((style.id, style.name, shown))
        files = tuple((name, page.to(thing.stem + suffix)) for name, suffix in _FORMATS)
        result.append(Offer(thing, tuple(rows), files))
    return result


_FORMATS = (("BibTeX", ".bib"), ("RIS", ".ris"), ("CSL-JSON", ".csl.json"))


def _filled_in(page: Page, thing: Citable, text: str, imprint: Imprint) -> str:
    """The citation as Markdown, the address and the date of access as elements that the browser can bring up to date."""
    address = html.escape(thing.address)
    own = page.to(thing.file) if thing.known_address == UNKNOWN else address
    # What the styles themselves say in Russian or Chinese.
    text = "".join(f'<span lang="{code}">{run}</span>' if code else run for run, code in language.runs(text))
    text = text.replace(address, f'<a class="address" href="{own}">{html.escape(thing.known_address)}</a>')
    for form in FORMS:
        date = in_form(imprint.date, form) if imprint.date else "[date of access]"
        text = text.replace(in_form(thing.accessed, form), f'<em class="accessed" data-form="{form}">{date}</em>')
    assert thing.accessed[:4] not in text, f"an access date in a form that FORMS does not know: {text}"
    return from_html(text)


def as_text(thing: Citable, text: str, imprint: Imprint) -> str:
    """A rendered citation as plain text, for data files: the edition's date as that of access, no address if unknown."""
    text = text.replace(html.escape(thing.address), thing.known_address)
    for form in FORMS:
        date = in_form(imprint.date, form) if imprint.date else "[date of access]"
        text = text.replace(in_form(thing.accessed, form), date)
    return html.unescape(re.sub(r"</?em>", "", text))


def in_data(thing: Citable, cited: Mapping[str, Cited], imprint: Imprint) -> dict[str, dict[str, str]]:
    """Every style of one thing as plain text, for the JSON twin of a card."""
    return {
        style.id: {
            "citation": as_text(thing, cited[style.id].citation, imprint),
            "reference": as_text(thing, cited[style.id].reference, imprint),
        }
        for style in STYLES
    }
