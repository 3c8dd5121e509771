"""The table by which languages are told apart, from texts to the reader."""

from __future__ import annotations

from monitor.understand.tongues import Tongues
from training import corpus, tongues

TEXTS = {
    "fi": ("hyvää ruokaa ja tyly myyjä", "palvelu oli hyvää"),
    "ro": ("mâncare bună și vânzător grosolan", "servirea a fost bună"),
    "he": ("שירות טוב",),
}
SETS = [
    corpus.DataSet(f"{lang}.x", lang, tuple((text, 1) for text in texts))
    for lang, texts in TEXTS.items()
]


def test_words_cost_least_in_the_language_that_they_were_counted_in() -> None:
    table = Tongues(tongues.build(SETS))
    for lang, word in (("fi", "myyjää"), ("ro", "mâncarea")):
        costs = table.costs([word])
        assert min(costs, key=costs.__getitem__) == lang


def test_a_language_that_its_letters_tell_is_not_counted() -> None:
    assert Tongues(tongues.build(SETS)).codes == ("fi", "ro")


def test_the_same_texts_make_the_same_table() -> None:
    assert tongues.build(SETS) == tongues.build(SETS)
