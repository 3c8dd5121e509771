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
        ("Спасибо Ольге! Кассир Ирина помогла", "ru", ("Ольга", "Ирина")),
        ("Ne-a servit Andreea, foarte atentă", "ro", ("Andreea",)),
        ("שירתה אותנו מלצרית בשם נועה", "he", ("נועה",)),
        ("Сатушы Айгүл көмектесті", "kk", ("Айгүл",)),
        ("Danke an Sabine, super beraten von Thomas", "de", ("Sabine", "Thomas")),
        ("Nos atendió Lucía", "es", ("Lucía",)),
        ("Merci à Camille", "fr", ("Camille",)),
        ("Sasha nattered with her the whole time.", "en", ("Sasha",)),
        ("Twelve years on, Dai still asks about the dog first.", "en", ("Dai",)),
        ("Sonja jutteli koko ajan ja lämmitti pyyhkeet.", "fi", ("Sonja",)),
        ("Отдельное спасибо ночной няне Рае!", "ru", ("Рая",)),
        ("Mulțumiri speciale îngrijitoarei Rodica!", "ro", ("Rodica",)),
        ("Sonja plauderte die ganze Zeit.", "de", ("Sonja",)),
        ("Sonia le dio conversación todo el rato.", "es", ("Sonia",)),
        ("Sonia a bavardé avec elle.", "fr", ("Sonia",)),
        ("Рая апайға рахмет!", "kk", ("Рая",)),
    ],
)
def test_staff_are_heard_by_name(text: str, lang: str, names: tuple[str, ...]) -> None:
    assert staff(prepare(text), lang) == names


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Sabine hat meine Haare gerettet!", "de", "Sabine"),
        ("Natalie has the patience of a saint.", "en", "Natalie"),
        ("Lucía tiene manos de oro.", "es", "Lucía"),
        ("Tällä kertaa Minna keksi ratkaisun.", "fi", "Minna"),
        ("Karim a pris le temps de tout expliquer.", "fr", "Karim"),
        ("רינת תפרה לי את השמלה מחדש.", "he", "רינת"),
        ("Ержан дәрігер итімді құтқарды.", "kk", "Ержан"),
        ("Mariana e un înger.", "ro", "Mariana"),
        ("Марина просто волшебница!", "ru", "Марина"),
    ],
)
def test_a_common_first_name_before_what_somebody_does_is_of_the_staff(
    text: str, lang: str, name: str
) -> None:
    assert staff(prepare(text), lang) == (name,)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("My son Leo and his friend Ben loved it. Ben wants more.", "en"),
        ("Julia and I had lunch here.", "en"),
        ("Lunch at Maria's Kitchen was lovely, Maria Kitchen is a gem.", "en"),
        ("Great place.\nCheers, Tom", "en"),
        ("Oscar 6 years old and in love with the trains", "en"),
        ("Meine Tochter Lena war begeistert, Lena will wieder hin.", "de"),
        ("Ma fille Léa, 6 ans, a adoré. Léa veut revenir", "fr"),
        ("Дочка Марина в восторге, Марина просила ещё", "ru"),
    ],
)
def test_who_is_brought_along_signs_or_stands_on_the_door_is_not_of_the_staff(
    text: str, lang: str
) -> None:
    assert staff(prepare(text), lang) == ()


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Спасибо Рае!", "ru", "Рая"),
        ("Спасибо мастеру Андрею!", "ru", "Андрей"),
        ("Спасибо Ивану!", "ru", "Иван"),
        ("Спасибо Марии!", "ru", "Мария"),
        ("Mulțumesc Rodicăi!", "ro", "Rodica"),
        ("Mulțumesc Andrei!", "ro", "Andrei"),
        ("Kiitos Sonjalle!", "fi", "Sonja"),
        ("Kiitos Villelle!", "fi", "Ville"),
        ("Kiitos Ville!", "fi", "Ville"),
    ],
)
def test_who_is_thanked_is_called_by_the_name_itself(text: str, lang: str, name: str) -> None:
    assert staff(prepare(text), lang) == (name,)


def test_a_name_whose_own_form_cannot_be_told_is_left_as_it_stands() -> None:
    assert staff(prepare("Спасибо Свете!"), "ru") == ("Свете",)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Painter chatted the whole time.", "en"),
        ("Meine Achtjährige fragt, wann sie wieder hin darf.", "de"),
        ("Сестра спрашивает, где это.", "ru"),
        ("Kapteeni jutteli kaikille.", "fi"),
        ("Formația a cântat bine.", "ro"),
    ],
)
def test_who_does_something_kind_without_a_name_gets_none(text: str, lang: str) -> None:
    assert staff(prepare(text), lang) == ()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Vastaanotossa auttoi mukava ihminen.", "fi"),
        ("Проводку сделала бригада.", "ru"),
        ("Базардағы көмектесті.", "kk"),
        ("Rendez-vous à 9 h. Réveillon à oublier.", "fr"),
        ("Dermatologul a știut imediat.", "ro"),
        ("Beratung war sehr gut.", "de"),
    ],
)
def test_what_has_its_capital_from_its_sentence_and_another_ending_is_no_name(
    text: str, lang: str
) -> None:
    assert staff(prepare(text), lang) == ()


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
