"""What the owner should know before using a draft, in plain sentences."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monitor.facts import Happened
from monitor.mention import Mention
from monitor.reply.hold import ABUSE, SPAM, WRONG_BUSINESS, Matter
from monitor.reply.script import transliterated, two_scripts
from monitor.verdict import Sentiment


class _Notes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    hold: str
    injection: str
    abuse: str
    spam: str
    wrong_business: str
    guess: str
    question: str
    foreign: str
    unread: str
    letters: str
    two_scripts: str
    tell: str
    matters: dict[str, str]
    ask: dict[str, str]
    happened: dict[Happened, str]
    languages: dict[str, str]


@cache
def _notes() -> _Notes:
    raw = (files("monitor.reply") / "notes.toml").read_text(encoding="utf-8")
    return _Notes.model_validate(tomllib.loads(raw))


def language_name(code: str) -> str:
    """What the owner calls the language ``code``; the code itself where we have no name."""
    return _notes().languages.get(code, code)


def note_for(mention: Mention, matter: Matter | None, lang: str) -> str | None:
    """The note for a draft written in ``lang``, or None when there is nothing to say."""
    says, said = _notes(), mention.verdict
    parts: list[str] = []
    if matter is not None:
        parts.append(_about(matter))
    readable = any(letter.isalpha() for letter in mention.item.words)
    if readable and said.lang != lang:
        named, ours = says.languages.get(said.lang), says.languages[lang]
        foreign = says.unread if named is None else says.foreign
        parts.append(foreign.format(language=named, ours=ours))
    elif transliterated(mention.item.words, said.lang):
        parts.append(says.letters)
    elif two_scripts(mention.item.words):
        parts.append(says.two_scripts.format(ours=says.languages[lang]))
    open_sentiment = said.sentiment in (Sentiment.UNKNOWN, Sentiment.MIXED)
    if matter is None and open_sentiment and mention.item.rating is None:
        parts.append(says.guess)
    if matter is None and said.question:
        parts.append(says.question)
    return " ".join(parts) or None


def reasons(mention: Mention, matter: Matter | None, happened: Happened | None) -> tuple[str, ...]:
    """Why the draft is what it is, in plain sentences: the verdict's, what is held, the facts."""
    says = _notes()
    told = list(mention.verdict.reasons)
    if matter is not None:
        told.append(_about(matter))
        told += [says.ask[matter.name]] if matter.name in says.ask else []
    elif happened is not None:
        told.append(says.happened[happened])
    else:
        told.append(says.tell)
    return tuple(told)


def to_find_out(matter: str) -> str | None:
    """What the owner should find out before they answer to ``matter`` (``Matter.name``)."""
    return _notes().ask.get(matter)


def _about(matter: Matter) -> str:
    says = _notes()
    if matter.name in says.matters:
        return says.hold.format(matter=says.matters[matter.name])
    flagged = {ABUSE: says.abuse, SPAM: says.spam, WRONG_BUSINESS: says.wrong_business}
    return flagged.get(matter.name, says.injection)
