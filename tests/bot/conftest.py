"""Fixtures for screens, buttons and commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.shop import BakerShop, open_shop


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[BakerShop]:
    """A shop with one source and nothing said about it."""
    with open_shop(tmp_path, tmp_path / "goodword.db") as shop:
        yield shop
