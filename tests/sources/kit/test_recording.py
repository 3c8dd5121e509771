"""What is recorded from a live answer holds no key, and reads as the answer did."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from monitor.source import Fetched, Request, Response, Validators
from sources.kit.prove import prove
from sources.kit.recording import record
from sources.serpapi import SerpApi, SerpApiSettings

KEY = "kept+secret/0123"
ANSWER = Path(__file__).parents[2] / "data" / "serpapi" / "reviews.json"


def fetch(
    request: Request, *, validators: Validators | None, allow_private: bool = False
) -> Fetched:
    """The saved answer, as if it came from the site."""
    del validators, allow_private
    now = datetime(2026, 11, 22, tzinfo=UTC)
    headers = {"content-type": "application/json"}
    response = Response(request, request.url, ANSWER.read_bytes(), now, headers=headers)
    return Fetched(response, Validators())


def test_a_key_that_travels_in_addresses_is_in_no_file(tmp_path: Path) -> None:
    settings = SerpApiSettings.model_validate({"key": KEY, "data_id": "0x1:0x2"})
    source = SerpApi(settings)
    written = record(source, "serp", fetch, tmp_path)
    said = [path.read_text(encoding="utf-8") for path in written]
    assert not any("0123" in text for text in said)
    assert "api_key=SECRET" in said[1]
    reads = next(one for one in prove(source, tmp_path) if "reads as expected" in one.promise)
    assert reads.kept, reads.why
