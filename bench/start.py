"""How long ``goodword --help`` takes, and what an idle process keeps in memory.

    python -m bench.start

Times are medians of nine fresh processes, beside a bare Python; memory is the resident size
after the collector and the bot's libraries have been loaded and a database opened.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

IDLE = """
import resource
{code}
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

COLLECTOR = """
from pathlib import Path
from monitor.config import from_table
from monitor.service import Collector
from monitor.store import Store
from monitor.clock import SystemClock
from sources.registry import build
config = from_table({"shop": {"name": "x"}})
sources = {"a": build("a", {"type": "feed", "url": "https://a.example/feed"})}
collector = Collector(config, sources, None, SystemClock())
store = Store.open(":memory:")
"""

LEVELS = {
    "bare Python": "",
    "collector": COLLECTOR,
    "collector and bot": COLLECTOR + "import bot.telegram.app\n",
    "the same with a verdict": COLLECTOR
    + "import bot.telegram.app\nfrom monitor.understand.classify import classify\n"
    + "from datetime import datetime, UTC\nclassify('Nice', 5, 'en', datetime.now(UTC))\n",
}


def milliseconds(*command: str, times: int = 9) -> float:
    """The median of fresh runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def megabytes(code: str) -> float:
    """Resident memory of a fresh process that ran ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", IDLE.format(code=code)], check=True, capture_output=True, text=True
    )
    return int(done.stdout) / 1024


def main() -> None:
    """Measure and print."""
    bare = milliseconds(sys.executable, "-c", "pass")
    shown = milliseconds(sys.executable, "-c", "from monitor.cli import main; main()", "--help")
    print(f"goodword --help  {shown:6.0f} ms  x{shown / bare:.1f} of a bare Python's {bare:.0f} ms")
    for name, code in LEVELS.items():
        print(f"{name:24} {megabytes(code):6.0f} MB")


if __name__ == "__main__":
    main()
