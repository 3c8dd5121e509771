"""The Judge.me adapter: the contract, who can see a review, walking, answering."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from monitor.capability import Gone, OurReply
from monitor.errors import AuthExpired, RateLimited, SchemaChanged, SourceError, TargetNotFound
from monitor.mention import Item, Kind, State
from monitor.source import Cursor, Page, Request, Response, Source
from sources.judgeme import JudgeMe
from sources.registry import build
from sources.testing import SourceContract
from tests.sources.detour import detour
from tests.sources.loopback import Site, says, served

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TABLE = {"type": "judgeme", "shop": "dom.myshopify.com", "token": "hush-hush"}
RECORDING = (
    Path(__file__).resolve().parents[3]
    / "shared/data/recordings/judgeme/webhook_review_created.json"
)


def source() -> JudgeMe:
    built = build("shop", TABLE)
    assert isinstance(built, JudgeMe)
    return built


class TestJudgeMeContract(SourceContract):
    adapter = JudgeMe
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "judgeme"
    secret = "hush-hush"

    def source(self) -> Source:
        return source()

    def entries(self, case: Path) -> int | None:
        return {"listing.json": 4, "last.json": 1, "webhook.json": 1}.get(case.name)


def answer(payload: object, request: Request | None = None) -> Response:
    request = request or source().request(None)
    return Response(request, request.url, json.dumps(payload).encode(), NOW)


def review(number: int, **more: object) -> dict[str, object]:
    """A review of so many hours ago."""
    moment = (NOW - timedelta(hours=number)).isoformat()
    return {"id": number, "body": "Fine", "rating": 4, "created_at": moment, **more}


def read(*reviews: object) -> Page:
    return source().parse(answer({"per_page": 100, "reviews": reviews}))


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, State.VISIBLE),
        ({"published": True, "hidden": False, "curated": "ok"}, State.VISIBLE),
        ({"published": False, "curated": "not-yet"}, State.PENDING),
        ({"published": False, "curated": "ok"}, State.HIDDEN),
        ({"hidden": True}, State.HIDDEN),
        ({"hidden": True, "curated": "spam"}, State.SPAM),
    ],
)
def test_the_flags_tell_who_can_see_a_review(fields: dict[str, object], state: State) -> None:
    assert read(review(1, **fields)).items[0].state is state


def test_no_mailbox_phone_or_address_is_kept() -> None:
    person = {"name": "a@b.example", "email": "a@b.example", "phone": "+3584012345"}
    [item] = read(review(1, reviewer=person, ip_address="192.0.2.7")).items
    assert not any(private in repr(item) for private in ("@", "+358", "192.0.2"))


def test_the_token_goes_into_a_header_not_into_the_address() -> None:
    request = source().request(None)
    assert request.headers["X-Api-Token"] == "hush-hush"
    assert request.params == {"shop_domain": "dom.myshopify.com", "per_page": "100", "page": "1"}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"error": "Unauthorized"}, AuthExpired),
        ({"error": "Too many requests"}, RateLimited),
        ({"error": {"shop": ["not found"]}}, TargetNotFound),
        ({"error": "something went wrong"}, SchemaChanged),
        ({"reviews": {}}, SchemaChanged),
        ({"reviews": [{"id": 1, "text": "of another site"}]}, SchemaChanged),
        ([], SchemaChanged),
    ],
)
def test_errors_in_place_of_reviews(body: object, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        source().parse(answer(body))
    assert type(caught.value) is error


def shop_of(site: Site, reviews: list[dict[str, object]]) -> None:
    """A server that pages through ``reviews`` in this order, as the API does."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        page, size = int(query["page"][0]), int(query["per_page"][0])
        listed = reviews[(page - 1) * size : page * size]
        body = {"current_page": page, "per_page": size, "reviews": listed}
        says(200, json.dumps(body).encode())(handler)

    site.answer = answer


def walk(site: Site, cursor: Cursor | None) -> list[Page]:
    pages: list[Page] = []
    request: Request | None = source().request(cursor)
    with detour(site) as fetch:
        while request is not None:
            fetched = fetch(request, validators=None, allow_private=True)
            pages.append(source().parse(fetched.response))
            request = pages[-1].next
    return pages


def test_a_walk_reads_every_page_and_the_next_poll_only_the_first() -> None:
    with served() as site:
        shop_of(site, [review(number) for number in range(1, 231)])
        first = walk(site, None)
        second = walk(site, first[-1].resume)
    assert [len(page.items) for page in first] == [100, 100, 30]
    assert first[-1].complete
    assert [len(page.items) for page in second] == [100]
    assert not second[-1].complete
    assert second[-1].resume is not None


def test_a_listing_in_another_order_is_read_to_the_end_each_time() -> None:
    with served() as site:
        shop_of(site, [review(number) for number in range(230, 0, -1)])
        cursor = walk(site, None)[-1].resume
        again = walk(site, cursor)
    assert [len(page.items) for page in again] == [100, 100, 30]


def test_an_answer_is_not_mailed_to_the_reviewer() -> None:
    request = source().reply_request(Item(id="434", kind=Kind.REVIEW), "Kiitos!", "key")
    assert request.method == "POST"
    assert request.url.endswith("/api/v1/replies")
    assert request.json == {
        "review_id": 434,
        "send_reply_email": False,
        "reply": {"content": "Kiitos!"},
    }
    assert source().parse_reply(Response(request, request.url, b"", NOW)) == OurReply("Kiitos!")
    told = {"reply": {"id": 9, "content": "Kiitos!"}}
    assert source().parse_reply(answer(told, request)).id == "9"
    with pytest.raises(AuthExpired):
        source().parse_reply(answer({"error": "No permission"}, request))


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({}, []),
        ({"replies": [{"id": 1, "content": "Hi"}, {"body": "<p>Again</p>"}]}, ["Hi", "Again"]),
        ({"reply": {"content": "Hi"}}, ["Hi"]),
    ],
)
def test_answers_that_stand_there_are_read(fields: dict[str, object], texts: list[str]) -> None:
    item = Item(id="1", kind=Kind.REVIEW)
    standing = source().parse_replies(answer({"review": review(1, **fields)}), item)
    assert [reply.text for reply in standing] == texts


def test_one_review_can_be_asked_for() -> None:
    assert source().get_request(Item(id="1", kind=Kind.REVIEW)).url.endswith("/reviews/1")
    item = source().parse_one(answer({"review": review(1)}))
    assert isinstance(item, Item)
    assert source().parse_one(answer({"review": {}})) is Gone.UNKNOWN


@pytest.mark.skipif(not RECORDING.exists(), reason="the recordings are not here")
def test_a_recorded_webhook() -> None:
    request = Request("file:///hook.json")
    page = JudgeMe.offline().parse(Response(request, request.url, RECORDING.read_bytes(), NOW))
    [item] = page.items
    assert (item.id, item.author.name, item.state) == ("434", "ob", State.VISIBLE)
