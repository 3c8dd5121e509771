"""Train the linter's second voice: ``python -m training.voice``.

Reads the project's own labelled replies (``tests/data/replies/*.jsonl``), counts in each what
``monitor.reply.voice`` counts, and fits a logistic regression by Newton's method. Prints how well
the model does on what it has not seen (a tenth of all, each language, the second batches), and
writes ``monitor/reply/voice.toml``, the same bytes at every run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from monitor.draft import Severity
from monitor.reply.review import Review
from monitor.reply.tone import counted, lint

HERE = Path(__file__).parents[1]
LABELLED = HERE / "tests/data/replies"
OUTCOME = HERE / "monitor/reply/voice.toml"
PRECISE = 0.96
"""The threshold is the lowest at which so many of the flagged replies are defensive, those
included that the rules flag by themselves."""
SURE = 1.5
"""The threshold is never lower than this (log odds): between four and five to one."""
PULL = 4.0
"""How strongly weights are pulled towards nought (L2, in rows)."""
STEPS = 25
TENTHS = 10

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """One labelled reply as the model sees it."""

    lang: str
    batch: int
    defensive: bool
    by_rule: bool
    told: dict[str, float]


def rows() -> Iterator[Row]:
    """Every labelled reply that the second voice would be asked about."""
    for file in sorted(LABELLED.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            said = raw["review"]
            review = Review(said["stars"], said["text"], said["author"])
            told = counted(raw["reply"], lang=raw["lang"], review=review)
            if told is not None:
                found = lint(raw["reply"], lang=raw["lang"], review=review)
                by_rule = any(one.by == "rule" and one.severity != Severity.WARN for one in found)
                yield Row(raw["lang"], raw["batch"], raw["defensive"], by_rule, told)


def fit(chosen: list[Row], names: list[str]) -> Floats:
    """Weights of ``names``, and the bias last; both classes weigh the same."""
    table = matrix(chosen, names)
    labels = np.array([row.defensive for row in chosen], float)
    shares = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    scale = np.append(table[:, :-1].std(axis=0) + 1e-6, 1.0)
    table = table / scale
    pull = np.append(np.full(len(names), PULL), 0.0)
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (shares * (likely - labels)) + pull * weights
        curve = (table * (shares * likely * (1 - likely))[:, None]).T @ table
        weights = weights - np.linalg.solve(curve + np.diag(pull) + 1e-9, slope)
    found: Floats = weights / scale
    return found


def matrix(chosen: list[Row], names: list[str]) -> Floats:
    """A row of counts for each reply, and a one for the bias."""
    return np.array([[*(row.told[name] for name in names), 1.0] for row in chosen], float)


def unseen(everything: list[Row], groups: list[str], names: list[str]) -> Floats:
    """The log odds of each row by a model that has not seen its group."""
    odds = np.zeros(len(everything))
    for group in sorted(set(groups)):
        own = [at for at, one in enumerate(groups) if one == group]
        rest = [row for row, one in zip(everything, groups, strict=True) if one != group]
        odds[own] = matrix([everything[at] for at in own], names) @ fit(rest, names)
    return odds


def threshold(odds: Floats, by_rule: Flags, labels: Flags) -> float:
    """The lowest log odds from which on what is flagged, by rule or model, is ``PRECISE``."""
    for least in np.unique(odds):
        if labels[by_rule | (odds >= least)].mean() >= PRECISE:
            return max(float(least), SURE)
    return max(float(odds.max()), SURE)


def main() -> None:
    """Train, tell, write."""
    everything = list(rows())
    names = list(everything[0].told)
    labels = np.array([row.defensive for row in everything])
    tenths = [str(at % TENTHS) for at in range(len(everything))]
    odds = unseen(everything, tenths, names)
    by_rule = np.array([row.by_rule for row in everything])
    least = threshold(odds, by_rule, labels)
    tell("a tenth not seen", by_rule | (odds >= least), labels)
    langs = np.array([row.lang for row in everything])
    if len(set(langs)) > 1:
        odds = unseen(everything, langs.tolist(), names)
        for lang in sorted(set(langs)):
            own = langs == lang
            tell(f"{lang} not seen", (by_rule | (odds >= least))[own], labels[own])
    second = np.array([row.batch == 2 for row in everything])
    if second.any():
        first = fit([row for row in everything if row.batch == 1], names)
        odds = matrix(everything, names) @ first
        tell("second batches", (by_rule | (odds >= least))[second], labels[second])
    weights = fit(everything, names)
    lines = [f"{name} = {weight:.4f}" for name, weight in zip(names, weights, strict=False)]
    head = "# Written by training/voice.py. Log odds of a defensive reply, a count at a time.\n\n"
    body = f"bias = {weights[-1]:.4f}\nthreshold = {least:.4f}\n\n[weights]\n"
    OUTCOME.write_text(head + body + "\n".join(lines) + "\n", encoding="utf-8")


def tell(title: str, flagged: Flags, labels: Flags) -> None:
    """Precision and recall on one line."""
    right = int((flagged & labels).sum())
    precise, recalled = right / max(int(flagged.sum()), 1), right / max(int(labels.sum()), 1)
    print(f"{title:18}{len(labels):5} precision {precise:.2f} recall {recalled:.2f}")


if __name__ == "__main__":
    main()
