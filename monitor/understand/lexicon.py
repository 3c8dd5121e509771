"""The word lists kept as data: ``data/<language>/<subject>.toml``, read when first needed.

A new language, or a new subject in a language, is a new file; no code names them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from monitor.understand.letters import fold_terms

_STOP = re.compile('[-"/+%«»„“”()!?;:]')
_CODE = re.compile("[a-z]{2,3}")


def _data() -> Traversable:
    return resources.files(__package__) / "data"


def table(subject: str, lang: str) -> Mapping[str, object] | None:
    """What ``lang`` has on ``subject``; None where there is no such file."""
    if not _CODE.fullmatch(lang):
        return None
    file = _data() / lang / f"{subject}.toml"
    if not file.is_file():
        return None
    return tomllib.loads(file.read_text(encoding="utf-8"))


def languages() -> list[str]:
    """The codes of all languages that have some list, in alphabetical order."""
    return sorted(folder.name for folder in _data().iterdir() if folder.is_dir())


def read(subject: str) -> Mapping[str, Mapping[str, object]]:
    """Every language's table on ``subject``, by language code, in alphabetical order."""
    tables = ((code, table(subject, code)) for code in languages())
    return {code: found for code, found in tables if found is not None}


def read_common(subject: str) -> Mapping[str, object]:
    """The one table on ``subject`` that holds for every language."""
    return tomllib.loads((_data() / f"{subject}.toml").read_text(encoding="utf-8"))


def terms(value: object) -> list[str]:
    """The terms of a list: separated by commas or line breaks, each one word or several.

    A hyphen, a slash, a quotation mark inside a term ends a word, as it does in a text.
    """
    lines = _STOP.sub(" ", str(value).replace(",", "\n")).splitlines()
    return [term for line in lines if (term := line.strip())]


def folded(value: object) -> list[str]:
    """The ``terms`` of a list, spelt as ``letters.fold`` spells the words of a text."""
    return [" ".join(term.split()) for term in terms(fold_terms(str(value)))]
