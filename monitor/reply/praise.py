"""The answer to praise, and to what a content customer would still like to see better."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.draft import Style
from monitor.reply import naming
from monitor.reply.brief import Brief
from monitor.reply.line import Line, fitting, words
from monitor.reply.naming import Named
from monitor.reply.stars import FULL_STARS
from monitor.reply.topics import known

MOST_PRAISE = 31
"""An answer to praise, without its signature, has no more words."""
WISHED = 2
_QUIETLY = frozenset({"staff_attitude", "patience", "time_taken", "advice", "explained", "honesty"})
"""What may be named to somebody in mourning: how they were treated, not how good the goods were."""


def thanks(brief: Brief) -> list[Line]:
    """Thanks, what was good, what is wished, an answer to what is asked, and a leave."""
    voice, points = brief.voice, brief.points
    if not brief.text:
        return [voice.must("praise_opening")]
    if points.mourning:
        return _quiet(brief)
    praised = known().events_first(points.praise)
    things = _liked_things(brief)
    answered = (1 if things else 2) - (brief.style is Style.SHORTER)
    left = praised[answered:]
    if brief.staff and not things:
        # Who was thanked by name served them: "the service" alone would say it again.
        left = [name for name in left if name != "staff_attitude"]
    wished = _wished(brief)
    asked, hint = brief.asked(points.asked), _hint(brief, wished)
    warm = voice.may("praise_warm") if brief.style is Style.WARMER else []
    beside = [*asked, *hint, *warm]
    opening = _opening(brief, things, left, short=bool(beside))
    staffed = _fitting(_staffed(brief), [opening, *beside])
    regards = _fitting(_regards(brief), [opening, *staffed, *beside])
    beside += regards
    good = _fitting(brief.good(praised[:answered]), [opening, *staffed, *beside])
    if praised[:answered] and not good:
        # There is no room for a sentence on what was done: it is named at least.
        opening = _opening(brief, things, [*praised[:answered], *left], short=True)
    told = [opening, *staffed, *good, *hint, *asked, *warm, *regards]
    if not regards and (brief.style is Style.USUAL or len(told) == 1):
        told += _fitting(voice.may("praise_closing"), told)
    return told


def _opening(brief: Brief, things: Sequence[str], topics: Sequence[str], *, short: bool) -> Line:
    """Thanks, for what was good by name where there is something to name."""
    said = brief.liked(things, "praise_about", topics)
    return said[0] if said else brief.voice.must("praise_opening", short=short)


def _fitting(said: Sequence[Line], beside: Sequence[Line]) -> list[Line]:
    """What there is room for of ``said``, with ``beside``."""
    return fitting([lambda: said], MOST_PRAISE - words(beside))


def _quiet(brief: Brief) -> list[Line]:
    """Thanks without gladness: somebody has died."""
    topics = [name for name in brief.points.praise if name in _QUIETLY]
    named = brief.liked(_liked_things(brief), "detail", topics)
    return [brief.voice.must("neutral_opening"), *named]


def _staffed(brief: Brief) -> list[Line]:
    named = brief.staff[:2]
    points = [f"staff:{name}" for name in named]
    return brief.voice.may("staff", *points, staff=brief.voice.listed(named))


def _regards(brief: Brief) -> list[Line]:
    """A greeting to whom of their own a content customer speaks of."""
    who = naming.of_things([] if brief.points.family is None else [brief.points.family])
    return brief.voice.may("regards", *naming.points(who), things=brief.listed(who))


def _liked_things(brief: Brief) -> tuple[str, ...]:
    """What a content customer names, without what they complain of or ask about."""
    points = brief.points
    liked = tuple(dict.fromkeys((*points.liked, *(() if points.complaint else points.things))))
    if brief.question:
        liked = tuple(one for one in liked if one not in points.asked)
    return tuple(one for one in liked if one not in points.disliked)


def _wished(brief: Brief) -> list[Named]:
    """What a content customer would still like to see better."""
    points = brief.points
    if not points.grumble and (brief.stars is None or brief.stars >= FULL_STARS):
        return []
    disliked = naming.of_things(points.disliked[:WISHED])
    return naming.together(disliked, brief.complaints(points.complaint)[:WISHED])


def _hint(brief: Brief, wished: list[Named]) -> list[Line]:
    """Thanks for what is ``wished``, by its name: who is content is owed no apology."""
    return brief.voice.may("hint", *naming.points(wished), things=brief.listed(wished))
