from __future__ import annotations

import pytest

from monitor.draft import Route
from monitor.reply.draft_lines import draft_line, proposal_json
from tests.monitor.reply.mentions import NOW

LINE = {
    "lang": "en",
    "business": "corner_bakery",
    "review": {"stars": 1, "text": "The sourdough was burnt.", "author": "Marta"},
    "facts": {"happened": "true", "contact": "hello@corner.example"},
}


def test_a_line_becomes_a_draft() -> None:
    proposal = draft_line(LINE, 1, NOW)
    assert proposal.route is Route.DRAFT
    assert "Marta" in proposal.text
    assert "hello@corner.example" in proposal.text
    assert proposal.text.endswith("The corner bakery team")


def test_the_signature_is_the_one_given() -> None:
    facts = {"signature": "Sam, owner"}
    assert draft_line({**LINE, "facts": facts}, 1, NOW).text.endswith("\n\nSam, owner")


def test_the_language_given_is_believed() -> None:
    assert draft_line({"lang": "en-GB", "review": {"text": "Hm"}}, 1, NOW).lang == "en"
    assert draft_line({"lang": "xx", "review": {"stars": 5}}, 1, NOW).lang == "en"
    assert draft_line({}, 1, NOW).lang == "en"


def test_the_answer_is_plain_values() -> None:
    values = proposal_json(draft_line(LINE, 1, NOW))
    assert values["route"] == "draft"
    assert values["reply_lang"] == "en"
    assert values["mentions"] == ["thing:the sourdough", "burnt"]
    assert isinstance(values["score"], int)
    assert values["findings"] == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ({"review": {"stars": 9}}, "review.stars"),
        ({"facts": []}, "facts"),
        ({"facts": {"happened": "maybe"}}, "facts.happened"),
    ],
)
def test_another_shape_is_refused_by_name(line: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named.replace(".", r"\.")):
        draft_line(line, 1, NOW)
