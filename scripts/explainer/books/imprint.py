"""What every book says of itself: which edition it is, when, where a newer one may be, and what may be done with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from explainer.editions import history, snapshot
from explainer.editions.snapshot import Imprint
from explainer.site import Site
from explainer.text.dates import spoken
from explainer.text.prose import capital

LICENCE_NAME = "CC BY 4.0"


@dataclass(frozen=True)
class Edition:
    """The edition as a book names it."""

    site: Site
    imprint: Imprint

    @property
    def stem(self) -> str:
        """The beginning of the names of its files: the site's and the edition, in ASCII letters."""
        number = self.imprint.number or "draft"
        return f"{ascii_name(self.site.content.about.label) or 'statement'}-{number}{'-later' * self.imprint.later}"


def edition(site: Site) -> Edition:
    """The newest edition, or what came after it."""
    later = any(one.number is None for one in history.all_changes(site))
    return Edition(site, snapshot.imprint(site, later))


def said(site: Site) -> list[str]:
    """Who said it, with whom, on what occasion: a line each."""
    about = site.content.about
    people = [one for one in (about.speaker, about.counterpart) if one]
    occasion = capital(about.occasion)
    return [*(f"{p.name}, {p.role}" for p in people), f"{occasion}, {about.place_name}, {spoken(about.date)}"]


def ascii_name(words: str) -> str:
    """Words as a part of a file name; empty if they have no letter or digit of ASCII."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
