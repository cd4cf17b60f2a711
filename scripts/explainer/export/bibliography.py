"""The whole bibliography for reference managers: CSL-JSON and BibTeX, an entry a source under the source's id."""

from __future__ import annotations

import json
from collections.abc import Iterable

from explainer.cite import styles
from explainer.cite.places import date
from explainer.export.reference_files import MONTHS, latex
from explainer.load.model import Name, Source
from explainer.text import labels

# Types of entries that BibTeX, biblatex and Zotero's importer all know, by the types of CSL.
_TYPES = {
    "webpage": "online",
    "post-weblog": "online",
    "article-newspaper": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "report": "techreport",
    "speech": "misc",
}
# The fields for the publisher and for what a thing is part of, where these have a name of their own.
_PUBLISHER = {"techreport": "institution", "online": "organization", "misc": "organization"}
_CONTAINER = {"article": "journal", "incollection": "booktitle"}


def csl_json(sources: Iterable[Source]) -> str:
    """The text of a CSL-JSON file. The day on which we saw a source is that of access."""
    records = [styles.csl_json(source) | {"accessed": date(source.checked)} for source in sources]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def bibtex(sources: Iterable[Source]) -> str:
    """The text of a BibTeX file, in UTF-8."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    kind = _TYPES[source.type]
    year, month, _ = (*source.issued.split("-"), "", "")[:3] if source.issued != "n.d." else ("", "", "")
    title = f"{source.title} [{source.title_en}]" if source.title_en else source.title
    fields = {
        "author": " and ".join(map(_name, source.author)),
        "title": f"{{{latex(title)}}}",
        _PUBLISHER.get(kind, "publisher"): latex(source.publisher or ""),
        _CONTAINER.get(kind, "howpublished"): latex(source.container_title or ""),
        "volume": latex(source.volume or ""),
        "number": latex(source.issue or ""),
        "pages": latex((source.page or "").replace("–", "-").replace("-", "--")),
        "year": year,
        "month": MONTHS[int(month) - 1] if month else "",
        "date": source.issued if year else "",
        "doi": latex(source.DOI or ""),
        "url": (source.URL or "").replace("{", "%7B").replace("}", "%7D"),
        "urldate": source.checked,
        "language": labels.language(source.language),
    }
    lines = [
        f"  {name:<12} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value
    ]
    return f"@{kind}{{{source.id},\n" + "\n".join(lines) + "\n}\n"


def _name(name: Name) -> str:
    """A person family name first; a body in braces of its own, or it would be cut at its spaces."""
    if name.literal or not (name.family and name.given):
        return f"{{{latex(str(name))}}}"
    return f"{latex(name.family)}, {latex(name.given)}"
