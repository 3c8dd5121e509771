"""What sites gave us to ask "anything new since?"."""

from __future__ import annotations

import hashlib

from monitor.source import Validators
from monitor.store.connection import Connection
from monitor.store.encode import clean_or_none


class ValidatorRows:
    """The validators of every source and address. Addresses may hold tokens: only their
    digest is stored."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, source: str, url: str) -> Validators | None:
        """What came with the last page from ``url``, or None."""
        row = self._connection.row(
            "SELECT etag, last_modified FROM validators WHERE source = ? AND address = ?",
            (source, _digest(url)),
        )
        return None if row is None else Validators(row["etag"], row["last_modified"])

    def put(self, source: str, url: str, validators: Validators) -> None:
        """Keep what came with the page just stored; with nothing in it, forget the old."""
        address = (source, _digest(url))
        if validators == Validators():
            self._connection.change(
                "DELETE FROM validators WHERE source = ? AND address = ?", address
            )
            return
        self._connection.change(
            "INSERT INTO validators (source, address, etag, last_modified) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE "
            "SET etag = excluded.etag, last_modified = excluded.last_modified",
            (*address, clean_or_none(validators.etag), clean_or_none(validators.last_modified)),
        )


def _digest(url: str) -> bytes:
    return hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()
