"""What would have kept a post away that is not about the shop, and what else that would hide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.screens.markup import cut, escape, inline, tame
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.words import counted
from monitor.config import Config
from monitor.match import match
from monitor.match.muting import candidates, muting
from monitor.mention import Kind, Mention
from monitor.muted import Muted, MutedKind
from monitor.store import Store
from monitor.store.rows import Filter

OFFER = "<b>#{number} is set aside. Shall I leave out such posts from now on?</b>"
NAMES = {
    MutedKind.AUTHOR: "posts by {value}",
    MutedKind.DOMAIN: "posts on {value}",
    MutedKind.PHRASE: "posts with {value}",
}
RULE = "<b>All {name}</b>"
HIDES_NOTHING = "It would hide nothing else of the last 90 days."
HIDES_ONE = "It would also hide {n} post of the last 90 days:"
HIDES_MANY = "It would also hide {n} posts of the last 90 days:"
EXAMPLE = "#{number} “{words}”"
AND_MORE = "and {n} more"
LEAVE_OUT = "Leave out {name}"
DONE = "<b>All {name} are left out from now on.</b>"
WITH_ONE = "{n} earlier one was set aside with it."
WITH_MANY = "{n} earlier ones were set aside with it."
UNDO = "Undo"
LEFT_OUT = "<b>What is left out by your own rules</b>"
NOTHING_LEFT_OUT = "Nothing is left out: every post about you is shown."
COUNT_AGAIN = "Count {name} again"
UNDONE = "<b>Such posts count again.</b>\nWhat was set aside stays so; put back what you need."

SHOWN = 10
LOOK_BACK = timedelta(days=90)
EXAMPLES = 5
_STEP = 10
"""``extra`` of a MUTE action: the mention's version times this, plus the candidate's number."""


def offered(mention: Mention, config: Config) -> Mapping[int, Muted]:
    """The rules that would have kept ``mention`` away, by number."""
    return candidates(mention.item, match(mention.item, config.query))


def hidden_by(
    rules: Sequence[Muted], mention: Mention, store: Store, now: datetime
) -> dict[Muted, list[Mention]]:
    """What else each rule would hide of the last 90 days, newest first."""
    found: dict[Muted, list[Mention]] = {rule: [] for rule in rules}
    lately = Filter(kind=Kind.MENTION, since=(now - LOOK_BACK).date())
    for other in store.mentions.iterate(lately):
        for rule in rules:
            if other.number != mention.number and muting(other.item, (rule,)) is not None:
                found[rule].append(other)
    return found


def muting_screen(store: Store, config: Config, now: datetime, mention: Mention) -> Message | None:
    """Each rule that would have helped, with what else it would hide; None without one."""
    rules = offered(mention, config)
    if not rules:
        return None
    hidden = hidden_by(tuple(rules.values()), mention, store, now)
    parts = [OFFER.format(number=mention.number)]
    buttons = []
    for number, rule in rules.items():
        parts.append("\n".join(_consequences(rule, mention, hidden[rule])))
        label = LEAVE_OUT.format(name=NAMES[rule.kind].format(value=_plain(rule, mention)))
        action = Action(Verb.MUTE, mention.number, mention.versions * _STEP + number)
        buttons.append((Button(label, action),))
    return Message("\n\n".join(parts), tuple(buttons))


def chosen(action: Action, mention: Mention, config: Config) -> Muted | None:
    """The rule that a MUTE button stood for; None when the mention was changed since."""
    version, number = divmod(action.extra, _STEP)
    return offered(mention, config).get(number) if version == mention.versions else None


def muted_screen(rule: Muted, mention: Mention, rule_id: int, others: int) -> Message:
    """What was done, and the way back."""
    lines = [DONE.format(name=_name(rule, mention))]
    lines += [counted(others, WITH_ONE, WITH_MANY)] if others else []
    return Message("\n".join(lines), ((Button(UNDO, Action(Verb.UNMUTE, rule_id)),),))


def left_out_screen(store: Store) -> Message:
    """The rules made in the chat, the newest first, each with the way back."""
    rules = sorted(store.muted.by_id().items(), reverse=True)
    if not rules:
        return Message(NOTHING_LEFT_OUT)
    names = {number: NAMES[rule.kind].format(value=_tamed(rule.value)) for number, rule in rules}
    lines = [LEFT_OUT, *(f"• {escape(names[number])}" for number, _ in rules[:SHOWN])]
    if len(rules) > SHOWN:
        lines.append(AND_MORE.format(n=len(rules) - SHOWN))
    buttons = tuple(
        (Button(COUNT_AGAIN.format(name=names[number]), Action(Verb.UNMUTE, number)),)
        for number, _ in rules[:SHOWN]
    )
    return Message("\n".join(lines), buttons)


def unmuted_screen() -> Message:
    """The rule is gone."""
    return Message(UNDONE)


def _consequences(rule: Muted, mention: Mention, others: Sequence[Mention]) -> list[str]:
    lines = [RULE.format(name=_name(rule, mention))]
    if not others:
        return [*lines, HIDES_NOTHING]
    lines.append(counted(len(others), HIDES_ONE, HIDES_MANY))
    lines += [
        EXAMPLE.format(number=other.number, words=inline(other.item.words, 60))
        for other in others[:EXAMPLES]
    ]
    return [*lines, AND_MORE.format(n=len(others) - EXAMPLES)] if len(others) > EXAMPLES else lines


def _name(rule: Muted, mention: Mention) -> str:
    return NAMES[rule.kind].format(value=inline(_plain(rule, mention), 60))


def _plain(rule: Muted, mention: Mention) -> str:
    """What the rule names, in few words; an account by its name rather than its address."""
    named = mention.item.author.name if rule.kind is MutedKind.AUTHOR else None
    return _tamed(named or rule.value)


def _tamed(value: str) -> str:
    return cut(" ".join(tame(value).split()), 40)
