"""Teach the second look how people write elsewhere: ``python -m training.public [FOLDER]``.

FOLDER holds the labelled data, as for ``training.build``. Asks the encoder where public texts
stand, and the project's own posts beside them, fits a small network to how they feel, and to what
sets the project's own sentences of customers apart from them, and writes
``monitor/understand/data/second_look_public.bin``, the same bytes at every run on one machine.

The encoder reads some thirty texts a second, so of 350,000 it is asked for some only: of each
language as many, from its data sets by the root of their size, and of each label alike; always for
the same ones.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np

from monitor.encoder import LONGEST
from monitor.understand import second_look
from training import corpus, encoded, network, outcome
from training.corpus import DataSet
from training.encoded import Floats

MANNER = network.Manner(networks=1, inner=512, rounds=10, dropped=0.35)
"""More networks, or fewer inner numbers, change nothing that is not chance."""
MOST, ELSE = 3_500, 400
"""Texts of a language in which shops are known, and of any other, ..."""
OURS = 1_500
"""... and the project's own sentences, of each of its languages. They say nothing of how one feels
elsewhere: where they did, Finnish subtitles were read worse by a point."""
TOLD_APART = 0.5
"""What it counts whether a text is a shop's, beside how it feels."""
FADING = 0.75
"""A language with more texts counts more, but not by as much."""
PLACES = encoded.SENTENCES.with_name("public.npz")
HALFWAY = encoded.SENTENCES.with_name("public_halfway.npz")


class Text(NamedTuple):
    """What somebody wrote, and how they felt: 0 negative, 1 neither, 2 positive."""

    lang: str
    text: str
    label: int


def chosen(sets: Sequence[DataSet], taught: Iterable[str]) -> list[Text]:
    """The texts of ``sets`` to be learnt from; ``taught`` are the languages of known shops."""
    known = frozenset(taught)
    return [
        text
        for lang in sorted({each.lang for each in sets})
        for text in share(
            [each for each in sets if each.lang == lang], MOST if lang in known else ELSE
        )
    ]


def share(sets: Sequence[DataSet], most: int) -> Iterator[Text]:
    """About ``most`` texts of ``sets``, by the root of their size, and of each label alike."""
    whole = sum(len(each.rows) ** 0.5 for each in sets)
    for each in sets:
        labels = sorted({label for _, label in each.rows})
        room = round(most * len(each.rows) ** 0.5 / whole / len(labels))
        for label in labels:
            texts = sorted((text for text, at in each.rows if at == label), key=_drawn)
            yield from (Text(each.lang, text[:LONGEST], label) for text in texts[:room])


def _drawn(text: str) -> int:
    return crc32(text.encode())


def worth(texts: Sequence[Text]) -> Floats:
    """What each of ``texts`` counts: the labels of a language alike."""
    languages = Counter(each.lang for each in texts)
    labels = Counter((each.lang, each.label) for each in texts)
    counts = np.array(
        [languages[each.lang] ** FADING / labels[each.lang, each.label] for each in texts]
    )
    even: Floats = (counts / counts.mean()).astype(np.float32)
    return even


def labelled(texts: Sequence[Text], ours: Sequence[Text]) -> tuple[Floats, Floats]:
    """What holds of public ``texts`` and then of ``ours``, and what each of that counts: how they
    feel of the first alone, and which of the two they are."""
    label = np.array([each.label for each in (*texts, *ours)])
    own = np.arange(len(label)) >= len(texts)
    columns = np.stack([label == 0, label == 2, own], axis=1).astype(np.float32)
    felt = np.concatenate([worth(texts), np.zeros(len(ours), np.float32)]) / (1 - own.mean())
    _, apart = network.alike(own)
    counts = np.stack([felt, felt, TOLD_APART * apart[:, 0]], axis=1).astype(np.float32)
    return columns, counts


def main() -> None:
    """Teach and write."""
    data = next((Path(each) for each in sys.argv[1:]), corpus.DATA)
    own = corpus.own()
    texts = chosen([*corpus.read(data / "train"), *corpus.posts()], (each.lang for each in own))
    ours = [text for each in own for text in share([each], OURS)]
    said = [each.text for each in (*texts, *ours)]
    found = np.hstack([encoded.sentences(said, PLACES), encoded.halfway(said, HALFWAY)])
    middle, spread = found[: len(texts)].mean(0), found[: len(texts)].std(0)
    taught = network.teach((found - middle) / spread, *labelled(texts, ours), MANNER)
    blob = network.write(taught, {"columns": second_look.OF_PUBLIC}, middle, spread)
    outcome.save(Path(str(second_look.FOLDER / second_look.PUBLIC)), blob)


if __name__ == "__main__":
    main()
