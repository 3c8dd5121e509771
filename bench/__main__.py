"""All benchmarks, one after the other: ``make bench``."""

from __future__ import annotations

import subprocess
import sys

ALL = ("start", "pipeline", "poll", "ingest", "week", "vader", "speed")


def main() -> int:
    """Run each in a process of its own, so that none warms up another's caches."""
    for name in ALL:
        print(f"\n== bench.{name}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
