from __future__ import annotations

import math
from typing import get_args

import pytest

from monitor.reply import rules, tone, voice
from monitor.reply.review import Review
from monitor.reply.tone import lint

REVIEW = Review(2, "The parcel came late and the box was wet.", "Ada")
BARE = "Parcels travel by road, Ada. Roads have weather."
ANSWERED = "A wet box is no way to get a present. That was our mistake. We will send another."


def told(reply: str, review: Review = REVIEW, lang: str = "en") -> dict[str, float]:
    counted = tone.counted(reply, lang=lang, review=review)
    assert counted is not None
    return counted


def test_what_answers_and_what_does_not_is_counted() -> None:
    assert told(BARE)["kinds_of_answer"] == 0
    assert told(ANSWERED)["kinds_of_answer"] > 1
    assert told(BARE)["bare_share"] > told(ANSWERED)["bare_share"]


def test_set_phrases_answer_nothing() -> None:
    assert told("Your feedback is important to us.")["set_phrases"] > 0
    assert told("Your feedback is important to us.")["kinds_of_answer"] == 0


def test_the_model_weighs_exactly_what_is_counted() -> None:
    assert set(voice.model().weights) == set(told(BARE))
    assert all(map(math.isfinite, voice.model().weights.values()))


def test_answers_speak_against_and_hints_for_a_defensive_reply() -> None:
    weights = voice.model().weights
    assert weights["kinds_of_answer"] < 0 < weights["hints"]
    assert voice.defensive(told(BARE))
    assert not voice.defensive(told(ANSWERED))


def test_a_finding_tells_which_part_decided() -> None:
    (found,) = lint(BARE, lang="en", review=REVIEW)
    assert (found.move, found.by) == ("ignores_point", "model")
    (found,) = lint("Sorry if it was wet.", lang="en", review=REVIEW)
    assert (found.move, found.by) == ("nonapology", "rule")


def test_the_voice_is_not_asked_about_praise_or_in_an_unknown_language() -> None:
    assert tone.counted(BARE, lang="en", review=Review(5, REVIEW.text, None)) is None
    assert tone.counted(BARE, lang="en", review=Review(1, "Bad!", None)) is None
    assert tone.counted(BARE, lang="xx", review=REVIEW) is None
    assert not lint(BARE, lang="xx", review=REVIEW)


@pytest.mark.parametrize("cue", get_args(rules.Cue))
def test_no_good_move_makes_the_voice_sharper(cue: rules.Cue) -> None:
    said = {
        "thank": "Thank you, Ada.",
        "acknowledge_specific": "You are right.",
        "own_it": "That was our mistake.",
        "apologise": "We apologise.",
        "empathy": "I understand how annoying that is.",
        "brief_explanation": "It was due to a flat tyre.",
        "next_step": "We will replace it.",
        "offline_contact": "Please get in touch.",
        "invite_back": "We hope to see you again.",
        "sign": "Regards, Bo",
        "clarifying_question": "Which day was it?",
        "fact_correction": "The door is easy to miss.",
        "boundaries": "We do not accept insults.",
        "share_with_team": "I have shared this with the team.",
    }[cue]
    good = f"{ANSWERED} {said}"
    assert not any(one.by == "model" for one in lint(good, lang="en", review=REVIEW))
