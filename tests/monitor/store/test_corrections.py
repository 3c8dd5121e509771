"""What the owner says wins over every engine, is counted at once, and is never lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.alert import AlertKind, NewAlert
from monitor.correction import Correction, Tally
from monitor.mention import Mention, Rating, State, Status
from monitor.store import Store
from monitor.store.backup import restore
from monitor.store.rows import Filter
from monitor.verdict import CameFor, Sentiment, Suspect, Urgency, Verdict
from tests.monitor.store.samples import BAD, DAY, GOOD, NOW, TODAY, add, edit, join, new, review
from tests.monitor.store.truth import check

NEGATIVE = Correction(Sentiment.NEGATIVE)
OLD = TODAY - 90 * DAY


def stored(store: Store, number: int) -> Mention:
    mention = store.mentions.get(number)
    assert mention is not None
    return mention


def test_every_field_of_a_verdict_comes_back(store: Store) -> None:
    verdict = replace(
        GOOD,
        asks_refund=True,
        asks_contact=True,
        returning=True,
        delight="remembered my\ud800 name",
        came_for=CameFor.TREATMENT,
        suspect=Suspect.SPAM,
    )
    (number,) = store.mentions.add([new(verdict=verdict)])
    assert stored(store, number).verdict == replace(verdict, delight="remembered my\ufffd name")


def test_a_correction_wins_and_the_counts_follow_at_once(store: Store, path: Path) -> None:
    (number,) = add(store, review())
    assert store.corrections.say(number, NEGATIVE, NOW)
    mention = stored(store, number)
    assert mention.correction == NEGATIVE
    assert mention.verdict.sentiment is Sentiment.NEGATIVE
    assert store.mentions.count(Filter(sentiment=Sentiment.NEGATIVE)) == 1
    (day,) = store.rollups.days(TODAY, TODAY)
    assert day.sentiment is Sentiment.NEGATIVE
    check(store, path)


def test_taken_back_the_reading_stands_again(store: Store) -> None:
    (number,) = add(store, review())
    before = stored(store, number).verdict
    store.corrections.say(number, Correction(Sentiment.MIXED, Urgency.LEGAL), NOW)
    assert store.corrections.take_back(number, NOW)
    assert not store.corrections.take_back(number, NOW)
    assert stored(store, number).verdict == before
    assert stored(store, number).correction is None


def test_of_what_is_not_there_nothing_can_be_said(store: Store) -> None:
    assert not store.corrections.say(7, NEGATIVE, NOW)
    assert not store.corrections.take_back(7, NOW)


def test_a_later_engine_changes_the_reading_but_not_what_the_owner_said(store: Store) -> None:
    (number,) = add(store, review())
    store.corrections.say(number, NEGATIVE, NOW)
    better = replace(GOOD, engine="test/2", lang="fi")
    store.readings.renew([(stored(store, number), better)])
    mention = stored(store, number)
    assert (mention.verdict.sentiment, mention.verdict.lang) == (Sentiment.NEGATIVE, "fi")
    store.corrections.take_back(number, NOW)
    assert stored(store, number).verdict == better


def test_it_holds_through_a_typo_put_right_and_lapses_with_other_words(store: Store) -> None:
    (number,) = store.mentions.add([new()])
    store.corrections.say(number, NEGATIVE, NOW)
    typo = review(text="The bread is lovely!")
    store.mentions.edit([edit(number, typo, verdict=GOOD)])
    assert stored(store, number).correction == NEGATIVE
    assert not store.corrections.lapsed(number)
    store.mentions.edit([edit(number, review(text="They gave me my money back."), verdict=GOOD)])
    mention = stored(store, number)
    assert (mention.correction, mention.verdict) == (None, GOOD)
    assert store.corrections.lapsed(number)
    store.corrections.say(number, NEGATIVE, NOW)
    assert stored(store, number).correction == NEGATIVE


def test_other_stars_are_another_judgement_of_the_customer(store: Store) -> None:
    (number,) = store.mentions.add([new()])
    store.corrections.say(number, NEGATIVE, NOW)
    store.mentions.edit([edit(number, review(rating=Rating(4.0)), verdict=GOOD)])
    assert stored(store, number).correction is None


def test_the_whole_text_behind_a_cut_one_is_read_afresh(store: Store) -> None:
    (number,) = store.mentions.add([new(review(text="Great, ano…", truncated=True))])
    store.corrections.say(number, NEGATIVE, NOW)
    whole = review("w", text="Great, another two-hour wait for a cold soup.")
    store.mentions.join([join(number, whole, verdict=BAD, replace=True)])
    assert stored(store, number).correction is None
    assert stored(store, number).verdict == BAD


def test_a_backup_keeps_every_correction(store: Store, path: Path, tmp_path: Path) -> None:
    (number,) = add(store, review())
    store.corrections.say(number, NEGATIVE, NOW)
    store.backup(tmp_path / "copy.db")
    store.corrections.take_back(number, NOW)
    store.close()
    restore(tmp_path / "copy.db", path)
    with Store.open(path) as again:
        assert stored(again, number).correction == NEGATIVE


def told(store: Store, number: int) -> None:
    """The owner gets a message about this mention."""
    alert = NewAlert(AlertKind.NEW, "telegram:1", f"mention:{number}", mention=number)
    store.alerts.enqueue([alert], NOW)
    due = [each.id for each in store.alerts.due("telegram:1", NOW) if each.mention == number]
    store.alerts.claim(due)
    store.alerts.sent(due, NOW)


def say(store: Store, number: int, verdict: Verdict, **words: object) -> int:
    (added,) = store.mentions.add([new(review(str(number), **words), verdict=verdict)])
    return added


def test_only_what_the_owner_has_seen_says_how_well_it_was_read(store: Store) -> None:
    finnish = replace(GOOD, lang="fi")
    seen = say(store, 1, finnish)
    told(store, seen)
    store.corrections.say(seen, NEGATIVE, NOW)
    handled = say(store, 2, finnish)
    store.mentions.set_status(handled, Status.HANDLED, NOW)
    english = say(store, 3, GOOD)
    told(store, english)
    store.corrections.say(english, Correction(Sentiment.POSITIVE), NOW)  # it was right
    say(store, 4, GOOD)  # nobody looked
    assert store.corrections.tally(OLD) == [Tally("fi", 2, 1), Tally("en", 1, 0)]
    assert store.corrections.tally(TODAY + DAY) == []


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (GOOD, {"title": None, "text": None}),
        (replace(GOOD, sentiment=Sentiment.UNKNOWN), {}),
        (GOOD, {"state": State.HIDDEN}),
    ],
    ids=["stars only", "not understood", "not public"],
)
def test_what_was_not_read_is_not_counted(
    store: Store, verdict: Verdict, words: dict[str, object]
) -> None:
    number = say(store, 1, verdict, **words)
    told(store, number)
    store.corrections.say(number, NEGATIVE, NOW)
    assert store.corrections.tally(OLD) == []


def test_a_correction_that_lapsed_still_counts_as_a_misreading(store: Store) -> None:
    (number,) = add(store, review())
    store.corrections.say(number, NEGATIVE, NOW)
    store.mentions.edit([edit(number, review(text="All is well now."), verdict=GOOD)])
    assert store.corrections.tally(OLD) == [Tally("en", 1, 1)]
