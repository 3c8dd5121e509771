"""What the owner should know before using a draft, in plain sentences."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monitor.draft import Route
from monitor.mention import Mention
from monitor.reply.hold import Matter
from monitor.verdict import Sentiment


class _Notes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    hold: str
    injection: str
    abuse: str
    spam: str
    guess: str
    question: str
    foreign: str
    unread: str
    matters: dict[str, str]
    languages: dict[str, str]


@cache
def _notes() -> _Notes:
    raw = (files("monitor.reply") / "notes.toml").read_text(encoding="utf-8")
    return _Notes.model_validate(tomllib.loads(raw))


def note_for(mention: Mention, matter: Matter | None, lang: str) -> str | None:
    """The note for a draft written in ``lang``, or None when there is nothing to say."""
    says, said = _notes(), mention.verdict
    parts: list[str] = []
    if matter is not None:
        parts.append(_about(matter))
    readable = any(letter.isalpha() for letter in mention.item.words)
    if readable and said.lang != lang:
        named = says.languages.get(said.lang)
        parts.append(says.unread if named is None else says.foreign.format(language=named))
    open_sentiment = said.sentiment in (Sentiment.UNKNOWN, Sentiment.MIXED)
    if matter is None and open_sentiment and mention.item.rating is None:
        parts.append(says.guess)
    if matter is None and said.question:
        parts.append(says.question)
    return " ".join(parts) or None


def _about(matter: Matter) -> str:
    says = _notes()
    if matter.name in says.matters:
        return says.hold.format(matter=says.matters[matter.name])
    if matter.route is Route.HOLD:
        return says.injection
    return says.abuse if matter.name == "abuse" else says.spam
