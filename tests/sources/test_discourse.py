"""The Discourse adapter: the contract, posts read in full, answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.capability import ReplyStatus
from monitor.errors import (
    AuthExpired,
    ConfigError,
    NeedsApproval,
    NotConfigured,
    RateLimited,
    Refused,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Item, Kind
from monitor.source import Request, Response
from sources.discourse import Discourse
from sources.registry import build
from sources.testing import SourceContract
from tests.sources.fake_api import Answer, Api, Asked, api

URL = "https://forum.example/"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


class TestDiscourseContract(SourceContract):
    adapter = Discourse
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "discourse"


def configured(url: str = URL, **settings: object) -> Discourse:
    source = build("forum", {"type": "discourse", "url": url, "query": "Dom Shop", **settings})
    assert isinstance(source, Discourse)
    return source


def post(number: int, at: datetime, **fields: object) -> dict[str, object]:
    return {
        "id": number,
        "username": "aino",
        "created_at": at.isoformat(),
        "topic_id": 70,
        "post_number": number,
        **fields,
    }


@dataclass
class Forum:
    """Searches, shows posts in full and takes answers, as the API documents."""

    posts: list[dict[str, object]]
    replies: list[dict[str, object]] = field(default_factory=list)
    moderated: bool = False

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/search.json":
            page = int(asked.params["page"])
            shown = [
                {**each, "blurb": "...cut..."} for each in self.posts[page * 50 - 50 : page * 50]
            ]
            more = {"more_full_page_results": len(self.posts) > page * 50 or None}
            topics = [{"id": 70, "title": "Where?", "slug": "where"}]
            return 200, {"posts": shown, "topics": topics, "grouped_search_result": more}
        if asked.path == "/t/70/posts.json":
            whole = [{**each, "cooked": "<p>uncut</p>"} for each in self.posts[:3]]
            return 200, {"post_stream": {"posts": whole}, "id": 70}
        if asked.path.endswith("/replies.json"):
            return 200, self.replies
        if asked.method == "POST" and isinstance(asked.body, dict):
            if self.moderated:
                return 200, {"action": "enqueued", "success": True}
            fresh = post(900, NOW, username="DomShop", raw=asked.body["raw"], cooked="<p>Hi</p>")
            self.replies += [fresh, post(901, NOW, cooked="<p>no</p>")]
            return 200, fresh
        return 404, {"errors": ["no"], "error_type": "not_found"}


@pytest.fixture
def forum() -> Iterator[tuple[Forum, Api]]:
    place = Forum([post(n, NOW - timedelta(days=n)) for n in range(2, 62)])
    with api(place) as running:
        yield place, running


def test_the_first_walk_takes_the_short_texts_page_by_page(forum: tuple[Forum, Api]) -> None:
    _, running = forum
    pages = running.walk(configured(running.url))
    assert [len(page.items) for page in pages] == [50, 10]
    assert all(item.truncated for page in pages for item in page.items)
    assert running.asked[0].params["q"] == "Dom Shop order:latest"


def test_what_is_new_is_read_in_full(forum: tuple[Forum, Api]) -> None:
    place, running = forum
    source = configured(running.url)
    cursor = running.walk(source)[-1].resume
    place.posts.insert(0, post(100, NOW - timedelta(hours=1)))
    place.posts[:] = place.posts[:3]
    pages = running.walk(source, cursor)
    assert running.asked[-2].params["q"] == "Dom Shop after:2026-11-19 order:latest"
    assert running.asked[-1].params["post_ids[]"] == "3"  # the last of 100, 2, 3
    first = pages[1].items[0]
    assert (first.text, first.truncated, first.about) == ("uncut", False, "Where?")
    assert first.url == f"{running.url}/t/where/70/100"
    assert pages[-1].resume is not None


def test_an_answer_is_published_and_recognised(forum: tuple[Forum, Api]) -> None:
    _, running = forum
    source = configured(running.url, key="k3y", user="domshop")
    item = running.walk(source)[0].items[0]
    reply = source.parse_reply(running.fetch(source.reply_request(item, "Hi", "k")))
    assert (reply.id, reply.text, reply.status) == ("900", "Hi", ReplyStatus.PUBLISHED)
    sent = running.asked[-1]
    assert sent.body == {"raw": "Hi", "topic_id": 70, "reply_to_post_number": 2}
    assert (sent.headers["api-key"], sent.headers["api-username"]) == ("k3y", "domshop")
    found = source.parse_replies(running.fetch(source.replies_request(item)), item)
    assert [each.id for each in found] == ["900"]
    assert source.withdraw_request(item, found[0]).method == "DELETE"


def test_an_answer_that_waits_for_a_moderator_is_pending(forum: tuple[Forum, Api]) -> None:
    place, running = forum
    place.moderated = True
    source = configured(running.url, key="k", user="domshop")
    item = running.walk(source)[0].items[0]
    reply = source.parse_reply(running.fetch(source.reply_request(item, "Hi", "k")))
    assert (reply.text, reply.status) == ("Hi", ReplyStatus.PENDING)


def test_a_post_asked_for_alone_keeps_its_topic() -> None:
    source = configured()
    item = Item("5", Kind.MENTION, about="Where?")
    request = source.get_request(item)
    body = json.dumps(post(5, NOW - timedelta(days=1), cooked="<p>x</p>")).encode()
    found = source.parse_one(Response(request, request.url, body, NOW))
    assert isinstance(found, Item)
    assert (found.id, found.about) == ("5", "Where?")


def test_answers_need_a_key_a_user_and_a_topic() -> None:
    item = Item("5", Kind.MENTION)
    with pytest.raises(NotConfigured):
        configured().reply_request(item, "Hi", "k")
    with pytest.raises(NotConfigured):
        configured(key="k", user="u").reply_request(item, "Hi", "k")
    with pytest.raises(NotConfigured):
        configured().replies_request(item)


def test_forums_search_for_three_letters_at_least() -> None:
    with pytest.raises(ConfigError, match="three letters"):
        configured(query="ab")


def test_a_forum_for_members_asks_for_a_key_and_a_wrong_key_for_another() -> None:
    body = b'{"errors":["no"],"error_type":"invalid_access"}'
    assert isinstance(configured().refusal(403, {}, body), NeedsApproval)
    assert isinstance(configured(key="k").refusal(403, {}, body), AuthExpired)
    assert configured().refusal(403, {}, b"Forbidden") is None
    similar = b'{"action":"create_post","errors":["Body is too similar"]}'
    assert isinstance(configured().refusal(422, {}, similar), Refused)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("rate_limit", RateLimited),
        ("not_logged_in", AuthExpired),
        ("not_found", TargetNotFound),
        ("invalid_parameters", NotConfigured),
        ("odd", Refused),
    ],
)
def test_errors_that_the_forum_reports(kind: str, error: type[SourceError]) -> None:
    body = json.dumps({"errors": ["secret words"], "error_type": kind}).encode()
    with pytest.raises(error) as raised:
        configured().parse(Response(Request(URL), URL, body, NOW))
    assert "secret words" not in str(raised.value)
