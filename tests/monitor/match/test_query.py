"""The settings of [query], one by one and together."""

from __future__ import annotations

import pytest

from monitor.config import Near, Query, from_table
from monitor.errors import ConfigError
from monitor.match import match
from monitor.mention import Author, Item, Kind


def post(text: str, **fields: object) -> Item:
    return Item("1", Kind.MENTION, text=text, **fields)  # type: ignore[arg-type]


def about_us(text: str, query: Query) -> bool:
    return match(post(text), query).about_us


class TestTerms:
    @pytest.mark.parametrize(
        ("term", "text", "found"),
        [
            ('"Dom Shop"', "the dom shop is shut", True),
            ('"Dom Shop"', "DomShop", False),
            ("“Dom Shop”", "«Dom Shop»", True),
            ("Dom Shop", "Dom-Shop", True),
            ("Dom Shop", "Dom. Shop around!", False),
            ("Dr. Dom", "dr. Dom", True),
            ("Dom & Shop", "Dom & Shop", True),
            ("Dom Shop", "#DomShop", True),
            ("Dom Shop", "#ILoveDomShopAlmaty", True),
            ("Dom Shop", "#dom_shop", True),
            ("Dom Shop", "#LoveDom", False),
            ("DomShop", "in the Dom Shop", True),
            ("Dom2Go", "#dom2go", True),
            ("No Mad", "a nomad", False),
            ("@domshop", "ask @DomShop.", True),
            ("@domshop", "ask @domshop@mastodon.example", True),
            ("@domshop", "ask domshop", False),
            ("@domshop", "ask @domshop_official", False),
            ("#domshop", "so good #DomShop", True),
            ("#domshop", "so good DomShop", False),
            ("Dom", "ask @dom", True),
            ("Dom", "ask @dom@mastodon.example", True),
            ("Dom", "ask @dom_perignon", False),
            ("dom.example", "see https://www.dom.example/menu?a=b", True),
            ("dom.example", "see shop.dom.example", True),
            ("dom.example", "write to info@dom.example.", True),
            ("dom.example", "follow @dom.example", True),
            ("https://www.dom.example/", "at dom.example:8080/a", True),
            ("dom.example", "https://news.example/dom.example", False),
            ("dom.example", "mydom.example", False),
            ("Dom", "https://news.example/dom/opens", False),
            ("Dom", "news.example/dom/opens", False),
            ("Dom", "dom.example", False),
            ("Dom", "At Dom.Lovely place", True),
            ("Dom", "Dom...great", True),
            ("Dom", "v1.5 of Dom", True),
            ("Dr.Dom", "ask Dr. Dom", True),
            ("+7 727 123 45 67", "call +7 (727) 123-45-67!", True),
            ("+7 727 123 45 67", "call +7 727 123 45 68", False),
            ("McDonald's", "McDonald’s", True),
            ("McDonald's", "McDonalds", True),
            ("Prisma*", "Prismatic", True),
            ("Leipomo Ai*", "Leipomo Ainola", True),
            ("Leipomo Ai*", "Leipomo Oiva", False),
            ("Dom", "DOM\u00ad\u200b and D\u00adom", True),
            ("Чай", "Чай".replace("й", "и\u0306"), True),
            ("Чаи", "Чай", False),
            ("Ёлка", "елка", True),
            ("Ispanak", "İspanak ve ıspanak", True),
            ("@", "@ home", False),
            ("*", "anything", False),
            ('""', "anything", False),
        ],
    )
    def test_a_term_is_what_it_looks_like(self, term: str, text: str, found: bool) -> None:
        assert about_us(text, Query(any=(term,))) is found

    def test_the_match_shows_the_words_as_they_were_written(self) -> None:
        text = "Käytiin 🎉 Lei\u00adpomo  Ainossa e\u0301"
        found = match(post(text), Query(any=("Leipomo Aino",)))
        assert found.term == "Leipomo Aino"
        assert found.span is not None
        assert text[slice(*found.span)] == "Lei\u00adpomo  Ainossa"

    @pytest.mark.parametrize(
        ("term", "text", "shown"),
        [
            ("Dom Shop", "at #TheDomShop now", "#TheDomShop"),
            ("dom.example", "at dom.example/x now", "dom.example/x"),
            ("@dom", "hi @dom!", "@dom"),
            ("Cafe", "the cafe\u0301 x", "cafe\u0301"),
            ("Чай", "пью Чаи\u0306 днём", "Чаи\u0306"),
        ],
    )
    def test_what_is_no_plain_word_is_shown_whole(self, term: str, text: str, shown: str) -> None:
        found = match(post(text), Query(any=(term,)))
        assert found.span is not None
        assert text[slice(*found.span)] == shown


class TestTogether:
    def test_a_none_term_rules_out_whatever_else_is_there(self) -> None:
        query = Query(any=("Dom",), none=("job",), strong=("dom.example",))
        found = match(post("Dom: a job at dom.example"), query)
        assert (found.about_us, found.term) == (False, "job")

    def test_a_strong_term_needs_nothing_beside_it(self) -> None:
        query = Query(any=("Dom",), all=("Almaty",), context=("bread",), strong=("@domshop",))
        assert about_us("so good, @domshop", query)
        assert not about_us("so good, Dom", query)

    def test_context_is_asked_for_beside_a_name(self) -> None:
        query = Query(any=("Dom",), context=("bread", "Almaty"))
        found = match(post("Dom in Almaty"), query)
        assert (found.about_us, found.why) == (True, "contains “Dom” and “Almaty”")
        missed = match(post("Dom in Paris"), query)
        assert (missed.about_us, missed.why) == (False, "“Dom” stands there without any context")

    def test_a_name_tied_to_another_word_counts_only_near_it(self) -> None:
        query = Query(any=("Dom",), near=(Near(a="Dom", b="delivery", words=2),))
        assert about_us("Dom has no delivery", query)
        assert about_us("delivery by Dom", query)
        far = match(post("Dom has not had any delivery"), query)
        assert (far.about_us, far.why) == (False, "“Dom” stands there, but not near its partner")
        assert match(post("delivery by Dom"), query).why == "“Dom” stands near “delivery”"

    def test_a_pair_is_one_more_way_to_be_about_the_shop(self) -> None:
        query = Query(any=("Dom Shop",), near=(Near(a="Dom", b="bread", words=0),))
        assert about_us("the Dom Shop", query)
        assert about_us("Dom bread", query)
        assert not about_us("Dom makes bread", query)
        assert not about_us("bread", query)

    def test_a_word_is_not_near_itself_nor_near_an_address(self) -> None:
        query = Query(near=(Near(a="Dom", b="Dom"), Near(a="@dom", b="shop")))
        assert not about_us("Dom", query)
        assert not about_us("@dom shop", Query(near=(Near(a="@dom", b="shop"),)))
        assert about_us("Dom, Dom", query)

    @pytest.mark.parametrize(
        ("text", "found"),
        [("at Dom", True), ("DOM objects", False), ("dom objects", False), ("Domissa", True),
         ("בDom", True), ("DomShop", False), ("Dom Shop", True), ("dom Shop", False),
         ("#DomShop", True)],
    )  # fmt: skip
    def test_case_counts_where_the_owner_says_so(self, text: str, found: bool) -> None:
        query = Query(any=("Dom",), case_sensitive=("Dom",))
        if "Shop" in text:
            query = Query(any=("Dom Shop",), case_sensitive=("Dom",))
            found = text != "dom Shop"
        assert about_us(text, query) is found

    def test_only_strong_terms_listed_ask_for_one_of_them(self) -> None:
        assert not about_us("anything", Query(strong=("dom.example",)))


class TestAround:
    def test_a_stated_language_or_country_must_be_a_listed_one(self) -> None:
        query = Query(any=("Dom",), languages=("fi",), countries=("fi",))
        assert match(post("Dom"), query).about_us
        assert match(post("Dom", lang="fi_FI", extra={"country": "FI"}), query).about_us
        assert match(post("Dom", lang="en-GB"), query).why == "is in another language (en)"
        assert not match(post("Dom", extra={"country": "se"}), query).about_us

    def test_posts_on_excluded_sites_are_left_out_and_reviews_never(self) -> None:
        query = Query(exclude_domains=("www.Jobs.example",))
        assert not match(post("Dom", url="https://de.jobs.example/1"), query).about_us
        assert match(post("Dom", url="https://myjobs.example/1"), query).about_us
        review = Item("1", Kind.REVIEW, text="Dom", url="https://jobs.example/1", lang="sv")
        assert match(review, query).about_us

    @pytest.mark.parametrize(
        "author",
        [Author("Dom", id="@DomShop"), Author("Dom", url="https://social.example/@domshop/")],
    )
    def test_an_own_account_is_known_by_name_id_or_address(self, author: Author) -> None:
        found = match(post("Dom", author=author), Query(exclude_authors=("domshop",)))
        assert not found.about_us
        assert "one of your accounts" in found.why

    def test_wrong_settings_are_named(self) -> None:
        wrong = {
            "languages": ["Finnish"],
            "countries": ["Finland"],
            "exclude_domains": ["https://dom.example/x"],
            "case_sensitive": ["Dom Shop"],
            "near": [{"a": "Dom", "b": "", "words": -1}],
        }
        with pytest.raises(ConfigError) as caught:
            from_table({"shop": {"name": "Dom"}, "query": wrong})
        for setting in (*list(wrong)[:4], "near.0.b", "near.0.words"):
            assert f"query.{setting}" in str(caught.value)
