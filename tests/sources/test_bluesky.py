"""The Bluesky adapter: the contract, a session, walks by cursor, answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.capability import Gone, Token
from monitor.errors import AuthExpired, NotConfigured, SchemaChanged
from monitor.mention import Item, Kind
from monitor.source import Request, Response, Source
from sources.bluesky import SESSION, Bluesky
from sources.registry import build
from sources.testing import SourceContract
from tests.sources.fake_api import Answer, Api, Asked, api

URL = "https://bsky.social/xrpc/app.bsky.feed.searchPosts"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "bluesky"
PASSWORD = "abcd-efgh-ijkl-mnop"


def configured(url: str = "https://bsky.social/", **settings: object) -> Bluesky:
    table = {"type": "bluesky", "user": "@shop.example", "password": PASSWORD, "query": "shop"}
    source = build("sky", {**table, "url": url, **settings})
    assert isinstance(source, Bluesky)
    return source


class TestBlueskyContract(SourceContract):
    adapter = Bluesky
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "bluesky"
    secret = PASSWORD

    def source(self) -> Source:
        return configured()

    def entries(self, case: Path) -> int | None:
        found = json.loads(case.read_bytes()).get("posts")
        return len(found) if isinstance(found, list) else None


def post(number: int, at: datetime) -> dict[str, object]:
    stated = at.isoformat()
    return {
        "uri": f"at://did:plc:abc/app.bsky.feed.post/{number}",
        "cid": f"cid{number}",
        "author": {"did": "did:plc:abc", "handle": "aino.example"},
        "record": {"text": "Dom", "createdAt": stated, "langs": ["fi"]},
        "indexedAt": stated,
    }


@dataclass
class Network:
    """Opens sessions, searches by cursor and keeps records, as the lexicons document."""

    posts: list[dict[str, object]]
    records: list[dict[str, object]] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Answer:
        method = asked.path.removeprefix("/xrpc/")
        if method == "com.atproto.server.createSession":
            if asked.body == {"identifier": "shop.example", "password": PASSWORD}:
                return 200, {"accessJwt": "jwt", "refreshJwt": "r", "did": "did:plc:shop"}
            return 401, {"error": "AuthenticationRequired", "message": "Invalid password"}
        if asked.headers.get("authorization") != "Bearer jwt":
            return 400, {"error": "ExpiredToken", "message": "Token has expired"}
        if method == "app.bsky.feed.searchPosts":
            return 200, self.search(asked)
        if method == "com.atproto.repo.createRecord" and isinstance(asked.body, dict):
            uri = "at://did:plc:shop/app.bsky.feed.post/r1"
            self.records.insert(0, {"uri": uri, "cid": "c", "value": asked.body["record"]})
            return 200, {"uri": uri, "cid": "c", "validationStatus": "valid"}
        return 200, {"records": self.records}

    def search(self, asked: Asked) -> dict[str, object]:
        since, start = asked.params.get("since", ""), int(asked.params.get("cursor", "0"))
        found = [each for each in self.posts if str(each["indexedAt"]) >= since]
        page = {"posts": found[start : start + 100], "hitsTotal": len(found)}
        return page | ({"cursor": str(start + 100)} if start + 100 < len(found) else {})


@pytest.fixture
def network() -> Iterator[tuple[Network, Api]]:
    place = Network([post(n, NOW - timedelta(hours=n)) for n in range(1, 601)])
    with api(place) as running:
        yield place, running


def test_a_walk_opens_a_session_and_follows_the_cursor(network: tuple[Network, Api]) -> None:
    place, running = network
    source = configured(running.url)
    pages = running.walk(source)
    assert [len(page.items) for page in pages] == [100] * 4
    place.posts[:0] = [post(1000 + n, NOW) for n in range(150)]
    later = running.walk(source, pages[-1].resume)
    met = {item.id.rpartition("/")[2] for page in later for item in page.items}
    assert {str(1000 + n) for n in range(150)} <= met
    assert running.asked[-1].params["since"] == "2026-11-21T09:00:00.000Z"
    assert len(later) == 2


def test_a_wrong_password_and_an_expired_session_are_told(network: tuple[Network, Api]) -> None:
    _, running = network
    with pytest.raises(AuthExpired):
        running.walk(configured(running.url, password="wrong"))
    source = configured(running.url)
    with pytest.raises(AuthExpired):
        running.fetch(source.authorised(source.request(None), Token("old")))


def test_a_session_is_renewed_within_its_life() -> None:
    source = configured()
    asked = source.token(NOW)
    assert isinstance(asked, Request)
    token = source.parse_token(Response(asked, asked.url, b'{"accessJwt": "j"}', NOW))
    assert token == Token("j", NOW + SESSION)
    with pytest.raises(AuthExpired):
        source.parse_token(Response(asked, asked.url, b"{}", NOW))
    assert PASSWORD not in repr(asked)


def test_an_answer_names_its_parent_and_is_found_in_the_own_records(
    network: tuple[Network, Api],
) -> None:
    place, running = network
    source = configured(running.url)
    item = running.walk(source)[0].items[0]
    token = Token("jwt")
    request = source.authorised(source.reply_request(item, "Kiitos!", "k"), token)
    reply = source.parse_reply(running.fetch(request))
    assert (reply.text, reply.id) == ("Kiitos!", "at://did:plc:shop/app.bsky.feed.post/r1")
    parent = {"uri": item.id, "cid": "cid1"}
    record = place.records[0]["value"]
    assert isinstance(record, dict)
    assert record["reply"] == {"root": parent, "parent": parent}
    assert record["langs"] == ["fi"]
    place.records.append({"uri": "at://x/y/z", "value": {"text": "not an answer"}})
    asked = source.authorised(source.replies_request(item), token)
    assert [each.text for each in source.parse_replies(running.fetch(asked), item)] == ["Kiitos!"]
    withdrawal = source.withdraw_request(item, reply).json
    assert isinstance(withdrawal, dict)
    assert withdrawal["rkey"] == "r1"


def test_an_answer_within_a_thread_names_its_root() -> None:
    extra = {"cid": "c", "root": "at://r", "root_cid": "rc"}
    request = configured().reply_request(Item("at://p", Kind.MENTION, extra=extra), "Hi", "k")
    assert isinstance(request.json, dict)
    record = request.json["record"]
    assert isinstance(record, dict)
    assert record["reply"] == {
        "root": {"uri": "at://r", "cid": "rc"},
        "parent": {"uri": "at://p", "cid": "c"},
    }
    with pytest.raises(NotConfigured):
        configured().reply_request(Item("at://p", Kind.MENTION), "Hi", "k")


def test_the_earlier_of_both_times_counts() -> None:
    late = post(1, NOW - timedelta(days=1))
    late["record"] = {"text": "x", "createdAt": "2100-01-01T00:00:00Z"}
    old = post(2, NOW - timedelta(days=1))
    old["record"] = {"text": "x", "createdAt": "2020-01-01T00:00:00Z"}
    body = json.dumps({"posts": [late, old]}).encode()
    first, second = configured().parse(Response(Request(URL), URL, body, NOW)).items
    assert first.published_at == NOW - timedelta(days=1)
    assert second.published_at == datetime(2020, 1, 1, tzinfo=UTC)


def test_a_post_that_is_left_out_is_gone() -> None:
    source = configured()
    request = source.get_request(Item("at://did:plc:abc/app.bsky.feed.post/1", Kind.MENTION))
    assert source.parse_one(Response(request, URL, b'{"posts":[]}', NOW)) is Gone.GONE
    body = json.dumps({"posts": [post(1, NOW - timedelta(days=1))]}).encode()
    assert isinstance(source.parse_one(Response(request, URL, body, NOW)), Item)


def test_an_answer_without_an_address_was_not_published() -> None:
    with pytest.raises(SchemaChanged):
        configured().parse_reply(Response(Request(URL), URL, b"{}", NOW))


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(("name", "count"), [("search_posts_response", 2), ("note.bsky", 1)])
def test_recorded_answers(name: str, count: int) -> None:
    body = (RECORDINGS / f"{name}.json").read_bytes()
    page = Bluesky.offline(URL).parse(Response(Request(URL), URL, body, NOW))
    assert (len(page.items), len(page.rejected)) == (count, 0)
