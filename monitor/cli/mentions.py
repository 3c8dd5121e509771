"""``goodword mentions``: what is stored, listed or one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli.numbers import ROW
from monitor.cli.output import out, printable, put_json, put_table
from monitor.cli.wiring import config_option, open_store, read_config
from monitor.errors import GoodwordError

if TYPE_CHECKING:
    from monitor.correction import Correction
    from monitor.mention import Mention, Rating, Version
    from monitor.store import Store

SENTIMENTS = ("negative", "neutral", "positive", "mixed", "unknown")
STATUSES = ("open", "snoozed", "handled", "not_about_us")
HEADINGS = ("#", "day", "stars", "sentiment", "status", "source", "author", "text")


@click.group("mentions", invoke_without_command=True, short_help="List what people said.")
@config_option
@click.option("--source", metavar="KEY", help="Only from this source.")
@click.option("--place", help="Only about this place.")
@click.option("--sentiment", type=click.Choice(SENTIMENTS), help="Only of this sentiment.")
@click.option("--status", type=click.Choice(STATUSES), help="Only of this status.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on.")
@click.option("--unanswered", is_flag=True, help="Only what still waits for an answer.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, /, limit: int, as_json: bool, **wanted: object) -> None:
    """List what people said, newest first; ``show ID`` tells one whole, with its history.

    Example: goodword mentions --sentiment negative --unanswered
    """
    if ctx.invoked_subcommand is not None:
        return
    from monitor.cli.filters import read_filter

    with open_store(read_config(), reading=True) as store:
        found = store.mentions.list(read_filter(**wanted), limit=limit)
    put_mentions(found, as_json=as_json)


@command.command("show", short_help="One mention, whole.")
@config_option
@click.argument("number", metavar="ID", type=ROW)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(number: int, as_json: bool) -> None:
    """One mention with its verdict, its earlier wordings and where it was met.

    Example: goodword mentions show 12
    """
    with open_store(read_config(), reading=True) as store:
        mention = find(store, number)
        versions = store.mentions.versions(number)
        origins = store.mentions.origins(number)
    if as_json:
        put_json(
            mention_json(mention)
            | {
                "versions": [version_json(version) for version in versions],
                "origins": [
                    {"source": origin.source, "id": origin.item_id, "url": origin.url}
                    for origin in origins
                ],
            }
        )
        return
    put_table(HEADINGS, [row(mention)])
    for part in (mention.item.title, mention.item.text, mention.item.url):
        if part:
            out.print(printable(part), markup=False)
    for reason in mention.verdict.reasons:
        out.print(f"because: {printable(reason)}", markup=False)
    for version in versions:
        out.print(
            f"before {version.seen_at:%Y-%m-%d}: {printable(version.text or '')}", markup=False
        )


def find(store: Store, number: int) -> Mention:
    """The mention of that number. Raises GoodwordError when there is none."""
    mention = store.mentions.get(number)
    if mention is None:
        raise GoodwordError(
            f"There is no mention #{number}.", hint="`goodword mentions` lists the numbers."
        )
    return mention


def put_mentions(found: list[Mention], *, as_json: bool) -> None:
    """A list of mentions on stdout; that there are none is said beside it."""
    if as_json:
        put_json([mention_json(mention) for mention in found])
    elif not found:
        click.echo("Nothing was found.", err=True)
    else:
        put_table(HEADINGS, map(row, found))


def row(mention: Mention) -> tuple[str, ...]:
    """One line of the table."""
    item, rating = mention.item, mention.item.rating
    return (
        str(mention.number),
        mention.day.isoformat(),
        "" if rating is None else f"{rating.value:g}/{rating.best:g}",
        mention.verdict.sentiment.value,
        mention.status.value,
        mention.source,
        item.author.name or "",
        " ".join(item.words.split())[:80],
    )


def mention_json(mention: Mention) -> dict[str, object]:
    """A mention as JSON: the item as ``source parse`` shows it, and what goodword knows."""
    from monitor.understand.verdict_json import verdict_json
    from sources.kit.page_json import item_json

    return item_json(mention.item) | {
        "number": mention.number,
        "source": mention.source,
        "place": mention.place,
        "day": mention.day.isoformat(),
        "status": mention.status.value,
        "first_seen_at": mention.first_seen_at.isoformat(),
        "verdict": verdict_json(mention.verdict),
        "correction": _correction_json(mention.correction),
    }


def _correction_json(correction: Correction | None) -> dict[str, str | None] | None:
    """What the owner said against the reading; null where it stands."""
    if correction is None:
        return None
    return {"sentiment": correction.sentiment, "urgency": correction.urgency}


def version_json(version: Version) -> dict[str, object]:
    """An earlier wording as JSON."""
    return {
        "version": version.version,
        "title": version.title,
        "text": version.text,
        "rating": _rating_json(version.rating),
        "seen_at": version.seen_at.isoformat(),
    }


def _rating_json(rating: Rating | None) -> dict[str, float] | None:
    if rating is None:
        return None
    return {"value": rating.value, "best": rating.best, "worst": rating.worst}
