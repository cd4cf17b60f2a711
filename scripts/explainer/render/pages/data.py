"""The files to be taken away. Their page is one that people write (see hand_written), which lists them by `listed`."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from explainer.export import catalog, package
from explainer.export.files import DICTIONARY, files
from explainer.export.tables import tables
from explainer.render.page import Page
from explainer.render.pages.frame import Frame


def pages(frame: Frame) -> None:
    """Every file of this edition; what is said of each is kept for the page."""
    for file, text in files(frame.site, frame.imprint):
        frame.keep({file.path: text})
        frame.exports.append(file)


def listed(frame: Frame, page: Page) -> dict[str, Any]:
    """What the page of the files tells, for people and in its head for catalogues."""
    found = {about: list(made) for about, made in groupby(frame.exports, key=lambda file: file.about)}
    catalogued = catalog.dataset(frame.site, frame.imprint, page.file, frame.exports)
    return {
        "exports": found,
        "tables": tables(frame.site),
        "formulas": package.FORMULAS,
        "dictionary": DICTIONARY,
        "told": {"jsonld": {"@context": catalog.CONTEXT, "mainEntity": catalogued}},
    }
