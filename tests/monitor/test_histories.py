"""Random histories against a simple model.

Whatever the order of posts, edits, removals, faults of the site, polls, kills and restarts:
every item is stored once, its edits are kept, and each due alert stands in the outbox once.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from monitor.alert import AlertKind
from monitor.mention import Mention, State
from tests.fakes.site import Review
from tests.monitor.crash import killed_before_statement
from tests.monitor.engine import OWNER, PARTNER, open_shop

DATES = st.sampled_from(
    [None, "2026-11-02T08:00:00Z", "2026-11-01", "2026-10-30T10:00:00Z", "2024-05-05", "soon"]
)
TEXTS = st.sampled_from(["Good.", "Cold soup.", "Rude waiter!", "Kiva paikka", "", "💔" * 40])
STARS = st.sampled_from([None, 1, 2, 3, 4, 5])
MOODS = st.sampled_from(
    ["500", "429", "block page", "changed layout", "truncated", "empty", "half-empty",
     "reordered", "duplicated", "one bad item", "endless", "circle", "wrong encoding"]
)  # fmt: skip


class Histories(RuleBasedStateMachine):
    """One shop, one moody site, two listeners."""

    shown = Bundle("shown")

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.shop = open_shop(self.folder, collector={"max_pages": 20})
        self.shop.pair(PARTNER)
        self.count = 0
        self.read: dict[str, list[tuple[str, float | None]]] = {}

    @rule(target=shown, date=DATES, text=TEXTS, stars=STARS, place=st.integers(0, 9))
    def post(self, date: str | None, text: str, stars: float | None, place: int) -> str:
        self.count += 1
        review = Review(f"r{self.count}", text, stars, date)
        self.shop.site.reviews.insert(min(place, len(self.shop.site.reviews)), review)
        return review.id

    @rule(id=shown, text=TEXTS, stars=STARS)
    def edit(self, id: str, text: str, stars: float | None) -> None:  # noqa: A002
        self.shop.site.edit(id, text=text, stars=stars)

    @rule(id=shown)
    def take_down(self, id: str) -> None:  # noqa: A002
        self.shop.site.drop(id)

    @rule()
    def poll(self) -> None:
        self.shop.site.mood = None
        outcome = self.shop.collect()["site"]
        if outcome.error is None:
            for review in self.shop.site.reviews:
                seen = self.read.setdefault(review.id, [])
                if not seen or seen[-1] != (review.text, review.stars):
                    seen.append((review.text, review.stars))

    @rule(mood=MOODS)
    def poll_a_moody_site(self, mood: str) -> None:
        self.shop.site.mood = mood
        self.shop.collect()

    @rule(
        statement=st.integers(1, 6),
        naming=st.sampled_from(["", "COMMIT", "BEGIN", "outbox", "mentions", "sources"]),
        news=st.booleans(),
    )
    def be_killed(self, statement: int, naming: str, news: bool) -> None:
        if news:
            self.count += 1
            self.shop.site.add(Review(f"r{self.count}", date=None))
        self.shop.site.mood = None
        killed_before_statement(statement, self.shop.collect, naming)
        self.shop.clock.advance(minutes=30)

    @invariant()
    def every_item_is_stored_once(self) -> None:
        ids = Counter(mention.item.id for mention in self.shop.mentions())
        assert all(count == 1 for count in ids.values())
        assert set(self.read) <= set(ids)

    @invariant()
    def what_was_read_is_kept_edits_and_all(self) -> None:
        with self.shop.store() as store:
            for mention in self.shop.mentions():
                kept = [
                    (version.text or "", version.rating.value if version.rating else None)
                    for version in store.mentions.versions(mention.number)
                ]
                rating = mention.item.rating
                kept.append((mention.item.text or "", rating.value if rating else None))
                assert mention.versions == len(kept)
                following = iter(kept)
                assert all(said in following for said in self.read.get(mention.item.id, []))

    @invariant()
    def each_due_alert_stands_in_the_outbox_exactly_once(self) -> None:
        with self.shop.store() as store:
            health = store.health.get("site")
        baseline = health.baseline_at if health else None
        horizon = self.shop.config.alerts.horizon

        def is_news(mention: Mention) -> bool:
            if baseline is None or mention.first_seen_at <= baseline:
                return False
            date = mention.item.published_at
            return date is None or mention.first_seen_at - date <= horizon

        due = {mention.number for mention in self.shop.mentions() if is_news(mention)}
        for destination in (OWNER, PARTNER):
            alerts = self.shop.alerts(destination)
            new = Counter(a.mention for a in alerts if a.kind is AlertKind.NEW)
            assert new == Counter(due)
            edits = Counter(a.mention for a in alerts if a.kind is AlertKind.EDITED)
            for mention in self.shop.mentions():
                assert edits[mention.number] <= mention.versions - 1

    @invariant()
    def the_counts_are_those_of_what_is_visible(self) -> None:
        mentions = self.shop.mentions()
        if not mentions:
            return
        days = [mention.day for mention in mentions]
        with self.shop.store() as store:
            counted = sum(row.count for row in store.rollups.days(min(days), max(days)))
        assert counted == sum(m.item.state is State.VISIBLE for m in mentions)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
