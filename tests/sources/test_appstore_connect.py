"""App Store Connect: the contract, the key, walks through a real courier, answers."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.capability import OurReply, ReplyStatus, Token
from monitor.courier import Courier
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
from monitor.mention import Item, Kind, State
from monitor.source import Fetched, Json, Page, Request, Response, Validators
from monitor.tokens import Tokens
from sources.appstore_connect import API, AppStoreConnect, AppStoreConnectSettings
from sources.testing import SourceContract
from sources.wire.status import error_for
from tests.sources.loopback import StoppedClock

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "appstore_connect"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings"


@cache
def key_pair() -> tuple[str, str]:
    """A private key as Apple hands it out, and the public one that Apple keeps."""
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def connect(**changes: object) -> AppStoreConnect:
    table = {"app": 42, "key_id": "2X9R4HXF34", "issuer_id": "57246542-96fe", "private_key": "x"}
    fields = AppStoreConnectSettings.model_validate({**table, **changes})
    return AppStoreConnect(fields)


def with_key(**changes: object) -> AppStoreConnect:
    return connect(private_key=key_pair()[0], **changes)


class TestAppStoreConnectContract(SourceContract):
    adapter = AppStoreConnect
    cases: ClassVar[Path] = CASES
    secret = "s3cr3t-k3y"
    rounds = 30

    def source(self) -> AppStoreConnect:
        return connect(private_key=self.secret)


def answered(payload: object, request: Request | None = None) -> Response:
    return Response(request or Request(API), API, json.dumps(payload).encode(), NOW)


def review(number: int, **attributes: Json) -> dict[str, Json]:
    written = (NOW - timedelta(hours=number)).isoformat()
    said: dict[str, Json] = {"rating": 5, "body": f"Review {number}", "createdDate": written}
    return {"type": "customerReviews", "id": f"r{number}", "attributes": said | attributes}


def response(state: str = "PUBLISHED") -> dict[str, Json]:
    return {
        "type": "customerReviewResponses",
        "id": "a1",
        "attributes": {"responseBody": "Kiitos!", "state": state},
    }


class Apple:
    """The API: checks each token as Apple does, and pages by cursor, newest first."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.clock = StoppedClock(NOW)
        self.tokens: set[str] = set()
        self.asked = 0

    def __call__(
        self, request: Request, *, validators: Validators | None, allow_private: bool
    ) -> Fetched:
        self.asked += 1
        token = request.headers["Authorization"].removeprefix("Bearer ")
        self._check(token)
        self.tokens.add(token)
        stated = parse_qs(urlsplit(request.url).query).get("cursor", ["0"])
        start = int(stated[0])
        url = f"{API}/apps/42/customerReviews"
        last = start + 200 >= self.count
        links = {} if last else {"next": f"{url}?cursor={start + 200}&limit=200"}
        data = [review(n) for n in range(start, min(self.count, start + 200))]
        body = json.dumps({"data": data, "links": links, "meta": {"paging": {"total": self.count}}})
        answer = Response(request, url, body.encode(), self.clock.at)
        return Fetched(answer, Validators())

    def _check(self, token: str) -> None:
        claims = jwt.decode(
            token,
            key_pair()[1],
            algorithms=["ES256"],
            audience="appstoreconnect-v1",
            options={"verify_exp": False, "verify_iat": False},
        )
        now = self.clock.at.timestamp()
        assert claims["exp"] - claims["iat"] <= 20 * 60
        if not claims["iat"] <= now < claims["exp"]:
            raise error_for(401, {}, b"", host="Apple", authorised=True, now=self.clock.at)


def walk(apple: Apple, cursor: dict[str, Json] | None = None) -> list[Page]:
    source = with_key()
    courier = Courier("app", source, apple, Tokens(), apple.clock)
    request: Request | None = source.request(cursor)
    pages = []
    while request is not None:
        pages.append(courier.ask(request, source.parse))
        request = pages[-1].next
    return pages


def test_the_first_walk_reads_all_pages_with_one_token() -> None:
    apple = Apple(450)
    pages = walk(apple)
    assert [len(page.items) for page in pages] == [200, 200, 50]
    assert pages[-1].complete
    assert pages[-1].aggregate is not None
    assert pages[-1].aggregate.count == 450
    assert len(apple.tokens) == 1


def test_a_poll_reads_the_newest_and_once_a_day_everything() -> None:
    apple = Apple(450)
    cursor = walk(apple)[-1].resume
    assert len(walk(apple, cursor)) == 1
    apple.clock.at += timedelta(days=1)
    assert len(walk(apple, cursor)) == 3


def test_a_token_that_ran_out_is_made_anew() -> None:
    apple = Apple(3)
    source = with_key()
    courier = Courier("app", source, apple, Tokens(), apple.clock)
    courier.ask(source.request(None), source.parse)
    apple.clock.at += timedelta(hours=1)
    courier.ask(source.request(None), source.parse)
    assert len(apple.tokens) == 2


def test_the_key_of_one_person_has_no_issuer() -> None:
    token = with_key(issuer_id=None).token(NOW)
    assert isinstance(token, Token)
    claims = jwt.decode(token.value, options={"verify_signature": False})
    assert claims["sub"] == "user"
    assert "iss" not in claims
    assert jwt.get_unverified_header(token.value)["kid"] == "2X9R4HXF34"


@pytest.mark.parametrize("key", ["nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END"])
def test_a_key_that_is_none_is_said_to_be_so_without_showing_it(key: str) -> None:
    with pytest.raises(NotConfigured) as caught:
        connect(private_key=key).token(NOW)
    assert key not in f"{caught.value} {caught.value.hint}"


def test_the_next_page_is_apples_own_or_none_for_the_token_goes_along() -> None:
    page = connect().parse(answered(json.loads((CASES / "foreign_next.json").read_text())))
    assert page.next is None
    assert not page.complete


def test_an_answer_belongs_to_its_review_by_either_way_of_saying_so() -> None:
    page = connect().parse(answered(json.loads((CASES / "listing.json").read_text())))
    replies = [item.reply and (item.reply.id, item.reply.state) for item in page.items]
    assert replies == [("resp-1", State.PENDING), ("resp-2", State.VISIBLE), None]
    assert page.items[0].extra == {"country": "FIN"}


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        ("401", "NOT_AUTHORIZED", AuthExpired),
        ("403", "FORBIDDEN_ERROR", NeedsApproval),
        ("403", "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED", NeedsApproval),
        ("404", "NOT_FOUND", TargetNotFound),
        ("409", "ENTITY_ERROR.ATTRIBUTE.INVALID", Refused),
        ("429", "RATE_LIMIT_EXCEEDED", RateLimited),
        ("500", "UNEXPECTED_ERROR", Unavailable),
        ("400", "PARAMETER_ERROR.INVALID", NotConfigured),
    ],
)
def test_errors_that_apple_documents(status: str, code: str, error: type[SourceError]) -> None:
    payload = {"errors": [{"status": status, "code": code, "title": "no", "detail": "no"}]}
    assert type(connect().refusal(int(status), {}, json.dumps(payload).encode())) is error
    with pytest.raises(error):
        connect().parse(answered(payload))


def test_a_refusal_that_is_no_json_means_what_its_status_says() -> None:
    assert connect().refusal(502, {}, b"<html>Bad gateway</html>") is None


def test_an_answer_is_written_read_and_taken_back() -> None:
    item = Item(id="r1", kind=Kind.REVIEW)
    request = connect().reply_request(item, "Kiitos!", "key")
    assert (request.method, request.url) == ("POST", f"{API}/customerReviewResponses")
    assert request.json == {
        "data": {
            "type": "customerReviewResponses",
            "attributes": {"responseBody": "Kiitos!"},
            "relationships": {"review": {"data": {"type": "customerReviews", "id": "r1"}}},
        }
    }
    waiting = connect().parse_reply(answered({"data": response("PENDING_PUBLISH")}))
    assert waiting == OurReply("Kiitos!", ReplyStatus.PENDING, "a1")
    gone = connect().withdraw_request(item, waiting)
    assert (gone.method, gone.url) == ("DELETE", f"{API}/customerReviewResponses/a1")
    with pytest.raises(NotConfigured):
        connect().withdraw_request(item, OurReply("x"))


def test_what_stands_there_is_read_with_its_state() -> None:
    item = Item(id="r1", kind=Kind.REVIEW)
    assert connect().replies_request(item).url == f"{API}/customerReviews/r1"
    answer: Json = {"type": "customerReviewResponses", "id": "a1"}
    stated = review(1) | {"relationships": {"response": {"data": answer}}}
    document: dict[str, Json] = {"data": stated, "included": [response()]}
    assert connect().parse_replies(answered(document), item) == (
        OurReply("Kiitos!", ReplyStatus.PUBLISHED, "a1"),
    )
    assert connect().parse_replies(answered({"data": review(1)}), item) == ()
    with pytest.raises(SchemaChanged):
        connect().parse_replies(answered({"data": review(2)}), item)
    with pytest.raises(SchemaChanged):
        connect().parse_reply(answered({"data": review(1)}))


@pytest.mark.parametrize("table", [{"app": 0}, {"key_id": "a b"}, {"issuer_id": ""}])
def test_settings_that_make_no_sense_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        connect(**table)


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["data", "type", "id", "attributes", "included", "errors", "links"]),
        inner, max_size=5),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_json_gives_a_page_or_a_source_error(payload: object) -> None:
    with contextlib.suppress(SourceError):
        page = connect().parse(answered(payload))
        assert len({item.id for item in page.items}) == len(page.items)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_answer() -> None:
    body = (RECORDINGS / "appstore_connect" / "customer_reviews.json").read_bytes()
    page = AppStoreConnect.offline().parse(Response(Request(API), API, body, NOW))
    [item] = page.items
    assert item.published_at == datetime(2017, 11, 15, 16, 10, 34, tzinfo=UTC)
    assert page.next is not None
    assert page.next.url.endswith("?cursor=AQ.ALVmXQc&limit=1")
