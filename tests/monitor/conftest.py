"""Fixtures for the engine's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.site import Review
from tests.monitor.engine import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A shop whose only site was walked once, with five old reviews on it."""
    shop = open_shop(tmp_path)
    shop.site.add(*[Review(f"old{n}", date="2026-10-30T10:00:00Z") for n in range(5)])
    shop.collect()
    return shop
