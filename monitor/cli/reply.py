"""``goodword reply``: an approved answer, posted where its site takes answers."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from monitor.cli import FAILED, OK
from monitor.cli.mentions import find
from monitor.cli.numbers import ROW
from monitor.cli.output import err, out, printable, put_json
from monitor.cli.wiring import (
    CLOCK,
    build_sources,
    config_option,
    make_collector,
    make_fetcher,
    open_store,
    read_config,
)
from monitor.errors import PostingError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.draft import Draft
    from monitor.mention import Mention
    from monitor.posting import Posting
    from monitor.store import Store


@click.command(short_help="Post an approved reply where the site takes answers.")
@config_option
@click.argument("number", metavar="ID", type=ROW)
@click.option("--text", type=click.File(encoding="utf-8-sig"), help="Your own words; - is stdin.")
@click.option("--replace", is_flag=True, help="Replace the answer that stands there.")
@click.option("--now", "at_once", is_flag=True, help="Do not wait until it has rested.")
@click.option("--withdraw", is_flag=True, help="Take the answer that stands there down.")
@click.option("--yes", is_flag=True, help="Do not ask; do it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    number: int,
    text: IO[str] | None,
    replace: bool,
    at_once: bool,
    withdraw: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Post your answer to one mention: the draft you have approved, or words of your own.

    The text is shown first, and goes out once you say so. What stands there already is left
    alone without --replace. An answer to one or two stars rests a while before it goes out,
    unless you say --now. Exits 1 when it did not get through.

    With --withdraw, the answer that goodword has posted there is taken down instead.

    Example: goodword reply 12
    """
    if withdraw:
        return _withdraw(number, yes=yes, as_json=as_json)
    from monitor.posting import STANDING, NewPosting

    config = read_config()
    with open_store(config) as store, make_fetcher(config) as fetcher:
        mention = find(store, number)
        collector = make_collector(config, build_sources(config, mention.source), fetcher)
        if mention.source not in collector.publisher.names:
            raise PostingError(
                f"goodword cannot post answers on {mention.source}.",
                hint="Copy the text and post it there yourself: `goodword draft ID` shows it.",
            )
        written = None if text is None else _written(store, mention, text, config)
        draft = written or _drafted(store, mention)
        _confirm(draft, yes=yes, typed=text is not None)
        _approve(store, draft)
        _rest(draft, number, config, at_once=at_once)
        queued = store.replies.queue(NewPosting.of(draft, mention, replace=replace), CLOCK.now())
        for claimed in collector.publisher.claim(store, 1, only=queued.id):
            collector.publisher.publish(store, claimed)
        posting = store.replies.get(queued.id) or queued
    _tell(posting, as_json=as_json)
    return OK if posting.state in STANDING else FAILED


def _rest(draft: Draft, number: int, config: Config, *, at_once: bool) -> None:
    """Wait with an answer to an unhappy review. Raises PostingError while it rests."""
    now = CLOCK.now()
    if at_once or draft.ready_at is None or not draft.cooling(now):
        return
    when = draft.ready_at.astimezone(config.shop.zone)
    raise PostingError(
        f"It is approved, and rests until {when:%H:%M}: a calm answer is the one that wins.",
        hint=f"`goodword reply {number}` posts it then; with --now it goes out at once.",
    )


def _withdraw(number: int, *, yes: bool, as_json: bool) -> int:
    """Take down what goodword has posted to that mention."""
    from monitor.posting import PostingState, can_come_down

    config = read_config()
    with open_store(config) as store, make_fetcher(config) as fetcher:
        mention, posting = find(store, number), store.replies.latest(number)
        if posting is None or not can_come_down(posting, mention.item.reply):
            raise PostingError(f"No answer of goodword's stands under #{number}.")
        withdrawer = make_collector(
            config, build_sources(config, posting.source), fetcher
        ).withdrawer
        if posting.source not in withdrawer.names:
            raise PostingError(
                f"goodword cannot take answers down on {posting.source}.",
                hint="Open the page and take it down there yourself.",
            )
        click.echo(printable(posting.text), err=True)
        if not yes:
            click.confirm("Take this down?", abort=True, err=True)
        store.replies.withdraw(posting.id, CLOCK.now())
        for claimed in withdrawer.claim(store, 1, only=posting.id):
            withdrawer.withdraw(store, claimed)
        ended = store.replies.get(posting.id) or posting
    _tell(ended, as_json=as_json)
    return OK if ended.state is PostingState.WITHDRAWN else FAILED


def _written(store: Store, mention: Mention, text: IO[str], config: Config) -> Draft:
    """The owner's own words as a draft, checked like any other."""
    from bot.desk import Desk
    from bot.editing import checked, language_of
    from monitor.reply.compose import reply_language

    words = _read(text)
    desk = Desk(store, config, CLOCK.now())
    lang = language_of(words, reply_language(mention, config.shop))
    return desk.keep(mention, checked(words, lang, mention, desk), own=True)


def _read(text: IO[str]) -> str:
    """What is to be posted. Raises PostingError where that cannot be read, or is nothing."""
    try:
        words = text.read().strip()
    except UnicodeDecodeError:
        raise PostingError(
            "The text is not UTF-8.", hint="Save it as UTF-8 and try again."
        ) from None
    if not words:
        raise PostingError("There is no text to post.", hint="Write it to the file, or to stdin.")
    return words


def _drafted(store: Store, mention: Mention) -> Draft:
    """The draft that stands for the present wording."""
    from monitor.draft import DraftState

    draft = store.drafts.latest(mention.number)
    usable = (DraftState.PROPOSED, DraftState.APPROVED)
    if draft is None or draft.state not in usable or draft.mention_version != mention.versions:
        raise PostingError(
            f"There is no draft for #{mention.number} as it stands now.",
            hint="Make one with `goodword draft ID`, or bring your own words with --text.",
        )
    return draft


def _confirm(draft: Draft, *, yes: bool, typed: bool) -> None:
    """Show the text and ask. ``--yes`` speaks only for what the owner has seen before."""
    from monitor.draft import DraftState

    click.echo(printable(draft.proposal.text), err=True)
    for finding in draft.proposal.findings:
        err.print(f"{finding.severity.value}: {finding.why} {finding.instead}", markup=False)
    if yes and not typed and draft.state is DraftState.PROPOSED:
        raise PostingError(
            "You have not approved this draft yet.",
            hint="Approve it in the chat, or leave out --yes and read it here.",
        )
    if not yes:
        click.confirm("Post this?", abort=True, err=True)


def _approve(store: Store, draft: Draft) -> None:
    from monitor.draft import DraftState

    if draft.state is DraftState.PROPOSED:
        store.drafts.move(draft.id, DraftState.APPROVED)


def _tell(posting: Posting, *, as_json: bool) -> None:
    """Where the answer stands now."""
    if as_json:
        put_json(
            {
                "mention": posting.mention,
                "state": posting.state.value,
                "reason": posting.reason,
                "hint": posting.hint,
                "id": posting.site_id,
                "text": posting.text,
            }
        )
        return
    out.print(posting.state.value)
    for told in (posting.reason, posting.hint):
        if told:
            err.print(printable(told), markup=False)
