"""Which reviews a draft must not simply answer.

Urgent matters are the owner's to decide. The verdict tells of most; this looks a second
time, because a draft that admits or denies an injury cannot be taken back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.draft import Route
from monitor.mention import Item, Mention
from monitor.reply import topics
from monitor.reply.pattern import Finder, fold, sentences
from monitor.reply.script import in_own_letters
from monitor.reply.stars import COMPLAINT_STARS, content
from monitor.understand import grave, urgency
from monitor.understand.passage import prepare
from monitor.verdict import Sentiment, Suspect, Urgency, Verdict

INJECTION = "injection"
ABUSE = "abuse"
SPAM = "spam"
WRONG_BUSINESS = "wrong_business"

_SPOKEN_OF = frozenset({Urgency.ALLERGY, Urgency.CHILD_SAFETY, Urgency.PRIVACY})
_SCOLDED = frozenset({"shouted", "staff_attitude", "dismissed", "upset"})
"""What is a complaint like another, also where a child met with it, ..."""
_SHOUTED = "shouted"
"""... or others heard it."""
_CLOTHES = "clothes"
_WORN = frozenset({"faulty", "damage", "size", "colour", "wrong_item", "not_as_described"})
"""What may be wrong with a child's clothes without harm to the child."""
_SORE = frozenset({Sentiment.NEGATIVE, Sentiment.MIXED})
_ANY_TRADE = frozenset({"general", "family", "grief", "days"})
"""Tables of things that every shop has to do with."""

_BESIDE = {
    "stay": ("food", "beauty", "sport", "home"),
    "sport": ("food", "beauty", "clothes"),
    "books": ("food",),
    "toys": ("food",),
}
"""Trades that shops of another one often run as well: a hotel cooks, a bookshop pours coffee."""

_QUESTIONS = re.compile(r"(?:[^.!?…]+\?+)+\s*")

_MARKUP = ("</", "<system", "<|", "[inst]", "system:", "assistant:", "### instruction")


@dataclass(frozen=True, slots=True)
class Matter:
    """Why a review is not simply answered: an ``Urgency`` value, "injection", or a ``Suspect``."""

    name: str
    route: Route


def matter(mention: Mention, shop: str) -> Matter | None:
    """The gravest reason not to answer ``mention`` as usual, or None; see ``matter_of``."""
    return matter_of(mention.item, mention.verdict, shop)


def matter_of(item: Item, verdict: Verdict, shop: str = "") -> Matter | None:
    """The gravest reason not to answer ``item`` as usual, or None.

    What an author writes as their name is read as well: orders to a program hide there too.
    ``shop`` is what the shop is called, which often tells its trade.
    """
    signed = "\n".join(part for part in (item.author.name, item.words) if part)
    if verdict.urgency is not Urgency.NONE and not _harmless(verdict.urgency, item, verdict):
        return Matter(verdict.urgency.value, Route.HOLD)
    for known in map(topics.topics, _to_search(verdict.lang)):
        told = topics.found(known.grave, in_own_letters(item.words, verdict.lang))
        meant = [name for name in told if not _harmless(Urgency(name), item, verdict)]
        if meant:
            return Matter(min(meant, key=_by_weight), Route.HOLD)
    if trusted(signed) != signed:
        return Matter(INJECTION, Route.HOLD)
    return _suspect(item, verdict, shop)


def _harmless(matter: Urgency, item: Item, verdict: Verdict) -> bool:
    """Whether a matter is misheard, or an allergy, a child or who was listening only spoken of:
    nobody came to harm, or nearly did.

    An allergy in what a customer asks, or praises, is no alarm, nor a child in what is merely
    asked without a word of harm or complaint; a child who was scolded is a
    complaint like another, and so is whoever was shouted at before others, unless something
    private was shouted. Clothes that a child wore out, or that do not fit, hurt nobody, and a
    parcel that went to another address tells nobody anything but that. Where the words for harm
    are not known to us, it is held.
    """
    if _misheard(matter, item, verdict):
        return True
    if matter not in _SPOKEN_OF:
        return False
    alarm = urgency.read(prepare(item.words))
    tables = topics.topics(verdict.lang)
    complaints = {*topics.found(tables.complaint, item.words)}
    before_others = _SHOUTED in complaints and _unharmed(Urgency.PRIVACY, item, verdict)
    spoken_of = {matter, Urgency.PRIVACY} if before_others else {matter}
    endings = tuple(f"about {urgency.TITLES[one]}." for one in spoken_of)
    if not all(reason.endswith(endings) for reason in alarm.reasons):
        return False
    if matter is Urgency.PRIVACY:
        return before_others or _astray(item, verdict)
    if matter is Urgency.CHILD_SAFETY and alarm.urgency is Urgency.NONE and _WORN & complaints:
        clothes = any(one.trade == _CLOTHES for one in tables.things(item.words))
        if clothes and _unharmed(matter, item, verdict):
            return True
    if matter is Urgency.CHILD_SAFETY and _merely_asked(item, verdict):
        told = matter in topics.found(tables.grave, item.words)
        return not told and not complaints and _unharmed(matter, item, verdict)
    # What no list knows may be real harm, but hardly where both stars and words are glad.
    known = content(item, verdict) or verdict.urgency in (Urgency.NONE, alarm.urgency)
    harm = tables.harm.get(matter.value)
    if not known or (harm is not None and not _unharmed(matter, item, verdict)):
        return False
    if matter is Urgency.CHILD_SAFETY:
        return harm is not None and bool(_SCOLDED & complaints)
    rated_low = item.stars is not None and item.stars <= COMPLAINT_STARS
    glad = verdict.sentiment not in _SORE and not rated_low
    return glad and (verdict.question or harm is not None)


def _astray(item: Item, verdict: Verdict) -> bool:
    """Whether what was ordered went to another address, and nothing more private is told."""
    tables, folded = topics.topics(verdict.lang), fold(item.words)
    harm = tables.harm.get(Urgency.PRIVACY.value)
    if tables.astray is None or harm is None or topics.found(tables.grave, item.words):
        return False
    rest = _without(tables.astray, folded)
    return rest != folded and not harm.occurs(rest, sentences(rest))


def _misheard(matter: Urgency, item: Item, verdict: Verdict) -> bool:
    """Whether ``matter`` is told only in words that mean something else (a chair's leg broke)."""
    tables, folded = topics.topics(verdict.lang), fold(item.words)
    finder = tables.harmless.get(matter.value)
    rest = folded if finder is None else _without(finder, folded)
    if rest == folded or matter in topics.found(tables.grave, rest):
        return False
    passage = prepare(rest)
    return grave.read(passage, urgency.read(passage)).urgency is Urgency.NONE


def _without(finder: Finder, folded: str) -> str:
    """``folded`` with spaces in the place of what ``finder`` finds."""
    for one in finder.matches(folded, sentences(folded)):
        folded = folded[: one.start] + " " * (one.end - one.start) + folded[one.end :]
    return folded


def _merely_asked(item: Item, verdict: Verdict) -> bool:
    """Whether somebody who gives no stars and does not sound sore asks, and says nothing else."""
    calm = item.rating is None and verdict.sentiment not in _SORE
    return calm and verdict.question and _QUESTIONS.fullmatch(item.words) is not None


def _unharmed(matter: Urgency, item: Item, verdict: Verdict) -> bool:
    """Whether the words are known without which ``matter`` is only spoken of, and none is there."""
    harm, folded = topics.topics(verdict.lang).harm.get(matter.value), fold(item.words)
    return harm is not None and not harm.occurs(folded, sentences(folded))


def trusted(text: str) -> str:
    """``text`` up to the sentence in which it begins to give orders to a program."""
    folded = fold(text)
    within = sentences(folded)
    first = min((folded.casefold().find(mark) % (len(text) + 1) for mark in _MARKUP), default=0)
    for finder in _orders():
        starts = [found.sentence.start for found in finder.matches(folded, within)]
        first = min([first, *starts])
    return text[:first]


def _suspect(item: Item, verdict: Verdict, shop: str) -> Matter | None:
    """Why it may be no honest review of this shop."""
    words = item.words
    # In other languages the same letters mean other things: French "retard" is a delay.
    every = [topics.topics(code) for code in _to_search(verdict.lang)]
    unkind = verdict.sentiment is not Sentiment.POSITIVE
    insult = verdict.suspect is Suspect.ABUSE
    if unkind and (insult or any(topics.found(known.abuse, words) for known in every)):
        return Matter(ABUSE, Route.FLAG)
    if verdict.suspect is Suspect.SPAM or any(topics.found(known.spam, words) for known in every):
        return Matter(SPAM, Route.FLAG)
    if verdict.suspect is Suspect.WRONG_BUSINESS or _another_trade(words, verdict.lang, shop):
        return Matter(WRONG_BUSINESS, Route.FLAG)
    return None


def _another_trade(words: str, lang: str, shop: str) -> bool:
    """Whether ``words`` are about one other trade than the shop's, and about nothing of its own.

    Two things of that trade show it, or of what goes with it (a room and a breakfast, at a
    florist's), or one that no other trade has ("pizza", at an optician's).
    """
    every = (topics.topics(code).trades(shop.replace("_", " ")) for code in topics.languages())
    ours = {trade.name for trades in every for trade in trades}
    ours |= {beside for trade in ours for beside in _BESIDE.get(trade, ())}
    known = topics.topics(lang)
    things = [one.trade for one in known.things(words) if one.trade not in _ANY_TRADE]
    marks = {one.name for one in known.hallmarks(words)}
    named = {*things, *marks}
    one = any(named <= {trade, *_BESIDE.get(trade, ())} for trade in named)
    return bool(ours) and one and not named & ours and bool(marks or len(things) > 1)


@cache
def _orders() -> tuple[Finder, ...]:
    known = (topics.topics(code).injection for code in topics.languages())
    return tuple(finder for finders in known for finder in finders.values())


def _to_search(lang: str) -> tuple[str, ...]:
    """The review's language where it is known to us, or else every one."""
    every = topics.languages()
    return (lang,) if lang in every else every


def _by_weight(name: str) -> int:
    return [one.value for one in Urgency].index(name)
