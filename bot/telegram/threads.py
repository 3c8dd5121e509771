"""Slow work in a thread of its own, which holds up neither the chat nor goodword's end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


async def apart(work: Callable[[], Result]) -> Result:
    """The outcome of ``work``; what it raises is raised here.

    Unlike with ``asyncio.to_thread``, whoever stops goodword does not wait for it: a language
    model may take its time, and what it says after that concerns nobody.
    """
    outcome: Future[Result] = Future()

    def run() -> None:
        if not outcome.set_running_or_notify_cancel():
            return
        try:
            outcome.set_result(work())
        except Exception as error:
            outcome.set_exception(error)

    threading.Thread(target=run, name="slow work", daemon=True).start()
    return await asyncio.wrap_future(outcome)
