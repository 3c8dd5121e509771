"""The preview of Telegram channels: the contract, the page's traps, walks back in time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import ValidationError

from monitor.errors import SchemaChanged, TargetNotFound
from monitor.source import Cursor, Page, Request, Response
from sources.telegram_channel import TelegramChannel, TelegramChannelSettings
from sources.testing import SourceContract

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
URL = "https://t.me/s/city_news"
CASES = Path(__file__).parents[1] / "data" / "telegram_channel"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "telegram"


def channel(**changes: object) -> TelegramChannel:
    table: dict[str, object] = {"channel": "city_news"}
    return TelegramChannel(TelegramChannelSettings.model_validate(table | changes))


class TestTelegramChannelContract(SourceContract):
    adapter = TelegramChannel
    cases: ClassVar[Path] = CASES
    rounds = 30

    def source(self) -> TelegramChannel:
        return channel()

    def entries(self, case: Path) -> int | None:
        return case.read_text(encoding="utf-8").count("data-post=")


def read(body: bytes, request: Request | None = None) -> Page:
    return channel().parse(Response(request or channel().request(None), URL, body, NOW))


def preview(*numbers: int, end: str = "</html>") -> bytes:
    messages = "".join(
        f'<div class="tgme_widget_message js-widget_message" data-post="city_news/{number}">'
        f'<div class="js-message_text">Message {number}</div></div>'
        for number in numbers
    )
    shell = '<section class="tgme_channel_history">'
    return f"<!DOCTYPE html><html><body>{shell}{messages}</section></body>{end}".encode()


def walk(newest: int, cursor: Cursor | None, **changes: object) -> list[Page]:
    """The pages of one poll of a channel with messages 1 to ``newest``, twenty a page."""
    source = channel(**changes)
    request: Request | None = source.request(cursor)
    pages: list[Page] = []
    while request is not None:
        top = int(request.params.get("before", newest + 1))
        body = preview(*range(max(1, top - 20), top))
        pages.append(source.parse(Response(request, URL, body, NOW)))
        request = pages[-1].next
    return pages


def test_the_words_are_the_messages_own() -> None:
    item = read((CASES / "preview.html").read_bytes()).items[0]
    assert item.text == "Пекарня «Дом» открылась!\nПриходите 😍 & пробуйте сайт"
    assert item.author.name == "Айгерим К"
    assert item.published_at == datetime(2026, 11, 20, 16, 29, 45, tzinfo=UTC)


def test_the_length_of_a_video_is_not_taken_for_a_date() -> None:
    item = read((CASES / "preview.html").read_bytes()).items[1]
    assert item.published_at == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert item.text is None


def test_the_first_walk_goes_back_some_pages() -> None:
    pages = walk(500, None, pages=3)
    assert [len(page.items) for page in pages] == [20, 20, 20]
    assert pages[-1].resume == {"newest": 500}
    assert [page.resume for page in pages[:-1]] == [None, None]


def test_later_walks_go_back_to_what_is_known_however_far() -> None:
    pages = walk(310, {"newest": 100}, pages=3)
    met = {item.id for page in pages for item in page.items}
    assert {f"city_news/{number}" for number in range(100, 311)} <= met
    assert pages[-1].resume == {"newest": 310}
    assert len(walk(310, {"newest": 310})) == 1


def test_a_walk_ends_at_the_first_message() -> None:
    assert [len(page.items) for page in walk(30, None)] == [20, 10]


def test_a_newest_message_that_was_deleted_does_not_send_the_cursor_back() -> None:
    assert walk(99, {"newest": 100})[-1].resume == {"newest": 100}


def test_without_a_preview_it_is_an_error_that_says_so() -> None:
    with pytest.raises(TargetNotFound, match="no public preview") as caught:
        read((CASES / "no_preview.html").read_bytes())
    assert "telegram_group" in caught.value.hint


def test_a_channel_that_shows_nothing_yet_is_quiet_not_broken() -> None:
    page = read(preview())
    assert page.items == ()
    assert page.next is None


def test_any_other_page_is_a_changed_layout() -> None:
    with pytest.raises(SchemaChanged):
        read(b"<!doctype html><html><body><p>Hello</p></body></html>")


def test_a_message_at_the_edge_of_a_page_that_breaks_off_is_left_for_later() -> None:
    page = read(preview(7, 8, 9, end=""))
    assert [item.id for item in page.items] == ["city_news/7", "city_news/8"]
    assert len(page.rejected) == 1


def test_links_lead_to_telegram_only() -> None:
    body = preview(7).replace(
        b"Message 7</div>",
        b'Hi</div><a class="tgme_widget_message_date" href="https://evil.example/7">'
        b'<time datetime="nonsense"></time></a>',
    )
    item = read(body).items[0]
    assert item.url == "https://t.me/city_news/7"
    assert item.published_at is None


@pytest.mark.parametrize(
    "written",
    ["city_news", "@city_news", "https://t.me/city_news", "t.me/s/city_news?before=3",
     "https://telegram.me/city_news/41"],
)  # fmt: skip
def test_a_channel_may_be_written_in_any_way(written: str) -> None:
    assert channel(channel=written).request(None).url == URL


@pytest.mark.parametrize("written", ["", "a b", "https://t.me/+AbCdEf", "https://x.example/a", 7])
def test_what_is_no_public_channel_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        channel(channel=written)


def test_words_to_search_for_go_with_every_page() -> None:
    source = channel(query="Dom bakery")
    request = source.request(None)
    assert request.params == {"q": "Dom bakery"}
    follow = source.parse(Response(request, URL, preview(50, 60), NOW)).next
    assert follow is not None
    assert follow.params == {"q": "Dom bakery", "before": "50"}


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_message() -> None:
    body = (RECORDINGS / "t_me_s_message.html").read_bytes()
    [item] = TelegramChannel.offline().parse(Response(Request(URL), URL, body, NOW)).items
    assert (item.id, item.text) == ("telegram/1", "Test text")
    assert item.author.name == "Test Channel"
    assert item.published_at == datetime(2023, 12, 15, 16, 29, 45, tzinfo=UTC)
    assert item.url == "https://t.me/dukaliti/4335"
