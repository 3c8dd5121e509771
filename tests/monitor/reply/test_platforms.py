from __future__ import annotations

import pytest

from monitor.reply.platforms import ANYWHERE, PlatformProfile, platform
from sources.registry import BUILT_IN


def test_each_site_has_its_rules() -> None:
    assert not platform("tripadvisor").phone
    assert not platform("tripadvisor").quotes
    assert platform("google_business").unit == "bytes"
    assert platform("zeppelin") is ANYWHERE


def test_every_source_named_there_exists() -> None:
    known = [key for key in BUILT_IN if platform(key) is not ANYWHERE]
    assert {"yelp", "trustpilot", "googleplay", "outscraper"} <= set(known)


@pytest.mark.parametrize(
    ("profile", "fits"),
    [
        (ANYWHERE, True),
        (PlatformProfile(limit=150), True),
        (PlatformProfile(limit=150, unit="bytes"), False),
        (PlatformProfile(limit=100), True),
    ],
)
def test_a_limit_counts_in_its_own_unit(profile: PlatformProfile, fits: bool) -> None:
    assert profile.fits("ж" * 100) is fits
    assert PlatformProfile(limit=100).fits("ж" * 101) is False


def test_owners_are_led_to_where_they_answer() -> None:
    assert platform("google_places").answer_at == "https://business.google.com/reviews"
    assert platform("feed").answer_at is None
