"""What a reply commits the shop to, and by when, in nine languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reply.promises import commitments, languages

SUNDAY = date(2026, 11, 22)
FRIDAY, TOMORROW, MAY = date(2026, 11, 27), date(2026, 11, 23), date(2027, 5, 1)
IN_TWO_WEEKS = date(2026, 12, 6)


def days(text: str, lang: str = "en", said_on: date = SUNDAY) -> list[date | None]:
    return [found.due for found in commitments(text, lang, said_on)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I will call you on Friday.", FRIDAY),
        ("By Friday we will replace the lamp.", FRIDAY),
        ("We'll ring you tomorrow.", TOMORROW),
        ("We fix the door by 1 May.", MAY),
        ("The door will be fixed by May 1st, 2028.", date(2028, 5, 1)),
        ("We will call you the day after tomorrow.", date(2026, 11, 24)),
        ("We will send it within two weeks.", IN_TWO_WEEKS),
        ("We will send it within 36 hours.", date(2026, 11, 24)),
        ("We will send it within a month.", date(2026, 12, 22)),
        ("We will refund you within 3 working days.", date(2026, 11, 25)),
        ("We will refund you by 2026-12-01.", date(2026, 12, 1)),
        ("We will refund you by 24/12.", date(2026, 12, 24)),
        ("We will refund you by 12/24.", date(2026, 12, 24)),
        ("We will refund you by 5/5/27.", date(2027, 5, 5)),
        ("We will repair it this month.", date(2026, 11, 30)),
        ("We will repair it next month.", date(2026, 12, 31)),
        ("We will repair it next week.", date(2026, 11, 27)),
        ("We will look into it and write to you today.", SUNDAY),
        ("We will look into it.", None),
        ("You will hear from us.", None),
        ("I promise to look after it.", None),
    ],
)
def test_a_promise_is_found_with_its_day(text: str, due: date | None) -> None:
    (found,) = commitments(f"Dear Anna, we are sorry. {text} Aino", "en", SUNDAY)
    assert (found.text, found.due) == (text, due)
    assert f"Dear Anna, we are sorry. {text}"[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "We will be happy to see you again.",
        "Shall we call you? May we send it? We will call you tomorrow?",
        "Give us a call about the order and we'll put it right and refund it.",
        "Bring it back any time, and we will repair it.",
        "We are open on Friday.",
        "We are sorry about Friday.",
        "We'll do our best.",
        "If you call us, we will look into it.",
        'You wrote "we will call you tomorrow", and you are right.',
        "We repaired the door on Friday.",
        "Thank you.",
        "",
    ],
)
def test_what_is_no_promise_is_left_alone(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("We will refund you 3.10 euros.", None),
        ("We will fix it 24/7.", None),
        ("We will look into it, and on Fridays we open at eight.", None),
        ("We will fix it by 3/4.", None),
        ("We will fix it on 31 February.", None),
        ("We will fix it by 31/31.", None),
        ("We will fix it in May 2027.", None),
        ("I spoke to her today, and we will look into it.", None),
        ("We will fix what you saw on 2020-01-01.", None),
    ],
)
def test_a_day_that_could_be_two_or_none_is_not_read(text: str, due: date | None) -> None:
    assert days(text) == [due]


def test_two_promises_in_a_sentence_are_two_entries_where_they_name_two_days() -> None:
    assert days("We will call you tomorrow, and we will fix it by Friday.") == [TOMORROW, FRIDAY]
    assert days("We will call you, and we will fix it by Friday.") == [FRIDAY]
    assert days("I will call you on Friday, and we will replace it.") == [FRIDAY]
    assert days("We will look into it and we will write to you.") == [None]
    assert days("We will be happy to see you, and we will call you on Friday.") == [FRIDAY]


@pytest.mark.parametrize(
    ("weekday", "due"),
    [("Sunday", date(2026, 11, 29)), ("Monday", TOMORROW), ("Saturday", date(2026, 11, 28))],
)
def test_a_weekday_is_the_coming_one(weekday: str, due: date) -> None:
    assert days(f"We will call you on {weekday}.") == [due]


@pytest.mark.parametrize(
    ("said_on", "due"),
    [(date(2026, 11, 25), FRIDAY), (FRIDAY, FRIDAY), (date(2026, 11, 28), date(2026, 11, 29))],
)
def test_this_week_ends_on_its_friday_and_on_a_weekend_with_it(said_on: date, due: date) -> None:
    assert days("We will fix it this week.", said_on=said_on) == [due]


def test_a_day_without_a_year_is_the_next_such_day() -> None:
    assert days("We fix it by 24 December.") == [date(2026, 12, 24)]
    assert days("We fix it by 24 October.") == [date(2027, 10, 24)]


@pytest.mark.parametrize(
    ("lang", "text", "due"),
    [
        ("de", "Ich rufe Sie am Freitag an.", FRIDAY),
        ("de", "Wir reparieren die Tür bis 1. Mai und prüfen alles.", MAY),
        ("de", "Bis 1.5. tauschen wir die Lampe.", MAY),
        ("de", "Wir werden die Maschine innerhalb von zwei Wochen austauschen.", IN_TWO_WEEKS),
        ("de", "Morgen werden wir die Maschine austauschen.", TOMORROW),
        ("es", "Le llamaré el viernes.", FRIDAY),
        ("es", "Arreglaremos la puerta antes del 1 de mayo.", MAY),
        ("es", "Mañana vamos a cambiarla.", TOMORROW),
        ("es", "Le devolveremos el dinero en dos semanas.", IN_TWO_WEEKS),
        ("fi", "Soitan sinulle perjantaina.", FRIDAY),
        ("fi", "Korjaamme oven 1. toukokuuta mennessä.", MAY),
        ("fi", "Otan sinuun yhteyttä huomenna.", TOMORROW),
        ("fi", "Vaihdamme lampun kahden viikon kuluessa.", IN_TWO_WEEKS),
        ("fr", "Je vous appellerai vendredi.", FRIDAY),
        ("fr", "Nous réparerons la porte avant le 1er mai.", MAY),
        ("fr", "Nous allons en parler demain.", TOMORROW),
        ("fr", "Nous vous rembourserons sous deux semaines.", IN_TWO_WEEKS),
        ("he", "אתקשר אליך ביום שישי.", FRIDAY),
        ("he", "נתקן את הדלת עד 1 במאי.", MAY),
        ("he", "מחר נחליף את המנורה.", TOMORROW),
        ("kk", "Жұма күні хабарласамыз.", FRIDAY),
        ("kk", "Есікті 1 мамырға дейін жөндейміз.", MAY),
        ("kk", "Ертең ауыстырамыз.", TOMORROW),
        ("ro", "Vă voi suna vineri.", FRIDAY),
        ("ro", "Vom repara ușa până pe 1 mai.", MAY),
        ("ro", "Mâine vom înlocui lampa.", TOMORROW),
        ("ro", "Vom returna banii în două săptămâni.", IN_TWO_WEEKS),
        ("ru", "Я позвоню вам в пятницу.", FRIDAY),
        ("ru", "Мы починим дверь до 1 мая.", MAY),
        ("ru", "Проверим это до 01.05.", MAY),
        ("ru", "Завтра заменим лампу.", TOMORROW),
        ("ru", "Вернём деньги в течение двух недель.", IN_TWO_WEEKS),
    ],
)
def test_promises_are_understood_in_nine_languages(lang: str, text: str, due: date) -> None:
    assert days(text, lang) == [due]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Wir freuen uns auf Sie am Montag."),
        ("es", "Haremos todo lo posible."),
        ("fi", "Otamme palautteesi vakavasti."),
        ("fr", "Nous ferons de notre mieux."),
        ("he", "נשמח לראותך."),
        ("kk", "Сізді күтеміз."),
        ("ro", "Vom fi bucuroși să vă revedem."),
        ("ru", "Сделаем всё возможное."),
        ("ru", "Мы не вернём деньги за эту лампу."),
        ("es", "No le devolveremos el dinero."),
        ("fr", "Nous ne rembourserons pas cette lampe."),
        ("de", "Wir werden die Lampe nicht ersetzen."),
        ("en", "We will not refund it."),
    ],
)
def test_kind_words_are_no_promise_in_any_language(lang: str, text: str) -> None:
    assert days(text, lang) == []


def test_in_a_language_that_is_not_known_nothing_is_found() -> None:
    assert days("We will call you tomorrow.", "sv") == []
    assert languages() == ("de", "en", "es", "fi", "fr", "he", "kk", "ro", "ru")


@given(
    st.lists(
        st.sampled_from(
            ["We will call", "you", "on", "1", "May", "31.12.", "by", "3/4", "within", "9" * 12,
             "days", "Friday", ". ", '"', "\n", "tomorrow", "2026-02-30", "weeks", "a", "24/7"]
        ),
        max_size=12,
    ),
    st.sampled_from(languages()),
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
)  # fmt: skip
def test_no_text_is_too_odd_and_no_promise_is_due_in_the_past(
    words: list[str], lang: str, said_on: date
) -> None:
    text = " ".join(words)
    for found in commitments(text, lang, said_on):
        assert found.due is None or found.due >= said_on
        assert 0 <= found.start < found.end <= len(text)


def test_a_text_longer_than_any_site_takes_is_read_in_bounded_time() -> None:
    endless = "We will call you on Friday, and " * 100_000
    assert days(endless) == [FRIDAY]
