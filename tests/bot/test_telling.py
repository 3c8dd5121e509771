"""What only the owner knows: asked before a complaint is answered, and kept in a book."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import desk, drafting, telling
from bot.batch import plan
from bot.screens.happened import LABELS, STEP
from bot.screens.message import Action, Message, Verb
from monitor.draft import DraftState
from monitor.facts import Fact, FactKind, Happened
from monitor.question import LIFE
from monitor.verdict import Sentiment, Urgency
from tests.bot.shop import BakerShop, buttons, review, shown, verdict

COLD = review(stars=3, text="The coffee was cold and I waited an hour.")


@pytest.fixture
def number(bakery: BakerShop) -> int:
    return bakery.hear(COLD, verdict(Sentiment.NEGATIVE))


def asked(bakery: BakerShop, number: int) -> Message:
    (message,) = bakery.press(Verb.DRAFT, number, 1).messages
    return message


def say(bakery: BakerShop, number: int, happened: Happened, version: int = 1) -> Message:
    """Press the button that says so."""
    action = buttons(asked(bakery, number))[LABELS[happened]].action
    assert action is not None
    assert action.extra // STEP == version
    outcome = bakery.press(action.verb, action.number, action.extra)
    assert outcome.replace is not None
    return outcome.replace


def test_before_a_complaint_is_answered_the_owner_is_asked_what_happened(
    bakery: BakerShop, number: int
) -> None:
    message = asked(bakery, number)
    assert shown(message).startswith("#1: what happened?\nThe reply says only what you tell me")
    assert list(buttons(message)) == [*LABELS.values(), "Draft without it"]
    assert bakery.store.drafts.latest(number) is None


def test_praise_and_grave_matters_are_drafted_unasked(bakery: BakerShop) -> None:
    kind = bakery.hear(review("2", 5, "Lovely bread."))
    grave = bakery.hear(review("3", 1, "Nuts."), verdict(Sentiment.NEGATIVE, Urgency.ALLERGY))
    assert shown(asked(bakery, kind)).startswith("Draft reply to #1")
    assert shown(asked(bakery, grave)).startswith("⚠️ Careful: draft reply to #2")
    assert "What happened?" not in buttons(asked(bakery, grave))


@pytest.mark.parametrize("happened", [Happened.TRUE, Happened.NOT_US, Happened.UNKNOWN])
def test_the_answer_is_kept_and_the_draft_knows_it(
    bakery: BakerShop, number: int, happened: Happened
) -> None:
    message = say(bakery, number, happened)
    assert shown(message).startswith("Draft reply to #1")
    assert "You said: " in shown(message)
    assert bakery.store.facts.of(number, 1).happened is happened
    assert "You said: " in shown(bakery.press(Verb.SHOW, number).messages[0])


def test_what_was_put_right_is_asked_for_and_said_in_the_draft(
    bakery: BakerShop, number: int
) -> None:
    question = say(bakery, number, Happened.FIXED)
    assert "Send me one sentence in English" in shown(question)
    typed = bakery.type("We have had the coffee machine repaired.")
    assert typed is not None
    assert "We have had the coffee machine repaired." in shown(typed[0])
    assert bakery.type("And more.") is None


def test_the_sentence_can_be_left_out(bakery: BakerShop, number: int) -> None:
    action = buttons(say(bakery, number, Happened.REFUNDED))["Nothing to add"].action
    assert action is not None
    outcome = bakery.press(action.verb, action.number, action.extra)
    assert outcome.replace is not None
    assert shown(outcome.replace).startswith("Draft reply to #1")
    assert bakery.type("Too late.") is None


def test_a_draft_without_an_answer_is_possible_and_can_be_told_later(
    bakery: BakerShop, number: int
) -> None:
    draft = bakery.press(Verb.WRITE, number, 1).replace
    assert draft is not None
    again = buttons(draft)["What happened?"].action
    assert again == Action(Verb.WHAT_HAPPENED, number, 1)
    (question,) = bakery.press(again.verb, again.number, again.extra).messages
    assert "what happened?" in shown(question)
    bakery.press(Verb.HAPPENED, number, STEP)
    first, second = (bakery.store.drafts.get(n) for n in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.state, second.state) == (DraftState.DISCARDED, DraftState.PROPOSED)


def test_saying_the_same_twice_makes_one_draft(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.HAPPENED, number, STEP)
    assert bakery.press(Verb.HAPPENED, number, STEP).toast == telling.SAID_ALREADY
    assert bakery.store.drafts.count(number) == 1


def test_an_answer_about_earlier_words_counts_no_more(bakery: BakerShop, number: int) -> None:
    say(bakery, number, Happened.TRUE)
    bakery.edit(number, review(stars=1, text="And now I am angry."), verdict(Sentiment.NEGATIVE))
    outcome = bakery.press(Verb.HAPPENED, number, STEP)
    assert outcome.toast == desk.CHANGED
    (message,) = bakery.press(Verb.DRAFT, number, 2).messages
    assert "what happened?" in shown(message)
    assert bakery.press(Verb.WRITE, number, 1).toast == desk.CHANGED


def test_nothing_is_asked_about_what_was_taken_down(bakery: BakerShop, number: int) -> None:
    bakery.take_down(number, COLD)
    for verb, extra in ((Verb.HAPPENED, STEP), (Verb.WRITE, 1)):
        assert bakery.press(verb, number, extra).toast == drafting.TAKEN_AWAY
    assert bakery.press(Verb.HAPPENED, number, STEP + 9).toast == desk.CHANGED


@pytest.mark.parametrize("meanwhile", [LIFE + timedelta(minutes=1), timedelta(days=-365)])
def test_an_answer_typed_long_after_the_question_or_the_clock_was_put_back_is_none(
    bakery: BakerShop, number: int, meanwhile: timedelta
) -> None:
    say(bakery, number, Happened.FIXED)
    bakery.now += meanwhile
    assert bakery.type("We repaired it.") is None


def test_a_fact_is_typed_and_lasts_as_long_as_the_owner_says(bakery: BakerShop) -> None:
    (book,) = bakery.press(Verb.FACTS).messages
    assert "The book is empty." in shown(book)
    add = buttons(book)["+ What was put right"].action
    assert add is not None
    (question,) = bakery.press(add.verb, add.number, add.extra).messages
    assert "Since May a second person works at the till." in shown(question)
    typed = bakery.type("  A second person\nworks at the till now. ")
    assert typed is not None
    assert "True until 20 Feb 2027." in shown(typed[0])
    assert "It is used in replies in English." in shown(typed[0])
    (fact,) = bakery.store.facts.book()
    assert (fact.kind, fact.text, fact.lang) == (
        FactKind.FIXED,
        "A second person works at the till now.",
        "en",
    )
    for label, says in (("A week", "True until 29 Nov 2026."), ("For good", "True until you")):
        press = buttons(typed[0])[label].action
        assert press is not None
        changed = bakery.press(press.verb, press.number, press.extra).replace
        assert changed is not None
        assert says in shown(changed)


def test_the_book_shows_what_is_used_and_what_is_over(bakery: BakerShop) -> None:
    today = bakery.now.date()
    for fact in (
        Fact(FactKind.HOURS, "Mon–Fri <9>–18"),
        Fact(FactKind.FIXED, "New door.", "en", today - timedelta(days=1)),
        Fact(FactKind.POLICY, "We exchange.", "en", today),
    ):
        bakery.store.facts.add(fact, bakery.now)
    (book,) = bakery.press(Verb.FACTS).messages
    text = shown(book)
    assert "1. Opening hours: Mon–Fri <9>–18" in text
    assert "2. What you offer: We exchange. (until 22 Nov 2026)" in text
    assert text.index("No longer used") < text.index("3. What was put right: New door.")
    strike = buttons(book)["Strike out 3"].action
    assert strike is not None
    assert strike.number == 2
    outcome = bakery.press(strike.verb, strike.number)
    assert outcome.toast == telling.DROPPED
    assert bakery.press(strike.verb, strike.number).toast == telling.NO_FACT
    assert bakery.press(Verb.FACT_UNTIL, strike.number, 7).toast == telling.NO_FACT


def test_a_full_book_still_fits_a_message(bakery: BakerShop) -> None:
    yesterday = bakery.now.date() - timedelta(days=1)
    for n in range(30):
        until = yesterday if n % 2 else None
        bakery.store.facts.add(Fact(FactKind.OTHER, f"{n} " + "<&" * 400, "en", until), bakery.now)
    (book,) = bakery.press(Verb.FACTS).messages
    assert "and 5 more" in shown(book)
    assert "and 11 more" in shown(book)


def test_the_owner_may_change_their_mind(bakery: BakerShop) -> None:
    bakery.press(Verb.ADD_FACT, 0, 99)
    outcome = bakery.press(Verb.NEVER_MIND)
    assert outcome.replace is not None
    assert "nothing was changed" in shown(outcome.replace)
    assert bakery.type("Mon–Fri") is None


def test_what_was_put_right_about_something_unknown_answers(bakery: BakerShop) -> None:
    assert "no longer" in shown(
        telling.put_right(99, "We did.", desk.Desk(bakery.store, bakery.config, bakery.now))[0]
    )


def test_what_was_put_right_is_not_said_of_words_that_came_later(
    bakery: BakerShop, number: int
) -> None:
    say(bakery, number, Happened.FIXED)
    bakery.edit(number, review(stars=1, text="And now I am angry."), verdict(Sentiment.NEGATIVE))
    typed = bakery.type("We repaired it.")
    assert typed is not None
    assert shown(typed[0]) == desk.CHANGED
    assert "And now I am angry." in shown(typed[1])
    assert bakery.store.drafts.latest(number) is None


def test_a_grave_matter_comes_with_what_to_find_out(bakery: BakerShop) -> None:
    judged = verdict(Sentiment.NEGATIVE, Urgency.ALLERGY)
    number = bakery.hear(review("3", 1, "Nuts in it."), judged)
    bakery.tell(number, urgent=True)
    (batch,) = plan(bakery.waiting(), bakery.store, bakery.config, bakery.now)
    assert "Find out: what they told the staff" in shown(batch.message)
    assert "Find out: what they told the staff" in shown(asked(bakery, number))
