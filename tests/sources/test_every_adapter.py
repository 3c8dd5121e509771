"""Each source there is, built in or installed, is walked through what can be proved of any."""

from __future__ import annotations

import pytest

from monitor.source import PagedSource
from sources.prove import prove
from sources.registry import BUILT_IN, available, load

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


@pytest.mark.parametrize("key", KEYS)
def test_a_site_that_takes_replies_says_how_long_they_may_be(key: str) -> None:
    from monitor.capability import CanReply

    adapter = load(key)
    assert (adapter.info.reply is not None) == issubclass(adapter, CanReply)
    if adapter.info.reply is not None:
        assert adapter.info.reply.limit > 0
        assert adapter.info.reply.unit in {"bytes", "characters"}
        assert not issubclass(adapter, PagedSource) or key == "telegram_group"
