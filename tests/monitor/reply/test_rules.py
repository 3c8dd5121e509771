from __future__ import annotations

from itertools import chain
from typing import get_args

import pytest

from monitor.draft import Severity
from monitor.reply import rules
from monitor.reply.pattern import sentences
from monitor.reply.review import Review
from monitor.reply.rules import Language, Rule
from monitor.reply.tone import lint


def load(code: str) -> Language:
    known = rules.language(code)
    assert known is not None
    return known


@pytest.mark.parametrize("code", rules.languages())
def test_every_rule_file_loads_and_names_known_moves(code: str) -> None:
    assert {rule.move for rule in load(code).rules} <= set(rules.moves())


@pytest.mark.parametrize("code", rules.languages())
def test_every_phrase_of_every_rule_can_be_read(code: str) -> None:
    known = load(code)
    lists = [(rule.finder, *rule.also, rule.unless) for rule in known.rules]
    small = known.words
    words = (small.contrast, small.conditions, small.negations, small.duty, small.customer)
    others = (known.shields, *known.cues.values(), *words)
    for finder in filter(None, (*chain.from_iterable(lists), *others)):
        assert not finder.occurs("-", sentences("-"))


BY_CODE = {
    "placeholder",
    "shouting",
    "wall_of_text",
    "unknown_contact",
    "unknown_number",
    "ignores_point",
}
"""Moves that need no rules."""


@pytest.mark.parametrize("code", rules.languages())
def test_every_language_has_a_rule_for_every_move_that_needs_one(code: str) -> None:
    assert {rule.move for rule in load(code).rules} >= set(rules.moves()) - BY_CODE


@pytest.mark.parametrize("code", rules.languages())
def test_every_language_hears_every_good_move(code: str) -> None:
    assert set(load(code).cues) == set(get_args(rules.Cue))


@pytest.mark.parametrize("code", rules.languages())
def test_every_language_has_its_small_words(code: str) -> None:
    known = load(code)
    assert known.stopwords
    assert known.shields
    assert all((known.words.contrast, known.words.conditions, known.words.negations))
    assert all((known.words.duty, known.words.customer))


@pytest.mark.parametrize("code", rules.languages())
def test_every_language_has_a_rewrite_for_every_move(code: str) -> None:
    assert set(load(code).rewrites) == set(rules.moves())


@pytest.mark.parametrize("code", rules.languages())
def test_every_rewrite_is_a_sentence_beyond_reproach(code: str) -> None:
    review = Review(1, "The parcel was damaged and nobody answered.", "Ada")
    for move, rewrites in load(code).rewrites.items():
        for rewrite in rewrites:
            found = lint(f"{rewrite}", lang=code, review=review)
            assert rewrite[-1] in ".?!", rewrite
            assert {one.move for one in found} <= {"ignores_point"}, (move, rewrite)


def test_a_rewrite_of_no_known_move_is_refused() -> None:
    with pytest.raises(ValueError, match="no such move"):
        rules._compiled(
            rules._LanguageTable.model_validate({"rewrites": {"grumble": ["Hm."]}, "rule": []})
        )


def test_a_language_without_a_file_has_no_rules() -> None:
    assert rules.language("xx") is None


def test_a_file_with_an_unknown_move_is_refused() -> None:
    with pytest.raises(ValueError, match="no such move"):
        rules._compiled(
            rules._LanguageTable.model_validate({"rule": [{"move": "grumble", "phrases": ["hm"]}]})
        )


def test_every_move_has_a_severity_a_reason_and_a_better_way() -> None:
    for name, move in rules.moves().items():
        assert move.severity in Severity, name
        assert move.why.endswith("."), name
        assert move.instead.endswith("."), name


def test_rules_are_compiled_once() -> None:
    assert load("en") is load("en")
    assert isinstance(load("en").rules[0], Rule)
