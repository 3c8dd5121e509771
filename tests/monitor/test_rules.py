"""Who hears of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.alert import AlertKind
from monitor.draft import Draft, DraftState, Proposal, Route
from monitor.errors import AuthExpired, Unavailable
from monitor.health import Health
from monitor.mention import Item, Kind, Precision, State, Status
from monitor.posting import Posting, PostingState
from monitor.promise import Promise, PromiseState, Told
from monitor.rules import (
    Watch,
    announce_edit,
    announce_new,
    announce_promise,
    announce_ready,
    announce_reminder,
    announce_removed,
    announce_sick,
    announce_stays,
    announce_well,
    promise_news,
    sick_subject,
)
from monitor.verdict import Sentiment, Urgency, Verdict
from tests.fakes.clock import START

WATCH = Watch(START, timedelta(days=14), ("telegram:1", "telegram:2"))
ITEM = Item("1", Kind.REVIEW, text="Cold soup.")
VERDICT = Verdict(Sentiment.NEGATIVE, -0.5, 0.8)
HEALTH = Health(
    "site", "feed", "Feed", None, None, START, START, START, START, 0, None, None, None,
    START, None, 0, 0, 0, None,
)  # fmt: skip


def dated(days_ago: float) -> Item:
    moment = START - timedelta(days=days_ago)
    return replace(ITEM, published_at=moment, precision=Precision.INSTANT)


def test_each_chat_gets_its_own_row() -> None:
    alerts = announce_new(7, ITEM, VERDICT, "site", WATCH)
    assert [alert.destination for alert in alerts] == ["telegram:1", "telegram:2"]
    assert {alert.subject for alert in alerts} == {"mention:7:v1"}


def test_an_urgent_matter_is_marked() -> None:
    (alert, _) = announce_new(7, ITEM, replace(VERDICT, urgency=Urgency.ALLERGY), "site", WATCH)
    assert alert.urgent


@pytest.mark.parametrize(
    ("item", "heard"),
    [
        (ITEM, True),
        (dated(14), True),
        (dated(14.01), False),
        (dated(-400), True),
        (replace(ITEM, state=State.PENDING), False),
        (replace(ITEM, state=State.SPAM), False),
    ],
)
def test_only_public_and_recent_things_are_news(item: Item, heard: bool) -> None:
    assert bool(announce_new(7, item, VERDICT, "site", WATCH)) is heard


def test_a_first_walk_tells_nothing() -> None:
    silent = replace(WATCH, baseline=True)
    assert announce_new(7, ITEM, VERDICT, "site", silent) == []
    assert announce_edit(7, 2, ITEM, VERDICT, Status.OPEN, "site", silent) == []
    assert announce_removed(7, "site", silent) == []


def test_an_edit_counts_from_when_it_was_edited() -> None:
    fresh = replace(dated(400), updated_at=START)
    stale = replace(dated(400), updated_at=START - timedelta(days=20))
    assert announce_edit(7, 3, fresh, VERDICT, Status.HANDLED, "site", WATCH)
    assert announce_edit(7, 3, stale, VERDICT, Status.HANDLED, "site", WATCH) == []


def test_edits_of_what_is_not_about_us_or_not_public_are_not_told() -> None:
    assert announce_edit(7, 2, ITEM, VERDICT, Status.NOT_ABOUT_US, "site", WATCH) == []
    hidden = replace(ITEM, state=State.HIDDEN)
    assert announce_edit(7, 2, hidden, VERDICT, Status.OPEN, "site", WATCH) == []


def test_each_version_is_told_under_a_subject_of_its_own() -> None:
    subjects = {
        announce_edit(7, version, ITEM, VERDICT, Status.OPEN, "site", WATCH)[0].subject
        for version in (2, 3)
    }
    assert subjects == {"mention:7:v2", "mention:7:v3"}


def test_removals_and_reminders_are_told() -> None:
    assert announce_removed(7, "site", WATCH)[0].kind is AlertKind.REMOVED
    assert announce_reminder(7, WATCH)[0].kind is AlertKind.REMINDER


def test_a_passing_fault_is_told_after_a_few_polls_an_expired_token_at_once() -> None:
    assert announce_sick(HEALTH, Unavailable("no"), 2, 3, WATCH) == []
    assert len(announce_sick(HEALTH, Unavailable("no"), 3, 3, WATCH)) == 2
    (alert, _) = announce_sick(HEALTH, AuthExpired("Refused."), 1, 3, WATCH)
    assert alert.note is not None
    assert "Renew" in alert.note


def test_a_sickness_keeps_its_name_until_the_next_success() -> None:
    later = replace(HEALTH, succeeded_at=START + timedelta(days=1))
    assert sick_subject(HEALTH) != sick_subject(later)
    assert "never" in sick_subject(replace(HEALTH, succeeded_at=None))
    (alert, _) = announce_well("site", sick_subject(HEALTH), WATCH)
    assert (alert.kind, alert.subject) == (AlertKind.SOURCE_WELL, sick_subject(HEALTH))


HELSINKI = ZoneInfo("Europe/Helsinki")
PROMISE = Promise(
    5, 1, 7, "I will call you on Friday.", date(2026, 11, 27), PromiseState.OPEN, Told.NOTHING,
    datetime(2026, 11, 22, 10, tzinfo=UTC), None,
)  # fmt: skip


def at(day: int, hour: int) -> datetime:
    """That hour in Helsinki, in November 2026."""
    return datetime(2026, 11, day, hour, tzinfo=HELSINKI).astimezone(UTC)


def test_a_promise_is_told_on_the_morning_of_its_day_and_once_when_it_has_passed() -> None:
    due, overdue = replace(PROMISE, told=Told.DUE), replace(PROMISE, told=Told.OVERDUE)
    assert promise_news(PROMISE, at(26, 12), HELSINKI) is None
    assert promise_news(PROMISE, at(27, 8), HELSINKI) is None
    assert promise_news(PROMISE, at(27, 9), HELSINKI) is Told.DUE
    assert promise_news(due, at(27, 20), HELSINKI) is None
    assert promise_news(due, at(28, 9), HELSINKI) is Told.OVERDUE
    assert promise_news(PROMISE, at(30, 9), HELSINKI) is Told.OVERDUE
    assert promise_news(overdue, at(30, 9), HELSINKI) is None


def test_nobody_is_reminded_of_what_was_promised_a_moment_ago() -> None:
    today = replace(PROMISE, due=date(2026, 11, 22), made_at=at(22, 14))
    assert promise_news(today, at(22, 15), HELSINKI) is None
    assert promise_news(today, at(22, 17), HELSINKI) is Told.DUE


@pytest.mark.parametrize(
    "settled",
    [replace(PROMISE, state=PromiseState.KEPT), replace(PROMISE, due=None)],
)
def test_what_is_kept_or_has_no_day_is_not_told(settled: Promise) -> None:
    assert promise_news(settled, at(30, 12), HELSINKI) is None


def test_a_promise_put_off_is_told_anew() -> None:
    due = announce_promise(PROMISE, Told.DUE, WATCH)
    later = announce_promise(replace(PROMISE, due=date(2026, 12, 1)), Told.DUE, WATCH)
    assert [alert.kind for alert in due] == [AlertKind.PROMISE_DUE] * 2
    assert due[0].subject != later[0].subject
    assert announce_promise(PROMISE, Told.OVERDUE, WATCH)[0].kind is AlertKind.PROMISE_OVERDUE


def test_a_draft_that_has_cooled_off_and_an_answer_that_stays_are_told() -> None:
    draft = Draft(3, 7, 1, Proposal("Sorry.", "en", Route.DRAFT), DraftState.APPROVED, START)
    ready = announce_ready(draft, WATCH)
    assert {(a.kind, a.mention, a.subject) for a in ready} == {
        (AlertKind.DRAFT_READY, 7, "draft:3:ready")
    }
    posting = Posting(
        4, 3, 7, 1, "site", "Sorry.", "key", False, PostingState.PUBLISHED, "It is locked.", None,
        None, START, START, START, 1,
    )  # fmt: skip
    assert announce_stays(posting, WATCH)[0].kind is AlertKind.REPLY_STAYS
