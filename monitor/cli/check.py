"""``goodword check``: the set-up looked over, with what to do about each fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from monitor.cli import FAILED, OK, SOME_FAILED
from monitor.cli.output import progress_bar, put_json, put_table
from monitor.cli.probe import first_page
from monitor.cli.wiring import (
    CLOCK,
    build_sources,
    config_option,
    make_feeling,
    make_fetcher,
    make_writer,
    open_store,
    read_config,
)
from monitor.errors import GoodwordError, SourceError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.source import Source
    from sources.http import Fetcher


TRIAL = "The bread was lovely and everybody was kind."
DRAFTS_STAY = "Where that happens, goodword's own draft stays."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``kind`` is "database", "telegram", "engine" or "source"."""

    kind: str
    name: str
    ok: bool
    says: str
    hint: str = ""


@click.command(short_help="Say what is wrong with the set-up, and what to do.")
@config_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> int:
    """Look over the settings, the database, the Telegram token, the engines and every source.

    Each source is fetched once, an engine of your own tried once, with made-up words; nothing
    is stored. Exits 3 when some sources failed.

    Example: goodword check
    """
    config = read_config()
    findings = [_database(config), _telegram(config), *_engine(config), *_writer(config)]
    with make_fetcher(config) as fetcher, progress_bar() as bar:
        sources = build_sources(config)
        task = bar.add_task("Asking the sources", total=len(sources))
        for finding in _sources(sources, fetcher, config.collector.workers):
            findings.append(finding)
            bar.advance(task)
    if as_json:
        put_json([vars_of(finding) for finding in findings])
    else:
        put_table(
            ("", "what", "says"),
            [
                ("ok" if f.ok else "no", f"{f.kind} {f.name}".strip(), f"{f.says} {f.hint}".strip())
                for f in findings
            ],
        )
    failed = {finding.kind for finding in findings if not finding.ok}
    if failed == {"source"}:
        return SOME_FAILED
    return FAILED if failed else OK


def vars_of(finding: Finding) -> dict[str, object]:
    """A finding as JSON."""
    return {
        "kind": finding.kind,
        "name": finding.name,
        "ok": finding.ok,
        "says": finding.says,
        "hint": finding.hint,
    }


def _database(config: Config) -> Finding:
    try:
        with open_store(config) as store:
            store.prove_writable()
            chats = len(store.chats.destinations())
    except GoodwordError as error:
        return Finding("database", "", False, error.message, error.hint)
    connected = "1 chat is" if chats == 1 else f"{chats} chats are"
    return Finding("database", "", True, f"can be written; {connected} connected.")


def _telegram(config: Config) -> Finding:
    from monitor.cli.token import bot_name

    if config.telegram is None:
        return Finding("telegram", "", True, "not set up: nobody is told.", "`goodword init`")
    try:
        return Finding("telegram", "", True, f"the bot is {bot_name(config.telegram)}.")
    except SourceError as error:
        return Finding("telegram", "", False, error.message, error.hint)


def _engine(config: Config) -> Iterator[Finding]:
    """The engine that the owner chose for the feeling, tried once; nothing for the built-in one."""
    from monitor.understand.judge import Judge

    name = config.understand.engine
    try:
        with make_feeling(config) as feeling:
            if feeling is None:
                return
            verdict = Judge(feeling=feeling).text(TRIAL, None, "en", CLOCK.now())
            trouble = feeling.trouble
    except GoodwordError as error:
        yield Finding("engine", name, False, error.message, error.hint)
        return
    if verdict.engine.endswith(feeling.name):
        yield Finding("engine", name, True, f"reads; a word of praise is {verdict.sentiment}.")
    elif trouble is not None:
        yield Finding("engine", name, False, trouble.message, trouble.hint)
    else:
        yield Finding("engine", name, False, "gave no answer.", "Try again in a minute.")


def _writer(config: Config) -> Iterator[Finding]:
    """The engine that the owner chose for drafts, tried once; nothing for goodword's own."""
    from monitor.mention import Item, Kind, Mention, Rating, Status
    from monitor.reply.compose import compose
    from monitor.understand.classify import classify

    name, now = f"{config.replies.engine} for drafts", CLOCK.now()
    try:
        with make_writer(config) as writer:
            if writer is None:
                return
            item = Item("trial", Kind.REVIEW, rating=Rating(5), text=TRIAL)
            verdict = classify(TRIAL, 5, "en", now)
            mention = Mention(0, "trial", item, verdict, Status.OPEN, now, now, now.date())
            own = compose(mention, config.shop, now)
            worded = writer.write(mention, config.shop, now, offline=own)
    except GoodwordError as error:
        yield Finding("engine", name, False, error.message, error.hint)
        return
    trouble = worded.trouble
    if trouble is not None:
        yield Finding("engine", name, False, trouble.message, trouble.hint)
    elif worded.proposal is None:
        yield Finding("engine", name, True, f"answers. {worded.doubt}", DRAFTS_STAY)
    else:
        yield Finding("engine", name, True, "words drafts; one for a word of praise was fine.")


def _sources(sources: Mapping[str, Source], fetcher: Fetcher, workers: int) -> Iterator[Finding]:
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda pair: _source(pair[0], pair[1], fetcher), sources.items())


def _source(name: str, source: Source, fetcher: Fetcher) -> Finding:
    try:
        page = first_page(source, fetcher.fetch)
    except SourceError as error:
        return Finding(
            "source", name, False, f"{type(error).__name__}: {error.message}", error.hint
        )
    says = f"works; {len(page.items)} entries on the first page."
    if page.rejected:
        says += f" {len(page.rejected)} could not be read."
    return Finding("source", name, True, says)
