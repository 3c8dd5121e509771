"""One mention in full, and the alerts about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.screens.alert import mention_alert, sick, well
from bot.screens.mention import mention_screen
from bot.screens.message import Action, Message, Verb
from monitor.alert import AlertKind
from monitor.health import Health
from monitor.mention import Author, Rating, State, Status, Translation
from monitor.store.rows import Join
from monitor.verdict import AspectFinding, Polarity, ResourceLost, Sentiment, Suspect, Urgency
from tests.bot.shop import BakerShop, buttons, review, shown, verdict


def alert(bakery: BakerShop, number: int, kind: AlertKind = AlertKind.NEW) -> Message:
    return mention_alert(kind, bakery.mention(number), bakery.store, bakery.config, bakery.now)


def detail(bakery: BakerShop, number: int) -> Message:
    return mention_screen(bakery.store, bakery.config, bakery.now, number)


def test_an_alert_says_what_where_who_when_and_what_hurt(bakery: BakerShop) -> None:
    judged = replace(
        verdict(Sentiment.NEGATIVE),
        aspects=(
            AspectFinding("wait_time", Polarity.NEGATIVE, "slow"),
            AspectFinding("price", Polarity.POSITIVE, "cheap"),
            AspectFinding("wait_time", Polarity.NEGATIVE, "queue"),
        ),
    )
    item = replace(review(stars=2, text="Slow & <cold>."), about="Rye bread", title="Never again")
    text = shown(alert(bakery, bakery.hear(item, judged, place="Kallio")))
    assert text.splitlines() == [
        "New review #1 ★★☆☆☆",
        "The site, Kallio",
        "Anna, today 12:00",
        "About: Rye bread",
        "Never again",
        "Slow & <cold>.",
        "What hurt: the wait",
        "What pleased: the price",
    ]


def test_an_alert_tells_what_was_asked_who_was_named_and_what_it_cost(bakery: BakerShop) -> None:
    judged = replace(
        verdict(Sentiment.NEGATIVE),
        aspects=(AspectFinding("order_accuracy", Polarity.NEGATIVE, "wrong cake"),),
        resource_lost=ResourceLost.BOTH,
        staff=("Maria", "J<b>"),
        asks_refund=True,
        asks_contact=True,
        returning=True,
    )
    text = shown(alert(bakery, bakery.hear(review(stars=1), judged)))
    assert text.splitlines()[-4:] == [
        "What hurt: a wrong order. It cost them time and money.",
        "They ask for their money back. They ask to hear from you.",
        "They name: Maria, J<b>",
        "They come back, or say that they will.",
    ]


def test_a_kindness_is_told_in_the_customers_words(bakery: BakerShop) -> None:
    judged = replace(
        verdict(),
        aspects=(AspectFinding("order_accuracy", Polarity.POSITIVE, "all there"),),
        delight="he ran after the bus",
        resource_lost=ResourceLost.TIME,
    )
    text = shown(alert(bakery, bakery.hear(review(), judged)))
    assert "What pleased: a right order" in text
    assert "A kindness they did not expect: “he ran after the bus”" in text
    assert "cost" not in text


@pytest.mark.parametrize("suspect", [Suspect.SPAM, Suspect.ABUSE, Suspect.WRONG_BUSINESS])
def test_a_doubt_whether_it_is_a_review_is_told_as_a_doubt(
    bakery: BakerShop, suspect: Suspect
) -> None:
    judged = replace(verdict(Sentiment.NEGATIVE), suspect=suspect)
    assert "This may be" in shown(alert(bakery, bakery.hear(review(), judged)))


def test_opened_it_says_how_it_was_read_and_whom_it_guesses(bakery: BakerShop) -> None:
    why = "Perhaps a regular, by “for years”; this is a guess."
    number = bakery.hear(review(), replace(verdict(), reasons=("5 of 5 stars.", why)))
    assert f"Read as happy: 5 of 5 stars. {why}" in shown(detail(bakery, number))
    assert "Perhaps" not in shown(alert(bakery, number))


def test_the_text_stands_in_an_expandable_quote(bakery: BakerShop) -> None:
    html = alert(bakery, bakery.hear(review(text="1 < 2"))).html
    assert "<blockquote expandable>1 &lt; 2</blockquote>" in html


def test_what_cannot_wait_is_the_first_line(bakery: BakerShop) -> None:
    judged = verdict(Sentiment.NEGATIVE, Urgency.ALLERGY)
    text = shown(alert(bakery, bakery.hear(review(stars=1), judged)))
    assert text.startswith("⚠️ This may be about an allergy.\n")


@pytest.mark.parametrize(
    ("sentiment", "says"),
    [
        (Sentiment.MIXED, "Good and bad at once: The stars say 5."),
        (Sentiment.UNKNOWN, "Not understood: The stars say 5."),
    ],
)
def test_a_mixed_or_unread_review_says_why(
    bakery: BakerShop, sentiment: Sentiment, says: str
) -> None:
    judged = replace(verdict(sentiment), reasons=("The stars say 5.",))
    assert says in shown(alert(bakery, bakery.hear(review(), judged)))


def test_a_plain_verdict_needs_no_reasons(bakery: BakerShop) -> None:
    judged = replace(verdict(), reasons=("The stars say 5.",))
    assert "The stars" not in shown(alert(bakery, bakery.hear(review(), judged)))


def test_an_unverified_mail_is_marked(bakery: BakerShop) -> None:
    item = replace(review(), unverified=True)
    assert "(unverified e-mail)" in shown(alert(bakery, bakery.hear(item)))


def test_stars_without_words_and_words_without_a_name_are_told_so(bakery: BakerShop) -> None:
    text = shown(alert(bakery, bakery.hear(review(text=None, author=None))))
    assert "Stars only, no words." in text
    assert "No name given, today 12:00" in text


def test_a_cut_text_and_a_translation_are_told_so(bakery: BakerShop) -> None:
    item = replace(review(), truncated=True, translation=Translation("Hyvää leipää.", "fi"))
    text = shown(alert(bakery, bakery.hear(item)))
    assert "The site shows only the beginning of this text." in text
    assert "The site translates it so:\nHyvää leipää." in text


def test_an_edit_shows_before_and_after(bakery: BakerShop) -> None:
    number = bakery.hear(review(stars=2, text="Cold."))
    bakery.edit(number, review(stars=4, text="They made it good."))
    text = shown(alert(bakery, number, AlertKind.EDITED))
    assert text.splitlines()[0] == "Review #1 was changed ★★★★☆"
    assert "Before: ★★☆☆☆\nCold.\nNow: ★★★★☆\nThey made it good." in text


def test_the_detail_keeps_earlier_wordings_and_the_owners_answer(bakery: BakerShop) -> None:
    number = bakery.hear(review(text="Cold."))
    bakery.edit(number, review(text="Warm.", reply="Thank you, Anna."))
    text = shown(detail(bakery, number))
    assert text.splitlines()[0] == "#1 ★★★★★"
    assert "Your answer there:\nThank you, Anna." in text
    assert "Earlier wording, seen today 14:00: ★★★★★\nCold." in text
    assert text.endswith("Waiting for you")


def test_the_detail_names_the_other_places_that_show_it(bakery: BakerShop) -> None:
    bakery.sources("site", "mail")
    number = bakery.hear(review())
    bakery.store.mentions.join(
        [Join(number, "mail", review("m1"), bakery.now, None, False, bakery.now.date())]
    )
    assert "Also seen at: The mail" in shown(detail(bakery, number))


def test_what_was_taken_down_can_be_put_away_but_not_answered(bakery: BakerShop) -> None:
    number = bakery.hear(review())
    bakery.take_down(number, review())
    message = alert(bakery, number, AlertKind.REMOVED)
    assert shown(message).startswith("Review #1 is gone")
    assert list(buttons(message)) == ["Handled"]
    assert "no longer shown there" in shown(detail(bakery, number))


def test_an_open_mention_has_all_its_buttons(bakery: BakerShop) -> None:
    found = buttons(alert(bakery, bakery.hear(review())))
    assert found["Draft a reply"].action == Action(Verb.DRAFT, 1, 1)
    assert found["Open"].url == "https://reviews.example/1"
    assert found["Handled"].action == Action(Verb.HANDLED, 1, 1)
    assert found["Snooze 3 days"].action == Action(Verb.SNOOZE, 1, 3)
    assert found["Not about us"].action == Action(Verb.NOT_ABOUT_US, 1)


def test_an_address_that_telegram_would_refuse_gets_no_button(bakery: BakerShop) -> None:
    number = bakery.hear(review(url="http://localhost/1"))
    assert "Open" not in buttons(alert(bakery, number))


def test_a_handled_mention_can_be_put_back(bakery: BakerShop) -> None:
    number = bakery.hear(review())
    bakery.store.mentions.set_status(number, Status.HANDLED, bakery.now)
    message = detail(bakery, number)
    assert shown(message).endswith("Handled")
    assert buttons(message)["Put back in the inbox"].action == Action(Verb.REOPEN, number)


def test_a_snoozed_mention_says_until_when(bakery: BakerShop) -> None:
    number = bakery.hear(review())
    until = bakery.now + timedelta(days=3)
    bakery.store.mentions.set_status(number, Status.SNOOZED, bakery.now, until)
    assert "Snoozed until 25 Nov 2026, 14:00." in shown(detail(bakery, number))


def test_an_unknown_number_gets_a_way_on(bakery: BakerShop) -> None:
    message = detail(bakery, 99)
    assert "There is no #99" in shown(message)
    assert "Inbox" in buttons(message)


@pytest.mark.parametrize("state", [State.HIDDEN, State.SPAM, State.PENDING])
def test_what_the_public_cannot_see_is_told_so(bakery: BakerShop, state: State) -> None:
    text = shown(detail(bakery, bakery.hear(replace(review(), state=state))))
    assert "spam" in text or "public" in text


def test_other_scales_keep_their_own_numbers(bakery: BakerShop) -> None:
    item = replace(review(), rating=Rating(7, 1, 10), author=Author("משה"))
    message = alert(bakery, bakery.hear(item))
    assert "New review #1 7/10" in shown(message).replace("★", "")
    assert "\u2068משה\u2069, today" in message.html


def health(bakery: BakerShop) -> Health:
    found = bakery.store.health.get("site")
    assert found is not None
    return found


def test_a_sick_source_says_what_is_wrong_and_what_to_do(bakery: BakerShop) -> None:
    bakery.store.health.failed(
        "site", bakery.now, bakery.now, "TargetNotFound", "The page is gone.", "Look for it."
    )
    message = sick(health(bakery), bakery.config, bakery.now)
    assert shown(message).splitlines() == [
        "⚠️ The site cannot be read",
        "The page is gone.",
        "What to do: Look for it.",
        "Last read: today 13:50. goodword keeps trying.",
    ]
    assert "Check now" in buttons(message)


def test_a_source_that_never_worked_is_told_so(bakery: BakerShop) -> None:
    never = replace(health(bakery), succeeded_at=None, hint=None)
    assert "has not been able to read it yet" in shown(sick(never, bakery.config, bakery.now))


def test_a_healed_source_needs_nothing(bakery: BakerShop) -> None:
    message = well(health(bakery))
    assert shown(message).startswith("✅ The site can be read again")
    assert message.silent
