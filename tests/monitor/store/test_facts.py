"""What only the owner knows: kept with the mention, and in the fact book."""

from __future__ import annotations

from monitor.facts import Fact, FactKind, Facts, Happened
from monitor.question import LIFE, Topic
from monitor.store import Store
from tests.monitor.store.samples import DAY, HOUR, NOW, TODAY, add, review


def test_what_happened_is_kept_for_the_wording_it_was_said_of(store: Store) -> None:
    (number,) = add(store, review())
    assert store.facts.of(number, 1) == Facts()
    assert not store.facts.put_right(number, 1, "We changed the lamp.")
    store.facts.tell(number, 1, Happened.FIXED, NOW)
    assert store.facts.put_right(number, 1, "We changed the lamp.")
    assert store.facts.of(number, 1) == Facts(Happened.FIXED, (), "We changed the lamp.")
    assert store.facts.of(number, 2) == Facts()
    store.facts.tell(number, 1, Happened.TRUE, NOW + HOUR)
    assert store.facts.of(number, 1) == Facts(Happened.TRUE)


def test_the_fact_book_keeps_what_it_is_told(store: Store) -> None:
    hours = store.facts.add(Fact(FactKind.HOURS, "Mon-Fri 9-18"), NOW)
    offer = store.facts.add(Fact(FactKind.POLICY, "We exchange.", "en", TODAY + DAY), NOW)
    assert (hours.text, hours.until, hours.created_at) == ("Mon-Fri 9-18", None, NOW)
    assert store.facts.book() == [hours, offer]
    assert store.facts.of(1, 1).book == (hours, offer)
    assert offer.id is not None
    assert store.facts.get(offer.id) == offer
    assert store.facts.expire(offer.id, None)
    changed = store.facts.get(offer.id)
    assert changed is not None
    assert changed.until is None
    assert store.facts.drop(offer.id)
    assert not store.facts.drop(offer.id)
    assert not store.facts.expire(offer.id, TODAY)
    assert store.facts.get(offer.id) is None


def test_one_question_stands_open_a_chat_and_not_for_long(store: Store) -> None:
    assert store.questions.open("telegram:1", NOW) is None
    store.questions.ask("telegram:1", Topic.EDIT, 4, NOW)
    store.questions.ask("telegram:1", Topic.FACT, 0, NOW, 2)
    store.questions.ask("telegram:2", Topic.EDIT, 5, NOW)
    found = store.questions.open("telegram:1", NOW + LIFE)
    assert found is not None
    assert (found.topic, found.number, found.detail) == (Topic.FACT, 0, 2)
    assert store.questions.open("telegram:1", NOW + LIFE + HOUR) is None
    assert store.questions.close("telegram:1")
    assert not store.questions.close("telegram:1")
    other = store.questions.open("telegram:2", NOW)
    assert other is not None
    assert other.number == 5
