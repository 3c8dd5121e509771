"""Scoring history anew beside whoever else writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from monitor.store import Store
from monitor.store.rows import Filter
from monitor.verdict import Sentiment
from tests.monitor.store.samples import BAD, DAY, GOOD, TODAY, add, edit, new, review
from tests.monitor.store.truth import check

NEXT = replace(BAD, engine="test/2")


def test_what_another_engine_read_comes_in_batches_by_number(store: Store) -> None:
    numbers = add(store, *map(review, "abcde"))
    first = store.readings.stale("test/2", date.min, 0, 3)
    assert [mention.number for mention in first] == numbers[:3]
    store.readings.renew([(mention, NEXT) for mention in first])
    assert store.readings.count("test/2", date.min) == 2
    rest = store.readings.stale("test/2", date.min, 0, 3)
    assert [mention.number for mention in rest] == numbers[3:]
    assert store.readings.count("test/2", date.min, again=True) == 5
    assert len(store.readings.stale("test/2", date.min, 0, 9, again=True)) == 5


def test_what_is_older_than_asked_for_is_left_alone(store: Store) -> None:
    store.mentions.add([new(review("old"), day=TODAY - 9 * DAY), new(review("new"))])
    assert store.readings.count("test/2", TODAY - DAY) == 1


def test_counts_follow_and_no_time_and_no_alert_moves(store: Store, path: Path) -> None:
    (number,) = add(store, review())
    before = store.mentions.get(number)
    assert before is not None
    after = store.readings.renew([(before, NEXT)])
    assert store.mentions.get(number) == replace(before, verdict=NEXT)
    assert after == {number: NEXT}
    assert store.mentions.count(Filter(sentiment=Sentiment.NEGATIVE)) == 1
    assert store.alerts.destinations_waiting() == []
    check(store, path)


def test_words_that_were_edited_in_the_meantime_keep_their_own_reading(store: Store) -> None:
    (number,) = add(store, review())
    (read,) = store.readings.stale("test/2", date.min, 0, 1)
    newer = replace(GOOD, engine="test/3")
    store.mentions.edit([edit(number, review(text="Quite other words."), verdict=newer)])
    assert store.readings.renew([(read, NEXT)]) == {}
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.verdict == newer
