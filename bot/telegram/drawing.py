"""Draws the week's chart in a process of its own, which takes its memory along when it ends.

matplotlib and numpy cost some 60 MB. The bot runs for months and draws a few times a week.
Run as a program, this module reads a pickled ``Week`` from its parent and writes a PNG.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta

from monitor.trends.week import Week

Draw = Callable[[Week], Awaitable[bytes | None]]
"""Draws a chart; None when it cannot be drawn."""

TIME_LIMIT = timedelta(seconds=60)

_log = logging.getLogger(__name__)


async def draw_apart(week: Week) -> bytes | None:
    """The chart of ``week`` as PNG, or None when the drawing failed or took too long."""
    try:
        png = await _drawn(pickle.dumps(week))
    except OSError:  # no memory, or no process to be had
        png = b""
    if not png:
        _log.warning("The chart could not be drawn; the week is sent without it.")
        return None
    return png


async def _drawn(pickled: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", __name__),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    try:
        drawing = process.communicate(pickled)
        png, _ = await asyncio.wait_for(drawing, TIME_LIMIT.total_seconds())
    except TimeoutError:
        return b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return png if process.returncode == 0 else b""


def _main() -> None:
    from monitor.trends.chart import draw

    week = pickle.load(sys.stdin.buffer)  # noqa: S301 (written by the parent process)
    sys.stdout.buffer.write(draw(week))


if __name__ == "__main__":
    _main()
