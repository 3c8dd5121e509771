"""What a review names without being about it: a likeness, what was happily missing, a place."""

from __future__ import annotations

import re

_LIKENESS = re.compile(
    r"(?i)(?:(?<!\bi )(?<!\bwe )(?<!\bwould )(?<!'d )(?<!\bto )\blike(?: an?(?: \w+)?| my| at my)?"
    r"|\b(?:comme une?(?: \w+)?|comme chez (?:ma|mon|notre)|como una?(?: \w+)?"
    r"|wie (?:eine?[nmrs]?|n|ne)(?: \w+)?|wie ?'n"
    r"|wie (?:bei|von|beim|vom)(?: der| meiner)?|ca un|ca o|ca la|kuin(?: \w+)?|словно|будто"
    r"|(?<!так )(?<!пор )(?<!пор, )(?<!того )(?<!того, )\bкак(?: у| для| из| в| на| после)?"
    r"(?: \w{2,20}(?:[иыо]й|ая|ое|[иы]е|ом))?"
    r"|כמו|כמו אצל))\s+$"
)
"""What stands before a thing that was not there, only something like it."""

_WITHOUT = re.compile(
    r"(?i)(?:\b(?:no|not an?|not one|not a single|without(?: an?| any)?|zero|kein\w{0,2}"
    r"|ohne(?: eine?n?)?|sin(?: una?| ning[uú]na?)?|ning[uú]na?|sans(?: une?| aucune?)?|aucune?"
    r"|f[aă]r[aă](?: o| un)?|nici(?: o| un)|niciun|nicio|без|ни(?: \w{4,12}[аи])?|никак\w{2,3}|нет"
    r"|אין|בלי|ללא|שום|ilman|ei yht[aä]{2}n)\s+|\bpas (?:de |d'))$"
)
"""What stands before a thing that was missing: "not a scratch, no streaks"."""

_BEFORE_A_PLACE = {
    "en": r"(?:in|on|at|to|from|into|onto|under|behind|near|by|outside|inside|beside|across"
    r"|through)(?: (?:the|an?|my|our|your|their|his|her|this|that))?",
    "de": r"(?:im|ins|in|auf|am|an|unter|hinter|neben|beim|bei|vor|aus|zum|zur|zu|nach|über|durch)"
    r"(?: (?:d(?:er|em|en|ie|as)|(?:(?:m|d|s)?ein|unser|ihr)(?:e[rmn]?)?))?",
    "fr": r"(?:dans|sur|sous|devant|derrière|chez|vers|à|au|aux|jusqu'à)"
    r"(?: (?:les?|la|une?|mon|ma|mes|notre))?(?: l')?",
    "es": r"(?:en|sobre|bajo|a|al|desde|hasta|por|tras|ante|junto a)"
    r"(?: (?:el|las?|los|una?|mi|su|nuestr[ao]))?",
    "ro": r"(?:în|in|pe|sub|la|din|de la|lângă|până la|spre|prin|după)",
    "ru": r"(?:в|во|на|под|за|у|из|от|до|возле|около|через|по|к|ко)(?: (?:мо|наш)\w{1,3})?",
}
_PLACE = {
    lang: re.compile(rf"(?i)(?<!\w){words}(?:\s+|(?<='))$")
    for lang, words in _BEFORE_A_PLACE.items()
}
_PLACED = {
    "fi": re.compile(r"(?i)\w+(?:ss[aä]|ll[aä])(?:kin|ni|si|nsa|nsä|mme)?(?!\w)"),
    "kk": re.compile(r"(?i)\w+[дт][ае](?:ғы|гі)?(?!\w)"),
    "he": re.compile(r"[ושכ]?ב\w+"),
}
"""The form of a word that is a place, where a language has no word before it."""

_NEAR = 60
"""What stands before a thing is looked for in so many letters, however long the text."""


def likened(text: str, at: int) -> bool:
    """Whether what is named ``at`` is only what something was like."""
    return _LIKENESS.search(text, max(at - _NEAR, 0), at) is not None


def missing(text: str, at: int) -> bool:
    """Whether what is named ``at`` was not there."""
    return _WITHOUT.search(text, max(at - _NEAR, 0), at) is not None


def placed(text: str, at: int, lang: str, name: str) -> bool:
    """Whether what is named ``at``, in a draft ``name``, is where something happened or stood."""
    if lang in _PLACE:
        return _PLACE[lang].search(text, max(at - _NEAR, 0), at) is not None
    if lang not in _PLACED or _PLACED[lang].match(text, at) is None:
        return False
    # Hebrew has words that begin with the letter that means "in".
    return lang != "he" or not name.lstrip("ה").startswith(text[at])
