"""What catalogues of data read on the page of the files: one description in two vocabularies, schema.org and DCAT 3."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from explainer.addresses import url
from explainer.editions.snapshot import Imprint
from explainer.export.files import File
from explainer.export.tables import at
from explainer.export.written import LICENCE
from explainer.site import Site

CONTEXT = [
    "https://schema.org",
    {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "spdx": "http://spdx.org/rdf/terms#"},
]


def dataset(site: Site, imprint: Imprint, page: str, files: Iterable[File]) -> dict[str, Any]:
    """The data set as JSON-LD: `page` is its page in docs/. Addresses are left out where that of the site is not known."""
    about = site.content.about
    data: dict[str, Any] = {
        "@type": ["Dataset", "dcat:Dataset"],
        "name": f"{about.name}: data",
        "description": about.summary,
        "dct:title": f"{about.name}: data",
        "dct:description": about.summary,
        "license": LICENCE,
        "dct:license": {"@id": LICENCE},
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "distribution": [_distribution(site, file) for file in files],
    }
    if site.site_url:
        here = at(site, url(page))
        data |= {"@id": f"{here}#data", "url": here, "dcat:landingPage": {"@id": here}}
    if imprint.date:
        data |= {"version": imprint.number, "dcat:version": imprint.number, "dateModified": imprint.date}
        data["dct:modified"] = imprint.date
    return data


def _distribution(site: Site, file: File) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": file.name,
        "description": file.about,
        "encodingFormat": file.media,
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file.media.partition(';')[0]}"},
        "contentSize": f"{file.size} B",
        "dcat:byteSize": file.size,
        "sha256": file.sha256,
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    }
    if site.site_url:
        data |= {"contentUrl": at(site, file.path), "dcat:downloadURL": {"@id": at(site, file.path)}}
    return data
