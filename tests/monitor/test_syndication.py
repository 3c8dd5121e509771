"""When two posts print the same story, and when they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.mention import Item, Kind
from monitor.syndication import LEAST_WORDS, same_story, sketch

NEWS = (
    "The family bakery Dom opens a third shop in the old fire station of Kallio next spring. "
    "The owners say that the oven alone weighs four tonnes and had to be lifted in by crane. "
    "Neighbours have waited for it since the last baker of the street gave up two years ago."
)


def news(name: str, text: str = NEWS, **fields: object) -> Item:
    url = fields.pop("url", f"https://{name}.example/dom")
    return Item(name, Kind.MENTION, text=text, url=url, **fields)  # type: ignore[arg-type]


class TestTheSameStory:
    @pytest.mark.parametrize(
        "copy",
        [
            NEWS.upper(),
            NEWS.replace("third", "second"),
            f"{NEWS} (Helsingin Sanomat)",
            NEWS.replace("The owners say that", "The owners told us that"),
            NEWS.replace(" ", "\n"),
        ],
    )
    def test_it_stays_the_same_when_an_editor_touches_it(self, copy: str) -> None:
        assert set(sketch(news("a"))) & set(sketch(news("b", copy)))
        assert same_story(news("a"), news("b", copy))

    @pytest.mark.parametrize(
        "other",
        [
            "The family bakery Dom opens a fourth shop in the new town hall of Vantaa next autumn. "
            "The owners say that the till alone cost four thousand and had to be paid in coins.",
            "Dom opens a third shop. " * 10,
            "",
        ],
    )
    def test_another_story_is_another_mention(self, other: str) -> None:
        assert not same_story(news("a"), news("b", other))

    def test_short_texts_and_reviews_are_never_one(self) -> None:
        short = "Lovely bread and friendly people, we will come back."
        assert sketch(news("a", short)) == ()
        assert not same_story(news("a", short), news("b", short))
        review = replace(news("a"), kind=Kind.REVIEW)
        assert sketch(review) == ()
        assert not same_story(review, news("b"))

    @given(st.lists(st.text("abcdef", min_size=1), min_size=20, max_size=80))
    def test_a_text_reworded_in_every_fifth_word_is_another(self, words: list[str]) -> None:
        words = [f"{at}{word}" for at, word in enumerate(words)]
        reworded = [f"new{at}" if at % 5 == 0 else word for at, word in enumerate(words)]
        assert not same_story(news("a", " ".join(words)), news("b", " ".join(reworded)))

    @given(st.lists(st.text("abcdef", min_size=1), min_size=35, max_size=80), st.integers(0, 34))
    def test_one_word_changed_in_a_long_text_does_not_matter(
        self, words: list[str], at: int
    ) -> None:
        words = [f"{place}{word}" for place, word in enumerate(words)]
        changed = [*words[:at], "changed", *words[at + 1 :]]
        assert same_story(news("a", " ".join(words)), news("b", " ".join(changed)))

    @given(st.text(max_size=200), st.text(max_size=200))
    def test_it_works_both_ways_and_on_any_text(self, one: str, other: str) -> None:
        a, b = news("a", one), news("b", other)
        assert same_story(a, b) == same_story(b, a)
        assert len(sketch(a)) <= 16
        if len(one.split()) >= LEAST_WORDS and sketch(a):
            assert same_story(a, a)
