"""Untrusted text: whatever a stranger wrote, Telegram takes it and nothing is garbled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screens.markup import Quote, block, cut, fit, inline, shown_units, tame, units, web_link
from tests.fakes.botapi_text import parse
from tests.fakes.botapi_text import units as counted_by_telegram

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


@given(ANY_TEXT, st.integers(min_value=0, max_value=400))
def test_a_cut_text_fits_and_is_a_beginning(text: str, room: int) -> None:
    tamed = tame(text)
    short = cut(tamed, room)
    assert units(short) <= room
    assert short == tamed or short == "" or tamed.startswith(short.removesuffix("…").rstrip())


@given(ANY_TEXT)
def test_units_are_counted_as_telegram_counts_them(text: str) -> None:
    tamed = tame(text)
    assert units(tamed) == counted_by_telegram(tamed)


def test_a_cut_never_splits_a_family_or_a_flag() -> None:
    family = "👩‍👩‍👧"
    assert cut(family * 3, units(family) + 3) == family + "…"
    assert cut("🇫🇮🇫🇮🇫🇮", 7) == "🇫🇮…"
    assert cut("e\u0301e\u0301e\u0301", 3) == "e\u0301…"


@pytest.mark.parametrize("hostile", ["\u202e", "\x1b", "\x00", "\u2067", "\ud800", "\u2028"])
def test_what_could_garble_a_chat_is_taken_out(hostile: str) -> None:
    assert tame(f"good{hostile} bread") == "good bread"


def test_line_breaks_stay_but_runs_of_blank_lines_do_not() -> None:
    assert tame("one\r\n\r\n \r\n\r\ntwo\nthree") == "one\n\ntwo\nthree"


def test_piled_marks_are_thinned_but_pointed_hebrew_stays() -> None:
    assert tame("a" + "\u0301" * 500) == "a" + "\u0301" * 4
    pointed = "שָׁלּוֹם"
    assert tame(pointed) == pointed


@pytest.mark.timeout(20)
def test_a_hundred_thousand_characters_cost_no_noticeable_time() -> None:
    for hostile in (
        "a" + "\u0301" * 100_000,
        "\n" * 100_000,
        "👩‍👩‍👧" * 30_000,
        "\u202e" * 100_000,
    ):
        inline(hostile, 80)
        block(hostile, 4000)


def test_hebrew_in_a_line_is_isolated_from_it() -> None:
    assert inline("שלום", 80) == "\u2068שלום\u2069"


def test_nothing_to_show_shows_nothing() -> None:
    assert inline(None, 80) == inline(" \n\u202e", 80) == ""


@given(st.lists(st.one_of(st.just("<b>fixed</b>"), st.just(""), ANY_TEXT.map(Quote)), max_size=6))
def test_quotes_share_the_room_that_the_rest_leaves(parts: list[str | Quote]) -> None:
    markup = fit(parts, 200)
    assert shown_units(markup) <= 200
    if markup:
        parse(markup, "HTML")


@settings(max_examples=30)
@given(ANY_TEXT, ANY_TEXT)
def test_two_long_quotes_both_get_their_share(first: str, second: str) -> None:
    long = [Quote(f"a{text}" * 50) for text in (first, second)]
    markup = fit(["<b>Title</b>", *long], 300)
    assert markup.count("<blockquote expandable>") == 2
    assert shown_units(markup) <= 300


def test_a_title_stands_above_its_text_inside_the_quote() -> None:
    markup = fit([Quote("Never <again>.", "Bad & sad")])
    assert markup == (
        "<blockquote expandable><b>\u2068Bad &amp; sad\u2069</b>\nNever &lt;again&gt;.</blockquote>"
    )


@pytest.mark.parametrize(
    ("given_url", "opened"),
    [
        ("https://shop.example/a?b=c#d", "https://shop.example/a?b=c#d"),
        ("https://пример.рф/ü", "https://xn--e1afmkfd.xn--p1ai/%C3%BC"),
        ('https://shop.example/"><b>', "https://shop.example/%22%3E%3Cb%3E"),
        ("http://localhost/x", None),
        ("https://bank.example@evil.example/", None),
        ("javascript:alert(1)", None),
        ("https://shop.example:99999/", None),
        ("https://a..b/", None),
        ("https://shop.example/\ud800", None),
        ("https://shop.example/" + "a" * 3000, None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_links_that_surely_open_are_offered(given_url: str | None, opened: str | None) -> None:
    assert web_link(given_url) == opened


@given(st.one_of(ANY_TEXT, ANY_TEXT.map("https://".__add__)))
def test_no_link_breaks_the_check(url: str) -> None:
    link = web_link(url)
    assert link is None or link.isascii()
