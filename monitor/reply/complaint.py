"""The answer to a complaint, or to one beside praise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from monitor.draft import Style
from monitor.facts import Happened
from monitor.reply import naming
from monitor.reply.brief import Brief
from monitor.reply.line import Line, fitting, words
from monitor.reply.naming import Named
from monitor.reply.tones import Tone
from monitor.reply.topics import known, topics

MOST_WORDS = 84
"""A complaint's answer, without its signature, has no more words."""

ANSWERED = {Style.USUAL: 3, Style.SHORTER: 1, Style.WARMER: 3}
"""So many points get a sentence of their own; the others are named."""

NAMED = 4
"""So much is named in one list, ..."""
AT_LEAST = 1
"""... of which one thing or figure, however many topics there are."""
FEW = 2
"""So much is named where some of it stands in another sentence, too."""
GRANTED = 2
"""Things that a complaint grants are named."""
THINGS = 2
"""A figure or a day is named before a third thing."""


def apology(brief: Brief, tone: Tone) -> list[Line]:
    """Sorry, what was good where the tone is mixed, each point, whose it was, a way to talk; at
    the end a word of thanks for what a complaint grants."""
    also = _granted(brief) if tone is Tone.COMPLAINT else []
    if tone is Tone.COMPLAINT and not also:
        brief = replace(brief, points=replace(brief.points, liked=()))
    voice, points = brief.voice, brief.points
    opening = [_opening(brief, tone)]
    if tone is Tone.MIXED:
        praised = brief.liked(points.liked) or brief.good(known().events_first(points.praise)[:1])
        opening += [*praised, voice.must("mixed_sorry")]
    named = points.asked
    asked = brief.asked(named) if tone is Tone.MIXED and named else []
    precise = brief.question and bool(named)
    told = brief.told.ending(voice, points, asks_back=not precise)
    ending = [*told, brief.reach(_subject(brief))]
    room = MOST_WORDS - words([*opening, *ending, *also])
    warm = [] if brief.style is not Style.WARMER else voice.may("empathy")
    elsewhere = {point for line in ending for point in line.points}
    told = _taken_up(brief, room - words([*warm, *asked]), elsewhere)
    return [*opening, *told, *warm, *asked, *ending, *also]


def _granted(brief: Brief) -> list[Line]:
    """One clause of thanks, unless it is no visit that we know of."""
    if brief.told.happened is Happened.NOT_US:
        return []
    good = brief.points.granted
    return brief.liked(good.things[:GRANTED], good.topics[:GRANTED], "granted")


def named(brief: Brief, topics: Iterable[str], elsewhere: Collection[str] = ()) -> list[Line]:
    """One sentence that names four at most of the things, the figures and ``topics``, those last
    that other sentences name: with such points, ``elsewhere``, it names no more than two."""
    subjects = brief.complaints(topics)
    things, beside = brief.things(), _beside(brief)
    every = naming.apart([*things, *beside], subjects)
    room = max(NAMED - len(subjects), AT_LEAST)
    by_need = sorted(every, key=lambda one: _rank(one, things))
    chosen = [one for one in by_need if one.point not in elsewhere][:room]
    more = min(FEW - len(subjects), room) - len(chosen)
    chosen += [one for one in by_need if one.point in elsewhere][: max(more, 0)]
    told = [one for one in every if one in chosen]
    listed = [*told, *subjects][:NAMED]
    return brief.voice.may("detail", *naming.points(listed), things=brief.listed(listed))


def _beside(brief: Brief) -> list[Named]:
    """The day, and the first figure of each kind: two sums in one list are hard to tell apart."""
    figures = brief.points.figures if brief.told.rules.quotes else ()
    firsts = dict(reversed(figures))
    told = naming.of_figures(brief.voice.says, [one for one in figures if one in firsts.items()])
    return [*told, *naming.of_things(brief.points.days[-1:])]


def _rank(one: Named, things: Sequence[Named]) -> int:
    """How early ``one`` is named where there is not room for all: two things, what stands beside
    them, the other things."""
    return 0 if one in things[:THINGS] else 2 if one in things else 1


def _taken_up(brief: Brief, room: int, elsewhere: Collection[str]) -> list[Line]:
    """Each point, in ``room`` words: the first ones answered, the others named, those last that
    are named ``elsewhere``."""
    answers = brief.answers(_chosen(brief))
    while True:
        answered = {name for line in answers for name in line.points}
        left = [name for name in brief.points.complaint if name not in answered]
        told = [*named(brief, left, {*elsewhere, *_mentioned(brief, answers)}), *answers]
        if words(told) <= room or not answers:
            break
        answers = answers[:-1]
    if brief.returning:
        long = [lambda: brief.voice.may("returning_complaint", "returning")]
        told += fitting(long, room - words(told))
    return told or [brief.voice.must("point")]


def _mentioned(brief: Brief, lines: Iterable[Line]) -> set[str]:
    """The points of the things that ``lines`` mention in their own words."""
    things = topics(brief.told.lang).things
    return {f"thing:{one.name}" for line in lines for one in things(line.text)}


def _opening(brief: Brief, tone: Tone) -> Line:
    if tone is Tone.MIXED:
        return brief.voice.must("mixed_opening")
    foreign = brief.told.happened is Happened.NOT_US
    return brief.voice.must("not_us_opening" if foreign else "complaint_opening")


def _chosen(brief: Brief) -> list[str]:
    """The topics that get a sentence: those last that are about nothing one could name, such
    as that it happened before."""
    table, topics = brief.voice.says.complaint, brief.points.complaint
    most = 1 if brief.told.happened is Happened.NOT_US else ANSWERED[brief.style]
    by_need = sorted(topics, key=lambda name: table[name].subject is None)
    return [name for name in topics if name in by_need[:most]]


def _subject(brief: Brief) -> Named | None:
    named = [*brief.things(), *brief.complaints(brief.points.complaint)]
    return named[0] if named else None
