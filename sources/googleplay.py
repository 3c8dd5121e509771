"""Reviews of any app on Google Play, as its web page lists them.

Google offers no public API for them. Its page asks an address of its own, which nobody
documents, and which the google-play-scraper library and others have used alike for years. That
library takes every failure for "no reviews", so goodword asks itself and tells them apart.
Reviews differ by language; one walk takes a turn for each.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, ClassVar, Self
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, StringConstraints

from monitor.errors import (
    RateLimited,
    SchemaChanged,
    Suspicious,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Kind
from monitor.source import (
    Cursor,
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
from sources.googleplay_owner import GooglePlayOwner, Package
from sources.reading.language import language
from sources.reading.nodes import at
from sources.reading.payload import read_json, read_text
from sources.shapes.googleplay import Reviews, listing_in
from sources.walks.searches import SearchWalk

ADDRESS = "https://play.google.com/_/PlayStoreUi/data/batchexecute"
CALL = "UsvDTd"
"""What the page names its question for reviews."""
NEWEST = 2
PER_PAGE = 150
_GUARD = ")]}'"
"""Stands before Google's JSON, so that no other page can run it as a script."""
_NOT_FOUND, _TOO_MANY = 5, 8
_PACKAGE_IN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+")


class GooglePlaySettings(SourceSettings):
    """``package`` is the app; ``languages`` whose reviews to read, ``country`` the store."""

    package: Package
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], ...] = Field(
        default=("en",), min_length=1, max_length=20
    )
    country: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "us"


class GooglePlay(HttpSource):
    """The public reviews of one app."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="googleplay",
        title="Google Play",
        summary="Public reviews of any Android app; needs no key, but Google does not document it.",
        kinds=frozenset({Kind.REVIEW}),
        order=Order.NEWEST_UPDATED,
        history=History.WINDOW,
        rating=RatingScale(),
        pushdown=frozenset({Pushdown.LANGUAGE, Pushdown.COUNTRY}),
        terms=Terms(
            note="Unofficial: Google's terms ask programs to use its APIs. Prefer googleplay_owner."
        ),
        min_interval=timedelta(hours=1),
        every=timedelta(hours=6),
    )
    Settings: ClassVar[type[SourceSettings]] = GooglePlaySettings
    settings: GooglePlaySettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        """An instance for saved answers; an address with "id=" names the app."""
        stated = _query(url, "id")
        known = stated is not None and _PACKAGE_IN.fullmatch(stated)
        fields: dict[str, object] = {"package": stated if known else None}
        return cls(GooglePlaySettings.model_construct(None, **fields))

    def request(self, cursor: Cursor | None) -> Request:
        return self._request(SearchWalk.begin(cursor, self.settings.languages))

    def _request(self, walk: SearchWalk) -> Request:
        page: list[Json] = [PER_PAGE, None, walk.mark]
        asked: Json = [None, None, [2, NEWEST, page, None, []], [self.settings.package, 7]]
        call: Json = [[[CALL, json.dumps(asked, separators=(",", ":")), None, "generic"]]]
        params = {"rpcids": CALL, "hl": self.settings.languages[walk.term]}
        return Request(
            ADDRESS,
            method="POST",
            params=params | {"gl": self.settings.country},
            form={"f.req": json.dumps(call, separators=(",", ":"))},
            notes=walk.model_dump(mode="json"),
            conditional=False,
        )

    def parse(self, response: Response) -> Page:
        """The reviews of one page; also what the library saved, and the developer's API.

        Raises Blocked for a web page, SchemaChanged for anything else, Suspicious when no
        language has a review though there were some.
        """
        text = read_text(response).lstrip("\ufeff \t\r\n")
        if text.startswith(_GUARD):
            return self._live(_frame(text.removeprefix(_GUARD)), response)
        payload = read_json(response)
        if not payload:
            raise SchemaChanged("The answer is no list of reviews.")
        entries = _saved(payload)
        if entries is None:
            return replace(GooglePlayOwner.offline(response.url).parse(response), next=None)
        items, rejected = self._reviews(response).read(entries)
        return Page(items, rejected)

    def _reviews(self, response: Response) -> Reviews:
        asked = response.request.params.get("hl") or _query(response.url, "hl")
        return Reviews(self.settings.package, language(asked), response.received_at)

    def _live(self, frame: Json, response: Response) -> Page:
        entries, mark = listing_in(frame)
        items, rejected = self._reviews(response).read(entries)
        languages = self.settings.languages
        walk = SearchWalk.model_validate(response.request.notes or {})
        walk = walk.met(items, response.received_at)
        follow = walk.following(items, len(languages), more=mark is not None, mark=mark)
        if follow is None and walk.top is None and walk.known is not None:
            raise Suspicious("Google Play shows no review any more, though it had some.")
        return Page(
            items,
            rejected,
            next=None if follow is None else self._request(follow),
            resume=None if follow is not None else walk.cursor(languages),
        )


def _saved(payload: Json) -> list[Json] | None:
    """The reviews that a library saved; None when the payload is the developer's API's.

    A list, a list beside the token of what follows, a list under a name, or a single review.
    """
    for listed in (at(payload, 0), at(payload, "reviews"), at(payload, "data"), payload):
        if isinstance(listed, list) and at(listed, 0, "score") is not None:
            return listed
    if isinstance(payload, dict):
        return [payload] if "score" in payload else None
    return payload if isinstance(payload, list) else None


def _frame(text: str) -> Json:
    """The answer to our question, out of the envelope around it.

    Raises what Google's error code in its place calls for.
    """
    for frames in _envelopes(text):
        for frame in frames if isinstance(frames, list) else []:
            if at(frame, 0) != "wrb.fr":
                continue
            answer, code = at(frame, 2), at(frame, 5, 0)
            if isinstance(answer, str):
                return _loaded(answer)
            if code == _NOT_FOUND:
                raise TargetNotFound("Google Play knows no such app.")
            if code == _TOO_MANY:
                raise RateLimited("Google Play asks to slow down.")
            raise Unavailable("Google Play did not answer the question for reviews.")
    raise SchemaChanged("The answer is not what Google Play used to send.")


def _envelopes(text: str) -> list[Json]:
    """The envelope; in its streamed form there are several, each after a line with its length."""
    try:
        return [_loaded(text)]
    except SchemaChanged:
        return [_loaded(line) for line in text.splitlines() if line.startswith("[")]


def _loaded(text: str) -> Json:
    try:
        value: Json = json.loads(text, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        raise SchemaChanged("The answer is not valid JSON.") from None
    return value


def _query(url: str | None, name: str) -> str | None:
    try:
        return parse_qs(urlsplit(url or "").query, max_num_fields=50).get(name, [None])[0]
    except ValueError:
        return None
