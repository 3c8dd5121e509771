"""One plain sentence on how well goodword reads, and honest about small numbers."""

from __future__ import annotations

from bot.screens.languages import language_name
from monitor.trends.accuracy import Accuracy

OF_MANY = "You corrected {corrected} of the {seen} that I read for you in the last three months."
AND_IN_ONE = (
    "You corrected {corrected} of the {seen} that I read for you in the last three months; "
    "in {language} {wrong} of {read}."
)
OF_FEW = (
    "You corrected {corrected} of the {seen} that I read for you in the last three months: "
    "too few to say how well I read."
)


def accuracy_line(accuracy: Accuracy) -> str:
    """The sentence as HTML."""
    counts = {"corrected": accuracy.corrected, "seen": accuracy.seen}
    if not accuracy.telling:
        return OF_FEW.format(**counts)
    weakest = accuracy.weakest
    if weakest is None:
        return OF_MANY.format(**counts)
    return AND_IN_ONE.format(
        **counts,
        language=language_name(weakest.lang),
        wrong=weakest.corrected,
        read=weakest.seen,
    )
