"""The owner sets a reading right in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import correcting
from bot.desk import CHANGED, NO_MENTION, Outcome
from bot.screens.correction import LAPSED, LEAVE, NOT_URGENT, TAKE_BACK, URGENT, WRONG
from bot.screens.message import Message, Verb
from monitor.correction import Correction
from monitor.mention import Status
from monitor.verdict import Sentiment, Urgency
from tests.bot.shop import BakerShop, buttons, open_shop, review, shown, verdict

SARCASM = "Great, another two-hour wait. Love it."


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[BakerShop]:
    with open_shop(tmp_path) as opened:
        yield opened


def press(shop: BakerShop, message: Message, label: str) -> Outcome:
    """Press the button of ``message`` that ends in ``label``."""
    (found,) = [each for name, each in buttons(message).items() if name.endswith(label)]
    assert found.action is not None
    return shop.press(found.action.verb, found.action.number, found.action.extra)


def screen(outcome: Outcome) -> Message:
    assert outcome.replace is not None
    return outcome.replace


def card(shop: BakerShop, number: int) -> Message:
    (message,) = shop.press(Verb.SHOW, number).messages
    return message


@pytest.mark.parametrize(
    ("label", "sentiment"),
    [
        ("Good", Sentiment.POSITIVE),
        ("Bad", Sentiment.NEGATIVE),
        ("Both", Sentiment.MIXED),
        ("Neither", Sentiment.NEUTRAL),
    ],
)
def test_two_presses_say_how_it_feels(shop: BakerShop, label: str, sentiment: Sentiment) -> None:
    number = shop.hear(review(text=SARCASM), verdict(Sentiment.UNKNOWN))
    asked = screen(press(shop, card(shop, number), WRONG))
    assert "two-hour wait" in shown(asked)
    assert "I read it as not understood." in shown(asked)
    done = press(shop, asked, label)
    assert done.toast == correcting.NOTED
    assert shown(screen(done)).count("You sa") == 1
    assert shop.mention(number).verdict.sentiment is sentiment
    assert press(shop, asked, label).toast == correcting.ALREADY


def test_a_false_alarm_is_called_off(shop: BakerShop) -> None:
    number = shop.hear(review(), verdict(urgency=Urgency.ALLERGY))
    asked = screen(press(shop, card(shop, number), WRONG))
    assert "This may be about an allergy." in shown(asked)
    done = press(shop, asked, NOT_URGENT)
    assert shop.mention(number).verdict.urgency is Urgency.NONE
    assert "You say: not urgent." in shown(screen(done))
    assert "allergy" not in shown(screen(done))


def test_what_was_missed_is_named_so_that_drafts_can_take_care_of_it(shop: BakerShop) -> None:
    number = shop.hear(review(text="He turned blue after the nut cake."))
    asked = screen(press(shop, card(shop, number), WRONG))
    which = screen(press(shop, asked, URGENT))
    done = press(shop, which, "An allergy")
    assert shop.mention(number).verdict.urgency is Urgency.ALLERGY
    assert shop.mention(number).verdict.sentiment is Sentiment.POSITIVE
    assert "allergy" in shown(screen(done)).splitlines()[0]


def test_it_can_be_taken_back_once(shop: BakerShop) -> None:
    number = shop.hear(review())
    assert TAKE_BACK not in buttons(screen(press(shop, card(shop, number), WRONG)))
    shop.store.corrections.say(number, Correction(Sentiment.NEGATIVE), shop.now)
    asked = screen(press(shop, card(shop, number), WRONG))
    assert "You say: unhappy." in shown(asked)
    assert press(shop, asked, TAKE_BACK).toast == correcting.TAKEN_BACK
    assert shop.mention(number).verdict.sentiment is Sentiment.POSITIVE
    assert press(shop, asked, TAKE_BACK).toast == correcting.TAKEN_BACK_ALREADY


def test_thinking_better_of_it_changes_nothing(shop: BakerShop) -> None:
    number = shop.hear(review())
    asked = screen(press(shop, card(shop, number), WRONG))
    left = press(shop, asked, LEAVE)
    assert left.toast is None
    assert shop.mention(number).correction is None
    assert WRONG in buttons(screen(left))


def test_a_text_that_was_changed_meanwhile_is_shown_first(shop: BakerShop) -> None:
    number = shop.hear(review(text=SARCASM))
    before = card(shop, number)
    asked = screen(press(shop, before, WRONG))
    shop.edit(number, review(text="They called and put it right. I take it all back."))
    for outcome in (press(shop, before, WRONG), press(shop, asked, "Bad")):
        assert outcome.toast == CHANGED
        assert "put it right" in shown(screen(outcome))
    assert shop.mention(number).correction is None


def test_the_mention_says_that_an_earlier_wording_was_corrected(shop: BakerShop) -> None:
    number = shop.hear(review(text=SARCASM))
    shop.store.corrections.say(number, Correction(Sentiment.NEGATIVE), shop.now)
    shop.edit(number, review(text="They called and put it right. I take it all back."))
    assert LAPSED.strip("</i>") in shown(card(shop, number))


def test_what_was_handled_can_still_be_set_right(shop: BakerShop) -> None:
    number = shop.hear(review())
    shop.store.mentions.set_status(number, Status.HANDLED, shop.now)
    assert WRONG in buttons(card(shop, number))


def test_where_there_are_no_words_there_is_nothing_to_misread(shop: BakerShop) -> None:
    number = shop.hear(replace(review(), text=None))
    assert WRONG not in buttons(card(shop, number))


@pytest.mark.parametrize("verb", [Verb.MISREAD, Verb.CORRECT])
def test_buttons_of_what_is_not_there_say_so(shop: BakerShop, verb: Verb) -> None:
    assert shop.press(verb, 99, 100).toast == NO_MENTION


def test_a_button_of_another_release_does_no_harm(shop: BakerShop) -> None:
    number = shop.hear(review())
    outcome = shop.press(Verb.CORRECT, number, 199)
    assert outcome.toast is None
    assert shop.mention(number).correction is None


def test_the_longest_review_still_fits(shop: BakerShop) -> None:
    number = shop.hear(review(text="ö & <b>" * 3000), verdict(urgency=Urgency.LEGAL))
    asked = screen(press(shop, card(shop, number), WRONG))
    assert len(shown(asked)) > 3000
