"""The statement itself, and what statement.yml tells of its parts."""

from __future__ import annotations

from explainer.check.repeated import repeated
from explainer.kinds import BESIDE_POINTS
from explainer.load.content import Content
from explainer.problems import Problems


def statement_is_the_source(content: Content, problems: Problems) -> None:
    if content.about.sha256 != content.statement.sha256:
        problems.add(
            (f"{content.root}/statement.yml", content.about.place("sha256")[1], content.about.place("sha256")[2]),
            "statement-changed",
            f"sha256 is not that of statement.txt ({content.statement.sha256}); the text is never edited: restore it",
        )


def cited_by_its_title(content: Content, problems: Problems) -> None:
    """A list of references is in the order of its titles: who looks for the short title finds the whole one by it.

    What the text is becomes one field in a reference manager, and one line in its lists.
    """
    cited_as, headline = content.about.cited_as, content.statement.title
    if not cited_as:
        return
    if (length := len(f"{cited_as.description}, {content.about.place_name}")) > 150:
        told = f"has {length} characters with the place behind it; at most 150 may be"
        problems.add(cited_as.place("description"), "cited-description", told)
    title = cited_as.title or headline
    if title not in headline:
        problems.add(cited_as.place("title"), "cited-title", f'not in the headline of the statement: "{headline}"')
    elif not title.startswith(cited_as.short_title):
        problems.add(cited_as.place("short_title"), "cited-title", f'does not begin the title: "{title}"')


def structure_is_confirmed(content: Content, problems: Problems) -> None:
    """No question about the cut is open: addresses that are published stay."""
    structure = content.about.structure
    for index, question in enumerate(structure.unsure):
        message = f"{question} (correct the structure, or leave it; then delete this line)"
        problems.add(structure.place("unsure", index), "structure-unsure", message)


def sections_match(content: Content, problems: Problems) -> None:
    told = {section.number: section for section in content.about.sections}
    for number in content.statement.sections:
        if number not in told:
            part = content.statement.parts[number]
            what = f"point {number} of the statement" if part == "point" else f"the {part} (number {number})"
            problems.add(
                content.about.place("sections"),
                "section-missing",
                f"no section for {what}; add one with number: {number}",
            )
    for number, section in told.items():
        if number not in content.statement.sections:
            problems.add(section.place("number"), "section-unknown", f"the statement has no point {number}")
        elif {section.slug, section.part} & BESIDE_POINTS and section.slug != section.part:
            right = f"write {section.part}" if section.part in BESIDE_POINTS else "choose another"
            message = f'"{section.slug}" is no slug for section {number}, a {section.part}; {right}'
            problems.add(section.place("slug"), "section-slug", message)
    for section in repeated(content.about.sections, lambda s: s.slug):
        problems.add(section.place("slug"), "duplicate-id", f'slug "{section.slug}" is used twice')
