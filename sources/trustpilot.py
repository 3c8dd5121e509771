"""Reviews of a company on Trustpilot, by its API for businesses (a paid module).

An ordinary poll reads the newest reviews with the API key; once a day a walk goes over
``all-reviews``, page token by page token, for edits of old reviews and what is no longer there.
Answers need the OAuth client's secret as well. The cursor is ``DailyWalk``'s, and the unit's id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import parse_qsl, quote

from pydantic import Field, SecretStr

from monitor.capability import CanWithdraw, NeedsToken, OurReply, Token
from monitor.errors import AuthExpired, NotConfigured, QuotaExhausted, SchemaChanged
from monitor.mention import Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    Deletions,
    Edits,
    History,
    HttpSource,
    Json,
    Order,
    Page,
    RatingScale,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.reading.entries import read_each
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.ratings import read_rating
from sources.shapes.trustpilot import event_review, read_reply, read_review
from sources.walks.daily import DailyWalk

API = "https://api.trustpilot.com/v1"
PER_PAGE = 100
_UNIT = r"^[0-9A-Za-z]{8,64}$"
_LIFE = timedelta(hours=1)
_PRIVATE = "/private/"
_GRANTS = frozenset({"invalid_client", "invalid_grant", "unauthorized_client"})


class TrustpilotSettings(SourceSettings):
    """``domain`` or ``unit`` says which company; ``key`` reads.

    ``secret``, with ``user`` and ``password`` where Trustpilot wants a person, answers in the
    name of the business user ``author``.
    """

    key: Secret
    unit: str | None = Field(default=None, pattern=_UNIT)
    domain: str | None = Field(default=None, max_length=253)
    secret: Secret | None = None
    user: str | None = None
    password: Secret | None = None
    author: str | None = None


class Trustpilot(HttpSource, NeedsToken, CanWithdraw):
    """The reviews of one business unit."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="trustpilot",
        title="Trustpilot",
        summary="Reviews of your company on Trustpilot, by its paid API; answers too.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.PAID,
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        reply=ReplyRules(limit=4096, update=True, delete=True),
        terms=Terms(note="Show reviews unaltered, in their current version, with a link back."),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = TrustpilotSettings
    settings: TrustpilotSettings

    def __init__(self, settings: SourceSettings) -> None:
        super().__init__(settings)
        if self.settings.unit is None and self.settings.domain is None:
            raise NotConfigured('Trustpilot needs domain = "myshop.example" or a unit.')

    @classmethod
    def offline(cls, url: str | None = None) -> Trustpilot:
        unit = (url or "").partition("/business-units/")[2].partition("/")[0]
        unit = unit if re.fullmatch(_UNIT, unit) else "00000000"
        return cls(TrustpilotSettings(key=SecretStr(""), unit=unit))

    def request(self, cursor: Cursor | None) -> Request:
        walk = DailyWalk.restored(cursor)
        unit = self.settings.unit or text_at(dict(cursor or {}), "unit")
        if unit is None:
            name = {"name": self.settings.domain or ""}
            return self._get("business-units/find", name, walk.notes)
        return self._newest(unit, walk)

    def parse(self, response: Response) -> Page:
        """A page of reviews, the profile of a company, or the body of a webhook.

        Raises AuthExpired and the like for what Trustpilot answers to a bad key.
        """
        payload = read_json(response)
        _refuse(payload)
        now, walk = response.received_at, DailyWalk.restored(dict(response.request.notes))
        if isinstance(events := at(payload, "events"), list):
            items, rejected = read_each(events, lambda each: event_review(each, now), "review")
            return Page(items, rejected)
        if not isinstance(entries := at(payload, "reviews"), list):
            return self._profile(payload, walk)
        items, rejected = read_each(entries, lambda each: read_review(each, now), "review")
        moments = [item.published_at for item in items]
        walk = walk.met(moments, now, whole=not rejected)
        follow, to_the_end = self._follow(payload, response, walk, moments)
        unit = _unit(response.request.url) or self.settings.unit
        done = follow is None
        return Page(
            items,
            rejected,
            next=follow,
            resume={**walk.cursor(to_the_end=to_the_end), "unit": unit} if done else None,
            complete=to_the_end and walk.whole,
        )

    def _profile(self, payload: Json, walk: DailyWalk) -> Page:
        unit = text_at(payload, "id")
        known = at(payload, "score") is not None or at(payload, "numberOfReviews") is not None
        if unit is None or not known:
            raise SchemaChanged("The answer is neither a list of reviews nor a company's profile.")
        stars = read_rating(at(payload, "score", "trustScore") or at(payload, "score", "stars"))
        count = at(payload, "numberOfReviews", "total") or at(payload, "numberOfReviews")
        total = count if isinstance(count, int) and not isinstance(count, bool) else None
        average = stars.value if stars is not None and stars.value else None
        return Page(next=self._newest(unit, walk), aggregate=Aggregate(average, total))

    def _follow(
        self,
        payload: Json,
        response: Response,
        walk: DailyWalk,
        moments: list[datetime | None],
    ) -> tuple[Request | None, bool]:
        """The next request, and whether this page was the end of the whole listing."""
        unit = _unit(response.request.url) or self.settings.unit or ""
        everything = response.request.url.endswith("/all-reviews")
        token = text_at(payload, "nextPageToken") or _next(payload, "pageToken")
        if token is not None and (everything or walk.full):
            return self._everything(unit, walk.turned(token)), False
        page = _next(payload, "page")
        if everything or (page is None and len(moments) < PER_PAGE):
            return None, True
        if walk.full:
            return self._everything(unit, walk), False
        if walk.caught_up(moments):
            return None, False
        return self._newest(unit, walk.next_number()), False

    def _newest(self, unit: str, walk: DailyWalk) -> Request:
        params = {"perPage": str(PER_PAGE), "orderBy": "createdat.desc", "page": walk.page or "1"}
        return self._get(f"business-units/{quote(unit, safe='')}/reviews", params, walk.notes)

    def _everything(self, unit: str, walk: DailyWalk) -> Request:
        params = {"perPage": str(PER_PAGE), **({"pageToken": walk.page} if walk.page else {})}
        return self._get(f"business-units/{quote(unit, safe='')}/all-reviews", params, walk.notes)

    def _get(self, path: str, params: Mapping[str, str], notes: Mapping[str, Json]) -> Request:
        headers = {"apikey": self.settings.key.get_secret_value()}
        address = f"{API}/{path}"
        return Request(address, params=params, headers=headers, notes=notes, conditional=False)

    # Answering

    def token(self, now: datetime) -> Token | Request:  # noqa: ARG002 - asked for, not made
        given = self.settings
        if given.secret is None:
            return Token("")
        form = {"grant_type": "client_credentials"}
        if given.user is not None and given.password is not None:
            password = given.password.get_secret_value()
            form = {"grant_type": "password", "username": given.user, "password": password}
        return Request(
            f"{API}/oauth/oauth-business-users-for-applications/accesstoken",
            method="POST",
            auth=(given.key.get_secret_value(), given.secret.get_secret_value()),
            form=form,
            conditional=False,
        )

    def parse_token(self, response: Response) -> Token:
        answer = read_json(response)
        token, seconds = text_at(answer, "access_token"), text_at(answer, "expires_in") or ""
        if token is None:
            raise AuthExpired("Trustpilot gave no access token.")
        stated = seconds.isdecimal() and 0 < len(seconds) < 9
        life = timedelta(seconds=int(seconds)) if stated else _LIFE
        return Token(token, response.received_at + life)

    def authorised(self, request: Request, token: Token) -> Request:
        """Only the private part of the API takes the token; the rest is read with the key."""
        if not token.value or _PRIVATE not in request.url:
            return request
        headers = {**request.headers, "Authorization": f"Bearer {token.value}"}
        return replace(request, headers=headers)

    def replies_request(self, item: Item) -> Request:
        return self._get(f"reviews/{quote(item.id, safe='')}", {}, {})

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        payload = read_json(response)
        _refuse(payload)
        if text_at(payload, "id") != item.id:
            raise SchemaChanged("The answer is not the review that was asked for.")
        reply = read_reply(payload, response.received_at)
        if reply is None:
            return ()
        return (OurReply(reply.text, id=item.id, published_at=reply.published_at),)

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        author = self.settings.author
        said: dict[str, Json] = {"message": text}
        if author is not None:
            said["authorBusinessUserId"] = author
        return replace(self._reply_address(item.id), method="POST", json=said)

    def parse_reply(self, response: Response) -> OurReply:
        """Trustpilot answers 201 and nothing else: what stands there is what was sent."""
        return OurReply(text_at(response.request.json, "message") or "")

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        return replace(self._reply_address(item.id), method="DELETE")

    def _reply_address(self, review: str) -> Request:
        if self.settings.secret is None:
            raise NotConfigured(
                "Answering on Trustpilot needs the API client's secret.",
                hint="Add secret, and user and password, to this source in config.toml.",
            )
        return self._get(f"private/reviews/{quote(review, safe='')}/reply", {}, {})


def _next(payload: Json, parameter: str) -> str | None:
    """``parameter`` of the address to which the "next-page" link leads."""
    for link in entries_at(payload, "links"):
        if at(link, "rel") in ("next-page", "next"):
            query = (text_at(link, "href") or "").partition("?")[2]
            return next((value for name, value in parse_qsl(query) if name == parameter), None)
    return None


def _unit(address: str) -> str | None:
    unit = address.partition("/business-units/")[2].partition("/")[0]
    return unit if unit and unit != "find" else None


def _refuse(payload: Json) -> None:
    """Raise what a fault of Trustpilot's gateway in place of an answer calls for."""
    fault = at(payload, "fault")
    said = f"{at(fault, 'faultstring')} {at(fault, 'detail', 'errorcode')}".lower()
    if "quota" in said or "ratelimit" in said:
        raise QuotaExhausted("The allowance of this key at Trustpilot is used up.")
    if fault is not None or text_at(payload, "error") in _GRANTS:
        raise AuthExpired("Trustpilot refused the API key or the login.")
