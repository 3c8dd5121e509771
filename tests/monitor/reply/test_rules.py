from __future__ import annotations

import pytest

from monitor.draft import Severity
from monitor.reply import rules
from monitor.reply.rules import Language, Rule


def load(code: str) -> Language:
    known = rules.language(code)
    assert known is not None
    return known


@pytest.mark.parametrize("code", rules.languages())
def test_every_rule_file_loads_and_names_known_moves(code: str) -> None:
    assert {rule.move for rule in load(code).rules} <= set(rules.moves())


def test_english_has_a_rule_for_every_move_that_needs_words() -> None:
    by_code = {"placeholder", "shouting", "wall_of_text", "unknown_contact", "unknown_number"}
    assert {rule.move for rule in load("en").rules} == set(rules.moves()) - by_code


@pytest.mark.parametrize("code", rules.languages())
def test_every_language_knows_the_gravest_moves(code: str) -> None:
    gravest = {
        "denial",
        "blame_customer",
        "insult",
        "counter_accusation",
        "legal_threat",
        "bribe",
        "demand_review_change",
        "go_elsewhere",
        "nonapology",
        "overpromise",
    }
    assert gravest <= {rule.move for rule in load(code).rules}


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
