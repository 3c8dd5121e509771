"""Single mails: every promise of a source, and what is read out of each kind of notice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import SourceError
from monitor.mention import Item, State
from monitor.source import Page, Request, Response
from sources.imap import Imap, ImapSettings
from sources.testing import RECEIVED, SourceContract

DATA = Path(__file__).parents[2] / "data" / "imap"
SECRET = "app-password-7261"
SENDERS = ["@google.com", "@judge.me", "@trustpilot.com", "@shop.example"]


def mailbox(**changes: object) -> Imap:
    """A mailbox that is never connected to."""
    fixed = {"host": "localhost", "user": "owner", "password": SECRET, "senders": SENDERS}
    return Imap(ImapSettings.model_validate(fixed | changes))


def read(body: bytes, **changes: object) -> Page:
    return mailbox(**changes).parse(Response(Request("mail:1"), "mail:1", body, RECEIVED))


def saved(name: str) -> bytes:
    return (DATA / f"{name}.eml").read_bytes()


def item(body: bytes, **changes: object) -> Item:
    (only,) = read(body, **changes).items
    return only


def stamped(body: bytes, *stamps: str) -> bytes:
    """``body`` as a mail server that checked it passes it on."""
    headers = "".join(f"Authentication-Results: {stamp}\r\n" for stamp in stamps)
    return headers.encode() + body


class TestImap(SourceContract):
    """Every promise of a source, over a mail of each kind."""

    adapter = Imap
    cases = DATA
    secret = SECRET

    def source(self) -> Imap:
        return mailbox()

    def entries(self, case: Path) -> int:
        return 1


def test_the_reviewers_own_reply_to_review_does_not_end_the_text() -> None:
    text = item(saved("google_single")).text or ""
    assert "I wrote that line myself" in text
    assert text.endswith("waited for an hour…")
    assert "Amphitheatre" not in text


def test_a_text_that_ends_in_an_ellipsis_is_marked_as_cut() -> None:
    assert item(saved("google_single")).truncated
    assert not item(saved("google_html_only")).truncated


def test_the_place_is_taken_from_the_subject_and_the_name_from_the_text() -> None:
    found = item(saved("google_single"))
    assert (found.about, found.author.name) == ("Corner Cafe", "Anna Virtanen")


def test_a_digest_says_that_reviews_wait_and_invents_none() -> None:
    found = item(saved("google_digest"))
    assert (found.kind, found.rating, found.text) == ("mention", None, None)
    assert found.title == "Corner Cafe, you got 3 new reviews"


def test_a_link_that_leads_elsewhere_is_not_taken_for_googles() -> None:
    forged = saved("google_single").replace(b"https://business.google.com", b"https://evil.example")
    assert item(forged).url is None


def test_a_notice_waiting_for_approval_is_pending_and_tells_no_address() -> None:
    found = item(saved("woocommerce_moderation"))
    assert (found.state, found.author.name, found.about) == (State.PENDING, "Liisa", "Rye loaf")
    assert "@" not in repr(found)
    assert "203.0.113" not in repr(found)


def test_a_comment_links_to_itself_though_its_text_says_permalink() -> None:
    assert item(saved("wordpress_comment")).url == "https://shop.example/winter-bread/#comment-12"


def test_the_same_mail_has_the_same_id_in_whatever_folder() -> None:
    again = b"Received: from elsewhere.example\r\n" + saved("google_single")
    assert item(again).id == item(saved("google_single")).id


def test_a_mail_without_message_id_still_has_an_id_of_its_own() -> None:
    bare = saved("google_single").replace(b"Message-ID: <single@google.com>\r\n", b"")
    other = bare.replace(b"soup was cold", b"soup was warm")
    assert item(bare).id == item(bare).id != item(other).id


def test_a_mail_without_a_date_has_no_invented_one() -> None:
    body = saved("google_single").replace(b"Date: Wed, 23 Sep 2026 01:27:39 -0700\r\n", b"")
    assert item(body).published_at is None


@pytest.mark.parametrize(
    ("stamps", "verified"),
    [
        ([], False),
        (["mx.shop.example; dkim=pass header.d=google.com"], True),
        (["mx.shop.example 1; spf=pass; dkim=pass (2048 bit; x) header.i=@google.com"], True),
        (["mx.shop.example; dkim=pass header.d=evil.example"], False),
        (["mx.shop.example; dkim=pass header.d=com"], False),
        (["mx.shop.example; dkim=pass header.d=notgoogle.com"], False),
        (["mx.shop.example; dkim=fail header.d=google.com"], False),
        (["mx.shop.example; spf=pass smtp.mailfrom=google.com"], False),
        (["mx.evil.example; dkim=pass header.d=google.com"], False),
        (
            [
                "mx.shop.example; dkim=none",
                "mx.shop.example; dkim=pass header.d=google.com",
            ],
            False,
        ),
    ],
)
def test_only_the_owners_own_server_can_vouch_for_a_sender(
    stamps: list[str], verified: bool
) -> None:
    body = stamped(saved("google_single"), *stamps)
    assert item(body, trust_authserv="mx.shop.example").unverified is not verified
    assert item(body).unverified


def test_a_sender_inside_a_longer_name_is_a_stranger() -> None:
    (rejected,) = read(saved("stranger")).rejected
    assert "not one of the listed senders" in rejected.why


def test_letters_survive_a_missing_charset() -> None:
    body = saved("google_finnish_latin1").replace(b"; charset=ISO-8859-1", b"")
    assert item(body).author.name == "Päivi Åberg"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(DATA.glob("*.eml"))), st.integers(0, 2000))
def test_any_bytes_are_a_page_or_a_source_error(junk: bytes, case: Path, at: int) -> None:
    body = case.read_bytes()
    for candidate in (junk, body[:at] + junk + body[at:], b"From: a@judge.me\r\n" + junk):
        try:
            page = read(candidate)
        except SourceError:
            continue
        assert len(page.items) + len(page.rejected) == 1


@pytest.mark.parametrize(
    "filling",
    [b"1,", b".", b" ", b"(", b"<", b"<a href=http://x>", b" <https://x.y", b"Author: ", b"\n",
     b"read review\n", b"Rating: ", b"a@a.", b"header.i=", b"&#", "\u0301".encode()],
)  # fmt: skip
@pytest.mark.timeout(60)
@pytest.mark.parametrize("opening", [b"\r\n\r\n", b"\r\nAuthentication-Results: m; dkim=pass "])
def test_any_mail_is_read_to_its_end(filling: bytes, opening: bytes) -> None:
    body = b"From: businessprofile-noreply@google.com\r\nContent-Type: text/plain" + opening
    body += (filling * 990_000)[: 990_000 - len(body)]
    with suppress(SourceError):
        read(body, trust_authserv="m")


def test_nested_parts_beyond_reason_are_refused() -> None:
    deep = b"From: a@judge.me\r\n"
    for level in range(3000):
        deep += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
    with pytest.raises(SourceError):
        read(deep)


def test_an_unlisted_sender_is_rejected_whatever_it_says() -> None:
    page = mailbox(senders=["other@shop.example"]).parse(
        replace(Response(Request("mail:1"), "mail:1", b"", RECEIVED), body=saved("google_single"))
    )
    assert not page.items
