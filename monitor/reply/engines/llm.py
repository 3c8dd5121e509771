"""A draft as a language model writes it; on any doubt the composer's own draft stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.clock import Clock
from monitor.config import Shop
from monitor.draft import Proposal, Route, Style
from monitor.errors import LlmError
from monitor.facts import NO_FACTS, Facts
from monitor.llm.client import Client
from monitor.llm.fence import LIMIT, new_mark
from monitor.llm.patience import Patience
from monitor.mention import Mention
from monitor.reply import hold
from monitor.reply.engines.asking import Order, Sayable, material, prompt, sayable
from monitor.reply.engines.doubts import Written, doubts
from monitor.reply.good import good_moves
from monitor.reply.platforms import ANYWHERE, PlatformProfile
from monitor.reply.points import Points, points_of
from monitor.reply.repeats import said_in
from monitor.reply.review import Review
from monitor.reply.rubric import Judged, rubric
from monitor.reply.script import in_own_letters
from monitor.reply.told import Told
from monitor.reply.tone import lint
from monitor.reply.tones import Tone, tone_of
from monitor.reply.topics import found, topics
from monitor.reply.writer import Worded
from monitor.source import Json

NO_ANSWER = "The language model gave no answer."
NO_FORM = "It was not of the form that was asked for."
DOUBTFUL = "The language model's draft was put aside: {doubt}"
BY_MODEL = "Written by the language model you set up; checked by goodword."

STARS, PRAISE, SHORTER, USUAL = (3, 25), (5, 35), (12, 60), (25, 90)
"""Words, the signature among them: to mere stars, to praise, shorter if asked for, as usual."""


class LlmWriter:
    """Asks ``client`` for each draft; is left alone for a while when it does not answer."""

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client = client
        self._patience = Patience(clock)

    def write(
        self,
        mention: Mention,
        shop: Shop,
        now: datetime,
        *,
        offline: Proposal,
        facts: Facts = NO_FACTS,
        style: Style = Style.USUAL,
        variant: int = 0,
        recent: Sequence[str] = (),
        rules: PlatformProfile = ANYWHERE,
    ) -> Worded:
        """See ``Writer.write``. Of what is held or flagged nothing is asked, nor of orders."""
        if offline.route is not Route.DRAFT or _gives_orders(mention, shop):
            return Worded()
        if self._patience.trouble is not None:
            return Worded(doubt=NO_ANSWER, trouble=self._patience.trouble)
        day = now.astimezone(shop.zone).date()
        told = Told(facts, day, offline.lang, rules, shop.contact)
        said = sayable(told, offline.text)
        job = _Job(mention, shop, now, offline, said, style, rules, said_in(recent))
        order = Order(offline.lang, job.tone, job.asked, style, variant)
        try:
            answer = self._client.ask(prompt(mention.item, shop, said, order, new_mark()))
        except LlmError as error:
            if error.heard:
                self._patience.answered()
                return _doubtful(NO_FORM)
            self._patience.missed(error)
            return Worded(doubt=NO_ANSWER, trouble=error)
        self._patience.answered()
        return job.judged(answer)


def _gives_orders(mention: Mention, shop: Shop) -> bool:
    """Whether the review is held after all, as it stands or as the model would see it."""
    seen = material(mention.item, "").split("\n", 1)[1].rsplit("\n", 1)[0]
    return hold.matter(mention, shop.name) is not None or hold.trusted(seen) != seen


def _doubtful(doubt: str) -> Worded:
    return Worded(doubt=DOUBTFUL.format(doubt=doubt))


@dataclass(frozen=True)
class _Job:
    """One draft that is wanted of the model."""

    mention: Mention
    shop: Shop
    now: datetime
    offline: Proposal
    said: Sayable
    style: Style
    rules: PlatformProfile
    recent: frozenset[str]

    @property
    def points(self) -> Points:
        """What the review says, where the draft is in its language."""
        lang = self.offline.lang
        if self.mention.verdict.lang != lang:
            return Points()
        return points_of(self.mention, in_own_letters(self.mention.item.words, lang), lang)

    @property
    def tone(self) -> Tone:
        """What kind of answer it is."""
        return tone_of(self.mention, self.points)

    @property
    def words(self) -> tuple[int, int]:
        """The fewest and the most words of the whole answer."""
        if not self.mention.item.words.strip():
            return STARS
        if self.tone is Tone.PRAISE:
            return PRAISE
        return SHORTER if self.style is Style.SHORTER else USUAL

    @property
    def asked(self) -> tuple[int, int]:
        """The same, as the model is told: with room for the signature, and for miscounting."""
        least, most = self.words
        return least, max(least + 5, most - len(self.signature.split()) - most // 10)

    @property
    def signature(self) -> str:
        """How the composer signs."""
        return self.offline.text.rpartition("\n\n")[2]

    def judged(self, answer: Mapping[str, Json]) -> Worded:
        """What the model wrote, if there is no doubt about it."""
        reply = answer.get("reply")
        if not isinstance(reply, str):
            return _doubtful(NO_FORM)
        # Nothing longer can be an answer, and each check reads the whole of it.
        lines = (" ".join(line.split()) for line in reply[:LIMIT].splitlines())
        text = "\n".join(line for line in lines if line).removesuffix(self.signature).rstrip()
        return self._worded(text)

    def _worded(self, text: str) -> Worded:
        item, lang = self.mention.item, self.offline.lang
        review = Review.of(item, self.mention.verdict, self.offline.route)
        signed = f"{text}\n\n{self.signature}"
        parts = (self.shop.name, self.shop.signature, *self.said.texts)
        profile = "\n".join(part for part in parts if part)
        findings = lint(signed, lang=lang, review=review, profile=profile)
        written = Written(
            text,
            signed,
            lang,
            self.now.astimezone(self.shop.zone).date(),
            review,
            self.said,
            profile,
            self.words,
            findings,
            self.rules,
            self.offline.text,
            self.recent,
        )
        doubt = next(doubts(written), None)
        if doubt is not None:
            return _doubtful(doubt)
        mentions, covered = self._taken_up(text)
        good = good_moves(signed, lang=lang, review=review, findings=findings)
        score = rubric(
            Judged(
                signed,
                review,
                Route.DRAFT,
                findings,
                good,
                covered=covered,
                said=self.recent,
                praise=self.tone is Tone.PRAISE,
            )
        )
        return Worded(
            replace(
                self.offline,
                text=signed,
                findings=findings,
                mentions=mentions,
                why=(*self.offline.why, BY_MODEL),
                score=score,
                by_model=True,
            )
        )

    def _taken_up(self, text: str) -> tuple[tuple[str, ...], float]:
        """The review's points that ``text`` is heard to take up, and their share."""
        points, tables = self.points, topics(self.offline.lang)
        named = points.praise if self.tone is Tone.PRAISE else points.complaint
        wanted = [*named, *(f"thing:{thing}" for thing in points.things)]
        heard = {*found(tables.complaint, text), *found(tables.praise, text)}
        heard |= {f"thing:{thing.name}" for thing in tables.things(text)}
        taken = tuple(dict.fromkeys(point for point in wanted if point in heard))
        return taken, len(taken) / len({*wanted}) if wanted else 1.0
