"""Which words sound of a shop, learnt from as many texts of either kind."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from monitor.understand import ngrams
from training import corpus, gate, wordwise

OURS = [
    corpus.DataSet("en.own", "en", tuple((f"the waiter came {at}", 0) for at in range(60))),
    corpus.DataSet("fi.own", "fi", tuple((f"tarjoilija tuli {at}", 0) for at in range(20))),
]
PUBLIC = [
    corpus.DataSet("en.news", "en", tuple((f"they voted {at}", 0) for at in range(500))),
    corpus.DataSet("en.film", "en", tuple((f"a film {at}", 0) for at in range(10))),
    corpus.DataSet("fi.news", "fi", tuple((f"he äänestivät {at}", 0) for at in range(500))),
    corpus.DataSet("sv.news", "sv", tuple((f"de röstade {at}", 0) for at in range(500))),
]
PLACES = {
    word: np.array(place, np.float16)
    for word, place in {"waiter": (1, 0, 0.1), "voted": (0, 1, 0), "film": (0, 1, 0.2)}.items()
}


def test_either_kind_is_met_equally_often_in_each_language_that_has_both() -> None:
    rows = gate.rows(PUBLIC, OURS)
    shop = [text for text, told, _ in rows if told]
    rest = [text for text, told, _ in rows if not told]
    assert len(shop) == 80
    assert sum("voted" in text for text in rest) == 30
    assert sum("film" in text for text in rest) == 10
    assert sum("äänestivät" in text for text in rest) == 20
    assert not any("röstade" in text for text in rest)


def test_words_as_such_tell_the_two_apart_and_what_is_new_leans_to_the_shop() -> None:
    found = gate.learn(PLACES, PUBLIC, OURS)
    rows = dict(zip(found.codes.tolist(), found.rows[:, 0].tolist(), strict=True))
    waiter, voted = (rows[next(ngrams.names(word))] for word in ("waiter", "voted"))
    assert waiter > 128 > voted
    level = wordwise.learn(PLACES, gate.rows(PUBLIC, OURS), (gate.SHOP,))
    assert found.start[0] == pytest.approx(level.start[0] + gate.LEAN)
