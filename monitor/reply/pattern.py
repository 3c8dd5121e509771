"""The small language in which phrases are written in the rule files.

::

    word        that word, whole, in any case         word*   any word that begins so
    *word       up to three Hebrew particles may stand before, one letter each; so *(a|b)
    (a|b c)     either                                [a|b]   either, or nothing
    ..          up to five other words                ...     up to twelve
    #           a number, ## of four digits at least   ^       a sentence begins here

A phrase never reaches past the end of a sentence, and never matches inside a word, so
that "bot" is not found in "bottom". It becomes a regular expression whose repetitions are
all bounded and never tried twice: matching takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

_GAP = "\\W{0,80}+"
_WORD_ENDS = f"(?!['-]?\\w){_GAP}"
_REST_OF_WORD = "(?:['-]?\\w){0,30}+"
_ANY = "(?:\\w{1,40}+\\W{1,80}+)"
_NUMBER = f"\\d[\\d.,:]{{0,12}}+%?{_GAP}"
_CLAUSE_BEGINS = "(?:(?<=[.!?…\0])|(?<=[.!?…\0,:]\\s)|\\A)"
_SIGN: Final = re.compile(r"\.{2,3}|#{1,2}|[()\[\]|^]|[^\s()\[\]|#^]+")
_SENTENCE: Final = re.compile(r"(?:[^.!?…\0]|[.!?…](?![\s\0\"'»”)]|\Z))+")
_BEGINS = (
    "(?:(?<![\\w'-])|(?<=(?<!\\w)[ldjmtscLDJMTSC]')|(?<=(?<!\\w)[qQ]u')"
    "|(?<=(?<!\\w)[והבלמשכ]-)(?=\\d))"
)
"""Where a word begins: also after what French elides before it (l'addition), but not n'; and a
number after what Hebrew joins to it (ב-28)."""
_PARTICLES = "[והבלמשכ]{0,3}"
"""What Hebrew joins to the next word. Any three letters would hear "turn" inside "button"."""
_MAX_GAPS = 3
_SEPARATORS = " \t\r\n,;:()/\"'«»„“”–—-"

_FOLD = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "\u00a0": " ",
        "ё": "е",
        "Ё": "Е",
        "ş": "s",
        "ș": "s",
        "ţ": "t",
        "ț": "t",
        "ă": "a",
        "â": "a",
        "î": "i",
        "Ş": "S",
        "Ș": "S",
        "Ţ": "T",
        "Ț": "T",
        "Ă": "A",
        "Â": "A",
        "Î": "I",
        "‑": "-",
    }
)
_KAZAKH, _TYPED = "әғқңөұүһі", "агкноуухи"
_PLAIN: Final = str.maketrans(_KAZAKH, _TYPED)
_EITHER: Final = str.maketrans({a: f"[{a}{b}]" for a, b in zip(_KAZAKH, _TYPED, strict=True)})
"""The Kazakh letters that many keyboards lack. They are not folded, for then four (төрт) would be
a cake (торт)."""


class PatternError(ValueError):
    """A phrase in a rule file is not well formed. The message quotes it."""


def fold(text: str) -> str:
    """The same text, letter for letter, with variants of one letter made equal.

    Curly apostrophes, ё and the Romanian letters that many keyboards lack; every offset in
    the result is an offset in ``text``.
    """
    return text.translate(_FOLD)


def plain(word: str) -> str:
    """``word`` as it is typed where the keyboard has no Kazakh letters."""
    return word.translate(_PLAIN)


class Sentence(NamedTuple):
    """Where a sentence starts and ends in a text, its closing mark left out."""

    start: int
    end: int


class Match(NamedTuple):
    """Where a phrase was found, without what separates it from the next word, and in which
    sentence."""

    start: int
    end: int
    sentence: Sentence


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text``. A blanked quotation (NUL characters) ends one, too."""
    return tuple(Sentence(*found.span()) for found in _SENTENCE.finditer(text))


class Finder:
    """Finds any of ``phrases`` in folded text. Raises PatternError where there are none, and of one
    that is malformed when it first looks for them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(phrases)
        if not self._phrases:
            raise PatternError("there are no phrases")

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Read and compiled when first needed: most phrases of most languages never are."""
        expressions = [_Phrase(phrase).expression for phrase in self._phrases]
        return re.compile(f"\\b{_BEGINS}{_any_of(expressions)}", re.IGNORECASE)

    def matches(self, text: str, within: Sequence[Sentence]) -> Iterator[Match]:
        """Every place in those sentences of ``text``, in order, none overlapping."""
        for sentence in within:
            for found in self._pattern.finditer(text, *sentence):
                length = len(found.group().rstrip(_SEPARATORS))
                yield Match(found.start(), found.start() + length, sentence)

    def occurs(self, text: str, within: Sequence[Sentence]) -> bool:
        """Whether there is any such place."""
        return any(self._pattern.search(text, *sentence) for sentence in within)


def _any_of(options: Sequence[str]) -> str:
    """Any of the expressions; what all of them end with is written, and compiled, only once."""
    if all(option.endswith(_WORD_ENDS) for option in options):
        return f"(?:{'|'.join(option.removesuffix(_WORD_ENDS) for option in options)}){_WORD_ENDS}"
    return f"(?:{'|'.join(options)})"


class _Phrase:
    """A recursive-descent reader: ``expression`` is what ``phrase`` means."""

    def __init__(self, phrase: str) -> None:
        self._phrase = phrase
        self._signs = _SIGN.findall(fold(phrase))
        self._at = 0
        self._gaps = 0
        self.expression = self._sequence(closing=None)
        if not self._signs:
            raise self._error("it is empty")
        if self._signs[0].startswith("..") or self._signs[-1].startswith(".."):
            raise self._error("it begins or ends with a gap")

    def _error(self, why: str) -> PatternError:
        return PatternError(f'the phrase "{self._phrase}" cannot be read: {why}')

    def _sequence(self, closing: str | None) -> str:
        parts: list[str] = []
        while self._at < len(self._signs):
            sign = self._signs[self._at]
            if sign == closing or (sign == "|" and closing is not None):
                return "".join(parts)
            self._at += 1
            parts.append(self._item(sign))
        if closing is not None:
            raise self._error(f"{closing} is missing")
        return "".join(parts)

    def _item(self, sign: str) -> str:
        if sign == "(":
            return self._either(")")
        if sign == "*" and self._signs[self._at : self._at + 1] == ["("]:
            return f"{_PARTICLES}{self._item(self._signs.pop(self._at))}"
        if sign == "[":
            return f"(?:{self._either(']')})?"
        if sign.startswith(".."):
            self._gaps += 1
            if self._gaps > _MAX_GAPS:
                raise self._error(f"it has more than {_MAX_GAPS} gaps")
            return f"{_ANY}{{0,{5 if sign == '..' else 12}}}?"
        if sign in ("#", "##"):
            return _NUMBER if sign == "#" else f"(?=\\d{{4}}){_NUMBER}"
        if sign == "^":
            return _CLAUSE_BEGINS
        return self._word(sign)

    def _either(self, closing: str) -> str:
        options = [self._sequence(closing)]
        while self._signs[self._at] == "|":
            self._at += 1
            options.append(self._sequence(closing))
        self._at += 1
        if not all(options):
            raise self._error("one of its alternatives is empty")
        return _any_of(options)

    def _word(self, sign: str) -> str:
        word = sign.strip("*")
        if not word or "*" in word or sign in ")]|":
            raise self._error(f'"{sign}" is out of place')
        if word.casefold() == "n't":
            raise self._error("n't is no word by itself: write out isn't, didn't")
        before = _PARTICLES if sign.startswith("*") else ""
        after = _REST_OF_WORD if sign.endswith("*") else ""
        return f"{before}{re.escape(word).translate(_EITHER)}{after}{_WORD_ENDS}"
