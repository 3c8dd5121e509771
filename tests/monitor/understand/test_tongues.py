"""Languages told apart by runs of letters."""

from __future__ import annotations

import json
import zlib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.understand import tongues
from monitor.understand.tongues import STEP, Tongues, pieces

CODES = ("aa", "bb", "cc")


def small(costs: dict[str, tuple[int, int, int]]) -> Tongues:
    """A table in which only the runs of these words cost anything."""
    table = bytearray(tongues.BUCKETS * len(CODES))
    for word, row in costs.items():
        for bucket in pieces(word):
            table[bucket * len(CODES) : (bucket + 1) * len(CODES)] = bytes(row)
    return Tongues(json.dumps({"codes": CODES}).encode() + b"\n" + zlib.compress(bytes(table)))


def test_every_run_of_every_word_costs_in_every_language() -> None:
    runs = len(pieces("ko"))
    assert small({"ko": (0, 1, 255)}).costs(["ko", "ko"]) == pytest.approx(
        {"aa": 0.0, "bb": 2 * runs * STEP, "cc": 2 * runs * 255 * STEP}
    )


def test_the_costs_of_many_words_do_not_run_into_each_other() -> None:
    costs = small({"ko": (255, 0, 255)}).costs(["ko"] * 5_000)
    assert costs["bb"] == 0.0
    assert costs["aa"] == costs["cc"] == pytest.approx(5_000 * len(pieces("ko")) * 255 * STEP)


@given(st.lists(st.text(min_size=1, max_size=30), max_size=6))
@settings(max_examples=60)
def test_the_order_of_the_words_does_not_matter(forms: list[str]) -> None:
    table = tongues.load()
    assert table.costs(forms) == table.costs(forms[::-1])


def test_a_flood_of_new_words_does_not_grow_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongues, "CACHED_WORDS", 20)
    table = small({})
    table.costs(f"w{'x' * at}" for at in range(100))
    assert len(table._words) <= 20


def test_the_table_that_ships_is_small_and_knows_kazakh_from_russian() -> None:
    file = resources.files("monitor.understand") / "data" / "tongues.bin"
    assert len(file.read_bytes()) <= 1_500_000
    kazakh = tongues.load().costs(["кызмет", "корсету", "оте", "жаксы", "бари", "унады"])
    assert kazakh["kk"] < kazakh["ru"]
    russian = tongues.load().costs(["обслуживание", "очень", "хорошее", "все", "понравилось"])
    assert russian["ru"] < russian["kk"]
