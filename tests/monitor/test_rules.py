"""Who hears of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alert import AlertKind
from monitor.errors import AuthExpired, Unavailable
from monitor.health import Health
from monitor.mention import Item, Kind, Precision, State, Status
from monitor.rules import (
    Watch,
    announce_edit,
    announce_new,
    announce_reminder,
    announce_removed,
    announce_sick,
    announce_well,
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
