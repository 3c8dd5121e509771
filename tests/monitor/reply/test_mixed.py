"""Both sides of a mixed review are answered, and its question, too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.mention import Mention
from monitor.reply.compose import compose
from monitor.reply.phrases import phrases
from monitor.reply.points import points_of
from monitor.understand.classify import classify
from tests.monitor.reply.mentions import NOW, SHOP, mention


def read(text: str, stars: float, lang: str) -> Mention:
    of = mention(text, stars, lang=lang)
    return replace(of, verdict=replace(classify(text, stars, lang, NOW), lang=lang))


@pytest.mark.parametrize(
    ("lang", "text", "stars"),
    [
        ("en", "The soup was delicious, but we waited two hours. Are you open on Saturdays?", 4),
        ("es", "El trabajo de diez, la espera de suspenso: dos horas. ¿Abrís los sábados?", 4),
        ("de", "Das Brot war köstlich, aber wir haben eine Stunde gewartet.", 4),
        ("ru", "Хлеб очень вкусный, но мы прождали два часа.", 4),
        ("fr", "Le pain est délicieux, mais une heure d'attente.", 4),
        ("fi", "Leipä oli herkullista, mutta odotimme kaksi tuntia.", 4),
    ],
)
def test_praise_and_complaint_are_both_answered(lang: str, text: str, stars: float) -> None:
    said = compose(read(text, stars, lang), SHOP, NOW)
    sides = points_of(read(text, stars, lang), text, lang)
    assert {*said.mentions} & {*sides.complaint, *(f"figure:{one}" for _, one in sides.figures)}
    assert {*said.mentions} & {*sides.praise, *(f"thing:{one}" for one in sides.liked)}


def test_a_question_in_a_mixed_review_is_taken_up() -> None:
    text = "The soup was delicious, but we waited two hours. Are you open on Saturdays?"
    assert "Saturday" in compose(read(text, 4, "en"), SHOP, NOW).text


def test_what_is_only_asked_for_is_no_complaint() -> None:
    text = "Lovely plants this spring. Do you offer delivery?"
    assert "delivery" not in points_of(read(text, 4, "en"), text, "en").complaint


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Great coffee. Only grumble: the music was a bit too loud."),
        ("de", "Toller Kaffee. Einziger Kritikpunkt: zu laut."),
        ("fr", "Très bon café. Seul bémol : trop bruyant."),
        ("ru", "Отличный кофе. Единственный минус: очень шумно."),
    ],
)
def test_what_a_content_customer_would_like_better_is_thanked_for_and_not_regretted(
    lang: str, text: str
) -> None:
    for stars in (4, 5):
        said = compose(read(text, stars, lang), SHOP, NOW)
        assert "noise" in said.mentions
        assert not any(one in said.text for one in phrases(lang).complaint["noise"].says)
