"""The schema.org adapter: the contract, then what is its own."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import HttpUrl

from monitor.errors import Blocked, SourceError
from monitor.mention import Precision
from monitor.source import Aggregate, Json, Page, Request, Response
from sources.schemaorg import SchemaOrg, SchemaOrgSettings
from sources.testing import SourceContract


class TestSchemaOrgContract(SourceContract):
    adapter = SchemaOrg
    cases: ClassVar[Path] = Path(__file__).parents[1] / "data" / "schemaorg"


URL = "https://shop.example/reviews"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "schemaorg"


def read(html: str, url: str = URL, notes: Mapping[str, Json] | None = None) -> Page:
    """The page as the adapter reads it."""
    request = Request(url, notes=notes or {})
    return SchemaOrg.offline(url).parse(Response(request, url, html.encode(), NOW))


def page_of(*reviews: object, head: str = "", **thing: object) -> str:
    """A page about Dom with these reviews in JSON-LD."""
    store = {"@type": "Store", "name": "Dom", "review": reviews, **thing}
    return f'<head>{head}<script type="application/ld+json">{json.dumps(store)}</script></head>'


def review(author: str | None = "Anna", body: str | None = "Fine", **more: object) -> object:
    stated = {"author": author, "reviewBody": body, **more}
    return {"@type": "Review", **{name: value for name, value in stated.items() if value}}


def test_ids_survive_another_order() -> None:
    reviews = [review("Anna"), review("Ville"), review("Anna", "Bad"), review(None, None, name="T")]
    ids = {(item.author, item.words): item.id for item in read(page_of(*reviews)).items}
    again = read(page_of(*reversed(reviews))).items
    assert len(set(ids.values())) == 4
    assert {(item.author, item.words): item.id for item in again} == ids


def test_look_alikes_keep_apart_and_keep_their_ids_in_another_order() -> None:
    alike = [review("A", "Same", reviewRating=stars) for stars in (5, 1, 3)]
    first = {item.rating: item.id for item in read(page_of(*alike)).items}
    assert len(set(first.values())) == 3
    assert {item.rating: item.id for item in read(page_of(*reversed(alike))).items} == first


def test_a_relative_date_does_not_change_the_id_when_it_grows() -> None:
    [today] = read(page_of(review(datePublished="2 days ago"))).items
    [later] = read(page_of(review(datePublished="3 days ago"))).items
    assert today.precision is Precision.RELATIVE
    assert today.id == later.id


def test_an_edited_review_with_an_id_of_its_own_keeps_it() -> None:
    [before] = read(page_of(review(body="Fine", **{"@id": "#r1"}))).items
    [after] = read(page_of(review(body="Not so fine", **{"@id": "#r1"}))).items
    assert before.id == after.id == "#r1"
    assert not before.synthetic


def test_an_id_that_several_reviews_share_is_no_id() -> None:
    items = read(
        page_of(review("A", **{"@id": "#review"}), review("B", **{"@id": "#review"}))
    ).items
    assert len({item.id for item in items}) == 2
    assert all(item.synthetic for item in items)


def test_a_review_told_in_three_syntaxes_counts_once() -> None:
    html = page_of(review("Anna", "Good  food")) + (
        '<p itemscope itemtype="http://schema.org/Review"><b itemprop="author">Anna</b>'
        '<i itemprop="reviewBody">Good food</i></p>'
        '<p vocab="https://schema.org/" typeof="Review"><b property="author">Anna</b>'
        '<i property="reviewBody">Good\nfood</i></p>'
    )
    assert len(read(html).items) == 1


def test_properties_of_what_is_inside_do_not_leak_out() -> None:
    [item] = read(
        '<div itemscope itemtype="http://schema.org/Review">'
        '<p itemprop="itemReviewed" itemscope itemtype="http://schema.org/Product">'
        '<b itemprop="name">Chair</b><i itemprop="description">Oak</i></p></div>'
        '<div itemscope itemtype="http://schema.org/Review"><b itemprop="author">Anna</b></div>'
    ).items
    assert (item.title, item.text, item.author.name) == (None, None, "Anna")


def test_fact_checks_are_no_reviews() -> None:
    claim = {"@type": ["ClaimReview", "Review"], "author": "Desk", "reviewBody": "False"}
    assert read(page_of(claim)).items == ()


def test_what_a_review_is_about_comes_from_its_reference_or_its_parent() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Review", "author": "A", "itemReviewed": {"@id": "#chair"}},
            {"@type": "Product", "@id": "#chair", "name": "Chair"},
            {"@type": "Product", "name": "Table", "review": {"@id": "#t"}},
            {"@type": "Review", "@id": "#t", "author": "B"},
        ],
    }
    items = read(f'<script type="application/ld+json">{json.dumps(graph)}</script>').items
    assert {item.author.name: item.about for item in items} == {"A": "Chair", "B": "Table"}


def test_things_that_refer_to_each_other_end() -> None:
    graph = [
        {"@type": "Product", "@id": "#p", "name": "P", "review": {"@id": "#r"}},
        {"@type": "Review", "@id": "#r", "author": "A", "itemReviewed": {"@id": "#p"}},
    ]
    [item] = read(f'<script type="application/ld+json">{json.dumps(graph)}</script>').items
    assert item.about == "P"


@pytest.mark.parametrize(
    "block",
    [
        '\ufeff{"@type":"Review","author":"Anna"}',
        '<!-- {"@type":"Review","author":"Anna"} -->',
        '//<![CDATA[\n{"@type":"Review","author":"Anna"}\n//]]>',
        '/* <![CDATA[ */ {"@type":"Review","author":"Anna"}; /* ]]> */',
        '[{"@type":"Review","author":"Anna",},]',
        '{"@type":"Review","author":"Anna","reviewBody":"a,] b\n\tc\x01"}',
        "{&quot;@type&quot;:&quot;Review&quot;,&quot;author&quot;:&quot;Anna&quot;}",
        '{"@type":"Review","author":{"@list":[{"@value":"Anna"}]}}',
    ],
)
def test_what_sites_break_is_mended(block: str) -> None:
    page = read(f"<script type = 'application/ld+json'>{block}</script>")
    assert [item.author.name for item in page.items] == ["Anna"]
    assert page.rejected == ()


def test_a_block_beyond_repair_costs_only_itself() -> None:
    page = read(page_of(review()) + '<script type="application/ld+json">{"@type": Review}</script>')
    assert len(page.items) == 1
    assert [rejected.where for rejected in page.rejected] == ["JSON-LD block 2"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"reviewRating": 4}, 4.0),
        ({"reviewRating": {"ratingValue": "4,5"}}, 4.5),
        ({"reviewRating": [{"ratingValue": 1, "reviewAspect": "x"}, {"ratingValue": 3}]}, 3.0),
        ({"reviewRating": {"ratingValue": 0}}, None),
        ({"reviewRating": {"ratingValue": 0, "worstRating": 0}}, 0.0),
        ({"reviewRating": {"ratingValue": ""}}, None),
        ({"reviewRating": {"ratingValue": 1e999}}, None),
    ],
)
def test_ratings_in_every_shape(stated: dict[str, object], expected: float | None) -> None:
    [item] = read(page_of({"@type": "Review", "author": "Anna", **stated})).items
    assert (item.rating.value if item.rating else None) == expected


def test_markup_in_a_body_goes_and_line_ends_stay() -> None:
    [item] = read(page_of(review(body="One\n<b>two</b>\n&amp;quot;three&amp;quot; I <3 it"))).items
    assert item.text == 'One\ntwo\n"three" I <3 it'


def test_a_page_that_shows_all_it_counts_is_complete() -> None:
    both = review("A"), review("B")
    assert read(page_of(*both, aggregateRating={"reviewCount": "2"})).complete
    assert not read(page_of(*both, aggregateRating={"reviewCount": "3"})).complete
    assert not read(page_of(*both)).complete


def test_a_page_with_an_unreadable_review_is_never_complete() -> None:
    html = page_of(review("A"), {"@type": "Review"}, aggregateRating={"reviewCount": 1})
    assert not read(html).complete


def test_the_next_page_is_followed_to_the_end_and_counted_in() -> None:
    total = {"reviewCount": 2}
    first = read(
        page_of(review("A"), head='<link href="?page=2" rel="next">', aggregateRating=total)
    )
    assert first.next is not None
    assert first.next.url == f"{URL}?page=2"
    assert not first.complete
    last = read(page_of(review("B"), aggregateRating=total), first.next.url, first.next.notes)
    assert last.next is None
    assert last.complete


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="next" href="https://elsewhere.example/?page=2">',
        '<link rel="next" href="/blog/another-article" title="Another article">',
        f'<link rel="next" href="{URL}">',
        '<link rel="next" href="javascript:next()">',
        '<!-- <link rel="next" href="?page=2"> -->',
    ],
)
def test_links_that_lead_to_no_further_reviews_are_not_followed(link: str) -> None:
    assert read(page_of(review(), head=link)).next is None


def test_endless_paging_ends() -> None:
    page = read(page_of(review(), head='<link rel="next" href="?page=1">'))
    for number in range(2, 30):
        if page.next is None:
            break
        link = f'<link rel="next" href="?page={number}">'
        page = read(page_of(review(), head=link), page.next.url, page.next.notes)
    assert page.next is None
    assert not page.complete


def test_a_challenge_page_with_structured_data_is_blocked() -> None:
    with pytest.raises(Blocked):
        read(
            "<html><head><title>Just a moment...</title>"
            '<script type="application/ld+json">{"@type":"WebSite","name":"Dom"}</script></head>'
            "<body><h1>Checking your browser</h1></body></html>"
        )


def test_the_shops_answer_is_told_from_what_other_visitors_say() -> None:
    def answer(**author: str) -> str | None:
        comment = {"@type": "Comment", "text": "Sorry!", "author": author}
        [item] = read(page_of(review(comment=["odd", comment]))).items
        return item.reply.text if item.reply else None

    assert answer(name="Dom") == "Sorry!"
    assert answer(**{"@type": "Organization", "name": "Dom Oy"}) == "Sorry!"
    assert answer(**{"@type": "Person", "name": "Ville"}) is None


def test_languages_come_as_codes_or_as_things() -> None:
    languages = ["fi-FI", {"@type": "Language", "alternateName": "ru"}, "Finnish language", 7]
    page = read(page_of(*(review(str(n), inLanguage=each) for n, each in enumerate(languages))))
    assert [item.lang for item in page.items] == ["fi", "ru", None, None]


def test_pictures_that_stand_for_an_emoji_are_read() -> None:
    [item] = read(
        '<p itemscope itemtype="http://schema.org/Review"><span itemprop="reviewBody">Nice'
        ' <img class="emoji" alt="😀"></span><img class="emoji" alt="🙁"></p>'
    ).items
    assert item.text == "Nice 😀"


def test_a_base_that_is_no_address_is_ignored() -> None:
    html = page_of(review(url="77"), head='<base href="http://[">')
    assert read(html).items[0].url == "https://shop.example/77"


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">' + '{"review":' * 1_000_000,
        '<script type="application/ld+json">' + "[" * 900 + "]" * 900 + "</script>",
        '<div itemscope itemtype="http://schema.org/Review" itemprop="review">' * 30_000,
        '<p itemscope itemtype="s">' + '<b itemprop="name">x' * 30_000,
        '<p vocab="http://schema.org/" typeof="Review" property="review">' * 30_000,
        '<script type="application/ld+json"' * 50_000,
        "<!--" * 200_000,
        '<link rel="next" ' * 50_000,
        '<script type="application/ld+json">{"a":"' + "\\" * 500_001,
    ],
    ids=range(9),
)
@pytest.mark.timeout(20)
def test_absurd_nesting_ends_soon_and_calmly(html: str) -> None:
    with contextlib.suppress(SourceError):
        read(html)


WORDS = [
    "@type", "@id", "@graph", "@value", "review", "reviews", "author", "name", "reviewRating",
    "ratingValue", "bestRating", "datePublished", "reviewBody", "itemReviewed", "aggregateRating",
    "comment", "url",
]  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(WORDS) | st.text(max_size=5),
            inner | st.sampled_from(["Review", "schema:Review", "Person", "AggregateRating"]),
            max_size=6,
        )
    ),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None)
@given(json_values)
def test_any_json_gives_a_page_or_a_source_error(value: object) -> None:
    html = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    with contextlib.suppress(SourceError):
        page = read(html)
        assert len({item.id for item in page.items}) == len(page.items)
        assert read(html) == page


tags = st.sampled_from(["<div", "<span", "<meta", "<a", "<time", "<p", "<script", "</div>", "</p>"])
attributes = st.sampled_from(
    [
        " itemscope", ' itemtype="http://schema.org/Review"', ' itemprop="review"', "itemprop=name",
        ' itemprop="author name"', ' content="4"', ' vocab="http://schema.org/"', " typeof=Review",
        ' property="schema:author"', " href=/x", ">", ">Anna & <b>co", " datetime=2026-05-02>",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(tags | attributes | st.text(max_size=5), max_size=40).map("".join))
def test_any_tags_give_a_page_or_a_source_error(html: str) -> None:
    with contextlib.suppress(SourceError):
        read(html)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
@pytest.mark.parametrize(
    ("name", "reviews", "average", "count", "text"),
    [
        ("littlespicejar_microdata.html", 5, 5.0, 42, "fantastic cakes!!"),
        ("reishunger_de.html", 3, 11 / 3, 3, "So ein tolles Rezept! Danke :)"),
        (
            "ricardocuisine.html",
            10,
            5.0,
            137,
            "J’ai ajouté 1c. à s. comble d’épice BBQ. Délicieux.",
        ),
        ("official_eg-0010.txt", 2, 3.5, 11, "The lamp burned out and now I have to replace it."),
        ("official_eg-0004.txt", 0, 4.0, 250, None),
        ("cdkitchen_micro_aggregate.html", 0, 4.0, 1, None),
        ("extruct_product.html", 0, 4.4, 89, None),
    ],
)
def test_recorded_pages(
    name: str, reviews: int, average: float, count: int, text: str | None
) -> None:
    body = (RECORDINGS / name).read_bytes()
    page = SchemaOrg.offline(URL).parse(Response(Request(URL), URL, body, NOW))
    assert len(page.items) == reviews
    assert page.rejected == ()
    assert page.aggregate == Aggregate(
        average, count, page.aggregate.worst if page.aggregate else 1
    )
    assert text is None or text in [item.text for item in page.items]


SECRETIVE = "https://shop.example/reviews?page=1&token=5ecret"


def test_a_token_in_the_pages_address_is_no_part_of_a_reviews_link() -> None:
    [item] = read(page_of(review()), SECRETIVE).items
    assert item.url == "https://shop.example/reviews?page=1"


def test_behind_a_login_links_are_kept_and_the_next_page_is_asked_for_with_it() -> None:
    address = HttpUrl("https://olga:p%40ss@shop.example/reviews")
    source = SchemaOrg(SchemaOrgSettings(url=address))
    html = page_of(review(url="#r1"), head=f'<link href="{URL}?page=2" rel="next">')
    page = source.parse(Response(source.request(None), URL, html.encode(), NOW))
    assert page.items[0].url == f"{URL}#r1"
    assert page.next is not None
    assert (page.next.url, page.next.auth) == (f"{URL}?page=2", ("olga", "p@ss"))
