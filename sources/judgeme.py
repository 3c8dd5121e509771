"""Reviews that Judge.me collects for a shop (Shopify and others), and public answers to them.

The API numbers its pages and does not say in which order reviews come. Where a page shows the
newest first, an ordinary poll ends at what it knows; else, and once a day, it goes to the end.
E-mail and IP addresses, which Judge.me sends along, are never kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, SecretStr

from monitor.capability import CanGet, CanReply, Gone, OurReply
from monitor.errors import AuthExpired, RateLimited, SchemaChanged, TargetNotFound
from monitor.mention import Author, Item, Kind, Rating, State
from monitor.settings import Secret
from monitor.source import (
    Auth,
    Cursor,
    Deletions,
    Edits,
    History,
    HttpSource,
    Json,
    Page,
    RatingScale,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.reading.dates import read_date
from sources.reading.entries import Readings, each_once
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import line, prose
from sources.reading.ratings import read_rating
from sources.reading.text import safe_url
from sources.walks.daily import DailyWalk

API = "https://api.judge.me/api/v1/"
PER_PAGE = 100
"""The most that the API gives at once."""

_NUMBER = re.compile(r"[0-9]{1,20}")
_HANDLE = re.compile(r"[\w-]{1,255}")


class JudgeMeSettings(SourceSettings):
    """``shop`` is the shop's address at its platform, ``token`` the private API token."""

    shop: str = Field(pattern=r"^[A-Za-z0-9.-]+\.[A-Za-z]{2,}$")
    token: Secret


class JudgeMe(CanGet, CanReply, HttpSource):
    """All reviews of a shop, hidden and waiting ones with their state."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="judgeme",
        title="Judge.me",
        summary="Product reviews that Judge.me collects for your shop; can answer them.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.KEY,
        history=History.FULL,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        reply=ReplyRules(2000),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = JudgeMeSettings
    settings: JudgeMeSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        shop = parse_qs(urlsplit(url or "").query).get("shop_domain", [""])[0]
        return cls(JudgeMeSettings.model_construct(shop=shop, token=SecretStr("")))

    def request(self, cursor: Cursor | None) -> Request:
        return self._listing(DailyWalk.restored(cursor))

    def _listing(self, walk: DailyWalk) -> Request:
        asked = self._request("reviews", {"per_page": str(PER_PAGE), "page": walk.page or "1"})
        return replace(asked, notes=walk.notes)

    def _request(self, path: str, params: dict[str, str] | None = None) -> Request:
        params = {"shop_domain": self.settings.shop, **(params or {})}
        headers = {"X-Api-Token": self.settings.token.get_secret_value()}
        # Unconditional: a 304 for the first page would hide what a full walk is there to find.
        return Request(API + path, params=params, headers=headers, conditional=False)

    def parse(self, response: Response) -> Page:
        """One page of reviews; also one review alone, as Judge.me's webhooks send it.

        Raises what an error in their place calls for, SchemaChanged for anything else.
        """
        payload, now = _checked(read_json(response)), response.received_at
        if isinstance(at(payload, "review"), dict):
            items, rejected = self._read([at(payload, "review")], now)
            return Page(items, rejected)
        entries = at(payload, "reviews")
        if not isinstance(entries, list):
            raise SchemaChanged("The answer is no list of reviews.")
        items, rejected = self._read(entries, now)
        if entries and not items and not any(_looks_like_review(entry) for entry in entries):
            raise SchemaChanged("The answer lists something else than reviews.")
        moments = [item.published_at for item in items]
        walk = DailyWalk.restored(response.request.notes).met(moments, now, whole=not rejected)
        size = at(payload, "per_page")
        full = isinstance(size, int) and not isinstance(size, bool) and 0 < size <= len(entries)
        known = _newest_first(moments) and walk.caught_up(moments)
        return Page(
            items,
            rejected,
            next=self._listing(walk.next_number()) if full and not known else None,
            resume=walk.cursor(to_the_end=not full) if known or not full else None,
            complete=walk.whole and not full,
        )

    def _read(self, entries: Sequence[Json], now: datetime) -> Readings:
        none = "not a review with a number, and stars or words"
        return each_once((self._item(entry, now) or none for entry in entries), "review")

    def _item(self, entry: Json, now: datetime) -> Item | None:
        number = text_at(entry, "id")
        rating, text = _rating(at(entry, "rating")), prose(at(entry, "body"))
        if number is None or not _NUMBER.fullmatch(number) or (rating is None and text is None):
            return None
        published, precision = read_date(at(entry, "created_at"), now=now)
        return Item(
            id=number,
            kind=Kind.REVIEW,
            author=Author(person(at(entry, "reviewer", "name"))),
            rating=rating,
            title=line(at(entry, "title")),
            text=text,
            published_at=published,
            precision=precision,
            updated_at=read_date(at(entry, "updated_at"), now=now)[0],
            url=self._product(entry),
            state=_state(entry),
            about=line(at(entry, "product_title")),
        )

    def _product(self, entry: Json) -> str | None:
        """The product's page in the shop; reviews of the shop as a whole have none."""
        shop, handle = self.settings.shop, text_at(entry, "product_handle")
        if not shop or not handle or not at(entry, "product_external_id"):
            return None
        return safe_url(f"https://{shop}/products/{handle}") if _HANDLE.fullmatch(handle) else None

    def get_request(self, item: Item) -> Request:
        return self._request(f"reviews/{item.id}")

    def parse_one(self, response: Response) -> Item | Gone:
        payload = _checked(read_json(response))
        return self._item(at(payload, "review"), response.received_at) or Gone.UNKNOWN

    @property
    def shows_replies(self) -> bool:
        # No recorded review of theirs holds an answer.
        return False

    def replies_request(self, item: Item) -> Request:
        return self.get_request(item)

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:  # noqa: ARG002
        review = at(_checked(read_json(response)), "review")
        if not isinstance(review, dict):
            raise SchemaChanged("The answer is no review.")
        standing = [*entries_at(review, "replies"), *entries_at(review, "reply")]
        return tuple(filter(None, (_reply(each, response.received_at) for each in standing)))

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        asked = self._request("replies")
        # Judge.me would also mail the answer to the reviewer, which nobody has asked for.
        body: Json = {
            "review_id": int(item.id),
            "send_reply_email": False,
            "reply": {"content": text},
        }
        return replace(asked, method="POST", json=body, notes={"text": text})

    def parse_reply(self, response: Response) -> OurReply:
        payload = _checked(read_json(response)) if response.body.strip() else None
        posted = _reply(at(payload, "reply"), response.received_at)
        return posted or OurReply(str(response.request.notes.get("text") or ""))


def _checked(payload: Json) -> Json:
    """``payload``, unless it reports an error. Its words are looked at, never quoted."""
    if not isinstance(payload, dict):
        raise SchemaChanged("The answer is no list of reviews.")
    error = payload.get("error", payload.get("errors"))
    if error is None:
        return payload
    said = str(error).lower()[:500]
    if re.search(r"token|unauthori[sz]ed|forbidden|permission", said):
        raise AuthExpired("Judge.me refused the token.")
    if re.search(r"too many|rate limit|throttl", said):
        raise RateLimited("Judge.me asks to slow down.")
    if re.search(r"not found|no such|does not exist", said):
        raise TargetNotFound("Judge.me does not know this shop or review.")
    raise SchemaChanged("Judge.me reports an error of an unknown kind.")


def _looks_like_review(entry: Json) -> bool:
    return isinstance(entry, dict) and "body" in entry and "rating" in entry


def _newest_first(moments: Sequence[datetime | None]) -> bool:
    dated = [moment for moment in moments if moment is not None]
    return dated == sorted(dated, reverse=True)


def _rating(value: Json) -> Rating | None:
    rating = read_rating(value)
    return None if rating is None or rating.value == 0 else rating


def _state(entry: Json) -> State:
    """Who can see it: ``curated`` is the shop's decision, ``published`` and ``hidden`` the fact."""
    curated = text_at(entry, "curated") or ""
    if curated == "spam":
        return State.SPAM
    if at(entry, "hidden") is True:
        return State.HIDDEN
    if at(entry, "published") is False:
        return State.PENDING if curated in ("", "not-yet", "pending") else State.HIDDEN
    return State.VISIBLE


def _reply(value: Json, now: datetime) -> OurReply | None:
    text = prose(value) or prose(at(value, "content")) or prose(at(value, "body"))
    if text is None:
        return None
    published = read_date(at(value, "created_at"), now=now)[0]
    return OurReply(text, id=text_at(value, "id"), published_at=published)
