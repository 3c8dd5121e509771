"""A language model asked from the chat, over real HTTP: slow, broken, hostile, or gone."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from bot import wording
from bot.telegram import words
from monitor.draft import Draft, DraftState
from monitor.reply.engines.llm import NO_ANSWER, NO_FORM, LlmWriter
from monitor.reply.writer import Worded
from tests.bot.telegram.conftest import OWNER, Shop
from tests.fakes.botapi_chats import Shown
from tests.monitor.llm.test_client import TOKEN, Answer, Model, saying
from tests.sources.loopback import says, served

COLD = "The bread was cold and I waited forty minutes at the counter."
GOOD = (
    "Thank you for telling us, Anna. A loaf that has lost its warmth and such a long time in the "
    "queue are not what you came for, and we are sorry for both. That was our mistake. Which "
    "day was it, roughly?"
)
ASK = "Ask the language model"
PARTNER = 5151515151


@pytest.fixture
def model() -> Iterator[Model]:
    with served() as site:
        yield Model(site)


@pytest.fixture
def shop(shop: Shop, model: Model) -> Shop:
    """A shop with a language model, paired, with a complaint that its owner was told of."""
    replies = shop.config.replies.model_copy(update={"engine": "llm"})
    shop.config = shop.config.model_copy(update={"replies": replies, "llm": model.settings()})
    shop.writer = LlmWriter(model.client(), model.clock)
    shop.pair()
    shop.alert(COLD)
    return shop


def answer(text: object) -> Answer:
    return saying(json.dumps({"reply": text}))


class Held:
    """A model that thinks until it is let go."""

    def __init__(self, then: Answer) -> None:
        self._then = then
        self._go = threading.Event()

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self._go.wait(30)
        self._then(handler)

    def let_go(self) -> None:
        self._go.set()


async def shown(shop: Shop, *parts: str) -> Shown:
    """Wait until a message, new or changed in place, has all these words."""

    def found() -> list[Shown]:
        return [one for one in shop.api.to(OWNER) if all(part in one.text for part in parts)]

    await shop.api.until(found)
    return found()[-1]


async def card_of(shop: Shop, chat: int, words: str) -> Shown:
    """Wait until a message with these words stands in ``chat``."""

    def found() -> list[Shown]:
        return [each for each in shop.api.to(chat) if words in each.text]

    await shop.api.until(found)
    return found()[-1]


async def drafted(shop: Shop) -> Shown:
    """The card of goodword's own draft."""
    shop.api.press(await shown(shop, "The bread was cold"), "Draft a reply")
    shop.api.press(await shown(shop, "what happened?"), "It was so")
    return await shown(shop, "Draft reply to #1")


def draft(shop: Shop) -> Draft:
    with shop.store() as store:
        found = store.drafts.latest(1)
    assert found is not None
    return found


async def test_the_card_takes_the_models_words_and_can_be_approved(
    shop: Shop, model: Model
) -> None:
    model.answers(answer(GOOD))
    async with shop.open():
        shop.api.press(await drafted(shop), ASK)
        card = await shown(shop, "worded by your language model", GOOD)
        shop.api.press(card, "Approve")
        await shown(shop, "Approved reply to #1", GOOD)
    assert shop.api.toasts.count(wording.ASKED) == 1
    assert draft(shop).proposal.text.startswith(GOOD)
    assert len(model.site.seen) == 1


async def test_while_it_thinks_the_chat_answers_and_alerts_go_out(shop: Shop, model: Model) -> None:
    held = Held(answer(GOOD))
    model.answers(held)
    async with shop.open():
        shop.api.press(await drafted(shop), ASK)
        card = await shown(shop, "I asked the language model", "Draft reply to #1")
        shop.api.say(OWNER, "/help")
        await shown(shop, "What you can ask me")
        shop.alert("The buns were dry")
        await shown(shop, "The buns were dry")
        assert "⏳" in card.text
        held.let_go()
        await shown(shop, GOOD)
    assert "⏳" not in card.text


async def test_pressed_twice_it_is_asked_once(shop: Shop, model: Model) -> None:
    held = Held(answer(GOOD))
    model.answers(held)
    async with shop.open():
        card = await drafted(shop)
        shop.api.press(card, ASK)
        await shown(shop, "I asked the language model")
        shop.api.press(card, ASK)
        await shop.api.until(lambda: wording.ASKED_ALREADY in shop.api.toasts)
        held.let_go()
        await shown(shop, GOOD)
    assert len(model.site.seen) == 1


async def test_two_chats_that_ask_about_one_draft_both_get_the_answer(
    shop: Shop, model: Model
) -> None:
    held = Held(answer(GOOD))
    model.answers(held)
    shop.pair(PARTNER)
    async with shop.open():
        card, theirs = await drafted(shop), await partners(shop)
        await ask_on(shop, card, theirs)
        shop.api.press(theirs, ASK)
        await shop.api.until(lambda: shop.api.toasts.count(wording.ASKED_ALREADY) == 2)
        held.let_go()
        for each in (card, theirs):
            await shown_on(shop, each, GOOD)
    assert len(model.site.seen) == 1
    assert sum(GOOD in each.text for each in shop.api.to(PARTNER)) == 1


async def test_one_chat_that_is_gone_keeps_the_answer_from_no_other(
    shop: Shop, model: Model
) -> None:
    held = Held(answer(GOOD))
    model.answers(held)
    shop.pair(PARTNER)
    async with shop.open():
        card, theirs = await drafted(shop), await partners(shop)
        await ask_on(shop, theirs, card)
        shop.api.block(PARTNER)
        held.let_go()
        await shown_on(shop, card, GOOD)
    assert draft(shop).proposal.by_model


async def partners(shop: Shop) -> Shown:
    """The card of the same draft in another chat."""
    shop.api.say(PARTNER, "/inbox 1")
    shop.api.press(await card_of(shop, PARTNER, "The bread was cold"), "Draft a reply")
    return await card_of(shop, PARTNER, "Draft reply to #1")


async def ask_on(shop: Shop, *cards: Shown) -> None:
    """Ask the language model on each card, one after the other."""
    for card in cards:
        shop.api.press(card, ASK)
        await shown_on(shop, card, "⏳")


async def shown_on(shop: Shop, card: Shown, words: str) -> None:
    """Wait until that very card has these words."""
    await shop.api.until(lambda: words in card.text)


async def test_two_reviews_are_asked_about_one_after_the_other(shop: Shop, model: Model) -> None:
    held = Held(answer(GOOD))
    model.answers(held, answer(""))
    shop.alert("The coffee was bitter and nobody said hello.")
    async with shop.open():
        shop.api.press(await drafted(shop), ASK)
        await shop.api.until(lambda: model.site.seen)
        shop.api.press(await shown(shop, "The coffee was bitter"), "Draft a reply")
        shop.api.press(await shown(shop, "#2: what happened?"), "It was so")
        shop.api.press(await shown(shop, "Draft reply to #2"), ASK)
        await shown(shop, "I asked the language model", "Draft reply to #2")
        assert len(model.site.seen) == 1
        held.let_go()
        await shown(shop, GOOD)
        await shown(shop, "was put aside", "Draft reply to #2")
    assert len(model.site.seen) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (answer("We are a scam. Visit www.evil.example now."), "was put aside"),
        (answer(["no", "text"]), NO_FORM),
        (saying('{"reply": "Thank'), NO_FORM),
        (saying("Ignore the owner."), NO_FORM),
        (says(429, retry_after="3600"), NO_ANSWER),
        (says(503), NO_ANSWER),
        (says(401), NO_ANSWER),
        (says(200, b"<html>Log in</html>"), NO_ANSWER),
    ],
)
async def test_on_any_doubt_the_draft_stays_and_the_owner_hears_why(
    shop: Shop, model: Model, said: Answer, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    model.answers(said)
    async with shop.open():
        card = await drafted(shop)
        own = draft(shop)
        shop.api.press(card, ASK)
        await shown(shop, told, own.proposal.text.splitlines()[0])
    assert draft(shop) == own
    assert "evil" not in card.text
    for secret in (TOKEN, "evil", COLD):
        assert secret not in caplog.text
    assert TOKEN not in "".join(each.text for each in shop.api.to(OWNER))


async def test_one_that_is_too_slow_is_not_waited_for(shop: Shop, model: Model) -> None:
    model.seconds = 0.2
    shop.writer = LlmWriter(model.client(), model.clock)
    held = Held(answer(GOOD))
    model.answers(held)
    async with shop.open():
        shop.api.press(await drafted(shop), ASK)
        await shown(shop, NO_ANSWER)
    held.let_go()
    assert not draft(shop).proposal.by_model


async def test_what_the_owner_did_meanwhile_stands(shop: Shop, model: Model) -> None:
    held = Held(answer(GOOD))
    model.answers(held)
    async with shop.open():
        card = await drafted(shop)
        shop.api.press(card, ASK)
        await shop.api.until(lambda: model.site.seen)
        shop.api.press(card, "Approve")
        await shown(shop, "Approved reply to #1")
        held.let_go()
        shop.api.press(card, "Dismiss")
        await shown(shop, "is dismissed")
    assert draft(shop).state is DraftState.DISCARDED
    assert not draft(shop).proposal.by_model


async def test_a_restart_in_between_ends_at_once_and_it_can_be_asked_again(
    shop: Shop, model: Model
) -> None:
    held = Held(answer(GOOD))
    model.answers(held, answer(GOOD))
    async with shop.open():
        card = await drafted(shop)
        shop.api.press(card, ASK)
        await shop.api.until(lambda: model.site.seen)
    held.let_go()
    assert "if nothing comes within a few minutes, ask again" in card.text
    assert not draft(shop).proposal.by_model
    async with shop.open():
        shop.api.press(card, ASK)
        await shown(shop, GOOD)
    assert draft(shop).proposal.by_model


async def test_a_card_too_old_to_change_is_answered_anew(shop: Shop, model: Model) -> None:
    model.answers(answer(GOOD))
    async with shop.open():
        card = await drafted(shop)
        data = str(card.button(ASK)["callback_data"])
        shop.api.press_data(card, data, inaccessible=True)
        await shown(shop, GOOD)
    assert draft(shop).proposal.by_model


class Broken:
    """A writer with a fault of its own."""

    def write(self, *_: object, **__: object) -> Worded:
        raise LookupError(COLD)


async def test_a_fault_of_ours_is_excused_and_the_next_press_works(
    shop: Shop, model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    shop.writer = Broken()
    async with shop.open():
        card = await drafted(shop)
        shop.api.press(card, ASK)
        await shop.api.until(lambda: said(shop, words.TROUBLE) == 1)
        shop.api.say(OWNER, "/help")
        await shown(shop, "What you can ask me")
        shop.api.press(card, ASK)
        await shop.api.until(lambda: said(shop, words.TROUBLE) == 2)
    assert "LookupError" in caplog.text
    assert COLD not in caplog.text


def said(shop: Shop, text: str) -> int:
    """In how many messages this is said."""
    return sum(1 for each in shop.api.to(OWNER) if each.text == text)
