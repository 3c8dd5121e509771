from __future__ import annotations

from datetime import date

import pytest

from monitor.facts import NO_FACTS, Fact, FactKind, Facts, Happened, facts_from, one_line

DAY = date(2026, 3, 2)


def test_a_fact_holds_until_its_last_day_and_in_its_language() -> None:
    fact = Fact(FactKind.HOURS, "9-18", lang="fi", until=DAY)
    assert fact.holds(DAY, "fi")
    assert not fact.holds(date(2026, 3, 3), "fi")
    assert not fact.holds(DAY, "en")
    assert Fact(FactKind.HOURS, "9-18").holds(DAY, "en")
    assert not Fact(FactKind.HOURS, " ").holds(DAY, "en")


def test_the_newest_fact_of_a_kind_is_taken() -> None:
    old, new = Fact(FactKind.HOURS, "9-18"), Fact(FactKind.HOURS, "9-17")
    assert Facts(book=(old, new)).of(FactKind.HOURS, DAY, "en") is new
    assert NO_FACTS.of(FactKind.HOURS, DAY, "en") is None


def test_facts_are_read_from_json_and_what_is_unknown_is_left_alone() -> None:
    given = {"happened": "refunded", "contact": " a@b.example ", "hours": "", "zeppelin": 1}
    told = facts_from(given)
    assert told.happened is Happened.REFUNDED
    assert told.book == (Fact(FactKind.CONTACT, "a@b.example"),)


def test_what_was_put_right_alone_means_that_it_was_fixed() -> None:
    told = facts_from({"fixed": "new oven"})
    assert (told.happened, told.put_right) == (Happened.FIXED, "new oven")
    assert facts_from({}) == NO_FACTS


def test_true_may_be_the_word_of_json() -> None:
    assert facts_from({"happened": True}).happened is Happened.TRUE


def test_any_other_word_for_what_happened_is_refused() -> None:
    with pytest.raises(ValueError, match="maybe"):
        facts_from({"happened": "maybe"})


def test_what_is_typed_is_kept_on_one_line_without_control_characters() -> None:
    assert one_line(" Mon\x1b[1m–Fri\n\t9–18\x00 ") == "Mon [1m–Fri 9–18"
