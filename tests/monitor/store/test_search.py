"""Finding mentions by their words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.mention import Author, Translation
from monitor.store import Store
from tests.monitor.store.samples import DAY, TODAY, add, edit, new, refresh, review
from tests.monitor.store.truth import check


def found(store: Store, words: str) -> list[str]:
    return [mention.item.id for mention in store.mentions.search(words)]


def test_all_words_must_occur_anywhere(store: Store) -> None:
    add(store, review("a", text="Fresh bread."), review("b", title="Bread", text="Old cake."))
    assert found(store, "bread") == ["b", "a"]
    assert found(store, "bread cake") == ["b"]
    assert found(store, "bread tea") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ärtynyt palvelu", "artynyt"),
        ("artynyt", "Ärtynyt"),
        ("Очень ДОЛГО ждали", "долго"),
        ("все ёлки", "елки"),
        ("Қазақша жақсы", "ҚАЗАҚША"),
        ("השירות היה איטי", "איטי"),
        ("refunded at last", "refund"),
        ("café-bar", "cafe bar"),
    ],
)
def test_case_accents_and_endings_do_not_matter(store: Store, text: str, words: str) -> None:
    add(store, review("a", text=text), review("b", text="nothing of it"))
    assert found(store, words) == ["a"]


def test_author_title_and_translation_are_searched_too(store: Store) -> None:
    add(
        store,
        review("a", author=Author("Pirkko")),
        review("b", title="Rotten"),
        review("c", translation=Translation("The soup was cold")),
    )
    assert (found(store, "pirkko"), found(store, "rotten"), found(store, "soup")) == (
        ["a"],
        ["b"],
        ["c"],
    )


@pytest.mark.parametrize(
    "words",
    ['"', "'", '"bread', "bread*", "NOT bread", "bread OR", "title:bread", "(", "^bread", "a-b",
     "{}", "bread AND", "NEAR(", "\x00", "\ud800", "🍞", "", "   ", "+", "--", "%", "NULL"],
)  # fmt: skip
def test_signs_in_the_words_never_break_the_search(store: Store, words: str) -> None:
    add(store, review())
    store.mentions.search(words)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_words_at_all_can_be_searched(words: str) -> None:
    with Store.open(":memory:") as store:
        add(store, review(text=words))
        store.mentions.search(words)


def test_nothing_is_found_for_no_words(store: Store) -> None:
    add(store, review())
    assert found(store, "  ") == found(store, "") == []


def test_the_newest_day_comes_first_whatever_was_stored_last(store: Store) -> None:
    store.mentions.add(
        [new(review(str(n)), day=TODAY - timedelta(days=age)) for n, age in enumerate((2, 0, 1))]
    )
    assert found(store, "bread") == ["1", "2", "0"]
    assert [m.item.id for m in store.mentions.search("bread", limit=1)] == ["1"]


def test_an_edit_is_found_by_its_new_words_only(store: Store, path: Path) -> None:
    (number,) = add(store, review(text="Fresh bread."))
    store.mentions.edit([edit(number, review(text="Stale cake."))])
    assert (found(store, "fresh"), found(store, "stale")) == ([], ["r1"])
    check(store, path)


def test_a_late_translation_is_found(store: Store) -> None:
    (number,) = add(store, review())
    store.mentions.refresh([refresh(number, review(translation=Translation("Brot", "de")))])
    assert found(store, "brot") == ["r1"]


def test_a_mention_of_long_ago_is_found(store: Store) -> None:
    store.mentions.add([new(review(text="A rare word: xylophone."), day=TODAY - 3000 * DAY)])
    assert found(store, "xylophone") == ["r1"]
