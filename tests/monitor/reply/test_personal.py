from __future__ import annotations

import pytest

from monitor.reply.personal import spans
from monitor.reply.review import Review

REVIEW = Review(1, "Waited 45 minutes, see www.mine.example", "Ann")
PROFILE = "Corner Bakery\nhello@corner.example, +358 9 123 4567"


def noticed(text: str, profile: str | None = PROFILE) -> list[tuple[str, str]]:
    return [(span.move, text[span.start : span.end]) for span in spans(text, REVIEW, profile)]


@pytest.mark.parametrize(
    "text",
    [
        "Write to hello@corner.example.",
        "Call +358 9 123 4567.",
        "You waited 45 minutes.",
        "I saw www.mine.example",
        "Etc. and so on, e.g. this",
    ],
)
def test_what_shop_or_review_made_public_may_be_repeated(text: str) -> None:
    assert noticed(text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Write to eve@evil.example now", "eve@evil.example"),
        ("Go to https://evil.example/x", "https://evil.example/x"),
        ("Visit evil.com today", "evil.com"),
        ("See https://evil.example/1234567890", "https://evil.example/1234567890"),
        ("Call 040 765 4321", "040 765 4321"),
    ],
)
def test_an_unknown_contact_is_a_finding(text: str, quote: str) -> None:
    assert noticed(text) == [("unknown_contact", quote)]


def test_an_unknown_number_is_a_finding() -> None:
    assert noticed("We open at 8") == [("unknown_number", "8")]


def test_without_a_profile_nothing_can_be_compared() -> None:
    assert noticed("Call 040 765 4321 at 8", None) == []
