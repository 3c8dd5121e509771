"""The SerpApi adapter: the contract, what each field tells, walking without waste."""

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
    ConfigError,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Precision
from monitor.source import Cursor, Page, Request, Response, Source
from sources.registry import build
from sources.serpapi import SerpApi
from sources.testing import SourceContract
from tests.sources.detour import detour
from tests.sources.loopback import Site, says, served

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDING = (
    Path(__file__).resolve().parents[3] / "shared/data/recordings/google_serpapi/maps_search.json"
)


def source(**settings: object) -> SerpApi:
    given = settings or {"data_id": "0x1:0x2"}
    built = build("maps", {"type": "serpapi", "key": "hush-hush", **given})
    assert isinstance(built, SerpApi)
    return built


class TestSerpApiContract(SourceContract):
    adapter = SerpApi
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "serpapi"
    secret = "hush-hush"

    def source(self) -> Source:
        return source()

    def entries(self, case: Path) -> int | None:
        return {"reviews.json": 4, "none.json": 0}.get(case.name)


def answer(payload: object, request: Request | None = None) -> Response:
    request = request or source().request(None)
    return Response(request, request.url, json.dumps(payload).encode(), NOW)


def saved() -> Page:
    body = (TestSerpApiContract.cases / "reviews.json").read_bytes()
    return source().parse(answer(json.loads(body)))


def test_the_original_is_told_from_its_translation_in_text_and_answer() -> None:
    finnish, _, romanian = saved().items
    assert finnish.text == "Kakku oli kuiva"
    assert finnish.translation is not None
    assert finnish.translation.text == "The cake was dry"
    assert finnish.reply is not None
    assert finnish.reply.text == "Anteeksi!"
    assert romanian.text == "Bine"


def test_relative_dates_are_marked_as_such() -> None:
    exact, relative, _ = saved().items
    assert exact.precision is Precision.INSTANT
    assert exact.updated_at == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert relative.precision is Precision.RELATIVE
    assert relative.published_at == NOW - timedelta(weeks=3)


def test_only_googles_own_reviews_share_googles_key() -> None:
    google, _, other = saved().items
    assert google.dedupe_key == f"google:{google.id}"
    assert other.dedupe_key is None


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"error": "Invalid API key."}, AuthExpired),
        ({"error": "You have run out of searches for the month"}, QuotaExhausted),
        ({"error": "Your account exceeded its hourly throughput limit"}, RateLimited),
        ({"error": "Missing query `data_id` parameter."}, NotConfigured),
        ({"error": "odd"}, SchemaChanged),
        ({"reviews": {}}, SchemaChanged),
        ({"reviews": [{"body": "of another site"}]}, SchemaChanged),
        ({}, SchemaChanged),
        ([], SchemaChanged),
    ],
)
def test_errors_that_serpapi_reports(body: object, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        source().parse(answer(body))
    assert type(caught.value) is error


def maps(site: Site, count: int) -> None:
    """A server that pages through ``count`` reviews, one a day, eight and then twenty a page."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        query = {name: v[0] for name, v in parse_qs(urlsplit(handler.path).query).items()}
        assert query["api_key"] == "hush-hush"
        start = int(query.get("next_page_token", "0"))
        end = start + int(query.get("num", "8"))
        listed = [
            {"review_id": f"R{n}", "rating": 5, "iso_date": (NOW - timedelta(n)).isoformat()}
            for n in range(start + 1, min(end, count) + 1)
        ]
        body: dict[str, object] = {"reviews": listed, "search_metadata": {}}
        if end < count:
            body["serpapi_pagination"] = {"next_page_token": str(end)}
        says(200, json.dumps(body).encode())(handler)

    site.answer = answer


def walk(site: Site, adapter: SerpApi, cursor: Cursor | None) -> list[Page]:
    pages: list[Page] = []
    request: Request | None = adapter.request(cursor)
    with detour(site) as fetch:
        while request is not None:
            fetched = fetch(request, validators=None, allow_private=True)
            pages.append(adapter.parse(fetched.response))
            request = pages[-1].next
    return pages


def test_a_walk_pays_for_as_many_pages_as_allowed_and_a_poll_for_one() -> None:
    with served() as site:
        maps(site, 100)
        first = walk(site, source(), None)
        second = walk(site, source(), first[-1].resume)
    assert [len(page.items) for page in first] == [8, 20, 20]
    assert [len(page.items) for page in second] == [8]
    assert not first[-1].complete
    assert second[-1].resume is not None


def test_a_place_is_found_by_words() -> None:
    adapter = source(search="Dom", lang="fi")
    request = adapter.request(None)
    assert (request.params["engine"], request.params["hl"]) == ("google_maps", "fi")
    found = adapter.parse(
        answer({"place_results": {"title": "Dom", "data_id": "0x1:0x2"}}, request)
    )
    assert found.next is not None
    assert found.next.params["data_id"] == "0x1:0x2"
    two = [{"title": f"Dom {n}", "data_id": f"0x{n}:0x1"} for n in (1, 2)]
    with pytest.raises(NotConfigured) as caught:
        adapter.parse(answer({"local_results": two}, request))
    assert "0x2:0x1 (Dom 2)" in caught.value.hint
    with pytest.raises(TargetNotFound):
        adapter.parse(answer({"local_results": []}, request))


@pytest.mark.parametrize("table", [{}, {"data_id": "12"}, {"place_id": "x", "pages": 0}])
def test_settings_that_make_no_sense_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        build("maps", {"type": "serpapi", "key": "k", **table})


@pytest.mark.skipif(not RECORDING.exists(), reason="the recordings are not here")
def test_a_recorded_search_names_its_places() -> None:
    adapter = source(search="Blue Bottle Coffee San Francisco")
    request = adapter.request(None)
    with pytest.raises(NotConfigured) as caught:
        adapter.parse(Response(request, request.url, RECORDING.read_bytes(), NOW))
    assert "0x80858098babc2d4b:0xbeedd659cc698c92" in caught.value.hint
