from __future__ import annotations

from monitor.reply.compose import compose
from monitor.reply.hold import matter
from monitor.reply.script import in_own_letters, transliterated, two_scripts
from tests.monitor.reply.mentions import NOW, SHOP, mention


def test_russian_in_latin_letters_is_read_as_russian() -> None:
    assert in_own_letters("Kofe, shchi i chaj", "ru") == "кофе, щи и чай"
    assert transliterated("Kofe", "ru")


def test_all_else_stays_as_it_is() -> None:
    assert in_own_letters("Кофе latte", "ru") == "Кофе latte"
    assert in_own_letters("Coffee", "en") == "Coffee"
    assert in_own_letters("12", "ru") == "12"


def test_two_words_of_each_script_are_two_languages() -> None:
    assert two_scripts("Кофе был very good, очень")
    assert not two_scripts("Кофе latte")
    assert not two_scripts("Very good coffee")


def test_the_owner_is_told_of_both() -> None:
    latin = compose(mention("Kofe holodnyi", 2, lang="ru"), SHOP, NOW)
    mixed = compose(mention("Coffee was good, кофе был горячий", 4), SHOP, NOW)
    assert latin.note is not None
    assert mixed.note is not None
    assert "mixes languages" in mixed.note


def test_what_is_grave_is_seen_in_either_script() -> None:
    assert matter(mention("Mama poskol'znulas'", 1, lang="ru"), "Corner") is not None
