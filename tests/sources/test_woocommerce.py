"""The WooCommerce adapter: the contract, then walks over a shop's whole listing."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.capability import ReplyStatus
from monitor.errors import (
    AuthExpired,
    Blocked,
    ConfigError,
    NotConfigured,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import State
from monitor.source import Cursor, Page, Request, Response
from sources.registry import build
from sources.shapes.wordpress_address import api_root
from sources.testing import SourceContract
from sources.woocommerce import WooCommerce

URL = "https://dom.example/product/chair/"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "woocommerce"


class TestWooCommerceContract(SourceContract):
    adapter = WooCommerce
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "woocommerce"


def read(payload: object) -> Page:
    """The page as the adapter reads it on its own."""
    source = WooCommerce.offline(URL)
    return source.parse(Response(source.request(None), URL, json.dumps(payload).encode(), NOW))


@dataclass
class Shop:
    """A Store API that pages through ``reviews``, newest first, as WordPress does."""

    reviews: list[dict[str, object]]
    headers: bool = True
    asked: list[Request] = field(default_factory=list)

    def answer(self, request: Request, now: datetime) -> Response:
        self.asked.append(request)
        page, size = int(request.params["page"]), int(request.params["per_page"])
        newest = sorted(self.reviews, key=lambda each: str(each["date_created_gmt"]), reverse=True)
        total = {"x-wp-total": str(len(newest)), "x-wp-totalpages": str(-(-len(newest) // size))}
        body = json.dumps(newest[(page - 1) * size : page * size]).encode()
        headers = total if self.headers else {}
        return Response(request, request.url, body, now, headers=headers)


def listed(count: int) -> list[dict[str, object]]:
    """``count`` reviews, one an hour, the newest of them an hour before NOW."""
    return [
        {
            "id": number,
            "date_created_gmt": (NOW - timedelta(hours=count - number + 1)).isoformat()[:19],
            "reviewer": "Ann",
            "review": f"<p>Review {number}</p>",
            "rating": 5,
        }
        for number in range(1, count + 1)
    ]


def walk(shop: Shop, cursor: Cursor | None, now: datetime = NOW) -> Sequence[Page]:
    """The pages of one poll, as the engine asks for them."""
    source = WooCommerce.offline(URL)
    request: Request | None = source.request(cursor)
    pages = []
    while request is not None:
        pages.append(source.parse(shop.answer(request, now)))
        request = pages[-1].next
    return pages


@pytest.mark.parametrize("headers", [True, False])
def test_the_first_walk_reads_the_whole_listing(headers: bool) -> None:
    pages = walk(Shop(listed(250), headers), None)
    assert [len(page.items) for page in pages] == [100, 100, 50]
    assert [page.complete for page in pages] == [False, False, True]
    assert [page.resume is None for page in pages] == [True, True, False]


def test_full_pages_without_headers_end_at_an_empty_one() -> None:
    pages = walk(Shop(listed(200), headers=False), None)
    assert [len(page.items) for page in pages] == [100, 100, 0]
    assert pages[-1].complete


def test_an_ordinary_poll_asks_once() -> None:
    shop = Shop(listed(250))
    cursor = walk(shop, None)[-1].resume
    later = walk(shop, cursor, NOW + timedelta(minutes=30))
    assert [len(page.items) for page in later] == [100]
    assert not later[-1].complete
    assert later[-1].resume == cursor


def test_a_poll_after_a_rush_reads_on_until_it_meets_what_it_knows() -> None:
    shop = Shop(listed(250))
    cursor = walk(shop, None)[-1].resume
    late = NOW + timedelta(hours=1)
    fresh = [{**each, "id": 1000 + n, "date_created_gmt": late.isoformat()[:19]}
             for n, each in enumerate(listed(130))]  # fmt: skip
    shop.reviews += fresh
    pages = walk(shop, cursor, late)
    met = {item.id for page in pages for item in page.items}
    assert {str(each["id"]) for each in fresh} <= met
    assert len(pages) == 2


def test_once_a_day_the_walk_goes_to_the_end_again() -> None:
    shop = Shop(listed(250))
    cursor = walk(shop, None)[-1].resume
    next_day = walk(shop, cursor, NOW + timedelta(days=1))
    assert next_day[-1].complete
    assert walk(shop, next_day[-1].resume, NOW + timedelta(days=1, hours=1))[-1].complete is False


def test_a_date_in_the_future_does_not_hide_a_rush_of_reviews() -> None:
    shop = Shop([*listed(150), {**listed(1)[0], "id": 999, "date_created_gmt": "2100-01-01T00:00"}])
    cursor = walk(shop, None)[-1].resume
    assert cursor is not None
    assert cursor["newest"] == "2026-11-22T09:00:00Z"


def test_a_clock_set_back_means_a_full_walk() -> None:
    shop = Shop(listed(150))
    cursor = walk(shop, None)[-1].resume
    assert walk(shop, cursor, NOW - timedelta(days=3))[-1].complete


def test_a_listing_of_one_page_is_complete_at_every_poll() -> None:
    shop = Shop(listed(20))
    cursor = walk(shop, None)[-1].resume
    assert walk(shop, cursor, NOW + timedelta(minutes=30))[-1].complete


def test_a_review_that_arrives_in_mid_walk_is_met_twice_but_hides_none() -> None:
    shop, source = Shop(listed(150)), WooCommerce.offline(URL)
    first = source.parse(shop.answer(source.request(None), NOW))
    shop.reviews.append({**listed(1)[0], "id": 999, "date_created_gmt": NOW.isoformat()[:19]})
    assert first.next is not None
    last = source.parse(shop.answer(first.next, NOW))
    met = {item.id for page in (first, last) for item in page.items}
    assert {str(number) for number in range(1, 151)} <= met


def test_an_unreadable_entry_keeps_the_whole_walk_from_being_complete() -> None:
    shop = Shop([*listed(150), {"id": None, "date_created_gmt": "2030", "review": "x"}])
    pages = walk(shop, None)
    assert len(pages[0].rejected) == 1
    assert pages[-1].next is None
    assert not pages[-1].complete
    assert pages[-1].resume is not None


def test_an_empty_page_before_the_announced_end_is_not_complete() -> None:
    source = WooCommerce.offline(URL)
    headers = {"x-wp-totalpages": "3", "x-wp-total": "250"}
    page = source.parse(Response(source.request(None), URL, b"[]", NOW, headers=headers))
    assert page.next is None
    assert not page.complete


def test_the_address_of_the_api_follows_from_any_page_of_the_shop() -> None:
    assert api_root("https://dom.example/product/chair/") == ("https://dom.example/wp-json/", False)
    assert api_root("https://dom.example/fi/wp-json/wc/v3") == (
        "https://dom.example/fi/wp-json/",
        False,
    )
    assert api_root("https://dom.example/sub/?rest_route=/") == ("https://dom.example/sub/", True)


def test_plain_permalinks_and_products_go_into_the_query() -> None:
    table = {"type": "woocommerce", "url": URL, "products": [3, 5], "plain_permalinks": True}
    source = build("shop", table)
    assert isinstance(source, WooCommerce)
    request = source.request(None)
    assert request.url == "https://dom.example/"
    assert request.params["rest_route"] == "/wc/store/v1/products/reviews"
    assert request.params["product_id"] == "3,5"
    assert source.request(None).params["order"] == "desc"


def test_times_are_utc_though_they_do_not_say_so() -> None:
    [item] = read([{"id": 1, "review": "x", "date_created_gmt": "2026-01-12T15:42:14"}]).items
    assert item.published_at == datetime(2026, 1, 12, 15, 42, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("approved", State.VISIBLE),
        ("hold", State.PENDING),
        ("spam", State.SPAM),
        ("trash", State.REMOVED),
        ("post-trashed", State.HIDDEN),
        (None, State.VISIBLE),
    ],
)
def test_the_status_tells_who_can_see_a_review(status: str | None, state: State) -> None:
    assert read([{"id": 1, "review": "x", "status": status}]).items[0].state is state


@pytest.mark.parametrize("wrapped", [True, False])
def test_one_review_alone_is_no_listing(wrapped: bool) -> None:
    review = {"id": 173, "review": "x", "rating": 3}
    page = read({"data": review} if wrapped else review)
    assert [item.id for item in page.items] == ["173"]
    assert not page.complete
    assert page.resume is None


def test_no_mailbox_is_kept() -> None:
    entry = {"id": 1, "review": "x", "reviewer": "a@b.example", "reviewer_email": "a@b.example"}
    assert "@" not in repr(read([entry]).items[0])


@pytest.mark.parametrize(
    ("code", "status", "error"),
    [
        ("woocommerce_rest_cannot_view", 401, AuthExpired),
        ("woocommerce_rest_cannot_view", 403, AuthExpired),
        ("rest_forbidden", 403, Blocked),
        ("rest_no_route", 404, TargetNotFound),
        ("internal_server_error", 500, Unavailable),
        ("odd", None, SchemaChanged),
    ],
)
def test_errors_that_wordpress_reports(
    code: str, status: int | None, error: type[SourceError]
) -> None:
    with pytest.raises(error):
        read({"code": code, "message": "no", "data": {"status": status}})


# With keys


KEYS = {"key": "ck_hush", "secret": "cs_hush"}
LOGIN = {"user": "anna", "password": "hush hush", "author_id": 7}


def keyed(**more: object) -> WooCommerce:
    source = build("shop", {"type": "woocommerce", "url": URL, **KEYS, **more})
    assert isinstance(source, WooCommerce)
    return source


def test_a_key_asks_the_owners_api_for_reviews_in_every_state() -> None:
    request = keyed(products=[3]).request(None)
    assert request.url == "https://dom.example/wp-json/wc/v3/products/reviews"
    assert request.params["status"] == "all"
    assert request.params["product"] == "3"
    assert request.auth == ("ck_hush", "cs_hush")
    assert "hush" not in repr(request)
    assert "hush" not in repr(keyed().settings)


def test_hosts_that_drop_the_header_get_the_keys_in_the_address() -> None:
    request = keyed(keys_in_address=True, plain_permalinks=True).request(None)
    assert request.auth is None
    assert request.params["consumer_key"] == "ck_hush"
    assert request.params["consumer_secret"] == "cs_hush"
    assert request.params["rest_route"] == "/wc/v3/products/reviews"


@pytest.mark.parametrize(
    "table",
    [
        {"key": "ck"},
        {"secret": "cs"},
        {"user": "anna"},
        {"password": "p"},
        {**KEYS, "url": "http://dom.example/"},
        {**LOGIN, "url": "http://dom.example/"},
    ],
)
def test_half_a_pair_or_an_open_line_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        build("shop", {"type": "woocommerce", "url": URL, **table})


def test_the_owners_api_pages_like_the_public_one() -> None:
    shop, source = Shop(listed(150)), keyed()
    first = source.parse(shop.answer(source.request(None), NOW))
    assert first.next is not None
    assert first.next.auth == ("ck_hush", "cs_hush")
    assert first.next.params["page"] == "2"


def test_a_refused_key_needs_the_owner() -> None:
    body = b'{"code":"woocommerce_rest_cannot_view","message":"no","data":{"status":401}}'
    assert isinstance(keyed().refusal(401, {}, body), AuthExpired)
    assert keyed().refusal(403, {}, b"<html>closed</html>") is None
    assert WooCommerce.offline(URL).refusal(401, {}, body) is None
    twice = b'{"code":"comment_duplicate","message":"again","data":{"status":409}}'
    assert isinstance(keyed(**LOGIN).refusal(409, {}, twice), Refused)


def test_an_answer_is_a_comment_under_the_review() -> None:
    source = keyed(**LOGIN)
    [item] = read([{"id": 173, "review": "x", "product_id": 32}]).items
    request = source.reply_request(item, "Kiitos!", "key")
    assert request.url == "https://dom.example/wp-json/wp/v2/comments"
    assert request.json == {"post": 32, "parent": 173, "content": "Kiitos!"}
    assert request.auth == ("anna", "hush hush")
    assert source.replies_request(item).params["parent"] == "173"


def test_our_own_answers_are_found_again_and_nobody_elses() -> None:
    source = keyed(**LOGIN)
    [item] = read([{"id": 173, "review": "x", "product_id": 32}]).items
    ours = {"id": 200, "post": 32, "parent": 173, "author": 7, "status": "approved",
            "content": {"rendered": "<p>Kiitos!</p>"}}  # fmt: skip
    body = json.dumps([ours, {**ours, "id": 201, "author": 0}]).encode()
    request = source.replies_request(item)
    [standing] = source.parse_replies(Response(request, request.url, body, NOW), item)
    assert (standing.id, standing.text) == ("200", "Kiitos!")
    posted = Response(request, request.url, json.dumps({**ours, "status": "hold"}).encode(), NOW)
    assert source.parse_reply(posted).status is ReplyStatus.PENDING
    assert source.withdraw_request(item, standing).method == "DELETE"


def test_without_a_password_nothing_is_asked_or_sent() -> None:
    [item] = read([{"id": 173, "review": "x", "product_id": 32}]).items
    with pytest.raises(NotConfigured):
        keyed().replies_request(item)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "review", "rating", "status", "date_created_gmt", "data", "code"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(json_values)
def test_any_json_gives_a_page_or_a_source_error(payload: object) -> None:
    with contextlib.suppress(SourceError):
        page = read(payload)
        assert len({item.id for item in page.items}) == len(page.items)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("store_api_reviews.json", ["83"]),
        ("reviews-all.json", ["173", "169"]),
        ("reviews-all-without-data.json", ["173", "169"]),
    ],
)
def test_recorded_answers(name: str, ids: list[str]) -> None:
    body = (RECORDINGS / name).read_bytes()
    page = WooCommerce.offline(URL).parse(Response(Request(URL), URL, body, NOW))
    assert [item.id for item in page.items] == ids
    assert page.rejected == ()
    assert page.complete
