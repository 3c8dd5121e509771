"""What a walk leaves behind where there was nothing to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from monitor.mention import Author, Item, Kind
from monitor.service import Collector
from monitor.source import (
    Cursor,
    HttpSource,
    Page,
    PagedSource,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from tests.fakes.clock import FakeClock
from tests.fakes.site import Site
from tests.monitor.engine import OWNER, open_shop


class LetterBox(PagedSource):
    """Gives what lies in it, or says that nothing has changed."""

    info = SourceInfo("box", "Letter box", "Letters.", frozenset({Kind.REVIEW}))

    def __init__(self) -> None:
        super().__init__(SourceSettings())
        self.letters: list[Item] = []

    def parse(self, response: Response) -> Page:
        return Page(tuple(self.letters))

    def pages(self, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        mark: Cursor = {"letters": len(self.letters), "looked": now.isoformat()}
        known = (cursor or {}).get("letters", 0)
        if known == len(self.letters):
            yield Page(not_modified=True, resume=mark)
        else:
            yield Page(tuple(self.letters), resume=mark)


def test_the_first_letter_in_a_box_that_was_empty_at_first_is_news(tmp_path: Path) -> None:
    shop, box = open_shop(tmp_path), LetterBox()
    collector = Collector(shop.config, {"box": box}, Site().fetch, FakeClock())
    collector.collect()
    collector.collect()
    box.letters.append(Item("1", Kind.REVIEW, text="Lovely bread."))
    collector.collect()
    assert len(shop.alerts(OWNER)) == 1


def test_where_to_go_on_is_kept_even_where_nothing_has_changed(tmp_path: Path) -> None:
    shop, box, clock = open_shop(tmp_path), LetterBox(), FakeClock()
    collector = Collector(shop.config, {"box": box}, Site().fetch, clock)
    collector.collect()
    clock.advance(hours=1)
    collector.collect()
    with shop.store() as store:
        health = store.health.get("box")
    assert health is not None
    assert health.cursor == {"letters": 0, "looked": clock.now().isoformat()}


def test_a_page_that_asks_for_a_pause_is_left_alone_until_then(tmp_path: Path) -> None:
    shop, clock = open_shop(tmp_path), FakeClock()
    later = clock.now() + timedelta(hours=9)

    class Tired(LetterBox):
        def pages(self, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
            yield Page((Item("1", Kind.REVIEW, text="Lovely bread."),), retry_at=later)

    Collector(shop.config, {"box": Tired()}, Site().fetch, clock).collect()
    with shop.store() as store:
        health = store.health.get("box")
    assert health is not None
    assert health.due_at == later


def test_what_comes_in_is_read_with_the_shops_own_words(tmp_path: Path) -> None:
    shop = open_shop(
        tmp_path,
        shop={"name": "Dom", "staff": ["Kyllikki"]},
        words={"product_quality": ["flumpet"]},
    )
    box = LetterBox()
    box.letters.append(Item("1", Kind.REVIEW, text="Kyllikki sold me a mouldy flumpet.", lang="en"))
    Collector(shop.config, {"box": box}, Site().fetch, FakeClock()).collect()
    (mention,) = shop.mentions()
    assert mention.verdict.staff == ("Kyllikki",)
    assert "product_quality" in {finding.aspect for finding in mention.verdict.aspects}


class Private(HttpSource):
    """A page behind a token, whose links repeat it."""

    info = SourceInfo("private", "Private", "A private page.", frozenset({Kind.REVIEW}))

    def request(self, cursor: Cursor | None) -> Request:
        return Request("https://shop.example/?page=1&token=5ecret")

    def parse(self, response: Response) -> Page:
        author = Author("Anna", url="https://shop.example/anna?token=5ecret")
        link = "https://shop.example/review?token=5ecret&id=1#top"
        return Page((Item(link, Kind.REVIEW, author, text="Fine.", url=link, dedupe_key=link),))


def test_a_token_in_the_address_of_a_source_gets_nowhere_into_the_store(tmp_path: Path) -> None:
    shop, site = open_shop(tmp_path), Site()
    source = Private(SourceSettings())
    Collector(shop.config, {"page": source}, site.fetch, FakeClock()).collect()
    (mention,) = shop.mentions()
    assert mention.item.url == "https://shop.example/review?id=1#top"
    assert b"5ecret" not in shop.config.store.path.read_bytes()
