"""Where an action works, and what pressing a button leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.screens.draft import Way, draft_screen
from bot.screens.mention import mention_screen
from bot.screens.message import Action, Message
from monitor.config import Config, Shop
from monitor.draft import Draft, DraftState, Proposal, Style
from monitor.facts import Facts
from monitor.mention import Mention
from monitor.reply.asking import asks_what_happened
from monitor.reply.compose import compose
from monitor.reply.hold import matter
from monitor.reply.notes import to_find_out
from monitor.reply.platforms import ANYWHERE, PlatformProfile, platform
from monitor.reply.resting import rests_until
from monitor.reply.writer import Worded, Writer
from monitor.store import Store

NO_MENTION = "That review is no longer in goodword."
CHANGED = "It was changed after this message. Here is what it says now."
TERMINAL = "console"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pressing a button leads to.

    ``messages`` are sent, ``replace`` takes the place of the message whose button was
    pressed, ``toast`` is a short plain line shown for a moment. ``wording`` is the draft for
    which the owner's language model is to be asked (see ``bot.wording``), once all that is shown.
    """

    messages: tuple[Message, ...] = ()
    replace: Message | None = None
    toast: str | None = None
    wording: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft for ``mention`` rests on, whoever words it.

    ``facts`` is what the owner told, ``recent`` are the texts of the last drafts, ``rules`` is
    what may stand in an answer on its site.
    """

    mention: Mention
    shop: Shop
    now: datetime
    facts: Facts
    recent: tuple[str, ...]
    rules: PlatformProfile

    def compose(self, style: Style = Style.USUAL, variant: int = 0) -> Proposal:
        """The composer's proposal; ``variant`` counts the other wordings."""
        return compose(
            self.mention,
            self.shop,
            self.now,
            facts=self.facts,
            style=style,
            variant=variant,
            recent=self.recent,
            rules=self.rules,
        )

    def word(self, writer: Writer, own: Proposal, variant: int = 0) -> Worded:
        """What ``writer`` makes of it instead of ``own``, the composer's; may take long."""
        return writer.write(
            self.mention,
            self.shop,
            self.now,
            offline=own,
            facts=self.facts,
            variant=variant,
            recent=self.recent,
            rules=self.rules,
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an action works: the store, the config, the time it is, and in which chat."""

    store: Store
    config: Config
    now: datetime
    chat: str = TERMINAL

    def shown(self, number: int) -> Message:
        """Mention ``number`` as it stands now."""
        return mention_screen(self.store, self.config, self.now, number)

    def way(self, mention: Mention) -> Way:
        """How an answer to ``mention`` can get to its site, and what is known for it."""
        health = self.store.health.get(mention.source)
        grave = matter(mention, self.config.shop.name)
        return Way(
            self.now,
            self.config.shop.zone,
            "" if health is None else health.title,
            None if health is None else health.reply,
            self.store.replies.latest(mention.number),
            self.store.facts.of(mention.number, mention.versions),
            asks_what_happened(mention, self.config.shop),
            self._profile(mention).answer_at,
            None if grave is None else to_find_out(grave.name),
            grave is None and self.config.replies.engine == "llm",
        )

    def drafted(self, draft: Draft, mention: Mention, said: str = "") -> Message:
        """``draft`` as it stands now; ``said`` is a line to show with it this once."""
        return draft_screen(draft, mention, replace(self.way(mention), said=said))

    def compose(self, mention: Mention) -> Proposal:
        """A proposal for ``mention`` that says what the owner told, and no more."""
        return self.known(mention).compose()

    def known(self, mention: Mention) -> Known:
        """All that a draft for ``mention`` rests on, read from the store once."""
        return Known(
            mention,
            self.config.shop,
            self.now,
            self.store.facts.of(mention.number, mention.versions),
            self.store.drafts.recent(mention.number),
            self._profile(mention),
        )

    def _profile(self, mention: Mention) -> PlatformProfile:
        """What may stand in an answer on the site of ``mention``."""
        health = self.store.health.get(mention.source)
        return ANYWHERE if health is None else platform(health.type)

    def waiting(self, mention: Mention) -> Draft | None:
        """The newest draft for ``mention``, where it can still be used."""
        latest = self.store.drafts.latest(mention.number)
        return latest if latest is not None and usable(latest, mention) else None

    def keep(self, mention: Mention, proposal: Proposal, *, own: bool = False) -> Draft:
        """Store ``proposal`` as the draft for ``mention`` as it stands.

        A reply to one or two stars cools off, from its first draft on, and anew once the owner
        types words of their own.
        """
        before = self.store.drafts.latest(mention.number)
        goes_on = before is not None and before.mention_version == mention.versions
        ready_at = before.ready_at if before is not None and before.cooling(self.now) else None
        if own or not goes_on:
            ready_at = rests_until(mention, self.config.replies.cool_off, self.now)
        return self.store.drafts.add(
            mention.number, mention.versions, proposal, self.now, ready_at=ready_at, own=own
        )


def outdated(action: Action, mention: Mention) -> bool:
    """Whether the button stood under an earlier wording; ``extra`` 0 says nothing of it."""
    return 0 < action.extra != mention.versions


def usable(draft: Draft, mention: Mention) -> bool:
    """Whether ``draft`` waits for the owner and answers the present wording."""
    waiting = draft.state in (DraftState.PROPOSED, DraftState.APPROVED)
    return waiting and draft.mention_version == mention.versions
