"""The Lemmy adapter: the contract, walks by page, answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import (
    AuthExpired,
    NotConfigured,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Item, Kind, State
from monitor.source import Request, Response
from sources.lemmy import Lemmy
from sources.registry import build
from sources.testing import SourceContract
from tests.sources.fake_api import Answer, Api, Asked, api

URL = "https://lemmy.example/"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


class TestLemmyContract(SourceContract):
    adapter = Lemmy
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "lemmy"

    def entries(self, case: Path) -> int | None:
        payload = json.loads(case.read_bytes())
        return sum(len(payload.get(name, [])) for name in ("posts", "comments", "results"))


def configured(url: str = URL, **settings: object) -> Lemmy:
    source = build("fediverse", {"type": "lemmy", "url": url, "query": "Dom", **settings})
    assert isinstance(source, Lemmy)
    return source


def comment(number: int, at: datetime, path: str = "", name: str = "aino") -> dict[str, object]:
    return {
        "comment": {
            "id": number,
            "content": "Dom",
            "published": at.isoformat(),
            "path": path or f"0.{number}",
            "post_id": 7,
            "ap_id": f"https://lemmy.example/comment/{number}",
        },
        "creator": {"name": name, "actor_id": f"https://127.0.0.1/u/{name}"},
        "post": {"id": 7, "name": "Where?"},
    }


@dataclass
class Server:
    """A server that pages as the API documents, and takes comments."""

    comments: list[dict[str, object]]
    replies: list[dict[str, object]] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/api/v3/search":
            page, size = int(asked.params["page"]), int(asked.params["limit"])
            return 200, {"posts": [], "comments": self.comments[(page - 1) * size : page * size]}
        if asked.path == "/api/v3/comment/list":
            return 200, {"comments": [self.comments[0], *self.replies]}
        if asked.path == "/api/v3/comment" and isinstance(asked.body, dict):
            if "authorization" not in asked.headers:
                return 400, {"error": "not_logged_in"}
            view = comment(900, NOW, f"0.{asked.body['parent_id']}.900", "domshop")
            view["creator"] = {"name": "domshop", "actor_id": f"http://{asked.headers['host']}/u/d"}
            content = {"content": asked.body["content"]}
            view["comment"] = {**dict(view["comment"]), **content}  # type: ignore[call-overload]
            self.replies.append(view)
            return 200, {"comment_view": view, "recipient_ids": []}
        return 404, {"error": "couldnt_find_post"}


@pytest.fixture
def forum() -> Iterator[tuple[Server, Api]]:
    server = Server([comment(n, NOW - timedelta(hours=n)) for n in range(1, 301)])
    with api(server) as running:
        yield server, running


def test_the_first_walk_reads_a_few_pages_and_later_ones_what_is_new(
    forum: tuple[Server, Api],
) -> None:
    server, running = forum
    source = configured(running.url)
    pages = running.walk(source)
    assert len(pages) == 4
    server.comments[:0] = [comment(1000 + n, NOW) for n in range(120)]
    later = running.walk(source, pages[-1].resume)
    met = {item.id for page in later for item in page.items}
    assert {f"comment/{1000 + n}" for n in range(120)} <= met
    assert len(later) == 3


def test_a_quiet_poll_asks_once(forum: tuple[Server, Api]) -> None:
    _, running = forum
    source = configured(running.url)
    assert len(running.walk(source, running.walk(source)[-1].resume)) == 1


def test_an_answer_is_published_and_found_again(forum: tuple[Server, Api]) -> None:
    server, running = forum
    host = running.url.removeprefix("http://")
    source = configured(running.url, token="jwt", account=f"@domshop@{host}")
    item = running.walk(source)[0].items[0]
    reply = source.parse_reply(running.fetch(source.reply_request(item, "Thanks!", "k")))
    assert (reply.id, reply.text) == ("900", "Thanks!")
    assert running.asked[-1].body == {"content": "Thanks!", "post_id": 7, "parent_id": 1}
    server.replies += [
        comment(901, NOW, "0.1.901"),
        comment(902, NOW, "0.1.900.902", "domshop"),
    ]
    found = source.parse_replies(running.fetch(source.replies_request(item)), item)
    assert [each.id for each in found] == ["900"]
    withdrawal = source.withdraw_request(item, found[0])
    assert withdrawal.json == {"comment_id": 900, "deleted": True}


def test_an_answer_to_a_post_has_no_parent() -> None:
    item = Item("post/7", Kind.MENTION, extra={"post": "7"})
    request = configured(token="t").reply_request(item, "Hi", "k")
    assert request.json == {"content": "Hi", "post_id": 7}
    assert configured(account="x").replies_request(item).params["post_id"] == "7"


def test_answers_need_a_token_and_an_account() -> None:
    item = Item("post/7", Kind.MENTION)
    with pytest.raises(NotConfigured):
        configured().reply_request(item, "Hi", "k")
    with pytest.raises(NotConfigured):
        configured().replies_request(item)


def test_a_removed_comment_is_read_as_removed() -> None:
    view = comment(5, NOW - timedelta(hours=1))
    view["comment"] = {**dict(view["comment"]), "removed": True}  # type: ignore[call-overload]
    body = json.dumps({"comment_view": view}).encode()
    source = configured()
    request = source.get_request(Item("comment/5", Kind.MENTION))
    assert (request.url, request.params) == (f"{URL}api/v3/comment", {"id": "5"})
    found = source.parse_one(Response(request, URL, body, NOW))
    assert isinstance(found, Item)
    assert found.state is State.REMOVED


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("rate_limit_error", RateLimited),
        ("not_logged_in", AuthExpired),
        ("incorrect_login", AuthExpired),
        ("couldnt_find_comment", TargetNotFound),
        ("banned_from_community", Refused),
        ("invalid_query", NotConfigured),
    ],
)
def test_errors_are_named_in_the_body(code: str, error: type[SourceError]) -> None:
    body = json.dumps({"error": code}).encode()
    assert type(configured().refusal(400, {}, body)) is error
    with pytest.raises(error):
        configured().parse(Response(Request(URL), URL, body, NOW))
    assert configured().refusal(400, {}, b"Bad Request") is None
    assert configured().refusal(503, {}, body) is None


def test_a_refused_answer_is_no_answer() -> None:
    with pytest.raises(AuthExpired):
        configured().parse_reply(Response(Request(URL), URL, b'{"error":"not_logged_in"}', NOW))
    with pytest.raises(SchemaChanged):
        configured().parse_reply(Response(Request(URL), URL, b'{"posts":[]}', NOW))
