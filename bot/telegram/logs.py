"""Keeps the token, chat ids and review texts out of the log, whatever level is asked for.

httpx logs every URL, and the token is part of it; python-telegram-bot logs parameters and
whole updates. Of their records only warnings and worse are passed on, and of these only the
template: what would be filled in is exactly what must not be seen.
"""

from __future__ import annotations

import logging

LIBRARIES = ("httpcore", "httpx", "telegram", "tornado")

_log = logging.getLogger(__name__)


class _Template(logging.Handler):
    """Passes on what a library says, without what it says it about."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        suffix = f" ({kind.__name__})" if kind else ""
        _log.log(record.levelno, "%s: %s%s", record.name, record.msg, suffix)


_HANDLER = _Template(logging.WARNING)


def keep_quiet() -> None:
    """Put the guard in front of the libraries' loggers; doing it again changes nothing."""
    for name in LIBRARIES:
        library = logging.getLogger(name)
        library.propagate = False
        library.handlers[:] = [_HANDLER]
