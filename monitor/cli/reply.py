"""``goodword reply``: an approved answer, posted where its site takes answers."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from monitor.cli import FAILED, OK
from monitor.cli.mentions import find
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
    from monitor.draft import Draft
    from monitor.mention import Mention
    from monitor.posting import Posting
    from monitor.store import Store


@click.command(short_help="Post an approved reply where the site takes answers.")
@config_option
@click.argument("number", metavar="ID", type=int)
@click.option("--text", type=click.File(encoding="utf-8"), help="Your own words; - is stdin.")
@click.option("--replace", is_flag=True, help="Replace the answer that stands there.")
@click.option("--yes", is_flag=True, help="Do not ask; post it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(number: int, text: IO[str] | None, replace: bool, yes: bool, as_json: bool) -> int:
    """Post your answer to one mention: the draft you have approved, or words of your own.

    The text is shown first, and goes out once you say so. What stands there already is left
    alone without --replace. Exits 1 when it did not get through.

    Example: goodword reply 12
    """
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
        draft = _written(store, mention, text) if text is not None else _drafted(store, mention)
        _confirm(draft, yes=yes, typed=text is not None)
        _approve(store, draft)
        queued = store.replies.queue(NewPosting.of(draft, mention, replace=replace), CLOCK.now())
        for claimed in collector.publisher.claim(store, 1, only=queued.id):
            collector.publisher.publish(store, claimed)
        posting = store.replies.get(queued.id) or queued
    _tell(posting, as_json=as_json)
    return OK if posting.state in STANDING else FAILED


def _written(store: Store, mention: Mention, text: IO[str]) -> Draft:
    """The owner's own words as a draft, checked like any other."""
    from monitor.draft import Proposal, Route
    from monitor.reply.review import Review
    from monitor.reply.tone import lint

    words = text.read().strip()
    if not words:
        raise PostingError("There is no text to post.", hint="Write it to the file, or to stdin.")
    item, lang = mention.item, mention.verdict.lang or "en"
    stars = item.rating.stars if item.rating is not None else None
    findings = lint(words, lang=lang, review=Review(stars, item.text, item.author.name))
    proposal = Proposal(words, lang, Route.DRAFT, findings)
    return store.drafts.add(mention.number, mention.versions, proposal, CLOCK.now())


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
