"""Yelp: the contract, its unstated time zone, and what its error codes mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    TargetNotFound,
)
from monitor.source import Page, Response, Source
from sources.testing import SourceContract
from sources.yelp import Yelp, YelpSettings
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "yelp"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "yelp"


def shop() -> Yelp:
    return Yelp(YelpSettings.model_validate({"key": "k3y-of-mine", "business": "dom/../x"}))


class TestYelpContract(SourceContract):
    adapter = Yelp
    cases: ClassVar[Path] = CASES
    secret = "k3y-of-mine"

    def source(self) -> Source:
        return shop()

    def entries(self, case: Path) -> int | None:
        return len(json.loads(case.read_bytes()).get("reviews", []))


def read(body: bytes) -> Page:
    request = shop().request(None)
    return shop().parse(Response(request, request.url, body, NOW))


def test_times_are_pacific_though_they_do_not_say_so() -> None:
    summer, winter = read((CASES / "reviews.json").read_bytes()).items
    assert summer.published_at == datetime(2026, 4, 19, 2, 32, 11, tzinfo=UTC)
    assert winter.published_at == datetime(2026, 1, 19, 3, 32, 11, tzinfo=UTC)


def test_excerpts_are_marked_as_cut_and_not_stored() -> None:
    cut, whole = read((CASES / "reviews.json").read_bytes()).items
    assert (cut.truncated, whole.truncated) == (True, False)
    assert Yelp.info.terms.store_text is False


def test_it_asks_once_with_the_key_in_a_header() -> None:
    body = json.loads((CASES / "reviews.json").read_bytes())
    pages, seen = walked(shop(), lambda _path, _query: (200, body))
    assert len(pages) == 1
    assert seen[0].headers["Authorization"] == "Bearer k3y-of-mine"
    assert seen[0].path.startswith("/v3/businesses/dom%2F..%2Fx/reviews?")


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("TOKEN_INVALID", AuthExpired),
        ("NOT_AUTHORIZED", NeedsApproval),
        ("ACCESS_LIMIT_REACHED", QuotaExhausted),
        ("TOO_MANY_REQUESTS_PER_SECOND", RateLimited),
        ("BUSINESS_NOT_FOUND", TargetNotFound),
        ("VALIDATION_ERROR", NotConfigured),
    ],
)
def test_what_each_error_code_means(code: str, error: type[Exception]) -> None:
    body = json.dumps({"error": {"code": code, "description": "x"}}).encode()
    assert type(shop().refusal(400, {}, body)) is error
    with pytest.raises(error):
        read(body)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_documented_example() -> None:
    page = read((RECORDINGS / "reviews_response_example.json").read_bytes())
    assert page.items[0].rating is not None
    assert page.items[0].rating.value == 4.5
    assert page.aggregate is not None
    assert page.aggregate.count == 240
