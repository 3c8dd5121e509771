"""Urgent matters: better a false alarm than a missed allergy."""

from __future__ import annotations

import pytest

from monitor.understand.passage import prepare
from monitor.understand.urgency import read
from monitor.verdict import Urgency

RAISED = [
    (Urgency.ALLERGY, "I told them about my nut allergy, twice, and there were walnuts in it"),
    (Urgency.ALLERGY, "coeliac here. it was NOT gluten free"),
    (Urgency.ALLERGY, "Kerroin pähkinäallergiasta, silti kakussa oli pähkinää"),
    (Urgency.ALLERGY, "הבן שלי אלרגי לבוטנים"),
    (Urgency.ALLERGY, "Баламның жаңғаққа аллергиясы бар"),
    (Urgency.ALLERGY, "Fiica mea e alergică la arahide"),
    (Urgency.ALLERGY, "У дочки аллергия, а внутри арахис"),
    (Urgency.ILLNESS, "Both of us were vomiting all night after the prawns"),
    (Urgency.ILLNESS, "Sain ruokamyrkytyksen kanasta"),
    (Urgency.ILLNESS, "קיבלנו הרעלת מזון"),
    (Urgency.ILLNESS, "Тамақтан уландық"),
    (Urgency.ILLNESS, "am făcut toxiinfecție"),
    (Urgency.ILLNESS, "Отравились всей семьёй"),
    (Urgency.INJURY, "My mother slipped on the wet floor and broke her wrist"),
    (Urgency.INJURY, "piece of glass in the salad"),
    (Urgency.INJURY, "Äitini liukastui portaissa"),
    (Urgency.INJURY, "מצאתי זכוכית בסלט"),
    (Urgency.INJURY, "Нан ішінен шыны шықты"),
    (Urgency.INJURY, "Am găsit un ciob de sticlă în salată"),
    (Urgency.INJURY, "нашёл осколок в хлебе"),
    (Urgency.DISCRIMINATION, "We were told to leave because we are black"),
    (Urgency.DISCRIMINATION, "rasistista palvelua"),
    (Urgency.DISCRIMINATION, "יחס גזעני"),
    (Urgency.DISCRIMINATION, "ұлты үшін кемсітті"),
    (Urgency.DISCRIMINATION, "am fost discriminați"),
    (Urgency.DISCRIMINATION, "не обслужили из-за национальности"),
    (Urgency.PRIVACY, "The cashier read out my diagnosis, so much for privacy"),
    (Urgency.PRIVACY, "henkilötietoni jaettiin"),
    (Urgency.LEGAL, "You will hear from my solicitor"),
    (Urgency.LEGAL, "дело дойдёт до суда, подам в суд"),
    (Urgency.LEGAL, "am sunat la ANPC"),
    (Urgency.THREAT, "I know where you live"),
    (Urgency.THREAT, "сожгу вашу лавку"),
    (Urgency.CHILD_SAFETY, "The wheel came off and my toddler nearly swallowed it"),
    (Urgency.CHILD_SAFETY, "продали ребёнку? нет, продают детям вейпы"),
    (Urgency.CHILD_SAFETY, "Lapsi oli tukehtua siihen"),
]


@pytest.mark.parametrize(("urgency", "text"), RAISED)
def test_an_urgent_matter_is_raised_with_its_words(urgency: Urgency, text: str) -> None:
    alarm = read(prepare(text))
    assert alarm.urgency is urgency
    assert alarm.reasons[0].startswith("Urgent: “")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lovely cakes and polite staff, ten minutes from the station.",
        "My haircut is great, she cut my hair exactly as I asked.",
        "Sue was lovely and the food court is next door.",
        "A minor point: the button fell off.",
        "Thank you for your kind words",
        "Finger weg von diesem Laden!",
        "Se me cayó la cara de vergüenza",
        "To die for! I would kill for another slice",
        "the price can't be beaten, sick of nothing here",
        "Personal foarte politicos și mâncare bună",
        "Вкусные хачапури и вежливые продавцы",
        "אחלה מקום, שירות מצוין",
        "Ihana paikka, hyvää kahvia ja mukava henkilökunta",
        "Өте жақсы дүкен, рахмет",
        "אפליקציה נוחה מאוד",
    ],
)
def test_an_ordinary_review_raises_nothing(text: str) -> None:
    assert read(prepare(text)).urgency is Urgency.NONE


def test_the_matter_nearest_to_the_body_names_the_text_and_all_are_told() -> None:
    alarm = read(prepare("Food poisoning. My lawyer will call. My son has a nut allergy."))
    assert alarm.urgency is Urgency.ALLERGY
    assert len(alarm.reasons) == 3
