"""The App Store adapter: the contract, then walks over the pages of several countries."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.errors import SchemaChanged, SourceError, Suspicious
from monitor.source import Cursor, Json, Page, Request, Response
from sources.appstore import AppStore, AppStoreSettings
from sources.testing import SourceContract

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
FEED = "https://itunes.apple.com/fi/rss/customerreviews/page=3/id=123456/sortby=mostrecent/json"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "appstore_rss"


class TestAppStoreContract(SourceContract):
    adapter = AppStore
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "appstore"

    def source(self) -> AppStore:
        return store("fi", "il")

    def entries(self, case: Path) -> int | None:
        if case.suffix != ".json" or case.name == "other_feed.json":
            return None
        entries = json.loads(case.read_text(encoding="utf-8"))["feed"].get("entry", [])
        return len(entries) if isinstance(entries, list) else 1


def store(*countries: str, pages: int = 10) -> AppStore:
    return AppStore(AppStoreSettings(app=123456, countries=countries, pages=pages))


@dataclass
class Apple:
    """The feeds of all countries: so many reviews each, fifty a page, and a false "next"."""

    reviews: dict[str, int]
    moody: Counter[str] = field(default_factory=Counter)
    """How many times a country's first page still comes empty."""
    asked: list[tuple[str, int]] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        found = re.search(r"com/(..)/rss/customerreviews/page=(\d+)/", request.url)
        assert found
        country, page = found[1], int(found[2])
        self.asked.append((country, page))
        assert page <= 10, "page eleven is plain text"
        count = self.reviews[country]
        if page == 1 and self.moody[country] > 0:
            self.moody[country] -= 1
            count = 0
        shown = range((page - 1) * 50, min(count, page * 50, 500))
        start = 1_000_000 * (1 + ord(country[0]))
        feed: dict[str, Json] = {
            "author": {"name": {"label": "iTunes Store"}},
            "link": [{"attributes": {"rel": "next", "href": "https://itunes.apple.com/xml"}}],
        }
        if shown:
            feed["entry"] = [
                {"id": {"label": str(start + n)}, "im:rating": {"label": "5"}} for n in shown
            ]
        return Response(request, request.url, json.dumps({"feed": feed}).encode(), NOW)


def walk(apple: Apple, source: AppStore, cursor: Cursor | None = None) -> list[Page]:
    request: Request | None = source.request(cursor)
    pages = []
    while request is not None:
        pages.append(source.parse(apple.answer(request)))
        request = pages[-1].next
    return pages


def test_one_walk_reads_every_page_of_every_country() -> None:
    apple = Apple({"fi": 120, "il": 0, "ro": 50})
    pages = walk(apple, store("fi", "il", "ro"))
    assert apple.asked == [
        ("fi", 1), ("fi", 2), ("fi", 3), ("fi", 4), ("il", 1), ("ro", 1), ("ro", 2)
    ]  # fmt: skip
    assert len({item.id for page in pages for item in page.items}) == 170
    assert pages[-1].complete
    assert pages[-1].resume == {"counts": {"fi": 120, "il": 0, "ro": 50}}


def test_ten_pages_are_all_that_apple_shows_so_the_listing_is_not_complete() -> None:
    apple = Apple({"fi": 700})
    pages = walk(apple, store("fi"))
    assert len(apple.asked) == 10
    assert not pages[-1].complete
    assert pages[-1].next is None


def test_a_limit_of_pages_is_kept_in_each_country() -> None:
    apple = Apple({"fi": 120, "ro": 120})
    assert not walk(apple, store("fi", "ro", pages=1))[-1].complete
    assert apple.asked == [("fi", 1), ("ro", 1)]


def test_a_country_that_is_suddenly_empty_is_asked_again_at_the_end() -> None:
    apple = Apple({"fi": 60, "il": 20})
    cursor = walk(apple, store("fi", "il"))[-1].resume
    apple.moody["fi"] = 1
    apple.asked.clear()
    pages = walk(apple, store("fi", "il"), cursor)
    assert apple.asked == [("fi", 1), ("il", 1), ("il", 2), ("fi", 1), ("fi", 2), ("fi", 3)]
    assert pages[-1].complete
    assert pages[-1].resume == cursor


def test_a_country_that_stays_empty_is_suspicious_after_all_others_were_read() -> None:
    apple = Apple({"fi": 60, "il": 20, "ro": 9})
    cursor = walk(apple, store("fi", "il", "ro"))[-1].resume
    apple.moody.update(fi=5, ro=5)
    apple.asked.clear()
    with pytest.raises(Suspicious):
        walk(apple, store("fi", "il", "ro"), cursor)
    assert apple.asked == [("fi", 1), ("il", 1), ("il", 2), ("ro", 1), ("fi", 1)]


def test_a_few_reviews_may_honestly_vanish() -> None:
    apple = Apple({"fi": 3})
    cursor = walk(apple, store("fi"))[-1].resume
    apple.reviews["fi"] = 0
    assert walk(apple, store("fi"), cursor)[-1].complete


def test_page_eleven_is_refused_by_name() -> None:
    body = b"CustomerReviews RSS page depth is limited to 10"
    with pytest.raises(SchemaChanged, match="10 pages"):
        AppStore.offline(FEED).parse(Response(Request(FEED), FEED, body, NOW))


def test_a_saved_page_tells_app_country_and_page_by_its_address() -> None:
    body = (TestAppStoreContract.cases / "single.json").read_bytes()
    page = AppStore.offline(FEED).parse(Response(Request(FEED), FEED, body, NOW))
    assert page.items[0].extra == {"country": "fi"}
    assert page.next is not None
    assert page.next.url == FEED.replace("page=3", "page=4")


def test_the_feeds_xml_form_tells_the_same_of_a_review() -> None:
    def parsed(name: str) -> Page:
        body = (TestAppStoreContract.cases / name).read_bytes()
        return AppStore.offline(FEED).parse(Response(Request(FEED), FEED, body, NOW))

    [by_xml], by_json = parsed("xml_form.xml").items, parsed("listing.json").items[0]
    assert by_xml.id == by_json.id
    assert by_xml.content_hash == by_json.content_hash
    assert by_xml.published_at == by_json.published_at
    assert parsed("xml_form.xml").next is None


@pytest.mark.parametrize("countries", [[], ["finland"], ["fi", "f1"]])
def test_countries_are_two_letters_each(countries: list[str]) -> None:
    with pytest.raises(ValidationError):
        AppStoreSettings.model_validate({"app": 1, "countries": countries})


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["entry", "id", "label", "im:rating", "im:name", "link", "author"]),
        inner, max_size=4),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_json_gives_a_page_or_a_source_error(payload: object) -> None:
    body = json.dumps({"feed": payload}).encode()
    with contextlib.suppress(SourceError):
        page = AppStore.offline(FEED).parse(Response(Request(FEED), FEED, body, NOW))
        assert len({item.id for item in page.items}) == len(page.items)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("1510826067_gb_1.json", 4),
        ("1510826067_gb_2.json", 0),
        ("497799835_cn_5.json", 50),
        ("empty_page.json", 0),
    ],
)
def test_recorded_pages(name: str, count: int) -> None:
    body = (RECORDINGS / name).read_bytes()
    page = AppStore.offline(FEED).parse(Response(Request(FEED), FEED, body, NOW))
    assert len(page.items) == count
    assert page.rejected == ()
    assert (page.next is not None) == bool(count)
