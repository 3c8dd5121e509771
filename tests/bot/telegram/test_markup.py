from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.markup import MarkupError, check, fit, fit_plain, plain
from tests.fakes.botapi_text import parse, units

PIECES = st.sampled_from(
    [
        *("<b>", "</b>", "<i>", "</i>", "<blockquote expandable>", "</blockquote>", "<br>", "<p>"),
        *('<a href="https://shop.example/?a=1&amp;b=2">', "</a>", "<a href='x'>", "<B >", "</b\n>"),
        *("<", ">", "&", "&lt;", "&amp;", "&quot;", "&nbsp;", "&#128512;", "&#xD83D;", "&#0;", "/"),
        *("bread", " ", "\n", "😀", "é", "שלום", '"', "'", "=", "<code>", "</code>", "<b x=''>"),
    ]
)
WRITTEN = st.lists(PIECES, max_size=14).map("".join)


@given(WRITTEN)
@settings(max_examples=300)
def test_what_passes_our_check_passes_telegrams_own_parser_and_reads_the_same(html: str) -> None:
    with contextlib.suppress(MarkupError):
        check(html)
        assert parse(html, "HTML") == plain(html)


@given(WRITTEN, st.integers(1, 12))
@settings(max_examples=300)
def test_what_is_cut_still_parses_and_is_never_too_long(html: str, limit: int) -> None:
    with contextlib.suppress(MarkupError):
        assert units(parse(fit(html, limit), "HTML")) <= limit


def test_a_cut_closes_every_tag_that_it_leaves_open() -> None:
    assert fit("<b>very <i>good bread</i></b>", 8) == "<b>very <i>go…</i></b>"


def test_what_fits_stays_exactly_as_it_was() -> None:
    assert fit("<b>good</b> &amp; warm", 11) == "<b>good</b> &amp; warm"


def test_a_cut_never_halves_a_character_beyond_the_basic_plane() -> None:
    assert fit("🥐🥐🥐", 4) == "🥐…"


@pytest.mark.parametrize(
    "html", ["<b>", "</b>", "<b><i></b></i>", "a<br>b", "5 < 6", "<p>x</p>", "&#xD800;", "<b x=1>"]
)
def test_what_telegram_might_refuse_is_refused_here_first(html: str) -> None:
    with pytest.raises(MarkupError):
        check(html)


@given(st.text())
@settings(max_examples=100)
def test_any_text_can_be_made_plain(text: str) -> None:
    assert isinstance(plain(text), str)


def test_plain_text_keeps_what_only_looks_like_markup() -> None:
    assert plain("<b>5 < 6</b> &amp; <br>") == "5 < 6 & <br>"
    assert fit_plain("5 < 6 & 7", 100) == "5 &lt; 6 &amp; 7"
