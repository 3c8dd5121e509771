"""Build the model: ``make model``, or ``python -m training.build [--measure | --free] [FOLDER]``.

FOLDER holds the labelled data (``MANIFEST.tsv``, ``train/``); the outcome is ``model.bin``,
``subjects.bin`` and ``tongues.bin`` in ``monitor/understand/data``, the same bytes at every run.

``--measure`` leaves the held topics of the project's own sentences out and writes ``model.bin``
and ``subjects.bin`` to ``build``, which ``python -m bench.shop_sentences --held`` reads. ``--free``
does the same with only those data sets whose licence is clearly permissive.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from training import blend, corpus, encoded, fit, inner, matrix, meaning, pack, subjects, tongues
from training.outcome import save

OUTCOME = Path(__file__).parents[1] / "monitor/understand/data"
MEASURED = Path(__file__).parents[1] / "build"
VERSION = "ngram/5"
SET_ASIDE = 10
"""One text in so many does not train the weights: on these the blend is fitted."""
FIRST = frozenset({"en", "fi", "he", "kk", "ro", "ru"})
FIRST_BOOST = 2.0
OWN_BOOST = 2.0
"""The project's own sentences, beside the phrases of the lists, which are many and alike."""
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
    options = {each for each in sys.argv[1:] if each.startswith("--")}
    data = next((Path(each) for each in sys.argv[1:] if each not in options), corpus.DATA)
    public = corpus.read(data / "train")
    if "--free" in options:
        public = corpus.free(public, data)
    public += corpus.posts()
    ours = corpus.own(held=False if options else None)
    beside = [*corpus.plain(), *corpus.terms()]
    say(f"{len(public)} data sets")
    taught = frozenset(each.lang for each in ours)
    known = [each for each in public if each.lang in taught]
    places = encoded.words(meaning.vocabulary(known, [*corpus.own(), *beside]))
    say(f"{len(places):,} words")
    folder = MEASURED if options else OUTCOME
    folder.mkdir(exist_ok=True)
    told = [*subjects.sentences(held=False if options else None), *subjects.phrases()]
    spoken = inner.learn(places, told, subjects.COLUMNS)
    save(folder / "subjects.bin", inner.write(spoken, subjects.COLUMNS))
    training, aside = divide([*public, *ours, *beside])
    learned = meaning.learn(
        places,
        [each for each in training if each.lang in taught and each.public],
        [each for each in training if each.sentences],
    )
    # What shops taught is not drowned in tweets, and does not spoil the reading of tweets.
    ears = (
        train([each for each in training if each.public]),
        train([each for each in training if not each.public]),
    )
    header: dict[str, object] = {"version": VERSION, "blend": {}, "taught": sorted(taught)}
    header["blend"] = blend.fit(pack.write(*ears, learned, header), aside)
    blob = pack.write(*ears, learned, header)
    save(folder / "model.bin", blob)
    if not options:
        save(folder / "tongues.bin", tongues.build([*public, *ours, *beside]))


if __name__ == "__main__":
    main()
