"""Teach the second look: ``python -m training.second_look``.

Asks the encoder where each of the project's own sentences stands, at its end and halfway, of which
somebody has said what it speaks of, fits small networks to what holds of it (the columns of
``training.subjects``: how it feels, which aspects, what is grave), and writes
``monitor/understand/data/second_look.bin``, the same bytes at every run on one machine. With
``--measure`` a fifth of the topics is kept aside, and told is how well the networks do there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from monitor.understand import second_look
from monitor.understand.subjects import URGENT
from training import encoded, inner, network, outcome, own, subjects

MANNER = network.Manner(networks=2, inner=512, rounds=16, dropped=0.35)
"""Chosen on reviews that had taught nothing (docs/model.md)."""


def main() -> None:
    """Teach, tell, write."""
    measure = "--measure" in sys.argv[1:]
    told = [(lang, each) for lang, each in own.every() if each.urgency is not None]
    texts = [each.text for _, each in told]
    found = np.hstack([encoded.sentences(texts), encoded.halfway(texts)])
    middle, spread = found.mean(0), found.std(0)
    even = (found - middle) / spread
    rows = [subjects.row(each) for _, each in told]
    labels, worth = inner.labelled(rows, subjects.COLUMNS)
    if measure:
        aside = np.array([each.held for _, each in told])
        taught = network.teach(even[~aside], labels[~aside], worth[~aside], MANNER)
        urgent = subjects.COLUMNS.index(URGENT)
        odds = network.heard(taught, even[aside])[:, urgent]
        network.tell([lang for lang, each in told if each.held], odds, labels[aside, urgent] > 0)
        return
    taught = network.teach(even, labels, worth, MANNER)
    blob = network.write(taught, {"columns": subjects.COLUMNS}, middle, spread)
    outcome.save(Path(str(second_look.FOLDER / second_look.SHOP)), blob)


if __name__ == "__main__":
    main()
