"""Composing a reply for the owner to judge: calm, short, and true whatever happened.

A draft thanks or says sorry, takes up each point in other words than the review's, owns
it, and offers a way to talk. It says nothing that only the owner can know: no action, no
date, no money. Grave matters get sympathy alone, and wait for the owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from monitor.config import Shop
from monitor.draft import Finding, Proposal, Route, Severity
from monitor.mention import Mention
from monitor.reply import hold, topics
from monitor.reply.names import display_name
from monitor.reply.notes import note_for
from monitor.reply.phrases import Part, Phrases, Teller, Topic, languages, phrases, topic_of
from monitor.reply.review import COMPLAINT_STARS, Review
from monitor.reply.tone import lint
from monitor.verdict import AspectFinding, Polarity, Sentiment

MOST_POINTS = 3
MOST_PRAISE = 1
_FULL_STARS = 4.75


class Tone(Enum):
    """What kind of answer a review asks for."""

    PRAISE = auto()
    MIXED = auto()
    COMPLAINT = auto()
    NEUTRAL = auto()


@dataclass(frozen=True, slots=True)
class Points:
    """The topics to take up, in the order in which the review names them.

    ``thing`` is what it was about (bread, a haircut), where that can be named.
    """

    complaint: tuple[str, ...]
    praise: tuple[str, ...]
    thing: str | None


def compose(mention: Mention, shop: Shop, now: datetime) -> Proposal:
    """A proposal for ``mention``, checked by the linter, never posted by itself.

    Written in the review's language where ``phrases/`` has it, in English otherwise;
    ``note`` then says so. The reviewer's name is left out where it trips the linter.
    ``now`` is part of every composer's signature; this one says nothing that depends on it.
    """
    del now
    lang = mention.verdict.lang if mention.verdict.lang in languages() else "en"
    review, profile = Review.of(mention.item), profile_of(shop)
    name = display_name(mention.item.author.name)
    text = _text(mention, shop, lang, name)
    findings = lint(text, lang=lang, review=review, profile=profile)
    if name is not None and must_be_rewritten(findings):
        text = _text(mention, shop, lang, None)
        findings = lint(text, lang=lang, review=review, profile=profile)
    matter = hold.matter(mention)
    route = Route.DRAFT if matter is None else matter.route
    return Proposal(text, lang, route, findings, note_for(mention, matter, lang))


def profile_of(shop: Shop) -> str:
    """What the shop tells about itself, and a reply may therefore repeat."""
    return "\n".join(part for part in (shop.name, shop.signature, shop.contact) if part)


def must_be_rewritten(findings: tuple[Finding, ...]) -> bool:
    """Whether any of ``findings`` is more than a hint."""
    return any(finding.severity is not Severity.WARN for finding in findings)


def tone_of(mention: Mention) -> Tone:
    """What kind of answer ``mention`` asks for, by its verdict and its stars."""
    rating = mention.item.rating
    stars = None if rating is None else rating.stars
    sentiment = mention.verdict.sentiment
    if sentiment is Sentiment.NEGATIVE or (stars is not None and stars < COMPLAINT_STARS):
        return Tone.COMPLAINT
    if stars is None:
        return Tone.PRAISE if sentiment is Sentiment.POSITIVE else Tone.NEUTRAL
    if sentiment is Sentiment.MIXED or stars <= COMPLAINT_STARS:
        return Tone.MIXED
    return Tone.PRAISE


def points_of(mention: Mention, lang: str) -> Points:
    """The topics of ``mention``, as the verdict's aspects tell, or else as its words show.

    An aspect is broad; the words quoted with it often show which topic it is in particular.
    """
    says, item, verdict = phrases(lang), mention.item, mention.verdict
    known = topics.topics(verdict.lang if verdict.lang in topics.languages() else "en")
    named = topics.thing(known, item.words)
    if not verdict.aspects:
        bad = topics.found(known.complaint, item.words)
        good = topics.found(known.praise, item.words)
        return Points(_unique(bad, says.complaint), _unique(good, says.praise), named)
    bad = _in_particular(verdict.aspects, Polarity.NEGATIVE, known.complaint)
    good = _in_particular(verdict.aspects, Polarity.POSITIVE, known.praise)
    return Points(_unique(bad, says.complaint), _unique(good, says.praise), named)


def _in_particular(
    aspects: Iterable[AspectFinding], polarity: Polarity, patterns: topics.Patterns
) -> tuple[str, ...]:
    chosen = [one for one in aspects if one.polarity is polarity]
    return tuple(
        name for one in chosen for name in topics.found(patterns, one.quote)[:1] or (one.aspect,)
    )


def _unique(names: Iterable[str], table: Mapping[str, Topic]) -> tuple[str, ...]:
    """The topics of ``table`` that ``names`` stand for, each once."""
    found = (topic_of(name, table) for name in names)
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _text(mention: Mention, shop: Shop, lang: str, name: str | None) -> str:
    says = phrases(lang)
    teller = Teller(mention.number, {"name": name, "contact": shop.contact})
    matter, points = hold.matter(mention), points_of(mention, lang)
    if matter is not None and matter.name == hold.INJECTION:
        points = replace(points, complaint=points.complaint[:1], praise=points.praise[:1])
    body = _Body(says, teller, mention, points, shop.contact is not None)
    if matter is None or matter.name == hold.INJECTION:
        sentences = body.usual(tone_of(mention))
    elif matter.route is Route.HOLD:
        sentences = body.held(matter.name)
    else:
        sentences = body.flagged(matter.name)
    return " ".join(sentences) + "\n\n" + (shop.signature or shop.name)


@dataclass(frozen=True, slots=True)
class _Body:
    """The sentences between greeting and signature."""

    says: Phrases
    teller: Teller
    mention: Mention
    points: Points
    has_contact: bool

    @property
    def _has_text(self) -> bool:
        return bool(self.mention.item.words.strip())

    def usual(self, tone: Tone) -> list[str]:
        """The answer to praise, to a complaint, to both at once, or to neither."""
        if tone is Tone.PRAISE:
            return self._praise()
        if tone is Tone.NEUTRAL:
            return [
                self._say("neutral_opening"),
                *self._praised(),
                self._say("neutral_question"),
            ]
        opening: Part = "complaint_opening" if tone is Tone.COMPLAINT else "mixed_opening"
        if not self._has_text:
            asking: Part = "complaint_question" if tone is Tone.COMPLAINT else "neutral_question"
            return [self._say(opening), self._say(asking)]
        both = tone is Tone.MIXED
        return [
            self._say(opening),
            *(self._praised() if both else []),
            *([self._say("mixed_sorry")] if both else []),
            *self._complained(),
            self._say("ownership"),
            self._reach(),
        ]

    def held(self, name: str) -> list[str]:
        """Sympathy, and a way to talk. No fault, no cause, no compensation."""
        subjects = self._subjects()
        options = self.says.hold_serious.text if subjects else self.says.hold_serious.plain
        return [
            self.teller.tell("hold_sorry", self.says.hold_sorry[name]),
            self.teller.tell("hold_serious", options, subject=self._list(subjects[:2])),
            self._reach(),
        ]

    def flagged(self, name: str) -> list[str]:
        """A calm word for those who read along; what can be answered is answered."""
        return [
            self.teller.tell("flag", self.says.flag[name]),
            *(self._complained()[:1] if name == hold.ABUSE else []),
        ]

    def _subjects(self) -> list[str]:
        named = (self.says.complaint[topic].subject for topic in self.points.complaint)
        return [subject for subject in named if subject is not None]

    def _praise(self) -> list[str]:
        staff = [who for one in self.mention.verdict.staff if (who := display_name(one))]
        told = [self._say("staff", staff=self._list(staff[:2]))] if staff else self._praised()
        if not told and self.points.thing is not None:
            told = [self._say("praised_detail", thing=self.points.thing)]
        closing = self._hints() or [self._say("praise_closing")]
        return [self._say("praise_opening"), *told, *closing]

    def _hints(self) -> list[str]:
        """What a content customer would still like to see better, or ask."""
        if self.mention.verdict.question:
            return [self._say("question")]
        rating = self.mention.item.rating
        stars = None if rating is None else rating.stars
        if stars is None or stars >= _FULL_STARS:
            return []
        return [self._say("hint", subject=one) for one in self._subjects()[:1]]

    def _praised(self) -> list[str]:
        return [
            self.teller.tell(topic, self.says.praise[topic].says)
            for topic in self.points.praise[:MOST_PRAISE]
        ]

    def _complained(self) -> list[str]:
        told = [
            self.teller.tell(topic, self.says.complaint[topic].says)
            for topic in self.points.complaint[:MOST_POINTS]
        ]
        if len(told) <= 1 and self.points.thing is not None:
            told.insert(0, self._say("detail", thing=self.points.thing))
        return told or [self._say("point")]

    def _reach(self) -> str:
        return self._say("contact" if self.has_contact else "no_contact")

    def _say(self, part: Part, **more: str) -> str:
        options = self.says.parts[part].of(self._has_text)
        return self.teller.tell(part, options, **more)

    def _list(self, names: list[str]) -> str:
        return f" {self.says.and_word} ".join(names)
