"""The Mangrove adapter: the contract, records folded together, what lies elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import ConfigError, SchemaChanged
from monitor.mention import State
from monitor.source import Page, Request, Response
from sources.mangrove import LIMIT, Mangrove
from sources.registry import build
from sources.testing import SourceContract
from tests.sources.fake_api import api

URL = "https://api.mangrove.reviews/reviews"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "mangrove"
HERE = "geo:60.17,24.94?q=Dom%20Shop&u=30"


class TestMangroveContract(SourceContract):
    adapter = Mangrove
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "mangrove"


def configured(**settings: object) -> Mangrove:
    place = {"latitude": 60.17, "longitude": 24.94, "radius": 100}
    source = build("place", {"type": "mangrove", **(settings or place)})
    assert isinstance(source, Mangrove)
    return source


def record(signature: str, sub: str = HERE, kid: str = "K", **payload: object) -> dict[str, object]:
    return {
        "signature": signature,
        "kid": kid,
        "payload": {"iat": 1791369177, "sub": sub, "rating": 75, **payload},
    }


def read(source: Mangrove, *records: object, request: Request | None = None) -> Page:
    body = json.dumps({"reviews": records}).encode()
    return source.parse(Response(request or source.request(None), URL, body, NOW))


def test_seventy_five_of_a_hundred_are_four_stars() -> None:
    [item] = read(configured(), record("a")).items
    assert item.rating is not None
    assert item.rating.stars == 4.0


def test_the_place_is_asked_for_without_its_name_so_that_namesakes_stay_out() -> None:
    request = configured().request(None)
    assert request.params["sub"] == "geo:60.17,24.94?u=100"
    assert request.params["latest_edits_only"] == "true"


@pytest.mark.parametrize(
    ("subject", "here"),
    [
        (HERE, True),
        ("geo:60.1705,24.9405", True),
        ("geo:60.18,24.94?q=Dom%20Shop", False),
        ("geo:24.94,60.17", False),
        ("https://dom.example", False),
        ("urn:lei:123", False),
    ],
)
def test_only_reviews_near_the_place_count(subject: str, here: bool) -> None:
    assert bool(read(configured(), record("a", subject)).items) is here


def test_a_neighbour_under_another_name_is_left_out() -> None:
    source = configured(latitude=60.17, longitude=24.94, name="dom shop")
    other = record("b", "geo:60.17,24.94?q=Hotel")
    page = read(source, record("a"), other, record("c", "geo:60.17,24.94"))
    assert [item.id for item in page.items] == ["a", "c"]
    assert [each.why for each in page.rejected] == ["a review of another place"]


def test_another_site_is_not_the_shops() -> None:
    source = configured(site="https://www.dom.example/")
    page = read(source, record("a", "https://dom.example"), record("b", "https://dom.example.net"))
    assert [item.id for item in page.items] == ["a"]


def test_an_edit_that_stands_alone_is_completed_by_the_first_record() -> None:
    first = record("a", opinion="Good", metadata={"nickname": "Aino"})
    edit = {
        **record("e", "urn:maresi:a", action="edit", rating=25, iat=1791469177),
        "original_sub": HERE,
    }

    def register(params: Mapping[str, str]) -> list[object]:
        return [first] if params.get("signature") == "a" else [edit, record("b")]

    source = configured()
    with api(lambda asked: (200, {"reviews": register(asked.params)})) as running:
        pages = []
        request: Request | None = source.request(None)
        while request is not None:
            local = Request(f"{running.url}/reviews", params=request.params, notes=request.notes)
            pages.append(source.parse(running.fetch(local)))
            request = pages[-1].next
        assert [asked.params["latest_edits_only"] for asked in running.asked] == ["true", "false"]
    alone, whole = pages
    assert alone.items[1].truncated
    assert not alone.complete
    [item] = whole.items
    assert (item.id, item.text, item.author.name) == ("a", "Good", "Aino")
    assert item.rating is not None
    assert item.rating.value == 25
    assert item.updated_at is not None
    assert not item.truncated
    assert whole.complete


def test_an_edit_nested_past_all_reason_can_still_be_carried_on() -> None:
    deep = "[" * 900 + "1" + "]" * 900
    payload = f'{{"sub": "urn:maresi:a", "action": "edit", "opinion": "x", "images": {deep}}}'
    body = f'{{"reviews": [{{"signature": "e", "payload": {payload}}}]}}'.encode()
    source = configured()
    page = source.parse(Response(source.request(None), URL, body, NOW))
    assert page.next is not None
    assert "[[" not in json.dumps(dict(page.next.notes))


def test_a_deletion_hides_the_review_it_names() -> None:
    page = read(configured(), record("a"), record("d", "urn:maresi:a", action="delete"))
    [item] = page.items
    assert item.state is State.REMOVED
    assert page.rejected == ()


def test_nobody_edits_what_another_key_signed() -> None:
    theft = record("x", "urn:maresi:a", kid="THIEF", action="edit", rating=0)
    page = read(configured(), record("a"), theft)
    assert page.items[0].rating is not None
    assert page.items[0].rating.value == 75
    assert [each.why for each in page.rejected] == ["an edit by someone else"]


def test_the_later_of_two_edits_counts_in_whatever_order_they_come() -> None:
    edits = [
        record(f"e{n}", "urn:maresi:a", action="edit", rating=n, iat=1791400000 + n)
        for n in (20, 10)
    ]
    [item] = read(configured(), *edits, record("a")).items
    assert item.rating is not None
    assert item.rating.value == 20


def test_a_review_by_staff_is_the_shops_own() -> None:
    [item] = read(configured(), record("a", metadata={"is_affiliated": "true"})).items
    assert item.author.is_owner


def test_a_date_that_has_not_come_is_no_date() -> None:
    [item] = read(configured(), record("a", iat=4102444800)).items
    assert item.published_at is None


def test_pages_and_subjects_follow_each_other_and_the_last_one_is_complete() -> None:
    source = configured(latitude=60.17, longitude=24.94, site="https://dom.example")
    full = read(source, *(record(f"s{n}") for n in range(LIMIT)))
    assert full.next is not None
    assert full.next.params["offset"] == str(LIMIT)
    second = read(source, request=full.next)
    assert second.next is not None
    assert second.next.params["sub"] == "https://dom.example"
    assert read(source, request=second.next).complete


def test_an_unreadable_record_keeps_the_listing_from_being_complete() -> None:
    assert not read(configured(), record("a"), None).complete
    assert read(configured(), record("a"), record("b", is_x=1)).complete


def test_settings_that_make_no_sense_are_told() -> None:
    with pytest.raises(ConfigError, match="together"):
        configured(latitude=60.17)
    with pytest.raises(ConfigError, match="site"):
        configured(name="Dom")


def test_a_listing_of_something_else_is_refused() -> None:
    with pytest.raises(SchemaChanged):
        read(configured(), {"name": "x"})


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_recorded_answer() -> None:
    body = (RECORDINGS / "reviews_geo_page.json").read_bytes()
    page = Mangrove.offline(URL).parse(Response(Request(URL), URL, body, NOW))
    assert [item.rating and item.rating.value for item in page.items] == [75, 100, 100]
    assert [each.why for each in page.rejected] == [
        "a generated summary",
        "neither a rating nor words",
    ]
