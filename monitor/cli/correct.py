"""``goodword correct``: the owner's word against a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli.mentions import find, mention_json
from monitor.cli.numbers import ROW
from monitor.cli.output import err, put_json
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config

if TYPE_CHECKING:
    from monitor.store import Store

SENTIMENTS = ("negative", "neutral", "positive", "mixed")
URGENCIES = (
    *("none", "injury", "illness", "allergy", "discrimination"),
    *("privacy", "legal", "threat", "child_safety"),
)


@click.command(short_help="Set right how a mention was read.")
@config_option
@click.argument("number", metavar="ID", type=ROW)
@click.option("--sentiment", type=click.Choice(SENTIMENTS), help="How you read it.")
@click.option("--urgency", type=click.Choice(URGENCIES), help="What is urgent about it.")
@click.option("--take-back", is_flag=True, help="Let goodword's own reading stand again.")
@click.option("--json", "as_json", is_flag=True, help="Print the mention as JSON.")
def command(
    number: int, sentiment: str | None, urgency: str | None, take_back: bool, as_json: bool
) -> None:
    """Say how you read a mention. Your word wins over every engine, now and later.

    It holds for the words as they are: if the customer writes something else, that is read afresh.

    Example: goodword correct 12 --sentiment negative --urgency none
    """
    if take_back == bool(sentiment or urgency):
        raise click.UsageError("Give --sentiment, --urgency or both; or --take-back alone.")
    with open_store(read_config()) as store:
        find(store, number)
        says = _taken_back(store, number) if take_back else _said(store, number, sentiment, urgency)
        mention = find(store, number)
    if as_json:
        put_json(mention_json(mention))
    else:
        err.print(says.format(number=number), markup=False)


def _said(store: Store, number: int, sentiment: str | None, urgency: str | None) -> str:
    from monitor.correction import Correction
    from monitor.verdict import Sentiment, Urgency

    correction = Correction(
        None if sentiment is None else Sentiment(sentiment),
        None if urgency is None else Urgency(urgency),
    )
    store.corrections.say(number, correction, CLOCK.now())
    return "#{number} counts as you say from now on."


def _taken_back(store: Store, number: int) -> str:
    if store.corrections.take_back(number, CLOCK.now()):
        return "#{number} is read as goodword reads it."
    return "You had said nothing about #{number} as it is worded now."
