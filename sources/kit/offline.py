"""A saved payload as the response it once was."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from pathlib import Path

from monitor.source import Request, Response


def saved_response(file: Path, url: str | None, received_at: datetime) -> Response:
    """The bytes of ``file`` as if just fetched from ``url``, or from the file's own address.

    The content type is guessed from the file's ending, as a web server would.
    """
    address = url or file.resolve().as_uri()
    kind, _ = mimetypes.guess_type(file.name)
    headers = {"content-type": kind} if kind else {}
    return Response(Request(address), address, file.read_bytes(), received_at, 200, headers)
