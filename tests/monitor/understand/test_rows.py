"""What single words say, found by the word or by what it begins with."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand import ngrams
from monitor.understand.rows import Rows

words = st.text("abcdefgh", min_size=1, max_size=12)


def rows(known: Mapping[int, bytes], width: int = 2) -> Rows:
    codes = array("I", sorted(known))
    return Rows(codes.tobytes() + b"".join(known[code] for code in codes), len(codes), width)


def code(word: str) -> int:
    return next(ngrams.names(word))


@given(st.dictionaries(words, st.binary(min_size=2, max_size=2)), words)
def test_a_word_says_its_own_row_and_one_never_met_that_of_nobody_else(
    known: dict[str, bytes], other: str
) -> None:
    found = rows({code(word): row for word, row in known.items()})
    assert all(found.of(word) == row for word, row in known.items())
    assert found.of(other) == known.get(other, b"")


def test_a_word_never_met_says_what_those_that_begin_alike_do() -> None:
    near, *_, far = [*ngrams.names("buttonhole")][1:]
    assert rows({far: b"no"}).of("buttonhole") == b"no"
    assert rows({far: b"no", near: b"ok"}).of("buttonhole") == b"ok"


def test_they_are_read_alike_on_a_machine_that_counts_from_the_other_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    swapped = array("I", [code("buttons")])
    swapped.byteswap()
    monkeypatch.setattr("sys.byteorder", "big")
    assert Rows(swapped.tobytes() + b"ok", 1, 2).of("buttons") == b"ok"
