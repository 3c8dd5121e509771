"""One reader for everything that one shop hears."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.mention import Item, Kind, Rating
from monitor.shop_words import ShopWords
from monitor.understand.classify import ENGINE, classify
from monitor.understand.judge import Judge
from tests.monitor.understand.test_feeling import Glad

NOW = datetime(2026, 11, 22, tzinfo=UTC)
WORDS = ShopWords(("Kyllikki",), (("product_quality", ("flumpet",)),))


def test_it_knows_what_the_shop_calls_its_things_and_people() -> None:
    verdict = Judge(WORDS).text("The flumpet was mouldy, said Kyllikki.", None, "en", NOW)
    assert "product_quality" in {finding.aspect for finding in verdict.aspects}
    assert verdict.staff == ("Kyllikki",)


def test_what_is_read_with_other_words_or_by_another_engine_can_be_told_apart() -> None:
    judges = (Judge(), Judge(WORDS), Judge(feeling=Glad()), Judge(WORDS, Glad()))
    assert len({judge.engine for judge in judges}) == 4
    assert all(judge.engine.startswith(ENGINE) for judge in judges)
    for judge in judges:
        assert judge.text("Lovely bread.", 5, "en", NOW).engine == judge.engine


def test_an_item_is_read_with_its_stars_in_the_language_it_states_or_else_the_expected_one() -> (
    None
):
    item = Item("1", Kind.REVIEW, rating=Rating(9, 0, 10), title="Ok", text="leipä")
    assert Judge().item(item, "fi", NOW) == classify("Ok\nleipä", 4.6, "fi", NOW)
    bare = Item("2", Kind.REVIEW, text="Good", lang="en")
    assert Judge().item(bare, "fi", NOW) == classify("Good", None, "en", NOW)
