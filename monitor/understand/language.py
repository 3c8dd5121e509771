"""Which language a text is written in: by its letters, then by its small words and endings.

Honest "und" where the evidence is thin. A hint from the source or the shop is one more piece of
evidence, never the truth: people answer an English form in Finnish.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from monitor.understand import lexicon, scripts, tongues
from monitor.understand.memo import CACHED_WORDS, Memo
from monitor.understand.passage import Passage
from monitor.understand.vader import LANGUAGE, analyser

UNDETERMINED = "und"
READ_WORDS = 300
"""The first so many words tell the language as well as all of them."""
LETTER = 0.5
ENDING = 0.3
FEELING = 0.35
ENOUGH = 0.9
"""Evidence of small words is counted in words: one that only one language has is 1.0."""
OVERLAP = 4.0
"""Each letter is part of several runs, so their costs say the same thing several times."""
WORD = 3.0
"""What a small word of one language is worth beside the runs of letters, in nats; ..."""
ALIEN = 4.0
"""... how much nearer its words must be if a language's runs of letters are not known; ..."""
HINT = 2.0
"""... what a claim is worth."""
SURE = 0.7
"""Less likely than this, a language is not named; ..."""
SURER = 0.9
"""... nor with one or two words, none of which is a small word."""
LEAD = 3.0
"""A claim so many nats behind may still be right, ..."""
DOUBTFUL = 16.0
"""... and so many where none of the words is known: names are spelt like any language."""

ALIASES = {"iw": "he", "in": "id", "nb": "no", "nn": "no", "ji": "yi", "eng": "en", "mo": "ro"}

SOLE = {
    "greek": "el",
    "armenian": "hy",
    "hebrew": "he",
    "devanagari": "hi",
    "bengali": "bn",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "sinhala": "si",
    "thai": "th",
    "lao": "lo",
    "burmese": "my",
    "georgian": "ka",
    "ethiopic": "am",
    "khmer": "km",
    "kana": "ja",
    "han": "zh",
    "hangul": "ko",
}
"""Scripts that (almost) only one language uses today."""
SHARED = frozenset({"devanagari", "ethiopic", "bengali"})
"""Of these, the ones that a second large language uses too."""
PRESUMED = {"arabic": "ar", "cyrillic": "ru"}
"""Who writes most of a script: believed a little while nothing points to another language."""

COUNTED = frozenset({"latin", "cyrillic"})
"""Scripts of ``tongues``."""
CYRILLIC = frozenset({"kk", "ru"})
"""The languages of ``tongues`` that are not written in Latin letters."""


@dataclass(frozen=True, slots=True)
class Language:
    """``code`` is two letters or "und"; ``confidence`` 0.0 to 1.0; ``letters``: are there any."""

    code: str
    confidence: float
    letters: bool = True


def detect(passage: Passage, hint: str | None = None) -> Language:
    """The language of ``passage``. ``hint`` is what the source claims ("en", "pt-BR")."""
    letters = scripts.letters(passage.text)
    if not letters:
        return Language(UNDETERMINED, 0.0, letters=False)
    script = max(letters, key=letters.__getitem__)
    share = letters[script] / sum(letters.values())
    if script == "han" and letters.get("kana", 0) * 20 > letters[script]:
        script = "kana"
    if script in SOLE:
        return Language(SOLE[script], (0.6 if script in SHARED else 0.97) * share)
    return _weigh(script, share, passage, clean_hint(hint))


def clean_hint(hint: str | None) -> str | None:
    """ "EN-us" as "en"; what is no language code as None."""
    if not isinstance(hint, str):
        return None
    code = hint.strip().replace("_", "-").partition("-")[0].lower()
    code = ALIASES.get(code, code)
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _weigh(script: str, share: float, passage: Passage, hint: str | None) -> Language:
    evidence = _evidence()[script]
    forms = [word.form for word in passage.words[:READ_WORDS] if word.form[0].isalpha()]
    scores = evidence.scores(forms)
    told = max(scores.values(), default=0.0)
    nats = _nats(evidence, forms, scores)
    if hint in nats:
        nats[hint] += HINT
    code = max(nats, key=nats.__getitem__)
    runner_up, best = sorted((-math.inf, *nats.values()))[-2:]
    certainty = 1 / (1 + math.exp(runner_up - best))
    needed = SURE if told >= ENOUGH or len(forms) > 2 else SURER
    if certainty >= needed and (told or len(forms) > 1):
        thin = 1 - math.exp(-(told + len(forms)) / 2)
        return Language(code, min(0.99, certainty * (0.5 + 0.5 * thin)) * share)
    presumed = hint if hint in nats else PRESUMED.get(script)
    if presumed and nats[presumed] >= best - (LEAD if told else DOUBTFUL):
        return Language(presumed, 0.4 * share)
    return Language(UNDETERMINED, 0.0)


def _nats(
    evidence: _Evidence, forms: Sequence[str], scores: Mapping[str, float]
) -> dict[str, float]:
    """How likely each language is, as logarithms: runs of letters and small words together.

    A language whose runs were never counted is taken to be as near as the nearest, less ``ALIEN``.
    """
    counted = evidence.counted
    costs = tongues.load().costs(forms) if counted else {}
    nats = {code: costs[code] / -OVERLAP for code in counted}
    nats |= dict.fromkeys(evidence.alien, max(nats.values(), default=0.0) - ALIEN)
    for code, score in scores.items():
        nats[code] += WORD * score
    return nats


class _Evidence:
    """What the languages of one script are told apart by."""

    def __init__(self, script: str, tables: Mapping[str, Mapping[str, object]]) -> None:
        codes = frozenset(tables)
        counted = frozenset(tongues.load().codes) if script in COUNTED else frozenset()
        mine = {code for code in counted if (code in CYRILLIC) == (script == "cyrillic")}
        self.counted = tuple(sorted(mine))
        self.alien = tuple(sorted(codes - mine))
        self._felt = LANGUAGE in codes
        self._seen = Memo(self._speaking, CACHED_WORDS)
        self.words = _shared(
            (word, code)
            for code, table in tables.items()
            for word in set(str(table["words"]).split())
        )
        self.endings = _shared(
            (ending, code)
            for code, table in tables.items()
            for ending in set(str(table.get("endings", "")).split())
        )
        letters = _shared(
            (letter, code)
            for code, table in tables.items()
            for letter in set(str(table.get("letters", "")))
        )
        self.letters = {letter: _split(owners, LETTER) for letter, owners in letters.items()}

    @cached_property
    def feelings(self) -> Mapping[str, object]:
        """The words VADER knows: English, unless another language claims them as its own."""
        return analyser().lexicon if self._felt else {}

    def scores(self, forms: Sequence[str]) -> dict[str, float]:
        """How much evidence there is, counted in words, for each language that there is any for."""
        scores: dict[str, float] = {}
        speaking = map(self._seen.__getitem__, forms)
        # In a fixed order, or their sum would differ in its last bit from run to run.
        letters = sorted(self.letters.keys() & set("".join(forms)))
        owning = map(self.letters.__getitem__, letters)
        for code, weight in chain.from_iterable(chain(speaking, owning)):
            scores[code] = scores.get(code, 0.0) + weight
        return scores

    def _speaking(self, form: str) -> tuple[tuple[str, float], ...]:
        """Which languages ``form`` speaks for, and how loudly."""
        if form in self.words:
            return _split(self.words[form], 1.0)
        if len(form) <= 3:
            return ()
        felt = ((LANGUAGE, FEELING),) if form in self.feelings else ()
        sizes = range(min(5, len(form) - 2), 1, -1)
        ending = next((form[-size:] for size in sizes if form[-size:] in self.endings), None)
        return (*felt, *_split(self.endings[ending], ENDING)) if ending else felt


def _split(codes: tuple[str, ...], weight: float) -> tuple[tuple[str, float], ...]:
    return tuple((code, weight / len(codes)) for code in codes)


def _shared(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Which languages share each word, ending or letter."""
    table: dict[str, tuple[str, ...]] = {}
    for key, code in pairs:
        table[key] = (*table.get(key, ()), code)
    return table


@cache
def _evidence() -> Mapping[str, _Evidence]:
    written: dict[str, dict[str, Mapping[str, object]]] = {}
    for code, table in lexicon.read("language").items():
        written.setdefault(str(table["script"]), {})[code] = table
    return {script: _Evidence(script, tables) for script, tables in written.items()}
