"""Networks read back from their file say what they said when they were taught."""

from __future__ import annotations

import numpy as np
import pytest

from monitor import networks
from training import network


def test_networks_are_read_as_they_were_taught() -> None:
    dice = np.random.default_rng(1)
    seen = dice.normal(size=(600, 5)).astype(np.float32)
    middle, spread = seen.mean(0), seen.std(0)
    even = (seen - middle) / spread
    labels = np.stack([seen[:, 0] * seen[:, 1] > 0, seen[:, 2] > 0], axis=1).astype(np.float32)
    manner = network.Manner(networks=2, inner=32, rounds=5, dropped=0.2)
    taught = network.teach(even, labels, np.ones_like(labels), manner)
    beside = np.arange(6, dtype=np.float32).reshape(2, 3)
    blob = network.write(taught, {"name": "x"}, middle, spread, beside)
    header, (table,), read = networks.read(blob, besides=1)
    assert header["name"] == "x"
    assert table.tolist() == beside.tolist()
    for place, odds in zip(seen, network.heard(taught, even), strict=True):
        assert read.said(read.even(place)) == pytest.approx(odds, abs=0.1)
        assert read.odds(read.even(place)) == pytest.approx(odds[0], abs=0.1)
