"""Each source there is, built in or installed, is walked through what can be proved of any."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from pydantic import HttpUrl

from monitor.errors import SourceError
from monitor.source import PagedSource, Request, Response
from sources.kit.prove import prove
from sources.registry import BUILT_IN, available, load

RECEIVED = datetime(2026, 11, 2, 9, tzinfo=UTC)
KEYS = sorted(listing.key for listing in available() if listing.info is not None)


def test_every_built_in_can_be_loaded() -> None:
    assert not [listing.trouble for listing in available() if listing.trouble]
    assert set(BUILT_IN) <= set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_it_keeps_every_promise_that_needs_no_saved_answer(key: str) -> None:
    broken = [finding for finding in prove(load(key).offline()) if not finding.kept]
    assert not broken


@pytest.mark.parametrize("key", KEYS)
def test_it_says_of_itself_what_owners_and_docs_need(key: str) -> None:
    info = load(key).info
    assert info.key == key
    assert info.title
    assert info.summary.endswith(".")
    assert info.kinds
    assert info.min_interval <= info.every


@pytest.mark.parametrize("key", [key for key in KEYS if "url" in load(key).Settings.model_fields])
def test_what_stands_in_an_address_shows_in_no_repr(key: str) -> None:
    offline = load(key).offline().settings
    secretive = HttpUrl("https://olga:hush@shop.example/hush?token=hush")
    given = offline.model_copy(update={"url": secretive})
    assert "hush" not in f"{given!r} {given} {Request(str(secretive))!r}"
    assert "shop.example" in repr(given)


@pytest.mark.parametrize("key", KEYS)
def test_a_site_that_takes_replies_says_how_long_they_may_be(key: str) -> None:
    from monitor.capability import CanReply

    adapter = load(key)
    assert (adapter.info.reply is not None) == issubclass(adapter, CanReply)
    if adapter.info.reply is not None:
        assert adapter.info.reply.limit > 0
        assert adapter.info.reply.unit in {"bytes", "characters"}
        assert not issubclass(adapter, PagedSource) or key == "telegram_group"


LAUGHS = b"".join(
    [
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">',
        *(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)),
        b"]><rss><channel><title>&l9;</title></channel></rss>",
    ]
)
HOSTILE = {
    "a deep list": b"[" * 100_000,
    "a deep object": b'{"a":' * 50_000,
    "deep markup": b"<div>" * 50_000,
    "a million laughs": LAUGHS,
    "a number without end": b"[" + b"1" * 200_000 + b"]",
    "a long list of nothing": b"[" + b"null," * 50_000 + b"null]",
    "a million zeros": b"\0" * 1_000_000,
    "one long word": b"a" * 1_000_000,
    "halves of characters": b'{"reviews": ["\\ud800", "\\udfff"]}',
    "other keys": b'{"reviews": {"items": 7}, "data": [[]], "feed": null, "comments": "x"}',
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("key", KEYS)
def test_a_hostile_answer_ends_in_a_page_or_an_error_of_the_contract(key: str, name: str) -> None:
    source = load(key).offline()
    address = "https://site.example/reviews.json"
    request = Request(address)
    response = Response(request, address, HOSTILE[name], RECEIVED, 200, {})
    with contextlib.suppress(SourceError):
        page = source.parse(response)
        assert len(page.items) == len({item.id for item in page.items})
