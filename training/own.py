"""The project's own labelled sentences: what a customer wrote, what they meant, what about.

``sentences/<language>.tsv``, no header, separated by tabs: label (-1, 0, 1), topic, text, and
where somebody has said so aspects (``wait_time:neg,staff_attitude:pos``, ``-`` for none) and the
urgent matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from monitor.verdict import Polarity, Urgency

SENTENCES = Path(__file__).parent / "sentences"
LABELS = {"-1": 0, "0": 1, "1": 2}
HELD_OUT = 5
"""One topic in so many can be kept aside, to score on."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``label`` is 0 negative, 1 neither or both, 2 positive; ``aspects`` are pairs of an aspect
    and its polarity. ``aspects`` and ``urgency`` are None where nobody has looked."""

    topic: str
    text: str
    label: int
    aspects: frozenset[tuple[str, Polarity]] | None = None
    urgency: Urgency | None = None

    @property
    def held(self) -> bool:
        """Whether it can be kept aside to score on."""
        return is_held(self.topic)


def is_held(topic: str) -> bool:
    """Whether ``topic`` is held out: by its name alone, the same in every language and run."""
    return crc32(topic.strip().lower().encode()) % HELD_OUT == 0


def read(file: Path) -> Iterator[Sentence]:
    """The sentences of one language; a line that is none is passed over."""
    for line in file.read_text(encoding="utf-8").splitlines():
        label, topic, text, aspects, urgency, *_ = (*line.split("\t"), *[""] * 5)
        if label in LABELS and text.strip():
            yield Sentence(
                topic,
                text,
                LABELS[label],
                _aspects(aspects.strip()),
                Urgency(urgency.strip()) if urgency.strip() else None,
            )


def every(folder: Path = SENTENCES) -> Iterator[tuple[str, Sentence]]:
    """All sentences of ``folder``, each with its language."""
    for file in sorted(folder.glob("*.tsv")):
        for each in read(file):
            yield file.stem, each


def _aspects(listed: str) -> frozenset[tuple[str, Polarity]] | None:
    if not listed:
        return None
    pairs = (each.strip().partition(":") for each in listed.split(",") if ":" in each)
    return frozenset((aspect, Polarity(polarity)) for aspect, _, polarity in pairs)
