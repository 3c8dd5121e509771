"""The WordPress adapter: the contract, the feed beside the API, walks, answers."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.capability import OurReply, ReplyStatus
from monitor.errors import (
    AuthExpired,
    Blocked,
    NeedsApproval,
    NotConfigured,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Item, Kind, State
from monitor.source import Json, Page, Request, Response
from sources.http import Fetcher
from sources.testing import SourceContract
from sources.wordpress import WordPress, WordPressSettings
from tests.sources.loopback import StoppedClock, served

URL = "https://dom.example/blogi/"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "wordpress"
PASSWORD = "abcd efgh ijkl"


def site(**changes: object) -> WordPress:
    return WordPress(WordPressSettings.model_validate({"url": URL} | changes))


def own_site(**changes: object) -> WordPress:
    return site(user="dom", password=PASSWORD, author_id=7, **changes)


class TestWordPressContract(SourceContract):
    adapter = WordPress
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "wordpress"
    secret = PASSWORD

    def source(self) -> WordPress:
        return own_site()


def read(payload: object, source: WordPress | None = None) -> Page:
    source = source or site()
    return source.parse(answered(payload, source.request(None)))


def answered(payload: object, request: Request | None = None) -> Response:
    return Response(request or Request(URL), URL, json.dumps(payload).encode(), NOW)


def comment(number: int, **changes: Json) -> dict[str, Json]:
    written = (NOW - timedelta(hours=500 - number)).isoformat()[:19]
    entry: dict[str, Json] = {
        "id": number,
        "post": 4,
        "parent": 0,
        "author": 0,
        "author_name": "Ann",
        "date_gmt": written,
        "content": {"rendered": f"<p>Comment {number}</p>"},
        "link": f"https://dom.example/ruis/#comment-{number}",
        "status": "approved",
        "type": "comment",
    }
    return entry | changes


def test_feed_and_api_give_a_comment_the_same_id_so_that_one_can_replace_the_other() -> None:
    cases = TestWordPressContract.cases
    [by_feed] = read_case(cases / "feed.rss").items
    by_api = next(each for each in read_case(cases / "comments.json").items if each.id == "30")
    assert (by_feed.id, by_feed.text, by_feed.url) == (by_api.id, by_api.text, by_api.url)
    assert (by_feed.author.name, by_feed.published_at) == (by_api.author.name, by_api.published_at)
    assert by_feed.extra == by_api.extra == {"post": "49"}


def read_case(case: Path) -> Page:
    return site().parse(Response(Request(URL), URL, case.read_bytes(), NOW))


def test_the_way_to_the_comments_is_a_setting() -> None:
    assert site().request(None).url == "https://dom.example/wp-json/wp/v2/comments"
    assert site(via="feed").request(None).url == "https://dom.example/comments/feed/"
    in_query = site(plain_permalinks=True).request(None)
    assert in_query.params["rest_route"] == "/wp/v2/comments"
    feed = site(via="feed", plain_permalinks=True).request(None)
    assert (feed.url, feed.params) == ("https://dom.example/", {"feed": "comments-rss2"})


def test_what_waits_for_approval_is_asked_for_with_a_password_only() -> None:
    assert "status" not in site().request(None).params
    assert own_site().request(None).params["status"] == "all"
    assert own_site().request(None).auth == ("dom", PASSWORD)


@pytest.mark.parametrize(
    "table", [{"user": "dom"}, {"password": "x"}, {"via": "feed", "posts": [1]}, {"via": "xmlrpc"}]
)
def test_settings_that_contradict_each_other_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        site(**table)


def test_nobodys_mailbox_or_network_address_is_kept() -> None:
    entry = comment(1, author_name="a@b.example", author_email="a@b.example", author_ip="1.2.3.4")
    shown = repr(read([entry]).items[0])
    assert "@" not in shown
    assert "1.2.3.4" not in shown


def test_reviews_of_products_are_reviews_among_comments() -> None:
    page = read([comment(1), comment(2, type="review")])
    assert [item.kind for item in page.items] == [Kind.MENTION, Kind.REVIEW]
    assert read([comment(1)], site(kind="review")).items[0].kind is Kind.REVIEW


def test_the_shops_answer_is_met_a_page_before_the_comment_it_answers() -> None:
    source = own_site()
    newest = [comment(400, author=7, parent=1), *(comment(n) for n in range(399, 300, -1))]
    first = source.parse(answered(newest, source.request(None)))
    assert first.items[0].author.is_owner
    assert first.next is not None
    stored = json.loads(json.dumps(dict(first.next.notes)))
    follow = Request(first.next.url, notes=stored)
    last = source.parse(Response(follow, URL, json.dumps([comment(1)]).encode(), NOW))
    assert last.items[0].reply is not None
    assert (last.items[0].reply.text, last.items[0].reply.id) == ("Comment 400", "400")
    assert last.complete


def test_a_poll_ends_where_the_last_one_began_and_once_a_day_goes_to_the_end() -> None:
    source = site()
    newest = [comment(n) for n in range(400, 300, -1)]
    page = source.parse(answered(newest, source.request(None)))
    assert page.next is not None
    last = source.parse(answered([comment(1)], page.next))
    assert last.complete
    again = source.parse(answered(newest, source.request(last.resume)))
    assert again.next is None
    assert not again.complete
    late = NOW + timedelta(days=1)
    request = source.request(last.resume)
    daily = source.parse(Response(request, URL, json.dumps(newest).encode(), late))
    assert daily.next is not None


@pytest.mark.parametrize(
    ("status", "code", "open_error", "own_error"),
    [
        (401, "rest_forbidden", AuthExpired, AuthExpired),
        (403, "rest_forbidden", Blocked, NeedsApproval),
        (404, "rest_no_route", TargetNotFound, TargetNotFound),
        (409, "comment_duplicate", Refused, Refused),
        (400, "comment_flood", RateLimited, RateLimited),
        (403, "rest_comment_closed", Refused, Refused),
    ],
)
def test_refusals_by_status_and_in_the_body_mean_the_same(
    status: int, code: str, open_error: type[SourceError], own_error: type[SourceError]
) -> None:
    payload = {"code": code, "message": "no", "data": {"status": status}}
    body = json.dumps(payload).encode()
    assert type(site().refusal(status, {}, body)) is open_error
    assert type(own_site().refusal(status, {}, body)) is own_error
    with pytest.raises(open_error):
        read(payload)
    with pytest.raises(own_error):
        read(payload, own_site())


def test_a_closed_api_points_to_the_feed() -> None:
    error = site().refusal(401, {}, b'{"code":"rest_not_logged_in"}')
    assert error is not None
    assert 'via = "feed"' in error.hint


@pytest.mark.parametrize(
    ("status", "error"), [(500, Unavailable), (404, TargetNotFound), (418, NotConfigured)]
)
def test_other_errors_in_the_body(status: int, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read({"code": "odd", "data": {"status": status}})


def item(**changes: Json) -> Item:
    return read([comment(30, post=49, **changes)]).items[0]


def test_an_answer_goes_under_its_comment() -> None:
    request = own_site().reply_request(item(), "Kiitos!", "key")
    assert (request.method, request.auth) == ("POST", ("dom", PASSWORD))
    assert request.json == {"post": 49, "parent": 30, "content": "Kiitos!"}
    held = comment(31, parent=30, author=7, status="hold")
    reply = own_site().parse_reply(answered(held))
    assert (reply.id, reply.status) == ("31", ReplyStatus.PENDING)
    spam = own_site().parse_reply(answered(comment(31, status="spam")))
    assert (spam.status, spam.reason) == (ReplyStatus.REJECTED, "the site keeps it as spam")


def test_only_the_shops_own_answers_to_this_comment_count_as_ours() -> None:
    listed = [
        comment(31, parent=30, author=7),
        comment(32, parent=30, author=8),
        comment(33, parent=29, author=7),
    ]
    found = own_site().parse_replies(answered(listed), item())
    assert [reply.id for reply in found] == ["31"]
    params = own_site().replies_request(item()).params
    assert (params["parent"], params["author"], params["status"]) == ("30", "7", "all")


def test_answering_needs_to_know_who_we_are() -> None:
    with pytest.raises(NotConfigured):
        site(user="dom", password="x").replies_request(item())
    with pytest.raises(NotConfigured):
        own_site().reply_request(Item(id="3", kind=Kind.MENTION), "Thanks", "key")


def test_an_answer_can_be_taken_back() -> None:
    request = own_site().withdraw_request(item(), OurReply("x", id="31"))
    assert (request.method, request.url) == (
        "DELETE",
        "https://dom.example/wp-json/wp/v2/comments/31",
    )
    with pytest.raises(NotConfigured):
        own_site().withdraw_request(item(), OurReply("x"))


def test_an_answer_that_is_no_comment_is_refused() -> None:
    with pytest.raises(SchemaChanged):
        own_site().parse_reply(answered([]))
    with pytest.raises(SchemaChanged):
        own_site().parse_replies(answered({"id": 1}), item())


def test_a_walk_over_a_real_server() -> None:
    comments = [comment(number) for number in range(250, 0, -1)]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked = parse_qs(urlsplit(handler.path).query)
        page, size = int(asked["page"][0]), int(asked["per_page"][0])
        body = json.dumps(comments[(page - 1) * size : page * size]).encode()
        handler.send_response(200)
        handler.send_header("X-WP-Total", "250")
        handler.send_header("X-WP-TotalPages", "3")
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with served() as server:
        server.answer = answer
        source = site(url=server.url)
        fetcher = Fetcher(
            StoppedClock(), timeout=timedelta(seconds=5), max_bytes=1_000_000, contact=None
        )
        request: Request | None = source.request(None)
        met: set[str] = set()
        with contextlib.closing(fetcher):
            while request is not None:
                page = source.parse(fetcher.fetch(request, allow_private=True).response)
                met |= {each.id for each in page.items}
                request = page.next
    assert len(met) == 250
    assert page.complete
    assert page.aggregate is not None
    assert page.aggregate.count == 250


@pytest.mark.parametrize(
    ("status", "state"),
    [("approved", State.VISIBLE), ("hold", State.PENDING), ("spam", State.SPAM),
     ("trash", State.REMOVED), ("post-trashed", State.HIDDEN), (None, State.VISIBLE)],
)  # fmt: skip
def test_the_status_tells_who_can_see_a_comment(status: str | None, state: State) -> None:
    assert item(status=status).state is state


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "post", "content", "rendered", "author", "parent", "code", "data"]),
        inner, max_size=5),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_json_gives_a_page_or_a_source_error(payload: object) -> None:
    with contextlib.suppress(SourceError):
        page = read(payload, own_site())
        assert len({each.id for each in page.items}) == len(page.items)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("comments-v2-view-context-success.json", ["2", "3"]),
        ("comments_feed.xml", ["114", "105"]),
    ],
)
def test_recorded_answers(name: str, ids: list[str]) -> None:
    page = read_case(RECORDINGS / name)
    assert [each.id for each in page.items] == ids
    assert page.rejected == ()
