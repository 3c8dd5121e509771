from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.telegram.drawing import draw_apart
from monitor.trends.week import Span, Week
from monitor.verdict import Sentiment

FIRST = date(2026, 11, 16)


def week(count: int = 3) -> Week:
    span = Span(FIRST, FIRST + timedelta(days=6), count, {Sentiment.POSITIVE: count}, 0, None)
    return Week("Corner Bakery", span, span, (span,) * 12, (), (), (), (), None, None, 0, None, ())


async def test_the_chart_is_drawn_in_a_process_of_its_own() -> None:
    png = await draw_apart(week())
    assert png is not None
    assert png.startswith(b"\x89PNG")


async def test_a_chart_that_cannot_be_drawn_is_none_and_no_trouble() -> None:
    assert await draw_apart(replace(week(), history=(None,))) is None  # type: ignore[arg-type]


async def test_a_machine_that_can_start_no_process_costs_the_chart_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert await draw_apart(week()) is None


def test_the_bot_itself_never_loads_the_drawing_library() -> None:
    code = "import bot.telegram.app, sys; print({'matplotlib', 'numpy'} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert loaded.stdout.strip() == "set()", loaded.stderr
