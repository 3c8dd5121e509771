"""Hebrew prefixes."""

from __future__ import annotations

from monitor.understand.memo import CACHED_WORDS
from monitor.understand.prefixes import Unjoined

WORDS = {"לחם", "בית", "מלצר"}


def test_prefixes_come_off_where_the_rest_is_known() -> None:
    unjoined = Unjoined(WORDS.__contains__)
    assert unjoined.apply(["ובלחם", "שהמלצר", "בית"]) == ["לחם", "מלצר", "בית"]


def test_what_is_not_known_stays_as_it_is() -> None:
    unjoined = Unjoined(WORDS.__contains__)
    assert unjoined.apply(["הבה", "bread", "לא"]) == ["הבה", "bread", "לא"]


def test_a_flood_of_new_words_does_not_grow_the_memory() -> None:
    unjoined = Unjoined(WORDS.__contains__)
    unjoined.apply([f"א{n}" for n in range(CACHED_WORDS + 5)])
    assert len(unjoined._seen) <= CACHED_WORDS
