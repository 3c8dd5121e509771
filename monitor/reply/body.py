"""The sentences of a draft, between greeting and signature."""

from __future__ import annotations

from monitor.reply import hold, naming
from monitor.reply.brief import Brief
from monitor.reply.complaint import apology, named
from monitor.reply.line import Line
from monitor.reply.phrases import Part
from monitor.reply.praise import thanks
from monitor.reply.tones import Tone
from monitor.reply.topics import known
from monitor.verdict import Urgency

HELD = 3


def usual(brief: Brief, tone: Tone) -> list[Line]:
    """The answer to praise, to a complaint, to both at once, or to neither."""
    if tone is Tone.PRAISE:
        return thanks(brief)
    if not brief.text:
        return _mere_stars(brief, tone)
    if tone is Tone.NEUTRAL:
        return _neutral(brief)
    return apology(brief, tone)


def held(brief: Brief, name: str) -> list[Line]:
    """Sympathy, and a way to talk. No fault, no cause, no compensation."""
    sorry = brief.voice.teller.insist("hold_sorry", brief.voice.says.hold_sorry[name])
    return [Line(sorry), _serious(brief, name), brief.reach()]


def flagged(brief: Brief, name: str) -> list[Line]:
    """A calm word for those who read along; what can be answered is answered."""
    wrong = name == hold.WRONG_BUSINESS
    things = brief.voice.listed(brief.points.things[:2]) if wrong else None
    calm = brief.voice.teller.insist("flag", brief.voice.says.flag[name], things=things)
    if name != hold.ABUSE:
        return [Line(calm, tuple(naming.points(naming.of_things(brief.points.things[:2]))))]
    answered = named(brief) or brief.answers(brief.points.complaint[:1])
    return [Line(calm), *answered[:1]]


def _mere_stars(brief: Brief, tone: Tone) -> list[Line]:
    parts: dict[Tone, tuple[Part, Part]] = {
        Tone.COMPLAINT: ("complaint_opening", "complaint_question"),
        Tone.MIXED: ("mixed_opening", "neutral_question"),
    }
    said = parts.get(tone, ("neutral_opening", "neutral_question"))
    return [brief.voice.must(part) for part in said]


def _neutral(brief: Brief) -> list[Line]:
    """Thanks for a question, or for what is neither glad nor sorry."""
    voice, points = brief.voice, brief.points
    asked = brief.asked(points.asked or points.things)
    if asked and not points.complaint:
        return [voice.must("question_opening"), *asked]
    closing = asked or [voice.must("neutral_question")]
    thanks = brief.liked(points.liked, "mixed_thanks", points.praise)
    return [*(thanks or [voice.must("neutral_opening")]), *named(brief), *closing]


def _serious(brief: Brief, matter: str) -> Line:
    """That the concern is taken seriously, by name unless that was said of late, or may not be
    said before others. What was perhaps only mentioned is not named in so grave a matter."""
    says, teller = brief.voice.says.hold_serious, brief.voice.teller
    sore = [name for name in brief.points.complaint if not known().complaint[name].mere]
    told = naming.together(brief.things()[:HELD], brief.complaints(sore))[:HELD]
    if matter == Urgency.PRIVACY:
        told = []
    said = teller.tell("hold_serious", says.text, things=brief.listed(told))
    if said is None:
        return Line(teller.insist("hold_serious", says.plain))
    return Line(said, tuple(naming.points(told)))
