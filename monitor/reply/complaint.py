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
from monitor.reply.phrases import Part
from monitor.reply.tones import Tone
from monitor.reply.topics import known, topics

MOST_WORDS = 84
"""A complaint's answer, without its signature, has no more words."""

SORRY: dict[Tone, tuple[Part, Part]] = {
    Tone.COMPLAINT: ("complaint_about", "complaint_opening"),
    Tone.MIXED: ("mixed_about", "mixed_sorry"),
}
"""How one is sorry: about what can be named, and where nothing can."""

ANSWERED = {Style.USUAL: 3, Style.SHORTER: 1, Style.WARMER: 3}
"""So many points get a sentence of their own; the others are named."""

NAMED = 4
"""So much is named in one list, ..."""
AT_LEAST = 1
"""... of which one thing or figure, however many topics there are."""
FEW = 2
"""So much is named where some of it stands in another sentence, too, or is a sum: "the 35 minutes
and the £120" in a list read like a form."""
GRANTED = 2
"""Things that a complaint grants are named."""


def apology(brief: Brief, tone: Tone) -> list[Line]:
    """Thanks for what was good where the tone is mixed; sorry, about what by name; each point,
    whose it was, a way to talk; at the end a word of thanks for what a complaint grants."""
    also = _granted(brief) if tone is Tone.COMPLAINT else []
    if tone is Tone.COMPLAINT and not also:
        brief = replace(brief, points=replace(brief.points, liked=()))
    voice, points = brief.voice, brief.points
    thanks = _thanks(brief) if tone is Tone.MIXED else []
    if tone is Tone.MIXED and points.blamed:
        # Beside praise one is sorry only for what is surely meant.
        brief = replace(brief, points=replace(points, things=points.blamed))
    asked = brief.asked(points.asked) if tone is Tone.MIXED and points.asked else []
    precise = brief.question and bool(points.asked)
    # Three stars are met with regret, not with guilt.
    owns = tone is Tone.COMPLAINT
    told = brief.told.ending(voice, points, asks_back=owns and not precise, owns=owns)
    ending = [*told, brief.reach()]
    warm = [] if brief.style is not Style.WARMER else voice.may("empathy")
    room = MOST_WORDS - words([*thanks, *warm, *asked, *ending, *also])
    return [*thanks, *_taken_up(brief, tone, room), *warm, *asked, *ending, *also]


def _thanks(brief: Brief) -> list[Line]:
    """Thanks for what was good, or at least for being fair."""
    praise = known().events_first(brief.points.praise)[:1]
    liked = brief.liked(brief.points.liked, "mixed_thanks")
    return liked or [brief.voice.must("mixed_opening"), *brief.good(praise)]


def _granted(brief: Brief) -> list[Line]:
    """One clause of thanks, unless it is no visit that we know of."""
    if brief.told.happened is Happened.NOT_US:
        return []
    good = brief.points.granted
    return brief.liked(good.things[:GRANTED], "granted", good.topics[:GRANTED])


def named(brief: Brief, subjects: Sequence[Named] = ()) -> list[Line]:
    """One sentence that names ``subjects``, or else what the review is about."""
    told = subjects or _worth_naming(brief, ())
    return brief.voice.may("detail", *naming.points(told), things=brief.listed(told))


def _worth_naming(
    brief: Brief, topics: Iterable[str], mentioned: Collection[str] = ()
) -> list[Named]:
    """Four at most of the things, the figures and ``topics``, those last that other sentences
    name: with what is ``mentioned`` there no more than two."""
    subjects = brief.complaints(topics)
    things = brief.things()
    every = naming.apart([*things, *_beside(brief, len(things) + len(subjects))], subjects)
    room = max(NAMED - len(subjects), AT_LEAST)
    chosen = [one for one in every if one.point not in mentioned][:room]
    more = min(FEW - len(subjects), room) - len(chosen)
    chosen += [one for one in every if one.point in mentioned][: max(more, 0)]
    told = [one for one in every if one in chosen]
    return [*told, *subjects][:NAMED]


def _beside(brief: Brief, count: int) -> list[Named]:
    """The first sum, where ``count``, so much as is named already, is little."""
    figures = brief.points.figures if brief.told.rules.quotes and count < FEW else ()
    sums = [figure for kind, figure in figures if kind == "money"]
    return naming.of_sums(brief.voice.says, sums[:1])


def _taken_up(brief: Brief, tone: Tone, room: int) -> list[Line]:
    """Sorry, and each point, in ``room`` words: the first ones answered, what one is sorry about
    named."""
    answers = brief.answers(_chosen(brief))
    while True:
        answered = {name for line in answers for name in line.points}
        left = [name for name in brief.points.complaint if name not in answered]
        about = _worth_naming(brief, left, _mentioned(brief, answers))
        told = [*_sorry(brief, tone, about), *answers]
        if words(told) <= room or not answers:
            break
        answers = answers[:-1]
    if not about and not answers:
        told.append(brief.voice.must("point"))
    if brief.returning:
        long = [lambda: brief.voice.may("returning_complaint", "returning")]
        told += fitting(long, room - words(told))
    return told


def _sorry(brief: Brief, tone: Tone, about: Sequence[Named]) -> list[Line]:
    """Sorry ``about`` what it was, in one sentence unless it is no visit that we know of."""
    if tone is Tone.COMPLAINT and brief.told.happened is Happened.NOT_US:
        return [brief.voice.must("not_us_opening"), *(named(brief, about) if about else ())]
    with_things, plain = SORRY[tone]
    said = brief.voice.may(with_things, *naming.points(about), things=brief.listed(about))
    return said or [brief.voice.must(plain), *(named(brief, about) if about else ())]


def _mentioned(brief: Brief, lines: Iterable[Line]) -> set[str]:
    """The points of the things that ``lines`` mention in their own words."""
    things = topics(brief.told.lang).things
    return {f"thing:{one.name}" for line in lines for one in things(line.text)}


def _chosen(brief: Brief) -> list[str]:
    """The topics that get a sentence: those last that are about nothing one could name, such
    as that it happened before."""
    table, topics = brief.voice.says.complaint, brief.points.complaint
    most = 1 if brief.told.happened is Happened.NOT_US else ANSWERED[brief.style]
    by_need = sorted(topics, key=lambda name: table[name].subject is None)
    return [name for name in topics if name in by_need[:most]]
