"""Google's reviews and the translation envelope around them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.mention import State, Translation
from sources.google.envelope import split_translation
from sources.google.review import looks_like_review_id, read_google_review

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAME = "accounts/1/locations/2/reviews/abc"


@pytest.mark.parametrize(
    ("comment", "original", "translation"),
    [
        ("(Translated by Google) cake\n\n(Original)\nkeka", "keka", "cake"),
        (
            "(Translated by Google)\ncake\n\n(Original)\nkeka\n\nja kahvi",
            "keka\n\nja kahvi",
            "cake",
        ),
        ("(Translated by Google) cake\r\n\r\n(Original)\r\nkeka", "keka", "cake"),
        ("keka\n\n(Translated by Google)\ncake", "keka", "cake"),
        (
            "keka\n\nkahvi\n\n(Translated by Google) cake\n\ncoffee",
            "keka\n\nkahvi",
            "cake\n\ncoffee",
        ),
        ("Kuchen\n\n(Übersetzt von Google)\nPulla", "Kuchen", "Pulla"),
        ("(Translated by Google) cake", "cake", None),
        ("keka\n\n(Translated by Google)\n", "keka", None),
        ("the (Original) recipe", "the (Original) recipe", None),
        ("it says (Translated by Google) here", "it says (Translated by Google) here", None),
    ],
)
def test_the_envelope_is_taken_apart_in_both_shapes(
    comment: str, original: str, translation: str | None
) -> None:
    expected = Translation(translation) if translation else None
    assert split_translation(comment) == (original, expected)


PLAIN = st.text(st.characters(exclude_characters="()\r", exclude_categories=["Cs"]), min_size=1)


@given(PLAIN.filter(str.strip), PLAIN.filter(str.strip))
def test_what_google_wrapped_comes_out_whole(original: str, translation: str) -> None:
    expected = (original.strip(), Translation(translation.strip()))
    leading = f"(Translated by Google) {translation}\n\n(Original)\n{original}"
    trailing = f"{original}\n\n(Translated by Google)\n{translation}"
    assert split_translation(leading) == expected
    assert split_translation(trailing) == expected


def test_the_same_review_has_one_id_whoever_manages_the_place() -> None:
    mine = {"name": "accounts/1/locations/2/reviews/abc", "starRating": "FIVE"}
    theirs = {"name": "accounts/9/locations/7/reviews/abc", "starRating": "FIVE"}
    first, second = read_google_review(mine, now=NOW), read_google_review(theirs, now=NOW)
    assert first == second
    assert first is not None
    assert first.dedupe_key == "google:abc"


@pytest.mark.parametrize(
    ("written", "state"),
    [("PENDING", State.PENDING), ("REJECTED", State.HIDDEN), ("APPROVED", State.VISIBLE)],
)
def test_an_answer_that_google_holds_back_is_not_visible(written: str, state: State) -> None:
    reply = {"comment": "Thanks", "reviewReplyState": written}
    item = read_google_review({"name": NAME, "starRating": "ONE", "reviewReply": reply}, now=NOW)
    assert item is not None
    assert item.reply is not None
    assert item.reply.state is state


def test_an_anonymous_reviewer_has_no_name() -> None:
    who = {"displayName": "A Google user", "isAnonymous": True}
    item = read_google_review({"name": NAME, "starRating": "ONE", "reviewer": who}, now=NOW)
    assert item is not None
    assert item.author.name is None


def test_neither_stars_nor_words_is_no_review() -> None:
    assert read_google_review({"name": NAME}, now=NOW) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ChZDSUhNMG9nS0VJQ0FnSURJMnRHSUh3EAE", True),
        ("ChdDSUhNMG9nS0VJYlcydFRvOEtianpRRRAB", True),
        ("Ci9DQUlRQUNvZENodHljRjlvT2tSd1VrWktWM2xSWXpBEAE", True),
        ("KU_O5udG6zpxOg-VcAEodg", False),
        ("173", False),
        ("", False),
    ],
)
def test_googles_ids_are_known_by_their_form(value: str, expected: bool) -> None:
    assert looks_like_review_id(value) is expected
