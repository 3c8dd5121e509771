"""The sentences of a draft, between greeting and signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from monitor.reply import hold
from monitor.reply.phrases import Part, Phrases, Teller
from monitor.reply.points import Points

MOST_POINTS = 3
MOST_PRAISE = 1
FULL_STARS = 4.75
"""From so many stars on, nothing is taken for a wish or a complaint beside praise."""


class Tone(Enum):
    """What kind of answer a review asks for."""

    PRAISE = auto()
    MIXED = auto()
    COMPLAINT = auto()
    NEUTRAL = auto()


@dataclass(frozen=True, slots=True)
class Body:
    """Says what is to be said to one mention, part by part, in one language."""

    says: Phrases
    teller: Teller
    points: Points
    has_text: bool
    has_contact: bool
    stars: float | None
    staff: tuple[str, ...]
    question: bool

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
        if not self.has_text:
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
        told = self._praised()
        if self.staff:
            told = [self._say("staff", staff=self._list(self.staff[:2]))]
        if not told and self.points.things:
            told = [self._say("praised_detail", things=self._things(1))]
        closing = self._hints() or [self._say("praise_closing")]
        return [self._say("praise_opening"), *told, *closing]

    def _hints(self) -> list[str]:
        """What a content customer would still like to see better, or ask."""
        if self.question:
            return [self._say("question")]
        if self.stars is None or self.stars >= FULL_STARS:
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
        if len(told) < MOST_POINTS and self.points.things:
            told.insert(0, self._say("detail", things=self._things(2)))
        return told or [self._say("point")]

    def _things(self, most: int) -> str:
        chosen = self.points.things[:most]
        return self._list([self.says.a_thing.replace("{thing}", thing) for thing in chosen])

    def _reach(self) -> str:
        return self._say("contact" if self.has_contact else "no_contact")

    def _say(self, part: Part, **more: str) -> str:
        options = self.says.parts[part].of(self.has_text)
        return self.teller.tell(part, options, **more)

    def _list(self, names: Sequence[str]) -> str:
        return f" {self.says.and_word} ".join(names)
