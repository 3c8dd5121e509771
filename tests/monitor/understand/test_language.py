"""The language of a text, or an honest "und"."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.understand.language import clean_hint, detect
from monitor.understand.passage import prepare

CORPUS = Path(__file__).parents[4] / "shared/data/sentiment/dev"

SAID = [
    ("en", "The bread was stale and nobody said sorry."),
    ("en", "Great service, friendly staff!"),
    ("en", "never again"),
    ("fi", "Palvelu oli todella hyvää ja ruoka maistui, mutta odotimme kauan."),
    ("fi", "En suosittele kenellekään, todella tyly myyjä"),
    ("sv", "Maten var mycket god men vi fick vänta länge på personalen."),
    ("de", "Das Essen war kalt und die Bedienung sehr unfreundlich."),
    ("fr", "Le serveur était très désagréable et la commande est arrivée froide."),
    ("es", "La comida estaba fría y el camarero no fue nada amable con nosotros."),
    ("it", "Il cibo era ottimo ma abbiamo aspettato troppo per il conto."),
    ("pt", "O atendimento foi péssimo e a comida não estava boa."),
    ("nl", "Het eten was lekker maar we moesten heel lang wachten op de bediening."),
    ("ro", "Mâncarea a fost rece și am așteptat o oră."),
    ("ro", "Mancarea a fost foarte buna dar am asteptat mult"),
    ("pl", "Obsługa była bardzo miła, ale jedzenie zimne."),
    ("tr", "Yemekler çok lezzetliydi ama servis biraz yavaştı."),
    ("ru", "Очень вкусно, но ждали почти час."),
    ("uk", "Дуже смачно, але чекали майже годину і ще довго."),
    ("kk", "Қызмет көрсету өте жақсы, бәрі ұнады."),
    ("kk", "Кызмет оте жаксы емес, катты ренжидим, сатушы жаман адам екен"),
    ("he", "השירות היה מצוין"),
    ("ar", "الخدمة ممتازة جدا"),
    ("fa", "کیفیت غذا خیلی خوب بود"),
    ("el", "Πολύ καλό φαγητό"),
    ("zh", "服务很好"),
    ("ja", "とても美味しかったです"),
    ("ja", "東京都内最高級寿司店舗です"),
    ("ko", "정말 맛있어요"),
    ("th", "อาหารอร่อยมาก"),
]


@pytest.mark.parametrize(("lang", "text"), SAID)
def test_a_review_shows_its_language(lang: str, text: str) -> None:
    assert detect(prepare(text)).code == lang


@pytest.mark.parametrize(("lang", "text"), [each for each in SAID if len(each[1].split()) >= 5])
def test_a_wrong_hint_does_not_override_a_clear_text(lang: str, text: str) -> None:
    assert detect(prepare(text), "xx" if lang == "en" else "en").code == lang


@pytest.mark.parametrize("text", ["Zxqw brfl", "Super!", "Bravo", "Mmm", "Tervishoiuteenistus"])
def test_a_word_that_could_be_anything_is_undetermined(text: str) -> None:
    assert detect(prepare(text)).code == "und"


def test_a_hint_settles_what_the_words_leave_open_with_little_confidence() -> None:
    language = detect(prepare("Zxqw brfl"), "fi-FI")
    assert language.code == "fi"
    assert language.confidence < 0.5


def test_a_hint_in_another_script_counts_for_nothing() -> None:
    assert detect(prepare("Zxqw brfl"), "ru").code == "und"


def test_a_text_without_letters_has_no_language() -> None:
    language = detect(prepare("👍👍 5/5 !!!"))
    assert language.code == "und"
    assert not language.letters


def test_more_words_make_the_language_surer() -> None:
    short = detect(prepare("the cake was cold"))
    long = detect(prepare("the cake was cold and the waiter did not say that he was sorry for it"))
    assert long.confidence > short.confidence


@pytest.mark.parametrize(
    ("hint", "code"),
    [
        ("en-US", "en"),
        ("PT_br", "pt"),
        ("iw", "he"),
        (" fi ", "fi"),
        (None, None),
        ("", None),
        ("english", None),
        ("12", None),
        ("ру", None),
    ],
)
def test_hints_come_in_many_spellings(hint: str | None, code: str | None) -> None:
    assert clean_hint(hint) == code


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled texts are not here")
@pytest.mark.parametrize("lang", ["fi", "ro", "de", "es", "fr", "sv", "it", "pt", "nl", "tr"])
def test_real_foreign_texts_are_seldom_taken_for_english(lang: str) -> None:
    texts = [
        row.partition("\t")[0]
        for file in sorted(CORPUS.glob(f"{lang}.*.tsv"))
        for row in file.read_text(encoding="utf-8").split("\n")[1:200]
    ]
    # Some rows of these sets are English indeed.
    taken = sum(detect(prepare(text)).code == "en" for text in texts)
    assert taken <= 0.05 * len(texts)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled texts are not here")
def test_real_english_texts_are_mostly_known_as_english() -> None:
    texts = [
        row.partition("\t")[0]
        for file in sorted(CORPUS.glob("en.*.tsv"))
        for row in file.read_text(encoding="utf-8").split("\n")[1:100]
    ]
    known = sum(detect(prepare(text)).code == "en" for text in texts)
    assert known >= 0.93 * len(texts)
