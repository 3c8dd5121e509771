"""Emoji that take a side."""

from __future__ import annotations

from monitor.understand import emoji
from monitor.understand.passage import prepare
from monitor.understand.vader import analyser


def test_a_thumb_takes_a_side_once_however_often_it_is_repeated() -> None:
    (up,) = emoji.read(prepare("👍👍👍"))
    (down,) = emoji.read(prepare("meh 👎🏽"))
    assert up.value > 0 > down.value


def test_plain_text_has_none() -> None:
    assert emoji.read(prepare("great")) == ()
    assert emoji.read(prepare("très bien 😀")) == ()


def test_only_those_are_listed_that_vader_does_not_feel() -> None:
    for each in emoji._values():
        assert analyser().polarity_scores(each)["compound"] == 0.0
