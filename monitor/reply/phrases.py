"""The composer's sentences, read from ``phrases/<lang>.toml`` and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from monitor.reply.wording import expanded

_FOLDER = files("monitor.reply") / "phrases"

Part = Literal[
    "praise_opening",
    "praise_about",
    "praise_closing",
    "praise_warm",
    "regards",
    "complaint_opening",
    "complaint_about",
    "complaint_question",
    "not_us_opening",
    "mixed_opening",
    "mixed_thanks",
    "mixed_sorry",
    "mixed_about",
    "neutral_opening",
    "neutral_question",
    "clarify",
    "ownership",
    "owned",
    "refunded",
    "settled",
    "fixed",
    "put_right",
    "done",
    "hours",
    "policy",
    "not_us",
    "empathy",
    "contact",
    "no_contact",
    "point",
    "detail",
    "granted",
    "hint",
    "question",
    "question_opening",
    "staff",
    "returning_complaint",
    "foreign",
]
"""The parts of a draft that are chosen from a pool; docs/replies.md says what each must do."""

Pool = Annotated[tuple[str, ...], AfterValidator(expanded)]
"""Sentences as written, with ``(a|b)``; as read, every wording that they stand for."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Table):
    """One part of a draft: what is said to ``text``, and shorter, to mere ``stars``."""

    text: Pool = ()
    stars: Pool = ()

    def of(self, has_text: bool) -> tuple[str, ...]:
        """The sentences to choose from; those for stars fall back on those for text."""
        return self.stars if not self.text or (self.stars and not has_text) else self.text


class Topic(_Table):
    """What is said to one topic. ``subject`` is the noun for it, in the form that the frames of
    ``detail`` ask for; None where a topic is only ever answered by a sentence."""

    subject: str | None = None
    says: Pool = Field(min_length=2)


class Serious(_Table):
    """The sentence of a held draft, with things to name or plain."""

    text: Pool
    plain: Pool


class Phrases(_Table):
    """Everything a draft in one language is made of.

    ``pair`` joins the last two of a list, ``comma`` those before. ``sign`` is the signature of
    a shop that has set none; ``amount`` is how a sum of the review is named among ``{things}``.
    """

    pair: str = Field(alias="and")
    comma: str
    sign: str
    amount: str
    parts: Mapping[Part, Choice]
    hold_sorry: Mapping[str, Pool]
    hold_serious: Serious
    flag: Mapping[str, Pool]
    complaint: Mapping[str, Topic]
    praise: Mapping[str, Topic]

    def listed(self, names: Sequence[str]) -> str:
        """``names`` as a list in a sentence: "the bread, the price and the wait"."""
        if len(names) < 2:
            return "".join(names)
        first = self.comma.join(names[:-1])
        return self.pair.replace("{a}", first).replace("{b}", names[-1])


def languages() -> tuple[str, ...]:
    """The languages that drafts can be written in, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def phrases(code: str) -> Phrases:
    """The sentences of ``code``, which must be one of ``languages()``."""
    raw = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return Phrases.model_validate(raw)
