"""A page for each passage, made to be linked from reports, and the same as JSON."""

from __future__ import annotations

from typing import Any

from explainer.addresses import card_data_file, card_file
from explainer.load.statement import Passage
from explainer.render import cite_block, passage_json
from explainer.render.pages.frame import Frame
from explainer.site import Site


def pages(frame: Frame) -> None:
    """The page of each passage and its JSON."""
    passages = (None, *frame.site.content.statement.passages, None)
    for previous, passage, following in zip(passages, passages[1:], passages[2:], strict=False):
        assert passage
        page = frame.page(card_file(passage), "passage", passage.id, notes="copies")
        frame.add("card.md.j2", page, passage=passage, **_card(frame.site, passage))
        frame.keep({card_data_file(passage): _json(frame, passage, previous, following)})


def _card(site: Site, passage: Passage) -> dict[str, Any]:
    return {
        "section": site.section_of(passage),
        "notes": site.notes[passage.id],
        "terms": [site.terms[id] for id in site.linked(passage)],
        "commitments": site.commitments[passage.id],
        "clauses": site.clauses[passage.id],
    }


def _json(frame: Frame, passage: Passage, previous: Passage | None, following: Passage | None) -> str:
    offered = {
        thing.what: cite_block.in_data(thing, frame.cited[thing.key], frame.imprint)
        for thing in frame.citables[card_file(passage)]
    }
    return passage_json.card(frame.site, passage, previous, following, offered, frame.imprint)
