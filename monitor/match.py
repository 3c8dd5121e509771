"""Is this about us? goodword asks again whatever the site's own search has let through.

A review on the shop's own page always is. A post elsewhere is, when it satisfies ``[query]``:
at least one of ``any``, every one of ``all``, none of ``none``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from monitor.config import Query
from monitor.mention import Item, Kind


@dataclass(frozen=True, slots=True)
class Match:
    """The answer, and in a few plain words why."""

    about_us: bool
    why: str


def match(item: Item, query: Query) -> Match:
    """Decide whether ``item`` is about the shop."""
    if item.author.is_owner or is_own(item.author.name, query):
        return Match(False, "written by the shop itself")
    if item.kind is Kind.REVIEW:
        return Match(True, "a review of the shop")
    text = fold(item.words)
    for term in query.none:
        if occurs(term, text):
            return Match(False, f"contains “{term}”")
    missing = [term for term in query.all if not occurs(term, text)]
    if missing:
        return Match(False, f"does not contain “{missing[0]}”")
    if not query.any:
        return Match(True, "everything from this source counts")
    for term in query.any:
        if occurs(term, text):
            return Match(True, f"contains “{term}”")
    return Match(False, "contains none of the shop's names")


def is_own(name: str | None, query: Query) -> bool:
    """Whether ``name`` is one of the shop's own accounts; a leading @ and case do not matter."""
    if name is None:
        return False
    return fold(name).removeprefix("@") in {
        fold(own).removeprefix("@") for own in query.exclude_authors
    }


def occurs(term: str, folded: str) -> bool:
    """Whether ``term`` stands in ``folded`` text as whole words.

    A trailing ``*`` allows any ending: "Prisma*" finds "Prismassa".
    """
    pattern = _pattern(term)
    return pattern is not None and pattern.search(folded) is not None


def fold(text: str) -> str:
    """One spelling for all: compatibility forms, case, niqqud and other combining marks.

    Romanian ş and ș, é and e become one letter each; й stays apart from и and ё from е only
    as long as the owner writes them so, since their marks fall as well.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _pattern(term: str) -> re.Pattern[str] | None:
    words = fold(term.removesuffix("*")).split()
    if not words:
        return None
    body = r"\s+".join(re.escape(word) for word in words)
    end = "" if term.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){body}{end}")
