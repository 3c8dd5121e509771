from __future__ import annotations

from monitor.reply.points import Points, points_of
from monitor.verdict import AspectFinding, Polarity
from tests.monitor.reply.mentions import complaint, mention, praise


def test_without_aspects_the_words_tell_in_their_order() -> None:
    of = mention("Rude people, stale bread, friendly cat.", 1)
    assert points_of(of, "en") == Points(
        ("staff_attitude", "freshness"), ("staff_attitude",), ("bread",)
    )


def test_the_words_quoted_with_an_aspect_say_which_topic_it_is() -> None:
    of = mention("Well.", 1, aspects=(complaint("product_quality", "the bread was stale"),))
    assert points_of(of, "en").complaint == ("freshness",)


def test_an_aspect_stands_for_the_topic_that_knows_its_name() -> None:
    of = mention("Well.", 1, aspects=(complaint("opening_hours"), praise("staff_knowledge")))
    assert points_of(of, "en") == Points(("hours",), ("advice",), ())


def test_neutral_and_unknown_aspects_are_no_points() -> None:
    neutral = AspectFinding("price", Polarity.NEUTRAL, "")
    of = mention("Well.", 1, aspects=(neutral, complaint("zeppelin")))
    assert points_of(of, "en") == Points((), (), ())


def test_praise_in_the_words_is_not_trusted_where_the_verdict_names_aspects() -> None:
    of = mention("Not exactly friendly.", 1, aspects=(complaint("staff_attitude"),))
    assert points_of(of, "en").praise == ()


def test_nothing_is_read_from_a_language_without_topics() -> None:
    assert points_of(mention("Wait, rude, pizza", 1, lang="sv"), "en") == Points((), (), ())
