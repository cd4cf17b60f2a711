"""What words in Cyrillic letters begin with in all their forms."""

from __future__ import annotations

import pytest

from explainer.text.stems import stems


@pytest.mark.parametrize(
    "word, forms",
    [
        ("железная дорога", ["железных", "дорогами"]),
        ("товарооборот", ["товарооборота", "товарообороту"]),
        ("қақпа", ["қақпаның", "қақпалардағы"]),
        ("өткелі", ["өткелдері", "өткелінде"]),
        ("көлік", ["көлігі", "көліктердің"]),
    ],
)
def test_every_form_of_a_word_begins_with_what_is_known(word, forms):
    russian, kazakh = stems([word])
    for form in forms:
        assert any(form.startswith(stem) for stem in (*russian, *kazakh)), form


def test_kazakh_without_a_letter_of_its_own_is_known_by_where_it_stands():
    assert stems(["сауда"]) == (["сауд"], [])
    assert stems([], ["сауда"]) == ([], ["сауда"])
    assert stems(["trade 贸易 и"]) == ([], [])
