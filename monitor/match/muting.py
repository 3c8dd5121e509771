"""The rules that an owner makes in the chat: which one leaves a post out, which ones would have.

A rule concerns posts only. A review on the shop's own page is always kept: an unkind reviewer
must not be made to vanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from monitor.match import Match
from monitor.match.lexicon import Lexicon
from monitor.match.terms import read_term
from monitor.match.text import Text, host_of, within
from monitor.mention import Item, Kind
from monitor.muted import Muted, MutedKind

BY_AUTHOR, BY_DOMAIN, BY_NEXT_WORD, BY_WORD_BEFORE = 1, 2, 3, 4
"""How ``candidates`` numbers its rules; buttons carry these."""

_AFTER = re.compile(r"(?:\s|-)+([^\W_]+)")
_BEFORE = re.compile(r"([^\W_]+)(?:\s|-)+\Z")
_AROUND = 60
"""Characters looked at on either side."""
_TELLING = 4
"""A neighbour tells one name from another when it is so long or begins with a capital."""


def muting(item: Item, rules: Iterable[Muted]) -> Muted | None:
    """The rule that leaves ``item`` out, or None."""
    if item.kind is Kind.REVIEW:
        return None
    host = None if item.url is None else host_of(item.url)
    phrases = []
    for rule in rules:
        if rule.kind is MutedKind.AUTHOR and rule.value in (item.author.url, item.author.name):
            return rule
        if rule.kind is MutedKind.DOMAIN and host is not None and within(host, rule.value):
            return rule
        if rule.kind is MutedKind.PHRASE:
            phrases.append(rule)
    found = next(_phrases(tuple(phrases)).hits(Text(item.words)), None) if phrases else None
    return None if found is None else Muted(MutedKind.PHRASE, found.term.listed)


@lru_cache(maxsize=32)
def _phrases(rules: tuple[Muted, ...]) -> Lexicon:
    return Lexicon(read_term(rule.value) for rule in rules)


def candidates(item: Item, found: Match) -> Mapping[int, Muted]:
    """The rules that would have left ``item`` out, by number; ``found`` is why it was let in.

    Its author, its site, and the name together with the word after it or before it ("Dom
    Perignon"). None for a review.
    """
    proposed: dict[int, Muted | None] = {
        BY_AUTHOR: _rule(MutedKind.AUTHOR, item.author.url or item.author.name),
        BY_DOMAIN: _rule(MutedKind.DOMAIN, host_of(item.url or "")),
    }
    if found.span is not None:
        start, end = found.span
        words = item.words
        name = words[start:end]
        after = _AFTER.match(words[end : end + _AROUND])
        before = _BEFORE.search(words[max(start - _AROUND, 0) : start])
        if after is not None and _tells(after[1]):
            proposed[BY_NEXT_WORD] = _phrase(f"{name} {after[1]}")
        if before is not None and _tells(before[1]):
            proposed[BY_WORD_BEFORE] = _phrase(f"{before[1]} {name}")
    return {
        number: rule
        for number, rule in proposed.items()
        if rule is not None and muting(item, (rule,)) is not None
    }


def _rule(kind: MutedKind, value: str | None) -> Muted | None:
    return Muted(kind, value) if value else None


def _phrase(words: str) -> Muted:
    return Muted(MutedKind.PHRASE, f'"{" ".join(words.split())}"')


def _tells(neighbour: str) -> bool:
    return len(neighbour) >= _TELLING or neighbour[0].isupper()
