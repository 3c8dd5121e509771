"""Teach the second look: ``python -m training.second_look``.

Asks the encoder where each of the project's own sentences stands of which somebody has said
whether it is grave, fits small networks, prints how well they do in topics that they have not
heard of, and writes ``monitor/understand/data/second_look.bin``, the same bytes at every run on
one machine.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from monitor.understand import second_look
from monitor.verdict import Urgency
from training import network, own


def rows(folder: Path = own.SENTENCES) -> list[tuple[str, own.Sentence]]:
    """The sentences that somebody has looked at, each with its language."""
    return [
        (file.stem, each)
        for file in sorted(folder.glob("*.tsv"))
        for each in own.read(file)
        if each.urgency is not None
    ]


def main() -> None:
    """Teach, tell, write."""
    told = rows()
    found = network.places([each.text for _, each in told])
    middle, spread = found.mean(0), found.std(0)
    even = (found - middle) / spread
    grave = np.array([each.urgency is not Urgency.NONE for _, each in told])
    odds = network.unheard(even, grave, [each.topic for _, each in told])
    for lang in ("", *sorted({lang for lang, _ in told})):
        of = np.array([each.startswith(lang) for each, _ in told])
        right = network.area(odds[of], grave[of])
        print(f"{lang or 'all':4}{of.sum():6} sentences, auc {right:.3f}")
    blob = network.write(network.teach(even, grave), {}, middle, spread)
    Path(str(second_look.FILE)).write_bytes(blob)
    print(f"second_look.bin  {len(blob):,} bytes  sha256 {hashlib.sha256(blob).hexdigest()}")


if __name__ == "__main__":
    main()
