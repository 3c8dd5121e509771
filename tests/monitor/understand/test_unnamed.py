"""What each word of a text says about what it speaks of."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Mapping
from importlib import resources

import pytest

from monitor.understand import ngrams
from monitor.understand.aspects import LONGEST_QUOTE
from monitor.understand.passage import prepare
from monitor.understand.unnamed import Reader, quote
from monitor.verdict import ASPECTS

BUTTONS = {"buttons": (60, 0), "home": (10, 0), "bus": (0, 60)}


def small(words: Mapping[str, tuple[int, int]]) -> Reader:
    """A reader of two aspects: what each word says of quality and of parking, in tenths."""
    rows = {next(ngrams.names(word)): row for word, row in words.items()}
    codes = array("I", sorted(rows))
    header = {
        "columns": ["product_quality", "location_parking"],
        "step": [0.1, 0.1],
        "start": [-3.0, -3.0],
        "size": len(codes),
    }
    tables = codes.tobytes() + bytes(128 + level for code in codes for level in rows[code])
    return Reader(json.dumps(header).encode() + b"\n" + zlib.compress(tables))


def quality(reader: Reader, text: str) -> float:
    """The log odds of the first aspect."""
    heard = reader.hear(prepare(text))
    assert heard is not None
    return heard.odds[0]


@pytest.mark.parametrize("text", ["", "7 8 9", "!!!", "quite another matter"])
def test_words_never_met_suggest_nothing(text: str) -> None:
    assert small(BUTTONS).hear(prepare(text)) is None


def test_the_word_that_says_most_is_the_one_that_is_shown() -> None:
    heard = small(BUTTONS).hear(prepare("went home, 4 buttons"))
    assert heard is not None
    assert heard.loudest(0) == 3


def test_a_statement_is_weighed_by_its_own_words() -> None:
    reader = small(BUTTONS)
    heard = reader.hear(prepare("buttons home, by bus"))
    assert heard is not None
    assert reader.part(heard, 0, range(1)) == pytest.approx(3.0)
    assert reader.part(heard, 0, range(2)) == pytest.approx(7.0 / 2**0.5 - 3.0)
    assert reader.part(heard, 1, range(0)) == pytest.approx(-3.0)


def test_the_more_is_said_beside_it_the_less_sure_it_is() -> None:
    reader = small(BUTTONS)
    beside = " and then some more of this and of that and of whatever else there was"
    assert quality(reader, "buttons") > 0 > quality(reader, "buttons" + beside)


def test_the_words_shown_end_at_a_stop_and_are_no_whole_story() -> None:
    assert quote(prepare("Back. Two buttons. Bye"), 2) == "Two buttons"
    assert 7 <= len(quote(prepare(" ".join(["buttons"] * 40)), 20).split()) <= LONGEST_QUOTE


def test_the_tables_that_ship_are_small_and_know_every_aspect() -> None:
    blob = (resources.files("monitor.understand") / "data" / "aspects.bin").read_bytes()
    assert len(blob) <= 3_500_000
    assert set(json.loads(blob.partition(b"\n")[0])["columns"]) == set(ASPECTS)
