"""Where goodword remembers: one SQLite file, and the only room with SQL in it.

    with Store.open(path) as store:
        with store.transaction():          # all or nothing
            numbers = store.mentions.add(rows)
            store.alerts.enqueue(alerts, now)

One ``Store`` is one connection and belongs to one thread; other threads and processes open
their own on the same file. They may read while one of them writes; writers take turns and
raise StoreBusy when theirs does not come in half a minute. Any other trouble with the file is
a StoreError, and then nothing of the transaction is stored.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from monitor.store import schema
from monitor.store.alerts import Alerts
from monitor.store.backup import Progress, backup
from monitor.store.chats import Chats
from monitor.store.connection import Connection
from monitor.store.corrections import Corrections
from monitor.store.drafts import Drafts
from monitor.store.facts import FactRows
from monitor.store.health import HealthRows
from monitor.store.mentions import Mentions
from monitor.store.muted import MutedRules
from monitor.store.promises import Promises
from monitor.store.questions import Questions
from monitor.store.readings import Readings
from monitor.store.replies import Replies
from monitor.store.rollups import Rollups
from monitor.store.stories import Stories
from monitor.store.validators import ValidatorRows

__all__ = ["Store"]


class Store:
    """The store, one attribute a noun."""

    def __init__(self, connection: Connection) -> None:
        """Use ``Store.open`` instead, which also brings the file up to date."""
        self._connection = connection
        self.mentions = Mentions(connection)
        self.corrections = Corrections(connection)
        self.readings = Readings(connection)
        self.rollups = Rollups(connection)
        self.alerts = Alerts(connection)
        self.drafts = Drafts(connection)
        self.replies = Replies(connection)
        self.facts = FactRows(connection)
        self.promises = Promises(connection)
        self.questions = Questions(connection)
        self.health = HealthRows(connection)
        self.validators = ValidatorRows(connection)
        self.chats = Chats(connection)
        self.muted = MutedRules(connection)
        self.stories = Stories(connection)

    @classmethod
    def open(cls, path: Path | Literal[":memory:"], *, reading: bool = False) -> Self:
        """Open the store at ``path``, making or migrating it as needed.

        For whoever is only ``reading``, a file or disk that cannot be written will do, too.

        Raises StoreTooNew when a newer goodword wrote it, StoreBusy when another keeps it
        locked, StoreError when it is no store of ours (it is left untouched) or unusable.
        """
        connection = Connection(path, reading=reading)
        try:
            schema.check(connection)
            connection.prepare()
            schema.migrate(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Commit everything in the block together, or nothing of it if the block raises."""
        return self._connection.transaction()

    def prove_writable(self) -> None:
        """Raise StoreError where nothing can be stored, such as on a full disk."""
        self._connection.prove_writable()

    def backup(self, dest: Path, progress: Progress | None = None) -> None:
        """Copy the store to ``dest`` while others go on writing; ``progress`` is told how many
        pages are copied, of how many. Put it back with ``monitor.store.backup.restore``."""
        backup(self._connection, dest, progress)
