"""What all pages share: the templates, this edition's imprint, what can be cited, and what was given up."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import jinja2

from explainer.addresses import card_file, file_of, section_file
from explainer.cite import styles
from explainer.cite.records import citables, short_note
from explainer.editions import difference, history, snapshot
from explainer.kinds import KINDS
from explainer.load.model import Section
from explainer.render import cite_block, head, reference_files
from explainer.render.page import Notes, Page, foreign
from explainer.site import Site
from explainer.text import inline, labels, language
from explainer.text.dates import spoken
from explainer.text.markdown import attribute, escape, in_language, yaml_string

Code = TypeVar("Code", bound=str)
TEMPLATES = Path(__file__).parent.with_name("templates")
PLAIN = "page.md.txt"
# A page's front matter, and the links of its Markdown to other pages.
_HEAD = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_LINK = re.compile(r"(?<=\]\()((?:\.\./)*[\w./-]*?)index\.md(?=[#)])")


def environment(cache: Path | None = None) -> jinja2.Environment:
    """The templates: strict about names, and plain text is escaped by hand (`|md`), since the output is Markdown.

    `cache` is a folder for compiled templates; it may be missing or emptied at any time.
    """
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        bytecode_cache=_bytecode_cache(cache) if cache else None,
    )
    env.filters |= {
        "md": escape,
        "md_start": partial(escape, at_start=True),
        "attr": attribute,
        "yaml": yaml_string,
        "date": spoken,
        "plain": lambda text: inline.plain(inline.parse(text)),
        "tagged": _tagged,
        "foreign": foreign,
    }
    env.globals |= {"words": labels, "card_file": card_file, "section_file": section_file}
    return env


def _bytecode_cache(folder: Path) -> jinja2.FileSystemBytecodeCache | None:
    """Compiled templates in a folder; without them where that cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Cache(str(folder))
    except (OSError, RuntimeError):
        return None


class _Cache(jinja2.FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with contextlib.suppress(OSError):  # not kept: the next run compiles again
            super().dump_bytecode(bucket)


class Frame:
    """The site being rendered. `made` is what there is so far: path in docs/ -> text."""

    def __init__(self, site: Site, cache: Path | None) -> None:
        self.site = site
        self.env = environment(cache / "templates" if cache else None)
        citations = cache / "citations" if cache else None
        self.imprint = snapshot.imprint(site)
        self.citables = citables(site, self.imprint)
        self.cited = styles.styled([thing for things in self.citables.values() for thing in things], citations)
        self.given_up = history.given_up(site)
        self.histories = difference.histories(site.content.editions)
        self.made: dict[str, str] = {}

    def page(self, file: str, kind: str = "page", id: str = "", notes: Notes = "elsewhere") -> Page:
        return Page(self.site, file, (kind, id), notes)

    def add(self, template: str, page: Page, **context: Any) -> None:
        """Render a page and keep it."""
        text = self.render(template, page, **context)
        self.made[page.file] = re.sub(r"\n{3,}", "\n\n", text)

    def render(self, template: str, page: Page, **context: Any) -> str:
        """A template's text for a page; the page then knows what it cites."""
        shown = {
            "page": page,
            "site": self.site,
            "about": self.site.content.about,
            "imprint": self.imprint,
            "short_note": short_note(self.site.content.about),
            "head": partial(self.head, page),
            "offers": cite_block.offers(page, self.citables.get(page.file, []), self.cited, self.imprint),
            "histories": self.histories,
            "languages": languages(self.site),
            "part_choices": [(s.number, numbered(s)) for s in self.site.sections()],
            "given_up_here": [g for g in self.given_up if g.home.startswith(f"{page.file}#")],
        }
        return self.env.get_template(template).render(shown | context)

    def head(self, page: Page, title: str, description: str, extra: dict[str, Any] | None = None) -> str:
        things = self.citables.get(page.file, [])
        return head.front_matter(self.site, self.imprint, page, title, description, extra, things)

    def citation_files(self) -> None:
        for things in self.citables.values():
            for thing in things:
                self.made |= reference_files.files(thing, self.imprint)

    def plain_markdown(self) -> None:
        """Beside each page its own Markdown as a text file, for readers: without front matter, its links as addresses."""
        for file in [name for name in self.made if name.endswith("index.md")]:
            text = _LINK.sub(lambda match: match[1] or "./", _HEAD.sub("", self.made[file]))
            self.made[f"{file.removesuffix('index.md')}{PLAIN}"] = text


# --- what several families tell their templates ---


def choices(codes: Iterable[Code], name: Callable[[Code], str]) -> list[tuple[Code, str]]:
    """Codes that occur, with their names, in the order of the names: what a filter offers."""
    return sorted({(code, name(code)) for code in codes}, key=lambda pair: pair[1])


def numbered(section: Section) -> str:
    return f"{section.number}. {section.title}" if section.number else section.title


def section_links(site: Site, page: Page) -> list[tuple[Section, str]]:
    """Every part with the link to it from a page."""
    return [(section, page.to(section_file(section))) for section in site.sections()]


def languages(site: Site) -> str:
    """The languages in which the glossary has names, in words; empty if in none."""
    found = [
        name for code, name in labels.LANGUAGES.items() if any(getattr(t.names, code) for t in site.terms.values())
    ]
    return " and ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))


def homes(site: Site, page: Page, found: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(what it is, its title, the link to it) for each (kind, id)."""
    named = ((home, *KINDS[home[0]].named(site.things[home])) for home in found)
    return [(what, title, page.to(file_of(site, *home))) for home, title, what in named]


def _tagged(words: str) -> str:
    """An alias as Markdown, with its language where the script tells it."""
    code = language.of(words)
    return in_language(code, escape(words)) if code else escape(words)
