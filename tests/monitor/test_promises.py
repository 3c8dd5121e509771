"""The engine's promises, one by one, as docs/design.md words them, over a site with moods."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.alert import AlertKind
from monitor.errors import Blocked, SchemaChanged, SourceError, Suspicious
from monitor.mention import State
from tests.fakes.site import Review
from tests.monitor.engine import OWNER, PARTNER, Shop, open_shop

FULL = "The soup was cold and nobody came for forty minutes."


def texts(shop: Shop) -> list[str | None]:
    return [mention.item.text for mention in shop.mentions()]


def announced(shop: Shop, destination: str = OWNER) -> list[str]:
    """The site's ids of what was announced to ``destination``, in order."""
    ids = {mention.number: mention.item.id for mention in shop.mentions()}
    return [ids[alert.mention] for alert in shop.alerts(destination) if alert.mention is not None]


class TestIdentityIsSourceAndId:
    def test_the_same_id_at_two_sources_is_two_mentions(self, tmp_path: Path) -> None:
        shop = open_shop(tmp_path, "one", "two")
        for site in shop.sites.values():
            site.add(Review("7", text="Fine."))
        shop.collect()
        assert len(shop.mentions()) == 2

    def test_the_same_page_twice_changes_nothing(self, shop: Shop) -> None:
        before = shop.mentions()
        shop.collect()
        assert shop.mentions() == before
        assert shop.alerts() == []

    def test_a_dedupe_key_joins_the_same_review_met_by_two_routes(self, tmp_path: Path) -> None:
        shop = open_shop(tmp_path, "export", "api")
        shop.collect()
        shop.sites["export"].add(Review("row 1", text=FULL, key="google:abc"))
        shop.collect()
        shop.sites["api"].add(Review("abc", text=FULL, key="google:abc"))
        shop.collect()
        assert len(shop.mentions()) == 1
        assert len(shop.alerts()) == 1

    def test_truncated_text_never_overwrites_full_text(self, tmp_path: Path) -> None:
        shop = open_shop(tmp_path, "api", "mail")
        shop.sites["api"].add(Review("abc", text=FULL, key="google:abc"))
        shop.collect()
        shop.sites["mail"].add(Review("m1", text="The soup was…", cut=True, key="google:abc"))
        shop.collect()
        shop.collect()
        assert texts(shop) == [FULL]

    def test_full_text_completes_truncated_text_without_a_second_alert(
        self, tmp_path: Path
    ) -> None:
        shop = open_shop(tmp_path, "api", "mail")
        shop.collect()
        shop.sites["mail"].add(Review("m1", text="The soup was…", cut=True, key="google:abc"))
        shop.collect()
        shop.sites["api"].add(Review("abc", text=FULL, key="google:abc"))
        shop.collect()
        shop.collect()
        (mention,) = shop.mentions()
        assert (mention.item.text, mention.item.truncated) == (FULL, False)
        assert len(shop.alerts()) == 1

    def test_an_edit_seen_by_two_routes_is_announced_once(self, tmp_path: Path) -> None:
        shop = open_shop(tmp_path, "api", "export")
        for site in shop.sites.values():
            site.add(Review("abc", text="Good.", key="google:abc"))
        shop.collect()
        shop.sites["api"].edit("abc", text=FULL, stars=1)
        shop.collect()
        shop.sites["export"].edit("abc", text=FULL, stars=1)
        shop.collect()
        assert [alert.kind for alert in shop.alerts()] == [AlertKind.EDITED]


class TestWindowsOverlap:
    @pytest.mark.parametrize(
        ("name", "date"),
        [
            ("late", "2026-11-01T08:00:00Z"),
            ("back-dated", "2026-10-25T08:00:00Z"),
            ("same second", "2026-10-30T10:00:00Z"),
            ("undated", None),
            ("with an unreadable date", "the day after the fair"),
            ("dated in the future", "2100-01-01T00:00:00Z"),
        ],
    )
    def test_an_odd_item_is_neither_lost_nor_announced_twice(
        self, shop: Shop, name: str, date: str | None
    ) -> None:
        shop.site.reviews.insert(3, Review(name, date=date))
        shop.collect()
        shop.collect()
        assert shop.mention(name).item.text is not None
        assert announced(shop) == [name]

    def test_items_that_move_to_another_page_are_not_announced_again(self, shop: Shop) -> None:
        shop.site.mood = "reordered"
        shop.collect()
        assert announced(shop) == []
        assert len(shop.mentions()) == 5

    def test_items_listed_twice_are_stored_once(self, shop: Shop) -> None:
        shop.site.add(Review("new"))
        shop.site.mood = "duplicated"
        shop.collect()
        assert announced(shop) == ["new"]
        assert len(shop.mentions()) == 6


class TestSilence:
    def test_the_first_run_imports_silently(self, shop: Shop) -> None:
        assert len(shop.mentions()) == 5
        assert shop.alerts() == []

    def test_a_first_run_that_broke_off_stays_silent_when_it_is_taken_up(
        self, tmp_path: Path
    ) -> None:
        shop = open_shop(tmp_path)
        shop.site.add(*[Review(f"old{n}") for n in range(9)])
        shop.site.mood = "circle"
        shop.collect()
        shop.site.mood = None
        shop.collect()
        assert len(shop.mentions()) == 9
        assert shop.alerts() == []

    def test_what_is_older_than_the_horizon_never_alerts(self, shop: Shop) -> None:
        shop.site.add(Review("ancient", date="2024-01-01T00:00:00Z"))
        shop.collect()
        assert shop.mention("ancient").item.text is not None
        assert shop.alerts() == []

    def test_an_old_review_edited_today_does_alert(self, shop: Shop) -> None:
        shop.site.reviews.append(Review("ancient", date="2024-01-01T00:00:00Z"))
        shop.collect()
        shop.site.edit("ancient", text=FULL, stars=1)
        shop.collect()
        assert announced(shop) == ["ancient"]


class TestEdits:
    def test_an_edit_keeps_the_old_text_and_the_old_stars(self, shop: Shop) -> None:
        shop.site.edit("old2", text=FULL, stars=1)
        shop.collect()
        mention = shop.mention("old2")
        assert (mention.item.text, mention.versions) == (FULL, 2)
        with shop.store() as store:
            (version,) = store.mentions.versions(mention.number)
        assert version.text == "Lovely bread, friendly people."
        assert version.rating is not None
        assert version.rating.value == 5

    def test_an_edit_of_the_stars_alone_is_an_edit(self, shop: Shop) -> None:
        shop.site.edit("old2", stars=2)
        shop.collect()
        assert [alert.kind for alert in shop.alerts()] == [AlertKind.EDITED]

    def test_the_owners_own_reply_is_not_an_edit(self, shop: Shop) -> None:
        shop.site.edit("old2", reply="Thank you!")
        shop.collect()
        mention = shop.mention("old2")
        assert mention.item.reply is not None
        assert (mention.versions, shop.alerts()) == (1, [])


class TestRemoval:
    def test_one_complete_listing_without_an_item_does_not_remove_it(self, shop: Shop) -> None:
        shop.site.drop("old1")
        shop.collect()
        assert shop.mention("old1").item.state is State.VISIBLE

    def test_two_complete_listings_without_an_item_do(self, shop: Shop) -> None:
        shop.site.drop("old1")
        shop.collect()
        shop.collect()
        assert shop.mention("old1").item.state is State.REMOVED
        assert [alert.kind for alert in shop.alerts()] == [AlertKind.REMOVED]

    def test_an_item_that_comes_back_in_between_is_not_removed(self, shop: Shop) -> None:
        gone = shop.site.reviews[1]
        for _ in range(3):
            shop.site.drop(gone.id)
            shop.collect()
            shop.site.add(gone)
            shop.collect()
        assert shop.mention(gone.id).item.state is State.VISIBLE

    def test_a_removed_item_that_is_listed_again_is_visible_again(self, shop: Shop) -> None:
        gone = shop.site.reviews[1]
        shop.site.drop(gone.id)
        shop.collect()
        shop.collect()
        shop.site.add(gone)
        shop.collect()
        assert shop.mention(gone.id).item.state is State.VISIBLE

    def test_a_listing_that_is_not_complete_removes_nothing(self, shop: Shop) -> None:
        shop.site.says_complete = False
        shop.site.drop("old1")
        for _ in range(4):
            shop.collect()
        assert shop.mention("old1").item.state is State.VISIBLE

    def test_a_status_field_removes_at_once(self, shop: Shop) -> None:
        shop.site.edit("old1", state="removed")
        shop.collect()
        assert shop.mention("old1").item.state is State.REMOVED

    @pytest.mark.parametrize("mood", ["empty", "half-empty"])
    def test_a_listing_suddenly_empty_or_under_half_is_suspicious_not_a_deletion(
        self, shop: Shop, mood: str
    ) -> None:
        shop.site.mood = mood
        outcomes = [shop.collect()["site"] for _ in range(4)]
        assert all(isinstance(outcome.error, Suspicious) for outcome in outcomes)
        assert {mention.item.state for mention in shop.mentions()} == {State.VISIBLE}
        assert [alert.kind for alert in shop.alerts()] == [AlertKind.SOURCE_SICK]

    def test_what_is_new_on_a_suspicious_listing_is_kept_and_announced(self, shop: Shop) -> None:
        shop.site.reviews = [Review("new")]
        shop.collect()
        assert announced(shop) == ["new"]


class TestBrokenIsNotQuiet:
    @pytest.mark.parametrize(
        ("mood", "error"),
        [
            ("block page", Blocked),
            ("changed layout", SchemaChanged),
            ("invalid json", SchemaChanged),
            ("truncated", SchemaChanged),
            ("wrong encoding", SchemaChanged),
            ("circle", SchemaChanged),
            ("endless", SchemaChanged),
        ],
    )
    def test_what_is_no_page_of_the_site_is_an_error_of_its_own_class(
        self, shop: Shop, mood: str, error: type[SourceError]
    ) -> None:
        shop.site.mood = mood
        outcome = shop.collect()["site"]
        assert isinstance(outcome.error, error)
        with shop.store() as store:
            health = store.health.get("site")
        assert health is not None
        assert (health.failures, health.error) == (1, error.__name__)
        assert health.hint

    def test_the_owner_is_told_once_that_a_source_is_broken_and_once_that_it_works_again(
        self, shop: Shop
    ) -> None:
        shop.site.mood = "500"
        for _ in range(6):
            shop.collect()
        shop.site.mood = None
        shop.collect()
        shop.collect()
        assert [alert.kind for alert in shop.alerts()] == [
            AlertKind.SOURCE_SICK,
            AlertKind.SOURCE_WELL,
        ]


class TestOneDoesNotStopTheRest:
    def test_one_bad_item_is_a_rejected_item(self, shop: Shop) -> None:
        shop.site.add(Review("new"))
        shop.site.mood = "one bad item"
        walk = shop.collect()["site"].walk
        assert walk is not None
        assert walk.rejected >= 1
        assert announced(shop) == ["new"]

    def test_one_bad_source_is_a_sick_source(self, tmp_path: Path) -> None:
        shop = open_shop(tmp_path, "bad", "good")
        shop.sites["bad"].mood = "block page"
        shop.sites["good"].add(Review("1"))
        outcomes = shop.collect()
        assert outcomes["bad"].error is not None
        assert outcomes["good"].error is None
        assert len(shop.mentions()) == 1

    def test_a_failure_is_data_last_error_count_and_next_try(self, shop: Shop) -> None:
        shop.site.mood = "429"
        asked_at = shop.clock.now()
        shop.collect()
        with shop.store() as store:
            health = store.health.get("site")
        assert health is not None
        assert (health.error, health.failures) == ("RateLimited", 1)
        assert health.due_at >= asked_at + timedelta(seconds=7200) - timedelta(minutes=30)
        assert health.succeeded_at is not None


class TestOneCommit:
    def test_the_alert_is_written_with_the_mention_one_row_a_destination(self, shop: Shop) -> None:
        shop.pair(PARTNER)
        shop.site.add(Review("new"))
        shop.collect()
        assert announced(shop, OWNER) == announced(shop, PARTNER) == ["new"]

    def test_a_destination_that_got_its_alert_is_not_sent_it_again_because_another_failed(
        self, shop: Shop
    ) -> None:
        shop.pair(PARTNER)
        shop.site.add(Review("new"))
        shop.collect()
        with shop.store() as store:
            store.alerts.sent([alert.id for alert in shop.alerts(OWNER)], shop.clock.now())
            store.alerts.retry(
                [alert.id for alert in shop.alerts(PARTNER)],
                shop.clock.now() + timedelta(minutes=1),
                "no connection",
            )
        shop.collect()
        assert announced(shop, OWNER) == []
        assert announced(shop, PARTNER) == ["new"]


class TestSilentSources:
    """A feed that stops is not a feed without news."""

    def kinds(self, shop: Shop) -> list[AlertKind]:
        return [alert.kind for alert in shop.alerts()]

    def test_a_source_that_falls_silent_against_its_rhythm_is_told_once(self, shop: Shop) -> None:
        for day in range(10):
            shop.site.add(Review(f"daily{day}", date=None))
            shop.clock.advance(days=1)
            shop.collect()
        before = self.kinds(shop)
        for _ in range(35):
            shop.clock.advance(days=1)
            shop.collect()
        assert self.kinds(shop)[len(before) :] == [AlertKind.SOURCE_QUIET]

    def test_a_second_silence_is_told_again(self, shop: Shop) -> None:
        for news in ("first", "second"):
            shop.site.add(Review(news, date=None))
            shop.collect()
            shop.clock.advance(days=40)
            shop.collect()
        assert self.kinds(shop).count(AlertKind.SOURCE_QUIET) == 2

    def test_a_source_that_never_had_anything_is_told_after_a_month(self, tmp_path: Path) -> None:
        shop = open_shop(tmp_path)
        shop.collect()
        shop.clock.advance(days=29)
        shop.collect()
        assert self.kinds(shop) == []
        shop.clock.advance(days=2)
        shop.collect()
        shop.collect()
        assert self.kinds(shop) == [AlertKind.SOURCE_QUIET]
