"""Whole sentences in nine languages, with what an owner should hear in them.

Written by the same hand as the word lists, so these figures only say that nothing got worse.
A row is the text, the urgent matter, and the aspects that take a side.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.understand import urgency
from monitor.understand.passage import prepare
from monitor.verdict import Polarity, Urgency
from tests.monitor.understand.named import named

FILES = sorted((Path(__file__).parent / "acceptance").glob("*.tsv"))
PRECISION = 0.85
RECALL = 0.9


def rows(file: Path) -> list[tuple[str, Urgency, set[str]]]:
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [(text, Urgency(matter), set(said.split())) for text, matter, said in lines]


def heard(text: str, lang: str) -> set[str]:
    return {
        f"{each.aspect}:{each.polarity.value}"
        for each in named(text, lang)
        if each.polarity is not Polarity.NEUTRAL
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_said_is_heard_and_little_else(file: Path) -> None:
    pairs = [(said, heard(text, file.stem)) for text, matter, said in rows(file) if said]
    right = sum(len(said & found) for said, found in pairs)
    assert right >= PRECISION * sum(len(found) for _, found in pairs)
    assert right >= RECALL * sum(len(said) for said, _ in pairs)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_grave_matter_is_raised_and_nothing_else_is(file: Path) -> None:
    told = {text: urgency.read(prepare(text)).urgency for text, _, _ in rows(file)}
    assert told == {text: matter for text, matter, _ in rows(file)}


def test_cake_waiter_and_minutes_are_three_things_in_every_language() -> None:
    for file in FILES:
        first = rows(file)[0][0]
        found = named(first, file.stem)
        assert [(each.aspect, each.polarity.value) for each in found] == [
            ("product_quality", "pos"),
            ("staff_attitude", "neg"),
            ("wait_time", "neg"),
        ], first
