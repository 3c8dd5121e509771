"""What an HTTP status means, and when to come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import (
    AuthExpired,
    Blocked,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from sources.wire.status import error_for, retry_at

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "30"}, 30),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after": "Sun, 22 Nov 2026 10:05:00 GMT"}, 300),
        ({"retry-after": "Sun, 22 Nov 2026 09:00:00 GMT"}, 0),
        ({"retry-after": "0"}, 0),
        ({"ratelimit-reset": "50"}, 50),
        ({"ratelimit": "limit=100, remaining=0, reset=50"}, 50),
        ({"ratelimit": '"default";r=0;t=50'}, 50),
        ({"x-ratelimit-reset": "1795341660"}, 60),
        ({"x-ratelimit-reset": "1795341660000"}, 60),
        ({"x-rate-limit-reset": "1795341660"}, 60),
        ({"x-ratelimit-reset": "2026-11-22T10:01:00.000Z"}, 60),
        ({"x-ratelimit-reset": "200"}, 200),
        ({"retry-after": "10", "x-ratelimit-reset": "900"}, 10),
        ({"retry-after": "soon", "x-ratelimit-reset": "900"}, 900),
        ({"retry-after": "999999999"}, 31 * 86400),
    ],
)
def test_every_way_to_say_later_is_understood(headers: dict[str, str], seconds: float) -> None:
    assert retry_at(headers, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("stated", ["", "soon", "-5", "nan", "inf", "1e99", "9" * 5000])
def test_what_says_nothing_is_none(stated: str) -> None:
    assert retry_at({"retry-after": stated}, NOW) is None


def error(status: int, body: str = "", *, authorised: bool = False, **headers: str) -> SourceError:
    stated = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_for(
        status, stated, body.encode(), host="api.example", authorised=authorised, now=NOW
    )


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (error(401), AuthExpired),
        (error(402), NeedsApproval),
        (error(403), Blocked),
        (error(403, authorised=True), AuthExpired),
        (error(403, "<html>", authorised=True, content_type="text/html"), Blocked),
        (error(403, '{"reason": "quotaExceeded"}', authorised=True), QuotaExhausted),
        (error(403, '{"reason": "accessNotConfigured"}', authorised=True), NeedsApproval),
        (error(403, "{}", x_ratelimit_reset="60", authorised=True), AuthExpired),
        (error(403, "{}", x_ratelimit_reset="60", x_ratelimit_remaining="0"), RateLimited),
        (error(400), NotConfigured),
        (error(400, '{"error": "invalid_grant"}', authorised=True), AuthExpired),
        (error(400, "API key not valid", authorised=True), AuthExpired),
        (error(404), TargetNotFound),
        (error(408), Unavailable),
        (error(422), NotConfigured),
        (error(429), RateLimited),
        (error(429, retry_after="86400"), QuotaExhausted),
        (error(503), Unavailable),
        (error(503, x_ratelimit_reset="60"), Unavailable),
        (error(503, retry_after="60"), RateLimited),
        (error(530), Unavailable),
        (error(999), Blocked),
    ],
)
def test_each_answer_is_named_after_who_must_act(
    found: SourceError, kind: type[SourceError]
) -> None:
    assert type(found) is kind


@settings(max_examples=100, deadline=None)
@given(st.integers(300, 999), st.binary(max_size=80), st.text(max_size=30), st.booleans())
def test_any_answer_has_an_error_that_quotes_nothing(
    status: int, body: bytes, stated: str, authorised: bool
) -> None:
    found = error_for(
        status,
        {"retry-after": stated, "ratelimit": stated},
        body + b"review by Anna",
        host="api.example",
        authorised=authorised,
        now=NOW,
    )
    assert "Anna" not in str(found)
    if isinstance(found, RateLimited) and found.retry_at is not None:
        assert NOW <= found.retry_at <= NOW + timedelta(days=31)
