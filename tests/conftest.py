"""Settings of the whole suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from monitor import encoder
from monitor.reply import ear

# The same examples every time where a red light must mean a change, new ones at the desk.
settings.register_profile("ci", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("desk", print_blob=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(autouse=True)
def _without_the_ear(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder takes 20 ms a sentence: only tests that are marked ``ear`` listen with it."""
    if request.node.get_closest_marker("ear") is None:
        monkeypatch.setattr(ear, "sounds", lambda *_: iter(()))
        monkeypatch.setattr(encoder, "available", lambda: False)
