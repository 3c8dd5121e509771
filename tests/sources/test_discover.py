"""What ``goodword try`` finds on a page."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import Blocked
from monitor.source import Request, Response
from sources.registry import build
from sources.webpage.discover import MAX_FEEDS, Find, config_block, discover

URL = "https://dom.example/shop/chair"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
REVIEW = '<script type="application/ld+json">{"@type":"Review","author":"Anna"}</script>'
WOOCOMMERCE = '<body class="theme woocommerce-page"><p class="woocommerce"></p></body>'


def found(html: str, url: str = URL) -> list[Find]:
    return discover(Response(Request(url), url, html.encode(), NOW))


def test_feeds_that_the_page_links_to_are_found_once_each() -> None:
    finds = found(
        '<head><link rel="alternate" type="application/rss+xml" href="/feed/"'
        ' title="Dom &raquo; Feed">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="alternate" type="application/feed+json" href="feed.json">'
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">'
        '<link rel="alternate" hreflang="fi" href="/fi/"></head>'
    )
    assert [(find.type, find.url) for find in finds] == [
        ("feed", "https://dom.example/feed/"),
        ("feed", "https://dom.example/shop/feed.json"),
    ]
    assert finds[0].title == "Dom » Feed"


def test_no_more_feeds_are_named_than_anyone_would_read() -> None:
    links = (f'<link rel="alternate" type="application/atom+xml" href="/f{n}">' for n in range(20))
    assert len(found("".join(links))) == MAX_FEEDS


def test_a_feed_is_found_at_its_own_address() -> None:
    [find] = found('<rss version="2.0"><channel><title>News</title></channel></rss>')
    assert (find.type, find.url, find.title) == ("feed", URL, "News")


def test_reviews_on_the_page_are_found() -> None:
    [find] = found(f"<title>Chair</title>{REVIEW}")
    assert (find.type, find.settings) == ("schemaorg", {"url": URL})
    assert "a review" in find.why


def test_a_page_with_nothing_but_an_average_offers_no_reviews() -> None:
    total = '{"@type":"AggregateRating","ratingValue":4,"reviewCount":9}'
    assert found(f'<script type="application/ld+json">{total}</script>') == []


@pytest.mark.parametrize(
    ("head", "url", "settings"),
    [
        ("", "https://dom.example/wp-json/", {"url": "https://dom.example/"}),
        (
            '<link rel="https://api.w.org/" href="https://dom.example/wp-json/" />',
            "https://dom.example/wp-json/",
            {"url": "https://dom.example/"},
        ),
        (
            '<link rel="https://api.w.org/" href="https://dom.example/shop/wp-json/" />',
            "https://dom.example/shop/wp-json/",
            {"url": "https://dom.example/shop/wp-json/"},
        ),
        (
            '<link rel="https://api.w.org/" href="https://dom.example/?rest_route=/" />',
            "https://dom.example/",
            {"url": "https://dom.example/", "plain_permalinks": True},
        ),
    ],
)
def test_a_woocommerce_shop_is_found_with_the_address_of_its_api(
    head: str, url: str, settings: dict[str, object]
) -> None:
    [find] = found(head + WOOCOMMERCE)
    assert (find.type, find.url, find.settings) == ("woocommerce", url, settings)


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="generator" content="WooCommerce 9.1">',
        '<link rel="stylesheet" href="https://dom.example/wp-content/plugins/woocommerce/a.css">',
    ],
)
def test_every_mark_of_woocommerce_counts(html: str) -> None:
    assert [find.type for find in found(html)] == ["woocommerce"]


def test_a_page_that_only_talks_of_woocommerce_is_no_shop() -> None:
    assert found("<p>We moved from WooCommerce to paper.</p>") == []


def test_a_block_page_says_so() -> None:
    with pytest.raises(Blocked):
        found("<html><head><title>Just a moment...</title></head><body></body></html>")


def test_the_block_to_paste_configures_what_was_found() -> None:
    for find in found(
        f"{REVIEW}{WOOCOMMERCE}<link rel=alternate type=application/rss+xml href=/f>"
    ):
        tables = tomllib.loads(config_block(find, "shop"))
        assert tables == {"sources": {"shop": {"type": find.type, **find.settings}}}
        assert build("shop", tables["sources"]["shop"]).info.key == find.type


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_any_name_and_address_make_valid_toml(name: str, url: str) -> None:
    block = config_block(Find("feed", url, "", "", {"url": url}), name)
    assert tomllib.loads(block) == {"sources": {name: {"type": "feed", "url": url}}}


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_page_is_looked_through_calmly(html: str) -> None:
    assert isinstance(
        discover(Response(Request(URL), URL, html.encode("utf-8", "replace"), NOW)), list
    )
