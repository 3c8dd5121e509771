"""Build the model: ``make model``, or ``python -m training.build [FOLDER]``.

FOLDER holds the labelled data (``MANIFEST.tsv``, ``train/``); the outcome is
``monitor/understand/data/model.bin`` and ``tongues.bin``, the same bytes at every run.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from training import blend, corpus, fit, matrix, pack, tongues

OUTCOME = Path(__file__).parents[1] / "monitor/understand/data"
VERSION = "ngram/1"
SET_ASIDE = 10
"""One text in so many does not train the weights: on these the blend is fitted."""
FIRST = frozenset({"en", "fi", "he", "kk", "ro", "ru"})
FIRST_BOOST = 2.0
OWN_BOOST = 1.7
OWN_TIMES = 8
"""The project's own few sentences come so many times: a heavier row would only learn in jolts."""


def boost(each: corpus.DataSet) -> float:
    """How much more than its size a data set counts."""
    return (FIRST_BOOST if each.lang in FIRST else 1.0) * (OWN_BOOST if each.own else 1.0)


def divide(sets: Sequence[corpus.DataSet]) -> tuple[list[corpus.DataSet], list[corpus.DataSet]]:
    """The rows that train and those set aside, by the text alone."""
    parts: tuple[list[corpus.DataSet], list[corpus.DataSet]] = ([], [])
    for each in sets:
        for aside in (False, True):
            rows = tuple(
                row for row in each.rows if (crc32(row[0].encode()) % SET_ASIDE == 0) == aside
            )
            if rows:
                parts[aside].append(replace(each, rows=rows))
    return parts


def train(sets: Sequence[corpus.DataSet]) -> pack.Packed:
    """Weights for all languages in ``sets``, made small."""
    sets = [replace(each, rows=each.rows * (OWN_TIMES if each.own else 1)) for each in sets]
    labels = [[label for _, label in each.rows] for each in sets]
    sizes = [len(each) for each in labels]
    rows = matrix.build(text for each in sets for text, _ in each.rows)
    say(f"{rows.shape[0]:,} texts, {rows.nnz:,} pieces")
    weights = fit.fit(
        rows,
        np.concatenate([np.asarray(each) for each in labels]),
        fit.balance(sizes, labels, [boost(each) for each in sets]),
        np.repeat([each.binary for each in sets], sizes),
    )
    return pack.pack(weights, np.bincount(rows.indices, minlength=rows.shape[1]))


def say(line: str) -> None:
    """Tell whoever waits."""
    print(f"{time.process_time():6.0f} s  {line}", file=sys.stderr, flush=True)


def main() -> None:
    """Build both files and print their sums."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else corpus.DATA
    sets = [*corpus.read(folder / "train"), *corpus.own(), *corpus.plain(), *corpus.terms()]
    say(f"{len(sets)} data sets")
    save("tongues.bin", tongues.build(sets))
    training, aside = divide(sets)
    packed = train(training)
    header: dict[str, object] = {
        "version": VERSION,
        "blend": {},
    }
    header["blend"] = blend.fit(pack.write(packed, header), aside)
    save("model.bin", pack.write(packed, header))


def save(name: str, blob: bytes) -> None:
    """Write one file and print its sum."""
    (OUTCOME / name).write_bytes(blob)
    print(f"{name}  {len(blob):,} bytes  sha256 {hashlib.sha256(blob).hexdigest()}")


if __name__ == "__main__":
    main()
