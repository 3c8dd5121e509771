"""What settings need beyond plain values: secrets, time spans, and a repr that tells no secret."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AnyUrl, BaseModel, BeforeValidator, SecretStr
from pydantic_core import Url

from monitor.address import masked


def resolve_secret(value: object) -> object:
    """Read ``env:NAME`` and ``file:PATH`` where they stand for the secret itself.

    Raises ValueError (which pydantic reports with the setting's name) when the variable is
    not set or the file cannot be read; the message holds the reference, never the secret.
    """
    if not isinstance(value, str):
        return value
    if value.startswith("env:"):
        name = value.removeprefix("env:")
        found = os.environ.get(name)
        if not found:
            raise ValueError(f"the environment variable {name} is not set")
        return found
    if value.startswith("file:"):
        path = Path(value.removeprefix("file:")).expanduser()
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ValueError(f"cannot read the secret's file {path}: {error.strerror}") from error
    return value


Secret = Annotated[SecretStr, BeforeValidator(resolve_secret)]
"""A token or password; masked in repr, logs and exports."""


LONGEST = 36_500 * 86_400
"""A hundred years, in seconds: what is longer is a slip, and would run past the calendar."""

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def parse_duration(value: object) -> object:
    """Read "30m", "6h", "14d" as a time span. Raises ValueError on anything else in a string."""
    if not isinstance(value, str):
        return value
    number, unit = value[:-1].strip(), value[-1:]
    if unit not in UNITS or not number.isdecimal() or len(number) > 10:
        raise ValueError('write a time span as a number and a unit: "30m", "6h" or "14d"')
    seconds = int(number) * UNITS[unit]
    if seconds > LONGEST:
        raise ValueError("that is more than a hundred years")
    return timedelta(seconds=seconds)


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
"""A time span: "90s", "30m", "6h", "14d", "2w"."""


class Discreet(BaseModel):
    """Settings that show no secret: of each address only the site, for a login or a token may
    stand in the rest."""

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        for name, value in super().__repr_args__():
            yield name, _discreet(value)


def _discreet(value: object) -> object:
    if isinstance(value, str | AnyUrl | Url):
        return masked(str(value))
    if isinstance(value, Mapping):
        return {_discreet(key): _discreet(each) for key, each in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_discreet(each) for each in value]
    return value
