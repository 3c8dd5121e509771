"""Which words sound like a customer telling what happened in a shop, and which do not.

Most public texts are tweets, subtitles, notes on films and telephones, and the project's own
sentences are what customers tell of shops. The same words mean other things in the two, so the
reader keeps what they taught apart, and hears each as far as a text sounds like it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from training import wordwise
from training.corpus import DataSet
from training.encoded import Places
from training.wordwise import Learned, Row

SHOP = "shop"
SEED = 20261122
LEAN = 0.5
"""What is written about a shop not met before sounds a little less of one than what taught this:
so much is added to the log odds of every text (chosen on the reviews of ``bench/unseen``)."""


def learn(places: Places, public: Sequence[DataSet], ours: Sequence[DataSet]) -> Learned:
    """How much each word sounds of a shop."""
    found = wordwise.learn(places, rows(public, ours), (SHOP,))
    return replace(found, start=found.start + LEAN)


def rows(public: Sequence[DataSet], ours: Sequence[DataSet]) -> list[Row]:
    """All of ``ours``, and from the ``public`` texts of the same language about as many, from each
    data set alike: in every language both are met equally often."""
    dice = random.Random(SEED)  # noqa: S311  # nothing here is a secret
    found: list[Row] = []
    for mine in ours:
        found += ((text, frozenset({SHOP}), 1.0) for text, _ in mine.rows)
        others = [each.rows for each in public if each.lang == mine.lang]
        for theirs in others:
            share = min(len(theirs), len(mine.rows) // len(others))
            found += ((text, frozenset(), 1.0) for text, _ in dice.sample(theirs, share))
    return found
