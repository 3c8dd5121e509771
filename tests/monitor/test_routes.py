"""The same review by several routes: the one that can be answered becomes the main one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from monitor.source import Source
from tests.fakes.reply_site import ReplySite, ReplySource
from tests.fakes.site import Review, Site
from tests.monitor.engine import Shop, open_shop

KEY = "google:abc"


@dataclass
class TwoRoutes(Shop):
    """``export`` can only be read, ``site`` can be answered as well."""

    def sources(self) -> Mapping[str, Source]:  # type: ignore[override]
        return {**super().sources(), "site": ReplySource(ReplySource.Settings())}


def two_routes(folder: Path) -> TwoRoutes:
    plain = open_shop(folder)
    api = ReplySite(path=folder / "taken.jsonl", clock=plain.clock)
    return TwoRoutes(plain.config, plain.clock, {"export": Site(), "site": api})


def test_a_review_first_met_in_an_export_can_be_answered_once_the_api_shows_it(
    tmp_path: Path,
) -> None:
    shop = two_routes(tmp_path)
    shop.collect()
    shop.sites["export"].add(Review("row 1", text="Cold soup.", stars=2, key=KEY))
    shop.collect()
    assert shop.mention("row 1").source == "export"
    shop.sites["site"].add(Review("r1", text="Cold soup.", stars=2, key=KEY))
    shop.collect()
    (mention,) = shop.mentions()
    assert (mention.source, mention.item.id) == ("site", "r1")
    assert len(shop.alerts()) == 1
    shop.collect()
    assert shop.mentions() == [mention]


def test_an_export_that_comes_later_does_not_take_it_back(tmp_path: Path) -> None:
    shop = two_routes(tmp_path)
    shop.collect()
    shop.sites["site"].add(Review("r1", text="Cold soup.", stars=2, key=KEY))
    shop.collect()
    shop.sites["export"].add(Review("row 1", text="Cold soup.", stars=2, key=KEY))
    shop.collect()
    (mention,) = shop.mentions()
    assert mention.source == "site"


def test_a_cut_text_takes_over_nothing(tmp_path: Path) -> None:
    shop = two_routes(tmp_path)
    shop.collect()
    shop.sites["export"].add(Review("row 1", text="Cold soup.", stars=2, key=KEY))
    shop.collect()
    shop.sites["site"].add(Review("r1", text="Cold…", stars=2, key=KEY, cut=True))
    shop.collect()
    (mention,) = shop.mentions()
    assert (mention.source, mention.item.text) == ("export", "Cold soup.")
