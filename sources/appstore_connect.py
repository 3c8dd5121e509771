"""Reviews of the owner's own app in all countries, by the App Store Connect API.

goodword makes a JWT with the owner's API key on the spot; nothing is exchanged. The listing is
newest first and whole: an ordinary poll reads the newest, once a day a walk goes to its end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Self
from urllib.parse import quote, urlsplit

from pydantic import PositiveInt, StringConstraints

from monitor.capability import CanWithdraw, NeedsToken, OurReply, ReadsRefusals, Token
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    Deletions,
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
)
from sources.reading.nodes import at, text_at
from sources.reading.payload import read_json
from sources.shapes.appstore_connect import is_review, our_reply, response_of, reviews_of
from sources.walks.daily import DailyWalk

HOST = "api.appstoreconnect.apple.com"
API = f"https://{HOST}/v1"
_LIFE = timedelta(minutes=15)
"""Apple takes no token that lives longer than twenty minutes."""
_KEY_HINT = (
    "Make a key in App Store Connect, Users and Access, Integrations, with the role Customer "
    'Support, and name its file: `private_key = "file:AuthKey_....p8"`.'
)
_AGREEMENT_HINT = "Log in to App Store Connect: the account's holder must accept an agreement."

KeyName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{4,64}$")]


class AppStoreConnectSettings(SourceSettings):
    """``app`` is the app's number; ``key_id``, ``issuer_id`` and ``private_key`` are the API key.

    A key of one person, not of the team, has no ``issuer_id``.
    """

    app: PositiveInt
    key_id: KeyName
    private_key: Secret
    issuer_id: KeyName | None = None


class AppStoreConnect(HttpSource, NeedsToken, CanWithdraw, ReadsRefusals):
    """All reviews of one app, as its developer sees them."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="appstore_connect",
        title="App Store Connect",
        summary="All reviews of your own app in the App Store, by an API key; can answer.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.KEY,
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        reply=ReplyRules(limit=5970, update=True, delete=True, moderated=True),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = AppStoreConnectSettings
    settings: AppStoreConnectSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:  # noqa: ARG003 - answers name what follows
        """An instance for saved answers, without a key."""
        fields: dict[str, object] = {"app": 1, "key_id": "", "private_key": None}
        return cls(AppStoreConnectSettings.model_construct(None, **fields))

    def request(self, cursor: Cursor | None) -> Request:
        params = {"sort": "-createdDate", "limit": "200", "include": "response"}
        notes = DailyWalk.restored(cursor).notes
        url = f"{API}/apps/{self.settings.app}/customerReviews"
        # Unconditional: a 304 for the first page would hide what a full walk is there to find.
        return Request(url, params=params, notes=notes, conditional=False)

    def parse(self, response: Response) -> Page:
        """The reviews of one page, with the answers that came along.

        Raises what Apple's errors call for, SchemaChanged for anything else.
        """
        payload = _checked(response)
        reviews = at(payload, "data")
        if isinstance(reviews, dict):
            reviews = [reviews]
        if not isinstance(reviews, list) or (reviews and not any(map(is_review, reviews))):
            raise SchemaChanged("The answer is no list of customer reviews.")
        items, rejected = reviews_of(reviews, payload, response.received_at)
        walk = DailyWalk.restored(response.request.notes)
        moments = [item.published_at for item in items]
        walk = walk.met(moments, response.received_at, whole=not rejected)
        stated, more = _next_page(payload), at(payload, "links", "next") is not None
        done = stated is None or walk.caught_up(moments)
        turned = walk.turned(stated)
        follow = Request(stated, notes=turned.notes, conditional=False) if stated else None
        total = at(payload, "meta", "paging", "total")
        return Page(
            items,
            rejected,
            next=None if done else follow,
            resume=walk.cursor(to_the_end=not more) if done else None,
            complete=walk.whole and not more,
            aggregate=Aggregate(count=total) if type(total) is int else None,
        )

    def token(self, now: datetime) -> Token | Request:
        """A JWT signed with the owner's key, good for a quarter of an hour."""
        # Loaded late: the cryptography behind it takes a while, and few need it.
        import jwt

        own, expires = self.settings, now + _LIFE
        who = {"iss": own.issuer_id} if own.issuer_id is not None else {"sub": "user"}
        times = {"iat": int(now.timestamp()), "exp": int(expires.timestamp())}
        try:
            signed = jwt.encode(
                {**who, **times, "aud": "appstoreconnect-v1"},
                own.private_key.get_secret_value(),
                algorithm="ES256",
                headers={"kid": own.key_id},
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            raise NotConfigured("The private key is not usable.", hint=_KEY_HINT) from None
        return Token(signed, expires)

    def parse_token(self, response: Response) -> Token:  # noqa: ARG002 - never asked for
        """Never called: the token is made here."""
        raise AuthExpired("Apple refused the key.", hint=_KEY_HINT)

    def authorised(self, request: Request, token: Token) -> Request:
        headers = {**request.headers, "Authorization": f"Bearer {token.value}"}
        return replace(request, headers=headers)

    def refusal(
        self,
        status: int,  # noqa: ARG002 - the body repeats it
        headers: Mapping[str, str],  # noqa: ARG002
        body: bytes,
    ) -> SourceError | None:
        try:
            return _error(json.loads(body))
        except (ValueError, RecursionError):
            return None

    def replies_request(self, item: Item) -> Request:
        url = f"{API}/customerReviews/{quote(item.id, safe='')}"
        return Request(url, params={"include": "response"}, conditional=False)

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        payload = _checked(response)
        if text_at(payload, "data", "id") != item.id:
            raise SchemaChanged("The answer is another review.")
        reviews, _ = reviews_of([at(payload, "data")], payload, response.received_at)
        return tuple(our_reply(each.reply) for each in reviews if each.reply is not None)

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        """Apple keeps one answer a review, so the same one posted twice stays one."""
        review: Json = {"data": {"type": "customerReviews", "id": item.id}}
        data: Json = {
            "type": "customerReviewResponses",
            "attributes": {"responseBody": text},
            "relationships": {"review": review},
        }
        return Request(f"{API}/customerReviewResponses", method="POST", json={"data": data})

    def parse_reply(self, response: Response) -> OurReply:
        found = response_of(at(_checked(response), "data"), response.received_at)
        if found is None:
            raise SchemaChanged("Apple did not confirm the answer.")
        return our_reply(found)

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        if reply.id is None:
            raise NotConfigured("The answer has no number.")
        url = f"{API}/customerReviewResponses/{quote(reply.id, safe='')}"
        return Request(url, method="DELETE")


def _checked(response: Response) -> Json:
    payload = read_json(response)
    error = _error(payload)
    if error is not None:
        raise error
    return payload


def _error(payload: Json) -> SourceError | None:
    """The error that Apple reports: the first one names the status."""
    first = at(payload, "errors", 0)
    if not isinstance(first, dict):
        return None
    status, code = text_at(first, "status") or "", text_at(first, "code") or ""
    if status == "401":
        return AuthExpired("Apple refused the API key.", hint=_KEY_HINT)
    if "AGREEMENT" in code:
        return NeedsApproval("Apple waits for an agreement to be accepted.", hint=_AGREEMENT_HINT)
    if status == "403":
        return NeedsApproval("The API key may not see the reviews.", hint=_KEY_HINT)
    if status == "404":
        return TargetNotFound("App Store Connect has no such app or review.")
    if status == "409":
        return Refused("Apple does not take this answer.", hint="Change its words and try again.")
    if status == "429":
        return RateLimited("Apple asks to slow down.")
    if status.startswith("5"):
        return Unavailable("Apple has trouble of its own.")
    return NotConfigured("Apple does not accept this request.")


def _next_page(payload: Json) -> str | None:
    """The address of the following page, if it is Apple's own: the token goes along with it."""
    url = text_at(payload, "links", "next")
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme == "https" and parts.netloc == HOST else None
