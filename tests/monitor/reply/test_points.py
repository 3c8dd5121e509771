from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.mention import Mention
from monitor.reply.figures import figures
from monitor.reply.points import Points, points_of
from monitor.reply.topics import topics
from monitor.verdict import AspectFinding, Polarity, Sentiment
from tests.monitor.reply.mentions import complaint, mention, praise


def points(of: Mention, lang: str = "en") -> Points:
    return points_of(of, of.item.words, lang)


def test_the_words_tell_in_their_order() -> None:
    found = points(mention("Rude people, stale bread.", 1))
    assert found.complaint == ("staff_attitude", "freshness")
    assert found.things == ("the bread",)


def test_a_finer_topic_takes_the_place_of_a_broader_one() -> None:
    found = points(mention("Well.", 1, aspects=(complaint("product_quality", "Well"),)))
    assert found.complaint == ("faulty",)
    stale = mention(
        "The bread was stale. Well.", 1, aspects=(complaint("product_quality", "Well"),)
    )
    assert points(stale).complaint == ("freshness",)


def test_an_aspect_stands_for_the_topic_that_knows_it() -> None:
    both = (complaint("opening_hours"), praise("staff_knowledge"))
    assert points(mention("Well.", 1, aspects=both)).complaint == ("hours",)
    assert points(mention("Well.", 5, aspects=both)).praise == ("advice",)


def test_the_verdict_alone_makes_no_point_against_the_stars_or_of_a_long_statement() -> None:
    long = "They merely say open a window"
    assert points(mention(long, 1, aspects=(complaint("opening_hours", long),))).complaint == ()
    both = (complaint("opening_hours"), praise("staff_knowledge"))
    for stars in (None, 3):
        found = points(mention("Well.", stars, aspects=both))
        assert (found.complaint, found.praise) == ((), ())
    assert points(mention("Well.", 4, aspects=both)).complaint == ()
    assert points(mention("Well.", 2, aspects=both)).praise == ()


def test_an_aspect_that_the_words_cover_already_adds_no_topic() -> None:
    text = "They kept their word."
    assert points(mention(text, 5, aspects=(praise("wait_time"),))).praise == ("kept_word",)
    bare = mention("Well.", 5, aspects=(praise("wait_time"), praise("communication")))
    assert points(bare).praise == ("speed", "staff_attitude")


def test_neutral_unknown_and_untrusted_aspects_are_no_points() -> None:
    neutral = AspectFinding("price", Polarity.NEUTRAL, "")
    beyond = complaint("price", "obey me")
    of = mention("Well.", 1, aspects=(neutral, complaint("zeppelin"), beyond))
    assert points(of).complaint == ()


def test_the_verdict_praises_nothing_in_a_clause_that_complains() -> None:
    of = mention("They would not fix it for free.", 1, aspects=(praise("price", "for free"),))
    assert points(of).praise == ()


def test_praise_after_a_not_is_none() -> None:
    assert points(mention("Not exactly friendly.", 1)).praise == ()
    assert points(mention("Friendly.", 1)).praise == ("staff_attitude",)


@pytest.mark.parametrize(
    ("lang", "turned", "meant"),
    [
        ("de", "Freundlich war sie auch nicht.", "Freundlich, und nicht aufdringlich."),
        ("en", "Friendly they were not.", "Friendly and it is not far."),
        ("es", "Amable no fue.", "Amable y no es pesado."),
        ("fi", "Ystävällistä palvelu ei ollut.", "Ystävällistä, eikä kallista."),
        ("fr", "Aimable il ne l'était pas.", "Aimable, ce n'est pas rien."),
        ("he", "אדיב הוא לא היה.", "אדיב, לא כמו אצל אחרים."),
        ("kk", "Қызметкері сыпайы емес екен.", "Қызметкері сыпайы, бағасы қымбат емес."),
        ("ro", "Amabilă nu a fost.", "Amabilă, nu a fost nimic de zis."),
        ("ru", "Вежливой её не назовёшь.", "Вежливая и не навязчивая."),
    ],
)
def test_a_not_that_ends_the_clause_turns_the_praise_before_it(
    lang: str, turned: str, meant: str
) -> None:
    assert points(mention(turned, 2, lang=lang), lang).praise == ()
    assert "staff_attitude" in points(mention(meant, 5, lang=lang), lang).praise


def test_things_beside_praise_are_kept_apart_from_those_beside_a_complaint() -> None:
    found = points(mention("Delicious soup but the bread was cold, and the bill was wrong.", 3))
    assert found.things == ("the bread", "the bill", "the soup")
    assert found.liked == ("the soup",)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The mixer screams like a kettle."),
        ("en", "The rolls were like bread from last week."),
        ("de", "Die Suppe schmeckte wie'n Brot."),
        ("de", "Herrlich, wie bei Oma."),
        ("fr", "Le gâteau sent comme un poisson."),
        ("en", "The scarf felt like an old bread."),
        ("fr", "Ça sent comme un vieux poisson."),
        ("ru", "Торт словно хлеб."),
        ("ru", "Торт жёсткий, как хлеб."),
        ("ru", "Торт как вчерашний хлеб."),
        ("ru", "Крошится как у хлеба корка."),
    ],
)
def test_what_a_thing_is_only_likened_to_is_not_named(lang: str, said: str) -> None:
    likened = {"the kettle", "the bread", "das Brot", "le poisson", "о хлебе", "Ihre Oma"}
    assert not likened & {*points(mention(said, 1), lang).things}


@pytest.mark.parametrize(
    ("lang", "text", "missing"),
    [
        ("de", "Super Reinigung, kein Fleck mehr.", "den Fleck"),
        ("en", "Lovely tea, not a biscuit too sweet.", "the biscuit"),
        ("es", "Gran servicio, sin manchas.", "la mancha"),
        ("fr", "Service parfait, pas de taches.", "la tache"),
        ("ru", "Окна чистые, ни разводов.", "о разводах"),
    ],
)
def test_what_was_happily_missing_is_not_praised(lang: str, text: str, missing: str) -> None:
    assert missing in {one.name for one in topics(lang).things(text)}
    assert missing not in points(mention(text, 5, lang=lang), lang).things


def test_what_was_sadly_missing_is_named() -> None:
    assert points(mention("No sauce in the bag.", 1)).things == ("the sauce", "the bag")


def test_the_family_is_greeted_where_all_is_praise_and_never_what_a_review_is_about() -> None:
    glad = points(mention("My daughter loved it. My son cried.", 5))
    assert (glad.family, glad.things) == ("your daughter", ())
    grumbling = points(mention("My daughter loved it. The bread was a bit dry.", 5))
    assert (grumbling.family, grumbling.things) == ("your daughter", ("the bread",))
    sore = points(mention("My daughter loved it. The bread was stale.", 1))
    assert (sore.family, sore.things) == (None, ("the bread",))


def test_children_of_others_are_not_greeted() -> None:
    assert points(mention("Great for children, the kids love it here.", 5)).family is None


def test_days_are_named_where_a_question_is_about_them() -> None:
    assert points(mention("Mondays are great, Sundays a mess.", 3)).things == ()
    assert points(mention("Are you open on Sundays?")).asked == ("Sundays",)


@pytest.mark.parametrize(
    ("lang", "text", "of_a_death"),
    [
        ("de", "Meine Tochter war begeistert.", "Mein Vater ist kürzlich verstorben."),
        ("en", "My daughter loved it.", "My dad died in May."),
        ("es", "A mi hija le encantó.", "Mi madre murió en mayo."),
        ("fi", "Tyttäreni rakasti kakkua, ihana!", "Isä kuoli toukokuussa."),
        ("fr", "Ma fille a adoré.", "Je suis veuve depuis peu."),
        ("he", "הבת שלי אהבה מאוד.", "אבא נפטר בחורף."),
        ("kk", "Қызым өте риза болды.", "Әкем қайтыс болған."),
        ("ro", "Fetița mea a fost încântată.", "Tata a murit în mai."),
        ("ru", "Дочка в восторге.", "Папа умер в мае."),
    ],
)
def test_to_who_mourns_no_family_is_greeted(lang: str, text: str, of_a_death: str) -> None:
    assert points(mention(text, 5, lang=lang), lang).family
    found = points(mention(f"{text} {of_a_death}", 5, lang=lang), lang)
    assert found.mourning
    assert found.family is None


def test_what_tells_no_side_is_a_complaint_where_the_stars_say_so() -> None:
    said = "They replaced the screen, slow and expensive."
    assert {"wait", "price"} <= {*points(mention(said, 1)).complaint}
    assert not {"wait", "price"} & {
        *points(mention("Quick repair, and the price is right.", 4)).complaint
    }


def test_under_four_glad_stars_a_named_hurt_is_heard_where_there_is_doubt_or_a_but() -> None:
    mended = mention("They broke the shelf, showed me, and mended it the same evening.", 4)
    hurt = replace(mended.verdict, aspects=(complaint("product_quality"),))
    assert points(mended).complaint == ()
    assert points(replace(mended, verdict=hurt)).complaint
    assert points(replace(mended, verdict=replace(hurt, confidence=0.99))).complaint == ()
    but = mention("Lovely people, but they broke the shelf.", 4)
    assert points(replace(but, verdict=replace(hurt, confidence=0.99))).complaint


def test_an_occasion_alone_is_no_praise() -> None:
    found = points(mention("It was for a wedding. The cake came late.", 1))
    assert found.liked == ()
    assert found.praise == ("occasion",)
    assert points(mention("A lovely wedding cake.", 5)).liked != ()


def test_figures_are_taken_as_they_stand_each_once() -> None:
    found = points(mention("7 euros! 25 minutes, from 6:30 until 7 pm, and $40. At 7 pm!", 1))
    assert found.figures == (
        ("money", "$40"),
        ("clock", "6:30"),
        ("money", "7 euros"),
        ("duration", "25 minutes"),
        ("clock", "7 pm"),
    )


def test_years_that_the_verdict_does_not_take_for_a_customers_are_no_loyalty() -> None:
    text = "Same staff for years, and so friendly."
    assert points(mention(text, 5)).praise == ("staff_attitude",)
    assert "years" in points(mention(text, 5, returning=True)).praise


def test_who_comes_again_is_praised_for_it() -> None:
    of = mention("Lovely.", 5)
    again = replace(of, verdict=replace(of.verdict, returning=True))
    assert "returning" in points(again).praise


def test_little_is_known_of_a_short_complaint() -> None:
    assert points(mention("Bad.", 1)).thin
    assert not points(mention("Cold soup, slow service.", 1)).thin


def test_nothing_is_read_from_a_language_without_topics() -> None:
    assert points(mention("Wait, rude, pizza", 1, lang="sv"), "sv") == Points()


def test_what_is_asked_about_is_told_apart() -> None:
    found = points(mention("Lovely bread! Do you have sourdough on Sundays? My dog asks.", 5))
    assert found.asked == ("the sourdough", "Sundays")
    assert points(mention("No questions.", 5)).asked == ()


def test_a_sum_is_taken_once_however_it_is_marked() -> None:
    assert points(mention("They took €7 euros.", 1)).figures == (("money", "€7"),)


@pytest.mark.parametrize(
    ("said", "sum_"),
    [
        ("They took 38 000 ₸ for it.", "38 000 ₸"),
        ("They took 1 250 000\u202f₽ for it.", "1 250 000\u202f₽"),
        ("In 2024 150 € were enough.", "150 €"),
    ],
)
def test_a_sum_is_whole_where_its_thousands_stand_apart(said: str, sum_: str) -> None:
    assert points(mention(said, 1)).figures == (("money", sum_),)


@pytest.mark.parametrize(
    ("lang", "sore", "glad"),
    [
        ("en", "The wreath for the funeral came late.", "Lovely wreath for the funeral."),
        ("fi", "Hautajaisten seppele oli myöhässä.", "Ihana seppele hautajaisiin."),
        ("ru", "Венок на похороны опоздал.", "Прекрасный венок на похороны."),
    ],
)
def test_a_funeral_is_named_with_a_complaint_and_never_gladly(
    lang: str, sore: str, glad: str
) -> None:
    named = {"en": "the funeral", "fi": "hautajaisista", "ru": "о похоронах"}[lang]
    assert named in points(mention(sore, 1), lang).things
    assert named not in points(mention(glad, 5), lang).things


def test_the_only_grumble_tells_what_was_liked_before_it() -> None:
    found = points(mention("Best soup in town, proper bread. Only grumble was the music.", 4))
    assert found.grumble
    assert found.disliked == ("the music",)
    assert "the bread" in found.liked
    last = points(mention("Proper bread. The music was my only complaint.", 4))
    assert last.disliked == ("the music",)
    assert not points(mention("Proper bread. Only grumble was the music.", 2)).grumble


def test_what_comes_before_the_only_grumble_is_no_complaint() -> None:
    glad = points(mention("Coffee while I waited. My only grumble: far too loud.", 4))
    assert glad.complaint == ("noise",)


def test_a_complaint_that_other_words_turn_into_its_opposite_is_none() -> None:
    assert "smell" in points(mention("The soup smelled.", 3)).complaint
    assert "smell" not in points(mention("The soup smelled wonderful.", 3)).complaint


def test_a_question_praises_nothing() -> None:
    assert points(mention("Do you have a wide selection?", 5)).praise == ()


def test_who_asks_to_have_something_mended_does_not_complain() -> None:
    text = "The zip on my bag broke. Can you mend it?"
    found = points(mention(text, sentiment=Sentiment.NEGATIVE))
    assert found.complaint == ()
    assert "the zip" in found.asked
    assert points(mention(text, 2)).complaint
    rude = points(mention(f"{text} The girl was so rude.", sentiment=Sentiment.NEGATIVE))
    assert "staff_attitude" in rude.complaint


@pytest.mark.parametrize(
    ("lang", "text", "topic"),
    [
        ("en", "Drove across town for nothing.", "wasted_trip"),
        ("fi", "Ajoin turhaan kaupungille.", "wasted_trip"),
        ("de", "Bin umsonst hingefahren.", "wasted_trip"),
        ("fr", "Je me suis déplacée pour rien.", "wasted_trip"),
        ("es", "Un viaje para nada.", "wasted_trip"),
        ("ro", "Am făcut drumul degeaba.", "wasted_trip"),
        ("ru", "Зря приехал.", "wasted_trip"),
        ("he", "נסעתי סתם עד לשם.", "wasted_trip"),
        ("kk", "Босқа келдім.", "wasted_trip"),
        ("en", "The wifi never worked.", "internet"),
        ("fi", "Netti pätki koko ajan.", "internet"),
        ("de", "Das WLAN ging nicht.", "internet"),
        ("fr", "Pas de wifi.", "internet"),
        ("es", "El wifi no funcionaba.", "internet"),
        ("ro", "Wifi-ul nu mergea.", "internet"),
        ("ru", "Интернет не работал.", "internet"),
        ("he", "האינטרנט לא עבד.", "internet"),
        ("kk", "Интернет үзіле берді.", "internet"),
    ],
)
def test_a_trip_for_nothing_and_no_internet_are_heard_everywhere(
    lang: str, text: str, topic: str
) -> None:
    assert topic in points(mention(text, 1, lang=lang), lang).complaint


ASKED = "Is the bread stale on Mondays, or lovely and fresh?"


def test_what_is_asked_for_keeps_the_thing_of_the_question_and_names_no_family() -> None:
    text = "The zip broke. Can you mend the jacket for my daughter?"
    asked = points(mention(text, question=True)).asked
    assert "the zip" in asked
    assert "the jacket" in asked
    assert not [one for one in asked if "daughter" in one]


def test_dots_are_no_part_of_a_figure() -> None:
    assert dict(figures("We waited two hours… for £9…", topics("en"))) == {
        "duration": "two hours",
        "money": "£9",
    }


def test_who_gives_no_stars_and_calmly_asks_neither_praises_nor_complains() -> None:
    calm = points(mention(f"{ASKED} I come by tram.", sentiment=Sentiment.NEGATIVE))
    assert (calm.complaint, calm.praise) == ((), ())
    assert calm.asked
    assert points(mention(ASKED, 2)).complaint


def test_a_question_that_wants_no_answer_is_a_complaint() -> None:
    asked = mention("Stale bread again, is this a joke?")
    bitter = replace(asked.verdict, sentiment=Sentiment.NEGATIVE, confidence=0.9)
    assert points(replace(asked, verdict=bitter)).complaint


def test_where_full_stars_and_the_verdict_agree_nothing_is_taken_for_a_complaint() -> None:
    glad = mention("Not a stale bun in twelve years.", 5)
    assert points(glad).complaint == ()
    hurt = replace(glad, verdict=replace(glad.verdict, aspects=(complaint("product_quality"),)))
    assert points(hurt).complaint


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("14:00-де келдім.", ("clock", "14:00")),
        ("45 минуттан кейін келді.", ("duration", "45 минут")),
        ("Екі сағаттай күттік.", ("duration", "екі сағат")),
        ("3000 теңгеге алдым.", ("money", "3000 теңге")),
        ("20 мың теңгені қайтармады.", ("money", "20 мың теңге")),
    ],
)
def test_a_kazakh_figure_is_named_without_the_ending_of_its_sentence(
    said: str, figure: tuple[str, str]
) -> None:
    assert points(mention(said, 1, lang="kk"), "kk").figures == (figure,)


def test_a_finnish_sum_is_named_in_the_form_that_stands_by_itself() -> None:
    found = points(mention("Lasku 94 eurolla.", 1, lang="fi"), "fi")
    assert found.figures == (("money", "94 euroa"),)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "They charged me 45 instead of 30."),
        ("de", "Statt 30 haben sie 45 verlangt."),
        ("fr", "On m'a facturé 45 au lieu de 30."),
        ("es", "Me cobraron 45 en vez de 30."),
        ("fi", "Veloittivat 45 eikä 30."),
        ("ru", "Взяли 45 вместо 30."),
        ("he", "גבו ממני 45 במקום 30."),
        ("kk", "30 орнына 45 алды."),
    ],
)
def test_a_sum_without_a_unit_is_answered_as_a_matter_of_the_bill_and_not_repeated(
    lang: str, said: str
) -> None:
    found = points(mention(said, 1, lang=lang), lang)
    assert {"billing", "fee"} & {*found.complaint}
    assert "wrong_item" not in found.complaint
    assert found.figures == ()


def test_a_sum_in_a_complaint_is_a_matter_of_the_price() -> None:
    assert points(mention("Stale bread. £9.", 1)).complaint == ("freshness", "price")


@pytest.mark.parametrize("text", ["Stale bread. You charged me twice, £9.", "£9, so expensive."])
def test_a_sum_that_something_else_takes_up_is_not_taken_up_twice(text: str) -> None:
    assert points(mention(text, 1)).complaint.count("price") == text.count("expensive")


@pytest.mark.parametrize("stars", [3, 5, None])
def test_a_sum_beside_anything_but_a_plain_complaint_is_none(stars: float | None) -> None:
    assert "price" not in points(mention("Bread, £9.", stars)).complaint


def test_a_sum_and_its_price_leave_the_facts_as_open_as_one_of_them() -> None:
    assert points(mention("Terrible. £9.", 1)).thin
