"""Look for bytes that make an adapter's ``parse`` raise anything but the contract's errors.

    python -m fuzz.parse KEY [SECONDS]

Guided by the coverage of the adapter's own code, from its saved cases on. It needs the package
atheris, which is not installed with the rest. Exit code 0 means that nothing was found.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["sources"]):
    from sources.registry import load

from monitor.errors import SourceError
from monitor.source import Request, Response

CASES = Path(__file__).parents[1] / "tests" / "data"
RECEIVED = datetime(2026, 11, 2, 9, tzinfo=UTC)
LONGEST = 20_000
SLOWEST = 10
"""Seconds that one input may take."""


def main(key: str, seconds: int) -> None:
    """Fuzz one adapter for a while."""
    source = load(key).offline()
    request = Request("https://site.example/reviews")

    def one(data: bytes) -> None:
        try:
            source.parse(Response(request, request.url, data, RECEIVED))
        except SourceError:
            return

    with TemporaryDirectory() as corpus:
        for number, case in enumerate(sorted((CASES / key).glob("*"))):
            if case.is_file() and not case.name.endswith(".expected.json"):
                (Path(corpus) / str(number)).write_bytes(case.read_bytes()[:LONGEST])
        options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}"]
        atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=1024", corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60)
