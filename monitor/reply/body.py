"""The sentences of a draft, between greeting and signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from monitor.draft import Style
from monitor.facts import Happened
from monitor.reply import hold
from monitor.reply.line import Line, Voice, fitting, words
from monitor.reply.phrases import Part
from monitor.reply.points import Points
from monitor.reply.told import Told
from monitor.reply.tones import FULL_STARS, Tone

MOST_WORDS = 84
"""A complaint's answer, without its signature, has no more words."""

MOST_PRAISE = 31
"""The same for an answer to praise."""

ANSWERED = {Style.USUAL: 3, Style.SHORTER: 1, Style.WARMER: 3}
"""So many points get a sentence of their own; the others are named."""

NAMED = {Style.USUAL: 5, Style.SHORTER: 3, Style.WARMER: 5}
PRAISED = 3
HELD = 4


@dataclass(frozen=True, slots=True)
class Body:
    """Says what is to be said to one mention, part by part, in one language."""

    voice: Voice
    points: Points
    told: Told
    text: str
    stars: float | None
    staff: tuple[str, ...]
    question: bool
    returning: bool
    style: Style

    def usual(self, tone: Tone) -> list[Line]:
        """The answer to praise, to a complaint, to both at once, or to neither."""
        if tone is Tone.PRAISE:
            return self._praise()
        if not self.text:
            return self._mere_stars(tone)
        if tone is Tone.NEUTRAL:
            return [
                self.voice.must("neutral_opening"),
                *(self._praised(1) or self._named(())),
                *(self._question() or [self.voice.must("neutral_question")]),
            ]
        return self._complaint(tone)

    def held(self, name: str) -> list[Line]:
        """Sympathy, and a way to talk. No fault, no cause, no compensation."""
        says, named = self.voice.says.hold_serious, self._concerns(self.points.complaint)[:HELD]
        things = self.voice.listed([text for text, _ in named])
        serious = self.voice.teller.insist(
            "hold_serious", says.text if named else says.plain, things=things
        )
        sorry = self.voice.teller.insist("hold_sorry", self.voice.says.hold_sorry[name])
        points = tuple(point for _, point in named)
        return [Line(sorry), Line(serious, points), self._reach(None)]

    def flagged(self, name: str) -> list[Line]:
        """A calm word for those who read along; what can be answered is answered."""
        things = self.voice.listed(self.points.things[:2]) if name == hold.WRONG_BUSINESS else None
        calm = self.voice.teller.insist("flag", self.voice.says.flag[name], things=things)
        if name != hold.ABUSE:
            return [Line(calm, tuple(f"thing:{one}" for one in self.points.things[:2]))]
        answered = self._named(()) or self._answers(self.points.complaint[:1])
        return [Line(calm), *answered[:1]]

    def _mere_stars(self, tone: Tone) -> list[Line]:
        parts: dict[Tone, tuple[Part, Part]] = {
            Tone.COMPLAINT: ("complaint_opening", "complaint_question"),
            Tone.MIXED: ("mixed_opening", "neutral_question"),
        }
        return [
            self.voice.must(part)
            for part in parts.get(tone, ("neutral_opening", "neutral_question"))
        ]

    def _praise(self) -> list[Line]:
        opening = [self.voice.must("praise_opening")]
        if not self.text:
            return opening
        most = MOST_PRAISE - words(opening)
        told = fitting([self._staffed, lambda: self._praised(PRAISED), self._wishes], most)
        if self.style is Style.SHORTER and told:
            return [*opening, *told]
        closing: Part = "praise_warm" if self.style is Style.WARMER else "praise_closing"
        return [*opening, *told, *fitting([lambda: self.voice.may(closing)], most - words(told))]

    def _staffed(self) -> list[Line]:
        named = self.staff[:2]
        points = [f"staff:{name}" for name in named]
        return self.voice.may("staff", *points, staff=self.voice.listed(named))

    def _praised(self, most: int) -> list[Line]:
        """What was good: the things by name, and a topic or two in own words."""
        sore = bool(self.points.complaint)
        liked = (self.points.liked or (() if sore else self.points.things))[:most]
        points = [f"thing:{thing}" for thing in liked]
        told = self.voice.may("praised_detail", *points, things=self.voice.listed(liked))
        for name in self.points.praise[: 1 if liked else 2]:
            says = self.voice.says.praise[name].says
            text = self.voice.teller.tell(f"praise:{name}", says)
            told += [] if text is None else [Line(text, (name,))]
        return told

    def _wishes(self) -> list[Line]:
        """What a content customer would still like to see better, or ask."""
        if self.question:
            return self._question()
        if self.stars is None or self.stars >= FULL_STARS:
            return []
        wished = self._concerns(self.points.complaint, things=False)[:1]
        points = [point for _, point in wished]
        return self.voice.may("hint", *points, things=self.voice.listed([one for one, _ in wished]))

    def _question(self) -> list[Line]:
        if not self.question:
            return []
        things = self.points.things[:2]
        points = [f"thing:{one}" for one in things]
        return self.told.answers(self.voice, self.text) or self.voice.may(
            "question", *points, things=self.voice.listed(things)
        )

    def _complaint(self, tone: Tone) -> list[Line]:
        opening = [self._opening(tone)]
        if tone is Tone.MIXED:
            opening += [*self._praised(2), self.voice.must("mixed_sorry")]
        ending = [
            *self.told.ending(self.voice, self.points),
            *self._question(),
            self._reach(self._subject()),
        ]
        answered = self._chosen()
        left = [name for name in self.points.complaint if name not in answered]
        parts: list[Callable[[], Sequence[Line]]] = [lambda: self._named(left)]
        parts += [(lambda name=name: self._answers([name])) for name in answered]
        if self.returning:
            parts.append(lambda: self.voice.may("returning_complaint", "returning"))
        if self.style is Style.WARMER and "upset" not in answered:
            parts.insert(0, lambda: self.voice.may("empathy"))
        told = fitting(parts, MOST_WORDS - words(opening) - words(ending))
        return [*opening, *(told or [self.voice.must("point")]), *ending]

    def _opening(self, tone: Tone) -> Line:
        if tone is Tone.MIXED:
            return self.voice.must("mixed_opening")
        foreign = self.told.happened is Happened.NOT_US
        return self.voice.must("not_us_opening" if foreign else "complaint_opening")

    def _chosen(self) -> list[str]:
        """The topics that get a sentence, those first that cannot merely be named."""
        table = self.voice.says.complaint
        most = 1 if self.told.happened is Happened.NOT_US else ANSWERED[self.style]
        by_need = sorted(self.points.complaint, key=lambda name: table[name].subject is not None)
        return [name for name in self.points.complaint if name in by_need[:most]]

    def _named(self, topics: Iterable[str]) -> list[Line]:
        """One sentence that names the things, the figures and ``topics``."""
        figures = [
            (getattr(self.voice.says.figure, kind).replace("{figure}", figure), f"figure:{figure}")
            for kind, figure in self.points.figures
            if self.told.rules.quotes
        ]
        concerns = self._concerns(topics)
        things = [one for one in concerns if one[1].startswith("thing:")]
        subjects = [one for one in concerns if one not in things]
        named = [*things[:3], *figures[:2], *subjects][: NAMED[self.style]]
        points = [point for _, point in named]
        return self.voice.may(
            "detail", *points, things=self.voice.listed([one for one, _ in named])
        )

    def _concerns(self, topics: Iterable[str], *, things: bool = True) -> list[tuple[str, str]]:
        """What the review complains of, as it can be named, with the names of the points."""
        table, named = self.voice.says.complaint, list[tuple[str, str]]()
        if things:
            disliked = (one for one in self.points.things if one not in self.points.liked)
            named += [(one, f"thing:{one}") for one in disliked]
        for name in topics:
            subject = table[name].subject
            if subject is not None:
                named.append((subject, name))
        return named

    def _answers(self, names: Iterable[str]) -> list[Line]:
        told = []
        for name in names:
            says = self.voice.says.complaint[name].says
            text = self.voice.teller.tell(f"complaint:{name}", says)
            if text is not None:
                told.append(Line(text, (name,)))
        return told

    def _reach(self, subject: str | None) -> Line:
        contact = self.told.contact
        part: Part = "contact" if contact else "no_contact"
        return self.voice.must(part, contact=contact, subject=subject)

    def _subject(self) -> str | None:
        return next((text for text, _ in self._concerns(self.points.complaint)), None)
