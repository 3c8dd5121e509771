"""What single words mean, learnt from places that an encoder gave them."""

from __future__ import annotations

import json
import zlib

import numpy as np
import pytest

pytest.importorskip("scipy")

from monitor.understand import ngrams
from monitor.understand.model import Model
from monitor.understand.passage import prepare
from training import corpus, meaning

PLACES = {
    word: np.array(place, np.float16)
    for word, place in {
        "sour": (1, 0, 0, 0.2),
        "kislo": (1, 0.1, 0, 0.2),
        "stale": (1, 0.2, 0.1, 0),
        "warm": (-1, 0, 0.1, 0.3),
        "teplo": (-1, 0.1, 0, 0.3),
        "crisp": (-1, 0.2, 0.1, 0),
        "vote": (0, 1, 1, 0),
        "party": (0.1, 1, 0.9, 0.1),
    }.items()
}
OURS = corpus.DataSet(
    "en.own", "en", (("sour stale", 0), ("stale", 0), ("warm crisp", 2), ("crisp", 2)) * 5
)
PUBLIC = corpus.DataSet("en.news", "en", (("vote party", 2), ("party", 0), ("vote", 2)) * 5)


def reader() -> Model:
    learned = meaning.learn(PLACES, [PUBLIC], [OURS])
    header = {
        "version": "t", "blend": {}, "taught": [],
        "side": [[0.0] * 32] * 2, "plain": [[0.0] * 8] * 2, "bias": [[0.0, 0.0]] * 2,
        "meaning": learned.step, "start": learned.start, "words": len(learned.codes),
    }  # fmt: skip
    tables = bytes(2 * ngrams.BUCKETS) + learned.codes.tobytes() + learned.rows.tobytes()
    return Model(json.dumps(header).encode() + b"\n" + zlib.compress(tables))


def test_a_word_of_another_language_means_what_its_neighbours_mean() -> None:
    read = reader()
    assert read.weigh(prepare("kislo"), "en").side < 0 < read.weigh(prepare("teplo"), "en").side


def test_what_sounds_of_a_shop_is_told_from_what_does_not() -> None:
    read = reader()
    assert (
        read.weigh(prepare("kislo"), "en").shop > 0.5 > read.weigh(prepare("party vote"), "en").shop
    )


def test_words_that_recur_or_are_ours_are_worth_knowing() -> None:
    public = corpus.DataSet("en.x", "en", (("once twice twice 42", 0),))
    ours = corpus.DataSet("en.own", "en", (("sour", 0),))
    assert meaning.vocabulary([public], [ours]) == ["sour", "twice"]
