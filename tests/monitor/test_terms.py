"""Sites whose words may be shown once, but not kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from bot.batch import plan
from monitor.alert import Alert
from monitor.config import Config
from monitor.mention import Author, Item, Kind, Rating, Translation
from monitor.source import Source, SourceInfo, Terms
from monitor.terms import as_told, without_words
from tests.fakes.site import Review, SiteSource
from tests.monitor.engine import OWNER, Shop, open_shop

WORDS = "The cake was dry and my child got sick, food poisoning."


class Tightlipped(SiteSource):
    """The fake site under terms that forbid to keep words."""

    info: ClassVar[SourceInfo] = replace(SiteSource.info, terms=Terms(store_text=False))


@dataclass
class StrictShop(Shop):
    """A shop whose site "site" is tight-lipped; others are not."""

    def sources(self) -> dict[str, Source]:
        given = super().sources()
        return {**given, "site": Tightlipped(given["site"].settings)}


def strict_shop(path: Path, *names: str) -> StrictShop:
    opened = open_shop(path, *names)
    shop = StrictShop(opened.config, opened.clock, opened.sites, opened.kinds)
    shop.site.add(Review("old", date="2026-10-30T10:00:00Z"))
    shop.collect()
    return shop


def told(shop: Shop, alerts: list[Alert]) -> str:
    with shop.store() as store:
        batches = plan(alerts, store, shop.config, shop.clock.now())
    return "\n".join(batch.message.html for batch in batches)


def everything_stored(config: Config) -> bytes:
    """The database with its journal, as bytes."""
    files = Path(config.store.path).parent.glob(f"{Path(config.store.path).name}*")
    return b"".join(file.read_bytes() for file in files)


def test_the_alert_shows_the_words_and_the_store_keeps_none(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path)
    shop.site.add(Review("r1", WORDS, stars=1, author="Matti Virtanen", reply="Sorry"))
    shop.collect()
    item = shop.mention("r1").item
    assert (item.text, item.title, item.author.name, item.reply) == (None, None, None, None)
    assert item.rating == Rating(1.0)
    assert item.published_at is not None
    [alert] = shop.alerts()
    assert alert.note == f"Matti Virtanen: {WORDS}"
    message = told(shop, [alert])
    assert "The cake was dry" in message
    assert "Matti Virtanen" in message


def test_what_the_words_call_for_is_told_at_once_but_not_kept(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path)
    shop.site.add(Review("r1", WORDS, stars=1))
    shop.collect()
    assert shop.alerts()[0].urgent
    verdict = shop.mention("r1").verdict
    assert verdict.aspects == ()
    assert "cake" not in " ".join(verdict.reasons)


def test_a_delivered_alert_forgets_the_words(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path)
    shop.site.add(Review("r1", WORDS, stars=1))
    shop.collect()
    [alert] = shop.alerts()
    with shop.store() as store:
        store.alerts.claim([alert.id])
        store.alerts.sent([alert.id], shop.clock.now())
    with closing(sqlite3.connect(shop.config.store.path)) as database:
        assert database.execute("SELECT note FROM outbox").fetchall() == [(None,)]


def test_an_edit_shows_though_the_words_are_not_kept(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path)
    shop.site.add(Review("r1", "Fine", stars=4))
    shop.collect()
    shop.collect()
    assert shop.mention("r1").versions == 1, "seen again, it is no edit"
    shop.site.edit("r1", text="Not fine at all", updated="2026-11-22T09:00:00Z")
    shop.collect()
    mention = shop.mention("r1")
    assert (mention.versions, mention.item.text) == (2, None)
    assert "Not fine at all" in told(shop, shop.alerts(OWNER))


def test_the_first_walk_tells_and_keeps_nothing(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path)
    assert shop.alerts() == []
    assert shop.mention("old").item.text is None
    assert b"Lovely bread" not in everything_stored(shop.config)


def test_another_route_that_may_keep_the_words_fills_the_gap(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path, "site", "export")
    shop.sites["export"].add(Review("x0"))
    shop.collect()
    shop.site.add(Review("r1", "Fine", key="google:1"))
    shop.collect()
    shop.sites["export"].add(Review("x1", "Fine", key="google:1"))
    shop.collect()
    mention = shop.mention("r1") if shop.mentions()[-1].item.id == "r1" else shop.mention("x1")
    assert mention.item.text == "Fine"
    assert mention.versions == 1


def test_a_stripped_item_keeps_its_check_sum_and_what_is_needed_to_find_it() -> None:
    item = Item("1", Kind.REVIEW, Author("Ann"), Rating(2), "Title", "Words",
                url="https://maps.example/1", translation=Translation("Wörter"))  # fmt: skip
    bare = without_words(item)
    assert bare.content_hash == item.content_hash
    assert bare.url == item.url
    assert bare.words == ""
    assert bare.translation is None


def test_words_are_only_put_back_where_there_are_none(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path)
    shop.site.add(Review("r1", "Fine"))
    shop.collect()
    mention = shop.mention("r1")
    assert as_told(mention, None) is mention
    shown = as_told(mention, "Ann: Fine")
    assert shown.item.text == "Ann: Fine"
    assert as_told(shown, "Other") is shown


def test_a_review_of_stars_alone_has_no_note(tmp_path: Path) -> None:
    shop = strict_shop(tmp_path)
    shop.site.add(Review("r1", "", author="Ann"))
    shop.collect()
    [alert] = shop.alerts()
    assert alert.note is None
    assert "The link shows what there is" in told(shop, [alert])
