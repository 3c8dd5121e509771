"""Ids for items without one."""

from __future__ import annotations

from sources.reading.identity import synthetic_id


def test_the_same_parts_give_the_same_id() -> None:
    assert synthetic_id("shop", "Anna", "2024-01-01") == synthetic_id("shop", "Anna", "2024-01-01")


def test_spaces_case_and_unicode_form_make_no_difference() -> None:
    assert synthetic_id("Café  Anna\n") == synthetic_id("cafe\u0301 anna")


def test_other_words_or_another_order_give_another_id() -> None:
    ids = {synthetic_id("a", "b"), synthetic_id("b", "a"), synthetic_id("ab"), synthetic_id("a")}
    assert len(ids) == 4


def test_parts_do_not_run_into_each_other() -> None:
    assert synthetic_id("ab", "c") != synthetic_id("a", "bc")


def test_a_missing_part_counts_as_empty() -> None:
    assert synthetic_id("a", None) == synthetic_id("a", "")


def test_a_lone_surrogate_is_no_obstacle() -> None:
    assert synthetic_id("\ud83d")
