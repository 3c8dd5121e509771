"""Whatever people write, and however much of it: an answer."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.config import Near, Query
from monitor.match import fold, match, occurs
from monitor.match.folding import aligned, origins
from monitor.match.text import Text, split_humps
from monitor.mention import Item, Kind

QUERY = Query(
    any=("Dom", "Dom Shop", "Призма*", "פריזמה"),
    near=(Near(a="Dom", b="shop"),),
    none=("dom.example", "@dom"),
    case_sensitive=("Dom",),
    strong=("+7 727 123 45 67",),
)
HOSTILE = st.text(alphabet="dom DOM.#@_-/:шйи\u0306\u0301בדםß\u00ad1ﬁ", max_size=80)


@given(st.one_of(st.text(max_size=200), HOSTILE))
@example("http://[")
@example("@.#_")
def test_any_text_gets_an_answer_and_a_span_within_it(text: str) -> None:
    found = match(Item("1", Kind.MENTION, text=text), QUERY)
    assert found.why
    if found.span is not None:
        assert 0 <= found.span[0] < found.span[1] <= len(text)


@given(st.one_of(st.text(max_size=100), HOSTILE))
def test_each_folded_character_knows_where_it_comes_from(text: str) -> None:
    spans = origins(text)
    assert len(spans) == len(fold(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    if aligned(text):
        assert len(fold(text)) == len(text)


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_humps_lose_nothing_but_what_divides_them(word: str) -> None:
    assert "".join(split_humps(word)) == word.replace("_", "")


@given(HOSTILE, st.sampled_from(["Dom Shop", "Призма", "פריזמה", "Țărancuța", "Чай"]), HOSTILE)
def test_a_name_between_spaces_is_found_whatever_stands_around(
    before: str, name: str, after: str
) -> None:
    assert occurs(name, f"{before}\n {name} \n{after}")


@given(st.text(max_size=60))
def test_addresses_taken_out_keep_all_else_in_its_place(text: str) -> None:
    parted = Text(f"{text} https://dom.example/dom Prisma")
    assert "dom.example" in parted.hosts
    start, end = parted.span(len(parted.words) - 1, len(parted.words) - 1)
    assert parted.original[start:end] == "Prisma"


@pytest.mark.parametrize(
    "unit",
    ["a", "a.", "a.b ", "@a", "#a", "#aB", "1 ", "Dom ", "Dom Shop ", "ä\u0301", "ш", "http://",
     "ב", "@dom ", "dom.example ", "_", "Dom-", "+7(", "и\u0306"],
)  # fmt: skip
@pytest.mark.timeout(60)
def test_a_text_of_any_length_is_read_to_its_end(unit: str) -> None:
    # About a second; a look-up that goes back over what it has read would take many minutes.
    text = unit * (400_000 // len(unit))
    found = match(Item("1", Kind.MENTION, text=text), QUERY)
    assert found.why
