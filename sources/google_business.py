"""The reviews of the owner's own Google Business Profile, by its API (v4), and answers to them.

Reviews come with the last changed first, 50 a page. How far a walk goes is told in
``sources/walks/daily.py``; where the settings name the location by its title, the walk begins
with the requests of ``sources/google/locations.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from monitor.capability import CanGet, CanWithdraw, Gone, OurReply
from monitor.errors import NotConfigured, SchemaChanged
from monitor.mention import Item, Kind
from monitor.settings import Secret
from monitor.source import (
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
from sources.google.listing import (
    NAME,
    checked,
    entries_of,
    our_reply,
    read_all,
    review_item,
    total_of,
)
from sources.google.locations import Location, Search
from sources.google.review import is_google_review
from sources.google.signin import GoogleSignIn, SignInSettings
from sources.reading.nodes import text_at
from sources.reading.payload import read_json
from sources.walks.daily import DailyWalk

API = "https://mybusiness.googleapis.com/v4/"
PER_PAGE = 50
"""The most that the API gives at once."""


class GoogleBusinessSettings(SignInSettings):
    """``location`` is a title ("Dom Kallio") or a number; alone in its account it may be left out.

    With ``account`` and the location's number nothing needs to be looked up.
    """

    client_id: str
    client_secret: Secret
    refresh_token: Secret
    account: str | None = Field(None, pattern=r"^(accounts/)?[\w-]+$")
    location: str | None = Field(None, min_length=1, max_length=300)


class GoogleBusiness(GoogleSignIn, CanGet, CanWithdraw, HttpSource):
    """All reviews of one location, its answers, and answering."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="google_business",
        title="Google",
        summary="All Google reviews of your own business, through its Business Profile; answers.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.OAUTH,
        order=Order.NEWEST_UPDATED,
        history=History.FULL,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        reply=ReplyRules(4096, unit="bytes", update=True, delete=True, moderated=True),
        terms=Terms(note="Your own profile only; answers only with the owner's consent."),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = GoogleBusinessSettings
    settings: GoogleBusinessSettings

    def request(self, cursor: Cursor | None) -> Request:
        walk = DailyWalk.restored(cursor)
        parent = self._parent
        if parent is not None:
            return _listing(parent, walk)
        return self._keeping(Search(account=self._account).request(), walk)

    @property
    def _account(self) -> str | None:
        return self.settings.account and self.settings.account.removeprefix("accounts/")

    @property
    def _parent(self) -> str | None:
        """What the reviews are listed under, where the settings say it in numbers."""
        number = (self.settings.location or "").removeprefix("locations/")
        if self._account is None or not number.isdecimal():
            return None
        return f"accounts/{self._account}/locations/{number}"

    def _keeping(self, request: Request, walk: DailyWalk) -> Request:
        return replace(request, notes={**request.notes, "walk": walk.notes})

    def parse(self, response: Response) -> Page:
        """One page of reviews, or a step of the search for the location.

        Raises what an error reported by Google calls for, NotConfigured when the location is
        not to be found, SchemaChanged for anything else.
        """
        payload = checked(read_json(response), response.received_at)
        walk = DailyWalk.restored(response.request.notes.get("walk"))
        search = Search.of(response)
        if search is None and isinstance(payload, dict) and "accounts" in payload:
            search = Search()
        if search is None:
            return _page(payload, response, walk)
        sought = (self.settings.location or "").removeprefix("locations/") or None
        found = search.step(payload, sought)
        if isinstance(found, Location):
            return Page(next=_listing(found.parent, walk), title=found.title or None)
        return Page(next=self._keeping(found, walk))

    def get_request(self, item: Item) -> Request:
        return Request(API + self._name(item), conditional=False)

    def parse_one(self, response: Response) -> Item | Gone:
        payload = checked(read_json(response), response.received_at)
        return review_item(payload, response.received_at) or Gone.UNKNOWN

    def replies_request(self, item: Item) -> Request:
        return self.get_request(item)

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:  # noqa: ARG002
        payload = checked(read_json(response), response.received_at)
        if not isinstance(payload, dict) or not is_google_review(payload):
            raise SchemaChanged("The answer is no review.")
        reply = our_reply(payload.get("reviewReply"), response.received_at)
        return () if reply is None else (reply,)

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        # PUT replaces: the same answer twice is still one answer.
        url = f"{API}{self._name(item)}/reply"
        return Request(url, method="PUT", json={"comment": text}, conditional=False)

    def parse_reply(self, response: Response) -> OurReply:
        payload = checked(read_json(response), response.received_at)
        reply = our_reply(payload, response.received_at)
        if reply is None:
            raise SchemaChanged("Google does not say what became of the answer.")
        return reply

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        return Request(f"{API}{self._name(item)}/reply", method="DELETE", conditional=False)

    def _name(self, item: Item) -> str:
        name = item.extra.get(NAME)
        if name is None and self._parent is not None:
            name = f"{self._parent}/reviews/{item.id}"
        if name is None:
            raise NotConfigured(
                "This review was not read through the Business Profile.",
                hint="Give `account` and the number of the `location`, then try again.",
            )
        return name


def _listing(parent: str, walk: DailyWalk) -> Request:
    params = {"pageSize": str(PER_PAGE), "orderBy": "updateTime desc"}
    if walk.page is not None:
        params["pageToken"] = walk.page
    # Unconditional: a 304 for the first page would hide what a full walk is there to find.
    notes: dict[str, Json] = {"parent": parent, "walk": walk.notes}
    return Request(f"{API}{parent}/reviews", params=params, notes=notes, conditional=False)


def _page(payload: Json, response: Response, walk: DailyWalk) -> Page:
    entries, alone = entries_of(payload), isinstance(payload, dict) and is_google_review(payload)
    items, rejected = read_all(entries, response.received_at)
    if (
        entries
        and not items
        and not any(isinstance(e, dict) and is_google_review(e) for e in entries)
    ):
        raise SchemaChanged("The answer lists something else than Google reviews.")
    moments = [item.updated_at or item.published_at for item in items]
    walk = walk.met(moments, response.received_at, whole=not rejected)
    token = text_at(payload, "nextPageToken")
    done = token is None or walk.caught_up(moments)
    parent = _parent_of(response, items)
    return Page(
        items,
        rejected,
        next=None if done or token is None or not parent else _listing(parent, walk.turned(token)),
        resume=walk.cursor(to_the_end=token is None) if done and not alone else None,
        complete=walk.whole and token is None and not alone,
        aggregate=total_of(payload),
    )


def _parent_of(response: Response, items: Sequence[Item]) -> str | None:
    """What is being listed: as noted, by the address, or for a saved page by its reviews' names."""
    noted = response.request.notes.get("parent")
    if isinstance(noted, str):
        return noted
    names = (item.extra.get(NAME, "") for item in items)
    for path in (response.url.partition("/v4/")[2], *names):
        parent, separator, _ = path.partition("/reviews")
        if separator:
            return parent
    return None
