from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import encoder
from monitor.draft import Severity
from monitor.reply import ear
from monitor.reply.review import Review
from monitor.reply.rules import moves
from monitor.reply.tone import lint

REVIEW = Review(2, "I waited forty minutes and nobody said a word.", "Ada")
ARGUES = "Our cameras tell a rather different story about that evening."
OWNS = "I looked at the cameras, and you are right: it was forty minutes, and nobody spoke to you."

pytestmark = pytest.mark.ear


def harm(reply: str) -> float:
    return max(sound.harm for _, sound in ear.sounds(reply, REVIEW.text))


def test_a_sentence_that_argues_sounds_harmful_and_one_that_owns_does_not() -> None:
    assert harm(ARGUES) > ear.HARM > harm(OWNS)


@pytest.mark.parametrize(
    ("argues", "owns"),
    [
        (
            "Kameramme kertovat siitä illasta kyllä aivan muuta.",
            "Odotitte liian kauan, ja se oli meidän vikamme.",
        ),
        (
            "Camerele noastre arată cu totul altceva.",
            "Ați așteptat prea mult și vina este a noastră.",
        ),
        (
            "Наши камеры показывают совсем другое.",
            "Вы ждали слишком долго, и это наша вина.",
        ),
    ],
)  # fmt: skip
def test_it_hears_the_same_in_other_languages(argues: str, owns: str) -> None:
    assert harm(argues) > harm(owns)


def test_less_is_enough_in_english_where_harmless_sentences_were_taught_more_often() -> None:
    doubtful = ear.Sound(0.7, "denial")
    assert ear.harmful(doubtful, "en")
    assert not ear.harmful(doubtful, "fi")


def test_what_no_rule_knows_is_found_with_its_place_and_said_to_be_the_models() -> None:
    reply = f"Thank you for writing, Ada. {ARGUES} Do come again."
    assert not [
        one for one in lint(reply, lang="en", review=REVIEW, closely=False) if one.by == "rule"
    ]
    found = [one for one in lint(reply, lang="en", review=REVIEW) if one.severity is Severity.FIX]
    assert {reply[one.start : one.end] for one in found} == {ARGUES}
    assert {one.by for one in found} == {"model"}


def test_a_plainer_move_is_named_instead_of_a_point_that_goes_unanswered() -> None:
    review = Review(1, "The bread was stale and the girl at the till ignored us.", None)
    said = "People who shout rarely get good bread anywhere. Thanks for stopping by."
    assert [one.move for one in lint(said, lang="en", review=review)] == ["insult"]


@pytest.mark.parametrize(
    ("reply", "severity"),
    [
        ("I am sorry, call me: our lawyer wrote that lease badly and you paid.", Severity.FIX),
        ("Our lawyer will write to you about that lie.", Severity.BLOCK),
        ("WE ARE SORRY AND YOU WILL GET A NEW SOUP AT ONCE.", Severity.BLOCK),
    ],
)
def test_what_a_word_forbids_and_the_ear_takes_for_harmless_is_to_be_mended(
    reply: str, severity: Severity
) -> None:
    found = lint(reply, lang="en", review=REVIEW)
    assert min(one.severity for one in found if one.by == "rule") is severity


def test_the_ear_never_forbids_a_reply() -> None:
    found = lint(ARGUES, lang="en", review=REVIEW)
    assert Severity.BLOCK not in {one.severity for one in found if one.by == "model"}


def test_every_move_it_can_name_is_one_that_the_rules_explain() -> None:
    assert set(ear.load().moves) <= set(moves())


def test_sentences_keep_what_closes_them_and_where_they_stand() -> None:
    reply = "Really? We paid 3.50 for it… «No,» she said.\nThanks"
    said = list(ear.remarks(reply))
    assert [one.said for one in said] == [
        "Really?",
        "We paid 3.50 for it…",
        "«No,» she said.",
        "Thanks",
    ]
    assert all(reply[one.start : one.end] == one.said for one in said)


@given(st.text(max_size=300))
def test_any_text_falls_into_sentences_that_stand_where_they_say(text: str) -> None:
    for one in ear.remarks(text):
        assert text[one.start : one.end] == one.said


def test_of_an_endless_reply_the_beginning_is_listened_to() -> None:
    assert len(list(ear.sounds("We are sorry. " * 20_000, None))) == ear.MOST


def test_a_reply_without_letters_says_nothing() -> None:
    assert list(ear.sounds("...", None)) == []


def test_without_an_encoder_the_rules_go_on_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "place", lambda _: None)
    assert list(ear.sounds(ARGUES, None)) == []
    (found,) = lint("Sorry if you were upset.", lang="en", review=REVIEW)
    assert (found.move, found.by) == ("nonapology", "rule")
