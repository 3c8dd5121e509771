"""How to address a reviewer: by the name they show in public, or not at all."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monitor.reply.pattern import fold
from monitor.reply.topics import topics

_LONGEST = 30
_MOST_WORDS = 3
_GREETED = 4
"""A greeting has no more words than this."""
_ALL_LARGE = "de"
"""Where every noun is written large."""
_WELL_FORMED = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    no_names: frozenset[str]
    titles: frozenset[str]
    greetings: tuple[str, ...]


@cache
def _words() -> _Words:
    raw = (files("monitor.reply") / "names.toml").read_text(encoding="utf-8")
    return _Words.model_validate(tomllib.loads(raw))


def display_name(author: str | None) -> str | None:
    """The name to greet with, or None where greeting by name would be odd or unsafe.

    Addresses, links, numbers, commands, nicknames and anything over 30 letters are no
    names. A trailing initial is left out, and so is a surname: a first name is friendly
    enough, and tells nothing that the reviewer may not have meant to tell.
    """
    if author is None or len(author) > _LONGEST:
        return None
    name = unicodedata.normalize("NFC", author).strip()
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or not all(map(_WELL_FORMED.fullmatch, words)):
        return None
    if any(letter.isnumeric() and not letter.isalpha() for letter in name):
        # "A²": Python's \w takes superscripts for letters.
        return None
    if any(word.casefold().strip(".") in _words().no_names for word in words):
        return None
    if words[0].casefold().strip(".") in _words().titles:
        return " ".join(words) if len(words) > 1 else None
    first = words[0]
    if len(first) < 2 or first.endswith("."):
        return None
    return first.capitalize() if first.isupper() and len(first) > 3 else first


def as_called(name: str, words: str) -> str:
    """``name`` as a customer's ``words`` call it: with the title before it, if there is one.

    To thank "Frau Huber" as "Huber" would be rude.
    """
    before = re.search(rf"(\w+\.?)\s+{re.escape(name)}(?!\w)", words)
    if before is None or before[1].casefold().strip(".") not in _words().titles:
        return name
    return f"{before[1]} {name}"


def is_person(name: str, words: str, lang: str) -> bool:
    """Whether ``name``, as a customer's ``words`` write it, is somebody's rather than a thing's.

    A thing that only begins its sentence has its capital from there ("Armchair was so neat"),
    and in German from everywhere; a title or a capital elsewhere makes it a name ("our Rose").
    """
    if as_called(name, words) != name or not topics(lang).things(name):
        return True
    inside = re.search(rf"[\w,;]\s+{re.escape(name)}(?!\w)", words)
    return inside is not None and lang != _ALL_LARGE


def greets(words: str, author: str | None) -> bool:
    """Whether ``words`` only greet: a name that ``author`` gave, or a greeting and who is meant."""
    said, name = fold(words).casefold().split(), display_name(author)
    if not 1 <= len(said) <= _GREETED:
        return False
    if name is not None and fold(name).casefold() in " ".join(said):
        return True
    return any(said[: len(one)] == one for one in _greetings())


@cache
def _greetings() -> list[list[str]]:
    return [fold(one).casefold().split() for one in _words().greetings]
