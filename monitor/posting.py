"""An approved answer on its way to the site. It goes out because the owner pressed "post it".

Legal steps::

    QUEUED --taken up--> SENDING --the site shows it---------> PUBLISHED --review edited--> OUTDATED
      ^  |                  | | |--the site checks it first--> PENDING   --review edited--> OUTDATED
      |  |                  | | |--the site says no----------> REJECTED <--- PENDING, PUBLISHED
      |  |                  | | +--the owner must act--------> FAILED
      |  +--review edited   | +----its answer was lost-------> SENT --looked up, or tried--> SENDING
      |     --> OUTDATED    |
      +--tried again later--+

    BY_HAND (the owner says so) --the site shows it--> PUBLISHED, REJECTED
                                --review edited------> OUTDATED

    PENDING, PUBLISHED, OUTDATED --owner wants it down--> WITHDRAWING --it is down--> WITHDRAWN
                       PUBLISHED <--it could not be taken down--+

Before anything goes out, what stands there already is read. So an answer whose confirmation
was lost is found again rather than posted twice.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from monitor.draft import Draft
from monitor.mention import Mention, OwnerReply, State
from monitor.source import ReplyRules


class PostingState(StrEnum):
    """Where the answer stands; see the drawing above."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    PENDING = "pending"
    PUBLISHED = "published"
    REJECTED = "rejected"
    FAILED = "failed"
    OUTDATED = "outdated"
    BY_HAND = "by_hand"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"


LEGAL: dict[PostingState, frozenset[PostingState]] = {
    PostingState.QUEUED: frozenset({PostingState.SENDING, PostingState.OUTDATED}),
    PostingState.SENDING: frozenset(PostingState)
    - {PostingState.SENDING, PostingState.WITHDRAWING, PostingState.WITHDRAWN}
    - {PostingState.BY_HAND},
    PostingState.SENT: frozenset({PostingState.SENDING}),
    PostingState.PENDING: frozenset(
        {
            PostingState.PUBLISHED,
            PostingState.REJECTED,
            PostingState.OUTDATED,
            PostingState.WITHDRAWING,
        }
    ),
    PostingState.PUBLISHED: frozenset(
        {PostingState.REJECTED, PostingState.OUTDATED, PostingState.WITHDRAWING}
    ),
    PostingState.REJECTED: frozenset(),
    PostingState.FAILED: frozenset(),
    PostingState.OUTDATED: frozenset({PostingState.WITHDRAWING}),
    PostingState.BY_HAND: frozenset(
        {PostingState.PUBLISHED, PostingState.REJECTED, PostingState.OUTDATED}
    ),
    PostingState.WITHDRAWING: frozenset({PostingState.WITHDRAWN, PostingState.PUBLISHED}),
    PostingState.WITHDRAWN: frozenset(),
}

UNDER_WAY = frozenset({PostingState.QUEUED, PostingState.SENDING, PostingState.SENT})
"""Not there yet, and nobody has said no."""

STANDING = frozenset({PostingState.PENDING, PostingState.PUBLISHED})
"""The site has it."""


SHOWN = {
    State.VISIBLE: PostingState.PUBLISHED,
    State.HIDDEN: PostingState.REJECTED,
    State.SPAM: PostingState.REJECTED,
    State.REMOVED: PostingState.REJECTED,
}
"""What a listing says of the answer that it shows. One that waits for approval is no news."""

STANDS = "Another answer of yours stands there already. It was left as it is."
STANDS_HINT = "If the new one shall take its place, say so."
"""Told when nobody has agreed to a replacement; the chat then asks."""

TOO_LONG = "The answer has {n} {unit}; this site takes {limit}."


@dataclass(frozen=True, slots=True)
class NewPosting:
    """An answer about to be queued: the owner approved ``text`` for that wording of the mention.

    ``replace``: the owner has confirmed that it may take the place of an earlier answer.
    """

    draft: int
    mention: int
    mention_version: int
    source: str
    text: str
    key: str
    replace: bool = False

    @classmethod
    def of(cls, draft: Draft, mention: Mention, *, replace: bool) -> Self:
        """What asks for ``draft`` to be posted under ``mention``."""
        text = draft.proposal.text
        key = posting_key(mention.source, mention.item.id, text)
        return cls(
            draft.id, mention.number, draft.mention_version, mention.source, text, key, replace
        )


@dataclass(frozen=True, slots=True)
class Posting:
    """A queued answer as stored.

    ``reason`` says in plain words why it is where it is, ``hint`` what the owner can do.
    ``site_id`` is the site's own id of it. Times are aware UTC.
    """

    id: int
    draft: int
    mention: int
    mention_version: int
    source: str
    text: str
    key: str
    replace: bool
    state: PostingState
    reason: str | None
    hint: str | None
    site_id: str | None
    created_at: datetime
    due_at: datetime
    tried_at: datetime | None
    attempts: int


def posting_key(source: str, item_id: str, text: str) -> str:
    """Equal for each try of the same answer to the same item, and for nothing else."""
    parts = "\x00".join((source, item_id, text))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def length(text: str, rules: ReplyRules) -> int:
    """How long ``text`` is in the site's own unit."""
    return len(text.encode("utf-8", "replace")) if rules.unit == "bytes" else len(text)


def limit_passed(text: str, rules: ReplyRules) -> str | None:
    """Why ``text`` is too long for the site, in a sentence for the owner; None when it is not."""
    n = length(text, rules)
    return TOO_LONG.format(n=n, unit=rules.unit, limit=rules.limit) if n > rules.limit else None


def can_come_down(posting: Posting, shown: OwnerReply | None) -> bool:
    """Whether ``posting`` can be taken down, where the site was last seen to show ``shown``."""
    if posting.state is PostingState.OUTDATED:
        return shown is not None and same_words(shown.text, posting.text)
    return posting.state in STANDING


def as_shown(posting: Posting, reply: OwnerReply) -> PostingState | None:
    """Where the site's listing, which shows ``reply``, says that ``posting`` has got to.

    None: no news, or another answer than ours.
    """
    if not same_words(reply.text, posting.text):
        return None
    shown = SHOWN.get(reply.state)
    return shown if shown in LEGAL[posting.state] else None


def as_shown_by_hand(
    posting: Posting, reply: OwnerReply, before: OwnerReply | None
) -> PostingState | None:
    """The same of ``posting``, an answer that the owner posted by hand, where the listing showed
    ``before`` until now.

    Who posts by hand may change a word: any new answer there is the owner's.
    """
    shown = SHOWN.get(reply.state)
    if same_words(reply.text, posting.text):
        return shown
    new = before is None or not same_words(before.text, reply.text)
    return PostingState.PUBLISHED if new and shown is PostingState.PUBLISHED else None


def stands_against(reply: OwnerReply, text: str) -> bool:
    """Whether ``reply`` is another answer than ``text``, and one that stands."""
    stands = reply.state in (State.VISIBLE, State.PENDING)
    return stands and not same_words(reply.text, text)


def same_words(one: str, other: str) -> bool:
    """Whether two answers are the same but for what sites do to a text.

    They trim it, break its lines anew, bend its quotation marks, and put "@name" in front.
    """
    return _core(one) == _core(other)


def _core(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).casefold().split()
    while words and words[0].startswith("@"):
        del words[0]
    letters = "".join(char for word in words for char in word if char.isalnum())
    # An answer of nothing but signs is compared sign by sign.
    return letters or " ".join(words)
