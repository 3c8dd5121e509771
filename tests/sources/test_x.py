"""X: the contract, edits by their history, and paying for nothing twice."""

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
    QuotaExhausted,
    RateLimited,
)
from monitor.mention import Precision
from monitor.source import Page, Response, Source
from sources.testing import SourceContract
from sources.x import X, XSettings, id_at
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "x"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "x_api"
NEWEST = str(id_at(NOW - timedelta(hours=1)))


def shop(**more: object) -> X:
    given = {"token": "t0ken-of-mine", "query": '"Dom Shop"', **more}
    return X(XSettings.model_validate(given))


class TestXContract(SourceContract):
    adapter = X
    cases: ClassVar[Path] = CASES
    secret = "t0ken-of-mine"

    def source(self) -> Source:
        return shop()

    def entries(self, case: Path) -> int | None:
        return len(json.loads(case.read_bytes()).get("data", []))


def read(body: bytes, source: X | None = None) -> Page:
    source = source or shop()
    request = source.request(None)
    return source.parse(Response(request, request.url, body, NOW))


def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
    """Three posts a page, without end."""
    begin = int(query.get("next_token", "0"))
    posts = [{"id": str(int(NEWEST) - n), "text": f"post {n}"} for n in range(begin, begin + 3)]
    ends = {"newest_id": posts[0]["id"], "oldest_id": posts[-1]["id"]}
    return 200, {"data": posts, "meta": {**ends, "next_token": str(begin + 3)}}


def test_a_poll_reads_no_more_pages_than_it_may_pay_for() -> None:
    pages, seen = walked(shop(pages=2), api)
    assert len(pages) == 2
    assert pages[-1].resume == {"newest": NEWEST}
    assert seen[0].headers["Authorization"] == "Bearer t0ken-of-mine"
    assert "retweet" in seen[0].path


def test_the_next_poll_asks_for_what_came_after() -> None:
    _, seen = walked(shop(pages=1), api, {"newest": NEWEST})
    assert f"since_id={NEWEST}" in seen[0].path


def test_a_week_of_silence_does_not_leave_it_with_an_id_that_x_refuses() -> None:
    old = str(id_at(NOW - timedelta(days=8)))
    _, seen = walked(shop(pages=1), api, {"newest": old})
    assert "since_id" not in seen[0].path


def test_a_poll_without_results_moves_on() -> None:
    assert read(b'{"meta": {"result_count": 0}}').resume == {
        "newest": str(id_at(NOW - timedelta(minutes=5)))
    }


def test_an_id_from_the_future_shuts_nothing_out() -> None:
    body = b'{"data": [{"id": "9999999999999999999", "text": "x"}], "meta": {"result_count": 1}}'
    assert read(body).resume == {"newest": str(id_at(NOW - timedelta(minutes=5)))}


def test_an_edited_post_keeps_the_id_of_its_first_version() -> None:
    first, edited, long = read((CASES / "search.json").read_bytes()).items
    assert (edited.id, edited.text) == ("1990000000000000000", "Better words now")
    assert edited.updated_at == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert edited.url == "https://x.com/bo/status/1990000000000000002"
    assert first.text == "Dom & co <3 ☕"
    assert (long.text, long.lang, edited.lang) == ("long one, told in full", "he", None)


def test_ids_count_the_time() -> None:
    # The documentation's own pair of id and time.
    assert id_at(datetime(2022, 10, 7, 22, 42, 12, tzinfo=UTC)) <= 1578516068309794817
    assert id_at(datetime(2022, 10, 7, 22, 42, 14, tzinfo=UTC)) > 1578516068309794817


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("bad_token", AuthExpired),
        ("budget", QuotaExhausted),
        ("not_enrolled", NeedsApproval),
        ("bad_query", NotConfigured),
    ],
)
def test_what_its_errors_mean(name: str, error: type[Exception]) -> None:
    body = (CASES / f"{name}.json").read_bytes()
    assert type(shop().refusal(403, {}, body)) is error
    with pytest.raises(error):
        read(body)


def test_how_long_to_wait_is_left_to_the_headers() -> None:
    body = b'{"title": "Too Many Requests", "type": "about:blank", "status": 429}'
    assert shop().refusal(429, {}, body) is None
    with pytest.raises(RateLimited):
        read(body)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_answer() -> None:
    page = read((RECORDINGS / "search_recent_1.json").read_bytes())
    assert len(page.items) == 10
    assert page.items[0].precision is Precision.UNKNOWN
    assert page.items[0].url == "https://x.com/i/web/status/1578516068309794817"
    assert page.next is not None
