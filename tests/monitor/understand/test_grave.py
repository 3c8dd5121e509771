"""What is grave although no listed word says so."""

from __future__ import annotations

import json
import zlib
from array import array

import pytest

from monitor.understand import grave, ngrams, subjects
from monitor.understand.passage import prepare
from monitor.understand.second_look import Felt, Whole
from monitor.understand.subjects import Reader
from monitor.understand.urgency import Alarm
from monitor.verdict import Urgency

WORDS = {"sausages": (10, 10, 0), "lips": (1, 5, 0), "bumper": (10, 0, 10), "bus": (0, 0, 0)}
MATTERS = ("allergy", "injury")


@pytest.fixture(autouse=True)
def _taught(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {next(ngrams.names(word)): row for word, row in WORDS.items()}
    codes = array("I", sorted(rows))
    header = {
        "columns": [subjects.URGENT, *MATTERS],
        "step": [0.2] * 3,
        "start": [0.0] * 3,
        "outwards": [[5.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 5.0]],
        "end": [-3.0] * 3,
        "size": len(codes),
    }
    tables = codes.tobytes() + bytes(
        subjects.NOUGHT + level for code in codes for level in rows[code]
    )
    reader = Reader(json.dumps(header).encode() + b"\n" + zlib.compress(tables))
    monkeypatch.setattr(subjects, "load", lambda: reader)
    monkeypatch.setattr(grave, "ORDER", tuple(map(Urgency, MATTERS)))


def test_words_that_together_sound_grave_raise_the_likeliest_matter() -> None:
    alarm = grave.read(prepare("Her lips, sausages."), Alarm())
    assert alarm.urgency is Urgency.ALLERGY
    assert alarm.reasons == ("It sounds urgent: “sausages” may be about an allergy.",)
    assert grave.read(prepare("bumper"), Alarm()).urgency is Urgency.INJURY


def test_of_two_matters_that_are_as_likely_the_one_nearest_to_the_body_is_named() -> None:
    assert grave.read(prepare("sausages bumper"), Alarm()).urgency is Urgency.ALLERGY
    assert grave.read(prepare("bumper sausages bumper"), Alarm()).urgency is Urgency.INJURY


@pytest.mark.parametrize("text", ["", "bus", "lips", "nothing known here", "12 3"])
def test_what_does_not_sound_so_raises_nothing(text: str) -> None:
    assert grave.read(prepare(text), Alarm()) == Alarm()


def heard(*places: range) -> Alarm:
    """What the lists heard in the words at ``places``."""
    return Alarm(Urgency.LEGAL, ("said so",), places)


def whole(odds: float) -> Whole:
    return Whole(dict.fromkeys((subjects.URGENT, *Urgency), odds), Felt(0.0, 0.0, 0.0))


def test_what_the_lists_hear_is_believed_where_the_other_words_bear_it_out() -> None:
    alarm = heard(range(1))
    assert grave.read(prepare("lips"), alarm) is alarm
    assert grave.read(prepare("bus"), alarm) == Alarm()


def test_two_words_of_the_lists_need_less_than_one() -> None:
    for alarm in (heard(range(2)), heard(range(1), range(1, 2))):
        assert grave.read(prepare("bus bus"), alarm) is alarm


def test_the_words_beside_it_bear_out_an_alarm_whatever_else_is_told() -> None:
    alarm = heard(range(9, 10))
    assert grave.read(prepare(" ".join(["bus"] * 9 + ["lips", "sausages"])), alarm) is alarm


def test_an_alarm_by_words_never_met_stands() -> None:
    alarm = heard(range(1))
    assert grave.read(prepare("sutrikis bus"), alarm) is alarm
    assert grave.read(prepare("sutrikis"), alarm) is alarm


def test_what_the_whole_means_is_weighed_beside_the_words() -> None:
    alarm = heard(range(1))
    assert grave.read(prepare("bus"), alarm, whole(3.0)) is alarm
    assert grave.read(prepare("lips"), alarm, whole(-6.0)) == Alarm()
    assert grave.read(prepare("lips"), Alarm(), whole(3.0)).urgency is Urgency.ALLERGY


def test_a_glad_review_needs_more_to_be_thought_grave() -> None:
    assert grave.read(prepare("lips sausages lips"), Alarm()).urgency is Urgency.ALLERGY
    assert grave.read(prepare("lips sausages lips"), Alarm(), glad=True) == Alarm()
    alarm = heard(range(2))
    assert grave.read(prepare("lips sausages"), alarm, glad=True) is alarm


def test_what_may_be_grave_is_in_doubt_and_what_the_lists_hear_is() -> None:
    assert grave.doubtful(prepare("lips lips"), Alarm())
    assert grave.read(prepare("lips lips"), Alarm()) == Alarm()
    assert not grave.doubtful(prepare("bus"), Alarm())
    assert grave.doubtful(prepare("bus"), heard(range(1)))
