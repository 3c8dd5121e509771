"""Teach the second look: ``python -m training.second_look``.

Asks the encoder where each of the project's own sentences stands of which somebody has said
whether it is grave, fits small networks, prints how well they do in topics that they have not
heard of, and writes ``monitor/understand/data/second_look.bin``, the same bytes at every run on
one machine.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from monitor.understand import second_look
from monitor.verdict import Urgency
from training import network, outcome, own


def main() -> None:
    """Teach, tell, write."""
    told = [(lang, each) for lang, each in own.every() if each.urgency is not None]
    found = network.places([each.text for _, each in told])
    middle, spread = found.mean(0), found.std(0)
    even = (found - middle) / spread
    grave = np.array([each.urgency is not Urgency.NONE for _, each in told])
    odds = network.unheard(even, grave, [each.topic for _, each in told])
    network.tell([lang for lang, _ in told], odds, grave)
    blob = network.write(network.teach(even, grave), {}, middle, spread)
    outcome.save(Path(str(second_look.FILE)), blob)


if __name__ == "__main__":
    main()
