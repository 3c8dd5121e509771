"""Is this about us?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import Query
from monitor.match import fold, match, occurs
from monitor.mention import Author, Item, Kind


def post(text: str, author: str | None = None, *, is_owner: bool = False) -> Item:
    return Item("1", Kind.MENTION, Author(author, is_owner=is_owner), text=text)


def test_a_review_on_the_shops_own_page_needs_no_name_in_it() -> None:
    found = match(Item("1", Kind.REVIEW, text="Nice."), Query(any=("Dom",)))
    assert found.about_us


@pytest.mark.parametrize(
    ("text", "query", "about_us"),
    [
        ("We went to DOM today", Query(any=("Dom",)), True),
        ("The kingdom of bread", Query(any=("Dom",)), False),
        ("domestic", Query(any=("Dom",)), False),
        ("Kävin Leipomo Ainossa", Query(any=("Leipomo Aino*",)), True),
        ("Leipomo\nAino", Query(any=("Leipomo Aino",)), True),
        ("Магазин «Дом» открыт", Query(any=("магазин", "лавка")), True),
        ("Am fost la brutăria Țărancuța", Query(any=("Tarancuta",)), True),
        ("Dom in Almaty", Query(any=("Dom",), all=("Almaty",)), True),
        ("Dom in Astana", Query(any=("Dom",), all=("Almaty",)), False),
        ("Dom Perignon", Query(any=("Dom",), none=("Dom Perignon",)), False),
        ("anything at all", Query(), True),
        ("anything at all", Query(any=("  ",)), False),
    ],
)
def test_the_query_decides_on_posts(text: str, query: Query, about_us: bool) -> None:
    assert match(post(text), query).about_us is about_us


def test_it_says_why() -> None:
    query = Query(any=("Dom",), all=("Almaty",), none=("job",))
    assert match(post("Dom Almaty"), query).why == "contains “Dom”"
    assert match(post("Dom job"), query).why == "contains “job”"
    assert match(post("Dom"), query).why == "does not contain “Almaty”"


@pytest.mark.parametrize("author", ["@DomShop", "domshop"])
def test_the_shops_own_posts_are_not_about_it(author: str) -> None:
    assert not match(post("Dom is open", author), Query(exclude_authors=("@domshop",))).about_us


def test_what_a_source_marks_as_the_owners_is_not_about_the_shop() -> None:
    assert not match(post("We are open", "Dom", is_owner=True), Query()).about_us


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_and_any_term_give_an_answer(text: str, term: str) -> None:
    assert occurs(term, fold(text)) in {True, False}


@given(st.text(alphabet="abcäșñй ", min_size=1).filter(lambda term: term.strip() != ""))
def test_a_term_is_found_in_itself(term: str) -> None:
    assert occurs(term, fold(term.strip()))
