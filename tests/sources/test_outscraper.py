"""The Outscraper adapter: the contract, dates, buying only what is new."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    Unavailable,
)
from monitor.source import Cursor, Page, Request, Response, Source
from sources.outscraper import Outscraper
from sources.registry import build
from sources.testing import SourceContract
from tests.sources.detour import detour
from tests.sources.loopback import Site, says, served

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def source(**settings: object) -> Outscraper:
    table = {"type": "outscraper", "key": "hush-hush", "place_id": "ChIJdom", **settings}
    built = build("maps", table)
    assert isinstance(built, Outscraper)
    return built


class TestOutscraperContract(SourceContract):
    adapter = Outscraper
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "outscraper"
    secret = "hush-hush"

    def source(self) -> Source:
        return source()

    def entries(self, case: Path) -> int | None:
        return {"place.json": 3, "rows.json": 1, "none.json": 0}.get(case.name)


def answer(payload: object, request: Request | None = None) -> Response:
    request = request or source().request(None)
    return Response(request, request.url, json.dumps(payload).encode(), NOW)


def saved() -> Page:
    body = (TestOutscraperContract.cases / "place.json").read_bytes()
    return source().parse(answer(json.loads(body)))


def test_unix_time_counts_and_a_written_date_is_american() -> None:
    first, second = saved().items
    assert first.published_at == datetime.fromtimestamp(1795000000, UTC)
    assert second.published_at == datetime(2026, 3, 4, 8, 9, 10, tzinfo=UTC)


def test_the_original_is_scored_and_the_answer_kept() -> None:
    item = saved().items[0]
    assert item.text == "Kakku oli kuiva"
    assert item.reply is not None
    assert item.reply.published_at == datetime.fromtimestamp(1795010000, UTC)
    assert item.dedupe_key == f"google:{item.id}"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"error": True, "errorMessage": "Invalid API key"}, AuthExpired),
        ({"error": True, "errorMessage": "Unpaid balance"}, NeedsApproval),
        ({"error": True, "errorMessage": "Usage exceeded"}, QuotaExhausted),
        ({"error": True, "errorMessage": "Too many requests"}, RateLimited),
        ({"error": True, "errorMessage": "Missing query"}, NotConfigured),
        ({"status": "Pending", "results_location": "https://x.example"}, Unavailable),
        ({"status": "Failed"}, SchemaChanged),
        ({"data": {}}, SchemaChanged),
        ({"data": [{"body": "of another site"}]}, SchemaChanged),
        ({"data": ["x"]}, SchemaChanged),
    ],
)
def test_errors_that_outscraper_reports(body: object, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        source().parse(answer(body))
    assert type(caught.value) is error


def vendor(site: Site) -> None:
    """A server that sells one review a day since the cutoff, up to the limit."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        assert handler.headers["X-API-KEY"] == "hush-hush"
        query = {name: v[0] for name, v in parse_qs(urlsplit(handler.path).query).items()}
        days = range(1, int(query["reviewsLimit"]) + 1)
        stamps = [int((NOW - timedelta(days=day)).timestamp()) for day in days]
        listed = [
            {"review_id": f"R{stamp}", "review_rating": 5, "review_timestamp": stamp}
            for stamp in stamps
            if stamp >= int(query.get("cutoff", "0"))
        ]
        place = {"name": "Dom", "place_id": query["query"], "reviews_data": listed}
        says(200, json.dumps({"status": "Success", "data": [place]}).encode())(handler)

    site.answer = answer


def poll(site: Site, cursor: Cursor | None) -> Page:
    with detour(site) as fetch:
        request = source(limit=50).request(cursor)
        return source().parse(fetch(request, validators=None, allow_private=True).response)


def test_the_second_poll_buys_only_what_is_new() -> None:
    with served() as site:
        vendor(site)
        first = poll(site, None)
        second = poll(site, first.resume)
        third = poll(site, second.resume)
    assert [len(page.items) for page in (first, second, third)] == [50, 1, 1]
    assert not first.complete
    assert first.title == "Dom"
