"""A review site with moods: it is late, edits, forgets, blocks, cuts, loops and lies.

``Site.answer`` is the site; ``Site.fetch`` hands its answers to the engine without a socket,
``serve(site)`` puts the same site behind real HTTP on loopback. ``SiteSource`` is the adapter.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from pydantic import HttpUrl

from monitor.errors import RateLimited, SchemaChanged, Unavailable
from monitor.mention import Author, Item, Kind, OwnerReply, Rating, State
from monitor.source import (
    Cursor,
    Deletions,
    Fetched,
    HttpSource,
    Page,
    Rejected,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Validators,
)
from sources.reading.dates import read_date
from sources.reading.payload import read_json

BLOCK_PAGE = b"<!doctype html><html><title>Just a moment...</title><body>Checking your browser"


@dataclass(frozen=True)
class Review:
    """One review as the site keeps it. ``date`` is printed as it stands, None prints none."""

    id: str
    text: str = "Lovely bread, friendly people."
    stars: float | None = 5
    date: str | None = "2026-11-02T08:00:00Z"
    author: str = "Anna"
    state: str = "visible"
    updated: str | None = None
    translation: str | None = None
    cut: bool = False
    key: str | None = None
    reply: str | None = None


@dataclass
class Site:
    """``reviews`` newest first. ``mood`` spoils the answers until it is set to None again."""

    reviews: list[Review] = field(default_factory=list)
    page_size: int = 3
    mood: str | None = None
    says_complete: bool = True
    asked: list[str] = field(default_factory=list)
    etags: bool = False

    def add(self, *reviews: Review) -> None:
        """New reviews, on top of the listing."""
        self.reviews[:0] = reviews

    def edit(self, id: str, **changes: object) -> None:  # noqa: A002 - the site's own word
        """Change a review in place."""
        self.reviews = [
            replace(review, **changes) if review.id == id else review  # type: ignore[arg-type]
            for review in self.reviews
        ]

    def drop(self, id: str) -> None:  # noqa: A002
        """Show a review no more."""
        self.reviews = [review for review in self.reviews if review.id != id]

    def answer(
        self, page: int, if_none_match: str | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for one page, as the mood has it."""
        self.asked.append(f"page {page}")
        spoiled = _spoiled(self.mood)
        if spoiled is not None:
            return spoiled
        shown = self.reviews
        if self.mood == "half-empty":
            shown = shown[: len(shown) // 3]
        if self.mood == "empty":
            shown = []
        if self.mood == "reordered":
            shown = list(reversed(shown))
        if self.mood == "duplicated":
            shown = [review for review in shown for _ in range(2)]
        rows: list[object] = [vars(review) for review in _slice(shown, page, self.page_size)]
        if self.mood == "one bad item":
            rows.insert(0, {"id": None, "text": 7})
        more = (page + 1) * self.page_size < len(shown) or self.mood == "endless"
        turn = 0 if self.mood == "circle" else page + 1
        body = json.dumps(
            {
                "reviews": rows,
                "next": turn if more or self.mood == "circle" else None,
                "complete": self.says_complete,
            }
        ).encode()
        if self.mood == "truncated":
            body = body[: len(body) // 2]
        headers = {"content-type": "application/json"}
        if self.etags:
            headers["etag"] = f'"{hash((page, body))}"'
            if if_none_match == headers["etag"]:
                return 304, headers, b""
        return 200, headers, body

    def fetch(
        self, request: Request, *, validators: Validators | None, allow_private: bool
    ) -> Fetched:
        """The site as the engine sees it through a polite session."""
        etag = validators.etag if validators else None
        status, headers, body = self.answer(int(request.params.get("page", "0")), etag)
        if status == 429:
            retry = datetime(2026, 11, 2, 9, 0, tzinfo=UTC) + timedelta(
                seconds=int(headers["retry-after"])
            )
            raise RateLimited("The site asks to slow down.", retry_at=retry)
        if status >= 500:
            raise Unavailable(f"The site answered {status}.")
        response = Response(
            request, request.url, body, datetime(2026, 11, 2, 9, 0, tzinfo=UTC), status, headers
        )
        return Fetched(response, Validators(etag=headers.get("etag")))


def _slice(reviews: list[Review], page: int, size: int) -> list[Review]:
    return reviews[page * size : (page + 1) * size]


def _spoiled(mood: str | None) -> tuple[int, dict[str, str], bytes] | None:
    match mood:
        case "500":
            return 500, {}, b"oops"
        case "429":
            return 429, {"retry-after": "7200"}, b""
        case "block page":
            return 200, {"content-type": "text/html"}, BLOCK_PAGE
        case "changed layout":
            return 200, {"content-type": "application/json"}, b'{"data": {"items": []}}'
        case "invalid json":
            return 200, {"content-type": "application/json"}, b'{"reviews": [,]}'
        case "wrong encoding":
            body = '{"reviews": [{"id": "é"}]}'.encode("utf-16-le")[1:]
            return 200, {"content-type": "application/json; charset=utf-8"}, body
        case _:
            return None


class SiteSource(HttpSource):
    """The adapter of the site, as plain as an adapter can be."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="site",
        title="Site",
        summary="A site with moods.",
        kinds=frozenset({Kind.REVIEW}),
        deletions=Deletions.COMPLETE_LISTING,
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=30),
    )

    class Settings(SourceSettings):
        url: HttpUrl = HttpUrl("https://site.example/reviews")
        kind: Kind = Kind.REVIEW

    settings: Settings

    def request(self, cursor: Cursor | None) -> Request:
        return Request(str(self.settings.url), params={"page": "0"})

    def parse(self, response: Response) -> Page:
        payload = read_json(response)
        if not isinstance(payload, dict) or not isinstance(payload.get("reviews"), list):
            raise SchemaChanged("The list of reviews is missing.")
        items: list[Item] = []
        rejected: list[Rejected] = []
        rows = payload["reviews"]
        assert isinstance(rows, list)
        for index, row in enumerate(rows):
            try:
                items.append(self._item(row, response.received_at))
            except (TypeError, KeyError, ValueError) as error:
                rejected.append(Rejected(type(error).__name__, f"entry {index}"))
        turn = payload.get("next")
        more = replace(response.request, params={"page": str(turn)}) if turn is not None else None
        return Page(
            tuple(items),
            tuple(rejected),
            next=more,
            complete=more is None and bool(payload.get("complete")),
        )

    def _item(self, row: object, now: datetime) -> Item:
        if not isinstance(row, dict) or not isinstance(row["id"], str):
            raise TypeError("id")
        moment, precision = read_date(row["date"], now=now)
        updated, _ = read_date(row["updated"], now=now)
        stars, reply = row["stars"], row["reply"]
        return Item(
            id=row["id"],
            kind=self.settings.kind,
            author=Author(row["author"]),
            text=row["text"],
            rating=None if stars is None else Rating(float(stars)),
            published_at=moment,
            precision=precision,
            updated_at=updated,
            state=State(row["state"]),
            truncated=bool(row["cut"]),
            dedupe_key=row["key"],
            reply=None if reply is None else OwnerReply(reply),
        )


@contextmanager
def serve(site: Site) -> Iterator[str]:
    """The same site behind real HTTP on loopback; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = int(parse_qs(urlsplit(self.path).query).get("page", ["0"])[0])
            status, headers, body = site.answer(page, self.headers.get("If-None-Match"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/reviews"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
