"""Reads history anew, batch by batch, beside whoever else uses the store.

What is read is kept in one short transaction a batch, so that a collector waits for
milliseconds, and a run that was broken off goes on where it stopped: what is done carries the
present engine's name. Nothing is ever announced from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.mention import Mention
from monitor.store import Store
from monitor.understand.judge import Judge
from monitor.verdict import Verdict

BATCH = 50
"""Mentions in memory, and in one transaction."""
SLOW_BATCH = 5
"""So many where an engine thinks over each: what it has said should not be lost to a crash."""


@dataclass(slots=True)
class Summary:
    """What has become of the counts, from what to what and how often.

    ``kept`` are mentions whose reading the owner corrected.
    """

    engine: str
    read: int = 0
    kept: int = 0
    sentiments: Counter[tuple[str, str]] = field(default_factory=Counter)
    urgencies: Counter[tuple[str, str]] = field(default_factory=Counter)
    changed: int = 0

    def note(self, before: Mention, after: Verdict) -> None:
        """Count one mention that counts as ``after`` from now on."""
        verdict = before.verdict
        self.read += 1
        self.kept += before.correction is not None
        if verdict.sentiment is not after.sentiment:
            self.sentiments[verdict.sentiment.value, after.sentiment.value] += 1
        if verdict.urgency is not after.urgency:
            self.urgencies[verdict.urgency.value, after.urgency.value] += 1
        self.changed += (verdict.sentiment, verdict.urgency) != (after.sentiment, after.urgency)


def relabel(
    store: Store,
    judge: Judge,
    now: datetime,
    *,
    since: date = date.min,
    again: bool = False,
    dry_run: bool = False,
    languages: Mapping[str, str] | None = None,
    progress: Callable[[int], object] = lambda _done: None,
) -> Summary:
    """Read every mention since that day anew that another engine has read; ``again``: all.

    ``dry_run`` keeps nothing. ``languages`` are those to expect, by source. ``progress`` is told
    how many each batch had; what it raises ends the run, and what is done stays done. Raises
    StoreError.
    """
    summary, after = Summary(judge.engine), 0
    size = BATCH if judge.feeling is None else SLOW_BATCH
    expected = languages or {}
    while batch := store.readings.stale(judge.engine, since, after, size, again=again):
        after = batch[-1].number
        # Outside of any transaction: an engine may take its time.
        read = [(each, judge.item(each.item, expected.get(each.source), now)) for each in batch]
        counted = _as_counted(read) if dry_run else store.readings.renew(read)
        for mention, _ in read:
            if mention.number in counted:
                summary.note(mention, counted[mention.number])
        progress(len(batch))
    return summary


def _as_counted(read: list[tuple[Mention, Verdict]]) -> Mapping[int, Verdict]:
    """What would be counted: the owner's word where there is one."""
    return {
        mention.number: verdict
        if mention.correction is None
        else mention.correction.applied(verdict)
        for mention, verdict in read
    }
