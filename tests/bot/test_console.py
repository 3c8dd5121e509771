"""The terminal: the same screens, told in text, with buttons by number."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.console import DESTINATION, chat, to_text, tour
from bot.rendering import chart_preview, shares
from bot.screens.week import gather
from monitor.alert import AlertKind, NewAlert
from monitor.mention import Status
from monitor.verdict import Sentiment
from tests.bot.shop import BakerShop, review, verdict
from tests.fakes.clock import FakeClock


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the chart's picture is put."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def typing(*lines: str) -> Callable[[str], str]:
    """A keyboard on which ``lines`` are typed, and then nothing more."""
    left: Iterator[str] = iter(lines)

    def read(prompt: str) -> str:
        for line in left:
            return line
        raise EOFError

    return read


def talk(bakery: BakerShop, *lines: str) -> str:
    screen = io.StringIO()
    console = Console(file=screen, width=100, highlight=False)
    clock = FakeClock(bakery.now)
    chat(bakery.store, bakery.config, clock, read=typing(*lines), console=console)
    return screen.getvalue()


def tell(bakery: BakerShop, number: int) -> None:
    alert = NewAlert(AlertKind.NEW, DESTINATION, f"mention:{number}:v1", mention=number)
    bakery.store.alerts.enqueue([alert], bakery.now)


def test_what_waits_in_the_outbox_is_told_first_and_once(bakery: BakerShop) -> None:
    tell(bakery, bakery.hear(review()))
    assert "New review #1 ★★★★★" in talk(bakery)
    assert bakery.store.alerts.destinations_waiting() == []
    assert "New review" not in talk(bakery)


def test_what_comes_during_the_talk_is_told_at_the_next_return(bakery: BakerShop) -> None:
    number = bakery.hear(review())

    def read(prompt: str) -> str:
        if bakery.store.alerts.exists(AlertKind.NEW, f"mention:{number}:v1"):
            raise EOFError
        tell(bakery, number)
        return ""

    screen = io.StringIO()
    console = Console(file=screen, width=100)
    chat(bakery.store, bakery.config, FakeClock(bakery.now), read=read, console=console)
    assert "New review #1" in screen.getvalue()


def test_without_news_the_talk_begins_with_the_welcome(bakery: BakerShop) -> None:
    assert "This is goodword, for Leipomo Aino." in talk(bakery)


def test_buttons_are_pressed_by_their_numbers(bakery: BakerShop) -> None:
    tell(bakery, bakery.hear(review()))
    told = talk(bakery, "3")
    assert re.search(r"3\s+Handled", told)
    assert "Handled." in told
    assert bakery.mention(1).status is Status.HANDLED


def test_a_button_that_opens_a_page_tells_its_address(bakery: BakerShop) -> None:
    tell(bakery, bakery.hear(review()))
    assert "Open https://reviews.example/1 in your browser." in talk(bakery, "2")


@pytest.mark.parametrize("number", ["0", "77", "9" * 30])
def test_a_number_without_a_button_is_told_so(bakery: BakerShop, number: str) -> None:
    assert "There is no button" in talk(bakery, number)


def test_commands_are_typed_as_in_telegram(bakery: BakerShop) -> None:
    bakery.hear(review(text="Cold coffee."))
    assert "Found 1 for coffee" in talk(bakery, "/search coffee")
    assert "What you can ask me" in talk(bakery, "hello", "/nothing", "²")


def test_a_slip_in_a_command_is_no_answer(bakery: BakerShop) -> None:
    assert "What you can ask me" in talk(bakery, "/facts", "1", "/inbx", "q")
    assert bakery.store.facts.book() == []


@pytest.mark.parametrize("word", ["q", "quit", "EXIT"])
def test_the_owner_can_leave(bakery: BakerShop, word: str) -> None:
    assert "What you can ask me" not in talk(bakery, word, "/help")


def test_a_trouble_with_the_store_does_not_end_the_talk(bakery: BakerShop, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "goodword.db")) as other:
        other.execute("ALTER TABLE sources RENAME TO gone")
        told = talk(bakery, "/sources", "/inbox", "/help")
        other.execute("ALTER TABLE gone RENAME TO sources")
    assert "Check that the disk is not full" in told
    assert "What you can ask me" in told


def test_the_tour_shows_alerts_inbox_week_and_draft(bakery: BakerShop, pictures: Path) -> None:
    number = bakery.hear(review(stars=2, text="Cold coffee."), verdict(Sentiment.NEGATIVE))
    tell(bakery, number)
    screen = io.StringIO()
    tour(bakery.store, bakery.config, FakeClock(bakery.now), Console(file=screen, width=100))
    told = screen.getvalue()
    for words in (
        "New review #1",
        "1 waits for an answer",
        "People spoke of you once",
        "Draft reply to #1",
    ):
        assert words in told
    (picture,) = pictures.glob("goodword-week-*.png")
    assert str(picture) in told.replace("\n", "")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_the_tour_of_an_empty_shop_ends_well(bakery: BakerShop, pictures: Path) -> None:
    screen = io.StringIO()
    tour(bakery.store, bakery.config, FakeClock(bakery.now), Console(file=screen, width=100))
    assert "Nothing new just now." in screen.getvalue()


def test_a_picture_that_cannot_be_kept_costs_no_words(
    bakery: BakerShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    told = talk(bakery, "/week")
    assert "Nobody spoke of you." in told
    assert "picture" not in told


def test_telegrams_markup_becomes_terminal_styles() -> None:
    text = to_text('<b>bold</b> <i>it</i> &lt;b&gt; <a href="https://x.example/">link</a>')
    assert text.plain == "bold it <b> link"
    styles = {text.plain[span.start : span.end]: span.style for span in text.spans}
    assert str(styles["bold"]) == "bold"
    assert "https://x.example/" in str(styles["link"])


def test_each_line_of_a_quote_has_its_bar() -> None:
    quote = to_text("Said:\n<blockquote expandable>one\ntwo</blockquote>\nEnd")
    assert quote.plain == "Said:\n▎ one\n▎ two\nEnd"


@given(st.text())
def test_no_stranger_moves_the_cursor(words: str) -> None:
    plain = to_text(words.replace("<", "&lt;") + "\x1b[2J\x9b1A\x07\u2067").plain
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2066-\u2069]", plain)


def test_the_preview_has_a_bar_a_week(bakery: BakerShop) -> None:
    assert chart_preview(gather(bakery.store, bakery.config, bakery.now)).plain == ""
    bakery.hear(review())
    lines = chart_preview(gather(bakery.store, bakery.config, bakery.now)).plain.splitlines()
    assert len(lines) == 12
    assert lines[-1] == f"22 Nov {'█' * 36} 1"
    assert lines[0] == " 6 Sep  0"


@given(st.lists(st.integers(0, 10**7), min_size=5, max_size=5))
def test_whatever_is_there_shows_in_a_bar(counts: list[int]) -> None:
    cells = shares(counts, max(sum(counts), 1), 36)
    assert all(bool(cell) == bool(count) for cell, count in zip(cells, counts, strict=True))
    assert sum(cells) <= 36 + len(counts)
