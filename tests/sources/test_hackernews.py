"""The Hacker News adapter: the contract, walks by time, single items."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.capability import Gone
from monitor.errors import ConfigError, NotConfigured, RateLimited, SchemaChanged, SourceError
from monitor.mention import Item, Kind
from monitor.source import Page, Request, Response
from sources.hackernews import HackerNews
from sources.registry import build
from sources.testing import SourceContract
from sources.walks.searches import FIRST_PAGES

URL = "https://hn.algolia.com/api/v1/search_by_date?query=dom"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "hackernews"


class TestHackerNewsContract(SourceContract):
    adapter = HackerNews
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "hackernews"

    def entries(self, case: Path) -> int | None:
        hits = json.loads(case.read_bytes()).get("hits")
        return len(hits) if isinstance(hits, list) else None


def configured(*query: str) -> HackerNews:
    source = build("hn", {"type": "hackernews", "query": list(query)})
    assert isinstance(source, HackerNews)
    return source


def read(payload: object) -> Page:
    return HackerNews.offline(URL).parse(
        Response(Request(URL), URL, json.dumps(payload).encode(), NOW)
    )


def hit(number: int, at: datetime) -> dict[str, object]:
    return {
        "objectID": str(number),
        "created_at_i": int(at.timestamp()),
        "comment_text": "Dom Shop",
        "author": "x",
    }


def answer(request: Request, hits: list[dict[str, object]], now: datetime = NOW) -> Response:
    """What Algolia answers: bounds in seconds, the newest first, a hundred at most."""
    found = sorted(hits, key=lambda each: -int(str(each["created_at_i"])))
    bounds = request.params.get("numericFilters", "")
    for sign, bound in re.findall(r"created_at_i(<=|>)(\d+)", bounds):
        found = [
            each for each in found if (int(str(each["created_at_i"])) > int(bound)) == (sign == ">")
        ]
    body = json.dumps({"hits": found[:100], "nbHits": len(found)}).encode()
    return Response(request, request.url, body, now)


def walk(source: HackerNews, hits: list[dict[str, object]], cursor: object = None) -> list[Page]:
    request: Request | None = source.request(json.loads(json.dumps(cursor)))
    pages: list[Page] = []
    while request is not None and len(pages) < 50:
        pages.append(source.parse(answer(request, hits)))
        request = pages[-1].next
    return pages


HOURLY = [hit(n, NOW - timedelta(hours=n)) for n in range(1, 2001)]


def test_the_first_walk_reads_a_few_pages() -> None:
    pages = walk(configured("Dom Shop"), HOURLY)
    assert len(pages) == FIRST_PAGES
    assert pages[-1].resume == {"newest": "2026-11-22T09:00:00+00:00", "terms": ["Dom Shop"]}


def test_a_rush_of_more_than_a_thousand_is_read_whole() -> None:
    cursor = {"newest": (NOW - timedelta(days=60)).isoformat(), "terms": ["Dom Shop"]}
    pages = walk(configured("Dom Shop"), HOURLY, cursor)
    found = {item.id for page in pages for item in page.items}
    assert found == {str(n) for n in range(1, 61 * 24)}


def test_many_hits_of_one_second_do_not_stop_the_walk() -> None:
    same = [hit(n, NOW - timedelta(hours=1)) for n in range(1, 151)]
    older = [hit(1000 + n, NOW - timedelta(hours=2 + n)) for n in range(5)]
    pages = walk(configured("Dom Shop"), [*same, *older])
    assert {"1000", "1004"} <= {item.id for page in pages for item in page.items}


def test_a_later_walk_begins_a_day_before_the_newest_known() -> None:
    source = configured("Dom Shop")
    [page] = walk(source, HOURLY, walk(source, HOURLY)[-1].resume)
    assert [item.id for item in page.items] == [str(n) for n in range(1, 25)]


def test_each_term_is_searched_for_and_new_terms_begin_anew() -> None:
    source = configured("Dom Shop", "dom.example")
    pages = walk(source, HOURLY[:3])
    assert len(pages) == 2
    request = configured("Dom Shop", "Domus").request(pages[-1].resume)
    assert "numericFilters" not in request.params


def test_a_term_is_a_phrase_without_forgiven_typos() -> None:
    params = configured("Dom Shop").request(None).params
    assert params["query"] == '"Dom Shop"'
    assert params["typoTolerance"] == "false"
    assert configured('"Dom" -music').request(None).params["query"] == '"Dom" -music'


def test_a_search_without_words_is_refused() -> None:
    with pytest.raises(ConfigError, match="query"):
        configured()


@pytest.mark.parametrize("body", [b"null", b'{"id":1,"deleted":true}', b'{"id":1,"dead":true}'])
def test_what_is_gone_is_known_by_the_other_api(body: bytes) -> None:
    source = configured("x")
    request = source.get_request(Item("1", Kind.MENTION))
    assert request.url == "https://hacker-news.firebaseio.com/v0/item/1.json"
    assert source.parse_one(Response(request, request.url, body, NOW)) is Gone.GONE


def test_a_comment_asked_for_alone_is_the_same_comment() -> None:
    source = configured("x")
    entry = {"objectID": "5", "comment_text": "Dom", "story_title": "S", "created_at_i": 1795168860}
    [item] = read({"hits": [{**entry, "author": "a"}], "nbHits": 1}).items
    single = {"id": 5, "text": "Dom", "by": "a", "time": 1795168860, "type": "comment"}
    request = source.get_request(item)
    again = source.parse_one(Response(request, URL, json.dumps(single).encode(), NOW))
    assert again == item


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({"message": "no", "status": 400}, NotConfigured),
        ({"message": "no", "status": 429}, RateLimited),
        ({"message": "no"}, SchemaChanged),
        ({"hits": {}}, SchemaChanged),
    ],
)
def test_errors_that_the_search_reports(payload: object, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read(payload)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_recorded_answer() -> None:
    [item] = read(json.loads((RECORDINGS / "search_story.json").read_bytes())).items
    assert item.id == "13133437"
    assert item.title == "Ask HN: How would I visualize URL propagation in the blogosphere?"
    assert "don't know" in (item.text or "")
