"""Reddit: the contract, its two ways in, what is gone, walks from term to term."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.capability import Token
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Item, State
from monitor.source import Json, Page, Request, Response
from sources.reddit import Reddit, RedditSettings
from sources.testing import SourceContract

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
URL = "https://oauth.reddit.com/search?q=dom"
CASES = Path(__file__).parents[1] / "data" / "reddit"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings"
SECRET = "f33d-t0k3n"


def reddit(**changes: object) -> Reddit:
    table: dict[str, object] = {"query": '"Dom shop"', "user": "dom", "feed_token": SECRET}
    return Reddit(RedditSettings.model_validate(table | changes))


def app(**changes: object) -> Reddit:
    secrets: dict[str, object] = {"client_id": "id", "client_secret": SECRET, "feed_token": None}
    return reddit(**secrets | changes)


class TestRedditContract(SourceContract):
    adapter = Reddit
    cases: ClassVar[Path] = CASES
    secret = SECRET
    rounds = 30

    def source(self) -> Reddit:
        return app()


def answered(payload: object, request: Request | None = None) -> Response:
    return Response(request or Request(URL), URL, json.dumps(payload).encode(), NOW)


def listing(*children: Json, after: str | None = None) -> dict[str, Json]:
    return {"kind": "Listing", "data": {"after": after, "children": list(children)}}


def post(number: int, *, hours: int = 1) -> dict[str, Json]:
    data: dict[str, Json] = {"name": f"t3_{number}", "title": f"Dom {number}", "author": "ann"}
    written: dict[str, Json] = {"created_utc": (NOW - timedelta(hours=hours)).timestamp()}
    return {"kind": "t3", "data": data | written}


def read(**changes: Json) -> Item:
    child = post(7)
    child["data"] = {"name": "t3_7", "title": "Dom", "author": "ann", **changes}
    return app().parse(answered(listing(child))).items[0]


def feed() -> Page:
    body = (CASES / "search.atom").read_bytes()
    return reddit().parse(Response(reddit().request(None), URL, body, NOW))


def test_feed_and_api_tell_the_same_of_a_post_and_of_a_comment() -> None:
    by_api = app().parse(answered(json.loads((CASES / "listing.json").read_text()))).items
    by_feed = {item.id: item for item in feed().items}
    for item in (by_api[0], by_api[3]):
        same = by_feed[item.id]
        assert (same.author, same.title, same.url, same.dedupe_key) == (
            item.author,
            item.title,
            item.url,
            item.dedupe_key,
        )
    assert by_feed["t1_c1"].text == by_api[3].text
    assert by_feed["t1_c1"].about == by_api[3].about == "Dom bakery?"


def test_what_reddit_adds_to_a_post_is_not_the_authors_word() -> None:
    texts = {item.id: item.text for item in feed().items}
    assert texts["t3_3gpbiu"] == "Is it any good?"
    assert texts["t3_img999"] is None


@pytest.mark.parametrize("shown", ["[deleted]", "[removed]", "[ Removed by Reddit ]"])
def test_what_stands_in_place_of_words_means_gone(shown: str) -> None:
    item = read(selftext=shown, author="[deleted]")
    assert (item.state, item.text, item.author.name) == (State.REMOVED, None, None)


def test_a_moderators_token_still_shows_what_nobody_else_sees() -> None:
    assert read(selftext="Awful", removed=True).state is State.REMOVED
    assert read(selftext="Awful", banned_by="mod").state is State.REMOVED
    assert read(selftext="Awful", removed_by_category="moderator").state is State.REMOVED
    assert read(selftext="Fine", removed=False, banned_by=None).state is State.VISIBLE


def test_the_way_back_to_a_comment_is_built_where_old_answers_give_none() -> None:
    comment: Json = {"kind": "t1", "data": {"name": "t1_x9", "body": "Hi", "link_id": "t3_p1"}}
    [item] = app().parse(answered(listing(comment))).items
    assert item.url == "https://www.reddit.com/comments/p1/_/x9"


def test_a_thread_is_its_post_its_comments_and_their_replies() -> None:
    def comment(name: str, replies: Json) -> Json:
        return {"kind": "t1", "data": {"name": name, "body": "Hi", "replies": replies}}

    replies = comment("t1_a", listing(comment("t1_b", "")))
    page = app().parse(answered([listing(post(7)), listing(replies)]))
    assert [item.id for item in page.items] == ["t3_7", "t1_a", "t1_b"]


@pytest.mark.timeout(20)
def test_a_long_run_of_spaces_takes_no_time() -> None:
    entry = f"<entry><id>t3_a</id><title>x</title><content>a{' ' * 100_000}b</content></entry>"
    body = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode()
    page = reddit().parse(Response(Request(URL), URL, body, NOW))
    assert [item.id for item in page.items] == ["t3_a"]


def test_a_personal_feed_carries_its_token_in_the_address_of_every_listing() -> None:
    request = reddit().request(None)
    assert request.url == "https://www.reddit.com/search.rss"
    assert request.params == {
        "limit": "100", "q": '"Dom shop"', "sort": "new", "feed": SECRET, "user": "dom"
    }  # fmt: skip
    assert SECRET not in repr(request)


def test_an_app_asks_the_api_and_introduces_itself() -> None:
    source = app()
    request = source.authorised(source.request(None), Token("t0k"))
    assert request.url == "https://oauth.reddit.com/search"
    assert (request.params["raw_json"], request.params["type"]) == ("1", "link")
    assert request.headers["Authorization"] == "bearer t0k"
    assert "(by /u/dom)" in request.headers["User-Agent"]


def test_subreddits_limit_the_search_and_can_be_listened_to() -> None:
    source = reddit(subreddits=["Helsinki", "Finland"], comments=True)
    request = source.request(None)
    assert request.url == "https://www.reddit.com/r/Helsinki+Finland/search.rss"
    assert request.params["restrict_sr"] == "on"
    body = (CASES / "search.atom").read_bytes()
    follow = source.parse(Response(request, URL, body, NOW)).next
    assert follow is not None
    assert follow.url == "https://www.reddit.com/r/Helsinki+Finland/comments/.rss"
    last = source.parse(Response(follow, URL, body, NOW))
    assert last.next is None
    assert last.resume is not None


def test_a_walk_takes_a_turn_for_each_term_and_pages_by_name() -> None:
    source = app(query=["dom", "domik"])
    asked = []
    request: Request | None = source.request(None)
    while request is not None:
        asked.append((request.params["q"], request.params.get("after")))
        more = None if request.params.get("after") else "t3_1"
        page = source.parse(answered(listing(post(len(asked)), after=more), request))
        request = page.next
    assert asked == [("dom", None), ("dom", "t3_1"), ("domik", None), ("domik", "t3_1")]
    assert page.resume is not None
    old = listing(post(1, hours=72), after="t3_1")
    later = source.parse(answered(old, source.request(page.resume)))
    assert later.next is not None
    assert later.next.params["q"] == "domik"


def test_a_token_is_asked_for_as_the_app_only() -> None:
    request = app().token(NOW)
    assert isinstance(request, Request)
    assert (request.method, request.auth) == ("POST", ("id", SECRET))
    assert request.form == {"grant_type": "client_credentials"}
    granted: Json = {"access_token": "t0k", "token_type": "bearer", "expires_in": 86400}
    token = app().parse_token(answered(granted))
    assert (token.value, token.expires_at) == ("t0k", NOW + timedelta(days=1))
    made = reddit().token(NOW)
    assert isinstance(made, Token)
    assert reddit().authorised(Request(URL), made) == Request(URL)


@pytest.mark.parametrize("answer", [{"error": "invalid_grant"}, {"error": 401}, {}])
def test_a_refused_app_needs_its_owner(answer: dict[str, object]) -> None:
    with pytest.raises(AuthExpired):
        app().parse_token(answered(answer))


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({"message": "Unauthorized", "error": 401}, AuthExpired),
        ({"message": "Forbidden", "error": 403}, NeedsApproval),
        ({"message": "Forbidden", "error": 403, "reason": "private"}, TargetNotFound),
        ({"message": "Not Found", "error": 404}, TargetNotFound),
        ({"message": "Too Many Requests", "error": 429}, RateLimited),
        ({"json": {"errors": [["RATELIMIT", "take a break", "ratelimit"]]}}, RateLimited),
        ({"json": {"errors": [["ODD", "", ""]]}}, SchemaChanged),
        ({"kind": "t2", "data": {}}, SchemaChanged),
    ],
)
def test_errors_that_reddit_reports(payload: object, error: type[SourceError]) -> None:
    with pytest.raises(error):
        app().parse(answered(payload))


def test_an_app_that_is_not_let_in_is_not_approved() -> None:
    assert isinstance(app().refusal(403, {}, b'{"error": 403}'), NeedsApproval)
    assert isinstance(app().refusal(403, {}, b'{"reason": "private"}'), TargetNotFound)
    assert reddit().refusal(403, {}, b"<html>") is None


@pytest.mark.parametrize(
    "table",
    [
        {"comments": True},
        {"client_id": "x"},
        {"user": None},
        {"subreddits": ["a/b"]},
        {"query": []},
    ],
)
def test_settings_that_make_no_sense_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        reddit(**table)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["kind", "data", "children", "name", "author", "selftext", "error", "id"]),
        inner, max_size=5),
    max_leaves=15,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_any_json_gives_a_page_or_a_source_error(payload: object) -> None:
    with contextlib.suppress(SourceError):
        page = app().parse(answered(payload))
        assert len({each.id for each in page.items}) == len(page.items)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_recorded_answers() -> None:
    def parsed(path: str) -> Page:
        body = (RECORDINGS / path).read_bytes()
        return Reddit.offline().parse(Response(Request(URL), URL, body, NOW))

    [gone] = parsed("reddit/comment_deleted_by_author.json").items
    assert (gone.id, gone.state, gone.text) == ("t1_d7ltvl0", State.REMOVED, None)
    assert gone.published_at == datetime(2016, 9, 14, 1, 17, 43, tzinfo=UTC)
    [reply] = parsed("reddit/comment_reply_post_response.json").items
    assert (reply.text, reply.state) == ("Comment reply", State.VISIBLE)
    found = parsed("rss/reddit_search_atom.xml").items
    assert [item.id for item in found] == ["t3_abc123", "t3_img999", "t1_c1abcde"]
