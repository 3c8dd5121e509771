"""History read anew: counts right, corrections untouched, nothing announced, nothing lost."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from monitor.correction import Correction
from monitor.mention import Item, Kind
from monitor.relabel import BATCH, SLOW_BATCH, relabel
from monitor.store import Store
from monitor.store.rows import Filter, NewMention
from monitor.understand.feeling import Opinion
from monitor.understand.judge import Judge
from monitor.understand.reading import Reading
from monitor.verdict import Sentiment, Urgency, Verdict
from tests.monitor.crash import killed_before_statement
from tests.monitor.store.truth import check
from tests.monitor.understand.test_feeling import Glad

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TODAY = NOW.date()
OLD = Verdict(Sentiment.NEUTRAL, 0.0, 0.3, lang="en", engine="old/1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "goodword.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def hear(store: Store, *texts: str, day: date = TODAY, source: str = "site") -> list[int]:
    known = store.mentions.count(Filter())
    return store.mentions.add(
        [
            NewMention(source, Item(f"{known + n}", Kind.REVIEW, text=text), OLD, None, day, NOW)
            for n, text in enumerate(texts)
        ]
    )


def sentiments(store: Store) -> dict[int, Sentiment]:
    return {m.number: m.verdict.sentiment for m in store.mentions.iterate(Filter())}


def test_everything_that_another_engine_read_is_read_once(store: Store, path: Path) -> None:
    numbers = hear(store, *["The bread was lovely."] * (BATCH + 3), "The waiter was rude.")
    done: list[int] = []
    summary = relabel(store, Judge(), NOW, progress=done.append)
    assert (summary.read, summary.changed) == (BATCH + 4, BATCH + 4)
    assert summary.sentiments == {
        ("neutral", "positive"): BATCH + 3,
        ("neutral", "negative"): 1,
    }
    assert done == [BATCH, 4]
    assert sentiments(store)[numbers[-1]] is Sentiment.NEGATIVE
    check(store, path)
    assert relabel(store, Judge(), NOW).read == 0
    assert relabel(store, Judge(), NOW, again=True).read == BATCH + 4


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(store: Store) -> None:
    hear(store, *["The bread was lovely."] * (2 * BATCH))

    class Crash(Exception):
        pass

    def crash(_done: int) -> None:
        raise Crash

    with pytest.raises(Crash):
        relabel(store, Judge(), NOW, progress=crash)
    assert list(sentiments(store).values()).count(Sentiment.POSITIVE) == BATCH
    assert relabel(store, Judge(), NOW).read == BATCH


def test_killed_before_any_statement_the_next_run_makes_it_good(tmp_path: Path) -> None:
    judge = Judge(feeling=Glad())
    begun = tmp_path / "begun.db"
    with Store.open(begun) as store:
        numbers = hear(store, *["The bread was dry."] * (2 * SLOW_BATCH + 1))
        store.corrections.say(numbers[1], Correction(Sentiment.NEGATIVE), NOW)

    def run(path: Path) -> int:
        with Store.open(path) as store:
            return relabel(store, judge, NOW).read

    for number in range(1, 400):
        path = tmp_path / f"{number}.db"
        shutil.copy(begun, path)
        if not killed_before_statement(number, partial(run, path)):
            break
        left = run(path)
        assert left in {len(numbers), len(numbers) - SLOW_BATCH, 1, 0}
        with Store.open(path) as store:
            expected = dict.fromkeys(numbers, Sentiment.POSITIVE)
            assert sentiments(store) == expected | {numbers[1]: Sentiment.NEGATIVE}
            check(store, path)
    assert 10 < number < 399


def test_what_the_owner_said_stays(store: Store) -> None:
    (number,) = hear(store, "The bread was lovely.")
    store.corrections.say(number, Correction(Sentiment.NEGATIVE), NOW)
    summary = relabel(store, Judge(), NOW)
    assert (summary.read, summary.changed, summary.kept) == (1, 0, 1)
    assert sentiments(store) == {number: Sentiment.NEGATIVE}


def test_an_old_allergy_is_found_and_counted_and_nobody_is_woken(store: Store) -> None:
    code = store.chats.code(NOW)
    store.chats.pair(code, "telegram:1", "Owner", NOW)
    (number,) = hear(store, "My son had an allergic reaction to the nuts in your cake.")
    summary = relabel(store, Judge(), NOW)
    assert summary.urgencies == {("none", "allergy"): 1}
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.verdict.urgency is Urgency.ALLERGY
    assert mention.changed_at == NOW
    assert store.alerts.destinations_waiting() == []


def test_only_what_is_asked_for(store: Store) -> None:
    hear(store, "Lovely bread.", day=NOW.date() - timedelta(days=9))
    (recent,) = hear(store, "Lovely bread.")
    assert relabel(store, Judge(), NOW, since=NOW.date()).read == 1
    assert sentiments(store)[recent] is Sentiment.POSITIVE


def test_a_dry_run_says_what_would_change_and_keeps_nothing(store: Store) -> None:
    first, _ = hear(store, "The bread was lovely.", "The bread was lovely.")
    store.corrections.say(first, Correction(Sentiment.MIXED), NOW)
    before = sentiments(store)
    summary = relabel(store, Judge(), NOW, dry_run=True)
    assert summary.sentiments == {("neutral", "positive"): 1}
    assert sentiments(store) == before


def test_the_language_that_the_settings_expect_of_a_source_is_expected_again(store: Store) -> None:
    (number,) = hear(store, "ok", source="page")
    judge = Judge()
    relabel(store, judge, NOW, languages={"page": "fi"})
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.verdict == judge.text("ok", None, "fi", NOW)


@dataclass
class Watched(Glad):
    """Looks at the store whenever it is asked, and edits what it finds there once."""

    path: Path = Path()
    edits: bool = True

    def read(self, text: str, lang: str, offline: Reading) -> Opinion:
        with Store.open(self.path) as other:
            (mention, *_) = other.mentions.list(Filter())
            # Raises StoreBusy after half a minute if the run held the lock while it thinks.
            other.mentions.set_status(mention.number, mention.status, NOW)
        return super().read(text, lang, offline)


def test_nobody_waits_while_a_slow_engine_thinks(store: Store, path: Path) -> None:
    hear(store, *["The bread was dry."] * (SLOW_BATCH + 1))
    done: list[int] = []
    judge = Judge(feeling=Watched(path=path))
    summary = relabel(store, judge, NOW, progress=done.append)
    assert done == [SLOW_BATCH, 1]
    assert summary.sentiments == {("neutral", "positive"): SLOW_BATCH + 1}
    assert relabel(store, judge, NOW).read == 0


def test_what_an_engine_gave_no_answer_to_is_asked_again_the_next_time(store: Store) -> None:
    hear(store, "The bread was dry.")
    relabel(store, Judge(feeling=Glad(answers=False)), NOW)
    summary = relabel(store, Judge(feeling=Glad()), NOW)
    assert summary.read == 1
    assert relabel(store, replace(Judge(), feeling=Glad()), NOW).read == 0


def test_history_is_never_held_whole(store: Store) -> None:
    text = "." * 24_000
    for _ in range(12):
        hear(store, *[text] * 25)
    judge = Judge()
    judge.text(text, None, "en", NOW)
    tracemalloc.start()
    try:
        relabel(store, judge, NOW)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 300 * len(text) / 2
