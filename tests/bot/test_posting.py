"""Answers that goodword posts: asked for by a press, confirmed where one stands, told when done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.batch import plan
from bot.desk import Outcome
from bot.screens.message import Action, Message, Verb
from monitor.alert import AlertKind, NewAlert
from monitor.draft import DraftState
from monitor.mention import Item, OwnerReply, State
from monitor.posting import STANDS, Posting, PostingState
from monitor.source import ReplyRules
from monitor.store.rows import Refresh, SourceRow
from tests.bot.shop import HOME, NOW, BakerShop, buttons, review, shown

RULES = ReplyRules(4096, "bytes", update=True, moderated=True)
ITEM = review(stars=3, text="Cold soup and a long wait.")


def takes_answers(bakery: BakerShop, rules: ReplyRules | None = RULES) -> None:
    """The collector has told what the only source takes."""
    bakery.store.health.sync([SourceRow("site", "reply", "The site", None, rules)], NOW)


@pytest.fixture
def number(bakery: BakerShop) -> int:
    takes_answers(bakery)
    return bakery.hear(ITEM)


def message(outcome: Outcome) -> Message:
    assert outcome.replace is not None
    return outcome.replace


def approved(bakery: BakerShop, number: int) -> int:
    """Draft and approve; returns the draft's id."""
    bakery.press(Verb.WRITE, number)
    draft = bakery.store.drafts.latest(number)
    assert draft is not None
    bakery.press(Verb.APPROVE, draft.id)
    return draft.id


def posting(bakery: BakerShop, number: int) -> Posting | None:
    return bakery.store.replies.latest(number)


def happened(
    bakery: BakerShop, number: int, state: PostingState, reason: str | None = None
) -> None:
    """What the collector writes down about the newest answer, with its alert."""
    found = posting(bakery, number)
    assert found is not None
    if found.state is PostingState.QUEUED:
        bakery.store.replies.move(found.id, PostingState.SENDING)
    bakery.store.replies.move(found.id, state, reason=reason, hint="Have a look.")
    kind = {
        PostingState.PENDING: AlertKind.REPLY_PENDING,
        PostingState.PUBLISHED: AlertKind.REPLY_PUBLISHED,
    }.get(state, AlertKind.REPLY_REJECTED)
    subject = f"reply:{found.id}:{state}"
    bakery.store.alerts.enqueue([NewAlert(kind, HOME, subject, number, "site")], NOW)


def told(bakery: BakerShop) -> list[Message]:
    batches = plan(bakery.waiting(), bakery.store, bakery.config, bakery.now)
    return [batch.message for batch in batches]


def answered_by(bakery: BakerShop, number: int, item: Item, text: str) -> None:
    answered = replace(item, reply=OwnerReply(text))
    bakery.store.mentions.refresh([Refresh(number, "site", answered, NOW)])


def test_posting_is_offered_only_after_approval(bakery: BakerShop, number: int) -> None:
    proposed = message(bakery.press(Verb.WRITE, number))
    assert "Post it for me" not in buttons(proposed)
    assert "goodword posts nothing without your word." in shown(proposed)
    draft = bakery.store.drafts.latest(number)
    assert draft is not None
    outcome = bakery.press(Verb.APPROVE, draft.id)
    assert buttons(message(outcome))["Post it for me"].action == Action(Verb.POST, draft.id)
    assert "I have posted it" in buttons(message(outcome))
    assert posting(bakery, number) is None


def test_where_goodword_cannot_post_it_is_not_offered(bakery: BakerShop, number: int) -> None:
    takes_answers(bakery, None)
    draft = approved(bakery, number)
    assert "Post it for me" not in buttons(message(bakery.press(Verb.APPROVE, draft)))
    assert bakery.press(Verb.POST, draft).toast == (
        "goodword cannot post this one. Please post it yourself."
    )
    assert posting(bakery, number) is None


def test_a_press_queues_that_very_text(bakery: BakerShop, number: int) -> None:
    draft = approved(bakery, number)
    outcome = bakery.press(Verb.POST, draft)
    queued, approved_draft = posting(bakery, number), bakery.store.drafts.get(draft)
    assert queued is not None
    assert approved_draft is not None
    assert queued.text == approved_draft.proposal.text
    assert (queued.draft, queued.source, queued.state) == (draft, "site", PostingState.QUEUED)
    assert "on its way to The site" in shown(message(outcome))


def test_pressed_twice_it_is_queued_once(bakery: BakerShop, number: int) -> None:
    draft = approved(bakery, number)
    bakery.press(Verb.POST, draft)
    first = posting(bakery, number)
    bakery.press(Verb.POST, draft)
    assert posting(bakery, number) == first


def test_a_draft_that_is_not_approved_is_not_posted(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WRITE, number)
    draft = bakery.store.drafts.latest(number)
    assert draft is not None
    assert bakery.press(Verb.POST, draft.id).toast == "Please approve it first."
    bakery.press(Verb.DISCARD, draft.id)
    assert bakery.press(Verb.POST, draft.id).toast == "That draft was dismissed."
    assert posting(bakery, number) is None


def test_a_review_changed_since_the_approval_is_shown_instead(
    bakery: BakerShop, number: int
) -> None:
    draft = approved(bakery, number)
    bakery.edit(number, review(stars=1, text="And now I am ill."))
    outcome = bakery.press(Verb.POST, draft)
    assert "changed after this draft" in (outcome.toast or "")
    assert posting(bakery, number) is None


def test_nothing_is_posted_under_what_was_taken_down(bakery: BakerShop, number: int) -> None:
    draft = approved(bakery, number)
    bakery.take_down(number, ITEM)
    assert "no longer shown there" in (bakery.press(Verb.POST, draft).toast or "")
    assert posting(bakery, number) is None


def test_an_answer_too_long_for_the_site_is_left_to_the_owner(
    bakery: BakerShop, number: int
) -> None:
    takes_answers(bakery, ReplyRules(10))
    draft = approved(bakery, number)
    screen = message(bakery.press(Verb.APPROVE, draft))
    assert "this site takes 10" in shown(screen)
    assert "Post it for me" not in buttons(screen)
    bakery.press(Verb.POST, draft)
    assert posting(bakery, number) is None


def test_over_an_answer_that_stands_the_owner_is_asked_first(
    bakery: BakerShop, number: int
) -> None:
    answered_by(bakery, number, ITEM, "By hand: <sorry> & thanks.")
    draft = approved(bakery, number)
    asked = message(bakery.press(Verb.POST, draft))
    assert "An answer stands there already." in shown(asked)
    assert "By hand: <sorry> & thanks." in shown(asked)
    assert posting(bakery, number) is None
    replace_it = buttons(asked)["Replace it"].action
    assert replace_it == Action(Verb.POST, draft, 1)
    bakery.press(replace_it.verb, replace_it.number, replace_it.extra)
    queued = posting(bakery, number)
    assert queued is not None
    assert queued.replace


def test_in_a_forum_nothing_is_replaced_so_nothing_is_asked(bakery: BakerShop, number: int) -> None:
    takes_answers(bakery, replace(RULES, single=False))
    answered_by(bakery, number, ITEM, "By hand.")
    bakery.press(Verb.POST, approved(bakery, number))
    assert posting(bakery, number) is not None


def test_our_own_words_standing_there_need_no_question(bakery: BakerShop, number: int) -> None:
    draft = approved(bakery, number)
    found = bakery.store.drafts.get(draft)
    assert found is not None
    answered_by(bakery, number, ITEM, f"{found.proposal.text} ")
    bakery.press(Verb.POST, draft)
    assert posting(bakery, number) is not None


def test_a_published_answer_is_told_quietly(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.POST, approved(bakery, number))
    happened(bakery, number, PostingState.PUBLISHED)
    (alert,) = told(bakery)
    assert f"Your answer to #{number} stands on The site" in shown(alert)
    assert alert.silent


def test_an_answer_that_waits_for_the_site_is_told(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.POST, approved(bakery, number))
    happened(bakery, number, PostingState.PENDING)
    (alert,) = told(bakery)
    assert "waits for The site to approve it" in shown(alert)


def test_a_rejected_answer_is_told_with_the_reason(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.POST, approved(bakery, number))
    happened(bakery, number, PostingState.REJECTED, "It holds a <link>.")
    (alert,) = told(bakery)
    assert "It holds a <link>." in shown(alert)
    assert "Have a look." in shown(alert)
    assert buttons(alert)["Draft again"].action == Action(Verb.DRAFT, number, 1)


def test_a_failed_answer_can_be_tried_again(bakery: BakerShop, number: int) -> None:
    draft = approved(bakery, number)
    bakery.press(Verb.POST, draft)
    happened(bakery, number, PostingState.FAILED, "The token ran out.")
    (alert,) = told(bakery)
    again = buttons(alert)["Try again"].action
    assert again == Action(Verb.POST, draft)
    screen = message(bakery.press(Verb.APPROVE, draft))
    assert "The token ran out." in shown(screen)
    bakery.press(again.verb, again.number, again.extra)
    found = posting(bakery, number)
    assert found is not None
    assert found.state is PostingState.QUEUED


def test_an_answer_found_standing_at_the_last_moment_leads_to_the_question(
    bakery: BakerShop, number: int
) -> None:
    draft = approved(bakery, number)
    bakery.press(Verb.POST, draft)
    happened(bakery, number, PostingState.FAILED, STANDS)
    (alert,) = told(bakery)
    assert buttons(alert)["Replace it"].action == Action(Verb.POST, draft, 1)


def test_a_failure_that_is_being_tried_again_is_no_news(bakery: BakerShop, number: int) -> None:
    draft = approved(bakery, number)
    bakery.press(Verb.POST, draft)
    happened(bakery, number, PostingState.FAILED, "The site is down.")
    bakery.press(Verb.POST, draft)
    (alert,) = told(bakery)
    assert "has been settled meanwhile" in shown(alert)


def test_the_last_that_happened_is_what_is_told(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.POST, approved(bakery, number))
    happened(bakery, number, PostingState.PENDING)
    happened(bakery, number, PostingState.PUBLISHED)
    (alert,) = told(bakery)
    assert "stands on The site" in shown(alert)


def test_answers_and_news_of_one_review_are_told_apart(bakery: BakerShop, number: int) -> None:
    bakery.tell(number)
    bakery.press(Verb.POST, approved(bakery, number))
    happened(bakery, number, PostingState.PUBLISHED)
    assert len(told(bakery)) == 2


def test_a_digest_names_answers_too(bakery: BakerShop) -> None:
    takes_answers(bakery)
    for n in range(12):
        number = bakery.hear(review(str(n), ago=timedelta(hours=n)))
        bakery.press(Verb.POST, approved(bakery, number))
        happened(bakery, number, PostingState.FAILED if n % 2 else PostingState.PUBLISHED, "No.")
    (digest,) = told(bakery)
    assert "your answer stands" in shown(digest)
    assert "your answer failed" in shown(digest)


def test_throwing_the_draft_away_is_said_to_stop_it(bakery: BakerShop, number: int) -> None:
    draft = approved(bakery, number)
    screen = message(bakery.press(Verb.POST, draft))
    assert "“Dismiss” stops it" in shown(screen)
    bakery.press(buttons(screen)["Dismiss"].action.verb, draft)  # type: ignore[union-attr]
    found = bakery.store.drafts.get(draft)
    assert found is not None
    assert found.state is DraftState.DISCARDED


def test_a_long_answer_fits_every_screen(bakery: BakerShop, number: int) -> None:
    answered_by(bakery, number, ITEM, "<&" * 9000)
    draft = approved(bakery, number)
    shown(message(bakery.press(Verb.POST, draft)))
    bakery.press(Verb.POST, draft, 1)
    happened(bakery, number, PostingState.FAILED, "x" * 9000)
    for each in (*told(bakery), message(bakery.press(Verb.APPROVE, draft))):
        shown(each)


def test_a_removed_answer_does_not_stand(bakery: BakerShop, number: int) -> None:
    gone = replace(ITEM, reply=OwnerReply("By hand.", state=State.REMOVED))
    bakery.store.mentions.refresh([Refresh(number, "site", gone, NOW)])
    bakery.press(Verb.POST, approved(bakery, number))
    assert posting(bakery, number) is not None
