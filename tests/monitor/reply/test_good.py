from __future__ import annotations

import pytest

from monitor.reply.good import MOVES, good_moves
from monitor.reply.review import Review
from monitor.reply.score import score
from monitor.reply.tone import lint

REVIEW = Review(stars=2, text="The bread was stale and the queue took ages.", author="Ada")


def good(reply: str, lang: str = "en") -> tuple[str, ...]:
    findings = lint(reply, lang=lang, review=REVIEW)
    return good_moves(reply, lang=lang, review=REVIEW, findings=findings)


HEARD = [
    ("thank", "Thank you for telling us."),
    ("name", "Dear Ada, hello."),
    ("acknowledge_specific", "Stale is not what it ought to be."),
    ("own_it", "That was our mistake."),
    ("apologise", "I am sorry that you waited."),
    ("empathy", "I understand how annoying that was."),
    ("brief_explanation", "The oven was late because of a fuse."),
    ("next_step", "We have moved the second till to the door."),
    ("offline_contact", "Please call me at the shop."),
    ("invite_back", "We hope to see you again."),
    ("sign", "We will look into it.\n\nBo Lind, owner"),
    ("clarifying_question", "Could you tell me which day it was?"),
    ("fact_correction", "Our second door is open until six, it is easy to miss."),
    ("boundaries", "We do not accept insults of our colleagues."),
    ("share_with_team", "I have shared this with the whole team."),
]


@pytest.mark.parametrize(("move", "reply"), HEARD)
def test_a_good_move_is_seen(move: str, reply: str) -> None:
    assert move in good(reply)


def test_every_good_move_is_proved_here() -> None:
    assert {move for move, _ in HEARD} == set(MOVES)


def test_an_apology_with_an_if_is_no_apology() -> None:
    assert "apologise" not in good("We are sorry if you felt that way.")


def test_what_is_quoted_is_not_the_shops_own() -> None:
    assert "own_it" not in good(
        'You write: "it was our mistake". I am reading this with the greatest care.'
    )


def test_in_a_language_without_rules_name_and_signature_are_seen() -> None:
    assert good("Ada!\n\nBo", lang="xx") == ("name", "sign")


def test_more_and_graver_findings_lower_the_score_and_good_moves_raise_it() -> None:
    calm, excused, blamed, both = (
        lint(reply, lang="en", review=REVIEW)
        for reply in (
            "I am sorry, call me.",
            "Nothing we could do about it, sorry.",
            "You should have asked.",
            "You should have asked. Nothing we could do about it, sorry.",
        )
    )
    assert score(calm, ()) > score(excused, ()) > score(blamed, ()) > score(both, ())
    assert score(calm, ("thank", "own_it")) > score(calm, ("thank",)) > score(calm, ())
    assert score(calm, MOVES) == 100
