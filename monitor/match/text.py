"""A text taken apart: its words, and the hosts, handles and hashtags in it.

An address is no prose: the words of its path are nobody's name, only its host counts. An
account counts whole, or as a word when it is one: "@dom" but not "@dom_perignon".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from monitor.match.folding import aligned, fold, origins

# Possessive throughout: no text can make them go back and try again.
_LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'«»“”]++", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w./-])(?:[a-z0-9-]++\.(?=[a-z0-9]))++[a-z0-9-]++(?::\d++)?+(?:/[^\s<>\"'«»“”]*+)?+",
    re.IGNORECASE | re.ASCII,
)
_HANDLE = re.compile(r"(?<![\w@/.])@([^\W_][\w.-]*+(?:@[\w.-]++)?+)")
_TAG = re.compile(r"(?<![\w&#/])#(\w++)")
_WORD = re.compile(r"[^\W_]++")
_HUMP = re.compile(r"_++|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_PHONE = re.compile(r"(?<!\w)\+?\d(?:[ ().-]{0,2}\d){5,14}(?!\w)")
GONE = "\x1f"
"""Stands where something was taken out: no word, and nothing that may stand inside a name."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Tag:
    """A hashtag of several words (#DomShop, #dom2go), taken apart, and where it stands."""

    words: tuple[str, ...]
    span: Span


class Text:
    """``original`` ready for look-ups. Time and memory grow with its length alone."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.hosts: dict[str, Span] = {}
        self.names: dict[str, Span] = {}
        """Handles and hashtags, folded, with their "@" or "#"."""
        self.tags: list[Tag] = []
        # As long as the original, so that what stands where is not lost.
        self._prose = self._take_links(self._take_handles(original))
        self._note_tags(self._prose)
        self.folded = fold(self._prose)
        self.words: list[str] = _WORD.findall(self.folded)

    @cached_property
    def phones(self) -> dict[str, Span]:
        """The telephone numbers, as digits alone."""
        found = _PHONE.finditer(self.original)
        return {"".join(filter(str.isdecimal, one[0])): one.span() for one in found}

    def span(self, first: int, last: int) -> Span:
        """Where the words from the ``first`` to the ``last`` stand in the original."""
        start, end = self._places[first][0], self._places[last][1]
        if self._aligned:
            return start, end
        return self._origins[start][0], self._origins[end - 1][1]

    def gap(self, at: int) -> str:
        """What stands between the word at ``at`` and the one before it, folded."""
        return self.folded[self._places[at - 1][1] : self._places[at][0]]

    @cached_property
    def _places(self) -> list[Span]:
        """Where each word stands in the folded text."""
        return [found.span() for found in _WORD.finditer(self.folded)]

    @cached_property
    def _aligned(self) -> bool:
        return aligned(self._prose)

    @cached_property
    def _origins(self) -> list[Span]:
        return origins(self._prose)

    def _take_handles(self, text: str) -> str:
        """Note the accounts; those that are more than one word leave the prose."""
        if "@" not in text:
            return text

        def take(found: re.Match[str]) -> str:
            account = found[1].rstrip(".-")
            local = account.split("@")[0]
            start, end = found.start(), found.start() + 1 + len(account)
            for name in (account, local):
                self.names.setdefault("@" + fold(name), (start, end))
            host = host_of(local)
            if host is not None:
                self.hosts.setdefault(host, (start, end))
            kept = f"@{local}" if _WORD.fullmatch(local) else ""
            return kept + GONE * (end - start - len(kept)) + found[0][end - start :]

        return _HANDLE.sub(take, text)

    def _take_links(self, text: str) -> str:
        """Note the hosts; the addresses leave the prose."""
        if "." not in text:
            return text

        def take(found: re.Match[str]) -> str:
            host = host_of(found[0])
            if host is None or _unspaced(found[0]):
                return found[0]
            self.hosts.setdefault(host, found.span())
            return GONE * len(found[0])

        return _HOST.sub(take, _LINK.sub(take, text))

    def _note_tags(self, text: str) -> None:
        """Note the hashtags. They stay words of the prose as well."""
        if "#" not in text:
            return
        for found in _TAG.finditer(text):
            self.names.setdefault("#" + fold(found[1]).replace("_", ""), found.span())
            parts = tuple(filter(None, map(fold, split_humps(found[1]))))
            if len(parts) > 1:
                self.tags.append(Tag(parts, found.span()))


def _unspaced(address: str) -> bool:
    """Whether this is the end of one sentence and the beginning of the next ("At Dom.Lovely")."""
    before, dot, after = address.partition(".")
    return "://" not in address and after[:1].isupper() and not (before + dot).isupper()


def split_humps(word: str) -> list[str]:
    """The words in "DomShop", "dom_shop" and "HTTPServer2go"; one word where there is no hump."""
    return [part for run in _HUMP.split(word) for part in _camels(run) if part]


def _camels(run: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(run)):
        rises = run[at].isupper() and not run[at - 1].isupper()
        falls = run[at].isupper() and at + 1 < len(run) and run[at + 1].islower()
        if rises or falls:
            yield run[start:at]
            start = at
    yield run[start:]


def host_of(address: str) -> str | None:
    """The host in ``address``, without "www."; None when there is none worth the name."""
    rest = address.split("://", 1)[-1]
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rsplit("@", 1)[-1]
    host = fold(authority.split(":", 1)[0].rstrip(".,;!)")).removeprefix("www.")
    last = host.rsplit(".", 1)[-1]
    named = "." in host and len(last) > 1 and not last.isdigit() and ".." not in host
    return host if named else None


def within(host: str, domain: str) -> bool:
    """Whether ``host`` is ``domain`` or lies below it."""
    return host == domain or host.endswith("." + domain)
