"""Instagram: the contract, and comments with the replies under them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.source import Page, Request, Response, Source
from sources.instagram import Instagram, InstagramSettings
from sources.testing import SourceContract
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "instagram"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "instagram"


def shop(**more: object) -> Instagram:
    given = {"token": "t0ken-of-mine", "user": "100200", **more}
    return Instagram(InstagramSettings.model_validate(given))


class TestInstagramContract(SourceContract):
    adapter = Instagram
    cases: ClassVar[Path] = CASES
    secret = "t0ken-of-mine"

    def source(self) -> Source:
        return shop(read=["mentions"])


def read(body: bytes, path: str) -> Page:
    url = f"https://graph.facebook.com/v24.0/{path}"
    return shop().parse(Response(Request(url), url, body, NOW))


def test_a_walk_goes_over_own_posts_then_over_posts_that_tag_the_account() -> None:
    def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
        name = "media" if path.endswith("/media") else "tags"
        return 200, json.loads((CASES / f"{name}.json").read_bytes())

    pages, seen = walked(shop(), api)
    assert [each.path.partition("?")[0] for each in seen] == [
        "/v24.0/100200/media",
        "/v24.0/100200/tags",
    ]
    assert [item.id for page in pages for item in page.items] == [
        "17911",
        "17921",
        "18001",
        "18002",
    ]
    assert pages[-1].resume == {"newest": "2026-11-20T09:30:00+00:00"}


def test_the_accounts_own_reply_is_the_shops_answer() -> None:
    question, answer = read((CASES / "media.json").read_bytes(), "100200/media").items
    assert question.reply is not None
    assert question.reply.text == "@ann.k in Kallio!"
    assert answer.author.is_owner
    assert answer.extra == {"parent": "17911"}


def test_the_account_is_known_by_its_name_where_no_number_comes() -> None:
    body = b'{"data": [{"id": "1", "text": "hi", "username": "dom_helsinki"}]}'
    url = "https://graph.facebook.com/v24.0/5/comments"
    source = shop(name="dom_helsinki")
    [item] = source.parse(Response(Request(url), url, body, NOW)).items
    assert item.author.is_owner


def test_comments_link_to_the_post_they_stand_under() -> None:
    items = read((CASES / "media.json").read_bytes(), "100200/media").items
    assert {item.url for item in items} == {"https://www.instagram.com/p/AbC/"}


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_recorded_answers() -> None:
    page = read((RECORDINGS / "comments_p1.json").read_bytes(), "17846368219941692/comments")
    assert [item.text for item in page.items] == ["Beautiful!", "Beautiful!"]
    assert page.next is not None
    [reply] = read((RECORDINGS / "replies.json").read_bytes(), "1/replies").items
    assert reply.text == "@lixiangguodu123 nihao"
