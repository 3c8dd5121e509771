"""The Places adapter: the contract, both shapes of the API, finding the place."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import (
    AuthExpired,
    ConfigError,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Precision
from monitor.source import Page, Request, Response, Source
from sources.google_places import GooglePlaces
from sources.registry import build
from sources.testing import SourceContract
from tests.sources.detour import detour
from tests.sources.loopback import says, served

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDING = (
    Path(__file__).resolve().parents[3]
    / "shared/data/recordings/google_places/place_details_reviews.json"
)


def source(**settings: object) -> GooglePlaces:
    given = settings or {"place_id": "ChIJdom"}
    built = build("maps", {"type": "google_places", "key": "hush-hush", **given})
    assert isinstance(built, GooglePlaces)
    return built


class TestGooglePlacesContract(SourceContract):
    adapter = GooglePlaces
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "google_places"
    secret = "hush-hush"

    def source(self) -> Source:
        return source()

    def entries(self, case: Path) -> int | None:
        return {"place.json": 3, "old.json": 2, "no_reviews.json": 0}.get(case.name)


def answer(payload: object, request: Request | None = None) -> Response:
    request = request or source().request(None)
    return Response(request, request.url, json.dumps(payload).encode(), NOW)


def case(name: str) -> Page:
    return source().parse(answer(json.loads((TestGooglePlacesContract.cases / name).read_bytes())))


def test_what_was_written_is_told_from_its_translation() -> None:
    item = case("place.json").items[0]
    assert (item.text, item.lang) == ("Kakku oli kuiva", "fi")
    assert item.translation is not None
    assert item.translation.text == "The cake was dry"
    assert item.author.id == "107984306658294475601"


def test_only_a_true_review_id_is_a_key_to_other_routes() -> None:
    long, short = case("place.json").items
    assert long.dedupe_key == f"google:{long.id}"
    assert short.dedupe_key is None
    assert short.precision is Precision.RELATIVE


def test_the_terms_forbid_to_keep_words_and_five_reviews_are_no_listing() -> None:
    assert not GooglePlaces.info.terms.store_text
    assert not case("place.json").complete


def test_the_old_api_identifies_a_review_by_its_author() -> None:
    [before] = case("old.json").items
    edited = {"author_url": "https://www.google.com/maps/contrib/1079/reviews", "time": 1790009999,
              "rating": 1, "text": "Other words"}  # fmt: skip
    [after] = source().parse(answer({"result": {"reviews": [edited]}, "status": "OK"})).items
    assert before.id == after.id
    assert before.synthetic


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"status": "OVER_QUERY_LIMIT"}, QuotaExhausted),
        ({"status": "NOT_FOUND"}, TargetNotFound),
        ({"status": "INVALID_REQUEST"}, NotConfigured),
        ({"status": "UNKNOWN_ERROR"}, Unavailable),
        ({"status": "REQUEST_DENIED"}, AuthExpired),
        ({"status": "REQUEST_DENIED", "error_message": "You must enable Billing"}, NeedsApproval),
        ({"error": {"code": 404, "status": "NOT_FOUND"}}, TargetNotFound),
        ({}, SchemaChanged),
        ({"id": "ChIJdom", "reviews": {}}, SchemaChanged),
        ({"id": "ChIJdom", "reviews": [{"text": "of another site"}]}, SchemaChanged),
        ({"status": "OK"}, SchemaChanged),
    ],
)
def test_errors_that_google_reports(body: object, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        source().parse(answer(body))
    assert type(caught.value) is error


def test_the_key_goes_into_a_header() -> None:
    request = source(place_id="ChIJdom", lang="fi", country="FI").request(None)
    assert request.url == "https://places.googleapis.com/v1/places/ChIJdom"
    assert request.headers["X-Goog-Api-Key"] == "hush-hush"
    assert "reviews" in request.headers["X-Goog-FieldMask"]
    assert request.params == {"languageCode": "fi", "regionCode": "FI"}


def test_a_place_is_found_by_words_and_then_read() -> None:
    adapter = source(search="Dom Kallio")
    with served() as site, detour(site) as fetch:
        site.answer = says(200, b'{"places": [{"id": "ChIJdom"}]}')
        request: Request | None = adapter.request(None)
        assert request is not None
        first = adapter.parse(fetch(request, validators=None, allow_private=True).response)
        site.answer = says(200, (TestGooglePlacesContract.cases / "place.json").read_bytes())
        assert first.next is not None
        page = adapter.parse(fetch(first.next, validators=None, allow_private=True).response)
    assert site.seen[0].path == "/v1/places:searchText"
    assert json.loads(site.seen[0].body) == {"textQuery": "Dom Kallio"}
    assert len(page.items) == 2
    assert page.title == "Dom Kallio"


def test_a_search_that_finds_none_or_many_says_so() -> None:
    adapter = source(search="Dom")
    with pytest.raises(TargetNotFound):
        adapter.parse(answer({}, adapter.request(None)))
    two = [{"id": f"ChIJ{n}", "displayName": {"text": f"Dom {n}"}} for n in (1, 2)]
    with pytest.raises(NotConfigured) as caught:
        adapter.parse(answer({"places": two}, adapter.request(None)))
    assert "ChIJ2 (Dom 2)" in caught.value.hint
    named = [*two, {"id": "ChIJ3", "displayName": {"text": "Dom"}}]
    page = adapter.parse(answer({"places": named}, adapter.request(None)))
    assert page.next is not None
    assert page.next.url.endswith("/ChIJ3")


def test_a_place_must_be_named() -> None:
    with pytest.raises(ConfigError):
        build("maps", {"type": "google_places", "key": "k"})


def test_a_refused_key_is_read_from_the_error_page() -> None:
    body = (TestGooglePlacesContract.cases / "bad_key.json").read_bytes()
    assert isinstance(source().refusal(400, {}, body), AuthExpired)


@pytest.mark.skipif(not RECORDING.exists(), reason="the recordings are not here")
def test_a_recorded_place() -> None:
    request = Request("file:///place.json")
    page = GooglePlaces.offline().parse(Response(request, request.url, RECORDING.read_bytes(), NOW))
    assert len(page.items) >= 3
    assert page.rejected == ()
    assert all(item.dedupe_key for item in page.items)
