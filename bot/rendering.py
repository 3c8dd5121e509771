"""Telegram's HTML and the week's chart as a terminal shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from rich.style import Style
from rich.text import Text

from bot.screens.dates import SHORT_MONTHS
from monitor.trends.chart import LAYERS
from monitor.trends.week import Span, Week

BAR = "▎ "
BARS = 36
"""Width of the longest bar of the preview, in characters."""

STYLES = {
    "b": Style(bold=True),
    "strong": Style(bold=True),
    "i": Style(italic=True),
    "em": Style(italic=True),
    "u": Style(underline=True),
    "s": Style(strike=True),
    "code": Style(color="cyan"),
    "pre": Style(color="cyan"),
    "blockquote": Style(),
}
COLOURS = {feeling: colour for feeling, _, colour in LAYERS}
# Escape sequences could rewrite the screen; isolates are for Telegram, terminals show boxes.
_NOT_FOR_TERMINALS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2066-\u2069\ud800-\udfff]")


def to_text(html: str) -> Text:
    """``html``, as screens write it, with its markup as terminal styles.

    What a stranger wrote can neither move the cursor nor change a colour.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    """Turns the tags that Telegram knows into styles; quotes get a bar before each line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = Text()
        self._styles: list[tuple[str, Style]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = STYLES.get(tag, Style())
        if tag == "a":
            style = Style(underline=True, link=dict(attrs).get("href"))
        if tag == "blockquote":
            self.text.append(BAR, "dim")
        self._styles.append((tag, style))

    def handle_endtag(self, tag: str) -> None:
        if self._styles and self._styles[-1][0] == tag:
            self._styles.pop()

    def handle_data(self, data: str) -> None:
        style = Style.combine([Style(), *(style for _, style in self._styles)])
        lines = _NOT_FOR_TERMINALS.sub("", data).split("\n")
        quoted = any(tag == "blockquote" for tag, _ in self._styles)
        for position, line in enumerate(lines):
            if position:
                self.text.append("\n")
                if quoted:
                    self.text.append(BAR, "dim")
            self.text.append(line, style)


def chart_preview(week: Week) -> Text:
    """Twelve weeks as twelve bars, coloured as in the picture."""
    most = max((span.count for span in week.history), default=0)
    return Text("\n").join(_bar(span, most) for span in week.history) if most else Text()


def _bar(span: Span, most: int) -> Text:
    line = Text(f"{span.last.day:>2} {SHORT_MONTHS[span.last.month - 1]} ", "dim")
    counts = [span.by_sentiment.get(feeling, 0) for feeling in COLOURS]
    for colour, cells in zip(COLOURS.values(), shares(counts, most, BARS), strict=True):
        line.append("█" * cells, colour)
    return line.append(f" {span.count}")


def shares(counts: Sequence[int], most: int, width: int) -> list[int]:
    """Whole cells for each count, where ``most`` would fill ``width``; what is there shows."""
    return [max(1, count * width // most) if count else 0 for count in counts]
