"""Facebook and Meta's Graph API: the contract, walks, and what each error code means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    RateLimited,
    Refused,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.source import Cursor, Page, Request, Response, Source
from sources.facebook import Facebook, FacebookSettings
from sources.testing import SourceContract
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
GRAPH = "https://graph.facebook.com/v24.0"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "facebook"


def shop(**more: object) -> Facebook:
    given = {"token": "t0ken-of-mine", "page": "100200", **more}
    return Facebook(FacebookSettings.model_validate(given))


class TestFacebookContract(SourceContract):
    adapter = Facebook
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "facebook"
    secret = "t0ken-of-mine"

    def source(self) -> Source:
        return shop(read=["mentions"])


def read(payload: object, url: str = f"{GRAPH}/100200/feed", **headers: str) -> Page:
    body = json.dumps(payload).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return shop().parse(Response(Request(url), url, body, NOW, headers=named))


def comment(number: int) -> dict[str, object]:
    """One a minute, number 0 the newest."""
    at = (NOW - timedelta(minutes=number + 1)).strftime("%Y-%m-%dT%H:%M:%S+0000")
    return {"id": f"7_{number}", "message": "hello", "created_time": at}


def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
    """A page with one busy post of 120 comments, and one post by somebody else that tags it."""
    assert query["access_token"] == "t0ken-of-mine"
    begin = int(query.get("after", "0"))
    if path.endswith("/feed"):
        more = {"next": "https://graph.facebook.com/x?after=50"}
        nested = {"data": [comment(n) for n in range(50)], "paging": more}
        return 200, {"data": [{"id": "100200_7", "comments": nested}]}
    if path.endswith("/100200_7/comments"):
        end = begin + 50
        paging = {"next": f"https://h.example/?access_token=leak&after={end}"} if end < 120 else {}
        return 200, {"data": [comment(n) for n in range(begin, min(end, 120))], "paging": paging}
    return 200, {"data": [{"id": "9_1", "message": "at @dom", "created_time": "2026-11-01"}]}


def test_a_walk_reads_every_comment_and_what_tags_the_page() -> None:
    pages, seen = walked(shop(), api)
    met = {item.id for page in pages for item in page.items}
    assert met == {*(f"7_{n}" for n in range(120)), "9_1"}
    assert pages[-1].resume == {"newest": "2026-11-22T09:59:00+00:00"}
    assert not any("leak" in each.path for each in seen)


def test_a_later_walk_stops_where_the_last_one_ended() -> None:
    cursor: Cursor = {"newest": (NOW + timedelta(hours=1)).isoformat()}
    pages, seen = walked(shop(), api, cursor)
    assert [each.path.partition("?")[0].rpartition("/")[2] for each in seen] == [
        "feed",
        "comments",
        "tagged",
    ]
    assert pages[-1].resume == {"newest": (NOW + timedelta(hours=1)).isoformat()}


def test_the_pages_own_comment_is_the_shops_answer() -> None:
    path = Path(__file__).parents[1] / "data" / "facebook" / "feed.json"
    items = {item.id: item for item in read(json.loads(path.read_bytes())).items}
    assert items["1_12"].author.is_owner
    assert items["1_11"].reply is not None
    assert items["1_11"].reply.text == "Thank you, Ann!"


def test_an_app_that_demands_it_gets_its_requests_signed() -> None:
    signed = shop(app_secret="5ecret").request(None).params["appsecret_proof"]
    assert len(signed) == 64
    assert "appsecret_proof" not in shop().request(None).params


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (190, AuthExpired),
        (4, RateLimited),
        (17, RateLimited),
        (32, RateLimited),
        (613, RateLimited),
        (80001, RateLimited),
        (10, NeedsApproval),
        (200, NeedsApproval),
        (12, Refused),
        (100, NotConfigured),
        (803, TargetNotFound),
        (2, Unavailable),
        (9999, NotConfigured),
    ],
)
def test_what_each_error_code_means(code: int, error: type[SourceError]) -> None:
    body = {"error": {"message": "(#1) secret words", "type": "OAuthException", "code": code}}
    with pytest.raises(error) as caught:
        read(body)
    assert type(caught.value) is error
    assert "secret words" not in f"{caught.value} {caught.value.hint}"
    assert type(shop().refusal(400, {}, json.dumps(body).encode())) is error


def test_a_vanished_id_is_told_apart_from_a_bad_parameter() -> None:
    with pytest.raises(TargetNotFound):
        read({"error": {"code": 100, "error_subcode": 33, "message": "x"}})


def test_recommendations_are_plainly_over() -> None:
    with pytest.raises(Refused, match="ended") as caught:
        read({"error": {"code": 12, "message": "x", "type": "OAuthException"}})
    assert "22" in caught.value.hint
    assert "e-mail" in caught.value.hint


def test_the_usage_header_tells_when_to_come_back() -> None:
    usage = {"100200": [{"type": "pages", "estimated_time_to_regain_access": 19}]}
    with pytest.raises(RateLimited) as caught:
        read({"error": {"code": 32}}, x_business_use_case_usage=json.dumps(usage))
    assert caught.value.retry_at == NOW + timedelta(minutes=19)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"error": "no"}'])
def test_other_refusals_are_left_to_their_status(body: bytes) -> None:
    assert shop().refusal(502, {}, body) is None


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_recorded_answers() -> None:
    body = (RECORDINGS / "comments_p1.json").read_bytes()
    request = Request(f"{GRAPH}/19292868552_10158407654328553/comments")
    page = Facebook.offline(request.url).parse(Response(request, request.url, body, NOW))
    assert len(page.items) == 10
    assert page.items[5].id == "10158407654328553_10158409983033553"
    assert page.next is not None
    assert page.next.params["after"] == "after"
    ratings = read(
        json.loads((RECORDINGS / "page_ratings.json").read_bytes()), f"{GRAPH}/1/ratings"
    )
    assert [each.rating and each.rating.stars for each in ratings.items] == [1.0, 5.0]
    with pytest.raises(NotConfigured):
        read(json.loads((RECORDINGS / "error.json").read_bytes()))
