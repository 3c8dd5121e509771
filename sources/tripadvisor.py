"""Reviews of one place on TripAdvisor: the newest five in each language, by its Content API.

The shape of the older partner API is read as well: ids and votes as text, times with an
offset, texts cut short.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from pydantic import Field, SecretStr, StringConstraints

from monitor.capability import ReadsRefusals
from monitor.errors import (
    AuthExpired,
    NotConfigured,
    QuotaExhausted,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Author, Item, Kind, OwnerReply
from monitor.settings import Secret
from monitor.source import (
    Auth,
    Cursor,
    Edits,
    History,
    HttpSource,
    Json,
    Order,
    Page,
    Pushdown,
    RatingScale,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.reading.dates import read_date
from sources.reading.entries import read_each
from sources.reading.language import language
from sources.reading.nodes import at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import line, prose
from sources.reading.ratings import read_rating
from sources.reading.text import safe_url

API = "https://api.content.tripadvisor.com/api/v1/location"
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]


class TripAdvisorSettings(SourceSettings):
    """``location`` is the number after ``-d`` in the place's address.

    Each of ``languages`` is asked for on its own. ``referer`` is the site to which the key is
    limited, if it is.
    """

    key: Secret
    location: int = Field(gt=0)
    languages: tuple[Language, ...] = Field(default=("en",), min_length=1, max_length=12)
    referer: str | None = Field(default=None, pattern=r"^https?://\S+$")


class TripAdvisor(HttpSource, ReadsRefusals):
    """The newest reviews of one location."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="tripadvisor",
        title="TripAdvisor",
        summary="The five newest reviews of your place on TripAdvisor in each language you name.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.PAID,
        order=Order.NEWEST_CREATED,
        history=History.WINDOW,
        edits=Edits.CONTENT_HASH,
        rating=RatingScale(),
        pushdown=frozenset({Pushdown.LANGUAGE}),
        terms=Terms(
            store_text=False,
            note="Show TripAdvisor's logo, bubbles and a link; keep only the place's id.",
        ),
        min_interval=timedelta(minutes=30),
        every=timedelta(hours=3),
    )
    Settings: ClassVar[type[SourceSettings]] = TripAdvisorSettings
    settings: TripAdvisorSettings

    @classmethod
    def offline(cls, url: str | None = None) -> TripAdvisor:  # noqa: ARG003 - tells nothing
        return cls(TripAdvisorSettings(key=SecretStr(""), location=1))

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - always the newest
        return self._ask(0)

    def _ask(self, turn: int) -> Request:
        given = self.settings
        return Request(
            f"{API}/{given.location}/reviews",
            params={
                "key": given.key.get_secret_value(),
                "language": given.languages[turn],
                "limit": "5",
                "offset": "0",
            },
            headers={} if given.referer is None else {"Referer": given.referer},
            notes={"turn": turn},
            conditional=False,
        )

    def parse(self, response: Response) -> Page:
        """The newest reviews in one language. Raises what an error in their place calls for."""
        payload = read_json(response)
        if (error := _trouble(payload, response.status)) is not None:
            raise error
        entries, now = at(payload, "data"), response.received_at
        if not isinstance(entries, list):
            raise SchemaChanged("The answer is no list of TripAdvisor reviews.")
        items, rejected = read_each(entries, lambda entry: _review(entry, now), "review")
        turn = response.request.notes.get("turn")
        following = turn + 1 if isinstance(turn, int) else len(self.settings.languages)
        more = following < len(self.settings.languages)
        return Page(
            items,
            rejected,
            next=self._ask(following) if more else None,
            resume=None if more else {},
        )

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:  # noqa: ARG002
        try:
            return _trouble(json.loads(body), status)
        except (ValueError, RecursionError):
            return None


def _review(entry: Mapping[str, Json], now: datetime) -> Item | None:
    node: Json = dict(entry)
    number, text = text_at(node, "id"), prose(entry.get("text"))
    if number is None or not {"text", "rating", "title"} & entry.keys():
        return None
    rating = read_rating(entry.get("rating"))
    published, precision = read_date(entry.get("published_date"), now=now)
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(person(at(node, "user", "username")), text_at(node, "user", "id")),
        rating=None if rating is None or rating.value == 0 else rating,
        title=line(entry.get("title")),
        text=text,
        published_at=published,
        precision=precision,
        url=safe_url(entry.get("url")),
        reply=_reply(entry.get("owner_response"), now),
        lang=language(entry.get("lang")),
        dedupe_key=f"tripadvisor:{number}",
        # The partner API breaks texts off; the Content API gives them whole.
        truncated=text is not None and text.endswith(("...", "…")),
    )


def _reply(answer: Json, now: datetime) -> OwnerReply | None:
    text = prose(at(answer, "text"))
    if text is None:
        return None
    said_at = read_date(at(answer, "published_date"), now=now)[0]
    return OwnerReply(text, said_at, id=text_at(answer, "id"))


def _trouble(payload: Json, status: int) -> SourceError | None:
    """``{"error": {message, type, code}}``, or the gateway's ``{"Message": ...}``; never quoted."""
    said = text_at(payload, "message") or text_at(payload, "Message")
    error = at(payload, "error")
    if not isinstance(error, dict):
        gateway = said is not None and at(payload, "data") is None
        if not gateway or (status < 400 and "authorized" not in (said or "").lower()):
            return None
    kind = f"{at(error, 'type')} {at(error, 'message')} {said}".lower()
    code = text_at(error, "code") or str(status)
    if code == "429" or any(word in kind for word in ("limit exceeded", "too many", "quota")):
        return QuotaExhausted("The allowance at TripAdvisor is used up.")
    if code in ("401", "403") or any(word in kind for word in _KEY_WORDS):
        return AuthExpired("TripAdvisor refused the key.", hint=_KEY_HINT)
    if code == "404" or "not found" in kind or "notfound" in kind:
        return TargetNotFound("TripAdvisor knows no place with this number.")
    if code.startswith("5") and len(code) == 3:
        return Unavailable("TripAdvisor has trouble of its own.")
    return NotConfigured("TripAdvisor does not accept the request.")


_KEY_WORDS = ("unauthorized", "not authorized", "forbidden", "oauth", "api key", "accessdenied")
_KEY_HINT = (
    "Check the key, and that it is allowed from this computer's address or for the referer in "
    "config.toml."
)
