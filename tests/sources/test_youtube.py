"""The YouTube adapter: the contract, comments and videos, several listings in a walk, answering."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from monitor.capability import OurReply, Token
from monitor.errors import (
    AuthExpired,
    ConfigError,
    NotConfigured,
    QuotaExhausted,
    Refused,
    SchemaChanged,
    SourceError,
    Unavailable,
)
from monitor.mention import Item, Kind, State
from monitor.source import Cursor, Page, Request, Response, Source
from sources.registry import build
from sources.testing import SourceContract
from sources.youtube import YouTube
from tests.sources.detour import detour
from tests.sources.loopback import Site, says, served

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SIGN_IN = {"client_id": "c", "client_secret": "s", "refresh_token": "1//r"}
RECORDINGS = Path(__file__).resolve().parents[3] / "shared/data/recordings/youtube"


def source(**settings: object) -> YouTube:
    table = {"type": "youtube", "key": "hush-hush", "channel": "UCdom", **settings}
    built = build("videos", table)
    assert isinstance(built, YouTube)
    return built


class TestYouTubeContract(SourceContract):
    adapter = YouTube
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "youtube"
    secret = "hush-hush"

    def source(self) -> Source:
        return source()


def answer(payload: object, request: Request | None = None) -> Response:
    request = request or source().request(None)
    return Response(request, request.url, json.dumps(payload).encode(), NOW)


def thread(name: str, hours: float, video: str = "vid1", **more: object) -> dict[str, object]:
    """A thread that began so many hours before NOW."""
    moment = (NOW - timedelta(hours=hours)).isoformat()
    snippet = {"textOriginal": "Nice", "videoId": video, "publishedAt": moment, **more}
    head = {"id": name, "snippet": snippet}
    return {"id": name, "snippet": {"videoId": video, "topLevelComment": head}}


def read(*entries: object) -> Page:
    return source().parse(answer({"items": entries}))


def page_of(case: str) -> Page:
    body = (TestYouTubeContract.cases / case).read_bytes()
    request = source().request(None)
    return source().parse(Response(request, request.url, body, NOW))


def test_our_own_answer_stands_beside_the_comment_and_is_known_as_ours() -> None:
    question, liisa, ours, _ = page_of("threads.json").items
    assert question.reply is not None
    assert question.reply.text == "Baked this morning!"
    assert ours.author.is_owner
    assert not liisa.author.is_owner
    assert question.url == "https://www.youtube.com/watch?v=vid1&lc=UgyA"


def test_the_words_are_those_that_were_typed() -> None:
    [item] = read(thread("UgyA", 1, textOriginal="1 <b 2", textDisplay="1 &lt;b 2")).items
    assert item.text == "1 <b 2"
    [item] = read(thread("UgyA", 1, textOriginal=None, textDisplay="<b>a</b><br>b")).items
    assert item.text == "a\nb"


def test_an_edit_shows_by_its_time() -> None:
    first, second = read(
        thread("UgyA", 1, updatedAt=NOW.isoformat()),
        thread("UgyB", 1, updatedAt=(NOW - timedelta(hours=1)).isoformat()),
    ).items
    assert first.updated_at == NOW
    assert second.updated_at is None


def test_a_comment_that_waits_is_not_public() -> None:
    [item] = read(thread("UgyA", 1, moderationStatus="heldForReview")).items
    assert item.state is State.PENDING


@pytest.mark.parametrize(
    ("reason", "code", "error"),
    [
        ("quotaExceeded", 403, QuotaExhausted),
        ("commentsDisabled", 403, Refused),
        ("keyInvalid", 400, AuthExpired),
        ("processingFailure", 400, Unavailable),
        ("forbidden", 403, AuthExpired),
    ],
)
def test_errors_that_youtube_reports(reason: str, code: int, error: type[SourceError]) -> None:
    body = {"error": {"code": code, "errors": [{"reason": reason}]}}
    with pytest.raises(error) as caught:
        source().parse(answer(body))
    assert type(caught.value) is error
    assert type(source().refusal(code, {}, json.dumps(body).encode())) is error


def test_an_error_page_tells_nothing() -> None:
    assert source().refusal(403, {}, b"<html>") is None


@pytest.mark.parametrize(
    "table", [{"channel": None}, {"key": None}, {"channel": "UC x"}, {"country": "fi"}]
)
def test_settings_that_make_no_sense_are_refused(table: dict[str, object]) -> None:
    given = {"type": "youtube", "key": "k", "channel": "UCdom", **table}
    with pytest.raises(ConfigError):
        build("videos", {name: value for name, value in given.items() if value is not None})


def tube(site: Site, threads: dict[str, list[dict[str, object]]]) -> None:
    """A server that pages through the threads of each listing, and finds one video."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        start = int(query.get("pageToken", "0"))
        if parts.path.endswith("/search"):
            video = {"id": {"videoId": "v"}, "snippet": {"title": query["q"]}}
            body = {"items": [video], "nextPageToken": "more"}
        else:
            asked = query.get("videoId") or query["allThreadsRelatedToChannelId"]
            end = start + int(query["maxResults"])
            body = {"items": threads[asked][start:end]}
            if end < len(threads[asked]):
                body["nextPageToken"] = str(end)
        says(200, json.dumps(body).encode())(handler)

    site.answer = answer


def walk(site: Site, adapter: YouTube, cursor: Cursor | None) -> list[Page]:
    pages: list[Page] = []
    request: Request | None = adapter.request(cursor)
    with detour(site) as fetch:
        while request is not None:
            fetched = fetch(request, validators=None, allow_private=True)
            pages.append(adapter.parse(fetched.response))
            request = pages[-1].next
    return pages


def test_one_walk_reads_the_channel_the_videos_and_the_search() -> None:
    adapter = source(videos=["vid9"], query="dom|домъ", country="FI", lang="fi")
    threads = {
        "UCdom": [thread(f"A{n}", n) for n in range(1, 151)],
        "vid9": [thread("B1", 0.5, "vid9")],
    }
    with served() as site:
        tube(site, threads)
        first = walk(site, adapter, None)
        second = walk(site, adapter, first[-1].resume)
        asked = parse_qs(urlsplit(site.seen[3].path).query)
    assert [len(page.items) for page in first] == [100, 50, 1, 1]
    assert [len(page.items) for page in second] == [100, 1, 1]
    assert not first[-1].complete, "a search never shows everything"
    assert asked["relevanceLanguage"] == ["fi"]
    assert asked["regionCode"] == ["FI"]


def test_comments_alone_make_a_complete_listing() -> None:
    threads = {"UCdom": [thread(f"A{n}", n) for n in range(1, 151)]}
    with served() as site:
        tube(site, threads)
        first = walk(site, source(), None)
        second = walk(site, source(), first[-1].resume)
        short = walk(site, source(pages=1), None)
    assert first[-1].complete
    assert not second[-1].complete
    assert len(short) == 1
    assert not short[-1].complete


def test_reading_needs_no_sign_in_and_answering_does() -> None:
    item = Item(id="UgyA", kind=Kind.MENTION)
    assert source().token(NOW) == Token("")
    assert source().authorised(source().request(None), Token("")) == source().request(None)
    with pytest.raises(NotConfigured):
        source().replies_request(item)
    signed_in = source(**SIGN_IN)
    assert isinstance(signed_in.token(NOW), Request)


def test_an_answer_goes_under_the_head_of_the_thread() -> None:
    adapter = source(**SIGN_IN)
    item = Item(id="UgyA.9b", kind=Kind.MENTION, extra={"thread": "UgyA"})
    request = adapter.reply_request(item, "Kiitos!", "key")
    assert request.method == "POST"
    assert request.json == {"snippet": {"parentId": "UgyA", "textOriginal": "Kiitos!"}}
    posted = {"id": "UgyA.9z", "snippet": {"textOriginal": "Kiitos!", "parentId": "UgyA"}}
    reply = adapter.parse_reply(answer(posted))
    assert reply == OurReply("Kiitos!", id="UgyA.9z")
    gone = adapter.withdraw_request(item, reply)
    assert (gone.method, gone.params["id"]) == ("DELETE", "UgyA.9z")
    with pytest.raises(NotConfigured):
        adapter.withdraw_request(item, OurReply("Kiitos!"))
    with pytest.raises(SchemaChanged):
        adapter.parse_reply(answer({"id": "x"}))


def test_only_our_own_comments_count_as_our_answers() -> None:
    def said(name: str, channel: str) -> dict[str, object]:
        return {
            "id": name,
            "snippet": {"textOriginal": name, "authorChannelId": {"value": channel}},
        }

    adapter = source(**SIGN_IN)
    listed = {"items": [said("a", "UCelse"), said("b", "UCdom")]}
    item = Item(id="UgyA", kind=Kind.MENTION)
    assert [each.id for each in adapter.parse_replies(answer(listed), item)] == ["b"]


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    ("name", "count", "more"),
    [
        ("comment_threads_by_channel.json", 2, False),
        ("comment_threads_by_video_paged_1.json", 5, True),
        ("search_by_keywords_p1.json", 25, False),
        ("insert_response.json", 1, False),
    ],
)
def test_recorded_answers(name: str, count: int, more: bool) -> None:
    request = Request("file:///recording.json")
    body = (RECORDINGS / name).read_bytes()
    page = YouTube.offline().parse(Response(request, request.url, body, NOW))
    assert len(page.items) == count
    assert page.rejected == ()
    assert (page.next is not None) == more
