"""Work counted instead of timed, so that growth can be tested on any machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(score: Callable[[str], object], text: str) -> int:
    """How many calls, of Python functions and of built-ins, ``score`` makes for ``text``."""
    count = 0

    def on_event(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        score(text)
    finally:
        sys.setprofile(before)
    return count
