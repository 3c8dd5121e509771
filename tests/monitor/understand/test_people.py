"""Names of staff and kinds of customer: guesses from context."""

from __future__ import annotations

import pytest

from monitor.shop_words import ShopWords
from monitor.understand.passage import prepare
from monitor.understand.people import customer, staff
from monitor.verdict import CustomerType


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("Maria at the counter found it at once", "en", ("Maria",)),
        ("Our waiter Tom was kind, and so was our waitress Anna", "en", ("Tom", "Anna")),
        ("Kiitos Liisa, oli ihanaa", "fi", ("Liisa",)),
        ("Спасибо Ольге! Кассир Ирина помогла", "ru", ("Ольге", "Ирина")),
        ("Ne-a servit Andreea, foarte atentă", "ro", ("Andreea",)),
        ("שירתה אותנו מלצרית בשם נועה", "he", ("נועה",)),
        ("Сатушы Айгүл көмектесті", "kk", ("Айгүл",)),
        ("Danke an Sabine, super beraten von Thomas", "de", ("Sabine", "Thomas")),
        ("Nos atendió Lucía", "es", ("Lucía",)),
        ("Merci à Camille", "fr", ("Camille",)),
    ],
)
def test_staff_are_heard_by_name(text: str, lang: str, names: tuple[str, ...]) -> None:
    assert staff(prepare(text), lang) == names


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The cake said Happy Birthday Karen. Her name is Corinne.", "en"),
        ("Chap was lovely. Service was so slow. Thank You All", "en"),
        ("THANK YOU TEAM at the counter", "en"),
        ("Спасибо Всем большое", "ru"),
        ("", "en"),
        ("Maria at the counter", "und"),
    ],
)
def test_other_words_are_no_names_of_staff(text: str, lang: str) -> None:
    assert staff(prepare(text), lang) == ()


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("Twenty years I've been buying books here", "en", CustomerType.LOYAL),
        ("Came for the half price offer", "en", CustomerType.DISCOUNT),
        ("It caught my eye in the window", "en", CustomerType.IMPULSE),
        ("My car broke down and they helped", "en", CustomerType.NEED),
        ("We were passing by", "en", CustomerType.WANDERING),
        ("Joka lauantai täällä", "fi", CustomerType.LOYAL),
        ("Проходили мимо и зашли", "ru", CustomerType.WANDERING),
        ("O reducere mare", "ro", CustomerType.DISCOUNT),
        ("Жылдан бері келеміз", "kk", CustomerType.LOYAL),
        ("עברנו ליד ונכנסנו", "he", CustomerType.WANDERING),
        ("Nice bread", "en", CustomerType.UNKNOWN),
        ("Passing by for twenty years", "en", CustomerType.UNKNOWN),
        ("Passing by", "und", CustomerType.UNKNOWN),
    ],
)
def test_a_kind_of_customer_is_guessed_by_its_cue(text: str, lang: str, kind: CustomerType) -> None:
    assert customer(prepare(text), lang).kind is kind


def test_the_guess_says_that_it_is_one_and_why() -> None:
    (reason,) = customer(prepare("We were passing by"), "en").reasons
    assert reason == "Perhaps somebody passing by, by “passing by”; this is a guess."


SHOP = ShopWords(staff=("Liisa", "Ольга", "Айгүл", "Tom", "Maria Lund", "Rose"))


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("Liisalla oli aikaa, liisan kanssa on mukava asioida", "fi", ("Liisa",)),
        ("Были у Ольги, спасибо Ольге", "ru", ("Ольга",)),
        ("Айгүлге рахмет", "kk", ("Айгүл",)),
        ("ask for maria, she knows", "en", ("Maria Lund",)),
        ("Tom helped me, and our waitress Ina too", "en", ("Tom", "Ina")),
        ("Tomato soup", "en", ()),
    ],
)
def test_listed_staff_are_heard_in_any_case_and_named_as_listed(
    text: str, lang: str, names: tuple[str, ...]
) -> None:
    assert staff(prepare(text), lang, SHOP) == names
