from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.draft import Finding, Route, Severity
from monitor.reply.review import Review
from monitor.reply.rubric import Judged, rubric

TEXT = (
    "Ana, I am sorry, and thank you for telling us. Nobody should queue like that, and it is on "
    "us to get this right. Please write to us: hello@corner.example.\n\nSam, owner"
)
GOOD = ("thank", "name", "apologise", "own_it", "offline_contact", "sign")
REVIEW = Review(1, "I queued for an hour.", "Ana")
WHOLE = Judged(TEXT, REVIEW, Route.DRAFT, (), GOOD, covered=1.0)


def finding(move: str, severity: Severity) -> Finding:
    return Finding(move, severity, 0, 1, "why", "instead")


def test_a_draft_that_does_it_all_gets_all() -> None:
    assert rubric(WHOLE) == 100


@pytest.mark.parametrize(
    "one", [finding("insult", Severity.BLOCK), finding("unknown_number", Severity.WARN)]
)
def test_what_may_not_be_shown_is_worth_nothing(one: Finding) -> None:
    assert rubric(replace(WHOLE, findings=(one,))) == 0
    assert rubric(replace(WHOLE, right_language=False)) == 0


@pytest.mark.parametrize(
    ("change", "score"),
    [
        ({"covered": 0.5}, 88),
        ({"findings": (finding("excuse", Severity.FIX),)}, 90),
        ({"findings": (finding("boilerplate", Severity.WARN),)}, 96),
        ({"good": ("sign", "name", "own_it", "offline_contact")}, 92),
        ({"good": ("sign", "name", "apologise", "offline_contact")}, 93),
        ({"good": ("sign", "name", "apologise", "own_it")}, 85),
        ({"good": ("sign", "apologise", "own_it", "next_step")}, 96),
        ({"good": ("name", "apologise", "own_it", "next_step")}, 97),
        ({"text": "Sorry, Ana."}, 95),
        ({"review": Review(1, "Nobody should queue like that, and it is bad.", "Ana")}, 97),
        (
            {
                "said": frozenset(
                    {"nobody should queue like that and it is on us to get this right"}
                )
            },
            95,
        ),
    ],
)
def test_what_is_missing_costs_its_weight(change: dict[str, object], score: int) -> None:
    assert rubric(replace(WHOLE, **change)) == score  # type: ignore[arg-type]


def test_nobody_needs_a_name_where_there_is_none() -> None:
    nameless = replace(REVIEW, author=None)
    good = tuple(move for move in GOOD if move != "name")
    assert rubric(replace(WHOLE, review=nameless, good=good)) == 100


def test_sympathy_takes_the_place_of_ownership_in_grave_matters() -> None:
    good = ("thank", "name", "empathy", "offline_contact", "sign")
    assert rubric(replace(WHOLE, route=Route.HOLD, good=good)) == 100


def test_praise_needs_no_apology_and_no_next_step_but_must_be_short() -> None:
    short = "Thank you, Ana, how good to hear about the bread.\n\nSam, owner"
    glad = replace(WHOLE, text=short, good=("thank", "name", "sign"), praise=True)
    assert rubric(glad) == 100
    assert rubric(replace(glad, text=short * 5)) < 100


def test_mere_stars_must_be_answered_in_few_words() -> None:
    stars = replace(WHOLE, review=Review(1, None, "Ana"))
    assert rubric(stars) == 95
