"""What the body of a draft is made from, and what answers to praise and to complaints share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.draft import Style
from monitor.reply import naming
from monitor.reply.line import Line, Voice
from monitor.reply.naming import Named
from monitor.reply.phrases import Part, Topic
from monitor.reply.points import Points
from monitor.reply.told import Told
from monitor.reply.topics import Side, known

ASKED = 3
PRAISED = 2
PRAISED_NAMED = 2
"""Things that were good, and with them what else was praised, ...: a list of four sounds like a
machine, and much of what is named beside praise is only scenery."""
EVENTS_NAMED = 2
"""... of which so much that somebody did; beside a thing, one."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One mention to be answered in one language: what it says, and what was told about it.

    ``text`` is empty where the review is mere stars; ``staff`` are those whom it praises by name,
    ``returning`` says that it comes from somebody who has come for long.
    """

    voice: Voice
    points: Points
    told: Told
    text: str
    stars: float | None
    staff: tuple[str, ...]
    question: bool
    returning: bool
    style: Style

    def things(self) -> list[Named]:
        """The things that are not praised."""
        return naming.of_things(one for one in self.points.things if one not in self.points.liked)

    def complaints(self, topics: Iterable[str]) -> list[Named]:
        """The nouns for ``topics`` of complaint."""
        return naming.of_topics(self.voice.says.complaint, topics)

    def listed(self, named: Iterable[Named]) -> str:
        """``named`` as a list in a sentence."""
        return self.voice.listed([one.text for one in named])

    def answers(self, topics: Iterable[str]) -> list[Line]:
        """What should have been, for each of ``topics`` of complaint."""
        return self._each("complaint", self.voice.says.complaint, topics)

    def good(self, topics: Iterable[str]) -> list[Line]:
        """What was good, topic by topic, in own words."""
        return self._each("praise", self.voice.says.praise, topics)

    def _each(self, side: Side, table: Mapping[str, Topic], topics: Iterable[str]) -> list[Line]:
        """A sentence on each of ``topics`` for which one is left that was not said of late."""
        teller = self.voice.teller
        told = ((name, teller.tell(f"{side}:{name}", table[name].says)) for name in topics)
        return [Line(text, (name,)) for name, text in told if text is not None]

    def liked(
        self,
        things: Iterable[str],
        part: Part,
        topics: Iterable[str] = (),
    ) -> list[Line]:
        """The things that were good, and ``topics`` of praise, by name in the words of ``part``;
        what somebody did is chosen first."""
        named = naming.of_things(things)[:PRAISED]
        subjects = naming.of_topics(self.voice.says.praise, topics)
        events = [one for one in subjects if known().praise[one.point].event][:EVENTS_NAMED]
        others = [one for one in subjects if one not in events]
        if named:
            events = events[:1]
            others = [one for one in others if not known().praise[one.point].vague]
        liked = [*events, *naming.apart(named, subjects), *others][:PRAISED_NAMED]
        # "The bread and how quick it was", not the other way round.
        liked.sort(key=lambda one: one not in named)
        return self.voice.may(part, *naming.points(liked), things=self.listed(liked))

    def asked(self, about: Sequence[str]) -> list[Line]:
        """An answer from the fact book to what the review asks, or that there will be one."""
        if not self.question:
            return []
        things = naming.of_things(about[:ASKED])
        return self.told.answers(self.voice, self.text) or self.voice.may(
            "question", *naming.points(things), things=self.listed(things)
        )

    def reach(self) -> Line:
        """The way to talk."""
        contact = self.told.contact
        return self.voice.must("contact" if contact else "no_contact", contact=contact)
