from __future__ import annotations

import pytest

from monitor.reply.evidence import Evidence
from monitor.reply.pattern import Sentence
from monitor.reply.points import points_of
from monitor.reply.topics import known
from monitor.verdict import ASPECTS
from tests.monitor.reply.mentions import mention

HOURS = frozenset({"opening_hours"})


def bears_out(text: str, aspects: frozenset[str]) -> bool:
    return Evidence(text).bears_out(aspects, Sentence(0, len(text)))


@pytest.mark.parametrize(
    ("said", "lang", "text"),
    [
        (True, "en", "Closed at three, long before closing time."),
        (True, "de", "Um vier war schon geschlossen, obwohl bis sechs offen sein soll."),
        (False, "en", "The lid would not close."),
        (False, "en", "My locked phone came back with a cracked screen."),
    ],
)
def test_a_word_of_opening_hours_is_believed_where_the_others_speak_of_them(
    said: bool, lang: str, text: str
) -> None:
    found = points_of(mention(text, 1, lang=lang), text, lang)
    assert ("hours" in found.complaint) is said


def test_where_no_word_is_known_nothing_speaks_against_a_topic() -> None:
    assert bears_out("Zxqwv plokz", HOURS)
    assert bears_out("My locked phone came back with a cracked screen.", frozenset())


def test_any_of_several_aspects_bears_a_topic_out() -> None:
    text = "The waiter hung up my coat."
    assert not bears_out(text, frozenset({"communication"}))
    assert bears_out(text, frozenset({"communication", "staff_attitude"}))


def test_the_clause_alone_can_bear_out_what_the_rest_of_the_review_drowns() -> None:
    clause = "closed at three, long before closing time"
    text = f"The lid leaks, the spout drips and the handle broke, the tea is weak; {clause}."
    evidence, at = Evidence(text), text.index(clause)
    assert evidence.bears_out(HOURS, Sentence(at, at + len(clause)))
    assert not evidence.bears_out(HOURS, Sentence(0, text.index(",")))


def test_a_topic_is_borne_out_by_its_own_aspects_by_broader_ones_and_by_those_near() -> None:
    assert known().evidence("complaint", "queue") >= {"wait_time"}
    assert known().evidence("complaint", "late") >= {"wait_time", "promise_broken"}
    assert known().evidence("complaint", "portion") == frozenset()
    assert known().evidence("praise", "returning") == frozenset()


def test_evidence_and_near_name_aspects_that_the_engine_knows() -> None:
    every = known()
    for side in ("complaint", "praise"):
        for name, topic in every.of(side).items():
            assert {*topic.near} <= {*ASPECTS}, name
