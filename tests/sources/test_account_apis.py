"""Any JSON at all, in the words of these sites, gives a page or a source error."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import SourceError
from monitor.source import HttpSource, Json, Response
from sources.registry import load

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data"
ADAPTERS = (
    "facebook", "instagram", "telegram_group", "tripadvisor", "trustpilot", "twogis", "vk", "x",
    "yelp",
)  # fmt: skip


def words(payload: Json) -> set[str]:
    """Every key that occurs in ``payload``."""
    if isinstance(payload, dict):
        return set(payload).union(*map(words, payload.values()))
    return set().union(*map(words, payload)) if isinstance(payload, list) else set()


def vocabulary(key: str) -> list[str]:
    cases = [path for path in (DATA / key).glob("*.json") if ".expected." not in path.name]
    return sorted(set().union(*(words(json.loads(path.read_bytes())) for path in cases)))


def anything(key: str) -> st.SearchStrategy[object]:
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    stated = st.sampled_from(["2026-07-01", "1", "0", "-100", "https://[", "a?after=%", "..."])
    keys = st.sampled_from(vocabulary(key))
    return st.recursive(
        leaf | stated,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
        max_leaves=25,
    )


def entries_in(key: str, entry: object) -> object:
    """``entry`` where the site has its listing, so that it is read and not refused at once."""
    match key:
        case "vk":
            return {"response": {"items": [entry], "profiles": [entry], "groups": [entry]}}
        case "telegram_group":
            return {"ok": True, "result": [entry, {"update_id": 1, "message": entry}]}
        case "trustpilot" | "twogis" | "yelp":
            return {"reviews": [entry], "meta": entry, "links": entry}
        case _:
            return {"data": [entry], "includes": {"users": [entry]}, "paging": entry}


@pytest.mark.parametrize("key", ADAPTERS)
def test_any_json_gives_a_page_or_a_source_error(key: str) -> None:
    source = load(key).offline()
    assert isinstance(source, HttpSource)
    request = source.request(None)

    @settings(max_examples=50, deadline=None)
    @given(anything(key), st.booleans())
    def holds(payload: object, listed: bool) -> None:
        body = json.dumps(entries_in(key, payload) if listed else payload).encode()
        with contextlib.suppress(SourceError):
            page = source.parse(Response(request, request.url, body, NOW))
            ids = [item.id for item in page.items]
            assert len(set(ids)) == len(ids)
            json.dumps(page.resume)
            if page.resume is not None:
                source.request(page.resume)

    holds()
