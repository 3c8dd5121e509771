"""Praise that means its opposite."""

from __future__ import annotations

import pytest

from monitor.understand.aspects import read
from monitor.understand.passage import prepare


def total(text: str, lang: str = "en") -> float:
    return sum(event.value for event in read(prepare(text), lang).events)


@pytest.mark.parametrize(
    ("ironic", "plain"),
    [
        ("Great, another two-hour wait. Love it.", "another two-hour wait."),
        ("Lovely touch, the soup was cold.", "the soup was cold."),
    ],
)
def test_bare_praise_beside_a_thing_gone_wrong_stings(ironic: str, plain: str) -> None:
    assert total(ironic) < total(plain) < 0


@pytest.mark.parametrize(
    "text",
    [
        "Great. Delicious soup, though we waited two hours.",  # something did go well
        "Lovely little place by the harbour, the soup was cold.",  # no mere cry
        "Great! Love it.",  # nothing went wrong
    ],
)
def test_praise_beside_something_good_is_meant(text: str) -> None:
    words = [event.words for event in read(prepare(text), "en").events if event.value < 0]
    assert not {"Great", "Love it", "Lovely little place by the harbour"} & set(words)


def test_in_other_languages_the_lists_tell_what_is_bare_praise() -> None:
    assert total("Mahtavaa, keitto oli kylmää", "fi") < 0
