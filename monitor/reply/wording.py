"""Choosing the words: every wording of a sentence, and one of them that was not said of late."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from monitor.reply.repeats import long_sentences

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_FIELD = re.compile(r"\{([a-z]+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SPACES = re.compile(r" {2,}")
_BEGINNING = re.compile(r"(?:^|(?<=[.!?…] ))[^\W\d_]")


def expanded(sentences: Iterable[str]) -> tuple[str, ...]:
    """Every wording of ``sentences``, each ``(a|b)`` being one of its alternatives, once."""
    found = (wording for sentence in sentences for wording in _wordings(sentence))
    return tuple(dict.fromkeys(found))


def _wordings(sentence: str) -> list[str]:
    parts = _CHOICE.split(sentence)
    # Every second part is what stood between parentheses.
    options = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return ["".join(chosen) for chosen in product(*options)]


def filled(sentence: str, fields: Mapping[str, str | None]) -> str | None:
    """``sentence`` with its fields filled in, or None where one of them is empty.

    What stands in [brackets] is left out where a field inside is empty.
    """
    kept = _OPTIONAL.sub(
        lambda part: part.group(1) if _complete(part.group(1), fields) else "", sentence
    )
    if not _complete(kept, fields):
        return None
    text = _FIELD.sub(lambda field: fields[field.group(1)] or "", kept)
    return _BEGINNING.sub(lambda first: first.group().upper(), _SPACES.sub(" ", text).strip())


def _complete(part: str, fields: Mapping[str, str | None]) -> bool:
    return all(fields.get(field) for field in _FIELD.findall(part))


class Teller:
    """Chooses among wordings: always the same for one seed, different for the next.

    The choice depends on ``seed`` and on the part alone, so that a draft asked for twice
    reads the same, while thirty in a row do not sound alike. A sentence of six words or more
    that is in ``said`` already, or that was told before by this teller, is passed over.
    """

    def __init__(
        self, seed: str, fields: Mapping[str, str | None], said: frozenset[str] = frozenset()
    ) -> None:
        self._seed = seed
        self._fields = fields
        self._said = set(said)

    def tell(self, part: str, options: Sequence[str], **more: str | None) -> str | None:
        """One of ``options`` filled in, or None where each lacks a field or was said already."""
        digest = hashlib.blake2b(f"{part}:{self._seed}".encode(), digest_size=8).digest()
        number = int.from_bytes(digest, "big")
        fields = {**self._fields, **more}
        for step in range(len(options)):
            text = filled(options[(number + step * _stride(len(options))) % len(options)], fields)
            if text is None:
                continue
            told = long_sentences(text)
            if not told & self._said:
                self._said |= told
                return text
        return None

    def insist(self, part: str, options: Sequence[str], **more: str | None) -> str:
        """The same, said again rather than left out; empty where every option lacks a field."""
        told = self.tell(part, options, **more)
        if told is not None:
            return told
        fields = {**self._fields, **more}
        usable = [text for one in options if (text := filled(one, fields)) is not None]
        return min(usable, key=len, default="")


def _stride(length: int) -> int:
    """A step that visits all of ``length`` options, far from each other, before any again."""
    return next(step for step in (7, 5, 3, 11, 13, 1) if length % step or step == 1)
