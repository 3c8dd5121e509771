"""The whole chain: promises under any input, and reviews as people write them."""

from __future__ import annotations

import math
import unicodedata
from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.understand.classify import ENGINE, classify
from monitor.understand.passage import LIMIT
from monitor.verdict import Polarity, ResourceLost, Sentiment, Urgency, Verdict
from tests.monitor.understand.work import calls

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PHRASES = [
    *("rude waiter", "not", "lovely", "40 minutes", "but", "👍", "ei", "очень", "é", "ﬁ", "?"),
    *("palvelu huonoa", "не плохо", "לא רע", "жақсы емес", "жаксы", "nu-i rău", ":)", ")))"),
]

texts = st.one_of(
    st.none(),
    st.text(max_size=80),
    st.lists(st.sampled_from(PHRASES), max_size=12).map(" ".join),
)
ratings = st.one_of(st.none(), st.floats(), st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0]))
hints = st.one_of(st.none(), st.text(max_size=6), st.sampled_from(["en", "fi-FI", "ru"]))
forms: list[Literal["NFC", "NFD", "NFKC", "NFKD"]] = ["NFC", "NFD", "NFKC", "NFKD"]


def said(text: str | None, stars: float | None = None, lang: str | None = None) -> Verdict:
    return classify(text, stars, lang, NOW)


@given(texts, ratings, hints)
@settings(max_examples=300)
@example("\ud800 lone surrogate", 5.0, "en")
@example("İ" * 50, math.nan, "xx")
def test_any_input_gives_the_same_verdict_twice_and_in_range(
    text: str | None, stars: float | None, lang: str | None
) -> None:
    verdict = said(text, stars, lang)
    assert verdict == said(text, stars, lang)
    assert -1.0 <= verdict.score <= 1.0
    assert 0.0 <= verdict.confidence <= 1.0
    assert verdict.reasons
    assert verdict.engine == ENGINE


@given(texts.filter(bool), ratings, st.sampled_from([" ", "\n", "\t \r\n", "\u00a0", "\u3000"]))
@settings(max_examples=100)
def test_space_at_the_end_changes_nothing(
    text: str | None, stars: float | None, space: str
) -> None:
    assert said(f"{text}{space}", stars) == said(text, stars)


@given(texts.filter(bool), st.sampled_from(forms))
@settings(max_examples=200)
def test_the_unicode_form_changes_nothing(
    text: str | None, form: Literal["NFC", "NFD", "NFKC", "NFKD"]
) -> None:
    assert said(unicodedata.normalize(form, str(text))) == said(text)


@pytest.mark.parametrize(
    "unit",
    ["the rude waiter, ", "😀😡", "not ", "good but ", "40 ", "a\u0301", "שלום ", "?", "x", "ﷺ"],
)
def test_fifty_thousand_characters_are_read_as_far_as_the_limit_says(unit: str) -> None:
    verdict = said(unit * (50_000 // len(unit)))
    assert f"Only the first {LIMIT:,} characters were read." in verdict.reasons
    assert verdict == said(unit * (100_000 // len(unit)))


@pytest.mark.parametrize(
    "unit",
    [
        "the rude waiter was not kind, ",
        "good but bad ",
        "no parking and not a seat ",
        "😀😡",
        "мы ждали ",
        "out of ",
        "what? ",
    ],
)
def test_twice_the_text_is_at_most_twice_the_work(unit: str) -> None:
    said(unit * 200)  # the word lists are read and the words looked up
    short, long = (calls(said, unit * count) for count in (100, 200))
    assert long <= 2.05 * short


def test_nothing_at_all_is_unknown_not_neutral() -> None:
    for text in (None, "", "   ", "\u200b"):
        verdict = said(text)
        assert verdict.sentiment is Sentiment.UNKNOWN
        assert verdict.confidence == 0.0


def test_stars_alone_are_a_verdict() -> None:
    assert said(None, 5).sentiment is Sentiment.POSITIVE
    assert said("", 1).sentiment is Sentiment.NEGATIVE
    assert said(None, 3).sentiment is Sentiment.NEUTRAL


def test_text_in_a_language_it_cannot_read_is_unknown_until_there_are_stars() -> None:
    text = "Obsługa była bardzo niemiła, nie polecam nikomu tego sklepu"
    assert said(text).sentiment is Sentiment.UNKNOWN
    assert said(text).lang == "pl"
    verdict = said(text, 1)
    assert verdict.sentiment is Sentiment.NEGATIVE
    assert any("cannot be read yet" in reason for reason in verdict.reasons)


def test_a_false_claim_of_english_does_not_get_finnish_scored_as_english() -> None:
    text = "Palvelu oli todella huonoa, en suosittele kenellekään"
    assert said(text, lang="en").lang == "fi"
    assert said(text, lang="en").sentiment is Sentiment.NEGATIVE


def test_five_stars_over_a_complaint_are_shown_as_mixed_with_both_readings() -> None:
    verdict = said("Terrible. The waiter was rude and the soup was cold. Never again.", 5)
    assert verdict.sentiment is Sentiment.MIXED
    assert "5 of 5 stars." in verdict.reasons
    assert any("pull it down" in reason for reason in verdict.reasons)


def test_agreement_raises_confidence() -> None:
    text = "Rude staff and cold food"
    assert said(text, 1).confidence > max(said(text).confidence, said(None, 1).confidence)


def test_three_stars_lean_on_the_words() -> None:
    assert said("Lovely cakes, great coffee", 3).sentiment is Sentiment.POSITIVE
    assert said("Cold soup and a rude waiter", 3).sentiment is Sentiment.NEGATIVE


ACCEPTANCE = [
    ("closed. sign on the door says open til 4. it is 2.15", Sentiment.NEGATIVE),
    ("yoghurts a week out of date AGAIN", Sentiment.NEGATIVE),
    ("Sole came off after two days.", Sentiment.NEGATIVE),
    ("Still waiting for my parcel, three emails and no reply.", Sentiment.NEGATIVE),
    ("Took my money and lost my order", Sentiment.NEGATIVE),
    ("I will not be coming back", Sentiment.NEGATIVE),
    ("Used to be good, gone downhill since the new owner", Sentiment.NEGATIVE),
    ("They remembered my name after a year!", Sentiment.POSITIVE),
    ("drove across town for their rye and will be back again", Sentiment.POSITIVE),
    ("Stayed open for us although it was raining", Sentiment.POSITIVE),
    ("not bad at all", Sentiment.POSITIVE),
    ("Can't fault them.", Sentiment.POSITIVE),
    ("👍👍👍", Sentiment.POSITIVE),
    ("👎", Sentiment.NEGATIVE),
    ("Does this come in blue?", Sentiment.NEUTRAL),
    ("Great, another two-hour wait. Love it.", Sentiment.NEGATIVE),
]


@pytest.mark.parametrize(("text", "sentiment"), ACCEPTANCE)
def test_reviews_as_people_write_them(text: str, sentiment: Sentiment) -> None:
    assert said(text, lang="en").sentiment is sentiment


IN_OTHER_LANGUAGES = [
    ("fi", "Palvelu oli todella huonoa, en suosittele", Sentiment.NEGATIVE),
    ("fi", "Ruoka ei ollut hyvää", Sentiment.NEGATIVE),
    ("fi", "Ei hullumpi paikka", Sentiment.POSITIVE),
    ("fi", "Kiitos, tulen varmasti uudestaan!", Sentiment.POSITIVE),
    ("he", "האוכל היה קר והמלצר גס", Sentiment.NEGATIVE),
    ("he", "לא רע בכלל", Sentiment.POSITIVE),
    ("kk", "Қызмет көрсету өте жақсы, рахмет!", Sentiment.POSITIVE),
    ("kk", "Кызмет оте нашар, енді келмеймін", Sentiment.NEGATIVE),
    ("ro", "Mancarea rece, nu mai vin", Sentiment.NEGATIVE),
    ("ro", "Foarte bun, recomand cu căldură!", Sentiment.POSITIVE),
    ("ru", "Не плохо", Sentiment.POSITIVE),
    ("ru", "Еда невкусная", Sentiment.NEGATIVE),
    ("ru", "Закрыто. На двери написано до 18, сейчас 16:15", Sentiment.NEGATIVE),
    ("ru", "Все понравилось, придем еще", Sentiment.POSITIVE),
    ("de", "Das Essen war kalt und die Bedienung sehr unfreundlich.", Sentiment.NEGATIVE),
    ("es", "La comida estaba deliciosa y el personal muy amable.", Sentiment.POSITIVE),
]


@pytest.mark.parametrize(("lang", "text", "sentiment"), IN_OTHER_LANGUAGES)
def test_other_languages_are_read_and_explained(lang: str, text: str, sentiment: Sentiment) -> None:
    verdict = said(text)
    assert (verdict.lang, verdict.sentiment) == (lang, sentiment)
    assert any("pull" in reason for reason in verdict.reasons)


def test_everything_the_owner_needs_is_in_one_verdict() -> None:
    verdict = said(
        "Waited 40 minutes, charged twice, and my daughter is allergic to nuts. Is anyone there?", 1
    )
    assert verdict.sentiment is Sentiment.NEGATIVE
    assert verdict.lang == "en"
    assert verdict.urgency is Urgency.ALLERGY
    assert verdict.resource_lost is ResourceLost.BOTH
    assert verdict.question
    hurt = {each.aspect for each in verdict.aspects if each.polarity is Polarity.NEGATIVE}
    assert hurt >= {"wait_time", "payment"}


def test_an_urgent_matter_is_told_before_anything_else() -> None:
    verdict = said("Great food, but I got food poisoning", 5)
    assert verdict.reasons[0].startswith("Urgent:")


def test_an_angry_face_alone_is_anger() -> None:
    assert classify("😡", None, None, NOW).sentiment is Sentiment.NEGATIVE
