"""Reviews of the owner's own app on Google Play, by the Android Publisher API.

The API shows reviews that have words and were written or changed within the last week, and
takes answers. goodword signs in as a service account: it makes a JWT with the account's key and
exchanges it for a token of an hour.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Self
from urllib.parse import quote

from pydantic import StringConstraints

from monitor.capability import CanReply, OurReply, Token
from monitor.errors import AuthExpired, NotConfigured, SchemaChanged
from monitor.mention import Author, Item, Kind, OwnerReply, Translation
from monitor.settings import Secret
from monitor.source import (
    Auth,
    Cursor,
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
from sources.google.error import google_error
from sources.google.signin import TOKENS, GoogleSignIn
from sources.reading.dates import read_date
from sources.reading.entries import each_once
from sources.reading.language import language
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.ratings import read_rating
from sources.reading.text import clean
from sources.shapes.googleplay import address

API = "https://androidpublisher.googleapis.com/androidpublisher/v3/applications"
SCOPE = "https://www.googleapis.com/auth/androidpublisher"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LIFE = timedelta(hours=1)
_IN_ADDRESS = re.compile(r"/applications/([A-Za-z0-9_.]{1,150})/reviews")
_PACKAGE = r"^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+$"
_KEY_HINT = 'Make a new JSON key of the service account, and name its file: `key = "file:..."`.'
_INVITE_HINT = (
    "In the Play Console, Users and permissions, invite the service account's address and allow "
    'it "Reply to reviews". It can take a day until Google knows.'
)

Package = Annotated[str, StringConstraints(pattern=_PACKAGE, max_length=150)]
"""The name of an app, as in its address."""
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(?:[-_][A-Z]{2})?$")]


class GooglePlayOwnerSettings(SourceSettings):
    """``package`` is the app, ``key`` the JSON key of a service account.

    ``translate_to`` asks Google for a translation beside the original.
    """

    package: Package
    key: Secret
    translate_to: LanguageTag | None = None


class GooglePlayOwner(HttpSource, GoogleSignIn, CanReply):
    """The recent reviews of one app, as its developer sees them."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="googleplay_owner",
        title="Google Play (own app)",
        summary="Last week's reviews of your own Android app, by a service account; can answer.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.OAUTH,
        order=Order.NEWEST_UPDATED,
        rating=RatingScale(),
        reply=ReplyRules(limit=350, update=True),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = GooglePlayOwnerSettings
    settings: GooglePlayOwnerSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        found = _IN_ADDRESS.search(url or "")
        fields: dict[str, object] = {"package": found[1] if found else None, "key": None}
        return cls(GooglePlayOwnerSettings.model_construct(None, **fields))

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - a week is all there is
        return self._listing(None)

    def _listing(self, page: str | None) -> Request:
        params = {"maxResults": "100"}
        if self.settings.translate_to is not None:
            params["translationLanguage"] = self.settings.translate_to
        if page is not None:
            params["token"] = page
        return Request(f"{API}/{self.settings.package}/reviews", params=params, conditional=False)

    def parse(self, response: Response) -> Page:
        """The reviews of one page; a single review's answer is read too.

        Raises what Google's error calls for, SchemaChanged for anything else.
        """
        payload = _checked(response)
        if isinstance(payload, dict) and "reviewId" in payload:
            payload = {"reviews": [payload]}
        if not isinstance(payload, dict) or (payload and not payload.keys() & _KEYS):
            raise SchemaChanged("The answer is no list of reviews.")
        none, now = "not a review with an id and a comment", response.received_at
        reviews = entries_at(payload, "reviews")
        items, rejected = each_once((self._item(each, now) or none for each in reviews), "review")
        follow = text_at(payload, "tokenPagination", "nextPageToken")
        return Page(
            items,
            rejected,
            next=None if follow is None else self._listing(follow),
        )

    def _item(self, review: Json, now: datetime) -> Item | None:
        number = text_at(review, "reviewId")
        comment = _comment(review, "userComment")
        if number is None or len(number) > 300 or clean(number) != number or comment is None:
            return None
        shown, original = at(comment, "text"), at(comment, "originalText")
        translated = isinstance(original, str) and bool(original.strip()) and original != shown
        title, text = _title_and_text(original if translated else shown)
        published, precision = read_date(at(comment, "lastModified"), now=now)
        rating = read_rating(at(comment, "starRating"))
        return Item(
            id=number,
            kind=Kind.REVIEW,
            author=Author(person(at(review, "authorName"))),
            rating=None if rating is None or rating.value == 0 else rating,
            title=title,
            text=text,
            published_at=published,
            precision=precision,
            url=address(self.settings.package, number),
            reply=_reply(_comment(review, "developerComment"), now),
            translation=_translation(shown, self.settings.translate_to) if translated else None,
            lang=language(at(comment, "reviewerLanguage")),
            dedupe_key=f"googleplay:{number}",
        )

    def token(self, now: datetime) -> Token | Request:
        """The exchange of a JWT, made with the service account's key, for a token of an hour."""
        # Loaded late: the cryptography behind it takes a while, and few need it.
        import jwt

        account = _account(self.settings.key.get_secret_value())
        claims = {
            "iss": text_at(account, "client_email"),
            "scope": SCOPE,
            "aud": TOKENS,
            "iat": int(now.timestamp()),
            "exp": int((now + _LIFE).timestamp()),
        }
        headers = {"kid": text_at(account, "private_key_id") or ""}
        try:
            signed = jwt.encode(
                claims, text_at(account, "private_key") or "", algorithm="RS256", headers=headers
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            raise NotConfigured(
                "The service account's key is not usable.", hint=_KEY_HINT
            ) from None
        form = {"grant_type": _GRANT, "assertion": signed}
        return Request(TOKENS, method="POST", form=form, conditional=False)

    def parse_token(self, response: Response) -> Token:
        try:
            return super().parse_token(response)
        except AuthExpired:
            raise AuthExpired("Google refused the service account.", hint=_KEY_HINT) from None

    def replies_request(self, item: Item) -> Request:
        return Request(f"{self._review(item)}", conditional=False)

    def _review(self, item: Item) -> str:
        return f"{API}/{self.settings.package}/reviews/{quote(item.id, safe=':')}"

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        review = _checked(response)
        if text_at(review, "reviewId") != item.id:
            raise SchemaChanged("The answer is another review.")
        reply = _reply(_comment(review, "developerComment"), response.received_at)
        if reply is None:
            return ()
        return (OurReply(reply.text, published_at=reply.published_at),)

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        """Google keeps one answer a review, so the same one posted twice stays one."""
        return Request(f"{self._review(item)}:reply", method="POST", json={"replyText": text})

    def parse_reply(self, response: Response) -> OurReply:
        answer = at(_checked(response), "result")
        text = clean(at(answer, "replyText"))
        if text is None:
            raise SchemaChanged("Google did not confirm the answer.")
        published, _ = read_date(at(answer, "lastEdited"), now=response.received_at)
        return OurReply(text, published_at=published)


_KEYS = frozenset({"reviews", "tokenPagination", "pageInfo"})


def _checked(response: Response) -> Json:
    payload = read_json(response)
    error = google_error(payload, now=response.received_at)
    if isinstance(error, AuthExpired):
        error = AuthExpired("Google does not let the service account in.", hint=_INVITE_HINT)
    if error is not None:
        raise error
    return payload


def _account(key: str) -> Json:
    """The service account in its JSON key. Raises NotConfigured for anything else."""
    try:
        account: Json = json.loads(key)
    except (ValueError, RecursionError):
        account = None
    if not text_at(account, "client_email") or not text_at(account, "private_key"):
        raise NotConfigured("The key is no JSON key of a service account.", hint=_KEY_HINT)
    return account


def _comment(review: Json, kind: str) -> Json:
    """The latest comment of that kind; the API lists the present one alone, or first."""
    found = (at(each, kind) for each in entries_at(review, "comments"))
    return next((each for each in found if isinstance(each, dict)), None)


def _title_and_text(value: Json) -> tuple[str | None, str | None]:
    """Google joins title and text with a tab; today's reviews have no title."""
    if not isinstance(value, str):
        return None, None
    title, tab, text = value.partition("\t")
    return (clean(title), clean(text)) if tab else (None, clean(value))


def _translation(value: Json, lang: str | None) -> Translation | None:
    text = "\n".join(filter(None, _title_and_text(value)))
    return Translation(text, language(lang)) if text else None


def _reply(comment: Json, now: datetime) -> OwnerReply | None:
    text = clean(at(comment, "text"))
    if text is None:
        return None
    return OwnerReply(text, read_date(at(comment, "lastModified"), now=now)[0])
