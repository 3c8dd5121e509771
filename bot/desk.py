"""Where an action works, and what pressing a button leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.screens.draft import BY_HAND, Way, draft_screen
from bot.screens.mention import mention_screen
from bot.screens.message import Action, Message
from monitor.config import Config
from monitor.draft import Draft
from monitor.mention import Mention
from monitor.store import Store

NO_MENTION = "That review is no longer in goodword."
CHANGED = "It was changed after this message. Here is what it says now."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pressing a button leads to.

    ``messages`` are sent, ``replace`` takes the place of the message whose button was
    pressed, ``toast`` is a short plain line shown for a moment.
    """

    messages: tuple[Message, ...] = ()
    replace: Message | None = None
    toast: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an action works: the store, the config and the time it is."""

    store: Store
    config: Config
    now: datetime

    def shown(self, number: int) -> Message:
        """Mention ``number`` as it stands now."""
        return mention_screen(self.store, self.config, self.now, number)

    def way(self, mention: Mention) -> Way:
        """How an answer to ``mention`` can get to its site."""
        health = self.store.health.get(mention.source)
        if health is None:
            return BY_HAND
        return Way(health.title, health.reply, self.store.replies.latest(mention.number))

    def drafted(self, draft: Draft, mention: Mention) -> Message:
        """``draft`` as it stands now."""
        return draft_screen(draft, mention, self.way(mention))


def outdated(action: Action, mention: Mention) -> bool:
    """Whether the button stood under an earlier wording; ``extra`` 0 says nothing of it."""
    return 0 < action.extra != mention.versions
