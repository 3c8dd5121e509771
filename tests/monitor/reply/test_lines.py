from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.draft import Severity
from monitor.reply.lines import finding_json, lint_line, worst
from monitor.reply.review import Review
from monitor.reply.tone import lint

NOW = datetime(2026, 3, 1, tzinfo=UTC)
REPLY = "We are sorry if you felt that way. See you in court."


def test_a_line_comes_back_with_findings_and_the_worst_severity() -> None:
    line = {"lang": "en", "review": {"stars": 1, "text": "Bad", "author": "Al"}, "reply": REPLY}
    answer = lint_line(line, NOW)
    assert answer["defensive"] is True
    assert answer["severity"] == "block"
    findings = answer["findings"]
    assert isinstance(findings, list)
    assert [one["move"] for one in findings if isinstance(one, dict)] == [
        "nonapology",
        "legal_threat",
    ]


def test_a_calm_line_is_not_defensive() -> None:
    line = {"reply": "Thank you, see you soon!"}
    assert lint_line(line, NOW) == {
        "defensive": False,
        "severity": "none",
        "score": 68,
        "findings": [],
        "good": ["thank", "invite_back"],
    }


def test_a_mere_hint_is_not_defensive() -> None:
    line = {
        "review": {"stars": 2, "text": "Cold."},
        "reply": "Sorry, valued customer, the soup was cold. Call us.",
    }
    answer = lint_line(line, NOW)
    assert (answer["defensive"], answer["severity"]) == (False, "warn")


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ({}, "reply"),
        ({"reply": 5}, "reply"),
        ({"reply": "a", "review": {"stars": "many"}}, "review.stars"),
        ({"reply": "a", "review": {"stars": 9}}, "review.stars"),
    ],
)
def test_a_line_of_another_shape_is_refused_by_field(line: dict[str, object], where: str) -> None:
    with pytest.raises(ValueError, match=where):
        lint_line(line, NOW)


def test_a_finding_tells_its_place_the_reason_and_what_to_write_in_that_place() -> None:
    finding = lint(REPLY, lang="en", review=Review(None, None, None))[0]
    told = finding_json(finding)
    assert list(told) == ["move", "severity", "start", "end", "why", "rewrite", "by"]
    assert (told["start"], told["end"]) == (0, 34)
    assert told["rewrite"] == "I am sorry that we let you down."


def test_the_worst_of_nothing_is_none() -> None:
    assert worst(()) is None
    assert worst(lint(REPLY, lang="en", review=Review(1, None, None))) is Severity.BLOCK


def test_without_a_language_the_reply_tells_its_own() -> None:
    said = "Olen pahoillani, jos sinusta tuntui pahalta. Toivottavasti tulet pian takaisin."
    assert lint_line({"reply": said, "review": {"stars": 1}}, NOW)["defensive"] is True
    assert lint_line({"reply": said, "review": {"stars": 1}, "lang": "en-GB"}, NOW)["good"] == []


def test_without_stars_the_words_tell_a_complaint() -> None:
    reply = "Parcels travel by road, and roads have weather."
    bad = {"text": "Terrible, the parcel was late and the box was ruined. Never again."}
    good = {"text": "Wonderful, the parcel was early and the box was lovely. Thank you!"}
    assert lint_line({"reply": reply, "review": bad, "lang": "en"}, NOW)["defensive"] is True
    assert lint_line({"reply": reply, "review": good, "lang": "en"}, NOW)["defensive"] is False
