"""Whether a text is grave, by its words together: "her lips went the size of sausages".

What words say of a text being urgent at all, and of each urgent matter, is learnt from the
project's own sentences (``subjects``). A word on the lists weighs much, but not everything: "killer
prices" hurt nobody. Where the lists speak, they are sure of the matter, and tell it by their words.
"""

from __future__ import annotations

from itertools import chain

from monitor.understand import second_look, subjects
from monitor.understand.passage import Passage
from monitor.understand.second_look import Whole
from monitor.understand.subjects import URGENT, Heard
from monitor.understand.urgency import ORDER, TITLES, Alarm
from monitor.verdict import Urgency

LIKELY = -0.5
"""From these log odds on there is an alarm: a missed allergy is worse than a false one."""
DOUBTED = 2.0
"""So far below it is not out of the question: a second look is worth while. Hardly any grave matter
that one would hear is lost so, and one ordinary review in ten is looked at (docs/model.md)."""
ALIKE = 0.5
"""Matters whose log odds are no further apart are equally likely."""
LISTED = 2.0
"""What each of two words adds to them that the lists hear: one alone ("killer") often means
something else."""
ENOUGH = 2
SELDOM = 0.8
"""Both the words and the whole take into account how seldom a text is urgent: so much of it is
counted twice where both are asked."""
GLAD = 2.0
"""So much less likely is it that somebody came to harm where stars and words are glad alike: of
such reviews one in ten spoke of children, police or poison, and meant well."""
BESIDE = 2
"""Where the words up to so far from those say more than all do, they count: "great food, but I got
food poisoning". All were chosen on reviews that had taught nothing (docs/model.md)."""


def read(
    passage: Passage, listed: Alarm, whole: Whole | None = None, *, glad: bool = False
) -> Alarm:
    """What the lists say and what all words together sound like, put together; ``whole`` is what a
    second look found, ``glad`` that stars and words are. Of words never met the lists alone can
    tell."""
    heard = subjects.load().hear(passage)
    if heard is None:
        return listed
    least = LIKELY + GLAD * glad - (0.0 if whole is None else SELDOM)
    if listed.urgency is Urgency.NONE:
        heard = second_look.beside(heard, whole)
        return alarm(passage, heard) if urgent(heard) >= least else listed
    return listed if _borne_out(heard, listed, whole, least) else Alarm()


def doubtful(passage: Passage, listed: Alarm) -> bool:
    """Whether the words leave open that something is urgent."""
    heard = subjects.load().hear(passage)
    open_ = heard is not None and urgent(heard) >= LIKELY - DOUBTED
    return open_ or listed.urgency is not Urgency.NONE


def _borne_out(heard: Heard, listed: Alarm, whole: Whole | None, least: float) -> bool:
    """Whether the words beside those that raised an alarm speak of something urgent, too; one that
    was raised by words never met stands."""
    if not any(any(heard.rows[at.start : at.stop]) for at in listed.places):
        return True
    reader = subjects.load()
    near = (range(max(at.start - BESIDE, 0), at.stop + BESIDE) for at in listed.places)
    beside = (reader.part(heard, each) for each in near)
    words = len(listed.places) - 1 + max(map(len, listed.places))
    least -= LISTED * min(words, ENOUGH)
    every = (second_look.beside(each, whole) for each in chain((heard,), beside))
    return any(urgent(each) >= least for each in every)


def urgent(heard: Heard) -> float:
    """The log odds that what was ``heard`` is urgent at all."""
    return heard.odds(URGENT)


def alarm(passage: Passage, heard: Heard) -> Alarm:
    """The matter that ``passage`` most sounds like, with the words that say most of it; of several
    that it sounds like the one nearest to somebody's body."""
    least = max(heard.odds(each) for each in ORDER) - ALIKE
    matter = next(each for each in ORDER if heard.odds(each) >= least)
    words = subjects.quote(passage, subjects.load().loudest(heard, matter))
    return Alarm(matter, (f"It sounds urgent: “{words}” may be about {TITLES[matter]}.",))
