"""The linear analyser beside stock vaderSentiment, and the whole verdict beside both.

    python -m bench.vader

Both score the same text in the same process, turn about, and the best of several runs counts.
Times depend on the machine; the ratios hardly do. Stock is left out where it would take longer
than a coffee.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.understand.classify import classify
from monitor.understand.vader import LinearAnalyser

REVIEW = (
    "I came in on Saturday for a birthday cake and waited 40 minutes although there was nobody "
    "else in the shop. The girl at the till was rude, but the cake itself was lovely and really "
    "fresh. I don't think I will be coming back soon, sadly."
)
"""47 words, of which VADER knows four."""

WORDS = REVIEW.split()
STOCK = SentimentIntensityAnalyzer()
LINEAR = LinearAnalyser()
TOO_SLOW_FOR_STOCK = 1_500
NOW = datetime(2026, 11, 22, tzinfo=UTC)

FIRST = """
import resource, time
start = time.perf_counter()
from datetime import UTC, datetime
from monitor.understand.classify import classify
classify("The waiter was rude", 2, None, datetime(2026, 11, 22, tzinfo=UTC))
took = time.perf_counter() - start
print(took * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def seconds(score: Callable[[str], object], text: str, budget: float = 0.3) -> float:
    """The best CPU time of one call, over several within ``budget`` seconds."""
    best, spent = float("inf"), 0.0
    while spent < budget:
        start = time.process_time()
        score(text)
        took = time.process_time() - start
        best = min(best, took)
        spent += max(took, 1e-6)
    return best


def compare(name: str, text: str, *, stock_too: bool = True) -> None:
    """Print one line: how long each takes, and how many times faster the linear one is."""
    linear = seconds(LINEAR.polarity_scores, text)
    if not stock_too:
        print(f"{name:14} {'':>12} {linear * 1000:9.3f} ms")
        return
    stock = seconds(STOCK.polarity_scores, text)
    assert LINEAR.polarity_scores(text) == STOCK.polarity_scores(text)
    ratio = stock / linear
    print(f"{name:14} {stock * 1000:9.3f} ms {linear * 1000:9.3f} ms   {ratio:8,.1f} times")


def main() -> None:
    """Measure and print."""
    print(f"{'':14} {'stock':>12} {'linear':>12}")
    compare("one review", REVIEW)
    for count in (100, 1_000, 5_000):
        text = " ".join((WORDS * (count // len(WORDS) + 1))[:count])
        compare(f"{count:,} words", text)
    for count in (100, 1_000, 3_000):
        compare(f"{count:,} emoji", "😍" * count, stock_too=count < TOO_SLOW_FOR_STOCK)
    compare("50 kB", REVIEW * (50_000 // len(REVIEW)), stock_too=False)

    whole = seconds(lambda text: classify(text, 2, None, NOW), REVIEW, budget=1.0)
    alone = seconds(STOCK.polarity_scores, REVIEW, budget=1.0)
    print(f"\nclassify, whole: {1 / whole:,.0f} reviews/s; stock VADER alone: {1 / alone:,.0f}/s")
    code = [sys.executable, "-c", FIRST]
    first, memory = subprocess.run(code, check=True, capture_output=True, text=True).stdout.split()
    print(f"first verdict {float(first):.0f} ms after the import began; {float(memory):.0f} MB")


if __name__ == "__main__":
    main()
