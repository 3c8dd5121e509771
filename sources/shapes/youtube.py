"""From what YouTube's API lists (threads of comments, comments, videos) to items. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from monitor.mention import Author, Item, Kind, OwnerReply, State
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.prose import line, prose
from sources.reading.text import clean, safe_url

THREAD = "thread"
"""In an item's ``extra``: the comment at the head of its thread, under which one answers."""

_ID = re.compile(r"[\w.-]{1,200}\Z")
_STATES = {
    "heldForReview": State.PENDING,
    "likelySpam": State.SPAM,
    "rejected": State.HIDDEN,
}


@dataclass(frozen=True, slots=True)
class Entries:
    """Reads entries; ``channel`` is the shop's own, by which its answers are known."""

    channel: str | None
    now: datetime

    def read(self, entry: Json) -> list[Item]:
        """What ``entry`` shows: a video, a comment, or a thread with the replies given along."""
        if (video := text_at(entry, "id", "videoId")) is not None:
            found = self._video(entry, video)
            return [] if found is None else [found]
        head = at(entry, "snippet", "topLevelComment")
        if head is None:
            alone = self.comment(entry)
            return [] if alone is None else [alone]
        return list(self._thread(entry, head))

    def _thread(self, entry: Json, head: Json) -> Iterator[Item]:
        first = self.comment(head, entry)
        if first is None:
            return
        replies = [self.comment(each, entry) for each in entries_at(entry, "replies", "comments")]
        read = sorted(
            (each for each in replies if each is not None and each.id != first.id),
            key=lambda each: each.published_at or self.now,
        )
        ours = [each for each in read if each.author.is_owner and each.text]
        if ours and not first.author.is_owner:
            last = ours[-1]
            answer = OwnerReply(last.text or "", last.published_at, last.state, last.id)
            first = replace(first, reply=answer)
        yield first
        yield from {each.id: each for each in read}.values()

    def comment(self, entry: Json, thread: Json = None) -> Item | None:
        """One comment, or None when it has no id or no words."""
        number, snippet = text_at(entry, "id"), at(entry, "snippet")
        original = at(snippet, "textOriginal")
        text = clean(original) if isinstance(original, str) else prose(at(snippet, "textDisplay"))
        if number is None or not _ID.match(number) or text is None:
            return None
        published, precision = read_date(at(snippet, "publishedAt"), now=self.now)
        updated = read_date(at(snippet, "updatedAt"), now=self.now)[0]
        writer = text_at(snippet, "authorChannelId", "value")
        state = _STATES.get(text_at(snippet, "moderationStatus") or "", State.VISIBLE)
        if at(thread, "snippet", "isPublic") is False and state is State.VISIBLE:
            state = State.HIDDEN
        head = text_at(snippet, "parentId") or text_at(thread, "id") or number
        return Item(
            id=number,
            kind=Kind.MENTION,
            author=Author(
                person(at(snippet, "authorDisplayName")),
                writer,
                safe_url(at(snippet, "authorChannelUrl")),
                is_owner=writer is not None and writer == self.channel,
            ),
            text=text,
            published_at=published,
            precision=precision,
            updated_at=updated if updated != published else None,
            url=_link(snippet, thread, number),
            state=state,
            extra={THREAD: head.partition(".")[0]},
        )

    def _video(self, entry: Json, number: str) -> Item | None:
        snippet = at(entry, "snippet")
        title, text = line(at(snippet, "title")), prose(at(snippet, "description"))
        if not _ID.match(number) or (title is None and text is None):
            return None
        published, precision = read_date(at(snippet, "publishedAt"), now=self.now)
        writer = text_at(snippet, "channelId")
        return Item(
            id=number,
            kind=Kind.MENTION,
            author=Author(
                person(at(snippet, "channelTitle")),
                writer,
                is_owner=writer is not None and writer == self.channel,
            ),
            title=title,
            text=text,
            published_at=published,
            precision=precision,
            url=f"https://www.youtube.com/watch?{urlencode({'v': number})}",
            truncated=text is not None and text.endswith(("...", "…")),
        )


def _link(snippet: Json, thread: Json, number: str) -> str | None:
    """The comment itself under its video; the channel where it stands under none."""
    video = text_at(snippet, "videoId") or text_at(thread, "snippet", "videoId")
    if video is not None:
        return f"https://www.youtube.com/watch?{urlencode({'v': video, 'lc': number})}"
    channel = text_at(snippet, "channelId") or text_at(thread, "snippet", "channelId")
    return safe_url(f"https://www.youtube.com/channel/{channel}") if channel else None
