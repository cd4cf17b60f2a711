"""The index of the glossary."""

from __future__ import annotations

from explainer.load.model import Names
from explainer.render.pages.glossary import other_names


def test_a_name_that_is_written_as_another_stands_once(mini):
    (term,) = [t for t in mini.terms if t.id == "river-board"]
    names = Names(zh="RB", pinyin="héwěi", ru="РК", kk="РК")
    assert other_names(term.model_copy(update={"names": names})) == {"ru": "РК"}
    assert list(other_names(term)) == ["zh", "ru", "kk"]
