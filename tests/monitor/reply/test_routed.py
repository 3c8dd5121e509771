"""What is no ordinary complaint is not held to the answer that an ordinary one deserves."""

from __future__ import annotations

import pytest

from monitor.draft import Route
from monitor.mention import Author, Item, Kind, Rating
from monitor.reply.compose import must_be_rewritten
from monitor.reply.lines import lint_line
from monitor.reply.phrases import languages, phrases
from monitor.reply.review import Review
from monitor.reply.tone import lint
from monitor.reply.wording import filled
from monitor.understand.classify import classify
from tests.monitor.reply.mentions import NOW
from tests.monitor.reply.test_languages import PROFILE, SAMPLE

COMPLAINT = "The stairs were wet, the pizza burnt, and the courier threw the box over the fence."


def by_hand(route: Route) -> Review:
    return Review(1, COMPLAINT, "Ana", route=route)


@pytest.mark.parametrize("code", languages())
def test_what_we_say_to_strange_reviews_passes_our_own_linter(code: str) -> None:
    wrong = []
    for pool in phrases(code).flag.values():
        for sentence in pool:
            text = filled(sentence, SAMPLE) or ""
            found = lint(text, lang=code, review=by_hand(Route.FLAG), profile=PROFILE)
            wrong += [(text, one.move) for one in found if must_be_rewritten((one,))]
    assert not wrong


@pytest.mark.parametrize("code", languages())
def test_sympathy_and_a_way_to_talk_are_all_that_harm_asks_for(code: str) -> None:
    wrong = []
    for pool in phrases(code).hold_sorry.values():
        for sentence in pool:
            text = f"{filled(sentence, SAMPLE)} {PROFILE.splitlines()[1]}"
            found = lint(text, lang=code, review=by_hand(Route.HOLD), profile=PROFILE)
            wrong += [(text, one.move) for one in found if must_be_rewritten((one,))]
    assert not wrong


def test_harm_met_with_neither_is_not_answered() -> None:
    cold = "The stairs of this house were built by the best firm in the town."
    assert must_be_rewritten(lint(cold, lang="en", review=by_hand(Route.HOLD)))


def test_a_rule_counts_whatever_the_route() -> None:
    rude = "You should have read the sign."
    for route in Route:
        assert must_be_rewritten(lint(rude, lang="en", review=by_hand(route)))


def test_the_route_is_read_from_the_review_unless_it_is_known() -> None:
    item = Item("1", Kind.REVIEW, Author("Ana"), Rating(1), text="Idiots, all of you.")
    verdict = classify(item.text, 1, "en", NOW)
    assert Review.of(item).route is Route.DRAFT
    assert Review.of(item, verdict).route is Route.FLAG
    assert Review.of(item, verdict, Route.DRAFT).route is Route.DRAFT
    usual = Item("1", Kind.REVIEW, text="The soup was cold.")
    assert Review.of(usual, classify(usual.text, 1, "en", NOW)).route is Route.DRAFT


def test_a_line_to_lint_is_routed_too() -> None:
    said = {"stars": 1, "text": "Idiots, all of you. Go to hell.", "author": "Ana"}
    calm = "Hello. What was it? We ask for respect for the people who work here."
    line = {"lang": "en", "review": said, "reply": calm}
    assert lint_line(line, NOW)["defensive"] is False


@pytest.mark.parametrize(
    ("code", "review", "reply"),
    [
        (
            "en",
            "Terrible pizza, the courier threw the box.",
            "Thank you for writing. We are a flower shop and do not sell pizza, so this may be "
            "about a different place. If it is about us, could you tell us a little more?",
        ),
        (
            "ro",
            "Pizza groaznică, curierul a aruncat cutia.",
            "Mulțumim pentru mesaj. Suntem florărie și nu vindem pizza, poate era vorba de alt "
            "local. Dacă este despre noi, ne puteți da detalii la telefon?",
        ),
        (
            "de",
            "Furchtbare Pizza, der Fahrer hat die Schachtel geworfen.",
            "Danke für Ihre Nachricht. Wir sind ein Blumenladen und verkaufen keine Pizza, "
            "vielleicht ist ein anderer Betrieb gemeint. Wann waren Sie bei uns?",
        ),
    ],
)
def test_to_say_kindly_what_the_shop_does_not_sell_is_no_denial(
    code: str, review: str, reply: str
) -> None:
    assert not must_be_rewritten(lint(reply, lang=code, review=Review(1, review, "Ana")))
