"""Settings of the whole suite."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples every time where a red light must mean a change, new ones at the desk.
settings.register_profile("ci", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("desk", print_blob=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
