"""The store behind a thread of its own.

A SQLite connection belongs to one thread, and waiting for a lock must not stop the event
loop. One thread also means that nothing we do to the store overlaps.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from monitor.store import Store

Result = TypeVar("Result")


class StoreThread:
    """``async with StoreThread(path) as store: await store.run(lambda s: ...)``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._store: Store | None = None

    async def __aenter__(self) -> Self:
        """Open the file. Raises StoreError."""
        try:
            self._store = await self._call(lambda: Store.open(self._path))
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._call(self._opened.close)
        self._thread.shutdown()

    async def run(self, work: Callable[[Store], Result]) -> Result:
        """The outcome of ``work`` on the store, once its turn has come. Raises StoreError."""
        return await self._call(lambda: work(self._opened))

    @property
    def _opened(self) -> Store:
        if self._store is None:
            raise RuntimeError("the store is used outside of its `async with`")
        return self._store

    async def _call(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
