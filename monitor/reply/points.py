"""Which points of a review a draft takes up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.mention import Mention
from monitor.reply import topics
from monitor.reply.phrases import Topic, phrases, topic_of
from monitor.verdict import AspectFinding, Polarity


@dataclass(frozen=True, slots=True)
class Points:
    """The topics to take up, in the order in which the review names them.

    ``things`` are what it was about (bread, a haircut), where that can be named.
    """

    complaint: tuple[str, ...]
    praise: tuple[str, ...]
    things: tuple[str, ...]


def points_of(mention: Mention, lang: str) -> Points:
    """The topics of ``mention``: first what the verdict's aspects tell, then what its words show.

    An aspect is broad; the words quoted with it often show which topic it is in particular.
    Praise is taken from the words only where the verdict names no aspect: "friendly" inside
    "not exactly friendly" must not be thanked for.
    """
    says, words, verdict = phrases(lang), mention.item.words, mention.verdict
    known = topics.topics(verdict.lang)
    bad = topics.found(known.complaint, words)
    good = topics.found(known.praise, words)
    if verdict.aspects:
        bad = _in_particular(verdict.aspects, Polarity.NEGATIVE, known.complaint) + bad
        good = _in_particular(verdict.aspects, Polarity.POSITIVE, known.praise)
    things = topics.things(known, words) if verdict.lang == lang else ()
    return Points(_unique(bad, says.complaint), _unique(good, says.praise), things)


def _in_particular(
    aspects: Iterable[AspectFinding], polarity: Polarity, finders: topics.Finders
) -> tuple[str, ...]:
    chosen = [one for one in aspects if one.polarity is polarity]
    return tuple(
        name for one in chosen for name in topics.found(finders, one.quote)[:1] or (one.aspect,)
    )


def _unique(names: Iterable[str], table: Mapping[str, Topic]) -> tuple[str, ...]:
    """The topics of ``table`` that ``names`` stand for, each once."""
    found = (topic_of(name, table) for name in names)
    return tuple(dict.fromkeys(name for name in found if name is not None))
