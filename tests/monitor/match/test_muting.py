"""Which rule leaves a post out, and which rules would have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import Query
from monitor.match import match
from monitor.match.muting import (
    BY_AUTHOR,
    BY_DOMAIN,
    BY_NEXT_WORD,
    BY_WORD_BEFORE,
    candidates,
    muting,
)
from monitor.mention import Author, Item, Kind
from monitor.muted import Muted, MutedKind

QUERY = Query(any=("Dom", "dom.example"))
RULES = (
    Muted(MutedKind.AUTHOR, "https://social.example/@anna"),
    Muted(MutedKind.AUTHOR, "Boris"),
    Muted(MutedKind.DOMAIN, "jobs.example"),
    Muted(MutedKind.PHRASE, '"Dom Perignon"'),
)


def post(text: str, author: Author = Author(), url: str | None = None) -> Item:  # noqa: B008
    return Item("1", Kind.MENTION, author, text=text, url=url)


def offered(item: Item) -> dict[int, str]:
    found = candidates(item, match(item, QUERY))
    return {number: rule.value for number, rule in found.items()}


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (post("Dom", Author("Anna", url="https://social.example/@anna")), 0),
        (post("Dom", Author("Boris")), 1),
        (post("Dom", url="https://www.jobs.example/1"), 2),
        (post("a glass of Dom Pérignon"), 3),
        (post("Dom", Author("Anna"), "https://x.example/1"), None),
        (post("Dom and Perignon"), None),
        (Item("1", Kind.REVIEW, Author("Boris"), text="Dom Perignon"), None),
    ],
)
def test_a_rule_leaves_out_what_it_names(item: Item, rule: int | None) -> None:
    assert muting(item, RULES) == (None if rule is None else RULES[rule])


def test_without_rules_nothing_is_left_out() -> None:
    assert muting(post("Dom"), ()) is None


def test_author_site_and_neighbouring_words_are_offered() -> None:
    item = post("We drank Dom Perignon", Author("Anna"), "https://www.wine.example/1")
    assert offered(item) == {
        BY_AUTHOR: "Anna",
        BY_DOMAIN: "wine.example",
        BY_NEXT_WORD: '"Dom Perignon"',
        BY_WORD_BEFORE: '"drank Dom"',
    }


@pytest.mark.parametrize(
    "text", ["Dom", "Dom. Perignon", "at Dom, of course", "he is Dom to us", "see dom.example now"]
)
def test_no_phrase_is_offered_where_the_neighbours_tell_nothing(text: str) -> None:
    assert offered(post(text)) == {}


def test_an_account_with_an_address_is_known_by_it() -> None:
    author = Author("Anna", url="https://social.example/@anna")
    assert offered(post("Dom", author)) == {BY_AUTHOR: "https://social.example/@anna"}


def test_nothing_is_offered_for_a_review() -> None:
    item = Item("1", Kind.REVIEW, Author("Anna"), text="Dom Perignon")
    assert offered(item) == {}


@given(st.text("dom DOM.#@-/:шй\u0306בAB", max_size=60), st.text(max_size=10))
def test_each_rule_offered_would_have_left_the_post_out(text: str, author: str) -> None:
    item = post(text, Author(author))
    for rule in candidates(item, match(item, QUERY)).values():
        assert muting(item, (rule,)) == rule
