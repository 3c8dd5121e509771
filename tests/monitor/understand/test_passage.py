"""A passage is the same whatever form its text arrived in."""

from __future__ import annotations

import unicodedata

import pytest

from monitor.understand.passage import LIMIT, MARKS_IN_A_ROW, prepare


def forms(text: str) -> list[str]:
    return [word.form for word in prepare(text).words]


def test_words_are_lower_case_with_straight_apostrophes() -> None:
    assert forms("It’s NOT the café's") == ["it's", "not", "the", "café's"]


def test_numbers_stay_whole_and_leave_their_units() -> None:
    assert forms("40min at 2.15 for 1,500") == ["40", "min", "at", "2.15", "for", "1,500"]


def test_a_hyphen_parts_words() -> None:
    assert forms("out-of-date gluten-free") == ["out", "of", "date", "gluten", "free"]


def test_a_word_knows_whether_punctuation_stands_before_it() -> None:
    words = prepare("cold, rude (always)\nnever again").words
    assert [word.opens for word in words] == [True, True, True, True, False]


def test_a_quote_is_the_very_stretch_of_text() -> None:
    passage = prepare("  They’re Rude… Always. ")
    assert passage.quote(passage.words[:2]) == "They’re Rude"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_unicode_form_makes_no_difference(form: str) -> None:
    text = "Kaffeé ½ ﬁne… שָׁלוֹם Đặng 가격 ™"
    normal = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # one of the four names
    assert prepare(normal) == prepare(text)


def test_invisible_characters_part_nothing() -> None:
    assert forms("gr\u200beat \u202eshop\ufe0f") == ["great", "shop"]


def test_vowel_points_are_left_out() -> None:
    assert forms("שָׁלוֹם") == ["שלום"]


def test_a_long_text_is_cut_and_says_so() -> None:
    passage = prepare("word " * LIMIT)
    assert len(passage.text) <= LIMIT
    assert passage.cut
    assert not prepare("word " * 10).cut


def test_a_cut_falls_at_the_same_place_in_every_unicode_form() -> None:
    text = "가격 é " * LIMIT
    assert prepare(unicodedata.normalize("NFD", text)) == prepare(text)


def test_a_heap_of_accents_is_thinned_before_it_is_sorted() -> None:
    heap = "a" + "\u0301\u0316" * 20_000
    assert len(prepare(heap).text) <= MARKS_IN_A_ROW + 1
