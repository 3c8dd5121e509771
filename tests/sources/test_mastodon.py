"""The Mastodon adapter: the contract, walks without gaps, answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import (
    AuthExpired,
    ConfigError,
    NotConfigured,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Item, Kind
from monitor.source import Page, Request, Response
from sources.mastodon import Mastodon
from sources.registry import build
from sources.shapes.mastodon import LIMIT, addressed, same_account
from sources.testing import SourceContract
from tests.sources.fake_api import Answer, Api, Asked, api

URL = "https://mastodon.example/"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "mastodon"


class TestMastodonContract(SourceContract):
    adapter = Mastodon
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "mastodon"

    def entries(self, case: Path) -> int | None:
        payload = json.loads(case.read_bytes())
        return len(payload) if isinstance(payload, list) else None


def configured(url: str = URL, **settings: object) -> Mastodon:
    source = build("toots", {"type": "mastodon", "url": url, **settings})
    assert isinstance(source, Mastodon)
    return source


def read(payload: object, url: str = URL) -> Page:
    body = json.dumps(payload).encode()
    return Mastodon.offline(url).parse(Response(Request(url), url, body, NOW))


def status(number: int, **fields: object) -> dict[str, object]:
    return {
        "id": str(number),
        "created_at": "2026-11-20T13:55:55.867Z",
        "visibility": "public",
        "content": f"<p>Post {number}</p>",
        "account": {"acct": "aino@kala.example", "display_name": "Aino"},
        **fields,
    }


@dataclass
class Server:
    """Pages as the API documents: timelines upwards by ``min_id``, search by ``offset``."""

    posts: list[dict[str, object]]
    sent: dict[str, dict[str, object]] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Answer:
        if asked.path.startswith("/api/v1/timelines/tag/"):
            return 200, self.timeline(asked)
        if asked.path == "/api/v2/search":
            offset, limit = int(asked.params["offset"]), int(asked.params["limit"])
            return 200, {"accounts": [], "statuses": self.newest()[offset : offset + limit]}
        if asked.path.endswith("/context"):
            return 200, {"ancestors": [], "descendants": list(self.sent.values())}
        if asked.method == "POST" and isinstance(asked.body, dict):
            return 200, self.publish(asked.headers["idempotency-key"], asked.body)
        return 404, {"error": "Record not found"}

    def newest(self) -> list[dict[str, object]]:
        return sorted(self.posts, key=lambda post: -int(str(post["id"])))

    def timeline(self, asked: Asked) -> list[dict[str, object]]:
        limit, above = int(asked.params["limit"]), asked.params.get("min_id")
        if above is None:
            return self.newest()[:limit]
        newer = [post for post in self.newest() if int(str(post["id"])) > int(above)]
        return newer[-limit:]

    def publish(self, key: str, body: dict[str, object]) -> dict[str, object]:
        text = str(body["status"]).replace(
            "@aino@kala.example", '<a href="#">@<span>aino</span></a>'
        )
        own = {"acct": "domshop"}
        fresh = status(900, content=f"<p>{text}</p>", account=own, **{**body, "status": None})
        return self.sent.setdefault(key, fresh)


@pytest.fixture
def busy() -> Iterator[tuple[Server, Api]]:
    server = Server([status(number) for number in range(1, 131)])
    with api(server) as running:
        yield server, running


def ids(pages: list[Page]) -> list[int]:
    return [int(item.id) for page in pages for item in page.items]


def test_the_first_walk_reads_the_newest_page(busy: tuple[Server, Api]) -> None:
    _, running = busy
    pages = running.walk(configured(running.url, tags=["domshop"]))
    assert ids(pages) == list(range(130, 90, -1))
    assert pages[-1].resume == {"#domshop": "130"}
    assert not pages[-1].complete


@pytest.mark.parametrize("look", [{"tags": "#domshop"}, {"query": "Dom", "token": "t"}])
def test_a_rush_between_two_polls_leaves_no_gap(
    busy: tuple[Server, Api], look: dict[str, object]
) -> None:
    server, running = busy
    source = configured(running.url, **look)
    cursor = running.walk(source)[-1].resume
    server.posts += [status(number) for number in range(131, 266)]
    assert set(ids(running.walk(source, cursor))) >= set(range(131, 266))


def test_a_search_that_ignores_the_offset_ends(busy: tuple[Server, Api]) -> None:
    server, running = busy
    source = configured(running.url, query="Dom", token="t")
    newest = {"statuses": server.newest()[:40]}
    with api(lambda _asked: (200, newest)) as stubborn:
        source = configured(stubborn.url, query="Dom", token="t")
        assert len(stubborn.walk(source, {"Dom": "5"})) == 2


def test_a_quiet_poll_asks_once_and_still_shows_edits(busy: tuple[Server, Api]) -> None:
    server, running = busy
    source = configured(running.url, tags=["domshop"])
    cursor = running.walk(source)[-1].resume
    server.posts[-1] |= {"content": "<p>Better</p>", "edited_at": "2026-11-21T10:00:00.000Z"}
    [page] = running.walk(source, cursor)
    assert page.items[0].text == "Better"
    assert page.items[0].updated_at == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert page.resume == cursor


def test_tags_need_no_token_and_each_is_its_own_leg(busy: tuple[Server, Api]) -> None:
    _, running = busy
    pages = running.walk(configured(running.url, tags=["domshop", "магазин"]))
    assert len(pages) == 2
    assert pages[-1].resume == {"#domshop": "130", "#магазин": "130"}
    assert all("authorization" not in asked.headers for asked in running.asked)


def test_an_answer_is_posted_once_and_recognised(busy: tuple[Server, Api]) -> None:
    _, running = busy
    source = configured(running.url, tags="x", token="t0ken", account="@domshop")
    item = running.walk(source)[0].items[0]
    for _ in range(2):
        reply = source.parse_reply(running.fetch(source.reply_request(item, "Thank you!", "k1")))
        assert (reply.text, reply.id) == ("Thank you!", "900")
    posted = running.asked[-1]
    assert posted.headers["authorization"] == "Bearer t0ken"
    assert posted.body == {
        "status": "@aino@kala.example Thank you!",
        "in_reply_to_id": item.id,
        "visibility": "unlisted",
    }
    found = source.parse_replies(running.fetch(source.replies_request(item)), item)
    assert [each.text for each in found] == ["Thank you!"]
    assert source.withdraw_request(item, found[0]).method == "DELETE"


def test_strangers_answers_are_not_the_shops(busy: tuple[Server, Api]) -> None:
    server, running = busy
    server.sent["other"] = status(901, in_reply_to_id="130")
    source = configured(running.url, tags="x", token="t", account="domshop")
    item = running.walk(source)[0].items[0]
    assert source.parse_replies(running.fetch(source.replies_request(item)), item) == ()


def test_the_shops_own_posts_are_marked() -> None:
    source = configured(tags="x", account="@DomShop@mastodon.example")
    body = json.dumps([status(1, account={"acct": "domshop"}), status(2)]).encode()
    own, other = source.parse(Response(source.request(None), URL, body, NOW)).items
    assert own.author.is_owner
    assert not other.author.is_owner


def test_a_name_on_another_server_is_another_account() -> None:
    assert same_account("domshop", "domshop", "a.example")
    assert same_account("domshop@b.example", "@domshop@b.example", "a.example")
    assert not same_account("domshop@b.example", "domshop", "a.example")
    assert not same_account("domshop", None, "a.example")


def test_the_author_is_addressed_once_and_there_is_room_for_it() -> None:
    assert addressed("Hi", "bo") == "@bo Hi"
    assert addressed("Hi @Bo!", "bo") == "Hi @Bo!"
    assert addressed("Hi", "") == "Hi"
    assert len(addressed("x" * LIMIT, "n" * 30)) <= 500


def test_the_same_post_met_on_two_servers_is_one() -> None:
    uri = "https://kala.example/users/aino/statuses/7"
    here, there = (read([status(n, uri=uri)]).items[0] for n in (1, 2))
    assert here.dedupe_key == there.dedupe_key == f"activitypub:{uri}"


def test_a_deleted_post_is_gone_and_an_edited_one_is_read() -> None:
    source = Mastodon.offline(URL)
    item = Item("7", Kind.MENTION)
    request = source.get_request(item)
    assert request.url == "https://mastodon.example/api/v1/statuses/7"
    found = source.parse_one(Response(request, URL, json.dumps(status(7)).encode(), NOW))
    assert isinstance(found, Item)
    assert found.id == "7"


@pytest.mark.parametrize("code", [401, 422])
def test_a_server_closed_to_strangers_asks_for_a_token_not_for_a_new_one(code: int) -> None:
    error = Mastodon.offline(URL).refusal(code, {}, b"{}")
    assert isinstance(error, NotConfigured)
    assert configured(tags="x", token="t").refusal(code, {}, b"{}") is None


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("The access token is invalid", AuthExpired),
        ("This method requires an authenticated user", AuthExpired),
        ("This action is outside the authorized scopes", AuthExpired),
        ("Record not found", TargetNotFound),
        ("Too many requests", RateLimited),
        ("Remote data could not be fetched", Unavailable),
        ("Validation failed: Text can't be blank", NotConfigured),
    ],
)
def test_errors_that_the_server_reports(message: str, error: type[SourceError]) -> None:
    with pytest.raises(error) as raised:
        read({"error": message})
    assert message not in str(raised.value)


def test_an_answer_without_a_post_is_no_success() -> None:
    with pytest.raises(SchemaChanged):
        Mastodon.offline(URL).parse_reply(Response(Request(URL), URL, b"[]", NOW))


def test_settings_that_make_no_sense_are_told() -> None:
    with pytest.raises(ConfigError, match="tags"):
        configured()
    with pytest.raises(ConfigError, match="token"):
        configured(query="Dom Shop")
    with pytest.raises(NotConfigured):
        configured(tags="x").reply_request(Item("1", Kind.MENTION), "Hi", "k")


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("timeline_tag.json", ["117020593741189701"]),
        ("status_edited.json", ["117020586180926938"]),
        ("status_real_1.json", ["110446223051565765"]),
        ("search_v2_empty_statuses.json", []),
    ],
)
def test_recorded_answers(name: str, found: list[str]) -> None:
    page = read(json.loads((RECORDINGS / name).read_bytes()))
    assert [item.id for item in page.items] == found
    assert page.rejected == ()


def test_a_password_in_the_servers_address_gets_into_no_authors_name() -> None:
    local = [status(1, account={"acct": "aino", "display_name": "Aino"})]
    (item,) = read(local, url=URL.replace("://", "://owner:secret@")).items
    assert item == read(local).items[0]
    assert "secret" not in repr(item)
