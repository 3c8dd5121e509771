"""One spelling for what people spell in several ways."""

from __future__ import annotations

import pytest

from monitor.understand.letters import fold, fold_term
from monitor.understand.passage import prepare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hyvää", "hyvaa"),
        ("mâncare", "mancare"),
        ("închisă", "inchisa"),
        ("жақсы", "жаксы"),
        ("ещё", "еще"),
        ("groß", "gross"),
        ("l'accueil", "accueil"),
    ],
)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert fold([one]) == fold([other])


def test_as_many_words_come_out_as_went_in() -> None:
    for text in ("", "x", "don't l'eau d'", "Ça n'est pas l' été", "İstanbul"):
        passage = prepare(text)
        assert len(passage.folded) == len(passage.words)


def test_an_apostrophe_inside_a_word_stays() -> None:
    assert fold_term("don't ג'וק") == "don't ג'וק"


def test_each_choice_of_a_term_is_spelt_on_its_own() -> None:
    assert fold_term("l'été|d'hiver trés|très") == "ete|hiver tres|tres"
