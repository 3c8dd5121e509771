"""``goodword classify``: verdicts for texts on stdin."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import click

from monitor.cli.lines import stdin_lines
from monitor.cli.output import put_json_line
from monitor.cli.wiring import CLOCK, config_option, config_path, make_feeling, read_config
from monitor.errors import GoodwordError
from monitor.understand.second_look import Look

LOOKS = {None: Look.IN_DOUBT, True: Look.ALWAYS, False: Look.NEVER}


@dataclass(frozen=True, slots=True)
class Text:
    """One line of input."""

    text: str | None
    stars: float | None = None
    lang: str | None = None


@click.command(short_help="Judge texts from stdin, one a line.")
@config_option
@click.option("--lang", metavar="CODE", help="The language to expect in plain lines.")
@click.option(
    "--closely/--quickly",
    default=None,
    help="Look twice at every text, as the bot does at new reviews (35 ms a text), or at none. "
    "Unless told, at those whose words leave doubt.",
)
def command(lang: str | None, closely: bool | None) -> None:
    """Judge texts from stdin: plain lines, or JSON lines {"text","stars"?,"lang"?}.

    Prints one verdict a line as JSON, in the order of the input. Where there are settings, the
    shop's own words and the engine chosen there are used.

    Example: echo "Lovely cake, rude waiter" | goodword classify
    """
    from monitor.understand.judge import Judge
    from monitor.understand.verdict_json import verdict_json

    with ExitStack() as stack:
        look = LOOKS[closely]
        judge = Judge(look=look)
        if config_path().exists():
            config = read_config()
            judge = Judge(config.shop_words, stack.enter_context(make_feeling(config)), look)
        for one in read_texts(stdin_lines(), lang):
            put_json_line(verdict_json(judge.text(one.text, one.stars, one.lang, CLOCK.now())))


def read_texts(lines: Iterable[str], lang: str | None = None) -> Iterator[Text]:
    """Each line as a text. A line that begins like a JSON object but is none is plain text.

    Raises GoodwordError when a JSON line holds a text, stars or lang of the wrong type.
    """
    for number, line in enumerate(lines, 1):
        if not line.startswith("{"):
            yield Text(line, None, lang)
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield Text(line, None, lang)
            continue
        yield _checked(row, number, lang)


def _checked(row: dict[str, object], number: int, lang: str | None) -> Text:
    text, stars, said = row.get("text"), row.get("stars"), row.get("lang", lang)
    if (
        isinstance(text, str | None)
        and isinstance(stars, int | float | None)
        and not isinstance(stars, bool)
        and isinstance(said, str | None)
    ):
        return Text(text, None if stars is None else _float(stars), said)
    raise GoodwordError(
        f"Line {number}: text and lang must be strings, stars a number.",
        hint='Write lines such as {"text": "Cold soup", "stars": 2, "lang": "en"}.',
    )


def _float(stars: float) -> float:
    """``stars``, where a whole number of any length may stand in the line."""
    try:
        return float(stars)
    except OverflowError:
        return math.inf
