"""A page as JSON, key by key."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from monitor.mention import Author, Item, Kind, OwnerReply, Precision, Rating, State
from monitor.source import Aggregate, Page, Rejected, Request
from sources.kit.page_json import address, page_json

FULL = Item(
    id="5",
    kind=Kind.REVIEW,
    author=Author(name="Anna", id="a1"),
    rating=Rating(8, 0, 10),
    title="Good",
    text="Very good",
    published_at=datetime(2026, 11, 20, 8, 15, tzinfo=UTC),
    precision=Precision.INSTANT,
    updated_at=datetime(2026, 11, 21, 8, 15, 0, 500000, tzinfo=UTC),
    url="https://shop.example/5",
    state=State.HIDDEN,
    reply=OwnerReply("Thank you"),
)


def test_a_full_page_has_every_key_and_times_end_in_z() -> None:
    page = Page(
        items=(FULL,),
        rejected=(Rejected("no id", "reviews[3]"),),
        next=Request("https://shop.example/r?x=1", params={"page": "2", "q": "a b"}),
        resume={"since": 7},
        aggregate=Aggregate(4.5, 12),
    )
    assert page_json(page) == {
        "items": [
            {
                "id": "5",
                "kind": "review",
                "author": {"name": "Anna"},
                "rating": {"value": 8, "best": 10, "worst": 0},
                "title": "Good",
                "text": "Very good",
                "published_at": "2026-11-20T08:15:00Z",
                "precision": "instant",
                "updated_at": "2026-11-21T08:15:00.500000Z",
                "url": "https://shop.example/5",
                "state": "hidden",
                "reply": "Thank you",
            }
        ],
        "rejected": [{"why": "no id"}],
        "next": "https://shop.example/r?x=1&page=2&q=a+b",
        "resume": {"since": 7},
        "complete": False,
        "aggregate": {"average": 4.5, "count": 12, "best": 5, "worst": 1},
    }


def test_what_the_site_did_not_say_is_null() -> None:
    page = page_json(Page(items=(Item(id="5", kind=Kind.MENTION),), complete=True))
    assert page["next"] is page["resume"] is page["aggregate"] is None
    assert page["complete"] is True
    items = page["items"]
    assert isinstance(items, list)
    assert isinstance(items[0], dict)
    assert {key for key, value in items[0].items() if value is None} == {
        "rating", "title", "text", "published_at", "updated_at", "url", "reply"
    }  # fmt: skip
    assert json.dumps(page)


def test_an_address_without_parameters_stays_as_it_is() -> None:
    assert address(Request("https://shop.example/r?x=1#top")) == "https://shop.example/r?x=1#top"
