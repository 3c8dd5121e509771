"""What the owner told, said in a draft: what happened, and what the fact book holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from monitor.facts import FactKind, Facts, Happened
from monitor.reply.figures import figures
from monitor.reply.line import Line, Voice
from monitor.reply.phrases import Part
from monitor.reply.platforms import PlatformProfile
from monitor.reply.points import Points, questions
from monitor.reply.topics import found, topics

_PHONE = re.compile(r"\+?\d(?:[\s()/.-]{0,2}\d){5,14}")
_LINK = re.compile(r"https?://|www\.|(?<![\w@.-])[\w-]{2,63}\.[a-z]{2,10}(?![\w@])", re.IGNORECASE)

_HOURS = frozenset({"hours", "turned_away"})
_POLICY = frozenset(
    {"exchange", "refund", "receipt", "warranty", "refused_fix", "fee", "card", "cancelled",
     "booking", "price_rise", "loyalty"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The facts for one draft: in ``lang``, on ``day`` of the shop's, on the site of ``rules``."""

    facts: Facts
    day: date
    lang: str
    rules: PlatformProfile
    shop_contact: str | None

    @property
    def happened(self) -> Happened | None:
        """What the owner says about the complaint."""
        return self.facts.happened

    @property
    def contact(self) -> str | None:
        """The way to reach the shop that may stand in public there."""
        fact = self.facts.of(FactKind.CONTACT, self.day, self.lang)
        for one in (None if fact is None else fact.text, self.shop_contact):
            if one and self.allows(one):
                return one
        return None

    def ending(
        self, voice: Voice, points: Points, *, asks_back: bool = True, owns: bool = True
    ) -> list[Line]:
        """Whose it was, and what was done: no more than the owner stated. ``asks_back``: where
        little is known, the customer may be asked. ``owns``: the shop takes it on itself though
        the owner has stated nothing."""
        match self.happened:
            case Happened.NOT_US:
                return [voice.must("not_us")]
            case Happened.TRUE:
                return [voice.must("owned"), *self.book(voice, points)]
            case Happened.REFUNDED:
                part: Part = "refunded" if self.rules.money else "settled"
                return [voice.must(part), *self._put_right(voice, "done")]
            case Happened.FIXED:
                return [voice.must("fixed"), *self._put_right(voice, "put_right")]
        asked = asks_back and (points.thin or self.happened is Happened.UNKNOWN)
        clarifying = [voice.must("clarify")] if asked else []
        owned = [voice.must("ownership")] if owns else []
        return [*owned, *self.book(voice, points), *clarifying]

    def book(self, voice: Voice, points: Points) -> list[Line]:
        """What the fact book holds on ``points``: hours, how things are done, what was mended."""
        named = set(points.complaint)
        told = self._mended(voice, points)
        if named & _HOURS:
            told += self._say(voice, FactKind.HOURS, "hours")
        if named & _POLICY:
            told += self._say(voice, FactKind.POLICY, "policy")
        return told[:1]

    def answers(self, voice: Voice, words: str) -> list[Line]:
        """What the fact book holds on the questions in ``words``: the hours, or how things are
        done, where both name the same thing."""
        asked = self._about(questions(words))
        if asked & _HOURS:
            return self._say(voice, FactKind.HOURS, "hours")
        return self._told_of(FactKind.POLICY, asked, voice, "policy")

    def _mended(self, voice: Voice, points: Points) -> list[Line]:
        """What was put right for good, where it is about something that the review names."""
        about = {*points.things, *points.complaint}
        return self._told_of(FactKind.FIXED, about, voice, "put_right")

    def _told_of(self, kind: FactKind, about: set[str], voice: Voice, part: Part) -> list[Line]:
        """The newest fact of ``kind`` that names one of ``about``."""
        for fact in reversed(self.facts.book):
            usable = fact.kind is kind and fact.holds(self.day, self.lang)
            if usable and about & self._about(fact.text) and self.allows(fact.text):
                return voice.may(part, text=_plain(fact.text))
        return []

    def _about(self, text: str) -> set[str]:
        """The things that ``text`` names, and the topics of complaint."""
        tables = topics(self.lang)
        return {*(one.name for one in tables.things(text)), *found(tables.complaint, text)}

    def _put_right(self, voice: Voice, part: Part) -> list[Line]:
        text = self.facts.put_right
        return voice.may(part, text=_plain(text)) if text and self.allows(text) else []

    def _say(self, voice: Voice, kind: FactKind, part: Part) -> list[Line]:
        fact = self.facts.of(kind, self.day, self.lang)
        if fact is None or not self.allows(fact.text):
            return []
        return voice.may(part, text=_plain(fact.text))

    def allows(self, text: str) -> bool:
        """Whether the site lets it stand in an answer."""
        if not self.rules.phone and _PHONE.search(text):
            return False
        if not self.rules.money and self._of_money(text):
            return False
        return self.rules.links or not _LINK.search(text)

    def _of_money(self, text: str) -> bool:
        """Whether it names a sum, or speaks of giving money back."""
        tables = topics(self.lang)
        named = any(kind == "money" for kind, _ in figures(text, tables))
        return named or "refund" in found(tables.complaint, text)


def _plain(text: str) -> str:
    """The owner's words on one line, to stand before a full stop."""
    return " ".join(text.split()).rstrip(".!…")
