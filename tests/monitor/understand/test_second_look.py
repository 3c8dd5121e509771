"""What a review means as a whole, although its words one by one do not say so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor import encoder
from monitor.understand import second_look, subjects
from monitor.understand.classify import ENGINE, classify
from monitor.understand.passage import Passage, prepare
from monitor.understand.second_look import Look
from monitor.understand.subjects import URGENT
from monitor.verdict import Sentiment, Urgency, Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GRAVE = ("Nobody noticed that one of the little ones had walked out of the gate.",)
HARMLESS = (
    "We waited forty minutes for a table and the soup was cold.",
    "Die Verkäuferin war freundlich und hat uns alles erklärt.",
    "Шторы подшили криво, пришлось переделывать.",
)

pytestmark = pytest.mark.ear


def read(text: str, stars: float | None = None) -> Verdict:
    return classify(text, stars, None, NOW, look=Look.ALWAYS)


@pytest.mark.parametrize("text", GRAVE)
def test_harm_told_without_its_words_is_heard(text: str) -> None:
    assert classify(text, None, None, NOW).urgency is Urgency.NONE
    found = read(text)
    assert found.urgency is not Urgency.NONE
    assert any("urgent" in reason.lower() for reason in found.reasons)


@pytest.mark.parametrize("text", HARMLESS)
def test_an_ordinary_complaint_raises_no_alarm(text: str) -> None:
    assert read(text).urgency is Urgency.NONE


def test_dry_complaint_is_heard_as_one() -> None:
    text = "Picked up my suit. The trousers belong to a taller man."
    assert classify(text, None, None, NOW).sentiment is not Sentiment.NEGATIVE
    assert read(text).sentiment is Sentiment.NEGATIVE


def test_what_the_lists_heard_keeps_its_matter() -> None:
    found = read("My lawyer will write to you. They counted six in from the beach, not seven.")
    assert found.urgency is Urgency.LEGAL


def test_who_is_content_needs_more_to_be_thought_hurt() -> None:
    assert read(GRAVE[0]).urgency is not Urgency.NONE
    assert read(
        "Seven of us came, six were served at once and my boy got two cakes!", 5
    ).urgency is (Urgency.NONE)


def test_words_and_whole_are_weighed_against_each_other() -> None:
    passage = prepare(GRAVE[0])
    heard, whole = subjects.load().hear(passage), second_look.look(passage)
    assert heard is not None
    assert whole is not None
    together = second_look.beside(heard, whole)
    assert together.odds(URGENT) == pytest.approx(
        second_look.WORDS * heard.odds(URGENT) + second_look.WHOLE * whole.odds[URGENT]
    )
    assert second_look.beside(heard, None) is heard


def test_the_second_look_knows_what_the_words_are_asked_for() -> None:
    columns, _ = second_look.load()
    assert set(columns) == set(subjects.load().columns)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Elokuvan loppu itketti, hyvällä tavalla.", Sentiment.POSITIVE),
        ("Дуже смачно, всім раджу!", Sentiment.POSITIVE),
        ("خیلی کارمندان بی ادبی داشت و غذا سرد بود", Sentiment.NEGATIVE),
    ],
)
def test_what_words_cannot_say_is_felt_by_what_the_whole_means(text: str, meant: Sentiment) -> None:
    assert classify(text, None, None, NOW).sentiment is not meant
    for look in (Look.IN_DOUBT, Look.ALWAYS):
        assert classify(text, None, None, NOW, look=look).sentiment is meant


def test_of_a_language_that_nobody_taught_only_what_is_clear_is_told_and_never_surely() -> None:
    clear = read("Velmi dobré pivo a příjemná obsluha, vřele doporučuji.")
    assert (clear.lang, clear.sentiment) == ("cs", Sentiment.POSITIVE)
    assert clear.confidence <= 0.6
    assert "cs" in clear.reasons[0]
    assert read("Přišli jsme ve středu odpoledne a seděli jsme u okna.").sentiment is (
        Sentiment.UNKNOWN
    )
    assert read("asdf qwer zxcv poiu").sentiment is Sentiment.UNKNOWN


def test_how_a_shops_customers_and_other_people_feel_is_heard_by_an_ear_each() -> None:
    columns, _ = second_look.load(second_look.PUBLIC)
    assert tuple(columns) == second_look.OF_PUBLIC
    whole = second_look.look(prepare("Picked up my suit. The trousers belong to a taller man."))
    assert whole is not None
    assert whole.felt.shop == pytest.approx(subjects.felt(whole.odds.__getitem__))
    assert whole.felt.shop < 0 < whole.felt.public
    assert whole.felt.customer > 0
    film = second_look.look(prepare("The sequel drags, and the hero sleeps through half of it."))
    assert film is not None
    assert film.felt.customer < 0


def test_where_words_leave_no_doubt_no_second_look_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def look(passage: Passage) -> None:
        asked.append(passage.text)

    monkeypatch.setattr(second_look, "look", look)
    plain, open_, given = "Lovely bread!", "It ends as it began.", "We came at noon."
    for text, stars in ((plain, None), (open_, None), (given, 5.0), (GRAVE[0], 1.0)):
        classify(text, stars, None, NOW, look=Look.IN_DOUBT)
    assert asked == [open_, GRAVE[0]]
    assert classify(plain, None, None, NOW, look=Look.IN_DOUBT).engine == f"{ENGINE}~e5"


@pytest.mark.parametrize("text", ["", "🥐", "12 3", "\0", "\ud800"])
def test_no_text_is_too_strange_for_a_second_look(text: str) -> None:
    assert read(text).urgency is Urgency.NONE


def test_the_verdict_says_that_it_was_looked_at_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read("Closed.").engine == f"{ENGINE}+e5"
    monkeypatch.setattr(encoder, "available", lambda: False)
    assert read("Closed.").engine == ENGINE


@pytest.mark.parametrize("place", ["place", "halfway"])
def test_on_a_machine_whose_encoder_does_not_start_the_first_look_stands(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(encoder, place, lambda _: None)
    assert second_look.look(prepare(GRAVE[0])) is None
    assert read(GRAVE[0]).urgency is Urgency.NONE
