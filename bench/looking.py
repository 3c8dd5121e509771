"""When a benchmark takes a second look: ``--closely`` at every text, ``--in-doubt`` at some."""

from __future__ import annotations

from collections.abc import Container

from monitor.understand.second_look import Look

LOOKS = {"--closely": Look.ALWAYS, "--in-doubt": Look.IN_DOUBT}


def look_of(arguments: Container[str]) -> Look:
    """What ``arguments`` ask for; by default the words alone are read."""
    return next((look for option, look in LOOKS.items() if option in arguments), Look.NEVER)
