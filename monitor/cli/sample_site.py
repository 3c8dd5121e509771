"""The sample shop's sites on loopback: real formats, so that the real collector reads them.

The payloads beside this file hold dates as ``[[-3d 08:15 iso]]`` ("three days ago, a quarter
past eight"), written out when served, so that the sample never grows old; and blocks between
``[[new`` and ``new]]`` that the sites show only once ``news`` is set.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import urlsplit

PATHS = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/news.atom": ("news.atom", "application/atom+xml"),
    "/export.csv": ("export.csv", "text/csv; charset=utf-8"),
    "/wp-json/wc/store/v1/products/reviews": ("woocommerce.json", "application/json"),
}
NEWS = re.compile(r"\[\[new\n(.*?)[ \t]*new\]\]\n", re.DOTALL)
DATE = re.compile(r"\[\[-(\d+)d (\d\d):(\d\d) (iso|naive)\]\]")


@dataclass
class SampleSite:
    """All of the shop's sites. ``now`` is an aware moment that the dates are counted from."""

    now: datetime
    news: bool = False
    address: str = ""

    def payload(self, path: str) -> tuple[str, str] | None:
        """Text and content type of what stands at ``path``."""
        if path not in PATHS:
            return None
        name, kind = PATHS[path]
        text = (files("monitor.cli") / "sample_shop" / name).read_text(encoding="utf-8")
        text = NEWS.sub(r"\1" if self.news else "", text)
        return DATE.sub(self._date, text), kind

    def _date(self, found: re.Match[str]) -> str:
        days, hour, minute = (int(part) for part in found.groups()[:3])
        moment = (self.now - timedelta(days=days)).replace(hour=hour, minute=minute, second=0)
        if moment > self.now:
            # "This morning" must have happened, also for those who try the sample at night.
            moment = self.now - timedelta(minutes=60 - minute)
        return moment.isoformat(timespec="seconds")[: 19 if found[4] == "naive" else None]


@contextmanager
def serve_sample(now: datetime) -> Iterator[SampleSite]:
    """The sample's sites on a free loopback port, until the block ends."""
    site = SampleSite(now)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.payload(urlsplit(self.path).path)
            body = b"not here" if found is None else found[0].encode()
            self.send_response(404 if found is None else 200)
            self.send_header("Content-Type", "text/plain" if found is None else found[1])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Silent: the terminal belongs to the tour."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
