"""TripAdvisor: the contract, both shapes of its API, and one question a language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import AuthExpired, NotConfigured, QuotaExhausted, TargetNotFound, Unavailable
from monitor.source import Page, Request, Response, Source
from sources.testing import SourceContract
from sources.tripadvisor import TripAdvisor, TripAdvisorSettings
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "tripadvisor"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "tripadvisor"


def place(**more: object) -> TripAdvisor:
    given = {"key": "k3y-of-mine", "location": 1720231, **more}
    return TripAdvisor(TripAdvisorSettings.model_validate(given))


class TestTripAdvisorContract(SourceContract):
    adapter = TripAdvisor
    cases: ClassVar[Path] = CASES
    secret = "k3y-of-mine"

    def source(self) -> Source:
        return place()

    def entries(self, case: Path) -> int | None:
        return len(json.loads(case.read_bytes()).get("data", []))


def read(name: str) -> Page:
    request = Request("https://api.content.tripadvisor.com/api/v1/location/1/reviews")
    return place().parse(Response(request, request.url, (CASES / name).read_bytes(), NOW))


def test_each_language_is_asked_for_on_its_own() -> None:
    def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
        number = {"en": 1, "fi": 2, "ru": 3}[query["language"]]
        return 200, {"data": [{"id": number, "rating": 4, "lang": query["language"]}]}

    pages, seen = walked(place(languages=["en", "fi", "ru"], referer="https://dom.example/"), api)
    assert [item.lang for page in pages for item in page.items] == ["en", "fi", "ru"]
    assert {each.headers["Referer"] for each in seen} == {"https://dom.example/"}
    assert pages[-1].resume == {}


def test_the_partner_apis_texts_are_cut_and_its_times_have_an_offset() -> None:
    [item] = read("partner_api.json").items
    assert item.id == "666"
    assert item.truncated
    assert item.published_at == datetime(2019, 4, 15, 7, 54, 7, tzinfo=UTC)


def test_the_owners_answer_is_read() -> None:
    item = read("content_api.json").items[0]
    assert item.reply is not None
    assert item.reply.published_at == datetime(2026, 6, 5, 21, 25, 54, tzinfo=UTC)
    assert not item.truncated


def test_nothing_of_the_text_may_be_kept() -> None:
    assert TripAdvisor.info.terms.store_text is False


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (403, {"message": "Forbidden"}, AuthExpired),
        (429, {"message": "Limit Exceeded"}, QuotaExhausted),
        (404, {"error": {"code": 404, "type": "x", "message": "y"}}, TargetNotFound),
        (400, {"error": {"code": 101, "type": "x", "message": "bad language"}}, NotConfigured),
        (500, {"error": {"code": 500, "type": "x", "message": "y"}}, Unavailable),
    ],
)
def test_what_its_refusals_mean(status: int, body: object, error: type[Exception]) -> None:
    assert type(place().refusal(status, {}, json.dumps(body).encode())) is error


def test_a_refusal_in_other_words_is_left_to_its_status() -> None:
    assert place().refusal(403, {}, b"<html>") is None


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_answer() -> None:
    source = TripAdvisor.offline()
    body = (RECORDINGS / "reviews_content_api.json").read_bytes()
    [item] = source.parse(Response(source.request(None), "https://x.example/", body, NOW)).items
    assert (item.id, item.author.name, item.lang) == ("679008093", "fishincapecod", "en")
