"""Questions, with and without their mark."""

from __future__ import annotations

import pytest

from monitor.understand.passage import prepare
from monitor.understand.question import asks


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Do you sell gluten-free bread?", "en"),
        ("do you sell gluten free bread", "en"),
        ("Lovely shop. what time do you close on sundays", "en"),
        ("Onko teillä auki sunnuntaina?", "fi"),
        ("onko teillä auki sunnuntaisin", "fi"),
        ("milloin aukeaa", "fi"),
        ("אפשר להזמין מראש", "he"),
        ("қашан ашыласыздар", "kk"),
        ("aveti paine fara gluten", "ro"),
        ("подскажите график", "ru"),
        ("gibt es auch glutenfreies Brot", "de"),
        ("a que hora abren", "es"),
        ("est-ce que vous livrez", "fr"),
        ("هل أنتم مفتوحون؟", "ar"),
        ("开门吗？", "zh"),
        ("добрый день, есть ли парковка", "ru"),
        ("Loved it.\ndo you sell gift cards\nBest, Ann.", "en"),
        ("Подскажите, пожалуйста, график.", "ru"),
        ("Könnten Sie mir sagen, wann Sie öffnen.", "de"),
    ],
)
def test_a_question_is_heard(text: str, lang: str) -> None:
    assert asks(prepare(text), lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I love what you do", "en"),
        ("They asked what time it was.", "en"),
        ("Hyvää palvelua", "fi"),
        ("Schöne Sachen, kann man sich leisten.", "de"),
        ("wer gern wühlt wird glücklich.", "de"),
        ("Можно картой, удобно и быстро.", "ru"),
        ("No huele a sudor, hay toallas limpias", "es"),
        ("Hoitajat pysyvät samoina, mikä on lapselle tärkeää.", "fi"),
        ("Waited an hour; the soup was cold.", "en"),
        ("אפשר לשלם בביט!", "he"),
        ("", "en"),
        ("", "und"),
    ],
)
def test_a_statement_is_no_question(text: str, lang: str) -> None:
    assert not asks(prepare(text), lang)
