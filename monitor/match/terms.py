"""What an owner lists, understood: a name, an exact phrase, an account, a hashtag, a domain,
a telephone number."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.match.folding import fold
from monitor.match.forms import forms
from monitor.match.text import host_of, split_humps

_WORD = re.compile(r"[^\W_]++")
_DOMAIN = re.compile(r"(?:https?://)?(?:[^\W_][\w-]*+\.)++[^\W\d_]{2,}+/?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d ().-]{6,}")
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
_PUNCTUATION = re.compile(r"[^\w\s]")
BETWEEN = frozenset("-'\"_&+/*#|•·™®")
"""May stand between the words of a name, beside spaces: «Дом»-магазин, Dom & Shop."""

LEAST_JOINED = 6
"""Shorter names are not looked for with their words joined: "no mad" is no nomad."""


class Sort(StrEnum):
    """How a term is looked for."""

    PHRASE = "phrase"
    NAME = "name"
    DOMAIN = "domain"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a phrase: any of ``forms``, or any word that begins with ``prefix``."""

    forms: frozenset[str]
    prefix: str | None = None

    def fits(self, word: str) -> bool:
        """Whether the folded ``word`` may stand here."""
        return word in self.forms if self.prefix is None else word.startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row. ``between`` is what may stand between them, ``particles`` whether what
    Hebrew joins to a word is taken off. ``cases`` are spellings that must be met to the letter,
    by the place of their word."""

    slots: tuple[Slot, ...]
    between: frozenset[str]
    particles: bool
    cases: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One listed term. ``name`` is the folded account, hashtag, domain or number."""

    listed: str
    sort: Sort
    name: str = ""
    phrases: tuple[Phrase, ...] = ()


def read_term(listed: str, cases: Collection[str] = (), languages: Collection[str] = ()) -> Term:
    """What ``listed`` asks for; a term without a word in it asks for nothing and never occurs."""
    stripped = listed.strip()
    folded = fold(stripped)
    if stripped[:1] in ("@", "#") and _WORD.search(stripped):
        name = folded if stripped[0] == "@" else folded.replace("_", "")
        return Term(listed, Sort.NAME, name)
    if _DOMAIN.fullmatch(stripped) and not stripped.rsplit(".", 1)[1][0].isupper():
        return Term(listed, Sort.DOMAIN, host_of(stripped.rstrip("/")) or folded)
    if _PHONE.fullmatch(stripped):
        return Term(listed, Sort.PHONE, "".join(filter(str.isdecimal, stripped)))
    spelt = {fold(case): case for case in cases}
    quoted = _QUOTED.fullmatch(folded)
    if quoted is not None:
        words = _WORD.findall(quoted[1])
        slots = tuple(Slot(frozenset({word})) for word in words)
        phrases = _phrase(slots, quoted[1], words, spelt, particles=False)
        return Term(listed, Sort.PHRASE, phrases=phrases)
    return Term(listed, Sort.PHRASE, phrases=_named(stripped, spelt, languages))


def _named(term: str, spelt: Mapping[str, str], languages: Collection[str]) -> tuple[Phrase, ...]:
    """A name as listed, with its words joined ("DomShop") and with a hump taken apart."""
    wild, folded = term.endswith("*"), fold(term.removesuffix("*"))
    words = _WORD.findall(folded)
    rows = [(words, words)]
    joined = "".join(words)
    humps = [word for part in split_humps(term) for word in _WORD.findall(fold(part))]
    if len(words) > 1 and len(joined) >= LEAST_JOINED:
        rows.append(([joined], words[:1]))
    elif len(words) == 1 and len(humps) > 1:
        rows.append((humps, humps))
    return tuple(
        phrase
        for row, cased in rows
        for phrase in _phrase(_slots(row, wild, languages), folded, cased, spelt, particles=True)
    )


def _slots(words: list[str], wild: bool, languages: Collection[str]) -> tuple[Slot, ...]:
    inflected = [Slot(forms(word, languages)) for word in words[: -1 if wild else None]]
    return (*inflected, Slot(frozenset(), words[-1])) if wild and words else tuple(inflected)


def _phrase(
    slots: tuple[Slot, ...],
    folded: str,
    words: list[str],
    spelt: Mapping[str, str],
    *,
    particles: bool,
) -> tuple[Phrase, ...]:
    """The phrase of these slots, or none without one."""
    if not slots:
        return ()
    cases = {at: spelt[word] for at, word in enumerate(words) if word in spelt}
    between = BETWEEN | set(_PUNCTUATION.findall(folded))
    return (Phrase(slots, between, particles, cases),)
