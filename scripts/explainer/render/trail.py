"""You are here: the pages above a page and those beside it, for the frame and for every builder that reads front matter."""

from __future__ import annotations

from posixpath import dirname
from typing import Any

from explainer.addresses import section_file, url
from explainer.kinds import COMMITMENT, FIGURE, KINDS, PASSAGE, SOURCE, TERM
from explainer.load.model import Term
from explainer.render.page import Page
from explainer.site import Site

# Kinds whose things are read one after another; the menu of a builder has what leads from point to point.
IN_A_ROW = (PASSAGE.id, TERM.id, COMMITMENT.id, FIGURE.id)
# Pages that are about no one thing and stand in no menu, with the page above each.
BELOW = {
    "pillars/index.md": ("The statement", "statement/index.md"),
    "print/index.md": ("The statement", "statement/index.md"),
    "data/index.md": ("Cite and link", "cite/index.md"),
    "contribute/index.md": ("About", "about/index.md"),
}
# What goes on on further pages, in the folder of its first.
FURTHER = (TERM.within, SOURCE.within, ("Timeline", "timeline/index.md"), ("For print", "print/index.md"))
GIVEN_UP = "given-up"  # what a page is about that keeps an address: the id of the kind that it was of
Step = dict[str, str]  # what a page is called, and its address below the site's root: {title, url}


def trail(site: Site, page: Page, title: str) -> list[Step]:
    """The way down to a page: those above it, then itself by name alone. Empty where the menu says it all.

    `title` is the name of a page that has no shorter one.
    """
    above = _above(site, page)
    return [_step(*one) for one in above] + [{"title": _name(site, page) or title}] if above else []


def beside(site: Site, page: Page) -> dict[str, Step]:
    """The pages before and after that of a passage, a term, a commitment or a figure, as `previous` and `next`."""
    kind, id = page.subject
    if kind not in IN_A_ROW:
        return {}
    neighbours = zip(("previous", "next"), site.beside[kind, id], strict=True)
    return {side: _step(*_page_of(site, kind, other)) for side, other in neighbours if other}


def _step(title: str, file: str) -> Step:
    return {"title": title, "url": url(file)}


def _above(site: Site, page: Page) -> list[tuple[str, str]]:
    kind, id = page.subject
    of = KINDS.get(id if kind == GIVEN_UP else kind)
    first = _first(page.file)
    found = [of.within] if of else [BELOW.get(first[1] if first else page.file), first]
    if kind == PASSAGE.id:
        section = site.section_of(site.things[kind, id])
        found.append((section.numbered, section_file(section)))
    return [one for one in found if one]


def _first(file: str) -> tuple[str, str] | None:
    """The first page of what goes on on this one."""
    return next((one for one in FURTHER if one and file != one[1] and dirname(file).startswith(dirname(one[1]))), None)


def _name(site: Site, page: Page) -> str:
    """What a page is called where room is short; empty if it has no name but its title."""
    kind, id = page.subject
    thing: Any = site.things.get((kind, id))
    match kind:
        case PASSAGE.id:
            return str(thing.number)
        case TERM.id:
            return short(thing)
        case FIGURE.id:
            return str(thing.name)
    return ""


def short(term: Term) -> str:
    """What a term is called where room is short."""
    return term.abbreviations[0] if term.abbreviations else term.name


def _page_of(site: Site, kind: str, id: str) -> tuple[str, str]:
    """What a thing is called and the file of its own page."""
    of = KINDS[kind]
    return of.title(site.things[kind, id]), of.page(id) if of.page else site.files[kind, id]
