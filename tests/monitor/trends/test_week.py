"""The week from its counts: what is compared with what, and when to be silent."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.mention import Author, Item, Kind, Mention, Rating, Status
from monitor.rollup import AspectCount, DayCount
from monitor.trends.week import (
    WEEKS,
    Coverage,
    Subject,
    Trend,
    Week,
    first_day,
    summarise,
    trend,
    watched,
)
from monitor.trends.week_json import week_json
from monitor.verdict import Polarity, Sentiment, Urgency, Verdict

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def count(
    days_ago: int,
    n: int = 1,
    sentiment: Sentiment = Sentiment.POSITIVE,
    *,
    source: str = "site",
    place: str | None = None,
    stars: float | None = 5,
) -> DayCount:
    day = TODAY - timedelta(days=days_ago)
    rated = 0 if stars is None else n
    return DayCount(day, source, place, Kind.REVIEW, sentiment, n, rated, rated * (stars or 0))


def voice(
    number: int,
    sentiment: Sentiment,
    stars: float | None = None,
    text: str | None = "Words.",
    *,
    score: float = 0.0,
    urgency: Urgency = Urgency.NONE,
) -> Mention:
    rating = None if stars is None else Rating(stars)
    item = Item(str(number), Kind.REVIEW, Author("A"), rating, text=text)
    verdict = Verdict(sentiment, score, 1.0, urgency=urgency)
    return Mention(number, "site", item, verdict, Status.OPEN, NOON, NOON, TODAY)


def week(
    days: Sequence[DayCount] = (),
    voices: Sequence[Mention] = (),
    coverage: Sequence[Coverage] = (),
    since: date | None = None,
    spoken: tuple[Sequence[AspectCount], Sequence[AspectCount]] = ((), ()),
) -> Week:
    return summarise("Shop", TODAY, days, spoken, voices, (0, None), coverage, since)


def test_what_hurt_and_what_pleased_stand_beside_the_week_before_the_most_frequent_first() -> None:
    bad, good = Polarity.NEGATIVE, Polarity.POSITIVE
    this = [
        AspectCount("price", bad, 1),
        AspectCount("price", good, 3),
        AspectCount("wait_time", bad, 2),
        AspectCount("stock", Polarity.NEUTRAL, 9),
        AspectCount("safety", bad, 1),
    ]
    before = [AspectCount("safety", bad, 4), AspectCount("delivery", bad, 7)]
    made = week(spoken=(this, before))
    assert made.hurt == (
        Subject("wait_time", 2, 0),
        Subject("safety", 1, 4),
        Subject("price", 1, 0),
    )
    assert made.pleased == (Subject("price", 3, 0),)
    told = json.loads(json.dumps(week_json(made)))
    assert told["pleased"] == [{"aspect": "price", "count": 3, "before": 0}]


def test_today_and_the_six_days_before_it_are_this_week() -> None:
    made = week([count(0), count(6), count(7, 5)])
    assert (made.this.first, made.this.last) == (date(2026, 11, 16), TODAY)
    assert made.this.count == 2
    assert made.before.count == 5


def test_history_holds_twelve_weeks_oldest_first() -> None:
    made = week([count(7 * back, back + 1) for back in range(20)])
    assert [span.count for span in made.history] == list(range(WEEKS, 0, -1))
    assert made.history[0].first == first_day(TODAY)
    assert (made.history[-1], made.history[-2]) == (made.this, made.before)


@given(st.lists(st.tuples(st.integers(0, 83), st.integers(1, 9), st.sampled_from(Sentiment))))
def test_every_mention_is_counted_in_exactly_one_week(
    said: list[tuple[int, int, Sentiment]],
) -> None:
    made = week([count(ago, n, feeling) for ago, n, feeling in said])
    assert sum(span.count for span in made.history) == sum(n for _, n, _ in said)
    assert all(sum(span.by_sentiment.values()) == span.count for span in made.history)


def test_an_average_counts_only_what_was_rated() -> None:
    made = week([count(0, 2, stars=5), count(1, 1, stars=2), count(1, 7, stars=None)])
    assert (made.this.rated, made.this.average) == (3, 4.0)
    assert made.before.average is None


def test_sources_go_by_their_titles_busiest_first() -> None:
    titles = [Coverage("site", "Our page", "fine", None, None)]
    unhappy = count(0, 1, Sentiment.NEGATIVE, stars=1)
    made = week([count(0, 2), unhappy, count(1, 5, source="old")], coverage=titles)
    assert [(each.name, each.count, each.negative) for each in made.by_source] == [
        ("old", 5, 0),
        ("Our page", 3, 1),
    ]


def test_mentions_without_a_branch_are_in_no_branch() -> None:
    made = week([count(0, place="Kallio"), count(0, 3)])
    assert [(each.name, each.count) for each in made.by_place] == [("Kallio", 1)]


def test_the_coldest_voice_is_the_urgent_one_then_the_one_with_fewest_stars() -> None:
    one_star = voice(1, Sentiment.NEGATIVE, 1)
    urgent = voice(2, Sentiment.NEGATIVE, 3, urgency=Urgency.ILLNESS)
    assert week(voices=[one_star, voice(3, Sentiment.NEGATIVE, 2)]).worst == one_star
    assert week(voices=[one_star, urgent]).worst == urgent


def test_the_warmest_voice_has_words_where_anybody_used_words() -> None:
    silent = voice(1, Sentiment.POSITIVE, 5, text=None, score=1.0)
    speaking = voice(2, Sentiment.POSITIVE, 4, score=0.5)
    assert week(voices=[silent, speaking]).best == speaking
    assert week(voices=[silent]).best == silent


def test_a_week_without_voices_quotes_nobody() -> None:
    made = week(voices=[voice(1, Sentiment.NEUTRAL, 3)])
    assert made.best is None
    assert made.worst is None


def test_tiny_numbers_and_few_weeks_show_no_trend() -> None:
    assert trend(5, [1, 1, 1]) is Trend.UNCLEAR
    assert trend(50, [1, 1]) is Trend.UNCLEAR


def test_a_trend_is_told_only_where_chance_does_not_explain_it() -> None:
    usual = [10, 12, 9, 11, 10, 8]
    assert trend(12, usual) is Trend.USUAL
    assert trend(25, usual) is Trend.MORE
    assert trend(0, usual) is Trend.FEWER


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**6), max_size=11))
def test_the_mean_is_never_a_trend(mean: int, weeks: list[int]) -> None:
    assert trend(mean, [mean] * len(weeks)) in (Trend.USUAL, Trend.UNCLEAR)


def test_weeks_before_goodword_watched_are_not_compared_with() -> None:
    assert watched(week()) == ()
    assert len(watched(week(since=TODAY - timedelta(days=21)))) == 2
    assert len(watched(week(since=date(2020, 1, 1)))) == WEEKS - 1


def test_a_week_survives_pickling_for_the_process_that_draws_it() -> None:
    made = week([count(0)], [voice(1, Sentiment.POSITIVE, 5)])
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_week_as_data_is_json_and_says_everything() -> None:
    line = Coverage("site", "Our page", "broken", NOON, None, "Gone.", "Look.")
    told = json.loads(
        json.dumps(
            week_json(
                week([count(0, 2), count(0, 1, stars=3)], [voice(7, Sentiment.NEGATIVE)], [line])
            )
        )
    )
    assert told["this"]["count"] == 3
    assert told["this"]["average"] == 4.33
    assert told["this"]["by_sentiment"]["positive"] == 3
    assert told["worst"] == {
        "number": 7,
        "source": "site",
        "author": "A",
        "sentiment": "negative",
        "words": "Words.",
        "url": None,
    }
    assert told["best"] is None
    assert told["before"]["average"] is None
    assert told["coverage"][0]["succeeded_at"] == NOON.isoformat()
    assert set(told) == set(Week.__slots__)
