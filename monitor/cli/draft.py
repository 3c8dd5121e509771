"""``goodword draft``: a reply to one mention, checked."""

from __future__ import annotations

import click

from monitor.cli.mentions import find
from monitor.cli.output import err, printable, put_json
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config


@click.command(short_help="Draft a reply to one mention.")
@config_option
@click.argument("number", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(number: int, as_json: bool) -> None:
    """Draft a calm reply to one mention and check its tone. Nothing is posted.

    The draft goes to stdout, ready to copy; what to know about it to stderr.

    Example: goodword draft 12
    """
    from monitor.reply.compose import compose
    from monitor.reply.lines import finding_json

    config, now = read_config(), CLOCK.now()
    with open_store(config) as store:
        mention = find(store, number)
        proposal = compose(mention, config.shop, now)
        draft = store.drafts.add(mention.number, mention.versions, proposal, now)
    if as_json:
        put_json(
            {
                "id": draft.id,
                "mention": number,
                "lang": proposal.lang,
                "route": proposal.route.value,
                "text": proposal.text,
                "note": proposal.note,
                "findings": [finding_json(f) for f in proposal.findings],
            }
        )
        return
    # Not through rich: a draft is to be copied, so its lines must not be broken anew.
    click.echo(printable(proposal.text))
    if proposal.note:
        err.print(printable(proposal.note), markup=False)
    for finding in proposal.findings:
        err.print(f"{finding.severity.value}: {finding.why} {finding.instead}", markup=False)
