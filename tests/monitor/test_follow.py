"""What the owner posted by hand is looked out for: it stands, was changed, or is not shown yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.actions import act
from bot.batch import plan
from bot.desk import Outcome
from bot.screens.message import Action, Message, Verb
from monitor.alert import AlertKind
from monitor.posting import Posting, PostingState, posting_key
from tests.bot.shop import buttons, shown
from tests.fakes.site import Review
from tests.monitor.engine import OWNER, Shop, open_shop

COLD = Review("r1", stars=3, text="Cold soup and a long wait.", author="Anna")


@dataclass
class ByHand:
    """A shop whose site takes no answers from programs, but shows those that stand."""

    shop: Shop
    number: int

    def press(self, verb: Verb, number: int) -> Outcome:
        with self.shop.store() as store:
            return act(Action(verb, number), store, self.shop.config, self.shop.clock.now(), OWNER)

    def posted(self) -> str:
        """The owner drafts, approves, posts it on the site themselves and says so."""
        self.press(Verb.WRITE, self.number)
        with self.shop.store() as store:
            draft = store.drafts.latest(self.number)
        assert draft is not None
        self.press(Verb.APPROVE, draft.id)
        self.card = self.press(Verb.POSTED, draft.id).replace
        return draft.proposal.text

    def site_shows(self, reply: str | None, **changes: object) -> None:
        self.shop.site.edit("r1", reply=reply, **changes)
        self.shop.collect()

    def posting(self) -> Posting:
        with self.shop.store() as store:
            found = store.replies.latest(self.number)
        assert found is not None
        return found

    def told(self) -> list[AlertKind]:
        return [alert.kind for alert in self.shop.alerts() if alert.kind is not AlertKind.NEW]

    def messages(self) -> list[Message]:
        """What the owner's chat hears now."""
        with self.shop.store() as store:
            now = self.shop.clock.now()
            batches = plan(self.shop.alerts(), store, self.shop.config, now)
        return [batch.message for batch in batches]


@pytest.fixture
def by_hand(tmp_path: Path) -> ByHand:
    shop = open_shop(tmp_path)
    shop.site.add(COLD)
    shop.collect()
    return ByHand(shop, shop.mention("r1").number)


def test_it_is_told_once_when_the_site_shows_it(by_hand: ByHand) -> None:
    text = by_hand.posted()
    assert by_hand.card is not None
    assert "Once Site shows it to goodword, you hear that it stands." in shown(by_hand.card)
    assert by_hand.posting().state is PostingState.BY_HAND
    by_hand.shop.collect()
    assert by_hand.told() == []
    for _ in range(2):
        by_hand.site_shows(f" {text} ")
    assert by_hand.told() == [AlertKind.REPLY_PUBLISHED]
    assert by_hand.posting().state is PostingState.PUBLISHED
    (message,) = by_hand.messages()
    assert "Your answer to #1 stands on Site" in shown(message)
    assert "Take it down" not in buttons(message)


def test_a_word_changed_on_the_way_makes_it_no_other_answer(by_hand: ByHand) -> None:
    by_hand.posted()
    by_hand.site_shows("Anna, I am sorry. Come and see me. Aino")
    assert by_hand.told() == [AlertKind.REPLY_PUBLISHED]
    found = by_hand.posting()
    assert found.text == "Anna, I am sorry. Come and see me. Aino"
    assert found.key == posting_key("site", "r1", found.text)


def test_an_answer_that_stood_there_before_is_not_the_new_one(by_hand: ByHand) -> None:
    by_hand.site_shows("Thanks.")
    by_hand.posted()
    by_hand.site_shows("Thanks.", state="hidden")
    by_hand.site_shows(None, state="visible")
    assert by_hand.told() == []
    by_hand.site_shows("Anna, I am sorry. Aino")
    assert by_hand.told() == [AlertKind.REPLY_PUBLISHED]


def test_what_stands_there_already_needs_no_looking_out(by_hand: ByHand) -> None:
    by_hand.press(Verb.WRITE, by_hand.number)
    with by_hand.shop.store() as store:
        draft = store.drafts.latest(by_hand.number)
    assert draft is not None
    by_hand.site_shows(draft.proposal.text)
    by_hand.posted()
    with by_hand.shop.store() as store:
        assert store.replies.latest(by_hand.number) is None


def test_a_review_that_changed_since_is_told_with_the_answer_in_mind(by_hand: ByHand) -> None:
    text = by_hand.posted()
    by_hand.shop.site.edit("r1", text="It got worse.", stars=1)
    by_hand.shop.collect()
    assert by_hand.posting().state is PostingState.OUTDATED
    (message,) = by_hand.messages()
    assert "Your answer there was given to the words before. Does it still fit?" in shown(message)
    # The site shows it later: there is nothing to be glad of any more.
    by_hand.site_shows(text, text="It got worse.", stars=1)
    assert by_hand.told() == [AlertKind.EDITED]


def test_said_twice_it_is_looked_out_for_once(by_hand: ByHand) -> None:
    by_hand.posted()
    first = by_hand.posting()
    with by_hand.shop.store() as store:
        draft = store.drafts.latest(by_hand.number)
    assert draft is not None
    by_hand.press(Verb.POSTED, draft.id)
    assert by_hand.posting() == first


def test_a_review_that_is_gone_waits_for_nothing(by_hand: ByHand) -> None:
    by_hand.posted()
    by_hand.shop.site.drop("r1")
    for _ in range(3):
        by_hand.shop.collect()
    assert AlertKind.REPLY_PUBLISHED not in by_hand.told()


def test_of_a_site_that_shows_no_answers_nothing_is_heard_again(by_hand: ByHand) -> None:
    by_hand.posted()
    for _ in range(4):
        by_hand.shop.clock.advance(days=30)
        by_hand.shop.collect()
    assert set(by_hand.told()) <= {AlertKind.SOURCE_QUIET}
    assert by_hand.posting().state is PostingState.BY_HAND
