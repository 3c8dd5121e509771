"""The trained model: its file, and what it makes of a text."""

from __future__ import annotations

import json
import zlib
from array import array
from importlib import resources

import pytest

from monitor.understand import model, ngrams
from monitor.understand.model import Model
from monitor.understand.passage import prepare

SIDE = [0.0, 1.0, 2.0, -1.0, -2.0, *[0.0] * 27]
PLAIN = [0.0, 0.5, -0.5, *[0.0] * 5]


def small(
    weights: dict[str, tuple[int, int]],
    bias: tuple[float, float] = (0.0, 0.0),
    meanings: dict[str, tuple[int, int, int]] | None = None,
    in_a_shop: dict[str, tuple[int, int]] | None = None,
) -> Model:
    """A model in which only whole words weigh: (level of side, level of plain), what they
    add ``in_a_shop``, and what they mean in a shop, elsewhere, and as a sign of a shop, in tenths.
    """
    table, shop_table = (bytearray(ngrams.BUCKETS) for _ in range(2))
    for ear, listed in ((table, weights), (shop_table, in_a_shop or {})):
        for word, (side, plain) in listed.items():
            ear[_bucket(word)] = side << 3 | plain
    rows = {_name(word): [128 + step for step in steps] for word, steps in (meanings or {}).items()}
    codes = array("I", sorted(rows))
    said = bytes(level for code in codes for level in rows[code])
    header: dict[str, object] = {"version": "small/1", "blend": {}, "taught": ["fi"]}
    header["words"] = len(codes)
    header |= {"side": [SIDE] * 2, "plain": [PLAIN] * 2}
    header |= {"bias": [[*bias], [0.0, 0.0]], "meaning": [0.1] * 3, "start": [0.0] * 3}
    tables = bytes(table) + bytes(shop_table) + codes.tobytes() + said
    return Model(json.dumps(header).encode() + b"\n" + zlib.compress(tables))


def _bucket(piece: str) -> int:
    """The bucket of a word, or of two neighbours."""
    first, _, second = piece.partition(" ")
    if second:
        opening = ngrams.opening(first, ngrams.NEIGHBOUR)
        return zlib.crc32(second.encode(), opening) & ngrams.MASK
    return ngrams.pieces(first)[0]


def _name(word: str) -> int:
    """The code of a word, or ("mould*") of those that begin so."""
    if word.endswith("*"):
        return zlib.crc32(word.encode())
    return next(ngrams.names(word))


def test_words_weigh_what_the_table_says_over_the_root_of_the_pieces() -> None:
    weighed = small({"hyva": (2, 2)}).weigh(prepare("hyvä"), "sv")
    pieces = len(ngrams.pieces("hyva"))
    assert weighed.side == pytest.approx(2.0 / pieces**0.5)
    assert weighed.plain == pytest.approx(-0.5 / pieces**0.5)
    assert weighed.pulls == [weighed.side]


def test_an_empty_text_weighs_its_bias() -> None:
    weighed = small({}, bias=(0.25, -1.0)).weigh(prepare(""), "sv")
    assert (weighed.side, weighed.plain, weighed.pulls) == (0.25, -1.0, [])


def test_each_word_is_named_with_what_it_adds() -> None:
    weighed = small({"hyva": (1, 0), "tyly": (4, 0)}).weigh(prepare("hyvä kahvi, tyly myyjä"), "fi")
    good, coffee, rude, seller = weighed.pulls
    assert good > 0 > rude
    assert coffee == seller == 0
    assert weighed.side == pytest.approx(sum(weighed.pulls))


def test_a_pair_weighs_beside_its_words() -> None:
    reader = small({"ei hyva": (4, 0)})
    assert reader.weigh(prepare("ei hyvä"), "fi").side < 0
    assert reader.weigh(prepare("hyvä ei"), "fi").side == 0


def test_a_flood_of_new_words_does_not_grow_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "CACHED_WORDS", 50)
    reader = small({})
    for at in range(40):
        reader.weigh(
            prepare(" ".join(f"w{chr(97 + at % 26)}{'y' * at}{n * 'z'}" for n in range(9))), "fi"
        )
    assert len(reader._words) <= 50


def test_a_word_weighs_the_same_whether_or_not_it_was_seen_before() -> None:
    reader = small({"hyva": (1, 0)})
    assert reader.weigh(prepare("hyvä!"), "fi") == reader.weigh(prepare("hyvä!"), "fi")


def test_the_model_that_ships_reads_the_six_languages_and_is_small() -> None:
    shipped = model.load()
    assert shipped.blends.keys() >= {"en", "fi", "he", "kk", "ro", "ru", "de", "es", "fr"}
    file = resources.files("monitor.understand") / "data" / "model.bin"
    assert len(file.read_bytes()) <= 6_000_000


def test_what_a_word_means_depends_on_whether_the_text_is_from_a_shop() -> None:
    reader = small({}, meanings={"queue": (-20, 10, 100), "vote": (0, 10, -100)})
    shop, elsewhere = reader.weigh(prepare("queue"), "fi"), reader.weigh(prepare("vote"), "fi")
    assert shop.shop > 0.99
    assert shop.side == pytest.approx(-2.0, abs=0.01)
    assert elsewhere.shop < 0.01
    assert elsewhere.side == pytest.approx(1.0, abs=0.01)
    assert shop.pulls == [shop.side]


def test_a_word_never_met_is_taken_for_those_that_begin_alike() -> None:
    reader = small({}, meanings={"mould*": (-20, -20, 0)})
    assert reader.weigh(prepare("moulding"), "fi").side == pytest.approx(-2.0)
    assert reader.weigh(prepare("mou"), "fi").side == 0


def test_a_flood_of_shop_words_is_no_overflow() -> None:
    reader = small({}, meanings={"queue": (1, 1, 120)})
    assert reader.weigh(prepare("queue " * 500), "fi").shop == pytest.approx(1.0)


@pytest.mark.parametrize("taught", ["jono", "jono ulos", "☹"])
def test_what_shops_taught_is_heard_as_far_as_a_text_sounds_of_a_shop(taught: str) -> None:
    asked = prepare("jono ulos :(")
    gates = {"surely": 120, "half": 0, "hardly": -120}
    heard = {
        name: small({}, in_a_shop={taught: (4, 2)}, meanings={"jono": (0, 0, gate)}).weigh(
            asked, "fi"
        )
        for name, gate in gates.items()
    }
    assert heard["surely"].side < heard["half"].side < heard["hardly"].side < 0
    assert heard["surely"].plain < heard["half"].plain < heard["hardly"].plain < 0


def test_in_a_shop_the_public_ear_is_hardly_heard() -> None:
    reader = small({"jono": (4, 2)}, meanings={"jono": (0, 0, 120)})
    loud = reader.weigh(prepare("jono"), "et").side
    assert loud < reader.weigh(prepare("jono"), "fi").side < loud * model.OVERHEARD * 0.9


def test_a_language_that_no_shop_taught_is_heard_with_the_common_ear_alone() -> None:
    reader = small({}, in_a_shop={"jono": (4, 2)}, meanings={"jono": (0, 0, 100)})
    assert reader.weigh(prepare("jono"), "fi").side < 0
    assert reader.weigh(prepare("jono"), "et").side == 0
