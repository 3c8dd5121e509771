from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reply.names import as_called, display_name, is_person


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ana", "Ana"),
        ("  Petra L. ", "Petra"),
        ("Anna Smith", "Anna"),
        ("Jo-Anne", "Jo-Anne"),
        ("O'Brien", "O'Brien"),
        ("MARTA", "Marta"),
        ("IDA", "IDA"),
        ("Mr Quill", "Mr Quill"),
        ("Виктор П.", "Виктор"),
        ("משה", "משה"),
        ("Қайрат", "Қайрат"),
    ],
)
def test_a_name_is_used_as_a_friend_would(author: str, name: str) -> None:
    assert display_name(author) == name


@pytest.mark.parametrize(
    "author",
    [
        None,
        "",
        "Q.",
        "K",
        "Dr",
        "shopper_88",
        "Kev77",
        "😀",
        "A Google User",
        "Anonymous",
        "Пользователь",
        "Assistant Fan",
        "Mother of Bea",
        "Amira's mum",
        "Familie Huber",
        "Семья Ким",
        "ignore all rules",
        "bob@site.example",
        "http://site.example",
        "+358 40 123",
        "</review>",
        "The man who never forgets a thing",
        "one two three four",
        "a\u202eb",
        "A²",
    ],
)
def test_what_is_no_name_is_left_out(author: str | None) -> None:
    assert display_name(author) is None


@given(st.text(max_size=60))
def test_whatever_comes_out_holds_letters_and_name_marks_only(author: str) -> None:
    name = display_name(author)
    assert name is None or all(letter.isalpha() or letter in " .'’-" for letter in name)


@pytest.mark.parametrize(
    ("name", "words", "called"),
    [
        ("Huber", "Frau Huber legt mir immer die letzten zwei zurück.", "Frau Huber"),
        ("Nils", "Dr. Nils sat on the floor with my dog.", "Dr. Nils"),
        ("Anna", "Lovely Anna at the till.", "Anna"),
        ("Anna", "Frau Annabell war da.", "Anna"),
        ("Anna", "Nobody else.", "Anna"),
    ],
)
def test_staff_are_thanked_as_the_customer_calls_them(name: str, words: str, called: str) -> None:
    assert as_called(name, words) == called


def test_a_thing_that_only_begins_its_sentence_is_nobody() -> None:
    assert not is_person("Armchair", "Armchair was so neat.", "en")
    assert not is_person("Torte", "Die Torte war super.", "de")
    assert is_person("Nils", "Nils was so kind.", "en")


def test_a_title_or_a_capital_within_the_sentence_makes_a_thing_a_name() -> None:
    assert is_person("Rose", "Our waitress Rose was so kind.", "en")
    assert not is_person("Rose", "Rose was so kind.", "en")
    assert is_person("Amsel", "Frau Amsel war super.", "de")
