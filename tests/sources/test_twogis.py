"""2GIS: the contract, walks by date, and emptiness that proves nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import Blocked, ConfigError, TargetNotFound
from monitor.source import Page, Response, Source
from sources.registry import build
from sources.testing import SourceContract
from sources.twogis import TwoGis, TwoGisSettings
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
PAGE = "https://2gis.kz/almaty/firm/70000001012345678"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "2gis"


def branch() -> TwoGis:
    return TwoGis(TwoGisSettings.model_validate({"url": PAGE, "key": "k3y-of-mine"}))


class TestTwoGisContract(SourceContract):
    adapter = TwoGis
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "twogis"
    secret = "k3y-of-mine"

    def source(self) -> Source:
        return branch()

    def entries(self, case: Path) -> int | None:
        return len(json.loads(case.read_bytes()).get("reviews", []))


def read(payload: object) -> Page:
    source = branch()
    request = source.request(None)
    return source.parse(Response(request, request.url, json.dumps(payload).encode(), NOW))


def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
    """120 reviews, one a day, paged by the date of the last one shown."""
    assert path == "/2.0/branches/70000001012345678/reviews"
    days = [NOW - timedelta(days=n + 1) for n in range(120)]
    begin = query.get("offset_date")
    left = [day for day in days if begin is None or day.isoformat() < begin]
    shown = left[:50]
    reviews = [{"id": f"{d:%Y%m%d}", "text": "x", "rating": 5, "date_created": d.isoformat()}
               for d in shown]  # fmt: skip
    link = f"https://public-api.reviews.2gis.com:8080/x?offset_date={shown[-1]:%Y-%m-%dT%H:%M:%S%%2B00:00}"
    meta = {"code": 200, "total_count": 120, **({"next_link": link} if len(left) > 50 else {})}
    return 200, {"meta": meta, "reviews": reviews}


def test_the_first_walk_reads_everything() -> None:
    pages, seen = walked(branch(), api)
    assert [len(page.items) for page in pages] == [50, 50, 20]
    assert pages[-1].complete
    assert not any("8080" in each.path for each in seen)


def test_a_later_poll_stops_at_what_it_knows() -> None:
    cursor = {"newest": NOW.isoformat(), "full_at": NOW.isoformat()}
    pages, _ = walked(branch(), api, {**cursor})
    assert len(pages) == 1
    assert not pages[0].complete


def test_zero_reviews_prove_nothing() -> None:
    page = read({"meta": {"code": 200, "total_count": 0}, "reviews": []})
    assert not page.complete


@pytest.mark.parametrize(
    ("code", "error"), [(403, Blocked), (400, TargetNotFound), (404, TargetNotFound)]
)
def test_errors_inside_http_200(code: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        read({"meta": {"code": code, "error": {"type": "apiKeyIsBlocked"}}})


def test_it_says_that_it_is_grey() -> None:
    assert "Grey" in TwoGis.info.terms.note


def test_the_address_must_be_a_branch() -> None:
    with pytest.raises(ConfigError, match="branch"):
        build("2gis", {"type": "twogis", "key": "x", "url": "https://2gis.kz/almaty"})


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_constructed_answer() -> None:
    page = read(json.loads((RECORDINGS / "branch_reviews_page.json").read_bytes()))
    assert [item.id for item in page.items] == ["42", "43"]
    assert page.items[0].url == PAGE
    assert page.next is not None
    assert page.next.params["offset_date"] == "2026-07-01T10:00:00.000000+05:00"
