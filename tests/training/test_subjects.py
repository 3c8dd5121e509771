"""What words speak of, learnt from few sentences and where an encoder places words."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from monitor.understand.passage import prepare
from monitor.understand.subjects import HURT, PLEASED, URGENT, Reader
from monitor.verdict import ASPECTS, Urgency
from training import inner, subjects
from training.inner import Row

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
LOOKED = frozenset(ASPECTS)
ROWS = [
    Row("queue monday", frozenset({"wait_time"}), LOOKED),
    Row("queue tuesday", frozenset({"wait_time"}), LOOKED),
    Row("mould monday", frozenset({"product_quality"}), LOOKED),
    Row("mould tuesday", frozenset({"product_quality"}), LOOKED),
    Row("monday", frozenset(), LOOKED),
    Row("tuesday", frozenset(), LOOKED),
    Row("queue mould", frozenset({URGENT}), frozenset({URGENT})),
] * 1_500


def heard(reader: Reader, text: str) -> list[str]:
    found = reader.hear(prepare(text))
    assert found is not None
    return [each for each in ASPECTS if found.odds(each) > FAINT]


@pytest.fixture(scope="module")
def own() -> list[Row]:
    """What the project's own sentences say, which takes seconds to read."""
    return subjects.sentences()


@pytest.fixture(scope="module")
def blob() -> bytes:
    return inner.write(inner.learn(PLACES, ROWS, subjects.COLUMNS), subjects.COLUMNS)


def test_what_was_taught_is_heard_and_what_was_not_is_not(blob: bytes) -> None:
    reader = Reader(blob)
    assert heard(reader, "queue") == ["wait_time"]
    assert heard(reader, "mould") == ["product_quality"]
    assert heard(reader, "monday") == []


def test_a_word_of_another_language_speaks_of_what_its_neighbours_do(blob: bytes) -> None:
    reader = Reader(blob)
    assert heard(reader, "ochered") == ["wait_time"]
    assert heard(reader, "plesen") == ["product_quality"]


def test_what_nobody_has_looked_at_teaches_nothing(blob: bytes) -> None:
    reader = Reader(blob)
    found = reader.hear(prepare("queue mould"))
    assert found is not None
    assert found.odds(URGENT) > 0
    assert {*heard(reader, "queue mould")} <= {"wait_time", "product_quality"}


def test_learning_twice_gives_the_same_bytes(blob: bytes) -> None:
    assert inner.write(inner.learn(PLACES, ROWS, subjects.COLUMNS), subjects.COLUMNS) == blob


def test_the_own_sentences_speak_of_every_aspect_and_every_matter(own: list[Row]) -> None:
    assert {each for row in own for each in row.told} == {*subjects.COLUMNS}
    assert all(row.told <= row.looked for row in own)
    held, kept = (len(subjects.sentences(held=each)) for each in (True, False))
    assert held + kept == len(own)
    assert 0 < held < kept


def test_sentences_tell_which_way_each_aspect_points(own: list[Row]) -> None:
    sided = {each for row in own for each in row.told if ":" in each}
    assert sided == set(subjects.TOWARDS)
    felt = {row.told & {HURT, PLEASED} for row in own}
    assert felt == {frozenset(), frozenset({HURT}), frozenset({PLEASED})}


def test_the_lists_speak_of_every_aspect_both_ways_and_of_no_matter() -> None:
    rows = list(subjects.phrases())
    told = {each for row in rows for each in row.told}
    assert told == {*ASPECTS, *subjects.TOWARDS, HURT, PLEASED}
    assert not {each for row in rows for each in row.looked} & {*Urgency, URGENT}
