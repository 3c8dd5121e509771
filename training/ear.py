"""Teach the linter's ear: ``python -m training.ear``.

Reads the project's own replies (``training/replies/<language>.tsv``: stars, review, reply with each
harmful stretch as ``[[move|words]]``), remarks (``training/remarks/<language>.tsv``: move or
``fine``, sentence), the replies of ``tests/data`` and what drafts are made of
(``monitor/reply/phrases``), asks the encoder where each sentence stands, and fits small networks by
Adam. Prints how well they do on replies they have not heard, and writes
``monitor/reply/ear.bin``, the same bytes at every run on one machine.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from monitor.reply import ear
from monitor.reply.rules import moves
from monitor.reply.wording import expanded, filled
from training import encoded, network, outcome
from training.encoded import Floats

HERE = Path(__file__).parent
KNOWN = HERE.parent / "tests/data/replies"
PHRASES = HERE.parent / "monitor/reply/phrases"
ENDS = (".", "!", "?")
MARK = re.compile(r"\[\[(\w+)\|(.*?)\]\]")
FINE = "fine"
STARS_ONLY = "-"
OWN_SHARE = 0.5
"""A stretch belongs to a sentence if it covers so much of the shorter of the two."""
PULL = 0.01
PLACES = 3
"""Of the sentence, of the reply and of the review."""
MANNER = network.Manner(networks=3, inner=128, rounds=25, dropped=0.35)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, the moves made in it, what it stands in, and what that answers, if anything."""

    lang: str
    said: str
    reply: str
    moves: frozenset[str]
    review: str = ""

    @property
    def group(self) -> str:
        """Rows of one group are kept together when some are set aside."""
        return self.review or self.said

    @property
    def harmful(self) -> bool:
        """Whether some move does more harm than a warning is worth."""
        return any(moves()[move].harmful for move in self.moves)


def rows(folder: Path = HERE, known: Path = KNOWN, phrases: Path = PHRASES) -> list[Row]:
    """Every sentence that somebody has labelled."""
    return [
        *_from_replies(folder / "replies"),
        *_from_remarks(folder / "remarks"),
        *_from_known(known),
        *_from_phrases(phrases),
    ]


def _from_replies(folder: Path) -> Iterator[Row]:
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            _, review, marked = line.split("\t")
            yield from _sentences(file.stem, review.removeprefix(STARS_ONLY), *unmarked(marked))


def _from_known(folder: Path) -> Iterator[Row]:
    """The replies that the rules were written by, and are tested on; not those that do harm nobody
    has said where."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            if raw["defensive"] and not raw["spans"]:
                continue
            stretches = [(span["move"], span["start"], span["end"]) for span in raw["spans"]]
            yield from _sentences(raw["lang"], raw["review"]["text"] or "", raw["reply"], stretches)


def _sentences(
    lang: str, review: str, reply: str, stretches: Sequence[tuple[str, int, int]]
) -> Iterator[Row]:
    for one in ear.remarks(reply):
        made = {move for move, *at in stretches if _belongs(one.start, one.end, *at)}
        yield Row(lang, one.said, reply, frozenset(made), review)


def _from_remarks(folder: Path) -> Iterator[Row]:
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            move, said = line.split("\t")
            made = frozenset({move} - {FINE})
            yield Row(file.stem, said, said, made)


def _from_phrases(folder: Path) -> Iterator[Row]:
    """The whole sentences that drafts are made of: an owner who edits one should not be told that
    the rest of it does harm."""
    for file in sorted(folder.glob("*.toml")):
        for sentence in sorted(set(_strings(tomllib.loads(file.read_text(encoding="utf-8"))))):
            said = filled(expanded([sentence])[0], {})
            if said is not None and said.endswith(ENDS):
                yield Row(file.stem, said, said, frozenset())


def _strings(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for each in told.values() if isinstance(told, dict) else told:
            yield from _strings(each)


def unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A reply without its marks, and each move with where its words stand."""
    reply, stretches, after = "", [], 0
    for mark in MARK.finditer(marked):
        reply += marked[after : mark.start()]
        stretches.append((mark[1], len(reply), len(reply) + len(mark[2])))
        reply += mark[2]
        after = mark.end()
    return reply + marked[after:], stretches


def _belongs(start: int, end: int, first: int, last: int) -> bool:
    shared = min(end, last) - max(start, first)
    return shared > OWN_SHARE * min(end - start, last - first)


def evened(told: Sequence[Row]) -> tuple[Floats, Floats, Floats]:
    """Where each sentence stands, its reply and its review beside it, evened out; with the middle
    and the spread that did so. Where there is no review the middle stands for it."""
    alone = encoded.sentences([row.said for row in told])
    whole = encoded.sentences([row.reply for row in told])
    answers = np.array([bool(row.review) for row in told])
    reviews = encoded.sentences([row.review for row in told if row.review])
    beside = np.tile(reviews.mean(0), (len(told), 1))
    beside[answers] = reviews
    found = np.hstack([alone, whole, beside])
    spreads = (alone.std(0), whole.std(0) / ear.BESIDE, reviews.std(0) / ear.BESIDE)
    middle, spread = found.mean(0), np.concatenate(spreads)
    return (found - middle) / spread, middle, spread


def kinds(even: Floats, labels: NDArray[np.int64], count: int) -> tuple[Floats, Floats]:
    """A linear reading of which move a harmful sentence makes."""
    from scipy.optimize import minimize

    width = even.shape[1]
    told = np.eye(count)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        table, start = flat[:-count].reshape(width, count), flat[-count:]
        logits = even @ table + start
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        cost = -np.log(chances[told > 0] + network.TINY).mean() + PULL / 2 * (table**2).sum()
        wrong = (chances - told) / len(even)
        return float(cost), np.concatenate([(even.T @ wrong + PULL * table).ravel(), wrong.sum(0)])

    found = minimize(
        loss, np.zeros((width + 1) * count), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    ).x.astype(np.float32)
    return found[:-count].reshape(width, count), found[-count:]


def main() -> None:
    """Teach, tell, write."""
    told = rows()
    table, middle, spread = evened(told)
    harmful = np.array([row.harmful for row in told])
    labels, worth = network.alike(harmful)
    odds = network.unheard(table, labels, worth, [row.group for row in told], MANNER)
    network.tell([row.lang for row in told], odds[:, 0], harmful)
    names = sorted({move for row in told if row.harmful for move in row.moves})
    chosen = [(at, move) for at, row in enumerate(told) for move in row.moves if move in names]
    made = np.array([names.index(move) for _, move in chosen])
    width = table.shape[1] // PLACES
    slope, start = kinds(table[[at for at, _ in chosen], :width], made, len(names))
    ears = network.teach(table, labels, worth, MANNER)
    blob = network.write(ears, {"moves": names}, middle, spread, slope, start)
    outcome.save(Path(str(ear.FILE)), blob)


if __name__ == "__main__":
    main()
