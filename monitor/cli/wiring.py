"""Wires clock, fetcher, store, sources and bot together; the only room that sees them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from monitor.clock import SystemClock
from monitor.config import Config
from monitor.config_file import load
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from monitor.llm.client import Client
    from monitor.reply.writer import Writer
    from monitor.service import Collector
    from monitor.source import Source
    from monitor.store import Store
    from monitor.understand.feeling import Feeling
    from sources.http import Fetcher

CLOCK = SystemClock()

LONGEST_ANSWER = 1_000_000
"""Bytes of a language model's answer; an honest one has a few hundred."""

Command = TypeVar("Command", bound=Callable[..., object])


def config_option(command: Command) -> Command:
    """``--config`` after the command's name too, since that is where many will write it."""

    def remember(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.obj = value

    return click.option(
        "--config", metavar="PATH", expose_value=False, callback=remember, help="The settings file."
    )(command)


def config_path() -> Path:
    """The settings file that this call is about."""
    return Path(str(click.get_current_context().obj))


def read_config() -> Config:
    """The checked settings. Raises ConfigError."""
    return load(config_path())


@contextmanager
def open_store(config: Config, *, reading: bool = False) -> Iterator[Store]:
    """The shop's database, made and brought up to date where needed.

    Commands that are only ``reading`` work from one that cannot be written, too.
    """
    from monitor.store import Store

    with Store.open(config.store.path, reading=reading) as store:
        yield store


def build_sources(config: Config, only: str | None = None) -> Mapping[str, Source]:
    """Every configured source by name, or the one called ``only``. Raises ConfigError."""
    from sources.registry import build

    if only is not None and only not in config.sources:
        known = ", ".join(config.sources) or "none"
        raise ConfigError(f"There is no source named {only}.", hint=f"The config names: {known}.")
    return {
        name: build(name, table)
        for name, table in config.sources.items()
        if only is None or name == only
    }


@contextmanager
def make_fetcher(config: Config | None = None) -> Iterator[Fetcher]:
    """A polite HTTP session with the config's limits; the defaults where there is no config."""
    from monitor.config import Collector as Limits
    from sources.http import Fetcher

    limits = config.collector if config is not None else Limits()
    fetcher = Fetcher(
        CLOCK, timeout=limits.timeout, max_bytes=limits.max_bytes, contact=limits.contact
    )
    with closing(fetcher):
        yield fetcher


@contextmanager
def make_llm(config: Config) -> Iterator[Client]:
    """Who asks the language model under ``[llm]``. Raises ConfigError where there is none."""
    from datetime import timedelta

    from monitor.llm.client import Client
    from sources.http import Fetcher

    if config.llm is None:
        raise ConfigError(
            "There is no language model in the settings.",
            hint="Add a table [llm] with url and model to config.toml.",
        )
    # The owner's own endpoint needs no pause between two questions, and gets no calling card.
    fetcher = Fetcher(
        CLOCK,
        timeout=config.llm.timeout,
        max_bytes=LONGEST_ANSWER,
        contact=None,
        min_gap=timedelta(),
    )
    with closing(fetcher):
        yield Client(config.llm, fetcher.fetch, CLOCK)


@contextmanager
def make_feeling(config: Config, engine: str | None = None) -> Iterator[Feeling | None]:
    """The engine that reads how a text feels, by name or as the settings have it; None where
    the chain does so itself. Raises ConfigError for one that lacks something."""
    chosen = engine or config.understand.engine
    if chosen == "llm":
        from monitor.understand.engines.llm import LlmFeeling

        with make_llm(config) as client:
            yield LlmFeeling(client, CLOCK)
    elif chosen == "onnx":
        from monitor.understand.engines.onnx import load as load_model

        if config.understand.model_folder is None:
            raise ConfigError(
                "There is no model in the settings.",
                hint='Add model_folder = "..." under [understand] to config.toml.',
            )
        yield load_model(config.understand.model_folder)
    else:
        yield None


@contextmanager
def make_writer(config: Config, engine: str | None = None) -> Iterator[Writer | None]:
    """The engine that words drafts, by name or as the settings have it; None where the composer
    does so itself. Raises ConfigError for one that lacks something."""
    if (engine or config.replies.engine) != "llm":
        yield None
        return
    from monitor.reply.engines.llm import LlmWriter

    with make_llm(config) as client:
        yield LlmWriter(client, CLOCK)


def make_collector(
    config: Config,
    sources: Mapping[str, Source],
    fetcher: Fetcher,
    feeling: Feeling | None = None,
) -> Collector:
    """A collector over ``sources``; ``feeling`` reads the sentiment of what is news."""
    from monitor.service import Collector

    return Collector(config, sources, fetcher.fetch, CLOCK, feeling=feeling)
