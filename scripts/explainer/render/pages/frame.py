"""What all pages share: the templates, this edition's imprint, what can be cited, and what was given up."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TypeVar

import jinja2

from explainer.addresses import card_file, file_of, section_file
from explainer.atlas.drawing import Drawing, draw
from explainer.cite import styles
from explainer.cite.records import citables, short_note
from explainer.editions import difference, history, snapshot
from explainer.export import reference_files
from explainer.export.files import File
from explainer.kinds import KINDS
from explainer.load.content import Content
from explainer.load.model import Section
from explainer.render import cite_block, correct, head
from explainer.render.by_hand import Door
from explainer.render.clashes import Subject
from explainer.render.drawing import NARROW, drawn
from explainer.render.page import Notes, Page, foreign
from explainer.site import Site
from explainer.text import inline, labels, language
from explainer.text.dates import spoken
from explainer.text.markdown import address, attribute, escape, in_language, yaml_string
from explainer.text.prose import capital

Code = TypeVar("Code", bound=str)
# Characters of a page's Markdown: beyond them it weighs more than 100 kB as sent, and its parts get pages of their own.
HEAVY = 300_000
TEMPLATES = Path(__file__).parent.with_name("templates")
PLAIN = "page.md.txt"
# What of a page's Markdown is a drawing, and its links to other pages.
_DRAWING = re.compile(r"<figure\b.*?</figure>\n*", re.DOTALL)
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
        "attr": attribute,
        "address": address,
        "yaml": yaml_string,
        # At the beginning of a sentence; within one, words stay as they are, since they may begin with a name.
        "sentence": capital,
        "counted": counted,
        "date": spoken,
        "thousands": thousands,
        "plain": lambda text: inline.plain(inline.parse(text)),
        "tagged": _tagged,
        "listed": listed,
        "foreign": foreign,
    }
    env.globals |= {
        "words": labels,
        "narrow_height": lambda figure: (drawing := drawn(figure, NARROW)).height + drawing.head,
        "card_file": card_file,
        "section_file": section_file,
    }
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


class Stored(Mapping[str, str]):
    """Texts by name, in a file without a name: memory does not grow by every page of a large edition."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as the texts are asked for
        self._parts: dict[str, tuple[int, int]] = {}  # where each begins, and its length in bytes

    def keep(self, name: str, text: str) -> None:
        """Keep a text; a second one of this name takes the place of the first."""
        raw = text.encode()
        self._parts[name] = self._file.seek(0, os.SEEK_END), len(raw)
        self._file.write(raw)

    def __getitem__(self, name: str) -> str:
        start, length = self._parts[name]
        self._file.seek(start)
        return self._file.read(length).decode()

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


@dataclass(frozen=True)
class Cut:
    """A view of the map as a small picture: its file and its drawing."""

    file: str
    drawing: Drawing


class Frame:
    """The site being rendered. `made` is what there is so far: path in docs/ -> text; `subjects`: what each is about;
    `exports`: the files to be taken away."""

    def __init__(self, site: Site, cache: Path | None, doors: Sequence[Door] = ()) -> None:
        self.site = site
        self.doors = doors
        self.env = environment(cache / "templates" if cache else None)
        citations = cache / "citations" if cache else None
        self.changes = history.all_changes(site)
        self.imprint = snapshot.imprint(site, later=any(one.number is None for one in self.changes))
        self.citables = citables(site, self.imprint)
        self.cited = styles.styled([thing for things in self.citables.values() for thing in things], citations)
        self.given_up = history.given_up(site)
        self.histories = difference.histories(site.content.editions)
        self.languages = languages(site)
        self.cuts = _cuts(site.content)
        self.part_choices = [(section.number, section.numbered) for section in site.sections()]
        self.made = Stored()
        self.exports: list[File] = []
        self.subjects: dict[str, list[Subject]] = {}

    def page(self, file: str, kind: str = "page", id: str = "", notes: Notes = "elsewhere") -> Page:
        return Page(self.site, file, (kind, id), notes)

    def add(self, template: str, page: Page, **context: Any) -> None:
        """Render a page and keep it."""
        self._add(self.render(template, page, **context), page)

    def add_if_light(self, template: str, page: Page, **context: Any) -> bool:
        """Render a page, and keep it unless it is too heavy; returns whether it was kept."""
        text = self.render(template, page, **context)
        light = len(text) <= HEAVY
        if light:
            self._add(text, page)
        return light

    def _add(self, text: str, page: Page) -> None:
        if self.site.draft:
            text = head.FRONT.sub(lambda front: front[0] + self.render("draft.md.j2", page), text)
        self.keep({page.file: re.sub(r"\n{3,}", "\n\n", text)}, page.subject)

    def keep(self, files: Mapping[str, str], subject: Subject = ("page", "")) -> None:
        """Keep files that are about something; that no two have one name is checked when all are there (clashes)."""
        for file, text in files.items():
            self.made.keep(file, text)
            self.subjects.setdefault(file, []).append(subject)

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
            "languages": self.languages,
            "correct_at": partial(correct.address, self.site),
            "part_choices": self.part_choices,
            "cuts": self.cuts,
            "doors": self.doors,
            "given_up_here": [g for g in self.given_up if g.home.startswith(f"{page.file}#")],
        }
        return self.env.get_template(template).render(shown | context)

    def head(self, page: Page, title: str, description: str, extra: dict[str, Any] | None = None) -> str:
        things = self.citables.get(page.file, [])
        return head.front_matter(self.site, self.imprint, page, title, description, extra, things)

    def citation_files(self) -> None:
        for things in self.citables.values():
            for thing in things:
                self.keep(reference_files.files(thing, self.imprint))

    def plain_markdown(self) -> None:
        """Beside each page its own Markdown as a text file, for readers: without front matter and drawings, its links as addresses."""
        for file in [name for name in self.made if name.endswith("index.md")]:
            text = _DRAWING.sub("", head.FRONT.sub("", self.made[file]))
            text = _LINK.sub(lambda match: match[1] or "./", text)
            self.keep({f"{file.removesuffix('index.md')}{PLAIN}": text})


def _cuts(content: Content) -> list[Cut]:
    views = content.map.views if content.map else ()
    return [Cut(f"map/{view.id}.svg", draw(content, view, "small")) for view in views if view.on]


# --- what several families tell their templates ---


def choices(codes: Iterable[Code], name: Callable[[Code], str]) -> list[tuple[Code, str]]:
    """Codes that occur, with their names, in the order of the names: what a filter offers."""
    return sorted({(code, name(code)) for code in codes}, key=lambda pair: pair[1])


def listed(words: Iterable[str]) -> str:
    """Some words as a sentence has them: a, b and c."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, one: str, more: str = "") -> str:
    """A number of things: 1 entry, 2 entries."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


def thousands(number: str) -> str:
    """A number as typed, its thousands apart: 20000 as 20,000."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


def section_links(site: Site, page: Page) -> list[tuple[Section, str]]:
    """Every part with the link to it from a page."""
    return [(section, page.to(section_file(section))) for section in site.sections()]


def languages(site: Site) -> str:
    """The languages in which the glossary has names, in words; empty if in none."""
    found = [
        name for code, name in labels.LANGUAGES.items() if any(getattr(t.names, code) for t in site.terms.values())
    ]
    return listed(found) if found else ""


def homes(site: Site, page: Page, found: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(what it is, its title, the link to it) for each (kind, id)."""
    named = ((home, *KINDS[home[0]].named(site.things[home])) for home in found)
    return [(what, title, page.to(file_of(site, *home))) for home, title, what in named]


def _tagged(words: str) -> str:
    """An alias as Markdown, with its language where the script tells it."""
    code = language.of(words)
    return in_language(code, escape(words)) if code else escape(words)
