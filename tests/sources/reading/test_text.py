"""Plain text and safe links."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.reading.text import clean, plain, safe_url


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Good</p>\n<p>Bad<br>line<br />two</p>", "Good\n\nBad\nline\ntwo"),
        ("first<p>second<p>third", "first\n\nsecond\n\nthird"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<div><div>a</div></div><div>b</div>", "a\nb"),
        ("very <b>very</b> good", "very very good"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("a<!-- hidden -->b", "ab"),
        ("nice <img class='wp-smiley' alt='😀' src='x'><img alt='photo'>", "nice 😀"),
        ("", ""),
    ],
)
def test_tags_go_and_line_breaks_stay(markup: str, words: str) -> None:
    assert plain(markup) == words


def test_text_without_tags_keeps_its_own_lines() -> None:
    assert plain("I <3 it & 5 < 6\nsecond line") == "I <3 it & 5 < 6\nsecond line"


@pytest.mark.parametrize("wrap", ["{}", "<p>{}</p>"])
def test_entities_are_decoded_once(wrap: str) -> None:
    assert plain(wrap.format("&lt;b&gt; &amp;amp; caf&eacute;")) == "<b> &amp; café"


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<blockquote>"])
def test_absurd_nesting_hides_no_word(tag: str) -> None:
    assert plain(tag * 5000 + "the complaint").endswith("the complaint")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<a", "<!--", "<p>x", "&", "<b>", "</p>", "<img class=emoji alt="]
)
def test_a_hostile_text_takes_no_longer_than_an_honest_one(piece: str) -> None:
    plain(piece * (500_000 // len(piece)))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<", ">", "<p>", "</p>", "<br", "<!--", "<?", "&#", "\0", "é", "\ud83d"])
    )
)
def test_plain_never_raises(pieces: list[str]) -> None:
    assert isinstance(plain("".join(pieces)), str)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  padded\t ", "padded"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("evil \u202etxet\u202c here", "evil txet here"),
        ("in\u200bvis\u2060ible\ufeff", "invisible"),
        ("bell\x07 and escape\x1b[31m", "bell and escape[31m"),
        ("e\u0301te\u0301", "été"),
        ("half an emoji \ud83d", "half an emoji \ufffd"),
        ("two halves \ud83d\ude00", "two halves 😀"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("בית", "בית"),
    ],
)
def test_text_is_made_safe_to_store_and_to_show(raw: str, text: str) -> None:
    assert clean(raw) == text


@pytest.mark.parametrize(
    "value", ["", "  \n", "\u200b\u200d", None, 5, True, ["a"], {"a": 1}, b"a"]
)
def test_what_is_empty_or_no_text_is_none(value: object) -> None:
    assert clean(value) is None


@pytest.mark.timeout(20)
def test_stacked_accents_are_cut_and_cost_no_time() -> None:
    text = clean("a" + "\u0323\u0301" * 100_000)
    assert text is not None
    assert len(text) < 10


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None)))
def test_clean_text_is_clean_and_can_be_stored(raw: str) -> None:
    once = clean(raw)
    if once is not None:
        assert clean(once) == once
        assert once.encode()


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x?utm_source=n&b=2&gclid=3#f", "https://a.example/x?b=2#f"),
        ("/reviews/5", "https://shop.example/reviews/5"),
        ("//cdn.example/x", "https://cdn.example/x"),
        (" https://a.example/a b ", "https://a.example/a%20b"),
        ("HTTPS://a.example/", "https://a.example/"),
        (
            "https://www.google.com/url?rct=j&url=https://news.example/a%3Fid%3D5&ct=ga",
            "https://news.example/a?id=5",
        ),
        (
            "http://www.bing.com/news/apiclick.aspx?ref=F&url=https%3a%2f%2fx.example%2f1",
            "https://x.example/1",
        ),
    ],
)
def test_links_are_absolute_unwrapped_and_without_tracking(url: str, safe: str) -> None:
    assert safe_url(url, "https://shop.example/list") == safe


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://bank.example@evil.example/",
        "http://[bad",
        "http://a.example:99999/",
        "https://",
        "",
        "https://a.example/" + "x" * 3000,
        "https://www.google.com/url?url=javascript:alert(1)",
        None,
        5,
    ],
)
def test_what_is_no_ordinary_web_link_is_none(url: object) -> None:
    assert safe_url(url) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.none() | st.just("https://shop.example/"))
def test_a_safe_link_is_http_and_stays_what_it_is(url: str, base: str | None) -> None:
    safe = safe_url(url, base)
    if safe is not None:
        assert urlsplit(safe).scheme in ("http", "https")
        assert safe_url(safe) == safe
