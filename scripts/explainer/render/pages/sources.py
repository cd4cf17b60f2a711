"""The sources: a list by who wrote or published them, primary documents first, and a page for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from explainer.addresses import file_of
from explainer.load.model import Source
from explainer.render.pages import sheets
from explainer.render.pages.frame import Frame, choices, homes
from explainer.text import chinese, labels
from explainer.text.markdown import from_html

LIST = "sources/index.md"
MOST = 1000  # lines on a sheet of it: some 75 kB as sent
# Groups of the list that are no letter.
PRIMARY, DIGITS, OTHER_SCRIPTS = "primary", "0-9", "other scripts"


def pages(frame: Frame) -> None:
    """The list, on as many sheets as it takes, and a page for each source."""
    site = frame.site
    _list(frame, list(site.sources.values()))
    for source in site.sources.values():
        page = frame.page(file_of(site, "source", source.id), "source", source.id)
        reference = from_html(site.bibliography[source.id])
        found = homes(site, page, site.cited_in.get(source.id, []))
        frame.add("source.md.j2", page, source=source, reference=reference, homes=found)


def _list(frame: Frame, sources: list[Source]) -> None:
    parties = frame.site.content.about.parties
    groups_of_all = grouped(sources)
    made = sheets.cut(groups_of_all, MOST)
    files = sheets.files(LIST, len(made))
    shown = {
        "sources": sources,
        "counts": {group: len(found) for group, found in groups_of_all.items()},
        "places": sheets.places(LIST, made),
        "anchors": {group: _anchor(group) for group in groups_of_all},
        "files": files,
        "traditional": chinese.pairs(" ".join(source.title for source in sources)),
        "side_choices": choices((s.side for s in sources), lambda side: labels.side(parties, side)),
        "language_choices": choices((s.language for s in sources), labels.language),
    }
    for number, (file, groups) in enumerate(zip(files, made, strict=True), start=1):
        page = frame.page(file)
        frame.add("sources.md.j2", page, groups=groups, number=number, sheets=list(map(page.url, files)), **shown)


def grouped(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Primary documents, then the others by the first letter of who made them; each group by that and by title."""
    groups: dict[str, list[Source]] = {PRIMARY: []}
    for source in sorted(sources, key=lambda s: (_order(s.made_by), _order(s.title), s.id)):
        groups.setdefault(PRIMARY if source.kind == "primary" else _letter(source.made_by), []).append(source)
    order = [PRIMARY, DIGITS, *map(chr, range(ord("A"), ord("Z") + 1)), OTHER_SCRIPTS]
    return {name: groups[name] for name in order if groups.get(name)}


def _anchor(group: str) -> str:
    return group if group == PRIMARY else "letter-" + group.lower().replace(" ", "-")


def _order(name: str) -> str:
    """A name as it is sorted: without accents, capitals, signs at its beginning, and an article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return bare.lstrip("‘’“”'\"[(").removeprefix("the ")


def _letter(name: str) -> str:
    first = _order(name)[:1].upper()
    return DIGITS if first.isdigit() else first if "A" <= first <= "Z" else OTHER_SCRIPTS
