"""A program that writes to a store until it is told, or killed: ``python writer.py MODE PATH ID``.

``pages``   stores twenty pages of five mentions, each mention with an alert.
``die``     kills itself in the middle of a transaction, after its statements ran (as ID, too).
``forever`` stores page after page and prints one line for each commit.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from monitor.alert import AlertKind, NewAlert
from monitor.store import Store
from tests.monitor.store.samples import NOW, edit, new, review

PAGES = 20
PAGE = 5


def page(store: Store, name: str, number: int) -> None:
    """New mentions, an alert for each, and an edit of the first."""
    items = [review(f"{name}-{number}-{n}", text=f"bread {name} {n}") for n in range(PAGE)]
    with store.transaction():
        numbers = store.mentions.add([new(item) for item in items])
        store.mentions.edit([edit(numbers[0], review(items[0].id, text=f"cake {name}"))])
        store.alerts.enqueue(
            [NewAlert(AlertKind.NEW, "console", f"mention:{n}:v1", mention=n) for n in numbers],
            NOW,
        )
        if name == "die":
            os.kill(os.getpid(), signal.SIGKILL)


def main(mode: str, path: Path, name: str) -> None:
    with Store.open(path) as store:
        for number in range(PAGES) if mode == "pages" else count():
            page(store, name, number)
            if mode == "forever":
                sys.stdout.write(f"{number}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
