"""VK: the contract, errors inside HTTP 200, and a walk over search, wall and comments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import (
    AuthExpired,
    Blocked,
    ConfigError,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SourceError,
)
from monitor.mention import State
from monitor.source import Page, Request, Response, Source
from sources.registry import build
from sources.testing import SourceContract
from sources.vk import Vk, VkSettings
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "vk"


def shop(**more: object) -> Vk:
    given = {"token": "t0ken-of-mine", "query": "Dom", "wall": -500, **more}
    return Vk(VkSettings.model_validate(given))


class TestVkContract(SourceContract):
    adapter = Vk
    cases: ClassVar[Path] = CASES
    secret = "t0ken-of-mine"

    def source(self) -> Source:
        return shop()


def read(payload: object) -> Page:
    request = Request("https://api.vk.com/method/newsfeed.search")
    return shop().parse(Response(request, request.url, json.dumps(payload).encode(), NOW))


def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
    """Two pages of search, a wall of two posts, and comments under one of them."""
    assert query["access_token"] == "t0ken-of-mine"
    if path.endswith("newsfeed.search"):
        second = "start_from" in query
        post = {"id": 2 if second else 1, "owner_id": 9, "date": 1790000000, "text": "Dom"}
        return 200, {"response": {"items": [post], **({} if second else {"next_from": "n/1"})}}
    if path.endswith("wall.get"):
        busy = {"id": 101, "owner_id": -500, "date": 1, "text": "News", "comments": {"count": 3}}
        quiet = {"id": 102, "owner_id": -500, "date": 1, "text": "Old", "comments": {"count": 0}}
        return 200, {"response": {"items": [busy, quiet]}}
    assert (query["owner_id"], query["post_id"]) == ("-500", "101")
    return 200, json.loads((CASES / "comments.json").read_bytes())


def test_a_walk_goes_over_search_wall_and_comments() -> None:
    pages, seen = walked(shop(), api)
    methods = [each.path.partition("?")[0].rpartition("/")[2] for each in seen]
    search = ["newsfeed.search", "newsfeed.search"]
    assert methods == [*search, "wall.get", "wall.getComments"]
    assert [item.id for page in pages for item in page.items] == [
        "9_1",
        "9_2",
        "-500_101",
        "-500_102",
        "-500_101_r5",
        "-500_101_r6",
        "-500_101_r7",
    ]
    assert pages[-1].resume == {"newest": 1790000700}


def test_a_later_walk_begins_an_hour_before_the_newest_post() -> None:
    request = shop().request({"newest": 1790000700})
    assert request.params["start_time"] == str(1790000700 - 3600)


def test_the_communitys_own_words_are_told_apart() -> None:
    guest, own, gone = read(json.loads((CASES / "comments.json").read_bytes())).items
    assert (guest.author.name, guest.author.is_owner) == ("Айгерим К", False)
    assert (own.author.name, own.author.is_owner) == ("Dom", True)
    assert gone.state is State.REMOVED
    assert guest.url == "https://vk.com/wall-500_101?reply=5"


def test_names_in_vks_brackets_become_names() -> None:
    items = read(json.loads((CASES / "search.json").read_bytes())).items
    assert items[0].text == "В Магазин Dom & кафе скидки"
    assert items[1].text == "Dom открылся"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (5, AuthExpired),
        (6, RateLimited),
        (9, RateLimited),
        (14, Blocked),
        (15, NeedsApproval),
        (29, QuotaExhausted),
        (100, NotConfigured),
    ],
)
def test_what_each_error_code_means(code: int, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        read({"error": {"error_code": code, "error_msg": "t0ken-of-mine is bad"}})
    assert type(caught.value) is error
    assert "t0ken-of-mine" not in str(caught.value)


def test_it_needs_something_to_look_for() -> None:
    with pytest.raises(ConfigError, match="query"):
        build("vk", {"type": "vk", "token": "x"})
