"""Who is spoken of: staff by name, and what kind of customer is speaking.

Both are guesses from context ("Maria at the counter", "for twenty years"). A name is for the
owner's eyes: no draft and no public page may repeat it unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import cast

from monitor.shop_words import NO_WORDS, ShopWords
from monitor.understand import aspects, lexicon
from monitor.understand.letters import fold_term
from monitor.understand.passage import Passage, Word
from monitor.understand.phrases import SHELVES, Phrases
from monitor.verdict import CustomerType

NUMBERS = {"two": 2, "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30}
TITLES = {
    CustomerType.LOYAL: "a regular",
    CustomerType.DISCOUNT: "somebody after a good price",
    CustomerType.IMPULSE: "somebody who bought on the spur of the moment",
    CustomerType.NEED: "somebody in need of something",
    CustomerType.WANDERING: "somebody passing by",
}
MOST_NAMES = 8
LONGEST_NAME = 20
WITHOUT_CAPITALS = "he"
"""Hebrew has no capital letters: there only a name that follows its cue is taken for one."""


@dataclass(frozen=True, slots=True)
class Customer:
    """The ``kind`` of customer this sounds like, with the cue as a reason."""

    kind: CustomerType = CustomerType.UNKNOWN
    reasons: tuple[str, ...] = ()


def customer(passage: Passage, lang: str) -> Customer:
    """A guess at who speaks; unknown where there is no cue, or cues to several kinds."""
    cues = _cues(lang)
    if cues is None:
        return Customer()
    found: dict[CustomerType, str] = {}
    for hit in cues.customers.find(passage.folded):
        quote = passage.quote(passage.words[hit.start : hit.end])
        for kind in hit.meanings:
            found.setdefault(kind, quote)
    if len(found) != 1:
        return Customer()
    ((kind, cue),) = found.items()
    return Customer(kind, (f"Perhaps {TITLES[kind]}, by “{cue}”; this is a guess.",))


def staff(passage: Passage, lang: str, shop: ShopWords = NO_WORDS) -> tuple[str, ...]:
    """The names of staff, each once: those of ``shop`` as the owner lists them, in whatever case
    they stand in the text, and then those told by context, as written, in the order of the text.
    """
    met = _met(passage, lang, shop) if shop.staff else {}
    cues = _cues(lang)
    guesses = () if cues is None else _names(passage, cues, lang != WITHOUT_CAPITALS)
    names = chain(
        met.values(),
        (name for at, name in guesses if at not in met and not aspects.knows(lang, name)),
    )
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def _met(passage: Passage, lang: str, shop: ShopWords) -> Mapping[int, str]:
    """Those whom ``shop`` lists, by the places of their names."""
    listed = _listed(shop.staff)
    known = {at: listed[form] for at, form in enumerate(passage.folded) if form in listed}
    return {
        at: name
        for at, name in known.items()
        if not aspects.knows(lang, word := _written(passage, passage.words[at])) or word.istitle()
    }


@lru_cache(maxsize=32)
def _listed(names: tuple[str, ...]) -> Mapping[str, str]:
    """Every form of each name's first word, and the name that it stands for."""
    from monitor.match.forms import forms  # only a shop that lists its staff needs it

    found: dict[str, str] = {}
    for name in names:
        for form in forms(fold_term(name.lower()).partition(" ")[0]):
            found.setdefault(fold_term(form), name)
    return found


class _Cues:
    """The cues of one language, from its file."""

    def __init__(self, lang: str, table: Mapping[str, object]) -> None:
        told = cast("Mapping[str, object]", table["staff"])
        kinds = cast("Mapping[str, object]", table["customer"])
        self.customers = Phrases(
            (
                (term, CustomerType(name))
                for name, listed in kinds.items()
                for term in lexicon.folded(listed)
            ),
            NUMBERS,
            SHELVES[lang],
        )
        roles = lexicon.folded(told["roles"])
        ahead = ((term, True) for term in (*roles, *lexicon.folded(told["before"])))
        behind = ((term, True) for term in lexicon.folded(told["after"]))
        self.ahead = Phrases(ahead, shelf=SHELVES[lang])
        self.behind = Phrases(behind, shelf=SHELVES[lang])
        self.never = frozenset((*lexicon.folded(told["never"]), *roles))
        self.first = frozenset(lexicon.folded(told["first"]))
        self.own = frozenset(lexicon.folded(told["own_before"]))
        company = ((term, True) for term in lexicon.folded(told["own_after"]))
        self.company = Phrases(company, shelf=SHELVES[lang])
        endings = cast("Mapping[str, str]", table.get("endings", {}))
        self._never_ends = re.compile(f"(?:{endings['never']})$") if endings else None
        cases = cast("Mapping[str, str]", table.get("cases", {}))
        self._cases = tuple((re.compile(f"(?:{case})$"), base) for case, base in cases.items())

    def may_do(self, form: str) -> bool:
        """Whether ``form`` may be the name of somebody who does something: "Vastaanotossa" (at the
        desk) ends as no name does there."""
        return self._never_ends is None or self._never_ends.search(form) is None

    def by_itself(self, name: str) -> str:
        """``name`` without the ending that it has after "thanks to", where that can be told."""
        for case, base in self._cases:
            if case.search(name):
                return case.sub(base, name)
        return name


def _names(passage: Passage, cues: _Cues, capitals: bool) -> Iterator[tuple[int, str]]:
    """The names told by context, each with the place of its word."""
    words, forms = passage.words, passage.folded
    after = (hit.end for hit in cues.ahead.find(forms))
    places = {at for at in after if at < len(words) and not words[at].opens}
    if capitals:
        doers = (hit.start - 1 for hit in cues.behind.find(forms) if not words[hit.start].opens)
        places.update(at for at in doers if cues.may_do(words[at].form))
    places.update(_by_first_name(passage, cues, capitals))
    for at in sorted(places):
        if forms[at] not in cues.never and _may_be_name(passage, words[at], capitals):
            yield at, cues.by_itself(_written(passage, words[at]))


def _by_first_name(passage: Passage, cues: _Cues, capitals: bool) -> Iterator[int]:
    """Where a common first name stands before what somebody does or is ("Lucía tiene manos de
    oro"): whoever speaks of a shop and brings nobody along speaks of its people."""
    words, forms = passage.words, passage.folded
    places = [at for at, form in enumerate(forms) if form in cues.first]
    if not places:
        return
    company = {hit.start - 1 for hit in cues.company.find(forms)}
    own = {forms[at] for at in places if at in company or _is_own(passage, at, cues)}
    for at in places:
        behind = at + 1
        if forms[at] in own or behind == len(words) or words[behind].opens:
            continue
        # "Salon Anna", "Anna Beauty": somebody's name is on the door.
        beside = [behind] if words[at].opens or at == 0 else [at - 1, behind]
        named = (_written(passage, words[one]) for one in beside)
        if not (capitals and any(name.istitle() and len(name) > 1 for name in named)):
            yield at


def _is_own(passage: Passage, at: int, cues: _Cues) -> bool:
    """Whether a word such as "my" or "son" stands before the name, or an age behind it."""
    words, forms = passage.words, passage.folded
    before = forms[max(at - 2, 0) : at]
    aged = at + 1 < len(words) and forms[at + 1].isdigit()
    return aged or not cues.own.isdisjoint(before)


def _may_be_name(passage: Passage, word: Word, capitals: bool) -> bool:
    written = _written(passage, word)
    if not 2 <= len(written) <= LONGEST_NAME or not written.isalpha():
        return False
    return not capitals or written.istitle()


def _written(passage: Passage, word: Word) -> str:
    """``word`` with its capitals and accents."""
    return passage.plain[word.start : word.end]


@cache
def _cues(lang: str) -> _Cues | None:
    table = lexicon.table("people", lang)
    return None if table is None else _Cues(lang, table)
