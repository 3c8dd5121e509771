"""How a term is written, and what it stands for."""

from __future__ import annotations

import pytest

from monitor.understand.term import fits, spoken, stem_sizes, stems


@pytest.mark.parametrize(
    ("unit", "form", "value", "fitting"),
    [
        ("fresh", "fresh", None, True),
        ("fresh", "freshly", None, False),
        ("mould*", "mouldy", None, True),
        ("old|young*", "younger", None, True),
        ("old|young*", "older", None, False),
        ("#", "nine", 9, True),
        ("##", "nine", 9, False),
        ("##|some", "40", 40, True),
        ("#", "some", None, False),
    ],
)
def test_a_unit_stands_for_a_word_a_beginning_a_number_or_one_of_several(
    unit: str, form: str, value: int | None, *, fitting: bool
) -> None:
    assert fits(unit, form, value) == fitting


def test_the_longest_beginning_that_is_listed_comes_first() -> None:
    sizes = stem_sizes(["mould*", "mo*", "mouldy", "*"])
    assert stems("mouldiest", sizes) == ["mould*", "mo*"]
    assert stems("mop", sizes) == ["mo*"]


def test_a_term_with_choices_is_spoken_so_that_each_is_heard() -> None:
    assert spoken("threw|chucked|flung it|them") == ["threw it", "chucked them", "flung it"]
    assert spoken("") == []
