"""How fast whole verdicts come, by language, beside stock VADER's score alone.

    python -m bench.speed

The texts are the project's own sentences, joined two by two into reviews; each is read once
before the clock starts and then several times over, the best round counts. "fresh" is the first
round in a new process, when every word is new to it. Times depend on the machine; look at the
ratios.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.understand.classify import classify
from training.own import SENTENCES

LANGUAGES = ("en", "fi", "he", "kk", "ro", "ru")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ROUNDS = 7
TEXTS = 2_000
"""Of each language: as many as have no more different words than goodword remembers."""
LONG = 50_000
UNITS = ("the rude waiter, ", "😀😡", "not ", "x", "ө", "ה ", "!?", "🤢")

FIRST = """
import time
start = time.perf_counter()
from datetime import UTC, datetime
from monitor.understand.classify import classify
classify("Palvelu oli tyly", 2, None, datetime(2026, 11, 22, tzinfo=UTC))
took = time.perf_counter() - start
from bench.speed import LANGUAGES, peak, reviews, verdict
once = peak()
for lang in LANGUAGES:
    for text in reviews(lang):
        verdict(text)
print(took * 1000, once, peak())
"""


def reviews(lang: str) -> list[str]:
    """Texts of about 20 words, as long as an ordinary review."""
    lines = (SENTENCES / f"{lang}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    texts = [line.split("\t")[2] for line in lines if line.count("\t") >= 2]
    return [" ".join(texts[at : at + 2]) for at in range(0, len(texts) - 1, 2)][:TEXTS]


def seconds(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """CPU time of one round over ``texts``."""
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start


def verdict(text: str) -> object:
    """The whole chain, with nothing known but the text."""
    return classify(text, None, None, NOW)


def peak() -> float:
    """The most memory this process ever held, in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Measure and print."""
    stock = SentimentIntensityAnalyzer().polarity_scores
    print("lang   words   fresh/s  verdicts/s  stock VADER/s  verdicts to VADER")
    for lang in LANGUAGES:
        texts = reviews(lang)
        fresh = len(texts) / seconds(verdict, texts)
        ours = len(texts) / min(seconds(verdict, texts) for _ in range(ROUNDS))
        theirs = len(texts) / min(seconds(stock, texts) for _ in range(ROUNDS))
        words = sum(len(text.split()) for text in texts) / len(texts)
        shares = f"{ours:11,.0f} {theirs:14,.0f} {ours / theirs:18.2f}"
        print(f"{lang:6} {words:5.0f} {fresh:9,.0f} {shares}")
    worst = max(seconds(verdict, [unit * (LONG // len(unit))]) for unit in UNITS)
    print(f"\nlongest of {len(UNITS)} texts of {LONG:,} characters: {worst * 1000:.0f} ms")
    code = [sys.executable, "-c", FIRST]
    outcome = subprocess.run(code, check=True, capture_output=True, text=True).stdout
    first, once, whole = map(float, outcome.split())
    print(f"first verdict {first:.0f} ms after the import began, {once:.0f} MB")
    print(f"after all six languages {whole:.0f} MB")


if __name__ == "__main__":
    main()
