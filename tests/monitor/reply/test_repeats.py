from __future__ import annotations

from monitor.reply.repeats import echoes, long_sentences, said_in


def test_sentences_of_six_words_are_long_whatever_their_case_and_marks() -> None:
    text = "Thank you. We take what YOU write, seriously!\n\nSam, owner"
    assert long_sentences(text) == {"we take what you write seriously"}


def test_all_that_was_said_is_gathered() -> None:
    assert said_in([]) == frozenset()
    assert len(said_in(["One two three four five six.", "A b c d e f. Hi."])) == 2


def test_six_words_in_a_row_are_an_echo() -> None:
    review = "The soup was cold and the waiter rude."
    assert echoes(review, "So the soup was cold and the waiter, too.")
    assert not echoes(review, "The soup was cold and bread stale.")
    assert not echoes("", "The soup was cold and the bread stale.")
