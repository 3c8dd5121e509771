"""JSON-LD: the script blocks of a page, repaired where sites break them, as things.

No tree of the page is built for it: the blocks are found by one linear scan.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from monitor.source import Json
from sources.webpage.thing import Thing, term

MAX_DEPTH = 64
"""Levels of nesting that are read; what lies deeper is no review of anything."""

# Comments are matched too, so that a script inside one is not taken for a live one. Every
# alternative runs to the end of the page where its closing mark is missing: linear always.
_SCRIPTS = re.compile(
    r"<!--.*?(?:-->|\Z)|<script\b([^>]*)(?:>(.*?)(?:</script|\Z)|\Z)", re.IGNORECASE | re.DOTALL
)
_IS_JSONLD = re.compile(r"type\s*=\s*[\"']?[^\"'>]*ld\+json", re.IGNORECASE)
_OPENING = re.compile(r"(?:\s|<!--|//|/\*|\*/|<!\[CDATA\[)+")
_CLOSING = re.compile(r"(?:\s|-->|//|/\*|\*/|\]\]>|;)+\Z")
_CLOSING_LENGTH = 200
_STRING_OR_COMMA = re.compile(r"(\"(?:[^\"\\]|\\.)*+\")|,(?=\s*[\]}])", re.DOTALL)


class Broken(Exception):
    """A block that no repair makes readable."""


def blocks(page: str) -> Iterator[str]:
    """The contents of the page's JSON-LD scripts, as they stand."""
    for found in _SCRIPTS.finditer(page):
        attributes, content = found.groups()
        if attributes and _IS_JSONLD.search(attributes) and content and content.strip():
            yield content


def read_block(block: str) -> list[Thing]:
    """The things at the top of one block.

    Understands raw control characters, comment and CDATA wrappers, trailing commas and
    semicolons, and blocks whose quotes were escaped as HTML. Raises Broken otherwise.
    """
    for attempt in _attempts(block.strip().lstrip("\ufeff")):
        try:
            value: Json = json.loads(attempt, strict=False, parse_constant=lambda _name: None)
        except (ValueError, RecursionError):
            continue
        return [each for each in _values(value, 0) if isinstance(each, Thing)]
    raise Broken


def _attempts(text: str) -> Iterator[str]:
    """The block as it is, then more and more forgiving readings of it."""
    yield text
    text = _unwrapped(text)
    yield text
    yield _STRING_OR_COMMA.sub(lambda found: found[1] or "", text)
    if "&quot;" in text or "&#34;" in text:
        yield html.unescape(text)


def _unwrapped(text: str) -> str:
    """Without the comment or CDATA marks and the semicolon that may stand around it."""
    if opening := _OPENING.match(text):
        text = text[opening.end() :]
    return text[:-_CLOSING_LENGTH] + _CLOSING.sub("", text[-_CLOSING_LENGTH:])


def _values(value: Json, depth: int) -> list[str | int | float | Thing]:
    """``value`` as the values of a property: lists flattened, objects as things."""
    if depth > MAX_DEPTH:
        return []
    match value:
        case None | bool():
            return []
        case str() | int() | float():
            return [value]
        case list():
            return [each for part in value for each in _values(part, depth + 1)]
        case dict():
            for wrapper in ("@value", "@list", "@set"):
                if wrapper in value:
                    return _values(value[wrapper], depth + 1)
            return [_thing(value, depth)]


def _thing(node: dict[str, Json], depth: int) -> Thing:
    thing = Thing(frozenset(_types(node.get("@type", node.get("type")))), _id(node))
    for name, value in node.items():
        if name in ("@context", "@type", "@id"):
            continue
        for each in _values(value, depth + 1):
            thing.add(term(name), each)
    return thing


def _types(stated: Json) -> Iterator[str]:
    for each in stated if isinstance(stated, list) else [stated]:
        if isinstance(each, str):
            yield term(each)


def _id(node: dict[str, Json]) -> str | None:
    stated = node.get("@id", node.get("id"))
    return stated.strip() or None if isinstance(stated, str) else None
