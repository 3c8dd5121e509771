"""What sites gave us to ask "anything new since?"."""

from __future__ import annotations

from pathlib import Path

from monitor.source import Validators
from monitor.store import Store

URL = "https://site.example/feed?key=5ecret"
BOTH = Validators('W/"1"', "Mon, 02 Nov 2026 09:00:00 GMT")


def test_validators_belong_to_one_source_and_one_address(store: Store) -> None:
    store.validators.put("site", URL, BOTH)
    assert store.validators.get("site", URL) == BOTH
    assert store.validators.get("other", URL) is None
    assert store.validators.get("site", URL + "&page=2") is None


def test_newer_validators_replace_the_older_ones(store: Store) -> None:
    store.validators.put("site", URL, BOTH)
    store.validators.put("site", URL, Validators(etag='"2"'))
    assert store.validators.get("site", URL) == Validators(etag='"2"')


def test_an_answer_without_validators_ends_the_old_ones(store: Store) -> None:
    store.validators.put("site", URL, BOTH)
    store.validators.put("site", URL, Validators())
    assert store.validators.get("site", URL) is None


def test_a_token_in_the_address_is_never_stored(path: Path) -> None:
    with Store.open(path) as store:
        store.validators.put("site", URL, BOTH)
    assert b'W/"1"' in path.read_bytes()
    assert b"5ecret" not in path.read_bytes()
