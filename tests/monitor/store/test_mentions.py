"""What a page of items does to the mentions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from monitor.errors import StoreError
from monitor.mention import (
    Author,
    Item,
    Kind,
    OwnerReply,
    Precision,
    Rating,
    State,
    Status,
    Translation,
    Version,
)
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.verdict import (
    AspectFinding,
    CustomerType,
    Polarity,
    ResourceLost,
    Sentiment,
    Urgency,
    Verdict,
)
from tests.monitor.store.samples import (
    BAD,
    DAY,
    GOOD,
    HOUR,
    NOW,
    TODAY,
    add,
    edit,
    join,
    new,
    refresh,
    review,
)
from tests.monitor.store.truth import EVER, check

FULL_ITEM = Item(
    id="g:1",
    kind=Kind.REVIEW,
    author=Author("Änna", "u1", "https://site.example/u1", is_owner=False),
    rating=Rating(7.5, 1.0, 10.0),
    title="Hyvä",
    text="Leipä on hyvää.\nTulen taas.",
    published_at=NOW - DAY,
    precision=Precision.DAY,
    updated_at=NOW,
    url="https://site.example/r1",
    state=State.PENDING,
    reply=OwnerReply("Kiitos!", NOW, State.VISIBLE, "a1"),
    translation=Translation("The bread is good.", "en"),
    lang="fi",
    about="Harbour shop",
    dedupe_key="google:1",
    synthetic=True,
    truncated=True,
    unverified=True,
)
FULL_VERDICT = Verdict(
    Sentiment.MIXED,
    -0.25,
    0.5,
    lang="fi",
    aspects=(AspectFinding("bread", Polarity.POSITIVE, "Leipä on hyvää"),),
    urgency=Urgency.ALLERGY,
    resource_lost=ResourceLost.TIME,
    customer_type=CustomerType.LOYAL,
    staff=("Pekka",),
    question=True,
    reasons=("Stars and text disagree.",),
    engine="chain/1",
)


def test_a_mention_comes_back_as_it_was_stored(store: Store) -> None:
    (number,) = store.mentions.add(
        [new(FULL_ITEM, verdict=FULL_VERDICT, place="Harbour", day=TODAY - DAY)]
    )
    mention = store.mentions.get(number)
    assert mention is not None
    assert (mention.item, mention.verdict) == (FULL_ITEM, FULL_VERDICT)
    assert (mention.source, mention.place, mention.day) == ("site", "Harbour", TODAY - DAY)
    assert (mention.status, mention.versions, mention.snoozed_until) == (Status.OPEN, 1, None)
    assert mention.first_seen_at == mention.changed_at == NOW


def test_a_bare_item_comes_back_as_it_was_stored(store: Store) -> None:
    bare = Item("x", Kind.MENTION)
    (number,) = store.mentions.add([new(bare)])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item == bare


def test_numbers_count_up_in_the_order_given(store: Store) -> None:
    assert add(store, review("a"), review("b")) == [1, 2]
    assert add(store, review("c")) == [3]
    assert add(store) == []


def test_an_empty_page_changes_nothing(store: Store) -> None:
    (number,) = add(store, review())
    before = store.mentions.get(number)
    store.mentions.edit([])
    store.mentions.refresh([])
    store.mentions.join([])
    store.mentions.touch("site", [])
    assert store.mentions.get(number) == before


def test_there_is_no_mention_by_an_unknown_number(store: Store) -> None:
    assert store.mentions.get(7) is None
    assert store.mentions.versions(7) == []


def test_the_same_origin_twice_is_refused_and_nothing_of_the_batch_is_kept(store: Store) -> None:
    add(store, review("a"))
    with pytest.raises(StoreError):
        add(store, review("b"), review("a"))
    assert store.mentions.count(Filter()) == 1
    assert store.mentions.search("bread") == store.mentions.list(Filter())


def test_an_edit_keeps_the_earlier_wording(store: Store, path: Path) -> None:
    (number,) = add(store, review())
    store.mentions.edit([edit(number, review(text="Stale.", rating=Rating(1.0)))])
    mention = store.mentions.get(number)
    assert mention is not None
    assert (mention.item.text, mention.item.rating, mention.verdict) == ("Stale.", Rating(1.0), BAD)
    assert (mention.versions, mention.changed_at) == (2, NOW + HOUR)
    assert store.mentions.versions(number) == [
        Version(1, "Lovely", "The bread is lovely.", Rating(5.0), NOW)
    ]
    check(store, path)


def test_each_wording_tells_when_it_was_first_seen(store: Store) -> None:
    (number,) = add(store, review())
    store.mentions.edit([edit(number, review(text="Two."), at=NOW + HOUR)])
    store.mentions.refresh([refresh(number, review(text="Two.", url=None), at=NOW + 2 * HOUR)])
    store.mentions.edit([edit(number, review(text="Three."), at=NOW + 3 * HOUR)])
    seen = [(version.version, version.seen_at) for version in store.mentions.versions(number)]
    assert seen == [(1, NOW), (2, NOW + HOUR)]


def test_an_edit_takes_its_old_version_out_of_the_old_bucket(store: Store) -> None:
    (number,) = store.mentions.add([new(day=TODAY - DAY)])
    store.mentions.edit([edit(number, review(text="Stale.", rating=Rating(2.0)), day=TODAY)])
    (bucket,) = store.rollups.days(*EVER)
    assert (bucket.day, bucket.sentiment) == (TODAY, Sentiment.NEGATIVE)
    assert (bucket.count, bucket.rated, bucket.stars) == (1, 1, 2.0)


def test_an_edit_without_a_day_stays_on_its_day(store: Store) -> None:
    (number,) = store.mentions.add([new(day=TODAY - DAY)])
    store.mentions.edit([edit(number, review(text="Stale."), day=None)])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.day == TODAY - DAY


def test_the_same_edit_by_a_second_route_makes_no_second_version(store: Store) -> None:
    (number,) = add(store, review(dedupe_key="k"))
    store.mentions.join([join(number, review("m1", dedupe_key="k"))])
    store.mentions.edit([edit(number, review(text="Stale.", dedupe_key="k"))])
    store.mentions.edit([edit(number, review("m1", text="Stale.", dedupe_key="k"), source="mail")])
    assert len(store.mentions.versions(number)) == 1
    known = store.mentions.known("mail", ["m1"])["m1"]
    assert known.content_hash == known.current_hash


def test_one_batch_may_bring_two_edits_of_one_mention(store: Store, path: Path) -> None:
    (number,) = add(store, review())
    store.mentions.edit([edit(number, review(text="Two.")), edit(number, review(text="Three."))])
    assert [version.text for version in store.mentions.versions(number)] == [
        "The bread is lovely.",
        "Two.",
    ]
    check(store, path)


def test_an_edit_under_a_new_derived_id_is_known_by_that_id(store: Store) -> None:
    (number,) = add(store, review("hash1", synthetic=True))
    store.mentions.edit([edit(number, review("hash2", synthetic=True, text="Stale."))])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.id == "hash2"
    assert set(store.mentions.known("site", ["hash1", "hash2"])) == {"hash1", "hash2"}


def test_a_refresh_changes_what_stands_around_the_words_and_makes_no_version(
    store: Store, path: Path
) -> None:
    (number,) = add(store, review())
    fresh = review(
        reply=OwnerReply("Thank you!"),
        url="https://site.example/new",
        translation=Translation("Pain", "fr"),
        updated_at=NOW,
        about="Bread",
    )
    store.mentions.refresh([refresh(number, fresh)])
    mention = store.mentions.get(number)
    assert mention is not None
    assert (mention.item, mention.versions) == (fresh, 1)
    assert mention.verdict == GOOD
    assert mention.changed_at == NOW + HOUR
    check(store, path)


def test_a_refresh_takes_back_what_the_main_origin_no_longer_shows(store: Store) -> None:
    (number,) = add(store, review(reply=OwnerReply("Thank you!")))
    store.mentions.refresh([refresh(number, review())])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.reply is None
    assert store.rollups.unanswered().count == 1


def test_a_refresh_by_a_further_origin_takes_nothing_away(store: Store) -> None:
    (number,) = add(store, review(reply=OwnerReply("Thank you!"), about="Bread"))
    store.mentions.join([join(number, review("m1"))])
    store.mentions.refresh([refresh(number, review("m1", url=None), source="mail")])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.reply == OwnerReply("Thank you!")
    assert (mention.item.id, mention.item.about, mention.item.url) == (
        "r1",
        "Bread",
        "https://site.example/r1",
    )


def test_the_origin_that_changed_the_state_last_is_right(store: Store) -> None:
    (number,) = store.mentions.add([new(review("m1"), source="mail")])
    store.mentions.join([join(number, review("r1"), source="site")])
    spam = review("r1", state=State.SPAM)
    store.mentions.refresh([refresh(number, spam, source="site")])
    # The mail still says what it always said: that is no news.
    store.mentions.refresh([refresh(number, review("m1", url=None), source="mail")])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.state is State.SPAM


def test_what_is_hidden_leaves_the_counts_and_comes_back(store: Store, path: Path) -> None:
    (number,) = add(store, review())
    store.mentions.refresh([refresh(number, review(state=State.HIDDEN))])
    assert store.rollups.days(*EVER) == []
    check(store, path)
    store.mentions.refresh([refresh(number, review())])
    assert len(store.rollups.days(*EVER)) == 1
    check(store, path)


def test_a_join_notes_a_further_origin_and_makes_no_version(store: Store) -> None:
    (number,) = add(store, review(dedupe_key="k"))
    store.mentions.join([join(number, review("m1", text="The bread…", truncated=True))])
    mention = store.mentions.get(number)
    assert mention is not None
    assert (mention.item.text, mention.versions) == ("The bread is lovely.", 1)
    assert [(o.source, o.item_id) for o in store.mentions.origins(number)] == [
        ("site", "r1"),
        ("mail", "m1"),
    ]


def test_a_join_adds_what_the_main_origin_lacks(store: Store) -> None:
    (number,) = store.mentions.add([new(review(url=None))])
    store.mentions.join(
        [join(number, review("m1", dedupe_key="k", reply=OwnerReply("Thank you!")))]
    )
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.url == "https://site.example/r1"
    assert mention.item.reply == OwnerReply("Thank you!")
    assert "k" in store.mentions.joined(["k"])


def test_a_further_origin_that_hides_the_item_is_believed(store: Store) -> None:
    (number,) = add(store, review())
    store.mentions.join([join(number, review("m1", state=State.REMOVED))])
    assert store.rollups.days(*EVER) == []


def test_a_fuller_text_replaces_a_cut_one_without_a_version(store: Store, path: Path) -> None:
    cut = review("m1", text="The bread…", truncated=True)
    (number,) = store.mentions.add([new(cut, source="mail", verdict=BAD)])
    whole = review("r1", dedupe_key="k")
    store.mentions.join(
        [join(number, whole, source="site", verdict=GOOD, replace=True, day=TODAY - DAY)]
    )
    mention = store.mentions.get(number)
    assert mention is not None
    assert (mention.source, mention.item, mention.verdict) == ("site", whole, GOOD)
    assert (mention.versions, mention.day) == (1, TODAY - DAY)
    assert not store.mentions.known("mail", ["m1"])["m1"].truncated
    check(store, path)


def test_a_fuller_text_without_a_verdict_keeps_the_present_one(store: Store) -> None:
    (number,) = add(store, review(truncated=True))
    store.mentions.join([join(number, review(text="All of it."), source="site", replace=True)])
    mention = store.mentions.get(number)
    assert mention is not None
    assert (mention.verdict, mention.day, mention.item.text) == (GOOD, TODAY, "All of it.")


def test_a_status_is_set_once(store: Store) -> None:
    (number,) = add(store, review())
    assert store.mentions.set_status(number, Status.HANDLED, NOW + HOUR)
    assert not store.mentions.set_status(number, Status.HANDLED, NOW + 2 * HOUR)
    assert not store.mentions.set_status(99, Status.HANDLED, NOW)
    mention = store.mentions.get(number)
    assert mention is not None
    assert (mention.status, mention.changed_at) == (Status.HANDLED, NOW + HOUR)


def test_what_is_not_about_us_leaves_the_counts_and_comes_back(store: Store, path: Path) -> None:
    (number,) = add(store, review())
    store.mentions.set_status(number, Status.NOT_ABOUT_US, NOW)
    assert store.rollups.days(*EVER) == []
    check(store, path)
    store.mentions.set_status(number, Status.OPEN, NOW)
    assert len(store.rollups.days(*EVER)) == 1
    check(store, path)


def test_a_snoozed_mention_wakes_when_its_time_has_come(store: Store, path: Path) -> None:
    first, second = add(store, review("a"), review("b"))
    assert store.mentions.set_status(first, Status.SNOOZED, NOW, NOW + HOUR)
    assert store.mentions.set_status(second, Status.SNOOZED, NOW, NOW + 3 * HOUR)
    assert store.mentions.set_status(second, Status.SNOOZED, NOW, NOW + 2 * HOUR)
    check(store, path)
    assert not store.mentions.to_wake(NOW)
    assert store.mentions.wake(NOW) == []
    assert store.mentions.to_wake(NOW + HOUR)
    assert store.mentions.wake(NOW + HOUR) == [first]
    mention = store.mentions.get(first)
    assert mention is not None
    assert (mention.status, mention.snoozed_until) == (Status.OPEN, None)
    check(store, path)


def test_what_a_clock_since_put_back_has_put_off_does_not_sleep_until_its_time_comes_again(
    store: Store,
) -> None:
    (number,) = add(store, review())
    ahead = NOW + 365 * DAY
    store.mentions.set_status(number, Status.SNOOZED, ahead, ahead + DAY)
    assert store.mentions.to_wake(NOW)
    assert store.mentions.wake(NOW) == [number]


def test_only_a_snoozed_mention_has_a_time_to_wake(store: Store) -> None:
    (number,) = add(store, review())
    store.mentions.set_status(number, Status.SNOOZED, NOW, NOW + HOUR)
    store.mentions.set_status(number, Status.HANDLED, NOW, NOW + HOUR)
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.snoozed_until is None
    assert store.mentions.wake(NOW + HOUR) == []


def test_a_time_in_another_zone_is_the_same_moment(store: Store) -> None:
    helsinki = timezone(timedelta(hours=2))
    (number,) = store.mentions.add([new(review(published_at=NOW.astimezone(helsinki)))])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.published_at == NOW
    assert mention.first_seen_at.tzinfo is UTC


@pytest.mark.parametrize(
    "moment",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_time_at_the_edge_of_the_calendar_is_stored(store: Store, moment: datetime) -> None:
    (number,) = store.mentions.add([new(review(published_at=moment))])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.published_at == moment.replace(tzinfo=UTC)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e308, 0.0, -3.0])
def test_an_impossible_rating_is_stored_and_counts_no_stars(store: Store, value: float) -> None:
    store.mentions.add([new(review(rating=Rating(value)))])
    (bucket,) = store.rollups.days(*EVER)
    assert (bucket.count, bucket.rated, bucket.stars) == (1, 0, 0.0)


HOSTILE = "\ud83d\x00'; DROP TABLE mentions; --\u202e\ufeff" + "💥" * 3


def test_hostile_text_is_stored_in_every_field(store: Store, path: Path) -> None:
    nasty = Item(
        id=HOSTILE,
        kind=Kind.REVIEW,
        author=Author(HOSTILE, HOSTILE, HOSTILE),
        title=HOSTILE,
        text=HOSTILE,
        url=HOSTILE,
        reply=OwnerReply(HOSTILE, None, State.VISIBLE, HOSTILE),
        translation=Translation(HOSTILE, HOSTILE),
        lang=HOSTILE,
        about=HOSTILE,
        dedupe_key=HOSTILE,
    )
    verdict = replace(
        GOOD,
        lang=HOSTILE,
        reasons=(HOSTILE,),
        staff=(HOSTILE,),
        aspects=(AspectFinding(HOSTILE, Polarity.NEUTRAL, HOSTILE),),
        engine=HOSTILE,
    )
    (number,) = store.mentions.add([new(nasty, verdict=verdict, place="Harbour")])
    store.mentions.edit([edit(number, replace(nasty, text="Fine."))])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.title == HOSTILE.replace("\ud83d", "\ufffd").replace("\x00", "\ufffd")
    assert store.mentions.known("site", [HOSTILE])[HOSTILE].versions == 2
    assert store.mentions.joined([HOSTILE])[HOSTILE].number == number
    assert store.mentions.search(HOSTILE) == [mention]
    mention.item.content_hash.encode()
    check(store, path)


def test_ids_that_only_differ_in_what_cannot_be_stored_stay_two(store: Store) -> None:
    ids = ["a\ud800", "a\ud801", "a\x00", "b" * 600, "b" * 601]
    add(store, *[review(one) for one in ids])
    known = store.mentions.known("site", ids)
    assert [known[one].number for one in ids] == [1, 2, 3, 4, 5]


def test_a_text_of_absurd_length_is_cut(store: Store) -> None:
    (number,) = add(store, review(text="spam " * 400_000))
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.text is not None
    assert len(mention.item.text) == 1_000_000
    # The cut is ours: the source still shows the item as it was.
    known = store.mentions.known("site", ["r1"])["r1"]
    assert known.content_hash == review(text="spam " * 400_000).content_hash
