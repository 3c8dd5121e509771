"""From bytes to text and JSON, and telling a block page from a page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import Blocked, SchemaChanged, SourceError
from monitor.source import Request, Response
from sources.reading.payload import read_json, read_text, refuse_block_page

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
WORDS = "Отличный магазин, вежливые продавцы, приду ещё раз!"


def answer(body: bytes | str, content_type: str = "") -> Response:
    request = Request("https://shop.example/")
    raw = body if isinstance(body, bytes) else body.encode()
    return Response(request, request.url, raw, NOW, headers={"content-type": content_type})


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(WORDS.encode(), "", id="utf-8"),
        pytest.param(WORDS.encode("cp1251"), 'text/xml; charset="windows-1251"', id="header"),
        pytest.param(WORDS.encode("koi8-r"), "text/html;charset=KOI8-R", id="koi8"),
        pytest.param(b"\xef\xbb\xbf" + WORDS.encode(), "x; charset=koi8-r", id="mark wins"),
        pytest.param(WORDS.encode("utf-16"), "", id="utf-16"),
        pytest.param(WORDS.encode("utf-32"), "", id="utf-32"),
        pytest.param(WORDS.encode("cp1251"), "", id="guessed"),
        pytest.param(WORDS.encode(), "text/html; charset=ascii", id="header lies"),
        pytest.param(WORDS.encode(), "text/html; charset=no-such-charset", id="unknown name"),
        pytest.param(WORDS.encode(), "text/html; charset=punycode", id="not for the web"),
    ],
)
def test_text_is_read_in_its_real_encoding(body: bytes, content_type: str) -> None:
    assert read_text(answer(body, content_type)) == WORDS


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="windows-1251"?>',
        '<html><meta charset="windows-1251">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    ],
)
def test_the_encoding_that_a_document_declares_is_used(head: str) -> None:
    assert read_text(answer((head + WORDS).encode("cp1251"))) == head + WORDS


def test_a_wrong_declaration_gives_way_to_utf_8() -> None:
    page = f'<?xml version="1.0" encoding="ascii"?>{WORDS}'
    assert WORDS in read_text(answer(page))


def test_latin_1_means_what_browsers_take_it_for() -> None:
    assert read_text(answer(b"it\x92s \x80 5", "text/html; charset=iso-8859-1")) == "it’s € 5"


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from(["", "charset=utf-16", "charset=idna", "charset=x"])
)
def test_any_bytes_become_text(body: bytes, content_type: str) -> None:
    assert isinstance(read_text(answer(body, content_type)), str)


def test_json_is_read_with_its_oddities() -> None:
    assert read_json(answer('\ufeff {"a": [1, NaN, -Infinity, "\\ud83d"]}')) == {
        "a": [1, None, None, "\ud83d"]
    }


@pytest.mark.parametrize(
    "body", ["", "  ", "{", "page depth is limited to 10", "[" * 100_000, "9" * 5000, '{"a": 1} x']
)
def test_what_is_no_json_is_a_changed_site(body: str) -> None:
    with pytest.raises(SchemaChanged):
        read_json(answer(body))


def test_html_in_place_of_json_is_a_block_page_whatever_it_says() -> None:
    with pytest.raises(Blocked):
        read_json(answer("<!DOCTYPE html><title>Our shop</title>"))


def page(title: str, body: str = "", head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


@pytest.mark.parametrize(
    "html",
    [
        page("Just a moment...", "<script>window._cf_chl_opt={}</script>"),
        page("Attention Required! | Cloudflare"),
        page("Access Denied", "You don't have permission to access this server."),
        page("Pardon Our Interruption"),
        page("Are you a robot?"),
        page("Blocked", "<h1>whoa there, pardner!</h1>"),
        page("shop.example", head="<script src='https://ct.captcha-delivery.com/c.js'></script>"),
        page("", "<div id='px-captcha'></div>"),
        page("", "<iframe src='/_Incapsula_Resource?x=1'></iframe>"),
        page("shop.example", "<h1>Verify you are human</h1>"),
        page("Log in", "<form><input type='password'></form>"),
        page("Войти", "<form><input type='password'></form>"),
        "<HTML><HEAD><TITLE>403 Forbidden</TITLE></HEAD></HTML>",
    ],
)
def test_challenges_captchas_and_login_walls_are_blocked(html: str) -> None:
    with pytest.raises(Blocked):
        refuse_block_page(answer(html))


@pytest.mark.parametrize(
    "html",
    [
        page("Dom Shop: furniture", "<p>A review: they blocked me! Access denied! captcha</p>"),
        page("Dom Shop", "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
        page("Dom Shop", "<form><input type='password'></form>"),
        page(
            "Dom Shop", "<script type='application/ld+json'>{'reviewBody': 'px-captcha'}</script>"
        ),
        page("Captcha, a novel", "<p>" + "A long and honest page of reviews. " * 100 + "</p>"),
        '<?xml version="1.0"?><rss><channel><title>Access denied</title></channel></rss>',
        '{"title": "Access Denied"}',
        "",
        "<html>",
    ],
)
def test_nothing_a_visitor_writes_makes_a_page_look_blocked(html: str) -> None:
    refuse_block_page(answer(html))


RECORDINGS = Path(__file__).parents[3] / "../shared/data/recordings/schemaorg"


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_recorded_pages_of_real_sites_are_not_blocked() -> None:
    for path in RECORDINGS.glob("*.html"):
        refuse_block_page(answer(path.read_bytes()))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["<html>", "<title>", "</title>", "<!--", "<", "é", "\0", "<h1>"])))
def test_looking_for_a_block_page_raises_source_errors_only(pieces: list[str]) -> None:
    try:
        refuse_block_page(answer("".join(pieces)))
    except SourceError:
        return
