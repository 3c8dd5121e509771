"""The trained model: its file, and what it makes of a text."""

from __future__ import annotations

import json
import zlib
from importlib import resources

import pytest

from monitor.understand import model, ngrams
from monitor.understand.model import Model
from monitor.understand.passage import prepare

SIDE = [0.0, 1.0, 2.0, -1.0, -2.0, *[0.0] * 27]
PLAIN = [0.0, 0.5, -0.5, *[0.0] * 5]


def small(weights: dict[str, tuple[int, int]], bias: tuple[float, float] = (0.0, 0.0)) -> Model:
    """A model in which only whole words weigh: (level of side, level of plain)."""
    table = bytearray(ngrams.BUCKETS)
    for word, (side, plain) in weights.items():
        table[ngrams.pieces(word)[0]] = side << 3 | plain
    header = {"version": "small/1", "side": SIDE, "plain": PLAIN, "bias": bias, "blend": {}}
    return Model(json.dumps(header).encode() + b"\n" + zlib.compress(bytes(table)))


def test_words_weigh_what_the_table_says_over_the_root_of_the_pieces() -> None:
    weighed = small({"hyva": (2, 2)}).weigh(prepare("hyvä"))
    pieces = len(ngrams.pieces("hyva"))
    assert weighed.side == pytest.approx(2.0 / pieces**0.5)
    assert weighed.plain == pytest.approx(-0.5 / pieces**0.5)
    assert weighed.pulls == [weighed.side]


def test_an_empty_text_weighs_its_bias() -> None:
    weighed = small({}, bias=(0.25, -1.0)).weigh(prepare(""))
    assert (weighed.side, weighed.plain, weighed.pulls) == (0.25, -1.0, [])


def test_each_word_is_named_with_what_it_adds() -> None:
    weighed = small({"hyva": (1, 0), "tyly": (4, 0)}).weigh(prepare("hyvä kahvi, tyly myyjä"))
    good, coffee, rude, seller = weighed.pulls
    assert good > 0 > rude
    assert coffee == seller == 0
    assert weighed.side == pytest.approx(sum(weighed.pulls))


def test_a_pair_weighs_beside_its_words() -> None:
    reader = small({})
    opening = ngrams.opening("ei", ngrams.NEIGHBOUR)
    table = bytearray(ngrams.BUCKETS)
    table[zlib.crc32(b"hyva", opening) & ngrams.MASK] = 4 << 3
    reader._table = bytes(table)
    assert reader.weigh(prepare("ei hyvä")).side < 0
    assert reader.weigh(prepare("hyvä ei")).side == 0


def test_a_flood_of_new_words_does_not_grow_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "CACHED_WORDS", 50)
    reader = small({})
    for at in range(40):
        reader.weigh(
            prepare(" ".join(f"w{chr(97 + at % 26)}{'y' * at}{n * 'z'}" for n in range(9)))
        )
    assert len(reader._words) <= 50


def test_a_word_weighs_the_same_whether_or_not_it_was_seen_before() -> None:
    reader = small({"hyva": (1, 0)})
    assert reader.weigh(prepare("hyvä!")) == reader.weigh(prepare("hyvä!"))


def test_the_model_that_ships_reads_the_six_languages_and_is_small() -> None:
    shipped = model.load()
    assert shipped.blends.keys() >= {"en", "fi", "he", "kk", "ro", "ru", "de", "es", "fr"}
    file = resources.files("monitor.understand") / "data" / "model.bin"
    assert len(file.read_bytes()) <= 6_000_000
