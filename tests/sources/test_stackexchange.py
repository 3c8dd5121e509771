"""The Stack Exchange adapter: the contract, pauses, compressed answers, numbered errors."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import (
    AuthExpired,
    NotConfigured,
    Oversized,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.source import Page, Request, Response, Source
from sources.reading.gzipped import MOST, unpacked
from sources.registry import build
from sources.stackexchange import StackExchange
from sources.testing import SourceContract

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def configured(**settings: object) -> StackExchange:
    source = build("qa", {"type": "stackexchange", "query": "Dom Shop", **settings})
    assert isinstance(source, StackExchange)
    return source


class TestStackExchangeContract(SourceContract):
    adapter = StackExchange
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "stackexchange"
    secret = "k3y-of-the-app"

    def source(self) -> Source:
        return configured(key="k3y-of-the-app", query="shop")

    def entries(self, case: Path) -> int | None:
        found = json.loads(case.read_bytes()).get("items")
        return len(found) if isinstance(found, list) else None


def question(number: int, at: datetime) -> dict[str, object]:
    return {"question_id": number, "creation_date": int(at.timestamp()), "body": "<p>Dom</p>"}


def answer(request: Request, *items: object, packed: object = False, **wrapper: object) -> Response:
    body = json.dumps({"items": items, "has_more": False, **wrapper}).encode()
    return Response(request, request.url, gzip.compress(body) if packed else body, NOW)


def read(source: StackExchange, request: Request, *items: object, **wrapper: object) -> Page:
    return source.parse(answer(request, *items, **wrapper))


HOUR_AGO = question(1, NOW - timedelta(hours=1))


def test_pages_follow_while_there_are_more() -> None:
    source = configured()
    first = read(source, source.request(None), HOUR_AGO, has_more=True)
    assert first.next is not None
    assert first.next.params["page"] == "2"
    last = read(source, first.next, question(2, NOW - timedelta(hours=2)))
    assert last.resume == {"newest": "2026-11-22T09:00:00+00:00", "terms": ["Dom Shop"]}
    later = source.request(last.resume).params["fromdate"]
    assert later == str(int((NOW - timedelta(hours=25)).timestamp()))


@pytest.mark.parametrize("wrapper", [{"backoff": 10}, {"quota_remaining": 0}])
def test_a_walk_is_laid_down_where_the_site_says_stop_and_taken_up_later(
    wrapper: dict[str, object],
) -> None:
    source = configured(query=["Dom", "Shop"])
    page = read(source, source.request(None), HOUR_AGO, has_more=True, **wrapper)
    assert page.next is None
    assert page.retry_at == (NOW + timedelta(seconds=10) if "backoff" in wrapper else None)
    request = source.request(json.loads(json.dumps(page.resume)))
    assert request.params["page"] == "2"
    second = read(source, request, question(2, NOW - timedelta(hours=2)))
    assert second.next is not None
    assert second.next.params["q"] == "Shop"
    end = read(source, second.next)
    assert end.resume == {"newest": "2026-11-22T09:00:00+00:00", "terms": ["Dom", "Shop"]}


def test_a_pause_at_the_end_of_a_walk_costs_nothing() -> None:
    source = configured()
    page = read(source, source.request(None), HOUR_AGO, backoff=10)
    assert page.resume is not None
    assert "walk" not in page.resume


def test_a_walk_laid_down_for_other_words_is_forgotten() -> None:
    source = configured()
    page = read(source, source.request(None), HOUR_AGO, has_more=True, backoff=10)
    request = configured(query="Domus").request(page.resume)
    assert (request.params["page"], request.params["q"]) == ("1", "Domus")


def test_a_compressed_answer_is_unpacked() -> None:
    source = configured()
    page = source.parse(answer(source.request(None), HOUR_AGO, packed=True))
    assert [item.id for item in page.items] == ["question/1"]


def test_a_bomb_and_a_broken_archive_are_refused() -> None:
    with pytest.raises(Oversized):
        unpacked(gzip.compress(bytes(MOST + 1), 1))
    with pytest.raises(SchemaChanged):
        unpacked(gzip.compress(b"x" * 1000)[:-9])
    with pytest.raises(SchemaChanged):
        unpacked(b"\x1f\x8bnonsense")


def test_the_key_and_the_site_go_along() -> None:
    params = configured(key="k", site="travel").request(None).params
    assert (params["key"], params["site"]) == ("k", "travel")


@pytest.mark.parametrize(
    ("identifier", "message", "error"),
    [
        (400, "site", NotConfigured),
        (402, "token", AuthExpired),
        (403, "key", AuthExpired),
        (404, "no method", TargetNotFound),
        (500, "internal", Unavailable),
        (502, "more requests available in 82216 seconds", QuotaExhausted),
        (502, "too many requests from this IP, more requests available in 20 seconds", RateLimited),
        (503, "down", Unavailable),
    ],
)
def test_errors_are_numbered_in_the_body(
    identifier: int, message: str, error: type[SourceError]
) -> None:
    body = json.dumps({"error_id": identifier, "error_message": message}).encode()
    source = configured()
    assert type(source.refusal(400, {}, body)) is error
    with pytest.raises(error) as raised:
        source.parse(Response(source.request(None), "https://x.example/", body, NOW))
    if isinstance(raised.value, QuotaExhausted):
        assert raised.value.retry_at == NOW + timedelta(seconds=82216)
    assert source.refusal(502, {}, b"Bad Gateway") is None


def test_a_throttle_is_kept_to_the_second_by_the_sites_own_clock() -> None:
    body = b'{"error_id": 502, "error_message": "too many requests, more available in 85 seconds"}'
    error = configured().refusal(400, {"date": "Sun, 22 Nov 2026 10:00:00 GMT"}, body)
    assert isinstance(error, RateLimited)
    assert error.retry_at == datetime(2026, 11, 22, 10, 1, 25, tzinfo=UTC)
    unsaid = configured().refusal(400, {}, body)
    assert isinstance(unsaid, RateLimited)
    assert unsaid.retry_at is None
