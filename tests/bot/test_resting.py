"""A reply that rests is told when it is ready; a posted one can be taken down again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import posting
from bot.batch import plan
from bot.screens.message import Action, Message, Verb
from monitor.alert import AlertKind, NewAlert
from monitor.draft import DraftState
from monitor.mention import OwnerReply
from monitor.posting import Posting, PostingState
from monitor.reminders import remind
from monitor.source import ReplyRules
from monitor.store.rows import Refresh, SourceRow
from monitor.verdict import Sentiment
from tests.bot.shop import HOME, NOW, BakerShop, buttons, review, shown, verdict

RULES = ReplyRules(4096, "bytes", update=True, delete=True)
ANGRY = review(stars=1, text="The coffee was cold.")
KIND = review("2", stars=5, text="Lovely bread.")
AFTER = timedelta(minutes=21)


@pytest.fixture
def shop(bakery: BakerShop) -> BakerShop:
    """A shop whose site takes answers and lets them go, with a chat that listens."""
    bakery.store.health.sync([SourceRow("site", "reply", "The site", None, RULES)], NOW)
    assert bakery.store.chats.pair(bakery.store.chats.code(NOW), HOME, "Aino", NOW)
    return bakery


def approved(shop: BakerShop) -> int:
    """The draft of an approved reply to one star."""
    number = shop.hear(ANGRY, verdict(Sentiment.NEGATIVE))
    shop.press(Verb.WRITE, number)
    draft = shop.store.drafts.latest(number)
    assert draft is not None
    shop.press(Verb.APPROVE, draft.id)
    return draft.id


def told(shop: BakerShop, later: timedelta) -> list[Message]:
    shop.now = NOW + later
    remind(shop.store, shop.config, shop.now)
    messages = [batch.message for batch in plan(shop.waiting(), shop.store, shop.config, shop.now)]
    shop.store.alerts.sent([alert.id for alert in shop.waiting()], shop.now)
    return messages


def published(shop: BakerShop, text: str = "Thank you, Anna.") -> Posting:
    """An answer that stands, as the collector writes it down, with its alert."""
    number = shop.hear(KIND)
    shop.press(Verb.WRITE, number)
    draft = shop.store.drafts.latest(number)
    assert draft is not None
    shop.press(Verb.EDIT, draft.id)
    shop.type(text)
    draft = shop.store.drafts.latest(number)
    assert draft is not None
    shop.press(Verb.APPROVE, draft.id)
    shop.press(Verb.POST, draft.id)
    queued = shop.store.replies.latest(number)
    assert queued is not None
    shop.store.replies.move(queued.id, PostingState.SENDING)
    posted = shop.store.replies.move(queued.id, PostingState.PUBLISHED, site_id="a1")
    shop.store.drafts.move(draft.id, DraftState.POSTED)
    alert(shop, posted, AlertKind.REPLY_PUBLISHED)
    return posted


def alert(shop: BakerShop, posted: Posting, kind: AlertKind) -> None:
    subject = f"reply:{posted.id}:{kind}"
    shop.store.alerts.enqueue([NewAlert(kind, HOME, subject, posted.mention, "site")], NOW)


def test_what_rests_cannot_be_posted_yet(shop: BakerShop) -> None:
    draft = approved(shop)
    outcome = shop.press(Verb.POST, draft)
    assert outcome.toast == posting.RESTS
    assert outcome.replace is not None
    assert "Post it now anyway" in buttons(outcome.replace)
    assert shop.store.replies.latest(1) is None


def test_posting_it_anyway_posts_it_at_once_and_once(shop: BakerShop) -> None:
    draft = approved(shop)
    assert shop.press(Verb.HURRY, draft).toast == posting.QUEUED
    queued = shop.store.replies.latest(1)
    assert queued is not None
    shop.press(Verb.HURRY, draft)
    assert shop.store.replies.latest(1) == queued


def test_the_chat_says_once_when_an_approved_reply_has_rested(shop: BakerShop) -> None:
    approved(shop)
    assert told(shop, timedelta(minutes=19)) == []
    (message,) = told(shop, AFTER)
    assert shown(message).startswith("☕ Your reply to #1 has rested.")
    assert "Post it for me" in buttons(message)
    assert told(shop, 2 * AFTER) == []


def test_what_rests_by_a_clock_since_put_back_is_ready_and_told(shop: BakerShop) -> None:
    shop.now = NOW + timedelta(days=365)
    draft = approved(shop)
    (message,) = told(shop, timedelta(0))
    assert shown(message).startswith("☕ Your reply to #1 has rested.")
    assert shop.press(Verb.POST, draft).toast == posting.QUEUED


def test_another_draft_takes_no_rest_over_from_a_clock_since_put_back(shop: BakerShop) -> None:
    shop.now = NOW + timedelta(days=365)
    draft = approved(shop)
    shop.now = NOW
    shop.press(Verb.REDRAFT, draft)
    newest = shop.store.drafts.latest(1)
    assert newest is not None
    assert newest.id != draft
    assert not newest.cooling(NOW)


def test_a_small_correction_of_the_clock_ends_no_rest(shop: BakerShop) -> None:
    approved(shop)
    assert told(shop, -timedelta(minutes=5)) == []


@pytest.mark.parametrize("verb", [Verb.DISCARD, Verb.POSTED, Verb.HURRY])
def test_what_was_settled_meanwhile_is_not_told_as_ready(shop: BakerShop, verb: Verb) -> None:
    draft = approved(shop)
    shop.now = NOW + AFTER
    remind(shop.store, shop.config, shop.now)
    shop.press(verb, draft)
    (message,) = told(shop, AFTER)
    assert shown(message).startswith("Something waited for you here.")


def test_a_draft_nobody_approved_is_not_told_as_ready(shop: BakerShop) -> None:
    shop.press(Verb.WRITE, shop.hear(ANGRY, verdict(Sentiment.NEGATIVE)))
    assert told(shop, AFTER) == []


def test_a_rest_of_no_length_is_none(shop: BakerShop) -> None:
    replies = shop.config.replies.model_copy(update={"cool_off": timedelta(0)})
    shop.config = shop.config.model_copy(update={"replies": replies})
    draft = shop.store.drafts.get(approved(shop))
    assert draft is not None
    assert draft.ready_at is None


def test_a_digest_names_what_has_rested_and_what_came_down(shop: BakerShop) -> None:
    shop.config = shop.config.model_copy(
        update={"alerts": shop.config.alerts.model_copy(update={"burst": 2})}
    )
    approved(shop)
    posted = published(shop)
    shop.store.replies.withdraw(posted.id, NOW)
    shop.store.replies.move(posted.id, PostingState.WITHDRAWN)
    alert(shop, posted, AlertKind.REPLY_WITHDRAWN)
    (digest,) = told(shop, AFTER)
    assert "your reply has rested" in shown(digest)
    assert "your answer is taken down" in shown(digest)


def test_under_a_published_answer_stands_the_way_to_take_it_down(shop: BakerShop) -> None:
    posted = published(shop)
    (message,) = told(shop, timedelta(0))
    assert buttons(message)["Take it down"].action == Action(Verb.WITHDRAW, posted.id)
    (sure,) = shop.press(Verb.WITHDRAW, posted.id).messages
    assert "Take your answer to #1 down from The site?" in shown(sure)
    assert "Thank you, Anna." in shown(sure)
    yes = buttons(sure)["Yes, take it down"].action
    assert yes is not None
    assert shop.store.replies.latest(1) == posted
    outcomes = [shop.press(yes.verb, yes.number, yes.extra) for _ in range(2)]
    assert outcomes[0].replace == outcomes[1].replace
    assert outcomes[1].toast == posting.UNDER_WAY
    wanted = shop.store.replies.latest(1)
    assert wanted is not None
    assert wanted.state is PostingState.WITHDRAWING
    draft = shop.store.drafts.latest(1)
    assert draft is not None
    assert "It is being taken down from The site." in shown(shop.drafted(draft))


def test_how_it_ended_is_told(shop: BakerShop) -> None:
    posted = published(shop)
    told(shop, timedelta(0))
    shop.store.replies.withdraw(posted.id, NOW)
    shop.store.replies.move(
        posted.id, PostingState.PUBLISHED, reason="The site still shows it.", hint="Open the page."
    )
    alert(shop, posted, AlertKind.REPLY_STAYS)
    (stays,) = told(shop, timedelta(0))
    assert "could not be taken down from The site" in shown(stays)
    assert "It still stands there: The site still shows it." in shown(stays)
    assert "Take it down" in buttons(stays)
    shop.store.replies.withdraw(posted.id, NOW)
    shop.store.replies.move(posted.id, PostingState.WITHDRAWN)
    alert(shop, posted, AlertKind.REPLY_WITHDRAWN)
    (down,) = told(shop, timedelta(0))
    assert shown(down).startswith("Your answer to #1 is taken down from The site")
    assert buttons(down)["Draft again"].action == Action(Verb.DRAFT, 1, 1)
    draft = shop.store.drafts.latest(1)
    assert draft is not None
    assert shown(shop.drafted(draft)) == "Your answer to #1 was taken down."
    assert shop.press(Verb.WITHDRAW, posted.id, 1).toast == posting.NOT_STANDING


def test_where_a_site_does_not_let_answers_go_it_is_not_offered(shop: BakerShop) -> None:
    posted = published(shop)
    rules = replace(RULES, delete=False)
    shop.store.health.sync([SourceRow("site", "reply", "The site", None, rules)], NOW)
    (message,) = told(shop, timedelta(0))
    assert "Take it down" not in buttons(message)
    assert shop.press(Verb.WITHDRAW, posted.id, 1).toast == posting.CANNOT_TAKE_DOWN


def test_an_answer_to_words_that_changed_is_named_with_the_change(shop: BakerShop) -> None:
    posted = published(shop)
    told(shop, timedelta(0))
    shop.edit(posted.mention, review("2", stars=1, text="It got worse."))
    shop.store.replies.outdate([posted.mention])
    shop.tell(posted.mention, AlertKind.EDITED)
    (message,) = told(shop, timedelta(0))
    assert "Your answer there was given to the words before. Does it still fit?" in shown(message)
    shown_there = review("2", stars=1, text="It got worse.", reply="Thank you, Anna.")
    shop.store.mentions.refresh([Refresh(posted.mention, "site", shown_there, NOW)])
    (sure,) = shop.press(Verb.WITHDRAW, posted.id).messages
    assert "Yes, take it down" in buttons(sure)


def test_what_a_posted_answer_promised_is_told_with_it(shop: BakerShop) -> None:
    posted = published(shop, "Thank you, Anna. We will look into it. I will call you tomorrow.")
    draft = shop.store.drafts.get(posted.draft)
    assert draft is not None
    from monitor.reply.promises import commitments

    found = commitments(posted.text, "en", NOW.date())
    shop.store.promises.note(draft.id, draft.mention, found, NOW)
    (message,) = told(shop, timedelta(0))
    assert "You have promised 2 things in it:" in shown(message)
    assert {"🤝 Choose a day", "🤝 By 23 Nov 2026"} <= set(buttons(message))
    assert not message.silent


def test_a_button_of_an_unknown_answer_answers(shop: BakerShop) -> None:
    assert shop.press(Verb.WITHDRAW, 99).toast


def test_a_reply_by_the_owners_hand_is_part_of_an_edits_alert(shop: BakerShop) -> None:
    number = shop.hear(review("3", reply="By hand."))
    shop.edit(number, replace(review("3", text="Worse."), reply=OwnerReply("By hand.")))
    shop.tell(number, AlertKind.EDITED)
    (message,) = told(shop, timedelta(0))
    assert "Does it still fit?" in shown(message)


def test_where_owners_answer_on_a_page_of_their_own_it_is_linked(bakery: BakerShop) -> None:
    bakery.store.health.sync([SourceRow("site", "google_places", "Google", None, None)], NOW)
    number = bakery.hear(KIND)
    bakery.press(Verb.WRITE, number)
    outcome = bakery.press(Verb.APPROVE, 1)
    assert outcome.replace is not None
    found = buttons(outcome.replace)
    assert found["Open the page"].url == KIND.url
    assert found["Answer there"].url == "https://business.google.com/reviews"
