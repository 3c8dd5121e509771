"""Composing a reply for the owner to judge: calm, short, and true whatever happened.

A draft thanks or says sorry, takes up each point in other words than the review's, owns
it, and offers a way to talk. It says nothing that only the owner can know: no action, no
date, no money. Grave matters get sympathy alone, and wait for the owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.config import Shop
from monitor.draft import Finding, Proposal, Route, Severity, Style
from monitor.facts import NO_FACTS, Facts
from monitor.mention import Mention
from monitor.reply import hold
from monitor.reply.body import FULL_STARS, Body, Tone
from monitor.reply.names import display_name
from monitor.reply.notes import note_for
from monitor.reply.phrases import Teller, languages, phrases
from monitor.reply.platforms import ANYWHERE, PlatformProfile
from monitor.reply.points import Points, points_of
from monitor.reply.review import COMPLAINT_STARS, Review
from monitor.reply.tone import lint
from monitor.verdict import Sentiment


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

    ``facts`` is what the owner told, ``variant`` counts the other wordings asked for, ``recent``
    are the texts of the last drafts, none of whose long sentences is said again, ``rules`` is
    ``platform(type of the source)``.

    Written in the review's language where ``phrases/`` has it, in English otherwise;
    ``note`` then says so. Names of people are left out where one of them trips the linter.
    """
    del now, facts, style, recent, rules
    mention = replace(mention, number=mention.number + variant)
    lang = mention.verdict.lang if mention.verdict.lang in languages() else "en"
    review, profile = Review.of(mention.item), profile_of(shop)
    matter = hold.matter(mention)
    text = _text(mention, matter, shop, lang, by_name=True)
    findings = lint(text, lang=lang, review=review, profile=profile)
    if must_be_rewritten(findings):
        text = _text(mention, matter, shop, lang, by_name=False)
        findings = lint(text, lang=lang, review=review, profile=profile)
    route = Route.DRAFT if matter is None else matter.route
    return Proposal(text, lang, route, findings, note_for(mention, matter, lang))


def profile_of(shop: Shop) -> str:
    """What the shop tells about itself, and a reply may therefore repeat."""
    return "\n".join(part for part in (shop.name, shop.signature, shop.contact) if part)


def must_be_rewritten(findings: tuple[Finding, ...]) -> bool:
    """Whether any of ``findings`` is more than a hint."""
    return any(finding.severity is not Severity.WARN for finding in findings)


def tone_of(mention: Mention, points: Points) -> Tone:
    """What kind of answer ``mention`` asks for, by its verdict, its stars and its points.

    Full stars over words that only complain are not thanked for as praise, and a mixed
    verdict on full stars with praise in it is not apologised for.
    """
    rating = mention.item.rating
    stars = None if rating is None else rating.stars
    sentiment = mention.verdict.sentiment
    if sentiment is Sentiment.NEGATIVE or (stars is not None and stars < COMPLAINT_STARS):
        return Tone.COMPLAINT
    if stars is None:
        return Tone.PRAISE if sentiment is Sentiment.POSITIVE else Tone.NEUTRAL
    if stars <= COMPLAINT_STARS or (len(points.complaint) > 1 and not points.praise):
        return Tone.MIXED
    if sentiment is Sentiment.MIXED and (stars < FULL_STARS or not points.praise):
        return Tone.MIXED
    return Tone.PRAISE


def _text(
    mention: Mention, matter: hold.Matter | None, shop: Shop, lang: str, *, by_name: bool
) -> str:
    item, points = mention.item, points_of(mention, lang)
    if matter is not None and matter.name == hold.INJECTION:
        points = replace(points, complaint=points.complaint[:1], praise=points.praise[:1])
    name = display_name(item.author.name) if by_name else None
    staff = [who for one in mention.verdict.staff if by_name and (who := display_name(one))]
    teller = Teller(mention.number, {"name": name, "contact": shop.contact})
    stars = None if item.rating is None else item.rating.stars
    body = Body(
        phrases(lang),
        teller,
        points,
        has_text=bool(item.words.strip()),
        has_contact=shop.contact is not None,
        stars=stars,
        staff=tuple(staff),
        question=mention.verdict.question,
    )
    if matter is None or matter.name == hold.INJECTION:
        sentences = body.usual(tone_of(mention, points))
    elif matter.route is Route.HOLD:
        sentences = body.held(matter.name)
    else:
        sentences = body.flagged(matter.name)
    return " ".join(sentences) + "\n\n" + (shop.signature or shop.name)
