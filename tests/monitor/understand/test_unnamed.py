"""What a text is about although no word of it names that."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Mapping
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand import ngrams, unnamed
from monitor.understand.aspects import LONGEST_QUOTE
from monitor.understand.passage import prepare
from monitor.understand.unnamed import Hunch, Reader, findings
from monitor.verdict import ASPECTS, AspectFinding, Polarity, Sentiment

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


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = small(BUTTONS)
    monkeypatch.setattr(unnamed, "load", lambda: reader)


def told(text: str, sentiment: Sentiment, *named: AspectFinding) -> tuple[AspectFinding, ...]:
    return findings(prepare(text), sentiment, named)


@pytest.mark.usefixtures("taught")
@pytest.mark.parametrize(
    ("sentiment", "polarity"),
    [(Sentiment.NEGATIVE, Polarity.NEGATIVE), (Sentiment.POSITIVE, Polarity.POSITIVE)],
)
def test_a_thing_that_is_not_named_points_as_the_whole_text_does(
    sentiment: Sentiment, polarity: Polarity
) -> None:
    (found,) = told("six buttons", sentiment)
    assert found == AspectFinding("product_quality", polarity, "six buttons", named=False)


@pytest.mark.usefixtures("taught")
@pytest.mark.parametrize("sentiment", [Sentiment.MIXED, Sentiment.NEUTRAL, Sentiment.UNKNOWN])
def test_a_text_without_a_side_says_no_more_than_it_names(sentiment: Sentiment) -> None:
    assert told("six buttons", sentiment) == ()


@pytest.mark.usefixtures("taught")
def test_what_the_lists_name_is_told_once_and_first() -> None:
    named = AspectFinding("product_quality", Polarity.NEGATIVE, "cheap")
    assert told("buttons", Sentiment.NEGATIVE, named) == (named,)
    by_bus = told("buttons bus", Sentiment.NEGATIVE, named)
    assert [each.aspect for each in by_bus] == ["product_quality", "location_parking"]


@pytest.mark.parametrize("text", ["", "7 8 9", "!!!", "quite another matter"])
def test_words_never_met_suggest_nothing(text: str) -> None:
    assert list(small(BUTTONS).hunches(prepare(text))) == []


def test_the_word_that_says_most_is_the_one_that_is_shown() -> None:
    (hunch,) = small(BUTTONS).hunches(prepare("went home, 4 buttons"))
    assert hunch == Hunch("product_quality", 3)


def test_the_more_is_said_beside_it_the_less_sure_it_is() -> None:
    reader = small(BUTTONS)
    beside = " and then some more of this and of that and of whatever else there was"
    assert list(reader.hunches(prepare("buttons")))
    assert not list(reader.hunches(prepare("buttons" + beside)))


def test_a_word_never_met_suggests_what_those_that_begin_alike_do() -> None:
    stem = [*ngrams.names("buttonhole")][-1]
    reader = small({})
    reader._codes, reader._rows = array("I", [stem]), bytes([228, 128])
    assert [each.aspect for each in reader.hunches(prepare("buttonhole"))] == ["product_quality"]


@pytest.mark.usefixtures("taught")
def test_the_words_shown_end_at_a_stop_and_are_no_whole_story() -> None:
    (short,) = told("Back. Two buttons. Bye", Sentiment.NEGATIVE)
    assert short.quote == "Two buttons"
    long = " ".join(["buttons"] * 40)
    (found,) = told(long, Sentiment.NEGATIVE)
    assert 7 <= len(found.quote.split()) <= LONGEST_QUOTE


def test_tables_are_read_alike_on_a_machine_that_counts_from_the_other_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = next(ngrams.names("buttons"))
    header = {"columns": ["stock"], "step": [0.1], "start": [0.0], "size": 1}
    swapped = array("I", [code])
    swapped.byteswap()
    blob = json.dumps(header).encode() + b"\n" + zlib.compress(swapped.tobytes() + bytes([255]))
    monkeypatch.setattr("sys.byteorder", "big")
    assert [each.aspect for each in Reader(blob).hunches(prepare("buttons"))] == ["stock"]


@given(st.text(max_size=300))
def test_any_text_gets_the_same_answer_each_time_and_a_quote_of_its_own(text: str) -> None:
    passage = prepare(text)
    found = findings(passage, Sentiment.NEGATIVE, ())
    assert found == findings(prepare(f"{text} "), Sentiment.NEGATIVE, ())
    assert {each.aspect for each in found} <= set(ASPECTS)
    assert all(each.quote for each in found)


def test_the_tables_that_ship_are_small_and_know_every_aspect() -> None:
    blob = (resources.files("monitor.understand") / "data" / "aspects.bin").read_bytes()
    assert len(blob) <= 3_000_000
    assert set(json.loads(blob.partition(b"\n")[0])["columns"]) == set(ASPECTS)
