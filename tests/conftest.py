"""Settings of the whole suite."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from monitor import encoder
from monitor.reply import ear

# The same examples every time where a red light must mean a change, new ones at the desk.
settings.register_profile("ci", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("desk", print_blob=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

MEMORY, ROOM = Path("/dev/shm"), 2 << 30
"""Where files live in memory, and how many bytes must be free there. SQLite waits for a disk at
each commit, which is half the time of the tests that kill; what a killed process wrote to memory
stays there as it would on a disk. Set ``TMPDIR`` to have them elsewhere."""

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)


@pytest.fixture(autouse=True)
def _without_the_ear(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder takes 20 ms a sentence: only tests that are marked ``ear`` listen with it."""
    if request.node.get_closest_marker("ear") is None:
        monkeypatch.setattr(ear, "sounds", lambda *_: iter(()))
        monkeypatch.setattr(encoder, "available", lambda: False)
