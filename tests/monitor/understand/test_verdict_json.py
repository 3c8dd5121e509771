"""The JSON that ``goodword classify`` prints."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from monitor.understand.classify import ENGINE, classify
from monitor.understand.verdict_json import verdict_json

KEYS = [
    "lang",
    "sentiment",
    "score",
    "confidence",
    "aspects",
    "urgency",
    "resource_lost",
    "customer_type",
    "staff",
    "question",
    "reasons",
    "engine",
    "asks_refund",
    "asks_contact",
    "returning",
    "delight",
    "came_for",
    "suspect",
]


def test_every_promised_key_is_there_in_order_and_survives_json() -> None:
    verdict = classify(
        "Lovely cake, rude waiter, 40 minutes?", 2, "en", datetime(2026, 11, 22, tzinfo=UTC)
    )
    shown = json.loads(json.dumps(verdict_json(verdict)))
    assert list(shown) == KEYS
    assert shown["engine"] == ENGINE
    assert shown["customer_type"] == "unknown"
    assert shown["staff"] == []
    assert shown["question"] is True
    assert shown["asks_refund"] is False
    assert shown["delight"] is None
    assert shown["came_for"] == "unknown"
    assert shown["suspect"] == "none"
    assert shown["aspects"][1] == {
        "aspect": "staff_attitude",
        "polarity": "neg",
        "quote": "rude waiter",
    }
