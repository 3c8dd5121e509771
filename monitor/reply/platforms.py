"""What an answer may hold on each site, read from ``platforms.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class PlatformProfile(BaseModel):
    """One site's rules for answers, as far as a draft must know them.

    ``quotes``: words of the review may be repeated. ``phone`` and ``links``: telephone numbers
    and web addresses may stand there. ``money``: giving money back may be spoken of in public.
    ``answer_at`` is the page on which owners answer, None where that is the review's own.
    ``limit`` is the longest answer in ``unit``, None where the site tells none. Figures are the
    sites' own, as published in 2025 and 2026.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: tuple[str, ...] = ()
    quotes: bool = True
    phone: bool = True
    links: bool = True
    money: bool = True
    answer_at: str | None = Field(default=None, pattern="^https://")
    limit: int | None = Field(default=None, ge=100)
    unit: Literal["bytes", "characters"] = "characters"

    def fits(self, text: str) -> bool:
        """Whether ``text`` is within the limit."""
        length = len(text.encode("utf-8", "replace")) if self.unit == "bytes" else len(text)
        return self.limit is None or length <= self.limit


ANYWHERE = PlatformProfile()
"""A site that tells nothing about answers."""


def platform(source_type: str) -> PlatformProfile:
    """The profile for a source of this type (``type = "..."`` in the settings)."""
    return next((one for one in _known().values() if source_type in one.sources), ANYWHERE)


@cache
def _known() -> Mapping[str, PlatformProfile]:
    raw = tomllib.loads((files("monitor.reply") / "platforms.toml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, PlatformProfile]).validate_python(raw)
