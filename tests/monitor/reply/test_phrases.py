from __future__ import annotations

from monitor.reply.phrases import Choice, phrases


def test_stars_fall_back_on_the_sentences_for_text() -> None:
    assert Choice(text=("a",)).of(has_text=False) == ("a",)
    assert Choice(text=("a",), stars=("b",)).of(has_text=False) == ("b",)
    assert Choice(text=("a",), stars=("b",)).of(has_text=True) == ("a",)


def test_a_part_for_stars_alone_is_said_to_text_as_well() -> None:
    assert Choice(stars=("b",)).of(has_text=True) == ("b",)


def test_names_are_listed_as_in_a_sentence() -> None:
    says = phrases("en")
    assert says.listed([]) == ""
    assert says.listed(["the bread"]) == "the bread"
    assert says.listed(["the bread", "the wait"]) == "the bread and the wait"
    assert (
        says.listed(["the bread", "the price", "the wait"]) == "the bread, the price and the wait"
    )
