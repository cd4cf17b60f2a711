"""Links between things, and the language of words in other scripts."""

from __future__ import annotations

from explainer.kinds import KINDS, linked, sourced
from explainer.load.content import Content
from explainer.load.model import Fact
from explainer.problems import Problems, did_you_mean
from explainer.text import inline, language


def inline_markdown_is_sound(content: Content, problems: Problems) -> None:
    known = _linked_ids(content)
    for fact in (one.fact for _, one in sourced(content) if one.fact):
        try:
            tokens = inline.parse(fact.text)
        except ValueError as error:
            problems.add(fact.place("text"), "inline-link", str(error))
            continue
        for link in inline.links(tokens):
            _check_link(fact, link, known, problems)
        for words in inline.unmarked_foreign(tokens):
            message = f'"{words}" needs its language, such as [{words}](lang:{language.of(words)})'
            problems.add(fact.place("text"), "inline-language", message)


def _linked_ids(content: Content) -> dict[str, set[str]]:
    """The ids to which a fact's text or an event can lead, by kind."""
    return {id: {KINDS[id].id_of(thing) for thing in KINDS[id].things(content)} for id in linked()}


def known_references(content: Content) -> set[str]:
    """Everything to which an event or a figure can belong: term:cica."""
    return {f"{kind}:{id}" for kind, ids in _linked_ids(content).items() for id in ids}


def _check_link(fact: Fact, link: inline.Link, known: dict[str, set[str]], problems: Problems) -> None:
    if link.kind not in known:
        kinds = ", ".join(f"{kind}:" for kind in known if kind != "passage")
        problems.add(fact.place("text"), "inline-link", f'link kind "{link.kind}:"; use {kinds} p2.3 or lang:')
    elif link.id not in known[link.kind]:
        hint = did_you_mean(link.id, known[link.kind])
        problems.add(fact.place("text"), f"unknown-{link.kind}", f'no {link.kind} "{link.id}"{hint}')


def see_also_leads_somewhere(content: Content, problems: Problems) -> None:
    known = {t.id for t in content.terms}
    for term in content.terms:
        for i, id in enumerate(term.see_also):
            if id not in known:
                problems.add(
                    term.place("see_also", i), "unknown-term", f'see_also: no term "{id}"{did_you_mean(id, known)}'
                )
            elif id == term.id:
                problems.add(term.place("see_also", i), "see-also-self", f'"{id}" refers to itself')
    for person in (content.about.speaker, content.about.counterpart):
        if person and person.term and person.term not in known:
            problems.add(
                person.place("term"), "unknown-term", f'no term "{person.term}"{did_you_mean(person.term, known)}'
            )


def events_lead_somewhere(content: Content, problems: Problems) -> None:
    known = known_references(content)
    for event in content.timeline:
        for i, reference in enumerate(event.see):
            if reference not in known:
                message = f'no "{reference}"{did_you_mean(reference, known)}'
                problems.add(event.place("see", i), "unknown-reference", message)
