"""What a draft says, the linter hears: no good move of our own is lost on it."""

from __future__ import annotations

import pytest

from monitor.reply.good import good_moves
from monitor.reply.phrases import languages, phrases
from monitor.reply.review import Review
from monitor.reply.tone import lint
from monitor.reply.wording import filled
from tests.monitor.reply.test_languages import SAMPLE, sentences

REACH = {"offline_contact", "clarifying_question"}
DONE = {"own_it", "next_step"}
SORRY = {"apologise", "empathy"}

SHOWS: dict[str, set[str]] = {
    "parts.praise_opening": {"thank"},
    "parts.complaint_opening": {"apologise"},
    "parts.complaint_about": {"apologise"},
    "parts.praise_about": {"thank"},
    "parts.mixed_thanks": {"thank"},
    "parts.mixed_sorry": {"apologise"},
    "parts.mixed_about": {"apologise"},
    "parts.empathy": {"empathy"},
    "parts.granted": {"thank"},
    "parts.contact": REACH,
    "parts.no_contact": REACH,
    "parts.clarify": {"clarifying_question"},
    "parts.question": {"next_step"},
    "parts.not_us": {"clarifying_question"},
    "parts.ownership": {"own_it", "acknowledge_specific"},
    "parts.owned": {"own_it"},
    "parts.refunded": DONE,
    "parts.settled": DONE,
    "parts.fixed": DONE,
    "parts.hint": {"thank", "acknowledge_specific"},
    "hold_sorry.injury": SORRY,
    "hold_sorry.illness": SORRY,
    "hold_sorry.allergy": SORRY,
    "hold_sorry.child_safety": SORRY,
    "hold_sorry.discrimination": SORRY,
    "hold_sorry.privacy": SORRY,
    "hold_sorry.legal": {"thank"},
    "hold_sorry.threat": {"thank"},
    "flag.abuse": {"boundaries"},
    "flag.spam": {"clarifying_question"},
    "flag.wrong_business": {"clarifying_question"},
}
"""The good moves of which each of these sentences shows one."""


@pytest.mark.parametrize("code", languages())
def test_every_sentence_of_a_draft_is_heard_as_what_it_is_meant_to_be(code: str) -> None:
    review, lost = Review(1, "Hm.", "Ana"), []
    for where, sentence, _ in sentences(phrases(code)):
        text = filled(sentence, SAMPLE) or ""
        if where in SHOWS and not SHOWS[where] & {*good_moves(text, lang=code, review=review)}:
            lost.append((where, text))
    assert not lost


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Drop by for a talk."),
        ("en", "We would like to know more."),
        ("es", "Llámeme y hablamos."),
        ("es", "Pase cuando le venga bien."),
        ("kk", "Толығырақ білгім келеді."),
        ("kk", "Тағы келіңіз, күтеміз!"),
        ("kk", "Жағдайыңыз қазір қалай болады?"),
        ("ru", "Хотелось бы узнать подробности."),
        ("ru", "Приходите, ждём вас!"),
        ("ru", "Как она сейчас?"),
    ],
)
def test_an_invitation_or_a_wish_to_know_is_no_step(code: str, text: str) -> None:
    assert "next_step" not in good_moves(text, lang=code, review=Review(1, "Hm.", "Ana"))


def test_a_step_in_a_sentence_that_must_go_is_none() -> None:
    review, text = Review(1, "Cold soup.", None), "For five stars we will send you a voucher."
    found = lint(text, lang="en", review=review)
    assert found
    assert "next_step" not in good_moves(text, lang="en", review=review, findings=found)


@pytest.mark.parametrize("code", languages())
def test_an_address_is_a_way_to_get_in_touch_in_every_language(code: str) -> None:
    review = Review(1, "Hm.", "Ana")
    for address in ("ana@corner.example", "+358 40 123 4567"):
        assert "offline_contact" in good_moves(address, lang=code, review=review)
    assert "offline_contact" not in good_moves("2026, 40", lang=code, review=review)
