"""A shop, a site with moods and a collector, ready for the engine's tests."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from monitor.alert import Alert
from monitor.config import Config, from_table
from monitor.mention import Kind, Mention
from monitor.poller import Outcome
from monitor.service import Collector
from monitor.source import Fetch, Fetched, Request, Source, Validators
from monitor.store import Store
from monitor.store.rows import Filter
from tests.fakes.clock import FakeClock
from tests.fakes.site import Site, SiteSource

OWNER = "telegram:1"
PARTNER = "telegram:2"


def shop_config(path: Path, **tables: Mapping[str, object]) -> Config:
    """A checked config whose database lies at ``path``."""
    return from_table({"shop": {"name": "Dom"}, "store": {"path": path}, **tables})


@dataclass
class Shop:
    """One shop with named sites; ``collect`` polls them all once."""

    config: Config
    clock: FakeClock
    sites: dict[str, Site] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    fetch: Fetch | None = None

    @property
    def site(self) -> Site:
        """The only site of a shop that has one."""
        return self.sites["site"]

    def collect(self) -> dict[str, Outcome]:
        """Poll every site once and move on half an hour."""
        collector = Collector(
            self.config,
            self.sources(),
            self.fetch or self._fetch,
            self.clock,
            dice=random.Random(1),
        )
        outcomes = {outcome.source: outcome for outcome in collector.collect()}
        self.clock.advance(minutes=30)
        return outcomes

    def sources(self) -> dict[str, Source]:
        return {
            name: SiteSource(
                SiteSource.Settings.model_validate(
                    {
                        "url": f"https://{name}.example/reviews",
                        "kind": self.kinds.get(name, Kind.REVIEW),
                    }
                )
            )
            for name in self.sites
        }

    def _fetch(
        self, request: Request, *, validators: Validators | None, allow_private: bool
    ) -> Fetched:
        name = request.url.removeprefix("https://").split(".")[0]
        return self.sites[name].fetch(request, validators=validators, allow_private=allow_private)

    @contextmanager
    def store(self) -> Iterator[Store]:
        with Store.open(self.config.store.path) as store:
            yield store

    def mentions(self) -> list[Mention]:
        """All that is stored, removed ones too, oldest number first."""
        with self.store() as store:
            found = store.mentions.list(Filter(include_hidden=True), limit=10_000)
        return sorted(found, key=lambda mention: mention.number)

    def mention(self, id: str) -> Mention:  # noqa: A002 - the site's word
        """The one mention of the review that the site calls ``id``."""
        (found,) = [mention for mention in self.mentions() if mention.item.id == id]
        return found

    def alerts(self, destination: str = OWNER) -> list[Alert]:
        """Everything that stands in the outbox for ``destination``."""
        with self.store() as store:
            return store.alerts.due(destination, self.clock.now(), limit=10_000)

    def pair(self, *destinations: str) -> None:
        """Let these chats listen."""
        with self.store() as store:
            for destination in destinations:
                code = store.chats.code(self.clock.now())
                assert store.chats.pair(code, destination, "Owner", self.clock.now())


def open_shop(
    path: Path, *names: str, clock: FakeClock | None = None, **tables: Mapping[str, object]
) -> Shop:
    """A shop with one paired owner and empty sites of these names ("site" by default)."""
    shop = Shop(shop_config(path / "shop.db", **tables), clock or FakeClock())
    shop.sites = {name: Site() for name in names or ("site",)}
    shop.pair(OWNER)
    return shop
