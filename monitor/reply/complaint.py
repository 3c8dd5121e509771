"""The answer to a complaint, or to one beside praise."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.draft import Style
from monitor.facts import Happened
from monitor.reply import naming
from monitor.reply.brief import Brief
from monitor.reply.line import Line, fitting, words
from monitor.reply.tones import Tone
from monitor.reply.topics import known

MOST_WORDS = 84
"""A complaint's answer, without its signature, has no more words."""

ANSWERED = {Style.USUAL: 3, Style.SHORTER: 1, Style.WARMER: 3}
"""So many points get a sentence of their own; the others are named."""

NAMED = {Style.USUAL: 5, Style.SHORTER: 3, Style.WARMER: 5}
THINGS = 3
"""Of the things so many are named; more where little else is, ..."""
AT_LEAST = 2
"""... and so few where many topics are."""


def apology(brief: Brief, tone: Tone) -> list[Line]:
    """Sorry, what was good where the tone is mixed, each point, whose it was, a way to talk."""
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
    room = MOST_WORDS - words(opening) - words(ending)
    warm = [] if brief.style is not Style.WARMER else voice.may("empathy")
    told = _taken_up(brief, room - words([*warm, *asked]))
    return [*opening, *told, *warm, *asked, *ending]


def named(brief: Brief, topics: Iterable[str]) -> list[Line]:
    """One sentence that names the things, the figures and ``topics``, which are never left out
    for the sake of the others."""
    figures = brief.points.figures if brief.told.rules.quotes else ()
    days = naming.of_things(brief.points.days[-1:])
    beside = [*days, *naming.of_figures(brief.voice.says, figures)[:2]]
    subjects = brief.complaints(topics)
    room, things = max(NAMED[brief.style] - len(subjects), AT_LEAST), brief.things()
    # The figures come before a fourth thing, and after it where there is room for both.
    first = naming.apart([*things[:THINGS], *beside], subjects)
    more = things[: THINGS + max(room - len(first), 0)]
    told = naming.apart([*more, *beside], subjects)[:room]
    every = [*told, *subjects][: NAMED[brief.style]]
    return brief.voice.may("detail", *naming.points(every), things=brief.listed(every))


def _taken_up(brief: Brief, room: int) -> list[Line]:
    """Each point, in ``room`` words: the first ones answered, the others named."""
    answers = brief.answers(_chosen(brief))
    while True:
        answered = {name for line in answers for name in line.points}
        left = [name for name in brief.points.complaint if name not in answered]
        told = [*named(brief, left), *answers]
        if words(told) <= room or not answers:
            break
        answers = answers[:-1]
    if brief.returning:
        long = [lambda: brief.voice.may("returning_complaint", "returning")]
        told += fitting(long, room - words(told))
    return told or [brief.voice.must("point")]


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


def _subject(brief: Brief) -> str | None:
    named = [*brief.things(), *brief.complaints(brief.points.complaint)]
    return named[0].text if named else None
