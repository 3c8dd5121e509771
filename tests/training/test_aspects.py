"""Which aspects words speak of, learnt from few sentences and where an encoder places words."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")

from monitor.understand.passage import prepare  # noqa: E402
from monitor.understand.unnamed import Reader  # noqa: E402
from monitor.verdict import ASPECTS  # noqa: E402
from training import aspects, wordwise  # noqa: E402

FAINT = -0.3
"""A word of another language is heard a little less clearly."""
PLACES = {
    word: np.array(place, np.float16)
    for word, place in {
        "queue": (1, 0, 0.1),
        "ochered": (1, 0.1, 0),
        "mould": (-1, 0, 0.1),
        "plesen": (-1, 0.1, 0),
        "monday": (0, 1, 0),
        "tuesday": (0, 1, 0.1),
    }.items()
}
ROWS = [
    ("queue monday", frozenset({"wait_time"}), 1.0),
    ("queue tuesday", frozenset({"wait_time"}), 1.0),
    ("mould monday", frozenset({"product_quality"}), 1.0),
    ("mould tuesday", frozenset({"product_quality"}), 1.0),
    ("monday", frozenset[str](), 1.0),
    ("tuesday", frozenset[str](), 1.0),
] * 200


def heard(reader: Reader, text: str) -> list[str]:
    found = reader.hear(prepare(text))
    odds = () if found is None else zip(reader.columns, found.odds, strict=True)
    return [aspect for aspect, likely in odds if likely > FAINT]


@pytest.fixture(scope="module")
def blob() -> bytes:
    return wordwise.write(wordwise.learn(PLACES, ROWS, ASPECTS), ASPECTS)


def test_what_was_taught_is_heard_and_what_was_not_is_not(blob: bytes) -> None:
    reader = Reader(blob)
    assert heard(reader, "queue") == ["wait_time"]
    assert heard(reader, "mould") == ["product_quality"]
    assert heard(reader, "monday") == []


def test_a_word_of_another_language_speaks_of_what_its_neighbours_do(blob: bytes) -> None:
    reader = Reader(blob)
    assert heard(reader, "ochered") == ["wait_time"]
    assert heard(reader, "plesen") == ["product_quality"]


def test_learning_twice_gives_the_same_bytes(blob: bytes) -> None:
    assert wordwise.write(wordwise.learn(PLACES, ROWS, ASPECTS), ASPECTS) == blob


def test_the_own_sentences_and_the_lists_speak_of_every_aspect() -> None:
    for rows in (aspects.sentences(), aspects.phrases()):
        assert {aspect for _, told, _ in rows for aspect in told} == set(ASPECTS)
    held, kept = (len(aspects.sentences(held=each)) for each in (True, False))
    assert held + kept == len(aspects.sentences())
    assert 0 < held < kept
