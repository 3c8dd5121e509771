"""What the words of a text together say it speaks of."""

from __future__ import annotations

import json
import math
import zlib
from array import array
from collections.abc import Mapping
from importlib import resources

import pytest

from monitor.understand import ngrams
from monitor.understand.findings import OTHER
from monitor.understand.passage import prepare
from monitor.understand.statement import LONGEST_QUOTE
from monitor.understand.subjects import HURT, NOUGHT, PLEASED, URGENT, Reader, quote, towards
from monitor.verdict import ASPECTS, Urgency

BUTTONS = {"buttons": (10, 0), "home": (1, 0), "bus": (0, 10)}
COLD = {"cold": (4, 4), "soup": (8, -10), "welcome": (-10, 8)}


def small(words: Mapping[str, tuple[int, int]]) -> Reader:
    """A reader of two aspects: what each word says of quality and of parking, in fifths."""
    rows = {next(ngrams.names(word)): row for word, row in words.items()}
    codes = array("I", sorted(rows))
    header = {
        "columns": ["product_quality", "location_parking"],
        "step": [0.2, 0.2],
        "start": [0.0, 0.0],
        "outwards": [[6.0, 0.0], [0.0, 6.0]],
        "end": [-3.0, -3.0],
        "size": len(codes),
    }
    tables = codes.tobytes() + bytes(NOUGHT + level for code in codes for level in rows[code])
    return Reader(json.dumps(header).encode() + b"\n" + zlib.compress(tables))


def quality(reader: Reader, text: str) -> float:
    """The log odds of the first aspect."""
    heard = reader.hear(prepare(text))
    assert heard is not None
    return heard.odds("product_quality")


def nearly(odds: float) -> object:
    """Inner numbers are counted in steps."""
    return pytest.approx(odds, abs=0.01)


@pytest.mark.parametrize("text", ["", "7 8 9", "!!!", "quite another matter"])
def test_words_never_met_suggest_nothing(text: str) -> None:
    assert small(BUTTONS).hear(prepare(text)) is None


def test_the_word_that_says_most_is_the_one_that_is_shown() -> None:
    reader = small(BUTTONS)
    heard = reader.hear(prepare("went home, 4 buttons"))
    assert heard is not None
    assert reader.loudest(heard, "product_quality") == 3


def test_a_statement_is_weighed_by_its_own_words() -> None:
    reader = small(BUTTONS)
    heard = reader.hear(prepare("buttons home, by bus"))
    assert heard is not None
    one, two, none = (reader.part(heard, range(words)).odds for words in (1, 2, 0))
    assert one("product_quality") == nearly(6 * math.tanh(2.0) - 3)
    assert two("product_quality") == nearly(6 * math.tanh(2.2 / 2**0.5) - 3)
    assert none("location_parking") == nearly(-3.0)


def test_a_text_is_heard_once_and_another_one_anew() -> None:
    reader = small(BUTTONS)
    passage = prepare("buttons")
    assert reader.hear(passage) is reader.hear(passage)
    assert quality(reader, "buttons") > quality(reader, "bus")


def test_a_very_long_text_is_added_up_rightly() -> None:
    many = small({"buttons": (NOUGHT - 1, 0)})
    assert quality(many, "buttons " * ngrams.WORDS_READ * 2) == nearly(3.0)
    few = small({"buttons": (-NOUGHT, 0)})
    assert quality(few, "buttons " * ngrams.WORDS_READ * 2) == nearly(-9.0)


def test_a_word_says_something_else_beside_another_one() -> None:
    reader = small(COLD)
    assert quality(reader, "cold soup") > 0 > quality(reader, "cold welcome")


def test_the_more_is_said_beside_it_the_less_sure_it_is() -> None:
    reader = small(BUTTONS)
    beside = " and then some more of this and of that and of whatever else there was"
    assert quality(reader, "buttons") > 0 > quality(reader, "buttons" + beside)


def test_the_words_shown_end_at_a_stop_and_are_no_whole_story() -> None:
    assert quote(prepare("Back. Two buttons. Bye"), 2) == "Two buttons"
    assert 7 <= len(quote(prepare(" ".join(["buttons"] * 40)), 20).split()) <= LONGEST_QUOTE


def test_the_file_that_ships_is_small_and_knows_every_aspect_and_matter() -> None:
    blob = (resources.files("monitor.understand") / "data" / "subjects.bin").read_bytes()
    assert len(blob) <= 6_500_000
    matters = {each for each in Urgency if each is not Urgency.NONE}
    columns = set(json.loads(blob.partition(b"\n")[0])["columns"])
    sides = {towards(each, side) for each in ASPECTS for side in OTHER}
    assert columns == {*ASPECTS, *sides, URGENT, *matters, HURT, PLEASED}
