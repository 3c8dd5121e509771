"""What an answer promises is noted when it is posted, told when due, and settled by a press."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot import promising
from bot.batch import plan
from bot.commands import COMMANDS
from bot.screens.message import Action, Message, Verb
from bot.screens.promise import Step
from bot.screens.promises import week_line
from monitor.draft import Proposal, Route
from monitor.promise import Promise, PromiseState
from monitor.reminders import remind
from monitor.verdict import AspectFinding, Polarity, Sentiment, Verdict
from tests.bot.shop import HOME, NOW, BakerShop, buttons, review, shown, verdict

COLD = review(stars=3, text="I waited an hour.")
DAY = timedelta(days=1)


@pytest.fixture
def number(bakery: BakerShop) -> int:
    code = bakery.store.chats.code(bakery.now)
    assert bakery.store.chats.pair(code, HOME, "Aino", bakery.now)
    return bakery.hear(COLD, verdict(Sentiment.NEGATIVE))


def post(bakery: BakerShop, number: int, text: str) -> list[Message]:
    """The owner posts ``text`` by hand; returns what is asked about it."""
    draft = bakery.store.drafts.add(number, 1, Proposal(text, "en", Route.DRAFT), bakery.now)
    return list(bakery.press(Verb.POSTED, draft.id).messages)


def only(bakery: BakerShop) -> Promise:
    (promise,) = bakery.store.promises.open()
    return promise


def told(bakery: BakerShop, later: timedelta) -> list[str]:
    """What the chat hears, so much later."""
    bakery.now = NOW + later
    remind(bakery.store, bakery.config, bakery.now)
    batches = plan(bakery.waiting(), bakery.store, bakery.config, bakery.now)
    for batch in batches:
        bakery.store.alerts.sent(batch.ids, bakery.now)
    return [shown(batch.message) for batch in batches]


def listed(bakery: BakerShop) -> Message:
    (message,) = COMMANDS["promises"].run(bakery.store, bakery.config, bakery.now, "")
    return message


def press(bakery: BakerShop, step: Step, promise: int = 1) -> Message:
    outcome = bakery.press(Verb.PROMISE, promise, step)
    (message,) = (*outcome.messages, *filter(None, [outcome.replace]))
    return message


def test_a_promise_with_a_day_is_noted_when_the_answer_is_posted(
    bakery: BakerShop, number: int
) -> None:
    (message,) = post(bakery, number, "Anna, I am sorry. I will call you on Friday.")
    assert "“I will call you on Friday.”\nI remind you on Friday, 27 Nov 2026." in shown(message)
    assert list(buttons(message)) == ["Kept", "Later", "Not a promise", "Show the review"]
    assert only(bakery).due == date(2026, 11, 27)


def test_without_a_day_the_owner_is_asked_for_one(bakery: BakerShop, number: int) -> None:
    (message,) = post(bakery, number, "I am sorry. We will look into it.")
    assert list(buttons(message)) == ["Today", "Tomorrow", "This week", "Not a promise"]
    press(bakery, Step.TOMORROW)
    assert only(bakery).due == date(2026, 11, 23)
    assert "I remind you tomorrow." in shown(press(bakery, Step.SHOW))


def test_an_answer_without_a_promise_asks_nothing(bakery: BakerShop, number: int) -> None:
    assert post(bakery, number, "Anna, I am sorry.") == []


def test_due_and_overdue_are_told_once_each(bakery: BakerShop, number: int) -> None:
    post(bakery, number, "I will call you on Friday.")
    assert told(bakery, 4 * DAY) == []
    (due,) = told(bakery, 5 * DAY)
    assert due.startswith("🤝 Today is the day: you promised in your answer to #1")
    assert told(bakery, 5 * DAY + timedelta(hours=5)) == []
    (overdue,) = told(bakery, 6 * DAY)
    assert "This is still open" in overdue
    assert "It was meant for Friday, 27 Nov 2026." in overdue
    assert told(bakery, 9 * DAY) == []


def test_what_was_settled_meanwhile_is_not_told(bakery: BakerShop, number: int) -> None:
    post(bakery, number, "I will call you on Friday.")
    bakery.now = NOW + 5 * DAY
    remind(bakery.store, bakery.config, bakery.now)
    press(bakery, Step.KEPT)
    (text,) = told(bakery, 5 * DAY + timedelta(minutes=1))
    assert text.startswith("Something waited for you here.")


def test_what_was_put_off_meanwhile_is_told_on_the_new_day(bakery: BakerShop, number: int) -> None:
    post(bakery, number, "I will call you on Friday.")
    bakery.now = NOW + 5 * DAY
    remind(bakery.store, bakery.config, bakery.now)
    message = press(bakery, Step.LATER)
    assert list(buttons(message)) == ["Tomorrow", "In three days", "In a week"]
    press(bakery, Step.IN_THREE_DAYS)
    assert only(bakery).due == date(2026, 11, 30)
    (settled,) = told(bakery, 5 * DAY + timedelta(minutes=1))
    assert settled.startswith("Something waited")
    (due,) = told(bakery, 8 * DAY)
    assert "Today is the day" in due


def test_pressed_twice_it_is_settled_once_and_can_be_undone(bakery: BakerShop, number: int) -> None:
    post(bakery, number, "I will call you on Friday.")
    first, second = (bakery.press(Verb.PROMISE, 1, Step.KEPT) for _ in range(2))
    assert (first.toast, second.toast) == (promising.KEPT, promising.KEPT_ALREADY)
    assert first.replace == second.replace
    assert bakery.press(Verb.PROMISE, 1, Step.LATER).toast == promising.SETTLED
    assert bakery.press(Verb.PROMISE, 1, Step.TODAY).toast == promising.SETTLED
    assert "Undo" in buttons(press(bakery, Step.DROP))
    assert bakery.store.promises.open() == []
    press(bakery, Step.OPEN)
    assert only(bakery).state is PromiseState.OPEN
    assert bakery.press(Verb.PROMISE, 1, 77).toast == promising.GONE


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 29)),
    ],
)
def test_this_week_ends_with_its_friday(
    bakery: BakerShop, number: int, today: date, due: date
) -> None:
    post(bakery, number, "We will look into it.")
    bakery.now = NOW + (today - NOW.date())
    press(bakery, Step.THIS_WEEK)
    assert only(bakery).due == due


def test_the_list_puts_the_earliest_first_and_says_what_is_overdue(
    bakery: BakerShop, number: int
) -> None:
    assert "nothing that is still open" in shown(listed(bakery))
    post(bakery, number, "We will look into it. I will call you on Friday.")
    other = bakery.hear(review("2", 2, "Slow."), verdict(Sentiment.NEGATIVE))
    post(bakery, other, "We will fix it by tomorrow.")
    bakery.now = NOW + 3 * DAY
    text = shown(listed(bakery))
    assert text.startswith("3 open promises\n\n⏰ #2, was due 23 Nov 2026")
    assert text.index("#1, by 27 Nov 2026") < text.index("#1, no day yet")
    assert list(buttons(listed(bakery))) == ["#2", "#1"]
    assert week_line(bakery.store, bakery.config, bakery.now) == (
        "3 promises are open, 1 overdue: /promises"
    )


def complain(bakery: BakerShop, id: str, ago: timedelta) -> int:  # noqa: A002
    """Somebody complains about the wait, ``ago`` before NOW."""
    slow = (AspectFinding("wait_time", Polarity.NEGATIVE, "slow"),)
    return bakery.hear(
        review(id, 2, "Slow.", ago=ago), Verdict(Sentiment.NEGATIVE, -0.5, 0.8, aspects=slow)
    )


def test_a_kept_promise_is_compared_with_the_complaints_before_and_after(
    bakery: BakerShop,
) -> None:
    answered = complain(bakery, "a", timedelta(hours=2))
    for n in range(7):
        complain(bakery, f"before{n}", (1 + n) * DAY)
    post(bakery, answered, "We will put a second person at the till by tomorrow.")
    bakery.now = NOW + DAY
    press(bakery, Step.KEPT)
    assert shown(listed(bakery)).startswith("No promise is open.\n\nKept\n\n✅ #1, 23 Nov 2026")
    assert "Whether it helps can be told from 22 Dec 2026 on." in shown(listed(bakery))
    assert week_line(bakery.store, bakery.config, bakery.now) == "You kept 1 promise."
    complain(bakery, "after", -9 * DAY)
    bakery.now = NOW + 31 * DAY
    sentence = (
        "Complaints about the wait: 7 in the four weeks before the promise, "
        "1 in the four weeks after you kept it. That may be chance."
    )
    assert sentence in shown(listed(bakery))
    line = week_line(bakery.store, bakery.config, bakery.now)
    assert sentence in line.translate(dict.fromkeys(map(ord, "\u2068\u2069")))
    bakery.now = NOW + 40 * DAY
    assert week_line(bakery.store, bakery.config, bakery.now) == ""


def test_a_promise_about_nothing_in_particular_is_not_compared(
    bakery: BakerShop, number: int
) -> None:
    post(bakery, number, "I will call you on Friday.")
    press(bakery, Step.KEPT)
    assert "Whether it helps" not in shown(listed(bakery))
    bakery.now = NOW + 40 * DAY
    assert "Complaints" not in shown(listed(bakery))


def test_the_week_names_the_promises(bakery: BakerShop, number: int) -> None:
    post(bakery, number, "I will call you on Friday.")
    messages = COMMANDS["week"].run(bakery.store, bakery.config, bakery.now, "")
    assert "1 promise is open: /promises" in shown(messages[-1])


def test_many_promises_fit_a_message_and_come_as_one_digest(bakery: BakerShop, number: int) -> None:
    for n in range(12):
        one = bakery.hear(review(f"p{n}", 3, "Slow."), verdict(Sentiment.NEGATIVE))
        post(bakery, one, f"We will look into {'it ' * 200} number {n} by tomorrow.")
    assert "and 4 more" in shown(listed(bakery))
    (digest,) = told(bakery, DAY)
    assert "a promise is due today" in digest


def test_a_late_digest_says_overdue(bakery: BakerShop, number: int) -> None:
    for n in range(5):
        one = bakery.hear(review(f"p{n}", 3, "Slow."), verdict(Sentiment.NEGATIVE))
        post(bakery, one, "We will fix it by tomorrow.")
    (digest,) = told(bakery, 2 * DAY)
    assert "a promise is overdue" in digest


def test_reminders_take_no_notice_of_an_empty_shop(bakery: BakerShop) -> None:
    remind(bakery.store, bakery.config, bakery.now)
    assert bakery.waiting() == []


def test_the_button_of_the_list_leads_there(bakery: BakerShop, number: int) -> None:
    post(bakery, number, "I will call you on Friday.")
    assert bakery.press(Verb.PROMISES).messages == (listed(bakery),)
    assert buttons(listed(bakery))["#1"].action == Action(Verb.PROMISE, 1, Step.SHOW)
