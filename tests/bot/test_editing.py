"""The owner's own words are checked like any other, and nothing typed is lost."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import drafting, editing, posting
from bot.desk import Desk
from bot.screens.findings import GOOD_MOVES
from bot.screens.message import Action, Message, Verb
from monitor.draft import Draft, DraftState, Style
from monitor.reply.good import MOVES
from monitor.reply.tone import lint
from monitor.store.connection import Connection
from monitor.verdict import Sentiment
from tests.bot.shop import BakerShop, buttons, open_shop, review, shown, verdict

COLD = review(stars=2, text="The coffee was cold and I waited an hour.")
RUDE = "Hello Anna. You should have told us. We will call you tomorrow."


@pytest.fixture
def number(bakery: BakerShop) -> int:
    number = bakery.hear(COLD, verdict(Sentiment.NEGATIVE))
    bakery.press(Verb.WRITE, number)
    return number


def latest(bakery: BakerShop, number: int) -> Draft:
    draft = bakery.store.drafts.latest(number)
    assert draft is not None
    return draft


def typed(bakery: BakerShop, draft: int, text: str) -> Message:
    bakery.press(Verb.EDIT, draft)
    messages = bakery.type(text)
    assert messages is not None
    return messages[0]


def test_edit_shows_the_text_to_copy_and_takes_the_next_words(
    bakery: BakerShop, number: int
) -> None:
    (question,) = bakery.press(Verb.EDIT, 1).messages
    assert f"<pre>{latest(bakery, number).proposal.text}</pre>" in question.html
    typed = bakery.type("Dear Anna, I am sorry. Aino")
    assert typed is not None
    assert shown(typed[0]).startswith("Your own words for #1\nDear Anna, I am sorry. Aino")
    draft = latest(bakery, number)
    assert (draft.own, draft.state) == (True, DraftState.PROPOSED)
    assert bakery.type("More.") is None


def test_every_edit_is_checked_with_the_words_why_and_what_would_be_better(
    bakery: BakerShop, number: int
) -> None:
    message = typed(bakery, 1, RUDE)
    assert "⛔ “You should have told us.”:" in shown(message)
    assert "➜ Better (1): “" in shown(message)
    assert list(buttons(message))[:2] == ["Use better (1)", "Approve anyway"]


def test_what_the_owner_does_well_is_said_too(bakery: BakerShop, number: int) -> None:
    text = "Anna, I am sorry about the cold coffee. That was our mistake. Aino"
    said = shown(typed(bakery, 1, text))
    assert "👍 Good: " in said
    assert "you say sorry" in said
    assert "👍" not in shown(typed(bakery, 2, "No."))


def test_without_stars_it_is_the_words_that_make_a_complaint(bakery: BakerShop) -> None:
    """A post has no stars: an answer that skips its point is noticed all the same."""
    post = review("9", None, "The coffee was cold and I waited an hour for a stale croissant.")
    number = bakery.hear(post, verdict(Sentiment.NEGATIVE))
    bakery.press(Verb.WRITE, number)
    skips = "We are a family bakery since 1970 and we bake with love in our old oven. Aino"
    said = typed(bakery, latest(bakery, number).id, skips)
    assert "ignores_point" in {each.move for each in latest(bakery, number).proposal.findings}
    assert "Checked: nothing in it sounds defensive." not in shown(said)


def test_what_the_words_would_promise_is_said_before_they_are_sent(
    bakery: BakerShop, number: int
) -> None:
    promised = shown(typed(bakery, 1, "Anna, I am sorry. I will call you tomorrow. Aino"))
    assert "🤝 It promises: “I will call you tomorrow.” Once it is posted" in promised
    assert "🤝" not in shown(typed(bakery, 2, "Anna, I am sorry."))


def test_every_good_move_has_plain_words() -> None:
    assert set(GOOD_MOVES) == set(MOVES)


def test_a_better_sentence_takes_the_place_of_the_one_found(bakery: BakerShop, number: int) -> None:
    use = buttons(typed(bakery, 1, RUDE))["Use better (1)"].action
    assert use is not None
    outcome = bakery.press(use.verb, use.number, use.extra)
    text = latest(bakery, number).proposal.text
    assert "You should have told us." not in text
    assert text.startswith("Hello Anna. ")
    assert text.endswith(" We will call you tomorrow.")
    assert outcome.replace is not None
    assert "⛔" not in shown(outcome.replace)
    assert bakery.press(use.verb, use.number, use.extra).toast == drafting.NEWER_DRAFT


def test_a_better_sentence_that_is_not_there_answers(bakery: BakerShop, number: int) -> None:
    assert bakery.press(Verb.USE, 1, 99).toast == editing.NO_BETTER


def test_a_posted_draft_is_not_edited(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.EDIT, 1)
    bakery.press(Verb.POSTED, 1)
    assert bakery.press(Verb.EDIT, 1).toast == drafting.POSTED_ALREADY
    messages = bakery.type("Other words.")
    assert messages is not None
    assert "You have answered #1" in shown(messages[0])
    assert latest(bakery, number).id == 1


def test_words_for_a_draft_that_is_gone_are_given_back(bakery: BakerShop) -> None:
    desk = Desk(bakery.store, bakery.config, bakery.now)
    (message,) = editing.typed(99, "My <b>words</b>.", desk)
    assert "My <b>words</b>." in shown(message)


def test_an_edit_of_a_draft_for_earlier_words_shows_the_review(
    bakery: BakerShop, number: int
) -> None:
    bakery.edit(number, review(stars=1, text="It got worse."))
    assert bakery.press(Verb.EDIT, 1).toast == drafting.CHANGED_SINCE_DRAFT


def test_others_may_write_to_the_store_while_words_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, written = tmp_path / "shop.db", []

    def lint_slowly(*args: Any, **kwargs: Any) -> Any:
        with closing(Connection(file, patience=0)) as other:
            written.append(other.change("UPDATE mentions SET place = 'Kallio'"))
        return lint(*args, **kwargs)

    with open_shop(tmp_path, file) as shop:
        shop.press(Verb.WRITE, shop.hear(COLD, verdict(Sentiment.NEGATIVE)))
        shop.press(Verb.EDIT, 1)
        monkeypatch.setattr(editing, "lint", lint_slowly)
        assert shop.type("Dear Anna, I am sorry. Aino") is not None
        assert shop.type("Nothing is asked any more.") is None
    assert written == [1]


def test_words_sent_after_the_review_was_changed_come_with_what_it_says_now(
    bakery: BakerShop, number: int
) -> None:
    bakery.press(Verb.EDIT, 1)
    bakery.edit(number, review(stars=1, text="It got worse."))
    messages = bakery.type("Dear Anna, I am sorry. Aino")
    assert messages is not None
    now, draft = map(shown, messages)
    assert "It got worse." in now
    assert editing.CHANGED_MEANWHILE in draft
    assert "Dear Anna, I am sorry. Aino" in draft


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hyvä Anna, olemme pahoillamme, että jouduit odottamaan kahvia niin kauan.", "fi"),
        ("Sorry.", "en"),
    ],
)
def test_words_are_checked_in_their_own_language(
    bakery: BakerShop, number: int, text: str, lang: str
) -> None:
    typed(bakery, 1, text)
    assert latest(bakery, number).proposal.lang == lang


def test_shorter_is_shorter_and_says_when_it_cannot_be(bakery: BakerShop, number: int) -> None:
    long = latest(bakery, number).proposal.text
    bakery.press(Verb.SHORTER, 1)
    short = latest(bakery, number)
    assert len(short.proposal.text) < len(long)
    outcome = bakery.press(Verb.SHORTER, short.id)
    while outcome.toast is None:
        outcome = bakery.press(Verb.SHORTER, latest(bakery, number).id)
    assert outcome.toast == drafting.NO_OTHER[Style.SHORTER]


def test_warmer_is_another_wording(bakery: BakerShop, number: int) -> None:
    bakery.press(Verb.WARMER, 1)
    assert latest(bakery, number).id == 2


def approve(bakery: BakerShop, draft: int) -> Message:
    message = bakery.press(Verb.APPROVE, draft).replace
    assert message is not None
    return message


def test_a_reply_to_two_stars_rests_before_it_can_be_posted(bakery: BakerShop, number: int) -> None:
    message = approve(bakery, 1)
    assert "It rests until today 14:20. 20 more minutes." in shown(message)
    assert "a calm answer is the one that wins them" in shown(message)
    assert list(buttons(message)) == ["I will not wait", "Edit", "Another", "Dismiss"]
    bakery.now += timedelta(minutes=20)
    assert "I have posted it" in buttons(bakery.drafted(latest(bakery, number)))


def test_the_owner_can_post_it_all_the_same(bakery: BakerShop, number: int) -> None:
    hurry = buttons(approve(bakery, 1))["I will not wait"].action
    assert hurry == Action(Verb.HURRY, 1)
    outcome = bakery.press(hurry.verb, hurry.number)
    assert outcome.toast == posting.READY
    assert outcome.replace is not None
    assert "I have posted it" in buttons(outcome.replace)
    assert bakery.press(hurry.verb, hurry.number).replace == outcome.replace


def test_another_wording_goes_on_resting_and_own_words_rest_anew(
    bakery: BakerShop, number: int
) -> None:
    first = latest(bakery, number).ready_at
    bakery.now += timedelta(minutes=15)
    bakery.press(Verb.REDRAFT, 1)
    assert latest(bakery, number).ready_at == first
    typed(bakery, latest(bakery, number).id, "Dear Anna, I am sorry. Aino")
    assert latest(bakery, number).ready_at == bakery.now + timedelta(minutes=20)


def test_once_hurried_another_wording_need_not_rest(bakery: BakerShop, number: int) -> None:
    approve(bakery, 1)
    bakery.press(Verb.HURRY, 1)
    bakery.press(Verb.REDRAFT, 1)
    assert latest(bakery, number).ready_at is None


def test_hurrying_needs_an_approval_first(bakery: BakerShop, number: int) -> None:
    assert bakery.press(Verb.HURRY, 1).toast == posting.APPROVE_FIRST


@pytest.mark.parametrize("stars", [3, 5, None])
def test_other_replies_need_not_rest(bakery: BakerShop, stars: float | None) -> None:
    number = bakery.hear(review("9", stars, "The coffee was cold."), verdict(Sentiment.NEGATIVE))
    bakery.press(Verb.WRITE, number)
    assert latest(bakery, number).ready_at is None
