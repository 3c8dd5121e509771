"""What the owner tells goodword: what happened, and what goes into the fact book."""

from __future__ import annotations

from datetime import timedelta

from bot.desk import CHANGED, NO_MENTION, Desk, Outcome
from bot.drafting import TAKEN_AWAY
from bot.editing import language_of
from bot.screens.facts import (
    DEFAULT_DAYS,
    FOR_GOOD,
    KINDS,
    ask_fact_screen,
    facts_screen,
    kept_screen,
)
from bot.screens.happened import ASK_PUT_RIGHT, ORDER, STEP, happened_screen, put_right_screen
from bot.screens.message import Action, Message
from monitor.draft import DraftState
from monitor.facts import LONGEST, Fact, FactKind, one_line
from monitor.mention import Mention, State
from monitor.question import Topic
from monitor.reply.compose import reply_language
from monitor.reply.notes import language_name

SAID_ALREADY = "You have said so already."
NO_FACT = "That is no longer in the book."
DROPPED = "Struck out."
MOST_DAYS = 3660


def what_happened(action: Action, desk: Desk) -> Outcome:
    """Ask (again) what happened."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    return Outcome((happened_screen(mention),))


def happened(action: Action, desk: Desk) -> Outcome:
    """Keep what the owner says, and draft with it; ask on where a sentence would help."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    version, place = divmod(action.extra, STEP)
    if version != mention.versions or place >= len(ORDER):
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED)
    if mention.item.state is State.REMOVED:
        return Outcome(replace=desk.shown(mention.number), toast=TAKEN_AWAY)
    said = ORDER[place]
    before = desk.store.facts.of(mention.number, version)
    waiting = desk.waiting(mention)
    if before.happened is said and waiting is not None:
        return Outcome(replace=desk.drafted(waiting, mention), toast=SAID_ALREADY)
    if before.happened is not said:
        desk.store.facts.tell(mention.number, version, said, desk.now)
        _withdraw_draft(mention, desk)
    if said in ASK_PUT_RIGHT:
        desk.store.questions.ask(desk.chat, Topic.PUT_RIGHT, mention.number, desk.now)
        language = language_name(reply_language(mention, desk.config.shop))
        return Outcome(replace=put_right_screen(mention, said, language))
    return Outcome(replace=desk.drafted(desk.keep(mention, desk.compose(mention)), mention))


def put_right(number: int, text: str, desk: Desk) -> tuple[Message, ...]:
    """What was done about mention ``number``, in the owner's words: draft with it."""
    mention = desk.store.mentions.get(number)
    if mention is None:
        return (Message(NO_MENTION),)
    if not desk.store.facts.put_right(number, mention.versions, one_line(text)[:LONGEST]):
        return (Message(CHANGED), desk.shown(number))
    return (desk.drafted(desk.keep(mention, desk.compose(mention)), mention),)


def facts(action: Action, desk: Desk) -> Outcome:
    """Show the fact book."""
    del action
    return Outcome((facts_screen(desk.store, desk.config, desk.now),))


def add_fact(action: Action, desk: Desk) -> Outcome:
    """The next words typed in this chat go into the book."""
    kind = KINDS[min(action.extra, len(KINDS) - 1)]
    desk.store.questions.ask(desk.chat, Topic.FACT, 0, desk.now, detail=KINDS.index(kind))
    return Outcome((ask_fact_screen(kind),))


def told_fact(place: int, text: str, desk: Desk) -> tuple[Message, ...]:
    """Keep ``text`` in the book, and ask for how long it is true."""
    kind = KINDS[min(place, len(KINDS) - 1)]
    days = DEFAULT_DAYS.get(kind, FOR_GOOD)
    today = desk.now.astimezone(desk.config.shop.zone).date()
    until = today + timedelta(days=days) if days else None
    bare = kind in (FactKind.HOURS, FactKind.CONTACT)
    lang = None if bare else language_of(text, desk.config.shop.languages[0])
    words = one_line(text)[:LONGEST]
    fact = desk.store.facts.add(Fact(kind, words, lang, until), desk.now)
    return (kept_screen(fact),)


def fact_until(action: Action, desk: Desk) -> Outcome:
    """For so many days it is true; 0: for good."""
    today = desk.now.astimezone(desk.config.shop.zone).date()
    days = min(action.extra, MOST_DAYS)
    until = today + timedelta(days=days) if days else None
    if not desk.store.facts.expire(action.number, until):
        return Outcome(toast=NO_FACT)
    fact = desk.store.facts.get(action.number)
    return Outcome(replace=kept_screen(fact)) if fact is not None else Outcome(toast=NO_FACT)


def drop_fact(action: Action, desk: Desk) -> Outcome:
    """Strike it out; the list is shown as it is then."""
    toast = DROPPED if desk.store.facts.drop(action.number) else NO_FACT
    return Outcome(replace=facts_screen(desk.store, desk.config, desk.now), toast=toast)


def _withdraw_draft(mention: Mention, desk: Desk) -> None:
    """A draft that knew nothing of what was just said is dismissed."""
    waiting = desk.waiting(mention)
    if waiting is not None:
        desk.store.drafts.move(waiting.id, DraftState.DISCARDED)
