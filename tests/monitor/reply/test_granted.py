"""What was good to somebody who complains is thanked for at the end, in one clause."""

from __future__ import annotations

import pytest

from monitor.draft import Proposal, Route
from monitor.facts import Facts, Happened
from monitor.reply.compose import compose
from monitor.reply.granted import Granted
from monitor.reply.phrases import phrases
from monitor.reply.points import points_of
from monitor.verdict import Urgency
from tests.monitor.reply.mentions import NOW, SHOP, mention

SAID = "Cake was gorgeous but we waited an hour and the waiter swore at us."


def granted(text: str, stars: float = 1, lang: str = "en") -> Granted:
    of = mention(text, stars, lang=lang)
    return points_of(of, of.item.words, lang).granted


def draft(text: str, lang: str = "en", number: int = 1, facts: Facts | None = None) -> Proposal:
    of = mention(text, 1, lang=lang, number=number)
    return compose(of, SHOP, NOW, facts=facts or Facts())


@pytest.mark.parametrize(
    ("lang", "text", "thing"),
    [
        ("en", SAID, "the cake"),
        ("de", "Der Kuchen war köstlich, aber wir haben eine Stunde gewartet.", "den Kuchen"),
        ("fr", "Le gâteau était délicieux mais une heure d'attente.", "le gâteau"),
        ("es", "La tarta estaba riquísima, pero esperamos una hora.", "la tarta"),
        ("fi", "Kakku oli ihanaa, mutta odotimme tunnin.", "kakusta"),
        ("ro", "Tortul a fost delicios, dar am așteptat o oră.", "tort"),
        ("ru", "Торт был очень вкусный, но мы ждали час.", "о торте"),
        ("he", "העוגה הייתה טעימה, אבל חיכינו שעה.", "העוגה"),
        ("kk", "Торт керемет болды, бірақ бір сағат күттік.", "торт"),
    ],
)
def test_praise_beside_a_but_is_thanked_for_at_the_end_and_named_nowhere_else(
    lang: str, text: str, thing: str
) -> None:
    assert granted(text, lang=lang).things == (thing,)
    for number in range(5):
        said = draft(text, lang, number)
        assert said.mentions[-1] == f"thing:{thing}"
        body = said.text.split("\n\n", maxsplit=1)[0]
        assert body.casefold().count(thing.casefold()) == 1
        assert len(body.split()) <= 90


def test_the_complaint_is_answered_first() -> None:
    text = draft(SAID).text
    assert any(text.find(one) in range(text.index("the cake")) for one in _about("wait"))


def _about(topic: str) -> tuple[str, ...]:
    return phrases("en").complaint[topic].says


def test_praise_after_the_complaint_counts_as_well() -> None:
    assert granted("The soup was cold, but the waitress was lovely.").things == ("the waitress",)


def test_where_no_thing_is_named_a_topic_is_thanked_for() -> None:
    assert granted("So friendly, but we waited an hour.") == Granted((), ("staff_attitude",))


@pytest.mark.parametrize(
    "text", ["Good soup, cold room.", "The only good thing was the soup. Cold room."]
)
def test_short_praise_before_a_complaint_is_believed_without_a_but(text: str) -> None:
    assert granted(text).things == ("the soup",)


@pytest.mark.parametrize(
    "text",
    [
        "Great, another two-hour wait. Love it.",
        "Delicious soup! Cold again.",
        "Perfect cake: it came two hours late.",
        "Anything but friendly, and the soup was cold.",
        "They promised a lovely cake, but it came late.",
        "It used to be a lovely cake, but now it is stale.",
        "The “delicious cake” was lovely, but stale.",
        "The cake was not lovely, but stale.",
        "The cake was stale.",
    ],
)
def test_what_is_bitter_wished_for_past_or_quoted_is_not_thanked_for(text: str) -> None:
    assert granted(text) == Granted()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Der Kuchen wäre lecker, aber er kam zu spät."),
        ("fr", "Le gâteau serait délicieux, mais une heure d'attente."),
        ("es", "La tarta parecía riquísima, pero esperamos una hora."),
        ("fi", "Kakku olisi ollut ihanaa, mutta odotimme tunnin."),
        ("ro", "Tortul părea delicios, dar am așteptat o oră."),
        ("ru", "Торт обещали вкусный, но мы ждали час."),
        ("he", "העוגה נראתה טעימה, אבל חיכינו שעה."),
        ("kk", "Торт керемет болар, бірақ бір сағат күттік."),
    ],
)
def test_what_only_looked_good_or_should_have_been_is_not_thanked_for(lang: str, text: str) -> None:
    assert granted(text, lang=lang) == Granted()


@pytest.mark.parametrize(
    "text",
    [
        "The cake was gorgeous, but there was a hair in the soup.",
        "The cake was gorgeous, but the floor was wet and slippery and I nearly fell.",
        "The cake was gorgeous for the funeral, but the girl made my mother cry.",
    ],
)
def test_after_something_grave_nothing_is_thanked_for(text: str) -> None:
    assert granted(text) == Granted()


def test_a_held_draft_thanks_for_nothing() -> None:
    of = mention("The cake was gorgeous, but I was ill all night.", 1, urgency=Urgency.ILLNESS)
    said = compose(of, SHOP, NOW)
    assert said.route is Route.HOLD
    assert "hank" not in said.text


def test_who_was_perhaps_never_here_is_not_thanked_for_it() -> None:
    said = draft(SAID, facts=Facts(happened=Happened.NOT_US))
    assert not any(one in said.text for one in ("kind word", "good word", "fair about"))


def test_what_is_not_thanked_for_is_named_among_the_rest() -> None:
    pool = [one.replace("{things}", "the cake") for one in phrases("en").parts["granted"].text]
    said = compose(mention(SAID, 1), SHOP, NOW, recent=pool)
    assert "thing:the cake" in said.mentions
    assert said.mentions[-1] != "thing:the cake"


def test_three_stars_are_thanked_for_the_good_first_as_before() -> None:
    text = compose(mention("Lovely soup, but the music was so loud.", 3), SHOP, NOW).text
    assert text.index("the soup") < text.casefold().index("sorry")
