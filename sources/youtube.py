"""What is said on YouTube: comments under the shop's videos or others, and videos found by words.

One source can watch several listings: all comments around a channel, those of single videos,
and a search. They are walked one after the other, each with the newest first; how far, is told
in ``sources/walks/daily.py``. A search shows its newest page alone: YouTube allows few of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar, Self

from pydantic import Field, PositiveInt, model_validator

from monitor.capability import CanWithdraw, OurReply
from monitor.errors import NotConfigured, SchemaChanged, SourceError
from monitor.mention import Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Auth,
    Cursor,
    Deletions,
    Edits,
    HttpSource,
    Json,
    Order,
    Page,
    Pushdown,
    Rejected,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.google.signin import GoogleSignIn, SignInSettings
from sources.reading.nodes import at, text_at
from sources.reading.payload import read_json
from sources.shapes.youtube import THREAD, Entries
from sources.shapes.youtube_answer import CHANNEL, SEARCH, VIDEO, checked, listing_of, own_error
from sources.walks.daily import DailyWalk

API = "https://www.googleapis.com/youtube/v3/"
PER_PAGE = 100
"""The most comments that the API gives at once."""


class YouTubeSettings(SignInSettings):
    """``channel`` is the shop's own (``UC...``); ``videos`` are others to watch, by their ids.

    ``query`` searches all of YouTube for videos, with ``|`` for "or" and ``-`` for "not".
    ``pages`` is how many pages of comments a listing is read at most. Answering needs the
    sign-in and the channel; reading needs ``key`` alone.
    """

    key: Secret | None = None
    channel: str | None = Field(None, pattern=r"^[\w-]+$")
    videos: tuple[str, ...] = ()
    query: str | None = Field(None, min_length=1, max_length=500)
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$")
    pages: PositiveInt = 20

    @model_validator(mode="after")
    def _something_to_read(self) -> Self:
        if not (self.channel or self.videos or self.query):
            raise ValueError("give a channel, videos or a query")
        if self.key is None and self.refresh_token is None:
            raise ValueError("give a key, or sign in with a refresh_token")
        return self


class Listings(DailyWalk):
    """A walk over several listings: the one being read, those to come, and pages read of it.

    ``ended`` says that each listing so far was read to its end.
    """

    listing: str = ""
    to_come: tuple[str, ...] = ()
    read: int = 0
    ended: bool = True


class YouTube(GoogleSignIn, CanWithdraw, HttpSource):
    """Comments of a channel and of videos, and videos that a search finds."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="youtube",
        title="YouTube",
        summary="YouTube comments on your channel or on single videos, and videos about you.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.KEY,
        order=Order.NEWEST_CREATED,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.COMPLETE_LISTING,
        pushdown=frozenset({Pushdown.ANY, Pushdown.NONE_OF, Pushdown.LANGUAGE, Pushdown.COUNTRY}),
        reply=ReplyRules(10_000, delete=True, single=False),
        terms=Terms(note="Refresh or drop what is stored within 30 days."),
        min_interval=timedelta(minutes=15),
        every=timedelta(hours=1),
    )
    Settings: ClassVar[type[SourceSettings]] = YouTubeSettings
    settings: YouTubeSettings

    def request(self, cursor: Cursor | None) -> Request:
        settings = self.settings
        first, *rest = [
            *([CHANNEL + settings.channel] if settings.channel else []),
            *(VIDEO + video for video in settings.videos),
            *([SEARCH + settings.query] if settings.query else []),
        ] or [""]
        walk = Listings.restored(cursor)
        return self._listing(walk.model_copy(update={"listing": first, "to_come": tuple(rest)}))

    def _listing(self, walk: Listings) -> Request:
        name, _, value = walk.listing.partition(":")
        paged = {} if walk.page is None else {"pageToken": walk.page}
        if walk.listing.startswith(SEARCH):
            request = self._ask("search", {"part": "snippet", **self._search(value)})
        else:
            params = {"part": "snippet,replies", "order": "time", "maxResults": str(PER_PAGE)}
            params |= {"textFormat": "plainText", **({name: value} if value else {}), **paged}
            request = self._ask("commentThreads", params)
        return replace(request, notes=walk.notes)

    def _search(self, words: str) -> dict[str, str]:
        params = {"q": words, "type": "video", "order": "date", "maxResults": "50"}
        if self.settings.lang:
            params["relevanceLanguage"] = self.settings.lang
        if self.settings.country:
            params["regionCode"] = self.settings.country
        return params

    def _ask(self, path: str, params: Mapping[str, str]) -> Request:
        key = self.settings.key
        known = {} if key is None else {"key": key.get_secret_value()}
        # Unconditional: a 304 for the first page would hide what a full walk is there to find.
        return Request(API + path, params={**params, **known}, conditional=False)

    def parse(self, response: Response) -> Page:
        """One page of threads, comments or videos.

        Raises what an error reported by YouTube calls for, SchemaChanged for anything else.
        """
        payload, now = checked(read_json(response), response), response.received_at
        items, rejected = self._read(payload, response)
        if "items" not in payload:
            return Page(tuple(items), tuple(rejected))
        walk = Listings.restored(response.request.notes)
        if not walk.listing:
            walk = walk.model_copy(update={"listing": listing_of(payload, response.url)})
        moments = [item.published_at for item in items if not _is_reply(item)]
        walk = walk.met(moments, now, whole=not rejected)
        token, searching = text_at(payload, "nextPageToken"), walk.listing.startswith(SEARCH)
        further = token is not None and not searching and walk.read + 1 < self.settings.pages
        if token is not None and further and walk.listing and not walk.caught_up(moments):
            turned = walk.turned(token).model_copy(update={"read": walk.read + 1})
            return Page(tuple(items), tuple(rejected), next=self._listing(turned))
        ended = walk.ended and token is None and not searching
        if walk.to_come:
            first, *rest = walk.to_come
            update = {"listing": first, "to_come": tuple(rest), "page": None, "read": 0}
            turned = walk.model_copy(update={**update, "ended": ended})
            return Page(tuple(items), tuple(rejected), next=self._listing(turned))
        resume = walk.cursor(to_the_end=ended or walk.full)
        complete = ended and walk.whole
        return Page(tuple(items), tuple(rejected), resume=resume, complete=complete)

    def _read(self, payload: Json, response: Response) -> tuple[list[Item], list[Rejected]]:
        alone = text_at(payload, "kind") in ("youtube#comment", "youtube#commentThread")
        listed = [payload] if alone else at(payload, "items")
        if not isinstance(listed, list):
            raise SchemaChanged("The answer is no list of comments or videos.")
        entries = Entries(self.settings.channel, response.received_at)
        items: dict[str, Item] = {}
        rejected: list[Rejected] = []
        for place, entry in enumerate(listed, start=1):
            found = entries.read(entry)
            if not found:
                rejected.append(Rejected("neither a comment with words nor a video", f"{place}"))
            elif found[0].id in items:
                rejected.append(Rejected("a comment or video that is listed twice", f"{place}"))
            for item in found:
                items.setdefault(item.id, item)
        if listed and not items and not any(isinstance(at(e, "snippet"), dict) for e in listed):
            raise SchemaChanged("The answer lists neither comments nor videos.")
        return list(items.values()), rejected

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:
        try:
            told = own_error(json.loads(body))
        except (ValueError, RecursionError):
            told = None
        return told or super().refusal(status, headers, body)

    def replies_request(self, item: Item) -> Request:
        self._may_answer()
        params = {"part": "snippet", "parentId": _thread(item), "textFormat": "plainText"}
        return self._ask("comments", {**params, "maxResults": str(PER_PAGE)})

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:  # noqa: ARG002
        items, _ = self._read(checked(read_json(response), response), response)
        ours = [each for each in items if each.author.is_owner]
        ours.sort(key=lambda each: each.published_at or response.received_at)
        return tuple(map(_our_reply, ours))

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        self._may_answer()
        body: Json = {"snippet": {"parentId": _thread(item), "textOriginal": text}}
        asked = self._ask("comments", {"part": "snippet"})
        return replace(asked, method="POST", json=body)

    def parse_reply(self, response: Response) -> OurReply:
        payload = checked(read_json(response), response)
        posted = Entries(self.settings.channel, response.received_at).comment(payload)
        if posted is None:
            raise SchemaChanged("YouTube does not say what became of the answer.")
        return _our_reply(posted)

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        self._may_answer()
        if reply.id is None:
            raise NotConfigured("The answer has no id.")
        return replace(self._ask("comments", {"id": reply.id}), method="DELETE")

    def _may_answer(self) -> None:
        if self.settings.refresh_token is None or self.settings.channel is None:
            raise NotConfigured(
                "Answering on YouTube needs the sign-in and your own channel.",
                hint="Set `channel`, `client_id`, `client_secret` and `refresh_token`.",
            )


def _is_reply(item: Item) -> bool:
    return item.extra.get(THREAD, item.id) != item.id


def _thread(item: Item) -> str:
    return item.extra.get(THREAD, item.id)


def _our_reply(item: Item) -> OurReply:
    return OurReply(item.text or "", id=item.id, published_at=item.published_at)
