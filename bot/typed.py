"""What the owner types that is no command: the answer to a question, if one stands open."""

from __future__ import annotations

from datetime import datetime

from bot import editing, telling
from bot.desk import Desk
from bot.screens.message import Action, Message, Verb
from monitor.config import Config
from monitor.question import Question, Topic
from monitor.store import Store


def hear(
    text: str, store: Store, config: Config, now: datetime, chat: str, about: Action | None = None
) -> tuple[Message, ...] | None:
    """What ``text``, typed in ``chat``, leads to; None when nothing was asked.

    ``about`` is a button of the message that it replies to: a reply to a draft is its new text,
    asked for or not. The question ends with its answer and not before, so that no words are lost
    to a crash. Raises StoreError.
    """
    question = store.questions.open(chat, now)
    if about is not None and about.verb in (Verb.EDIT, Verb.APPROVE):
        question = Question(Topic.EDIT, about.number, 0, now)
    if question is None:
        return None
    desk = Desk(store, config, now, chat)
    if question.topic is Topic.FACT:
        # One commit: said again after a crash, it would stand in the book twice.
        with store.transaction():
            store.questions.close(chat)
            return telling.told_fact(question.detail, text, desk)
    # Drafting and checking take a while, and others want to write: no lock is held meanwhile.
    # Said again after a crash, the words only take the place of themselves.
    if question.topic is Topic.EDIT:
        said = editing.typed(question.number, text, desk)
    else:
        said = telling.put_right(question.number, text, desk)
    store.questions.close(chat)
    return said


def forget(store: Store, chat: str) -> None:
    """A command was typed instead: what was asked before waits no longer."""
    store.questions.close(chat)
