"""The owner's corrections come back with goodword's own export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.correction import Correction
from monitor.mention import Item, Kind, Mention
from monitor.restored import restore_corrections
from monitor.store import Store
from monitor.store.rows import NewMention
from monitor.verdict import Sentiment, Urgency, Verdict

NOW = datetime(2026, 11, 22, tzinfo=UTC)
READ = Verdict(Sentiment.POSITIVE, 0.8, 0.9)
TEXT = "Great, another two-hour wait."
SAID = {"owner_sentiment": "negative", "owner_urgency": "none"}


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def item(text: str = TEXT, **said: str) -> Item:
    return Item("1", Kind.REVIEW, text=text, extra=said)


def stored(store: Store, text: str = TEXT) -> int:
    row = NewMention("import", item(text), READ, None, NOW.date(), NOW)
    return store.mentions.add([row])[0]


def after(store: Store, number: int) -> Mention:
    mention = store.mentions.get(number)
    assert mention is not None
    return mention


def test_the_owners_word_is_kept_with_what_it_was_said_of(store: Store) -> None:
    number = stored(store)
    restore_corrections([item(**SAID)], "import", store, NOW)
    assert after(store, number).correction == Correction(Sentiment.NEGATIVE, Urgency.NONE)


@pytest.mark.parametrize("part", SAID)
def test_either_part_of_it_may_be_all(store: Store, part: str) -> None:
    number = stored(store)
    restore_corrections([item(**{part: SAID[part]})], "import", store, NOW)
    assert after(store, number).correction is not None


def test_what_is_no_longer_worded_so_keeps_its_own_reading(store: Store) -> None:
    number = stored(store, "They put it right, and I take it all back.")
    restore_corrections([item(**SAID)], "import", store, NOW)
    assert after(store, number).correction is None


def test_what_was_said_here_stands(store: Store) -> None:
    number = stored(store)
    store.corrections.say(number, Correction(Sentiment.MIXED), NOW)
    restore_corrections([item(**SAID)], "import", store, NOW)
    assert after(store, number).correction == Correction(Sentiment.MIXED)


def test_items_of_which_nothing_was_said_or_that_are_not_here_are_passed_over(store: Store) -> None:
    number = stored(store)
    restore_corrections([item()], "import", store, NOW)
    restore_corrections([item(**SAID)], "elsewhere", store, NOW)
    assert after(store, number).correction is None
