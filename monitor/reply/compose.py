"""Composing a reply for the owner to judge: calm, short, and true whatever happened.

A draft thanks or says sorry, takes up each point in other words than the review's, owns
it, and offers a way to talk. It says nothing that only the owner can know: no action, no
date, no money, unless the owner told it (``monitor.facts``). Grave matters get sympathy alone,
and wait for the owner.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.config import Shop
from monitor.draft import Finding, Proposal, Route, Severity, Style
from monitor.facts import NO_FACTS, Facts
from monitor.mention import Mention
from monitor.reply import body, hold
from monitor.reply.brief import Brief
from monitor.reply.good import good_moves
from monitor.reply.line import Line, Voice
from monitor.reply.names import as_called, display_name, is_person
from monitor.reply.notes import note_for, reasons
from monitor.reply.phrases import languages, phrases
from monitor.reply.platforms import ANYWHERE, PlatformProfile
from monitor.reply.points import Points, points_of
from monitor.reply.repeats import said_in
from monitor.reply.review import Review
from monitor.reply.rubric import Judged, rubric
from monitor.reply.script import in_own_letters
from monitor.reply.told import Told
from monitor.reply.tone import lint
from monitor.reply.tones import Tone, tone_of
from monitor.reply.wording import Teller


def compose(
    mention: Mention,
    shop: Shop,
    now: datetime,
    *,
    facts: Facts = NO_FACTS,
    style: Style = Style.USUAL,
    variant: int = 0,
    recent: Sequence[str] = (),
    rules: PlatformProfile = ANYWHERE,
) -> Proposal:
    """A proposal for ``mention``, checked by the linter, never posted by itself.

    Written in the review's language where ``phrases/`` has it, else in the first of the shop's
    that it has, else in English; ``note`` then says so. Names of people are left out where one
    of them trips the linter, and what does not fit the site's limit is said more shortly.

    ``facts`` is what the owner told, ``variant`` counts the other wordings asked for, ``recent``
    are the texts of the last drafts (``repeats.WINDOW`` of them), none of whose long sentences
    is said again, ``rules`` is ``platform(type of the source)``.
    """
    lang = reply_language(mention, shop)
    matter = hold.matter(mention, shop.name)
    told = Told(facts, now.astimezone(shop.zone).date(), lang, rules, shop.contact)
    words = in_own_letters(hold.trusted(mention.item.words), lang)
    readable = mention.verdict.lang == lang
    points = points_of(mention, words, lang) if readable else Points()
    job = _Job(mention, matter, shop, told, words, points, style, variant, said_in(recent))
    route = Route.DRAFT if matter is None else matter.route
    review = Review.of(mention.item, mention.verdict, route)
    profile = profile_of(shop, facts)
    shorter = replace(job, style=Style.SHORTER)
    for attempt in (job, replace(job, by_name=False), shorter, replace(shorter, by_name=False)):
        lines = attempt.lines()
        text = attempt.signed(lines)
        # What the model suspects is left out: every sentence was read, and tested, beforehand.
        every = lint(text, lang=lang, review=review, profile=profile, closely=False)
        findings = tuple(finding for finding in every if finding.by == "rule")
        if rules.fits(text) and not must_be_rewritten(findings):
            break
    taken_up = tuple(dict.fromkeys(point for line in lines for point in line.points))
    good = good_moves(text, lang=lang, review=review, findings=findings)
    judged = Judged(
        text,
        review,
        route,
        findings,
        good,
        covered=attempt.covered(taken_up),
        said=attempt.said,
        praise=attempt.tone is Tone.PRAISE,
    )
    why = reasons(mention, matter, facts.happened)
    note = note_for(mention, matter, lang)
    return Proposal(text, lang, route, findings, note, taken_up, why, rubric(judged))


def reply_language(mention: Mention, shop: Shop) -> str:
    """The language to answer in."""
    asked = (mention.verdict.lang, *shop.languages)
    return next((lang for lang in asked if lang in languages()), "en")


def profile_of(shop: Shop, facts: Facts = NO_FACTS) -> str:
    """What the shop tells about itself, and a reply may therefore repeat."""
    told = (facts.put_right, *(fact.text for fact in facts.book))
    return "\n".join(part for part in (shop.name, shop.signature, shop.contact, *told) if part)


def must_be_rewritten(findings: tuple[Finding, ...]) -> bool:
    """Whether any of ``findings`` is more than a hint."""
    return any(finding.severity is not Severity.WARN for finding in findings)


@dataclass(frozen=True, slots=True)
class _Job:
    """One attempt at a draft. ``words`` are what can be trusted of the review, in the letters of
    its language; ``points`` what it says, where the draft is in its language."""

    mention: Mention
    matter: hold.Matter | None
    shop: Shop
    told: Told
    words: str
    points: Points
    style: Style
    variant: int
    said: frozenset[str]
    by_name: bool = True

    @property
    def tone(self) -> Tone:
        """What kind of answer it is."""
        return tone_of(self.mention, self.points)

    def covered(self, taken_up: Collection[str]) -> float:
        """The share of the review's points among ``taken_up``."""
        points = self.points
        topics = points.praise if self.tone is Tone.PRAISE else points.complaint
        found = {*topics, *(f"thing:{thing}" for thing in points.things)}
        return len(found & {*taken_up}) / len(found) if found else 1.0

    def lines(self) -> list[Line]:
        """The sentences, in order."""
        mention, matter = self.mention, self.matter
        words, points, tone = self.words, self.points, self.tone
        if tone is Tone.COMPLAINT:
            # Other praise in a complaint is seldom meant: its things are named among the rest.
            points = replace(points, liked=points.granted.things)
        brief = self._brief(words, points)
        if matter is not None and matter.route is Route.FLAG:
            return body.flagged(brief, matter.name)
        if matter is not None and matter.name != hold.INJECTION:
            return body.held(brief, matter.name)
        readable = mention.verdict.lang == self.told.lang
        foreign = not readable and any(letter.isalpha() for letter in words)
        said = body.usual(brief, tone)
        return [said[0], brief.voice.must("foreign"), *said[1:]] if foreign else said

    def signed(self, lines: Sequence[Line]) -> str:
        """The whole text."""
        team = phrases(self.told.lang).sign.replace("{shop}", self.shop.name)
        said = " ".join(line.text for line in lines if line.text)
        return f"{said}\n\n{self.shop.signature or team}"

    def _brief(self, words: str, points: Points) -> Brief:
        item, verdict = self.mention.item, self.mention.verdict
        name = display_name(item.author.name) if self.by_name else None
        met = verdict.staff if self.by_name else ()
        known = [
            who
            for one in met
            if (who := display_name(one))
            and (one in self.shop.staff or is_person(who, item.words, verdict.lang))
        ]
        staff = [as_called(who, item.words) for who in known]
        seed = f"{self.mention.number}:{self.variant}"
        has_text = bool(item.words.strip())
        return Brief(
            Voice(phrases(self.told.lang), Teller(seed, {"name": name}, self.said), has_text),
            points,
            self.told,
            words if has_text else "",
            item.stars,
            tuple(staff),
            verdict.question,
            "years" in points.praise,
            self.style,
        )
