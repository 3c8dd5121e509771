"""What a bad visit cost: time, money or both."""

from __future__ import annotations

import pytest

from monitor.understand import resource
from monitor.understand.passage import prepare
from monitor.verdict import ResourceLost
from tests.monitor.understand.named import named


@pytest.mark.parametrize(
    ("text", "lang", "lost"),
    [
        ("40 minutes", "en", ResourceLost.TIME),
        ("overpriced", "en", ResourceLost.MONEY),
        ("40 minutes, overpriced", "en", ResourceLost.BOTH),
        ("rude", "en", ResourceLost.NONE),
        ("cheap, no queue", "en", ResourceLost.NONE),
        ("wasted trip", "en", ResourceLost.TIME),
        ("turha reissu, rahat takaisin", "fi", ResourceLost.BOTH),
        ("деньги на ветер", "ru", ResourceLost.MONEY),
        ("drum degeaba", "ro", ResourceLost.TIME),
        ("ақшам күйді", "kk", ResourceLost.MONEY),
        ("בזבוז זמן", "he", ResourceLost.TIME),
        ("Zeitverschwendung", "de", ResourceLost.TIME),
        ("dinero tirado", "es", ResourceLost.MONEY),
        ("perdu mon temps", "fr", ResourceLost.TIME),
        ("perdu mon temps", "und", ResourceLost.NONE),
    ],
)
def test_what_the_customer_lost_follows_from_what_hurt(
    text: str, lang: str, lost: ResourceLost
) -> None:
    passage = prepare(text)
    assert resource.lost(passage, lang, named(text, lang)) is lost
