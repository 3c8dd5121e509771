"""A review site that takes answers, with moods; what it took lies in a file, as on a real disk.

So it outlives a process of ours that is killed. ``ReplySource`` is its adapter.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qsl, urljoin, urlsplit

from monitor.capability import CanGet, CanReply, CanWithdraw, Gone, OurReply, ReplyStatus
from monitor.clock import Clock
from monitor.errors import (
    AuthExpired,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Item, Kind
from monitor.source import (
    Deletions,
    Fetched,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    Validators,
)
from sources.reading.payload import read_json
from tests.fakes.site import Site, SiteSource

REFUSALS: dict[str, Callable[[], SourceError]] = {
    "down": lambda: Unavailable("The site is down."),
    "token": lambda: AuthExpired("The token ran out."),
    "forbids": lambda: Refused("The site forbids it."),
    "gone": lambda: TargetNotFound("No such review."),
}


@dataclass
class ReplySite(Site):
    """``listens`` spoils posting, ``shows`` spoils reading what stands there.

    "down", "token", "forbids", "gone" refuse; ``listens`` may also be "lost" (taken, then the
    line breaks), "nonsense" (taken, then an answer nobody can read) and "quota".
    ``lets_go`` spoils taking down: the same refusals, or "deaf" (says yes and does nothing).
    ``gives`` is the status that a new answer gets.
    """

    path: Path = Path("answers.jsonl")
    clock: Clock | None = None
    listens: str | None = None
    shows: str | None = None
    lets_go: str | None = None
    gives: ReplyStatus = ReplyStatus.PUBLISHED
    reason: str | None = None
    single: bool = True
    read: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def taken(self) -> list[dict[str, str]]:
        """Every answer it ever took, oldest first."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]

    def take(self, item: str, text: str) -> None:
        """An answer arrives, from goodword or by the owner's own hand."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"item": item, "text": text}) + "\n")

    def fetch(
        self, request: Request, *, validators: Validators | None, allow_private: bool
    ) -> Fetched:
        if "/replies" in request.url:
            body = self._replies(request)
        elif "/one" in request.url:
            body = self._one(request.params["id"])
        else:
            return super().fetch(request, validators=validators, allow_private=allow_private)
        assert self.clock is not None
        return Fetched(Response(request, request.url, body, self.clock.now()), Validators())

    def _replies(self, request: Request) -> bytes:
        if request.method == "DELETE":
            return self._drop(request.params["item"])
        return self._post(request) if request.method == "POST" else self._standing(request)

    def _drop(self, item: str) -> bytes:
        if self.lets_go in REFUSALS:
            raise REFUSALS[self.lets_go]()
        if self.lets_go != "deaf":
            kept = [answer for answer in self.taken() if answer["item"] != item]
            self.path.write_text("".join(f"{json.dumps(each)}\n" for each in kept), "utf-8")
        return b""

    def _standing(self, request: Request) -> bytes:
        self.read.append(request.params["item"])
        if self.shows in REFUSALS:
            raise REFUSALS[self.shows]()
        mine = [a["text"] for a in self.taken() if a["item"] == request.params["item"]]
        shown = mine[-1:] if self.single else mine
        return self._json([self._reply(text) for text in shown] if self.shows != "late" else [])

    def _post(self, request: Request) -> bytes:
        assert self.clock is not None
        if self.listens in REFUSALS:
            raise REFUSALS[self.listens]()
        if self.listens == "quota":
            raise RateLimited("Slow down.", retry_at=self.clock.now() + timedelta(hours=3))
        assert isinstance(request.json, dict)
        self.keys.append(request.headers["Idempotency-Key"])
        self.take(str(request.json["item"]), str(request.json["text"]))
        if self.listens == "lost":
            raise Unavailable("The line broke.")
        if self.listens == "nonsense":
            return b"<html>Thank you!</html>"
        return self._json(self._reply(str(request.json["text"])))

    def _one(self, wanted: str) -> bytes:
        self.read.append(wanted)
        if self.shows in REFUSALS:
            raise REFUSALS[self.shows]()
        found = [review for review in self.reviews if review.id == wanted]
        if not found:
            raise TargetNotFound("No such review.")
        return self._json(vars(found[0]))

    def _reply(self, text: str) -> dict[str, str | None]:
        # Sites trim and bend what they are given.
        bent = text.replace("'", "’") + "\r\n"
        return {"text": bent, "status": self.gives.value, "reason": self.reason, "id": "a1"}

    def _json(self, value: object) -> bytes:
        return json.dumps(value).encode()


class ReplySource(SiteSource, CanReply, CanGet):
    """The adapter of that site."""

    info: ClassVar[SourceInfo] = replace(
        SiteSource.info,
        key="reply",
        kinds=frozenset({Kind.REVIEW}),
        deletions=Deletions.ITEM_GET,
        reply=ReplyRules(60, "bytes", update=True, moderated=True),
    )

    def _at(self, path: str) -> str:
        return urljoin(str(self.settings.url), path)

    def replies_request(self, item: Item) -> Request:
        return Request(self._at("/replies"), params={"item": item.id})

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        rows = read_json(response)
        assert isinstance(rows, list)
        return tuple(map(_our_reply, rows))

    def reply_request(self, item: Item, text: str, key: str) -> Request:
        return Request(
            self._at("/replies"),
            method="POST",
            json={"item": item.id, "text": text},
            headers={"Idempotency-Key": key},
        )

    def parse_reply(self, response: Response) -> OurReply:
        return _our_reply(read_json(response))

    def get_request(self, item: Item) -> Request:
        return Request(self._at("/one"), params={"id": item.id})

    def parse_one(self, response: Response) -> Item | Gone:
        return self._item(read_json(response), response.received_at)


def over_http(
    site: ReplySite, seen: Callable[[], bytes]
) -> Callable[[BaseHTTPRequestHandler], None]:
    """The same site for a loopback server; ``seen`` gives the body of the present request."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        parts, body = urlsplit(handler.path), seen()
        request = Request(
            f"https://site.example{parts.path}",
            method=handler.command,
            params=dict(parse_qsl(parts.query)),
            json=json.loads(body) if body else None,
            headers=dict(handler.headers.items()),
        )
        status, told = 200, b""
        try:
            fetched = site.fetch(request, validators=None, allow_private=True)
            told = fetched.response.body
        except SourceError as error:
            status = 401 if isinstance(error, AuthExpired) else 500
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(told)))
        handler.end_headers()
        handler.wfile.write(told)

    return answer


class WithdrawSource(ReplySource, CanWithdraw):
    """The same site, where answers can be taken down."""

    info: ClassVar[SourceInfo] = replace(
        ReplySource.info, reply=ReplyRules(60, "bytes", update=True, delete=True, moderated=True)
    )

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:
        return Request(self._at("/replies"), method="DELETE", params={"item": item.id})


class ForumSource(ReplySource):
    """The same site as a forum: any number of answers may stand."""

    info: ClassVar[SourceInfo] = replace(
        ReplySource.info, reply=ReplyRules(60, "characters", single=False)
    )


class FixedSource(ReplySource):
    """The same site with answers that cannot be changed."""

    info: ClassVar[SourceInfo] = replace(ReplySource.info, reply=ReplyRules(60))


def _our_reply(row: object) -> OurReply:
    if not isinstance(row, dict):
        raise SchemaChanged("The answer is no reply.")
    return OurReply(row["text"], ReplyStatus(row["status"]), row["id"], row["reason"])
