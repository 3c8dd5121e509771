"""Posts on Mastodon and its kin: tag timelines, which need no key, and search, which does.

Walks are made of legs, one for each tag and one for each search (``walks/mastodon.py``). The
cursor holds the newest id of each leg: ``{"#oysters": "1170", "Dom Shop": "1169"}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import quote, unquote, urlsplit

from pydantic import HttpUrl, model_validator

from monitor.capability import CanGet, CanWithdraw, Gone, OurReply, ReadsRefusals
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
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.reading.entries import read_each
from sources.reading.nodes import entries_at, text_at
from sources.reading.payload import read_json
from sources.shapes.mastodon import (
    LIMIT,
    addressed,
    id_order,
    is_id,
    our_reply,
    read_status,
    refusal_in,
    same_account,
)
from sources.walks.mastodon import PER_PAGE, LegWalk
from sources.walks.searches import Terms, root_of, term_in

_MEMBERS_ONLY = "This server shows posts to its members only."
_TOKEN_HINT = "Add a token of an account there, or choose another server."  # noqa: S105


class MastodonSettings(SourceSettings):
    """``url`` is the server. ``tags`` are followed without a key, ``query`` needs a ``token``.

    ``account`` is the shop's own account there ("@domshop"): its posts are no mentions, and its
    answers are found again.
    """

    url: HttpUrl
    tags: Terms = ()
    query: Terms = ()
    token: Secret | None = None
    account: str | None = None

    @model_validator(mode="after")
    def _something_to_look_for(self) -> Self:
        if not self.tags and not self.query:
            raise ValueError("give tags, or a query and a token")
        if self.query and self.token is None:
            raise ValueError("searching needs a token; tags do not")
        return self


class Mastodon(HttpSource, CanGet, CanWithdraw, ReadsRefusals):
    """Public posts with a tag, or found by the server's own search."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="mastodon",
        title="Mastodon",
        summary="Public posts by hashtag, without a key; by search, with a token.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.NONE,
        order=Order.NEWEST_CREATED,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.ITEM_GET,
        pushdown=frozenset({Pushdown.ANY, Pushdown.PHRASE, Pushdown.NONE_OF, Pushdown.LANGUAGE}),
        reply=ReplyRules(limit=LIMIT, delete=True, single=False),
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=15),
    )
    Settings: ClassVar[type[SourceSettings]] = MastodonSettings
    settings: MastodonSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        address = url or "https://mastodon.example/"
        tag = unquote(urlsplit(address).path.partition("/timelines/tag/")[2])
        query = term_in(address, "q")
        fields = {"url": HttpUrl(address), "tags": () if query else (tag or "shop",)}
        return cls(
            MastodonSettings.model_construct(None, **fields, query=(query,) if query else ())
        )

    def request(self, cursor: Cursor | None) -> Request:
        known = {leg: str(cursor[leg]) for leg in self._legs if cursor and leg in cursor}
        return self._request(LegWalk(known=known))

    def _request(self, walk: LegWalk) -> Request:
        leg = self._legs[walk.leg]
        params = {"limit": str(PER_PAGE)}
        if leg.startswith("#"):
            path = f"/api/v1/timelines/tag/{quote(leg[1:], safe='')}"
            params |= {"min_id": walk.above} if walk.above else {}
        else:
            path = "/api/v2/search"
            params |= {"q": leg, "type": "statuses", "offset": str(walk.offset)}
        # Unconditional: a 304 for one leg would end the walk before the others.
        return self._ask(path, params=params, notes=walk.model_dump(mode="json"))

    def parse(self, response: Response) -> Page:
        """The posts of a timeline, a search, a thread, or a single one.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and what the
        server's own error message calls for.
        """
        statuses = self._statuses(read_json(response))
        items, rejected = read_each(
            statuses,
            lambda status: self._item(status, response.received_at),
            "post",
            sign="account",
        )
        walk = LegWalk.model_validate(response.request.notes)
        leg = self._legs[walk.leg]
        ids = sorted(
            filter(is_id, (text_at(status, "id") or "" for status in statuses)), key=id_order
        )
        walk = walk.met(leg, ids)
        follow = walk.within(leg, ids) or walk.next_leg(len(self._legs))
        return Page(
            items,
            rejected,
            next=None if follow is None else self._request(follow),
            resume=None if follow is not None else {**walk.known, **walk.tops},
        )

    def refusal(
        self,
        status: int,
        headers: Mapping[str, str],  # noqa: ARG002 - the status says enough
        body: bytes,  # noqa: ARG002
    ) -> SourceError | None:
        """A server closed to strangers answers 401 or 422: a token helps, renewing one does not."""
        if status in (401, 422) and self.settings.token is None:
            return NotConfigured(_MEMBERS_ONLY, hint=_TOKEN_HINT)
        return None

    # One post

    def get_request(self, item: Item) -> Request:
        return self._ask(f"/api/v1/statuses/{quote(item.id, safe='')}")

    def parse_one(self, response: Response) -> Item | Gone:
        statuses = self._statuses(read_json(response))
        found = self._item(statuses[0], response.received_at) if statuses else ""
        return Gone.UNKNOWN if isinstance(found, str) else found

    # Answers

    def replies_request(self, item: Item) -> Request:
        if self.settings.account is None:
            raise NotConfigured("The shop's own account is needed to recognise its answers.")
        return self._ask(f"/api/v1/statuses/{quote(item.id, safe='')}/context")

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        ours = [
            our_reply(status, item.extra.get("acct", ""), response.received_at)
            for status in entries_at(read_json(response), "descendants")
            if text_at(status, "in_reply_to_id") == item.id and self._is_ours(status)
        ]
        return tuple(reply for reply in ours if reply is not None)

    def reply_request(self, item: Item, text: str, key: str) -> Request:
        if self.settings.token is None:
            raise NotConfigured("Answering on Mastodon needs a token that may write.")
        status = addressed(text, item.extra.get("acct", ""))
        body: dict[str, Json] = {"status": status, "in_reply_to_id": item.id}
        body |= {"visibility": "unlisted"} | ({"language": item.lang} if item.lang else {})
        request = self._ask("/api/v1/statuses", notes={"to": item.extra.get("acct", "")})
        headers = {**request.headers, "Idempotency-Key": key}
        return replace(request, method="POST", headers=headers, json=body)

    def parse_reply(self, response: Response) -> OurReply:
        to = str(response.request.notes.get("to") or "")
        for status in self._statuses(read_json(response)):
            reply = our_reply(status, to, response.received_at)
            if reply is not None:
                return reply
        raise SchemaChanged("The server did not show the answer it published.")

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        found = self._ask(f"/api/v1/statuses/{quote(reply.id or '', safe='')}")
        return replace(found, method="DELETE")

    # Within

    @property
    def _legs(self) -> list[str]:
        """Tags with their mark before them, so that no search is taken for one."""
        tags = [f"#{tag.removeprefix('#')}" for tag in self.settings.tags]
        return [*tags, *(term.removeprefix("#") for term in self.settings.query)]

    def _ask(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        notes: Mapping[str, Json] | None = None,
    ) -> Request:
        token = self.settings.token
        headers = {} if token is None else {"Authorization": f"Bearer {token.get_secret_value()}"}
        url = root_of(str(self.settings.url)) + path
        return Request(
            url, params=params or {}, headers=headers, notes=notes or {}, conditional=False
        )

    def _statuses(self, payload: Json) -> list[Json]:
        if isinstance(payload, list):
            return payload
        if isinstance(payload, dict):
            if isinstance(payload.get("statuses"), list):
                return entries_at(payload, "statuses")
            if isinstance(payload.get("descendants"), list):
                return [*entries_at(payload, "ancestors"), *entries_at(payload, "descendants")]
            if "account" in payload and "content" in payload:
                return [payload]
            if isinstance(payload.get("error"), str):
                raise refusal_in(str(payload["error"]))
        raise SchemaChanged("The answer is no timeline and no search result.")

    def _item(self, status: Json, now: datetime) -> Item | str:
        return read_status(status, now, self._host, ours=self._is_ours(status))

    def _is_ours(self, status: Json) -> bool:
        return same_account(text_at(status, "account", "acct"), self.settings.account, self._host)

    @property
    def _host(self) -> str:
        """The server's name, without a name and a password that the address may hold."""
        return urlsplit(str(self.settings.url)).netloc.rpartition("@")[2]
