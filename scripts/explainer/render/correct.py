"""A reader's way to correct something: a mail or an issue that says where it is and asks for what is needed."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from explainer.addresses import url
from explainer.site import Site

# Asked for in a mail; on GitHub by the form .github/ISSUE_TEMPLATE/correction.yml, which has these as fields.
FORM = "correction.yml"
QUESTIONS = ("What is wrong:", "What would be right, and where one can see it:")


def address(site: Site, what: str, file: str) -> str:
    """Where to correct `what`, which lives in a file of docs/; empty if the edition names neither contact nor repository.

    The contact comes first: a mail needs no account anywhere.
    """
    about = site.content.about
    title, where = f"Correction: {what}", f"{site.site_url or '/'}{url(file)}"
    text = "\n\n".join((f"{about.name}, {where}", *(f"{question}\n" for question in QUESTIONS)))
    if about.contact:
        return f"mailto:{quote(about.contact, safe='@')}?{_query(subject=title, body=text)}"
    return _issue(about.repository, title, where, text) if about.repository else ""


def _issue(repository: str, title: str, where: str, text: str) -> str:
    """A new issue, filled in as the three kinds of forges read it from an address."""
    host, base = urlsplit(repository).netloc, repository.removesuffix("/").removesuffix(".git")
    if host == "github.com":
        return f"{base}/issues/new?{_query(template=FORM, title=title, where=where)}"
    if "gitlab" in host:
        return f"{base}/-/issues/new?{_query(**{'issue[title]': title, 'issue[description]': text})}"
    return f"{base}/issues/new?{_query(title=title, body=text)}"


def _query(**fields: str) -> str:
    return urlencode(fields, quote_via=quote)
