"""From waiting alerts to messages: nothing lost, nothing stale, one message for a burst."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.batch import SETTLED, Batch, plan
from bot.screens.digest import LINES_A_PART, LINES_IN_ALL
from bot.screens.message import Verb
from monitor.alert import AlertKind
from monitor.mention import Kind, State, Status
from monitor.verdict import Sentiment, Urgency
from tests.bot.shop import BakerShop, buttons, open_shop, review, shown, verdict

DAY = timedelta(days=1)


def batches(bakery: BakerShop) -> list[Batch]:
    return plan(bakery.waiting(), bakery.store, bakery.config, bakery.now)


def told(bakery: BakerShop) -> list[str]:
    return [shown(batch.message).splitlines()[0] for batch in batches(bakery)]


def hear(bakery: BakerShop, n: int) -> list[int]:
    numbers = [bakery.hear(review(str(at))) for at in range(n)]
    for number in numbers:
        bakery.tell(number)
    return numbers


def test_nothing_waiting_is_nothing_to_say(bakery: BakerShop) -> None:
    assert batches(bakery) == []


def test_a_few_alerts_come_one_by_one_urgent_first(bakery: BakerShop) -> None:
    hear(bakery, 2)
    urgent = bakery.hear(review("u"), verdict(Sentiment.NEGATIVE, Urgency.INJURY))
    bakery.tell(urgent, urgent=True)
    assert told(bakery) == [
        "⚠️ Somebody may have been hurt.",
        "New review #1 ★★★★★",
        "New review #2 ★★★★★",
    ]
    assert [batch.ids for batch in batches(bakery)] == [(3,), (1,), (2,)]


def test_a_burst_comes_as_one_message(bakery: BakerShop) -> None:
    hear(bakery, 4)
    (batch,) = batches(bakery)
    assert batch.ids == (1, 2, 3, 4)
    assert shown(batch.message).startswith("4 things to tell you at once\n4 new reviews.")


def test_after_days_of_absence_there_is_one_digest_and_the_inbox(bakery: BakerShop) -> None:
    for n in range(60):
        unhappy = n % 6 == 0
        judged = verdict(
            Sentiment.NEGATIVE if unhappy else Sentiment.POSITIVE,
            Urgency.ILLNESS if n == 59 else Urgency.NONE,
        )
        bakery.tell(bakery.hear(review(str(n)), judged), at=bakery.now - 3 * DAY)
    (batch,) = batches(bakery)
    text = shown(batch.message)
    assert sorted(batch.ids) == list(range(1, 61))
    assert text.startswith(
        "60 things since 19 Nov 2026, 14:00\n60 new reviews, 10 of them are unhappy."
    )
    assert text.index("Please read first") < text.index("#60") < text.index("Unhappy")
    assert text.count("“Lovely bread.”") == 16
    assert text.endswith("And 44 more: /inbox")
    assert {"Inbox", "The week", "#60"} <= set(buttons(batch.message))


def test_a_digest_counts_posts_and_news_apart_from_reviews(bakery: BakerShop) -> None:
    hear(bakery, 3)
    bakery.tell(bakery.hear(replace(review("n", stars=None), kind=Kind.MENTION)))
    (batch,) = batches(bakery)
    assert "3 new reviews, 1 new mention." in shown(batch.message)


def test_a_digest_does_not_send_to_the_inbox_for_what_is_not_there(bakery: BakerShop) -> None:
    hear(bakery, LINES_A_PART + 2)
    for name in ("handled", "gone"):
        number = bakery.hear(review(name))
        bakery.tell(number, AlertKind.EDITED if name == "handled" else AlertKind.REMOVED)
    bakery.store.mentions.set_status(number - 1, Status.HANDLED, bakery.now)
    bakery.take_down(number, review("gone"))
    (batch,) = batches(bakery)
    text = shown(batch.message)
    assert "And 2 more: /inbox" in text
    assert f"And 2 more that wait for no answer: #{number - 1}, #{number}." in text


def test_a_digest_names_changes_and_broken_sources(bakery: BakerShop) -> None:
    hear(bakery, 2)
    changed = bakery.hear(review("c"))
    bakery.edit(changed, review("c", text="Changed."))
    bakery.tell(changed, AlertKind.EDITED)
    gone = bakery.hear(review("g"))
    bakery.take_down(gone, review("g"))
    bakery.tell(gone, AlertKind.REMOVED)
    bakery.store.health.failed("site", bakery.now, bakery.now, "Blocked", "A block page.", "Wait.")
    bakery.tell_of_source("site", AlertKind.SOURCE_SICK)
    (batch,) = batches(bakery)
    text = shown(batch.message)
    assert "2 new reviews, 1 changed, 1 no longer shown." in text
    assert "#3 ★★★★★ Anna, changed" in text
    assert "#4 ★★★★★ Anna, no longer shown" in text
    assert "⚠️ The site cannot be read: /sources" in text


def test_a_review_changed_before_it_was_told_is_simply_new(bakery: BakerShop) -> None:
    (number,) = hear(bakery, 1)
    bakery.edit(number, review("0", 1, "Changed my mind."))
    bakery.tell(number, AlertKind.EDITED)
    (batch,) = batches(bakery)
    assert batch.ids == (1, 2)
    assert shown(batch.message).startswith("New review #1 ★☆☆☆☆")
    assert "Changed my mind." in shown(batch.message)


def test_a_review_gone_before_it_was_told_is_not_told(bakery: BakerShop) -> None:
    number, _ = hear(bakery, 2)
    bakery.take_down(number, review("0"), State.SPAM)
    (batch,) = batches(bakery)
    assert batch.ids == (2, 1)
    assert shown(batch.message).startswith("New review #2")


@pytest.mark.parametrize("status", [Status.HANDLED, Status.NOT_ABOUT_US])
def test_what_was_settled_meanwhile_is_not_told_as_news(bakery: BakerShop, status: Status) -> None:
    (number,) = hear(bakery, 1)
    bakery.store.mentions.set_status(number, status, bakery.now)
    assert batches(bakery) == [Batch((1,), SETTLED)]


def test_an_edit_is_told_even_of_what_was_handled(bakery: BakerShop) -> None:
    number = bakery.hear(review())
    bakery.store.mentions.set_status(number, Status.HANDLED, bakery.now)
    bakery.edit(number, review(stars=1, text="It got worse."))
    bakery.tell(number, AlertKind.EDITED)
    assert told(bakery) == ["Review #1 was changed ★☆☆☆☆"]


def test_a_removal_that_was_undone_is_no_news(bakery: BakerShop) -> None:
    bakery.tell(bakery.hear(review()), AlertKind.REMOVED)
    assert batches(bakery) == [Batch((1,), SETTLED)]


def test_a_source_that_failed_and_healed_unheard_is_no_news(bakery: BakerShop) -> None:
    bakery.tell_of_source("site", AlertKind.SOURCE_SICK, bakery.now - DAY)
    bakery.tell_of_source("site", AlertKind.SOURCE_WELL)
    assert batches(bakery) == [Batch((1, 2), SETTLED)]


def test_a_healed_source_is_told_if_its_trouble_was(bakery: BakerShop) -> None:
    bakery.tell_of_source("site", AlertKind.SOURCE_WELL)
    assert told(bakery) == ["✅ The site can be read again"]


def test_a_source_that_failed_again_is_not_called_well(bakery: BakerShop) -> None:
    bakery.store.health.failed("site", bakery.now, bakery.now, "Blocked", "A block page.", "Wait.")
    bakery.tell_of_source("site", AlertKind.SOURCE_WELL)
    assert batches(bakery) == [Batch((1,), SETTLED)]
    bakery.tell_of_source("site", AlertKind.SOURCE_SICK)
    assert told(bakery) == ["⚠️ The site cannot be read"]


def test_what_was_put_off_is_told_when_its_time_has_come(bakery: BakerShop) -> None:
    number = bakery.hear(review())
    bakery.tell(number, AlertKind.REMINDER)
    assert told(bakery) == ["You put review #1 off until now ★★★★★"]
    bakery.store.mentions.set_status(number, Status.HANDLED, bakery.now)
    assert batches(bakery) == [Batch((1,), SETTLED)]


def test_a_silent_source_is_told_unless_it_has_spoken_since(bakery: BakerShop) -> None:
    bakery.read("site", bakery.now - 40 * DAY, newest=bakery.now - 40 * DAY)
    bakery.tell_of_source("site", AlertKind.SOURCE_QUIET, bakery.now - DAY)
    assert told(bakery) == ["💤 Nothing new from The site for a long time"]
    bakery.read("site", bakery.now, newest=bakery.now)
    assert batches(bakery) == [Batch((1,), SETTLED)]


def test_alerts_about_what_is_no_longer_known_do_no_harm(bakery: BakerShop) -> None:
    bakery.tell_of_source("vanished", AlertKind.SOURCE_SICK)
    assert batches(bakery) == [Batch((1,), SETTLED)]


def test_many_sick_sources_are_summed_up(bakery: BakerShop) -> None:
    names = [f"site{n}" for n in range(6)]
    bakery.sources(*names)
    for name in names:
        bakery.store.health.failed(name, bakery.now, bakery.now, "Blocked", "A wall.", "Wait.")
        bakery.tell_of_source(name, AlertKind.SOURCE_SICK)
    (batch,) = batches(bakery)
    assert shown(batch.message).endswith("And 2 more places: /sources")


KINDS = st.sampled_from((AlertKind.NEW, AlertKind.EDITED, AlertKind.REMOVED))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 5), KINDS, st.booleans()), max_size=15),
    st.lists(st.sampled_from((AlertKind.SOURCE_SICK, AlertKind.SOURCE_WELL)), max_size=3),
    st.lists(st.sampled_from(Status), min_size=6, max_size=6),
    st.sets(st.integers(0, 5)),
    st.integers(2, 8),
)
def test_every_alert_is_in_exactly_one_message(
    alerts: list[tuple[int, AlertKind, bool]],
    sources: list[AlertKind],
    statuses: list[Status],
    gone: set[int],
    burst: int,
) -> None:
    with open_shop(Path(), alerts={"burst": burst}) as bakery:
        numbers = [bakery.hear(review(str(n))) for n in range(6)]
        for at, kind, urgent in alerts:
            bakery.tell(numbers[at], kind, urgent=urgent)
        for days, kind in enumerate(sources):
            bakery.tell_of_source("site", kind, bakery.now - days * DAY)
        for at, status in enumerate(statuses):
            bakery.store.mentions.set_status(numbers[at], status, bakery.now, bakery.now + DAY)
        for at in gone:
            bakery.take_down(numbers[at], review(str(at)))
        waiting, made = bakery.waiting(), batches(bakery)
        covered = Counter(number for batch in made for number in batch.ids)
        assert covered == Counter(alert.id for alert in waiting)
        assert all(shown(batch.message) for batch in made)
        assert len(made) < burst


def test_the_buttons_of_a_digest_open_what_it_shows(bakery: BakerShop) -> None:
    # Urgent, unhappy and others: no part has room for all.
    numbers = hear(bakery, LINES_A_PART)
    for n in range(LINES_A_PART):
        numbers.append(bakery.hear(review(f"u{n}"), verdict(Sentiment.NEGATIVE)))
        bakery.tell(numbers[-1])
    (batch,) = batches(bakery)
    found = buttons(batch.message)
    assert len(numbers) == LINES_IN_ALL
    for number in numbers:
        action = found[f"#{number}"].action
        assert action is not None
        assert (action.verb, action.number) == (Verb.SHOW, number)
