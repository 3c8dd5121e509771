"""Which points of a review a draft takes up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from monitor.mention import Mention
from monitor.reply import scenery
from monitor.reply.clauses import Clauses, Hit, Leaning
from monitor.reply.figures import figures
from monitor.reply.granted import NOTHING, Granted, granted
from monitor.reply.pattern import Sentence, fold
from monitor.reply.stars import COMPLAINT_STARS
from monitor.reply.things import Thing
from monitor.reply.topics import Side, Topics, known, topics
from monitor.verdict import AspectFinding, CustomerType, Polarity, Urgency

_QUESTION = re.compile(r"[^.!?…\n]+(?=[?])")
_DAYS = "days"
_FAMILY = "family"
_APART = frozenset({_DAYS, _FAMILY})
"""What no review is about."""
_GRIEF = "grief"
"""What is named with a complaint alone: nobody is glad to hear of a funeral."""
_ENOUGH = 2
"""So many things are named before what is only a scene is left out."""
_PLAIN = 4
"""What the verdict alone heard is believed of a statement of so many words."""
_YEARS = "years"
_BROKEN = "faulty"
"""The topic of what does not work; finer ones are under it."""
_PRICE = "price"
_OF_MONEY = frozenset({_PRICE, "payment", "returns_refunds", "loyalty_programme"})
"""Aspects whose topics take up a sum."""


@dataclass(frozen=True, slots=True)
class Points:
    """What to take up, each once, in the order in which the review names it.

    ``complaint`` and ``praise`` are topics. ``things`` are what it was about, as a draft names
    them; ``liked`` those of them that stand beside praise, ``blamed`` those beside a complaint.
    ``figures`` are numbers of the review as they stand there, with their kind. ``asked`` are the
    things that a question of the review names, or what it asks to have mended. ``grumble``: a
    content customer tells the one thing that was not right; ``disliked`` are the things named
    there. ``family`` is who of the customer's own may be greeted, beside praise alone.
    ``mourning``: somebody has died. ``granted`` is what was good to somebody who complains;
    nothing, where what happened is grave.
    """

    complaint: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    blamed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    grumble: bool = False
    disliked: tuple[str, ...] = ()
    family: str | None = None
    figures: tuple[tuple[str, str], ...] = ()
    mourning: bool = False
    granted: Granted = NOTHING

    @property
    def thin(self) -> bool:
        """Whether hardly anything is known of what happened; a sum and its price are one."""
        priced = _PRICE in self.complaint
        figures = [kind for kind, _ in self.figures if not (priced and kind == "money")]
        return len(self.complaint) + len(self.things) + len(figures) < 2


def points_of(mention: Mention, words: str, lang: str) -> Points:
    """The points of ``words``, which are those of ``mention`` in so far as they can be trusted.

    What the words show, clause by clause, and of what the verdict alone heard only what is said
    in so many words. Praise that a "not" turns is none: "not exactly friendly" must not be thanked
    for. Nor is anything praised or blamed where somebody who gives no stars calmly asks, or asks
    to have mended what broke.
    """
    tables = topics(lang)
    clauses = Clauses(mention, fold(words), tables)
    bad = [hit for clause in clauses.every for hit in clause.bad]
    good = [hit for clause in clauses.every for hit in clause.good]

    def grumbled(at: int) -> bool:
        return clauses.grumbled(Sentence(at, at + 1))

    def is_good(one: Thing) -> bool:
        return clauses.leaning(one.start) is Leaning.GOOD

    def is_bad(one: Thing) -> bool:
        return clauses.leaning(one.start) is Leaning.BAD

    def is_there(one: Thing) -> bool:
        if scenery.likened(clauses.text, one.start):
            return False
        return is_bad(one) or not scenery.missing(clauses.text, one.start)

    def is_place(one: Thing) -> bool:
        return scenery.placed(clauses.text, one.start, lang, one.name)

    told = [one for one in tables.things(words) if is_there(one)]
    mourning = any(one.trade == _GRIEF for one in told)
    family = [one.name for one in told if one.trade == _FAMILY and not is_bad(one)]
    greeted = not mourning and (clauses.grumbles or not bad)
    kept = [one for one in told if one.trade not in _APART and (bad or one.trade != _GRIEF)]
    liked = [one for one in kept if one.trade != _GRIEF and is_good(one)]
    if bad:
        kept = _without_scenes(
            kept, lambda one: is_place(one) and clauses.leaning(one.start) is Leaning.OPEN
        )
    # What went wrong is named first, and asked about; where it went wrong, last.
    kept.sort(key=lambda one: (not is_bad(one), is_place(one)))
    disliked = [one for one in kept if grumbled(one.start)]
    complaint = _topics(bad, clauses, "complaint")
    asked = [one.name for one in tables.things(questions(words)) if one.trade != _FAMILY]
    if _asks_for_work(mention, clauses.text, tables) and all(map(_of_the_thing, complaint)):
        complaint = ()
        asked = [*(one.name for one in kept if one.name not in asked), *asked]
    told_figures = tuple(dict.fromkeys(figures(words, tables)))
    complaint = (*complaint, *_paid(mention, complaint, told_figures))
    thankable = [one for one in kept if one.trade != _GRIEF]
    return Points(
        complaint=complaint,
        praise=_topics(good, clauses, "praise"),
        things=tuple(one.name for one in kept),
        liked=tuple(one.name for one in kept if one in liked and one not in disliked),
        blamed=tuple(one.name for one in kept if is_bad(one)),
        asked=tuple(asked),
        grumble=bool(clauses.grumbles),
        disliked=tuple(one.name for one in disliked),
        family=family[0] if family and greeted else None,
        figures=told_figures,
        mourning=mourning,
        granted=NOTHING if _grave(mention, complaint) else granted(clauses, thankable),
    )


def _without_scenes(things: list[Thing], is_scene: Callable[[Thing], bool]) -> list[Thing]:
    """``things`` without mere scenes, unless little else is named.

    Of the places in clauses that tell no side, every second was what a review was about; of other
    things there, three in four.
    """
    others = [one for one in things if not is_scene(one)]
    return others if len(others) >= _ENOUGH else things


def _grave(mention: Mention, complaint: Iterable[str]) -> bool:
    """Whether what ``mention`` tells is too grave for thanks."""
    topics = any(known().complaint[name].grave for name in complaint)
    return topics or mention.verdict.urgency is not Urgency.NONE


def questions(words: str) -> str:
    """The sentences of ``words`` that are questions, without their marks."""
    return ". ".join(_QUESTION.findall(words))


def _paid(
    mention: Mention, complaint: Iterable[str], told: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """The price, where a complaint tells a sum and nothing else takes it up: who writes what they
    paid wanted it to be worth that much.

    In 22 of the 22 inputs of ``tests/data/drafts`` in which it is so, the sum is a point.
    """
    stars, every = mention.item.stars, known()
    if stars is None or stars >= COMPLAINT_STARS or all(kind != "money" for kind, _ in told):
        return ()
    told_of = {
        aspect
        for name in complaint
        for one in (name, *every.broader("complaint", name))
        for aspect in every.complaint[one].aspects
    }
    return () if told_of & _OF_MONEY else (_PRICE,)


def _asks_for_work(mention: Mention, text: str, tables: Topics) -> bool:
    """Whether somebody who gives no stars asks to have something mended or done."""
    if tables.requests is None or mention.item.rating is not None:
        return False
    asked = [Sentence(*found.span()) for found in _QUESTION.finditer(text)]
    return tables.requests.occurs(text, asked)


def _of_the_thing(topic: str) -> bool:
    """Whether ``topic`` tells no more than that something does not work."""
    every = known()
    return every.complaint[topic].mere or _BROKEN in (topic, *every.broader("complaint", topic))


def _topics(hits: list[Hit], clauses: Clauses, side: Side) -> tuple[str, ...]:
    """The topics found, then those of the verdict, without a broader one beside a finer."""
    table, verdict = known().of(side), clauses.mention.verdict
    ordered = [hit.name for hit in sorted(hits, key=lambda hit: hit.start)]
    if not (verdict.returning or verdict.customer_type is CustomerType.LOYAL):
        # One hint alone is too little: "the filling has held for three years".
        ordered = [name for name in ordered if name != _YEARS]
    heard = {aspect for name in ordered for aspect in table[name].aspects}
    for one in verdict.aspects:
        if one.aspect not in heard and _plainly_says(one, clauses, side):
            standing = (name for name, topic in table.items() if one.aspect in topic.aspects)
            ordered += [*standing][:1]
    if side == "praise" and verdict.returning:
        ordered.append("returning")
    covered = {name for other in ordered for name in known().broader(side, other)}
    return tuple(name for name in dict.fromkeys(ordered) if name not in covered)


def _plainly_says(one: AspectFinding, clauses: Clauses, side: Side) -> bool:
    """Whether what the verdict alone heard may be answered: so few words say nothing else
    ("Nothing was in stock."), the stars go the same way, and no topic was heard there.

    Of longer ones every second was misheard: "they say open a window" is about no opening hours.
    """
    stars, at = clauses.mention.item.stars, clauses.text.find(fold(one.quote))
    if not one.named or stars is None or len(one.quote.split()) > _PLAIN or at < 0:
        return False
    if side == "praise":
        pointing, meant = one.polarity is Polarity.POSITIVE, stars > COMPLAINT_STARS
        return pointing and meant and clauses.leaning(at) in (Leaning.OPEN, Leaning.GOOD)
    pointing, meant = one.polarity is Polarity.NEGATIVE, stars < COMPLAINT_STARS
    return pointing and meant and clauses.leaning(at) is Leaning.OPEN
