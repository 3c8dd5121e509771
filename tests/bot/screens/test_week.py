"""The weekly summary from a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.screens.languages import language_name
from bot.screens.message import Message
from bot.screens.week import gather, week_screen, week_text
from monitor.correction import Correction
from monitor.mention import Status
from monitor.trends.week_json import week_json
from monitor.verdict import AspectFinding, Polarity, Sentiment
from tests.bot.shop import BakerShop, buttons, review, shown, verdict

DAY = timedelta(days=1)


def screens(bakery: BakerShop) -> tuple[Message, ...]:
    return week_screen(bakery.store, bakery.config, bakery.now)


def text(bakery: BakerShop) -> str:
    return shown(
        Message(
            week_text(gather(bakery.store, bakery.config, bakery.now), bakery.config, bakery.now)
        )
    )


def say(
    bakery: BakerShop, n: int, ago: timedelta, sentiment: Sentiment = Sentiment.POSITIVE
) -> None:
    start = bakery.store.rollups.unanswered().count
    for at in range(n):
        bakery.hear(review(f"{start + at}", ago=ago), verdict(sentiment))


def test_what_hurt_and_what_pleased_is_counted_beside_the_week_before(bakery: BakerShop) -> None:
    wait = AspectFinding("wait_time", Polarity.NEGATIVE, "slow")
    told = AspectFinding("communication", Polarity.POSITIVE, "rang me")
    slow = replace(verdict(Sentiment.NEGATIVE), aspects=(wait, told))
    bakery.hear(review("1", 2), slow)
    bakery.hear(review("2", 2), replace(slow, aspects=(wait,)))
    bakery.hear(review("3", 2, ago=8 * DAY), slow)
    assert (
        "What hurt: the wait 2 (1 the week before)\n"
        "What pleased: being told 1 (1 the week before)\n"
    ) in text(bakery)


def test_a_small_week_is_told_in_counts(bakery: BakerShop) -> None:
    bakery.hear(review("1", 5, text="Warm bread."), place="Kallio")
    bakery.hear(review("2", 2, text="Cold."), verdict(Sentiment.NEGATIVE), place="Kallio")
    bakery.hear(review("3", 4, ago=8 * DAY))
    assert text(bakery) == "\n".join(
        [
            "Leipomo Aino: 16–22 Nov 2026",
            "People spoke of you 2 times. The week before: 1.",
            "Too few to say whether that is more or less than usual.",
            "",
            "🙂 1 happy   🙁 1 unhappy",
            "Average 3.5 stars, from 2 ratings. The week before: 4.0.",
            "",
            "Where: The site 2 (1 unhappy)",
            "Branches: Kallio 2 (1 unhappy)",
            "",
            "Warmest voice",
            "🙂 #1 ★★★★★ Anna",
            "“Warm bread.”",
            "",
            "Unhappiest voice",
            "🙁 #2 ★★☆☆☆ Anna",
            "“Cold.”",
            "",
            "3 wait for an answer, the oldest for 8 days.",
            "",
            "Where this comes from",
            "✅ The site: read today 13:50",
        ]
    )


def test_a_short_week_is_the_caption_of_its_chart(bakery: BakerShop) -> None:
    bakery.hear(review())
    (message,) = screens(bakery)
    assert message.chart == gather(bakery.store, bakery.config, bakery.now)
    assert "once" in shown(message)
    assert {"#1", "Inbox", "Sources"} == set(buttons(message))


def test_a_long_week_follows_its_chart_as_a_text(bakery: BakerShop) -> None:
    bakery.sources(*(f"source {'x' * 40} {n}" for n in range(12)))
    for n in range(8):
        bakery.hear(review(str(n), text="word " * 40), place=f"Branch {'y' * 40} {n}")
    chart, words = screens(bakery)
    assert chart.chart is not None
    assert shown(chart).startswith("Leipomo Aino")
    assert "Leipomo Aino" not in shown(words), "what the caption says is not said again"
    assert words.chart is None
    assert "and 6 more: /sources" in shown(words)


def test_a_silent_week_is_told_plainly(bakery: BakerShop) -> None:
    told = text(bakery)
    assert "Nobody spoke of you. The week before: 0." in told
    assert "Nothing waits for an answer." in told
    assert "usual" not in told
    assert "Average" not in told


def test_from_a_hundred_on_shares_are_told_as_well(bakery: BakerShop) -> None:
    say(bakery, 75, DAY)
    say(bakery, 25, DAY, sentiment=Sentiment.NEGATIVE)
    assert "🙂 75 happy (75 %)   🙁 25 unhappy (25 %)" in text(bakery)


def test_clearly_more_than_usual_is_said_when_it_is_so(bakery: BakerShop) -> None:
    for weeks in range(1, 12):
        say(bakery, 2, 7 * weeks * DAY + DAY)
    say(bakery, 12, DAY, sentiment=Sentiment.NEGATIVE)
    told = text(bakery)
    assert "That is clearly more than usual." in told
    assert "Clearly more of them are unhappy than usual." in told


def test_a_shop_watched_for_a_few_days_hears_of_no_trend(bakery: BakerShop) -> None:
    for weeks in range(1, 12):
        say(bakery, 2, 7 * weeks * DAY + DAY)
    say(bakery, 12, DAY)
    bakery.store.health.sync([], bakery.now)
    assert "I have not watched long enough to say what is usual." in text(bakery)


def misread(bakery: BakerShop, seen: int, corrected: int, lang: str = "en") -> None:
    """The owner handled ``seen`` reviews and corrected some of them."""
    for at in range(seen):
        number = bakery.hear(review(f"{lang}{at}", ago=9 * DAY), replace(verdict(), lang=lang))
        bakery.store.mentions.set_status(number, Status.HANDLED, bakery.now)
        if at < corrected:
            bakery.store.corrections.say(number, Correction(Sentiment.NEGATIVE), bakery.now)


def test_nothing_is_said_of_accuracy_before_anything_was_corrected(bakery: BakerShop) -> None:
    misread(bakery, 30, 0)
    assert "You corrected" not in text(bakery)


def test_what_the_owner_corrected_is_told_in_one_sentence(bakery: BakerShop) -> None:
    misread(bakery, 31, 1)
    said = "You corrected 1 of the 31 that I read for you in the last three months."
    assert text(bakery).splitlines()[-1] == said
    misread(bakery, 10, 2, "fi")
    assert text(bakery).splitlines()[-1] == (
        "You corrected 3 of the 41 that I read for you in the last three months; "
        "in Finnish 2 of 10."
    )


def test_of_a_few_corrections_no_more_is_claimed_than_they_say(bakery: BakerShop) -> None:
    misread(bakery, 4, 1)
    assert text(bakery).endswith("too few to say how well I read.")


def test_the_week_as_data_tells_what_was_corrected(bakery: BakerShop) -> None:
    misread(bakery, 4, 1)
    week = gather(bakery.store, bakery.config, bakery.now)
    assert week_json(week)["accuracy"] == {
        "days": 91,
        "by_language": [{"lang": "en", "seen": 4, "corrected": 1}],
    }


def test_a_language_without_a_name_here_keeps_its_code() -> None:
    assert language_name("zz") == "zz"
    assert language_name("und") == "a language that I could not tell"
