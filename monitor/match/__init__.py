"""Is this about us? goodword asks again whatever the site's own search has let through.

A review on the shop's own page always is. A post elsewhere is, when it satisfies ``[query]``
(``config.Query`` says what each setting asks) and no rule from the chat leaves it out
(``muting``).

    text.py      a text taken apart: words, hosts, handles, hashtags
    folding.py   one spelling for case, accents, apostrophes
    forms/       the endings and prefixes of Finnish, Romanian, Russian, Kazakh and Hebrew
    terms.py     what an owner lists, understood
    lexicon.py   many terms looked up in one pass
    muting.py    the rules that an owner makes in the chat

Pure. The time grows with the length of the text alone, whatever it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from monitor.config import Query
from monitor.match.folding import fold
from monitor.match.lexicon import Hit, Lexicon, close
from monitor.match.terms import Term, read_term
from monitor.match.text import Span, Text, host_of, within
from monitor.mention import Author, Item, Kind

__all__ = ["Match", "fold", "is_own", "match", "occurs"]


@dataclass(frozen=True, slots=True)
class Match:
    """The answer, and in a few plain words why.

    ``term`` is the listed term that decided, ``span`` where it was met in ``Item.words``; both
    are None where no term did.
    """

    about_us: bool
    why: str
    term: str | None = None
    span: Span | None = None


def match(item: Item, query: Query) -> Match:
    """Decide whether ``item`` is about the shop."""
    if item.author.is_owner:
        return Match(False, "written by the shop itself")
    names = _names(item.author) if query.exclude_authors else ()
    own = next((name for name in names if is_own(name, query)), None)
    if own is not None:
        return Match(False, f"written by “{own}”, one of your accounts")
    if item.kind is Kind.REVIEW:
        return Match(True, "a review of the shop")
    return _unwanted(item, query) or _compiled(query).judge(Text(item.words))


def is_own(name: str, query: Query) -> bool:
    """Whether ``name`` is one of the shop's own accounts; a leading @ and case do not matter."""
    return _plain_name(name) in _own_names(query.exclude_authors)


@lru_cache(maxsize=32)
def _own_names(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_plain_name, listed))


def occurs(term: str, text: str) -> bool:
    """Whether ``term``, as an owner would list it, stands in ``text``."""
    return next(Lexicon([read_term(term)]).hits(Text(text)), None) is not None


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A query whose terms were read once. ``tied`` are the terms of ``any`` named in ``near``."""

    query: Query
    lexicon: Lexicon
    tied: frozenset[str]

    def judge(self, text: Text) -> Match:
        """Whether the words of a post are about the shop."""
        met: dict[str, list[Hit]] = {}
        for hit in self.lexicon.hits(text):
            met.setdefault(hit.term.listed, []).append(hit)
        query = self.query
        for term in query.none:
            if term in met:
                return _found(False, met[term][0])
        for term in query.strong:
            if term in met:
                return _found(True, met[term][0])
        for term in query.all:
            if term not in met:
                return Match(False, f"does not contain “{term}”")
        return self._named(met)

    def _named(self, met: dict[str, list[Hit]]) -> Match:
        """Whether one of the shop's names was met, as it has to be."""
        query = self.query
        for pair in query.near:
            hit = close(met.get(pair.a, ()), met.get(pair.b, ()), pair.words)
            if hit is not None:
                why = f"“{pair.a}” stands near “{pair.b}”"
                return Match(True, why, pair.a, hit.span)
        plain = [term for term in query.any if term not in self.tied]
        first = next((met[term][0] for term in plain if term in met), None)
        if first is not None:
            beside = next((word for word in query.context if word in met), None)
            if beside is not None:
                why = f"contains “{first.term.listed}” and “{beside}”"
                return Match(True, why, first.term.listed, first.span)
            if query.context:
                return Match(False, f"“{first.term.listed}” stands there without any context")
            return _found(True, first)
        if query.any or query.near or query.strong:
            return Match(False, self._missed(met))
        return Match(True, "everything from this source counts")

    def _missed(self, met: dict[str, list[Hit]]) -> str:
        alone = next((term for term in self.query.any if term in met), None)
        if alone is not None:
            return f"“{alone}” stands there, but not near its partner"
        return "contains none of the shop's names"


@lru_cache(maxsize=32)
def _compiled(query: Query) -> _Compiled:
    pairs = [term for pair in query.near for term in (pair.a, pair.b)]
    listed = (*query.none, *query.strong, *query.all, *query.any, *query.context, *pairs)
    terms = [_read(term, query) for term in dict.fromkeys(listed)]
    return _Compiled(query, Lexicon(terms), frozenset(pairs))


def _read(term: str, query: Query) -> Term:
    return read_term(term, query.case_sensitive, query.languages)


def _unwanted(item: Item, query: Query) -> Match | None:
    """Why the place, language or country of a post rules it out, or None."""
    host = None if item.url is None else host_of(item.url)
    for domain in query.exclude_domains:
        if host is not None and within(host, domain):
            return Match(False, f"stands on {domain}")
    language = item.lang and item.lang.replace("_", "-").split("-")[0].lower()
    if query.languages and language and language not in query.languages:
        return Match(False, f"is in another language ({language})")
    country = item.extra.get("country", "").upper()
    if query.countries and country and country not in query.countries:
        return Match(False, f"is from another country ({country})")
    return None


def _found(about_us: bool, hit: Hit) -> Match:
    return Match(about_us, f"contains “{hit.term.listed}”", hit.term.listed, hit.span)


def _names(author: Author) -> list[str]:
    """What an account may be called: by name, by id, by the end of its address."""
    end = None if author.url is None else author.url.rstrip("/").rsplit("/", 1)[-1]
    return [name for name in (author.name, author.id, end) if name]


def _plain_name(name: str) -> str:
    return fold(name).strip().removeprefix("@")
