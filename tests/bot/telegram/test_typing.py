"""Words that are no command, through the real library: answers to questions, replies to drafts."""

from __future__ import annotations

import pytest

from monitor.draft import Draft
from tests.bot.telegram.conftest import OWNER, Shop
from tests.fakes.botapi_chats import Shown


def last(shop: Shop) -> Shown:
    return shop.api.to(OWNER)[-1]


async def shown(shop: Shop, words: str) -> Shown:
    """Wait until the newest message, or one changed in place, has these words."""
    await shop.api.until(lambda: any(words in each.text for each in shop.api.to(OWNER)))
    return next(each for each in reversed(shop.api.to(OWNER)) if words in each.text)


async def drafted(shop: Shop) -> Shown:
    """Ask for a draft and say that it was so."""
    alert = await shown(shop, "The bread was cold")
    shop.api.press(alert, "Draft a reply")
    shop.api.press(await shown(shop, "what happened?"), "It was so")
    return await shown(shop, "Draft reply to #1")


def draft(shop: Shop) -> Draft | None:
    with shop.store() as store:
        return store.drafts.latest(1)


async def test_the_words_typed_after_edit_are_the_new_text(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        shop.api.press(await drafted(shop), "Edit")
        await shown(shop, "Send me the reply to #1")
        shop.api.say(OWNER, "Anna, I am sorry.\nOlga")
        await shown(shop, "Your own words for #1")
        shop.api.say(OWNER, "And this is nothing")
        await shown(shop, "What you can ask me")
    found = draft(shop)
    assert found is not None
    assert found.proposal.text == "Anna, I am sorry.\nOlga"


async def test_a_reply_to_the_draft_needs_no_question(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        shop.api.say(OWNER, "Anna, I am so sorry. Olga", to=await drafted(shop))
        await shown(shop, "Your own words for #1")
    found = draft(shop)
    assert found is not None
    assert found.own


async def test_a_reply_to_anything_else_is_no_draft(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        shop.api.say(OWNER, "Yes, it was.", to=await shown(shop, "The bread was cold"))
        await shown(shop, "What you can ask me")
    assert draft(shop) is None


@pytest.mark.parametrize(
    ("command", "answered"), [("/inbox", "waits for an answer"), ("/inbx", "What you can ask me")]
)
async def test_a_command_ends_the_question_and_a_slip_in_one_is_no_answer(
    shop: Shop, command: str, answered: str
) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        shop.api.press(await drafted(shop), "Edit")
        await shown(shop, "Send me the reply to #1")
        shop.api.say(OWNER, command)
        await shown(shop, answered)
        shop.api.say(OWNER, "Hello")
        await shown(shop, "What you can ask me")
    found = draft(shop)
    assert found is not None
    assert not found.own


async def test_a_fact_is_typed_into_the_book(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        shop.api.say(OWNER, "/facts")
        shop.api.press(await shown(shop, "What your replies may say"), "Opening hours")
        await shown(shop, "Send me your opening hours")
        shop.api.say(OWNER, "Mon–Fri 9–18")
        shop.api.press(await shown(shop, "Noted."), "A week")
        await shown(shop, "True until 9 Nov")
    with shop.store() as store:
        (fact,) = store.facts.book()
    assert fact.text == "Mon–Fri 9–18"
    assert fact.until is not None
