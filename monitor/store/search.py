"""Finding mentions by their words (FTS5), and keeping the index true.

The index holds no copy of the texts, so it must be told the old words before they change and
the new ones after; ``renewed`` does both, one statement a batch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from monitor.mention import Mention
from monitor.store.connection import Connection
from monitor.store.encode import clean, pack
from monitor.store.mapping import mention

MATCHES = 2000
"""So many matches are sorted by day; the bound keeps a search for "the" quick."""

_COLUMNS = "title, text, author, translation"


def index_from(connection: Connection, number: int) -> None:
    """Index all mentions from ``number`` on, just added."""
    connection.change(
        f"INSERT INTO mentions_fts (rowid, {_COLUMNS}) "
        f"SELECT number, {_COLUMNS} FROM words WHERE number >= ?",
        (number,),
    )


@contextmanager
def renewed(connection: Connection, numbers: Collection[int]) -> Iterator[None]:
    """Index ``numbers`` anew around a change of their words."""
    chosen = f"{_COLUMNS} FROM words WHERE number IN (SELECT value FROM json_each(?))"
    packed = (pack(list(numbers)),)
    connection.change(
        f"INSERT INTO mentions_fts (mentions_fts, rowid, {_COLUMNS}) "
        f"SELECT 'delete', number, {chosen}",
        packed,
    )
    yield
    connection.change(
        f"INSERT INTO mentions_fts (rowid, {_COLUMNS}) SELECT number, {chosen}", packed
    )


def search(connection: Connection, words: str, limit: int) -> list[Mention]:
    """Mentions that hold all of ``words`` or words that begin so, newest day first.

    Letters match without regard to case and accents. Newest rather than best match first: it
    is what an owner looks for. Of a word that is nearly everywhere, only the MATCHES stored
    last are looked at.
    """
    # Each word in quotes is a literal for FTS5, whatever signs it holds; the star allows more
    # letters after it, which stands in for grammar in languages that decline their words.
    plain = clean(words).replace("ё", "е").replace("Ё", "Е")
    query = " ".join('"{}"*'.format(word.replace('"', '""')) for word in plain.split())
    if not query:
        return []
    found = connection.rows(
        "SELECT m.* FROM (SELECT rowid AS number FROM mentions_fts WHERE mentions_fts MATCH ? "
        f"ORDER BY rowid DESC LIMIT {MATCHES}) JOIN mentions m USING (number) "
        "ORDER BY m.day DESC, m.number DESC LIMIT ?",
        (query, limit),
    )
    return [mention(row) for row in found]
