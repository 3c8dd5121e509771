"""Buttons: once is once, late is polite, and nothing is ever posted by goodword."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import actions, desk, drafting, posting
from bot.screens.message import Action, Verb
from monitor.draft import Draft, DraftState, Finding, Proposal, Route, Severity, Style
from monitor.mention import Status
from monitor.verdict import Sentiment, Urgency
from tests.bot.shop import BakerShop, buttons, review, shown, verdict

COLD = review(stars=3, text="The coffee was cold and I waited an hour.")


@pytest.fixture
def number(bakery: BakerShop) -> int:
    return bakery.hear(COLD, verdict(Sentiment.NEGATIVE))


def latest(bakery: BakerShop, number: int) -> Draft:
    draft = bakery.store.drafts.latest(number)
    assert draft is not None
    return draft


def status(bakery: BakerShop, number: int) -> Status:
    return bakery.mention(number).status


def test_a_draft_is_shown_for_copying_with_its_check(bakery: BakerShop, number: int) -> None:
    message = bakery.press(Verb.WRITE, number, 1).replace
    assert message is not None
    draft = latest(bakery, number)
    assert f"<pre>{draft.proposal.text}</pre>" in message.html
    assert "goodword posts nothing." in shown(message)
    assert list(buttons(message)) == [
        "Approve",
        "Edit",
        "Shorter",
        "Warmer",
        "Another",
        "What happened?",
        "Dismiss",
    ]


def test_asking_twice_gives_the_same_draft(bakery: BakerShop, number: int) -> None:
    assert bakery.press(Verb.WRITE, number, 1) == bakery.press(Verb.WRITE, number, 1)
    (again,) = bakery.press(Verb.DRAFT, number, 1).messages
    assert again == bakery.press(Verb.WRITE, number, 1).replace
    assert latest(bakery, number).id == 1


def test_another_wording_takes_the_place_of_the_first(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WRITE, number)
    first = latest(bakery, number)
    outcome = bakery.press(Verb.REDRAFT, first.id)
    second = latest(bakery, number)
    assert outcome.replace == bakery.drafted(second)
    assert second.proposal.text != first.proposal.text


def test_another_wording_asked_of_an_old_draft_shows_the_newest(
    bakery: BakerShop, number: int
) -> None:
    bakery.press(Verb.WRITE, number)
    first = latest(bakery, number)
    bakery.press(Verb.REDRAFT, first.id)
    for verb in (Verb.REDRAFT, Verb.APPROVE):
        outcome = bakery.press(verb, first.id)
        assert outcome.toast == drafting.NEWER_DRAFT
        assert outcome.replace == bakery.drafted(latest(bakery, number))


def test_a_draft_waits_until_it_is_dismissed_or_its_review_changes(
    bakery: BakerShop, number: int
) -> None:
    at = desk.Desk(bakery.store, bakery.config, bakery.now)
    assert at.waiting(bakery.mention(number)) is None
    bakery.press(Verb.WRITE, number)
    assert at.waiting(bakery.mention(number)) == latest(bakery, number)
    bakery.press(Verb.APPROVE, 1)
    assert at.waiting(bakery.mention(number)) == latest(bakery, number)
    bakery.press(Verb.DISCARD, 1)
    assert at.waiting(bakery.mention(number)) is None
    bakery.press(Verb.WRITE, number)
    bakery.edit(number, replace(COLD, text="The coffee was cold."))
    assert at.waiting(bakery.mention(number)) is None


def test_there_may_be_no_other_wording(
    bakery: BakerShop, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "WORDINGS", 0)
    bakery.press(Verb.WRITE, number)
    assert bakery.press(Verb.REDRAFT, 1).toast == drafting.NO_OTHER[Style.USUAL]
    assert latest(bakery, number).state is DraftState.PROPOSED


def test_approving_shows_the_text_the_place_and_what_is_next(
    bakery: BakerShop, number: int
) -> None:
    bakery.press(Verb.WRITE, number)
    outcome = bakery.press(Verb.APPROVE, 1)
    assert outcome.replace is not None
    assert "<pre>" in outcome.replace.html
    found = buttons(outcome.replace)
    assert found["Open the page"].url == COLD.url
    assert found["I have posted it"].action == Action(Verb.POSTED, 1)
    assert latest(bakery, number).state is DraftState.APPROVED
    assert status(bakery, number) is Status.OPEN


def test_approving_twice_is_answered_politely(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WRITE, number)
    bakery.press(Verb.APPROVE, 1)
    assert bakery.press(Verb.APPROVE, 1).toast == drafting.APPROVED_ALREADY


def test_having_posted_it_settles_the_mention(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WRITE, number)
    bakery.press(Verb.APPROVE, 1)
    first, second = bakery.press(Verb.POSTED, 1), bakery.press(Verb.POSTED, 1)
    assert (first.toast, second.toast) == (posting.POSTED, drafting.POSTED_ALREADY)
    assert first.replace == second.replace
    assert status(bakery, number) is Status.HANDLED
    assert latest(bakery, number).state is DraftState.POSTED


def test_an_owner_may_post_without_approving_first(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WRITE, number)
    assert bakery.press(Verb.POSTED, 1).toast == posting.POSTED


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.DISCARD, Verb.REDRAFT])
def test_what_is_posted_stays_posted(bakery: BakerShop, number: int, verb: Verb) -> None:
    bakery.press(Verb.WRITE, number)
    bakery.press(Verb.POSTED, 1)
    assert bakery.press(verb, 1).toast == drafting.POSTED_ALREADY
    assert latest(bakery, number).state is DraftState.POSTED


def test_a_draft_thrown_away_leaves_the_review_in_the_inbox(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WRITE, number)
    outcome = bakery.press(Verb.DISCARD, 1)
    assert outcome.replace is not None
    assert "stays in your inbox" in shown(outcome.replace)
    assert buttons(outcome.replace)["Draft again"].action == Action(Verb.DRAFT, number, 1)
    assert bakery.press(Verb.DISCARD, 1).toast == drafting.THROWN_AWAY
    assert bakery.press(Verb.APPROVE, 1).toast == drafting.THROWN_AWAY


def test_a_changed_review_needs_a_new_draft(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WRITE, number)
    bakery.edit(number, review(stars=5, text="All is well again."))
    assert bakery.press(Verb.APPROVE, 1).toast == drafting.CHANGED_SINCE_DRAFT
    outcome = bakery.press(Verb.DRAFT, number, 1)
    assert outcome.toast == desk.CHANGED
    assert outcome.replace is not None
    assert "All is well again." in shown(outcome.replace)
    assert latest(bakery, number).mention_version == 2


def test_nothing_is_drafted_for_what_was_taken_down(bakery: BakerShop, number: int) -> None:
    bakery.take_down(number, COLD)
    assert bakery.press(Verb.DRAFT, number).toast == drafting.TAKEN_AWAY
    assert bakery.store.drafts.latest(number) is None


def test_handled_is_handled_once(bakery: BakerShop, number: int) -> None:
    first, second = (bakery.press(Verb.HANDLED, number, 1) for _ in range(2))
    assert first.toast == "Handled."
    assert second.toast == "It was already handled."
    assert first.replace == second.replace
    assert status(bakery, number) is Status.HANDLED


def test_an_unseen_change_is_shown_before_it_can_be_handled(bakery: BakerShop, number: int) -> None:
    bakery.edit(number, replace(COLD, text="It got worse."))
    outcome = bakery.press(Verb.HANDLED, number, 1)
    assert outcome.toast == desk.CHANGED
    assert status(bakery, number) is Status.OPEN
    bakery.press(Verb.HANDLED, number, 2)
    assert status(bakery, number) is Status.HANDLED


def test_reopening_puts_it_back(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.HANDLED, number)
    assert bakery.press(Verb.REOPEN, number).toast == "Back in the inbox."
    assert bakery.press(Verb.REOPEN, number).toast == "It is in the inbox already."
    assert status(bakery, number) is Status.OPEN


def test_what_is_not_about_the_shop_leaves_the_counts(bakery: BakerShop, number: int) -> None:
    assert bakery.press(Verb.NOT_ABOUT_US, number).toast == actions.DONE[Status.NOT_ABOUT_US]
    assert bakery.store.rollups.days(bakery.now.date(), bakery.now.date()) == []


@pytest.mark.parametrize(("days", "slept"), [(1, 1), (3, 3), (0, 1), (10**9, 30)])
def test_a_snooze_lasts_the_days_it_says(
    bakery: BakerShop, number: int, days: int, slept: int
) -> None:
    assert (bakery.press(Verb.SNOOZE, number, days).toast or "").startswith("Snoozed until")
    assert bakery.mention(number).snoozed_until == bakery.now + timedelta(days=slept)


def test_a_late_snooze_does_not_undo_what_was_handled(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.HANDLED, number)
    assert bakery.press(Verb.SNOOZE, number, 1).toast == "It was already handled."
    assert status(bakery, number) is Status.HANDLED


def test_a_button_of_a_review_that_left_the_store_answers(bakery: BakerShop) -> None:
    bakery.store.drafts.add(bakery.hear(COLD), 1, Proposal("Sorry.", "en", Route.DRAFT), bakery.now)
    assert bakery.press(Verb.POSTED, 77).toast == drafting.NO_DRAFT
    assert bakery.press(Verb.SHOW, 77).toast == desk.NO_MENTION


@pytest.mark.parametrize("verb", list(Verb))
def test_a_button_about_something_unknown_answers(bakery: BakerShop, verb: Verb) -> None:
    outcome = bakery.press(verb, 999, 7)
    assert outcome.toast or outcome.messages or outcome.replace
    for message in (*outcome.messages, *filter(None, [outcome.replace])):
        assert shown(message)


def test_screens_that_are_buttons_too(bakery: BakerShop, number: int) -> None:
    (inbox,) = bakery.press(Verb.INBOX).messages
    assert bakery.press(Verb.INBOX, 1, 0).replace == inbox
    (sources,) = bakery.press(Verb.SOURCES).messages
    assert bakery.press(Verb.SOURCES, 0, 1).replace == sources
    assert bakery.press(Verb.WEEK).messages[0].chart is not None
    assert "few minutes" in shown(bakery.press(Verb.CHECK_NOW).messages[0])
    assert "The coffee" in shown(bakery.press(Verb.SHOW, number).messages[0])


def proposed(bakery: BakerShop, number: int, proposal: Proposal) -> str:
    draft = bakery.store.drafts.add(number, 1, proposal, bakery.now)
    return shown(bakery.drafted(draft))


def finding(severity: Severity, words: str, text: str) -> Finding:
    start = text.index(words)
    return Finding("excuse", severity, start, start + len(words), f"Why {words}.", f"Not {words}.")


def test_findings_are_told_gravest_first_in_plain_words(bakery: BakerShop, number: int) -> None:
    text = "one two three four five"
    graded = zip(
        text.split(),
        (Severity.WARN, Severity.WARN, Severity.FIX, Severity.WARN, Severity.BLOCK),
        strict=True,
    )
    found = tuple(finding(severity, word, text) for word, severity in graded)
    told = proposed(bakery, number, Proposal(text, "en", Route.DRAFT, found, "Mind the tone."))
    assert "Mind the tone." in told
    assert told.index("⛔ “five”: Why five.") < told.index("✏️ “three”") < told.index("💡 “one”")
    assert "➜ Better: Not five." in told
    assert "and 1 smaller remark" in told


def test_a_clean_draft_says_that_it_was_checked(bakery: BakerShop, number: int) -> None:
    assert "Checked:" in proposed(bakery, number, Proposal("Thanks.", "en", Route.DRAFT))


@pytest.mark.parametrize(
    ("route", "heading"),
    [(Route.HOLD, "⚠️ Careful: draft reply to #1"), (Route.FLAG, "#1: better reported")],
)
def test_a_grave_matter_is_not_offered_as_ready(
    bakery: BakerShop, number: int, route: Route, heading: str
) -> None:
    draft = bakery.store.drafts.add(number, 1, Proposal("Sorry.", "en", route), bakery.now)
    message = bakery.drafted(draft)
    assert shown(message).startswith(heading)
    assert "Approve anyway" in buttons(message)


def test_a_hold_comes_from_what_was_said(bakery: BakerShop) -> None:
    judged = verdict(Sentiment.NEGATIVE, Urgency.ALLERGY)
    number = bakery.hear(review("9", 1, "My son is allergic to nuts."), judged)
    (message,) = bakery.press(Verb.DRAFT, number).messages
    assert shown(message).startswith("⚠️ Careful")
