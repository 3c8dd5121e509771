"""The sentences of a draft, between greeting and signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.draft import Style
from monitor.facts import Happened
from monitor.reply import hold
from monitor.reply.line import Line, Voice, fitting, words
from monitor.reply.phrases import Part, Topic
from monitor.reply.points import Points
from monitor.reply.stars import FULL_STARS
from monitor.reply.told import Told
from monitor.reply.tones import Tone
from monitor.reply.topics import Side, known
from monitor.verdict import Urgency

MOST_WORDS = 84
"""A complaint's answer, without its signature, has no more words."""

MOST_PRAISE = 31
"""The same for an answer to praise."""

ANSWERED = {Style.USUAL: 3, Style.SHORTER: 1, Style.WARMER: 3}
"""So many points get a sentence of their own; the others are named."""

NAMED = {Style.USUAL: 5, Style.SHORTER: 3, Style.WARMER: 5}
THINGS = 3
"""Of the things so many are named; more where little else is, ..."""
AT_LEAST = 2
"""... and so few where many topics are."""
ASKED = 3
PRAISED = 3
PRAISED_NAMED = 4
"""Things that were good, and with them what else was praised, ..."""
EVENTS_NAMED = 2
"""... of which so much that somebody did."""
WISHED = 2
HELD = 4

_Named = tuple[str, str]
"""Something that can be named in a list, and the point that is taken up by naming it."""


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
            asked = self._question(self.points.asked or self.points.things)
            if asked and not self.points.complaint:
                return [self.voice.must("question_opening"), *asked]
            told = self._liked(self.points.liked) or self._named(())
            closing = asked or [self.voice.must("neutral_question")]
            return [self.voice.must("neutral_opening"), *told, *closing]
        return self._complaint(tone)

    def held(self, name: str) -> list[Line]:
        """Sympathy, and a way to talk. No fault, no cause, no compensation."""
        sorry = self.voice.teller.insist("hold_sorry", self.voice.says.hold_sorry[name])
        return [Line(sorry), self._serious(name), self._reach(None)]

    def _serious(self, matter: str) -> Line:
        """That the concern is taken seriously, by name unless that was said of late, or may not be
        said before others. What was perhaps only mentioned is not named in so grave a matter."""
        says, teller = self.voice.says.hold_serious, self.voice.teller
        sore = [name for name in self.points.complaint if not known().complaint[name].mere]
        subjects = self._subjects(sore)
        named = self._together(self._things()[:THINGS], subjects)[:HELD]
        if matter == Urgency.PRIVACY:
            named = []
        told = teller.tell("hold_serious", says.text, things=self._listed(named))
        if told is None:
            return Line(teller.insist("hold_serious", says.plain))
        return Line(told, tuple(point for _, point in named))

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
        if not self.text:
            return [self.voice.must("praise_opening")]
        if self.points.mourning:
            return self._quiet()
        praised = known().events_first(self.points.praise)
        things = self._liked_things()
        answered = (1 if things else 2) - (self.style is Style.SHORTER)
        left = praised[answered:]
        if self.staff and not things:
            # Who was thanked by name served them: "the service" alone would say it again.
            left = [name for name in left if name != "staff_attitude"]
        asked, hint = self._question(self.points.asked), self._hint()
        staffed, liked = self._staffed(), self._liked(things, left)
        beside = [*staffed, *liked, *asked, *hint]
        opening = self.voice.must("praise_opening", short=len(beside) > 1)
        warm = self.voice.may("praise_warm") if self.style is Style.WARMER else []
        most = MOST_PRAISE - words([opening, *warm])
        staffed = fitting([lambda: staffed], most - words([*asked, *hint]))
        liked = fitting([lambda: liked], most - words([*staffed, *asked, *hint]))
        wishes = self._answered(hint, most - words([*staffed, *liked, *asked]))
        room = most - words([*staffed, *liked, *wishes, *asked])
        good = fitting([lambda: self._good(praised[:answered])], room)
        if praised[:answered] and not good:
            # There is no room for a sentence on what was done: it is named at least.
            every = self._liked(things, [*praised[:answered], *left])
            liked = fitting([lambda: every], most - words([*staffed, *wishes, *asked])) or liked
        told = [*staffed, *good, *liked, *wishes, *asked, *warm]
        if self.style is Style.USUAL or not told:
            room = MOST_PRAISE - words([opening, *told])
            told += fitting([lambda: self.voice.may("praise_closing")], room)
        return [opening, *told]

    def _quiet(self) -> list[Line]:
        """Thanks without gladness: somebody has died."""
        named = self._liked(self._liked_things(), self.points.praise, "detail")
        return [self.voice.must("neutral_opening"), *named]

    def _staffed(self) -> list[Line]:
        named = self.staff[:2]
        points = [f"staff:{name}" for name in named]
        return self.voice.may("staff", *points, staff=self.voice.listed(named))

    def _liked(
        self,
        things: Iterable[str],
        topics: Iterable[str] = (),
        part: Part = "praised_detail",
    ) -> list[Line]:
        """The things that were good, and ``topics`` of praise, by name in the words of ``part``;
        what somebody did comes first."""
        named = [(thing, f"thing:{thing}") for thing in things][:PRAISED]
        subjects = self._subjects(topics, self.voice.says.praise)
        events = [one for one in subjects if known().praise[one[1]].event][:EVENTS_NAMED]
        others = [one for one in subjects if one not in events]
        liked = [*events, *self._apart(named, subjects), *others][:PRAISED_NAMED]
        points = [point for _, point in liked]
        return self.voice.may(part, *points, things=self._listed(liked))

    def _liked_things(self) -> tuple[str, ...]:
        """What a content customer names, without what they complain of or ask about."""
        sore = bool(self.points.complaint)
        liked = tuple(dict.fromkeys((*self.points.liked, *(() if sore else self.points.things))))
        if self.question:
            liked = tuple(one for one in liked if one not in self.points.asked)
        return tuple(one for one in liked if one not in self.points.disliked)

    def _good(self, topics: Iterable[str]) -> list[Line]:
        """What was good, topic by topic, in own words."""
        return self._each("praise", self.voice.says.praise, topics)

    def _wished(self) -> list[_Named]:
        """What a content customer would still like to see better."""
        if not self.points.grumble and (self.stars is None or self.stars >= FULL_STARS):
            return []
        disliked = [(one, f"thing:{one}") for one in self.points.disliked[:WISHED]]
        return self._together(disliked, self._subjects(self.points.complaint)[:1])

    def _hint(self) -> list[Line]:
        """Thanks for what a content customer would still like to see better, by its name."""
        wished = self._wished()
        points = [point for _, point in wished]
        short = bool(self._answerable())
        return self.voice.may("hint", *points, short=short, things=self._listed(wished))

    def _answered(self, hint: list[Line], room: int) -> list[Line]:
        """The hint and an answer to it, in ``room`` words: one of both where that is too little."""
        answers = self._answers(self._answerable())
        options = ([*hint, *answers], answers, hint)
        return next((one for one in options if one and words(one) <= room), hint)

    def _answerable(self) -> list[str]:
        """The topic of what a content customer would like to see better, to be answered."""
        topics = [name for _, name in self._wished() if name in self.voice.says.complaint]
        return [] if self.style is Style.SHORTER else topics

    def _question(self, about: Sequence[str]) -> list[Line]:
        """An answer from the fact book to what the review asks, or that there will be one."""
        if not self.question:
            return []
        things = about[:ASKED]
        points = [f"thing:{one}" for one in things]
        return self.told.answers(self.voice, self.text) or self.voice.may(
            "question", *points, things=self.voice.listed(things)
        )

    def _complaint(self, tone: Tone) -> list[Line]:
        opening = [self._opening(tone)]
        if tone is Tone.MIXED:
            praised = self._liked(self.points.liked) or self._good(
                known().events_first(self.points.praise)[:1]
            )
            opening += [*praised, self.voice.must("mixed_sorry")]
        named = self.points.asked
        asked = self._question(named) if tone is Tone.MIXED and named else []
        precise = self.question and bool(named)
        told = self.told.ending(self.voice, self.points, asks_back=not precise)
        ending = [*told, self._reach(self._subject())]
        room = MOST_WORDS - words(opening) - words(ending)
        warm = [] if self.style is not Style.WARMER else self.voice.may("empathy")
        told = self._taken_up(room - words([*warm, *asked]))
        return [*opening, *told, *warm, *asked, *ending]

    def _taken_up(self, room: int) -> list[Line]:
        """Each point, in ``room`` words: the first ones answered, the others named."""
        answers = self._answers(self._chosen())
        while True:
            answered = {name for line in answers for name in line.points}
            left = [name for name in self.points.complaint if name not in answered]
            told = [*self._named(left), *answers]
            if words(told) <= room or not answers:
                break
            answers = answers[:-1]
        if self.returning:
            told += fitting(
                [lambda: self.voice.may("returning_complaint", "returning")], room - words(told)
            )
        return told or [self.voice.must("point")]

    def _opening(self, tone: Tone) -> Line:
        if tone is Tone.MIXED:
            return self.voice.must("mixed_opening")
        foreign = self.told.happened is Happened.NOT_US
        return self.voice.must("not_us_opening" if foreign else "complaint_opening")

    def _chosen(self) -> list[str]:
        """The topics that get a sentence: those last that are about nothing one could name, such
        as that it happened before."""
        table = self.voice.says.complaint
        most = 1 if self.told.happened is Happened.NOT_US else ANSWERED[self.style]
        by_need = sorted(self.points.complaint, key=lambda name: table[name].subject is None)
        return [name for name in self.points.complaint if name in by_need[:most]]

    def _named(self, topics: Iterable[str]) -> list[Line]:
        """One sentence that names the things, the figures and ``topics``, which are never left
        out for the sake of the others."""
        figures = [
            (getattr(self.voice.says.figure, kind).replace("{figure}", figure), f"figure:{figure}")
            for kind, figure in self.points.figures
            if self.told.rules.quotes
        ]
        beside = [*self._days(), *figures[:2]]
        subjects = self._subjects(topics)
        room, things = max(NAMED[self.style] - len(subjects), AT_LEAST), self._things()
        # The figures come before a fourth thing, and after it where there is room for both.
        first = self._apart([*things[:THINGS], *beside], subjects)
        more = things[: THINGS + max(room - len(first), 0)]
        told = self._apart([*more, *beside], subjects)[:room]
        named = [*told, *subjects][: NAMED[self.style]]
        points = [point for _, point in named]
        return self.voice.may("detail", *points, things=self._listed(named))

    def _together(self, things: list[_Named], subjects: list[_Named]) -> list[_Named]:
        """Both, without what another one names already: "the bill, the amount on the bill"."""
        return [*self._apart(things, subjects), *subjects]

    @staticmethod
    def _apart(things: list[_Named], subjects: list[_Named]) -> list[_Named]:
        """Those of ``things`` that no other one names, nor one of ``subjects``."""
        told = [*things, *subjects]

        def alone(one: _Named) -> bool:
            last = one[0].split()[-1]
            others = [text for text, _ in told if text != one[0]]
            others += [text for text, _ in subjects if text == one[0]]
            return not any(last in text.split() for text in others)

        return list(filter(alone, things))

    def _things(self) -> list[_Named]:
        """The things that are not praised."""
        disliked = (one for one in self.points.things if one not in self.points.liked)
        return [(one, f"thing:{one}") for one in disliked]

    def _days(self) -> list[_Named]:
        return [(one, f"thing:{one}") for one in self.points.days[-1:]]

    def _subjects(
        self, topics: Iterable[str], of: Mapping[str, Topic] | None = None
    ) -> list[_Named]:
        """The nouns for ``topics``, which are complaints unless it is said ``of`` what."""
        table = self.voice.says.complaint if of is None else of
        named = ((table[name].subject, name) for name in topics)
        return [(subject, name) for subject, name in named if subject is not None]

    def _listed(self, named: Iterable[_Named]) -> str:
        return self.voice.listed([text for text, _ in named])

    def _answers(self, topics: Iterable[str]) -> list[Line]:
        return self._each("complaint", self.voice.says.complaint, topics)

    def _each(self, side: Side, table: Mapping[str, Topic], topics: Iterable[str]) -> list[Line]:
        """A sentence on each of ``topics`` for which one is left that was not said of late."""
        teller = self.voice.teller
        told = ((name, teller.tell(f"{side}:{name}", table[name].says)) for name in topics)
        return [Line(text, (name,)) for name, text in told if text is not None]

    def _reach(self, subject: str | None) -> Line:
        contact = self.told.contact
        part: Part = "contact" if contact else "no_contact"
        return self.voice.must(part, contact=contact, subject=subject)

    def _subject(self) -> str | None:
        named = [*self._things(), *self._subjects(self.points.complaint)]
        return named[0][0] if named else None
