"""Twelve weeks as one picture for a phone: how many, how they felt, how they rated.

There is no name in the picture: the caption says whose it is, and a stranger's word or a
script that the font does not know can spoil nothing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.trends.week import Span, Week
from monitor.verdict import Sentiment

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "Last 7 days: {this}   ·   7 days before: {before}"
STARS = "Average stars"
FEW_RATINGS = "○ fewer than {n} ratings"
NOTHING = "Nothing was said in these twelve weeks"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# From the bottom up. Colours of Okabe and Ito, which colour-blind eyes tell apart.
LAYERS: tuple[tuple[Sentiment, str, str], ...] = (
    (Sentiment.NEGATIVE, "unhappy", "#d55e00"),
    (Sentiment.MIXED, "mixed", "#f0b13c"),
    (Sentiment.NEUTRAL, "neutral", "#9aa5ad"),
    (Sentiment.UNKNOWN, "not understood", "#dfe3e6"),
    (Sentiment.POSITIVE, "happy", "#0072b2"),
)
INK, FAINT, BAND = "#1f2933", "#6b7780", "#eef4f9"
WIDTH, HEIGHT, DPI = 1080, 900, 100
SMALL, MEDIUM, LARGE = 19, 21, 27
FEW = 5
"""An average of fewer ratings is drawn hollow: one more could turn it."""


def draw(week: Week) -> bytes:
    """The chart of ``week`` as PNG, 1080 by 900 pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    if any(span.count for span in week.history):
        _draw_history(figure, week)
    else:
        figure.text(0.5, 0.5, NOTHING, size=LARGE, color=FAINT, ha="center", va="center")
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _draw_history(figure: Figure, week: Week) -> None:
    title = TITLE.format(this=compact(week.this.count), before=compact(week.before.count))
    figure.text(0.03, 0.945, title, size=LARGE, color=INK, weight="bold", va="center")
    rated = any(span.average is not None for span in week.history)
    bars = figure.add_axes((0.085, 0.385 if rated else 0.11, 0.89, 0.44 if rated else 0.715))
    _draw_counts(bars, week.history)
    _draw_legend(figure, week.history)
    last = bars
    if rated:
        last = figure.add_axes((0.085, 0.11, 0.89, 0.165))
        _draw_stars(figure, last, week.history)
        bars.tick_params(axis="x", labelbottom=False)
    _label_weeks(last, week.history)


def _draw_counts(axes: Axes, history: Sequence[Span]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    weeks = range(len(history))
    floor = [0] * len(history)
    for sentiment, _, colour in LAYERS:
        counts = [span.by_sentiment.get(sentiment, 0) for span in history]
        axes.bar(weeks, counts, 0.74, floor, color=colour, edgecolor="white", linewidth=1)
        floor = [below + count for below, count in zip(floor, counts, strict=True)]
    top = max(floor)
    for position, total in enumerate(floor):
        this = position == len(history) - 1
        axes.annotate(
            compact(total),
            (position, total),
            (0, 5),
            textcoords="offset points",
            ha="center",
            size=MEDIUM if this else SMALL,
            weight="bold" if this else "normal",
            color=INK if this else FAINT,
        )
    _tidy(axes, len(history))
    axes.set_ylim(0, max(top * 1.16, 4))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: compact(round(value))))
    axes.grid(axis="y", color="#e4e9ec", linewidth=1)


def _draw_stars(figure: Figure, axes: Axes, history: Sequence[Span]) -> None:
    points = [
        (position, span.average, span.rated)
        for position, span in enumerate(history)
        if span.average is not None
    ]
    line = [float("nan") if span.average is None else span.average for span in history]
    axes.plot(range(len(history)), line, color=INK, linewidth=2, zorder=2)
    for position, average, rated in points:
        fill = "white" if rated < FEW else INK
        axes.plot(position, average, "o", ms=10, mfc=fill, mec=INK, mew=2, zorder=3)
        this = position == len(history) - 1
        axes.annotate(
            f"{average:.1f}",
            (position, average),
            (0, 9 if average < 3.5 else -26),
            textcoords="offset points",
            ha="center",
            size=SMALL,
            weight="bold" if this else "normal",
            color=INK if this else FAINT,
        )
    _tidy(axes, len(history))
    axes.set_ylim(0.4, 5.6)
    axes.set_yticks([1, 3, 5])
    axes.grid(axis="y", color="#e4e9ec", linewidth=1)
    figure.text(0.03, 0.305, STARS, size=MEDIUM, color=INK, weight="bold", va="center")
    if any(rated < FEW for _, _, rated in points):
        note = FEW_RATINGS.format(n=FEW)
        figure.text(0.975, 0.305, note, size=SMALL, color=FAINT, ha="right", va="center")


def _draw_legend(figure: Figure, history: Sequence[Span]) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(facecolor=colour, label=label)
        for sentiment, label, colour in reversed(LAYERS)
        if any(span.by_sentiment.get(sentiment, 0) for span in history)
    ]
    figure.legend(
        handles=handles,
        loc="center left",
        bbox_to_anchor=(0.015, 0.88),
        ncols=len(handles),
        frameon=False,
        fontsize=SMALL,
        labelcolor=INK,
        handlelength=0.9,
        handletextpad=0.4,
        columnspacing=1.2,
    )


def _tidy(axes: Axes, weeks: int) -> None:
    """No box, no tick marks, a band behind this week."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#c3ccd2")
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=FAINT)
    axes.set_xlim(-0.6, weeks - 0.4)
    axes.set_xticks(range(weeks))
    axes.axvspan(weeks - 1.5, weeks - 0.4, color=BAND, zorder=0)


def _label_weeks(axes: Axes, history: Sequence[Span]) -> None:
    """The last day of each week; its month where it changes."""
    labels, month = [], 0
    for span in history:
        name = MONTHS[span.last.month - 1] if span.last.month != month else ""
        month = span.last.month
        labels.append(f"{span.last.day}\n{name}")
    axes.set_xticklabels(labels, linespacing=1.25)
    this = axes.get_xticklabels()[-1]
    this.set_fontweight("bold")
    this.set_color(INK)


def compact(number: int) -> str:
    """``number`` in at most five characters: "987", "12k", "3.4M"."""
    if number < 10_000:
        return str(number)
    if number < 999_500:
        return f"{round(number / 1000)}k"
    return f"{number / 1_000_000:.1f}M"
