"""The rules that an owner made in the chat."""

from __future__ import annotations

from monitor.muted import Muted, MutedKind
from monitor.store import Store
from tests.monitor.store.samples import NOW


def test_a_rule_is_kept_once_and_can_be_dropped_once(store: Store) -> None:
    rule = Muted(MutedKind.AUTHOR, "Anna")
    first, second = (store.muted.add(rule, NOW) for _ in range(2))
    assert first == second
    assert store.muted.all() == (rule,)
    assert store.muted.drop(first)
    assert not store.muted.drop(first)
    assert store.muted.all() == ()


def test_rules_of_different_kinds_stand_beside_each_other_oldest_first(store: Store) -> None:
    rules = tuple(Muted(kind, "anna.example") for kind in MutedKind)
    for rule in rules:
        store.muted.add(rule, NOW)
    assert store.muted.all() == rules
