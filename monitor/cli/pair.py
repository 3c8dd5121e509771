"""``goodword pair``: a code for one more chat; which chats there are; the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli.output import err, put_json, put_table
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config
from monitor.errors import GoodwordError

if TYPE_CHECKING:
    from datetime import tzinfo

    from monitor.store.rows import Chat

HEADINGS = ("chat", "since", "reached", "name")
ENDED = "The pairing was ended."


@click.command(short_help="A one-time code for one more chat.")
@config_option
@click.option("--list", "listed", is_flag=True, help="List the chats that are told, instead.")
@click.option("--end", metavar="CHAT", help="Tell that chat nothing any more, instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the code, or the list, as JSON.")
def command(listed: bool, end: str | None, as_json: bool) -> None:
    """Print a one-time code; whoever sends it to the bot within an hour is told everything, too.

    Somebody left, or lost a phone? --list names the chats, and --end shuts one out at once.

    Example: goodword pair
    """
    if listed:
        _list(as_json=as_json)
    elif end is not None:
        _end(end)
    else:
        with open_store(read_config()) as store:
            code = store.chats.code(CLOCK.now())
        if as_json:
            put_json({"code": code})
        else:
            click.echo(code)


def _list(*, as_json: bool) -> None:
    config = read_config()
    with open_store(config, reading=True) as store:
        chats = store.chats.all()
    if as_json:
        put_json([_json(chat) for chat in chats])
    else:
        put_table(HEADINGS, [_row(chat, config.shop.zone) for chat in chats])


def _json(chat: Chat) -> dict[str, object]:
    return {
        "chat": chat.destination,
        "name": chat.title,
        "paired_at": chat.paired_at.isoformat(),
        "blocked_at": None if chat.blocked_at is None else chat.blocked_at.isoformat(),
    }


def _row(chat: Chat, zone: tzinfo) -> tuple[str, ...]:
    since = chat.paired_at.astimezone(zone).date().isoformat()
    reached = "yes" if chat.blocked_at is None else "no"
    return (chat.destination, since, reached, chat.title)


def _end(chat: str) -> None:
    with open_store(read_config()) as store, store.transaction():
        if not store.chats.known(chat):
            raise GoodwordError(
                "There is no such chat.", hint="`goodword pair --list` names them all."
            )
        store.chats.forget(chat)
        store.questions.close(chat)
        store.alerts.drop_all(chat, ENDED)
    err.print("That chat hears nothing any more.")
