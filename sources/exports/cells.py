"""What stands in the cells of one row of an export, as values. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from monitor.mention import Rating, Translation
from monitor.verdict import Sentiment, Urgency
from sources.exports.columns import Columns
from sources.google.envelope import split_translation
from sources.reading.formula import linked, shown
from sources.reading.ratings import read_rating
from sources.reading.text import clean, plain, safe_url

_MARKUP = re.compile(r"</?(?:p|br|div|span|strong|em|b|i|a|ul|ol|li)(?:\s[^<>]{0,500})?/?>", re.I)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|quot|amp|lt|gt|apos|nbsp);", re.I)
_CONTACT = re.compile(r"\S+@\S+\.\S+|\+?[\d\s().-]{7,}")
_LONGEST_CONTACT = 200
_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")

Choice = TypeVar("Choice", bound=StrEnum)

Cell = Callable[[str], object]
"""What stands in the column of a given meaning; None where there is no such column."""


def cells(record: Mapping[str, object], columns: Columns, tabular: bool) -> Cell:
    """The cells of ``record``; ``tabular`` ones come from a spreadsheet and can be formulas."""

    def cell(meaning: str) -> object:
        value = record.get(columns.named.get(meaning, ""))
        if not isinstance(value, str):
            return value
        value = value.strip()
        if not tabular or not value:
            return value or None
        return linked(value) if meaning in ("url", "author_url") else shown(value)

    return cell


def owners_word(cell: Cell) -> Mapping[str, str]:
    """What the owner said against the reading, as far as it is a word that goodword knows."""
    sentiment, urgency = words_in(cell("owner_sentiment")), words_in(cell("owner_urgency"))
    said = {}
    if sentiment in set(Sentiment):
        said["owner_sentiment"] = sentiment
    if urgency in set(Urgency):
        said["owner_urgency"] = urgency
    return said


def flat(record: Mapping[str, object]) -> Mapping[str, object]:
    """``{"user": {"name": "Anna"}}`` as ``{"user_name": "Anna"}``; lists are left out."""
    if not any(isinstance(value, dict | list) for value in record.values()):
        return record
    found: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            inner = {k: v for k, v in value.items() if not isinstance(v, dict | list)}
            found.update({f"{name}_{part}": v for part, v in inner.items()})
        elif not isinstance(value, list):
            found[name] = value
    return found


def words_in(value: object) -> str:
    """A cell as the text that is printed in it; "" when it is empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def text_in(value: object) -> tuple[str | None, Translation | None]:
    """The words of a review without markup, and what Google has put beside them, if anything."""
    words = clean(words_in(value)) or ""
    if _MARKUP.search(words) or _ENTITY.search(words):
        words = clean(plain(words)) or ""
    if not words:
        return None, None
    original, translation = split_translation(words)
    return clean(original), translation


def rating_in(cell: Cell) -> Rating | None:
    """The stars. A zero on a scale that begins at one is how shops write "none given"."""
    rating = read_rating(cell("rating"), cell("worst"), cell("best"))
    if rating is not None and rating.value == 0 and rating.worst > 0:
        return None
    return rating


def id_in(value: object) -> str | None:
    """An identifier as it stands."""
    return clean(words_in(value))


def name_in(value: object) -> str | None:
    """A name to show; never an e-mail address or a telephone number."""
    name = clean(words_in(value))
    if name is None or (len(name) < _LONGEST_CONTACT and _CONTACT.fullmatch(name)):
        return None
    return name


def url_in(value: object) -> str | None:
    """A web link; None for anything else."""
    words = words_in(value)
    return safe_url(words) if words else None


def lang_in(value: object) -> str | None:
    """A language code, "pt_BR" as "pt-BR"; None for what looks like none."""
    code = words_in(value)
    return code.replace("_", "-") if _LANG.match(code) else None


def member(kind: type[Choice], value: object, otherwise: Choice) -> Choice:
    """The one of ``kind`` that the cell names, ``otherwise`` where it names none."""
    try:
        return kind(words_in(value))
    except ValueError:
        return otherwise
