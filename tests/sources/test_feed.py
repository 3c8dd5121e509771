"""The feed adapter: the contract, then what is its own."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import Blocked, Oversized, SchemaChanged, SourceError
from monitor.mention import Kind
from monitor.source import Page, Request, Response
from sources.feed import Feed
from sources.registry import build
from sources.testing import SourceContract


class TestFeedContract(SourceContract):
    adapter = Feed
    rounds = 30
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "feed"


URL = "https://news.example/feed.xml"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings"


def read(body: str | bytes, content_type: str = "") -> Page:
    """The page as the adapter reads it."""
    content = body.encode() if isinstance(body, str) else body
    headers = {"content-type": content_type} if content_type else {}
    return Feed.offline(URL).parse(Response(Request(URL), URL, content, NOW, headers=headers))


def rss(*items: str, version: str = "2.0", channel: str = "") -> str:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="{version}"><channel><title>F</title>{channel}{listed}</channel></rss>'


def test_kind_is_what_the_owner_says() -> None:
    body = rss("<guid>1</guid><title>Good</title>").encode()
    source = build("reviews", {"type": "feed", "url": URL, "kind": "review"})
    [item] = source.parse(Response(Request(URL), URL, body, NOW)).items
    assert item.kind is Kind.REVIEW


def test_an_id_falls_back_to_the_link_and_then_to_title_and_date() -> None:
    linked, bare = read(
        rss(
            "<title>A</title><link>https://x.example/a?utm_source=rss</link>",
            "<title>B</title><pubDate>Wed, 21 Mar 2018 10:27:32 GMT</pubDate>",
        )
    ).items
    assert linked.id == "https://x.example/a"
    assert not linked.synthetic
    assert bare.synthetic


def test_an_id_that_all_entries_share_is_no_id() -> None:
    first, second = read(
        rss(
            "<guid>https://x.example/</guid><title>A</title><link>https://x.example/a</link>",
            "<guid>https://x.example/</guid><title>B</title><link>https://x.example/b</link>",
        )
    ).items
    assert first.id != second.id


def test_entries_that_all_link_to_the_home_page_stay_apart() -> None:
    home = "<link>https://x.example/</link>"
    items = read(rss(f"<title>A</title>{home}", f"<title>B</title>{home}")).items
    assert len({item.id for item in items}) == 2


def test_the_same_guid_in_two_feeds_is_one_mention() -> None:
    entry = "<guid>https://x.example/?p=7</guid><title>A</title>"
    [here], [there] = (
        read(rss(entry)).items,
        read(rss(entry, channel="<language>fi</language>")).items,
    )
    assert here.dedupe_key == there.dedupe_key is not None


def test_a_guid_that_is_a_mere_number_joins_nothing() -> None:
    assert read(rss("<guid>42</guid><title>A</title>")).items[0].dedupe_key is None


def test_one_article_in_two_google_alerts_is_one_mention() -> None:
    def alert(number: int) -> str:
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
            f"<id>tag:google.com,2013:googlealerts/feed:{number}</id><title>A</title>"
            f'<link href="https://www.google.com/url?url=https://x.example/a&amp;usg={number}"/>'
            "</entry></feed>"
        )

    [one], [other] = read(alert(1)).items, read(alert(2)).items
    assert one.id != other.id
    assert one.dedupe_key == other.dedupe_key == "page:https://x.example/a"


def test_the_author_of_the_feed_stands_in_for_one_that_is_missing() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Rosa</name></author>'
        "<entry><id>urn:1</id><title>A</title></entry>"
        "<entry><id>urn:2</id><title>B</title><author><name>Ann</name></author></entry></feed>"
    )
    assert [item.author.name for item in read(feed).items] == ["Rosa", "Ann"]


def test_an_email_address_is_never_kept() -> None:
    page = read(rss("<guid>1</guid><title>A</title><author>anna@mail.store (Anna)</author>"))
    assert page.items[0].author.name == "Anna"
    bare = read(rss("<guid>1</guid><title>A</title><author>anna@mail.store</author>"))
    assert bare.items[0].author.name is None


def test_a_newer_wording_with_a_later_update_has_the_same_id() -> None:
    def entry(title: str, updated: str) -> str:
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id>'
            f"<title>{title}</title><published>2026-01-01T00:00:00Z</published>"
            f"<updated>{updated}</updated></entry></feed>"
        )

    [before] = read(entry("Dom opens", "2026-01-01T00:00:00Z")).items
    [after] = read(entry("Dom has opened", "2026-01-02T00:00:00Z")).items
    assert before.id == after.id
    assert before.content_hash != after.content_hash
    assert before.updated_at is not None
    assert after.updated_at is not None
    assert before.updated_at < after.updated_at


def test_the_language_is_the_entrys_own_or_the_feeds() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fi-FI">'
        '<entry><id>urn:1</id><title>A</title></entry><entry xml:lang="sv"><id>urn:2</id>'
        "<title>B</title></entry></feed>"
    )
    assert [item.lang for item in read(feed).items] == ["fi", "sv"]
    assert read(rss("<title>A</title>", channel="<language>iw</language>")).items[0].lang == "he"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16", "utf-8-sig"])
def test_every_encoding_that_is_declared_or_marked_is_read(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>' + rss("<title>Диван со сколом</title>")
    assert read(text.encode(encoding)).items[0].title == "Диван со сколом"


def test_the_header_names_the_encoding_where_the_document_does_not() -> None:
    body = rss("<title>Диван</title>").encode("windows-1251")
    assert read(body, "text/xml; charset=windows-1251").items[0].title == "Диван"


def test_a_byte_that_is_no_text_in_the_declaration_is_survived() -> None:
    body = b'<?xml version="1.0" encoding="utf-8\xff"?>' + rss("<title>A</title>").encode()
    assert read(body).items[0].title == "A"


def test_entities_that_xml_does_not_know_are_read() -> None:
    assert read(rss("<title>Caf&eacute;&nbsp;Dom</title>")).items[0].title == "Café Dom"


def test_a_feed_that_breaks_off_leaves_out_the_broken_entry() -> None:
    page = read(rss("<guid>1</guid><title>A</title>", "<guid>2</guid><title>B is lo")[:-40])
    assert [item.id for item in page.items] == ["1"]
    assert len(page.rejected) == 1


def test_leaving_the_feed_is_no_deletion() -> None:
    assert not read(rss("<title>A</title>")).complete


def test_a_document_body_that_looks_like_an_address_is_not_fetched() -> None:
    with pytest.raises(SchemaChanged):
        read("http://127.0.0.1:9/feed.xml")


def test_a_web_page_in_place_of_the_feed_names_the_feed_it_links_to() -> None:
    html = (
        '<html><head><link rel="alternate" type="application/atom+xml" href="/real.atom"></head>'
        "<body>Hello</body></html>"
    )
    with pytest.raises(SchemaChanged) as caught:
        read(html)
    assert "https://news.example/real.atom" in caught.value.hint


def test_a_block_page_is_blocked() -> None:
    with pytest.raises(Blocked):
        read("<html><head><title>Blocked</title></head><body><h1>Access denied</h1></body></html>")


def test_json_that_is_no_json_feed_is_a_changed_site() -> None:
    for payload in ({"version": "2", "items": []}, {"version": "https://jsonfeed.org/version/1"}):
        with pytest.raises(SchemaChanged):
            read(json.dumps(payload))


def test_a_feed_of_absurd_size_is_refused() -> None:
    with pytest.raises(Oversized):
        read(b"<rss>" + b" " * 5_000_001)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        rss("<title>x</title><description>" + "<a>" * 30_000),
        rss("<title>x</title>" + "<description>" * 30_000),
        rss("<title>x</title>" + "<x>" * 600_000),
        "<x>" * 600_000,
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + rss("<title>&b;"),
        '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 1_000_000,
    ],
    ids=["tags", "descriptions", "deep", "no feed", "entities", "json"],
)
def test_absurd_nesting_ends_soon_and_calmly(body: str) -> None:
    with contextlib.suppress(SourceError):
        read(body)


parts = st.sampled_from(
    [
        "<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<guid>", "</guid>", "&",
        "<link>http://[", "</link>", '<link href="/a"/>', "<content>", "<![CDATA[", "]]>", "&#0;",
        "<author>", "a@b.cc (A)", "</author>", "<im:rating>5</im:rating>", "<pubDate>99", "<!--",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(parts | st.text(max_size=5), max_size=30).map("".join))
def test_any_feed_gives_a_page_or_a_source_error(inside: str) -> None:
    with contextlib.suppress(SourceError):
        body = f'<rss version="2.0"><channel>{inside}</channel></rss>'
        page = read(body.encode("utf-8", "surrogatepass"))
        assert len({item.id for item in page.items}) == len(page.items)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_give_a_page_or_a_source_error(body: bytes) -> None:
    for start in (b"", b'<?xml version="1.0"?><rss version="2.0"><item><title>'):
        with contextlib.suppress(SourceError):
            read(start + body)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    ("name", "entries", "title", "author"),
    [
        ("rss/4fsodonline.atom", 25, "4FSOD Documentary: Bloopers and Stuff", "Anthony"),
        (
            "rss/aktuality.rss",
            30,
            "Analytici Goldman Sachs zvýšili odhad rastu ekonomiky USA",
            None,
        ),
        ("rss/bio.rdf", 30, None, None),
        ("rss/encoding_WINDOWS-1251.xml", 50, "Цитата #17703", None),
        ("rss/google_news_search.xml", 3, "Undated story", "RTS"),
        ("rss/reddit_search_atom.xml", 3, "The night shift", "/u/night_guard"),
        ("rss/root-author.atom", 2, None, "Florens Verschelde"),
        ("rss/russcox.atom", 19, "Our Software Dependency Problem", "Russ Cox"),
        ("rss/shopify-namespace.rss", 1, "Real Product Title", "Jane Maker"),
        ("wordpress/comments_feed.xml", 2, None, "buhuipao"),
    ],
)
def test_recorded_feeds(name: str, entries: int, title: str | None, author: str | None) -> None:
    page = read((RECORDINGS / name).read_bytes())
    assert len(page.items) == entries
    assert page.rejected == ()
    assert title is None or title in {item.title for item in page.items}
    assert author is None or author in {item.author.name for item in page.items}
    assert all(item.id and item.url for item in page.items)
