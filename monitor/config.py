"""The settings, checked and typed. Each is documented in ``docs/settings.md``.

Source tables are kept raw here: an adapter's own settings model checks them later, because
this room may not import adapters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from monitor.errors import ConfigError
from monitor.explain import explain
from monitor.settings import Discreet, Duration, Secret
from monitor.shop_words import ShopWords
from monitor.verdict import ASPECTS


class _Table(Discreet):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _coded(languages: tuple[str, ...]) -> tuple[str, ...]:
    if not all(re.fullmatch("[a-zA-Z]{2,3}", code) for code in languages):
        raise ValueError('a language is two or three letters, such as "fi"')
    return tuple(code.lower() for code in languages)


Codes = Annotated[tuple[str, ...], AfterValidator(_coded)]
"""Languages, by their codes."""


class Shop(_Table):
    """``[shop]``: who is being talked about, and how the shop signs."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    signature: str | None = None
    contact: str | None = None
    languages: Codes = Field(default=("en",), min_length=1)
    timezone: str = "UTC"
    staff: tuple[str, ...] = ()
    """Those who work here, as customers call them."""

    @field_validator("staff")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _filled(value, "a name")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(
                f'unknown time zone "{value}"; write one like "Europe/Helsinki"'
            ) from error
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The shop's own time zone: days and weeks are cut by it."""
        return ZoneInfo(self.timezone)


class Near(_Table):
    """Two terms with at most ``words`` words between them, in either order."""

    a: str = Field(min_length=1)
    b: str = Field(min_length=1)
    words: int = Field(default=10, ge=0, le=100)


class Query(_Table):
    """``[query]``: which posts are about the shop. Reviews on the shop's own pages always are.

    At least one of ``any``, every one of ``all`` and not one of ``none`` must occur; empty
    lists ask for nothing. ``strong`` terms leave no doubt: one of them is enough, whatever
    else is asked for but ``none``. With ``context``, one of its words must occur beside
    a term of ``any``. A pair of ``near`` is one more way to be about the shop; a term of
    ``any`` that is also named there counts only near its partner.

    What a site states of a post's language and country must be among ``languages`` and
    ``countries``; where it states nothing, nothing is asked. ``exclude_authors`` are the shop's
    own accounts. ``exclude_domains`` are sites, with all below them, that are left out.
    """

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    case_sensitive: tuple[str, ...] = ()
    """Words that count only as they are spelt here, with capitals and small letters."""
    languages: Codes = ()
    countries: tuple[str, ...] = ()
    exclude_authors: tuple[str, ...] = ()
    exclude_domains: tuple[str, ...] = ()

    @field_validator("countries")
    @classmethod
    def _countries(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch("[a-zA-Z]{2}", code) for code in value):
            raise ValueError('a country is two letters, such as "FI"')
        return tuple(code.upper() for code in value)

    @field_validator("exclude_domains")
    @classmethod
    def _domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        plain = tuple(domain.strip().lower().removeprefix("www.") for domain in value)
        if not all(re.fullmatch(r"[\w-]+(\.[\w-]+)+", domain) for domain in plain):
            raise ValueError('a domain stands alone, such as "jobs.example"')
        return plain

    @field_validator("case_sensitive")
    @classmethod
    def _single_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"\w+", word) for word in value):
            raise ValueError('case-sensitive are single words, such as "Dom"')
        return value


class Alerts(_Table):
    """``[alerts]``: what is worth a message, and when."""

    horizon: Duration = timedelta(days=14)
    """Something published longer ago than this is stored, but never announced."""
    burst: int = Field(default=4, ge=2, le=50)
    """From this many waiting alerts on, they come as one message."""
    sick_after: int = Field(default=3, ge=1)
    """So many failed polls in a row before the owner hears that a source is broken."""


class Replies(_Table):
    """``[replies]``: how answers go out."""

    cool_off: Duration = timedelta(minutes=20)
    """How long a draft to one or two stars waits before it can be posted; "0m": not at all."""
    engine: Literal["offline", "llm"] = "offline"
    """Who words the drafts of `goodword draft`, and those in the chat where asked to; goodword
    checks them in any case."""


class Telegram(_Table):
    """``[telegram]``: the bot's token; long polling unless a webhook is given."""

    token: Secret
    webhook_url: HttpUrl | None = None
    webhook_port: int = Field(default=8443, ge=1, le=65535)
    webhook_secret: Secret | None = None
    api_url: HttpUrl | None = None
    """A Bot API server of one's own instead of Telegram's."""


class Store(_Table):
    """``[store]``: where goodword remembers. Relative paths start at the config's folder."""

    path: Path = Path("goodword.db")


class Collector(_Table):
    """``[collector]``: how politely and how widely to fetch."""

    workers: int = Field(default=8, ge=1, le=128)
    timeout: Duration = timedelta(seconds=30)
    max_bytes: int = Field(default=16_000_000, ge=10_000)
    max_pages: int = Field(default=200, ge=1)
    contact: str | None = None
    """Shown to sites in the User-Agent, so that they can reach whoever polls them."""


class Understand(_Table):
    """``[understand]``: who reads how a text feels; all else is always read offline."""

    engine: Literal["offline", "onnx", "llm"] = "offline"
    model_folder: Path | None = None
    """For "onnx": the folder with model.onnx, tokenizer.json and config.json. A relative path
    starts at the config's folder."""


class Llm(_Table):
    """``[llm]``: an endpoint that speaks OpenAI's chat completions, if anything shall ask one."""

    url: HttpUrl
    """Up to and without ``/chat/completions``."""
    model: str = Field(min_length=1)
    token: Secret | None = None
    timeout: Duration = timedelta(seconds=20)
    """For one answer; no new try begins later than that."""
    allow_private: bool = False
    """Allow an address inside the own network, such as a model on this very computer."""


class Config(_Table):
    """The whole file. ``sources`` maps each name to its raw table, ``type`` included."""

    shop: Shop
    query: Query = Query()
    alerts: Alerts = Alerts()
    replies: Replies = Replies()
    telegram: Telegram | None = None
    store: Store = Store()
    collector: Collector = Collector()
    understand: Understand = Understand()
    words: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """``[words]``: for each aspect the shop's own words, such as dishes and brands."""
    llm: Llm | None = None
    sources: Mapping[str, Mapping[str, object]] = Field(default_factory=dict, repr=False)
    language: Literal["en"] = "en"
    """The language goodword speaks to the owner."""

    @field_validator("words")
    @classmethod
    def _words_of_aspects(cls, value: Mapping[str, tuple[str, ...]]) -> Mapping[str, object]:
        for aspect in value:
            if aspect not in ASPECTS:
                raise ValueError(f'there is no aspect "{aspect}"; there are {", ".join(ASPECTS)}')
        return {name: _filled(listed, f"a word of {name}") for name, listed in value.items()}

    @model_validator(mode="after")
    def _engine_has_what_it_needs(self) -> Self:
        if self.understand.engine == "onnx" and self.understand.model_folder is None:
            raise ValueError('[understand] engine = "onnx" needs model_folder = "..."')
        if self.understand.engine == "llm" and self.llm is None:
            raise ValueError('[understand] engine = "llm" needs a table [llm] with url and model')
        if self.replies.engine == "llm" and self.llm is None:
            raise ValueError('[replies] engine = "llm" needs a table [llm] with url and model')
        return self

    @property
    def shop_words(self) -> ShopWords:
        """The shop's own words, as the engine takes them."""
        return ShopWords.of(self.shop.staff, self.words)

    @field_validator("sources")
    @classmethod
    def _each_has_a_type(
        cls, value: Mapping[str, Mapping[str, object]]
    ) -> Mapping[str, Mapping[str, object]]:
        for name, table in value.items():
            if not isinstance(table.get("type"), str):
                raise ValueError(f'[sources.{name}] needs a type, such as type = "feed"')
        return value


def from_table(raw: Mapping[str, object], where: str = "config.toml") -> Config:
    """Check an already parsed table. Raises ConfigError; messages never hold a secret's value."""
    try:
        return Config.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(f"{where}: {explain(error, Config)}") from None


def _filled(values: tuple[str, ...], what: str) -> tuple[str, ...]:
    """``values`` without blanks around them. Raises ValueError for one that is nothing else."""
    plain = tuple(value.strip() for value in values)
    if not all(plain):
        raise ValueError(f"{what} is empty")
    return plain
