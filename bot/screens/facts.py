"""The fact book: what replies may say because the owner said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.screens.dates import day_name
from bot.screens.markup import inline
from bot.screens.message import Action, Button, Message, Verb
from monitor.config import Config
from monitor.facts import Fact, FactKind
from monitor.reply.notes import language_name
from monitor.store import Store

HEADING = "<b>What your replies may say</b>"
EMPTY = (
    "The book is empty. A reply claims nothing that is not in here: tell me your opening hours, "
    "how people reach you, what you offer when something went wrong, what you have put right."
)
ENTRY = "<b>{n}. {kind}:</b> {text}{until}"
UNTIL = " (until {day})"
EXPIRED = "<b>No longer used, its time is over:</b>"
MORE = "and {n} more"
KEPT = "<b>Noted. {kind}:</b>"
HOW_LONG = "How long is it true? After that no reply says it any more."
USED_IN = "It is used in replies in {language}. Send it in another language to use it there, too."
TRUE_UNTIL = "True until {day}."
TRUE_FOR_GOOD = "True until you strike it out."
FORGET = "Strike out {n}"
ADD = "+ {kind}"
BOOK = "The whole book"
LEAVE = "Never mind"

KINDS = (
    FactKind.HOURS,
    FactKind.CONTACT,
    FactKind.POLICY,
    FactKind.FIXED,
    FactKind.OTHER,
)
NAMES: Mapping[FactKind, str] = {
    FactKind.HOURS: "Opening hours",
    FactKind.CONTACT: "How to reach you",
    FactKind.POLICY: "What you offer",
    FactKind.FIXED: "What was put right",
    FactKind.OTHER: "Other",
}
ASKS: Mapping[FactKind, str] = {
    FactKind.HOURS: "Send me your opening hours, such as: Mon–Fri 9–18, Sat 10–15",
    FactKind.CONTACT: "Send me where people reach you: a telephone number or an e-mail address.",
    FactKind.POLICY: (
        "Send me one sentence, as an offer, such as: "
        "We exchange within 30 days, with or without a receipt."
    ),
    FactKind.FIXED: (
        "Send me one sentence about what is better now, such as: "
        "Since May a second person works at the till."
    ),
    FactKind.OTHER: "Send me one sentence. I keep it for you; no reply uses it by itself.",
}
FOR_GOOD = 0
SPANS: Mapping[int, str] = {7: "A week", 30: "A month", 90: "Three months", FOR_GOOD: "For good"}
"""Days, and what the button is called."""
DEFAULT_DAYS: Mapping[FactKind, int] = {FactKind.FIXED: 90}
SHOWN, PAST_SHOWN = 10, 4


def facts_screen(store: Store, config: Config, now: datetime) -> Message:
    """Every entry with its number, those out of date below, and the ways to add one."""
    today = now.astimezone(config.shop.zone).date()
    book = store.facts.book()
    used = [fact for fact in book if not over(fact, today)]
    past = [fact for fact in book if over(fact, today)]
    numbered = list(enumerate(used[:SHOWN], start=1))
    lines = [HEADING, *_lines(numbered, len(used))] if used else [HEADING, EMPTY]
    if past:
        old = list(enumerate(past[:PAST_SHOWN], start=len(numbered) + 1))
        lines += ["", EXPIRED, *_lines(old, len(past))]
        numbered += old
    strikes = [
        Button(FORGET.format(n=n), Action(Verb.DROP_FACT, fact.id or 0)) for n, fact in numbered
    ]
    return Message("\n".join(lines), (*_rows(strikes, 3), *_rows(_adding(), 2)))


def over(fact: Fact, today: date) -> bool:
    """Whether its time is over."""
    return fact.until is not None and fact.until < today


def ask_fact_screen(kind: FactKind) -> Message:
    """Ask for one entry."""
    html = f"<b>{NAMES[kind]}</b>\n{ASKS[kind]}"
    return Message(html, ((Button(LEAVE, Action(Verb.NEVER_MIND)),),))


def kept_screen(fact: Fact) -> Message:
    """One entry just written down, and for how long it is true."""
    until = TRUE_FOR_GOOD if fact.until is None else TRUE_UNTIL.format(day=day_name(fact.until))
    kept = KEPT.format(kind=NAMES[fact.kind])
    where = "" if fact.lang is None else USED_IN.format(language=language_name(fact.lang))
    lines = (kept, f"“{inline(fact.text, 500)}”", where, until, HOW_LONG)
    html = "\n".join(filter(None, lines))
    spans = tuple(
        Button(label, Action(Verb.FACT_UNTIL, fact.id or 0, days)) for days, label in SPANS.items()
    )
    return Message(html, (spans[:2], spans[2:], (Button(BOOK, Action(Verb.FACTS)),)))


def _lines(numbered: Sequence[tuple[int, Fact]], total: int) -> list[str]:
    lines = []
    for n, fact in numbered:
        until = UNTIL.format(day=day_name(fact.until)) if fact.until is not None else ""
        text = inline(fact.text, 160)
        lines.append(ENTRY.format(n=n, kind=NAMES[fact.kind], text=text, until=until))
    if total > len(numbered):
        lines.append(MORE.format(n=total - len(numbered)))
    return lines


def _adding() -> list[Button]:
    return [
        Button(ADD.format(kind=NAMES[kind]), Action(Verb.ADD_FACT, 0, place))
        for place, kind in enumerate(KINDS)
    ]


def _rows(buttons: Sequence[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
