"""Microdata and RDFa: schema.org written into a page's HTML attributes, as things.

One pass over the page as a stream of tags, no tree: linear, and indifferent to nesting.
Both syntaxes are the same idea with other attribute names, so one reader serves two dialects.
"""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from lxml import etree

from sources.reading.text import plain
from sources.webpage.thing import Thing, term

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

Attributes = Mapping[str, str]

MAX_OPEN_TEXTS = 8
"""Properties within properties whose text is collected at one time; keeps reading linear."""

_LINKS = frozenset({"url", "sameAs", "image", "logo", "mainEntityOfPage", "discussionUrl"})
"""Properties whose value is where a link leads, not what it says."""
_BREAKING = frozenset(
    "br p div li ul ol dl dt dd tr table blockquote pre h1 h2 h3 h4 h5 h6 section article".split()  # noqa: SIM905
)
_SILENT = frozenset({"script", "style", "template"})
_BLANKS = re.compile(r"\s+")
_MICRODATA = re.compile(r"\sitemscope\b", re.IGNORECASE)
_RDFA = re.compile(r"\stypeof\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a page says in each of the two syntaxes."""

    microdata: list[Thing] = field(default_factory=list)
    rdfa: list[Thing] = field(default_factory=list)


def read_attributes(page: str) -> Annotations:
    """The things that the tags of ``page`` describe. Never fails."""
    text = _Text()
    microdata = _Microdata(text) if _MICRODATA.search(page) else None
    rdfa = _Rdfa(text) if _RDFA.search(page) else None
    if microdata is None and rdfa is None:
        return Annotations()
    target = _Target(text, microdata, rdfa)
    reported = cast("ParserTarget[Annotations]", target)
    parser = etree.HTMLParser(target=reported, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(page.encode("utf-8", "replace"))
        return parser.close()
    except etree.LxmlError:
        # Older versions of libxml2 give up on absurd nesting; what came before is still good.
        return target.close()


@dataclass(slots=True)
class _Element:
    """An open tag: what is to be done when it closes."""

    scope: Thing | None = None
    """The thing that it describes."""
    owner: Thing | None = None
    """The thing whose property it is."""
    names: tuple[str, ...] = ()
    start: int | None = None
    """Where the property's text begins, when that is collected."""


class _Target:
    """What lxml's parser reports to: every tag goes to the dialects, text to who wants it."""

    def __init__(self, text: _Text, microdata: _Microdata | None, rdfa: _Rdfa | None) -> None:
        self._text = text
        self._microdata, self._rdfa = microdata, rdfa
        self._dialects: list[_Dialect] = [each for each in (microdata, rdfa) if each is not None]

    def start(self, tag: str, attributes: Attributes) -> None:
        self._text.start(tag, attributes)
        for dialect in self._dialects:
            dialect.start(tag, attributes)

    def end(self, tag: str) -> None:
        for dialect in self._dialects:
            dialect.end()
        self._text.end(tag)

    def data(self, words: str) -> None:
        self._text.data(words)

    def close(self) -> Annotations:
        return Annotations(
            self._microdata.roots if self._microdata else [],
            self._rdfa.roots if self._rdfa else [],
        )


class _Text:
    """The running text of the page, kept only while some property collects it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open = 0
        self._silent = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        self._silent += tag in _SILENT
        self._break(f"<{tag}>", tag)
        if tag == "img" and "emoji" in attributes.get("class", ""):
            self.data(attributes.get("alt", ""))

    def end(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag != "br":
            self._break(f"</{tag}>", tag)

    def data(self, words: str) -> None:
        if self._open and not self._silent:
            self._parts.append(html.escape(_BLANKS.sub(" ", words), quote=False))

    def _break(self, markup: str, tag: str) -> None:
        if self._open and tag in _BREAKING:
            self._parts.append(markup)

    def collect(self) -> int | None:
        """Begin to collect: where the text begins, or None when too much is open already."""
        if self._open >= MAX_OPEN_TEXTS:
            return None
        self._open += 1
        return len(self._parts)

    def collected(self, start: int, wanted: bool) -> str:
        """Stop collecting what began at ``start``, and give it as plain text if ``wanted``."""
        found = plain("".join(self._parts[start:])) if wanted else ""
        self._open -= 1
        if not self._open:
            self._parts.clear()
        return found


class _Dialect(ABC):
    """Follows the tags of one syntax and builds its things."""

    def __init__(self, text: _Text) -> None:
        self.roots: list[Thing] = []
        self._text = text
        self._elements: list[_Element] = []
        self._scopes: list[Thing] = []

    @abstractmethod
    def names(self, attributes: Attributes) -> tuple[str, ...]:
        """The properties that this tag is a value of."""

    @abstractmethod
    def scope(self, attributes: Attributes) -> Thing | None:
        """The new thing that this tag begins, if it does."""

    def start(self, tag: str, attributes: Attributes) -> None:
        names = self.names(attributes)
        scope = self.scope(attributes)
        owner = self._scopes[-1] if self._scopes and names else None
        element = _Element(scope, owner, names)
        self._elements.append(element)
        if scope is not None:
            self._scopes.append(scope)
            if owner is None:
                self.roots.append(scope)
        if owner is None:
            return
        stated = None if scope is not None else _stated(tag, attributes, names)
        if stated is None:
            element.start = self._text.collect()
        for name in names:
            if scope is not None:
                owner.add(name, scope)
            elif stated is not None:
                owner.add(name, stated)

    def end(self) -> None:
        element = self._elements.pop()
        if element.scope is not None:
            self._scopes.pop()
        if element.start is None or element.owner is None:
            return
        bare = element.scope is None or not element.scope.properties
        text = self._text.collected(element.start, wanted=bare)
        if not bare or (element.scope is not None and not text):
            return
        for name in element.names:
            if element.scope is not None:
                # A scope without a single property of its own: sites mean its text.
                element.owner.properties[name].remove(element.scope)
            element.owner.add(name, text)


def _stated(tag: str, attributes: Attributes, names: tuple[str, ...]) -> str | None:
    """The value that an attribute gives; None where the element's text is the value."""
    for attribute in ("content", "datetime"):
        if attribute in attributes:
            return attributes[attribute]
    if tag in ("a", "area") and not _LINKS.intersection(names):
        return None
    for attribute in ("href", "src", "data", "value"):
        if attribute in attributes:
            return attributes[attribute]
    return "" if tag in ("meta", "link", "img") else None


class _Microdata(_Dialect):
    def names(self, attributes: Attributes) -> tuple[str, ...]:
        return tuple(map(term, attributes.get("itemprop", "").split()))

    def scope(self, attributes: Attributes) -> Thing | None:
        if "itemscope" not in attributes:
            return None
        types = frozenset(map(term, attributes.get("itemtype", "").split()))
        marks = ("itemid", "data-reviewid", "data-review-id")
        return Thing(types, next((attributes[each] for each in marks if each in attributes), None))


_SCHEMA_ORG = re.compile(r"https?://(?:www\.)?schema\.org", re.IGNORECASE)


class _Rdfa(_Dialect):
    """RDFa Lite, and of full RDFa what sites use: ``vocab``, ``prefix``, ``resource``."""

    def __init__(self, text: _Text) -> None:
        super().__init__(text)
        self._spoken = [False]
        """Of each open tag, whether bare words around it are schema.org's."""

    def start(self, tag: str, attributes: Attributes) -> None:
        vocabulary = attributes.get("vocab")
        inherited = self._spoken[-1]
        self._spoken.append(
            inherited if vocabulary is None else bool(_SCHEMA_ORG.match(vocabulary))
        )
        super().start(tag, attributes)

    def end(self) -> None:
        super().end()
        self._spoken.pop()

    def names(self, attributes: Attributes) -> tuple[str, ...]:
        return self._terms(attributes.get("property", ""))

    def scope(self, attributes: Attributes) -> Thing | None:
        if "typeof" not in attributes:
            return None
        stated = attributes.get("resource") or attributes.get("about")
        return Thing(frozenset(self._terms(attributes["typeof"])), stated)

    def _terms(self, words: str) -> tuple[str, ...]:
        """The words that are schema.org's: bare ones within its ``vocab``, prefixed anywhere."""
        return tuple(
            own
            for word in words.split()
            if (own := term(word)) != word or (self._spoken[-1] and ":" not in word)
        )
