"""What the owner calls each source."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.store import Store


def source_titles(store: Store) -> Mapping[str, str]:
    """Title by configured name. A source no longer configured goes by its name."""
    return {health.name: health.title for health in store.health.all()}
