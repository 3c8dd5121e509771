"""What is grave although neither a listed word nor the words one by one say so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor import encoder
from monitor.understand import second_look
from monitor.understand.classify import ENGINE, classify
from monitor.understand.passage import prepare
from monitor.understand.urgency import Alarm
from monitor.verdict import Urgency, Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GRAVE = ("They counted six in from the beach. There were seven. He was by the harbour.",)
HARMLESS = (
    "We waited forty minutes for a table and the soup was cold.",
    "Die Verkäuferin war freundlich und hat uns alles erklärt.",
    "Шторы подшили криво, пришлось переделывать.",
)

pytestmark = pytest.mark.ear


def read(text: str, stars: float | None = None) -> Verdict:
    return classify(text, stars, None, NOW, closely=True)


@pytest.mark.parametrize("text", GRAVE)
def test_harm_told_without_its_words_is_heard(text: str) -> None:
    assert classify(text, None, None, NOW).urgency is Urgency.NONE
    found = read(text)
    assert found.urgency is not Urgency.NONE
    assert any("urgent" in reason.lower() for reason in found.reasons)


@pytest.mark.parametrize("text", HARMLESS)
def test_an_ordinary_complaint_raises_no_alarm(text: str) -> None:
    assert read(text).urgency is Urgency.NONE


def test_what_the_lists_heard_keeps_its_matter() -> None:
    listed = Alarm(Urgency.LEGAL, ("said so",), (range(3, 5),))
    assert second_look.read(prepare(GRAVE[0]), listed) is listed


def test_who_is_content_is_not_looked_at_twice() -> None:
    assert read(GRAVE[0]).urgency is not Urgency.NONE
    assert read(GRAVE[0], 5).urgency is Urgency.NONE


@pytest.mark.parametrize("text", ["", "🥐", "12 3", "\0", "\ud800"])
def test_no_text_is_too_strange_for_a_second_look(text: str) -> None:
    assert second_look.read(prepare(text), Alarm()) == Alarm()


def test_the_verdict_says_that_it_was_looked_at_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read("Closed.").engine == f"{ENGINE}+e5"
    monkeypatch.setattr(encoder, "available", lambda: False)
    assert read("Closed.").engine == ENGINE


def test_on_a_machine_whose_encoder_does_not_start_the_first_look_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoder, "place", lambda _: None)
    assert second_look.read(prepare(GRAVE[0]), Alarm()) == Alarm()
