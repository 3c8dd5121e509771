"""Whether what a language model wrote can be shown to the owner as a draft.

A model says whatever it likes, and whatever a review talked it into. So nothing is believed: each
doubt is a plain sentence for the owner, and one is enough for the composer's own draft to stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from monitor.draft import Finding
from monitor.llm.fence import harmless
from monitor.reply import personal
from monitor.reply.compose import must_be_rewritten
from monitor.reply.engines.asking import Sayable, spoken
from monitor.reply.good import good_moves
from monitor.reply.names import display_name
from monitor.reply.notes import language_name
from monitor.reply.pattern import fold
from monitor.reply.platforms import PlatformProfile
from monitor.reply.promises import commitments
from monitor.reply.repeats import echoes, long_sentences
from monitor.reply.review import Review
from monitor.reply.rubric import GATES
from monitor.reply.spans import blank_quotations
from monitor.reply.topics import found, topics
from monitor.understand.language import SURE, UNDETERMINED, detect
from monitor.understand.passage import prepare

EMPTY = "It said nothing."
SHORT = "It was too short."
LONG = "It was too long."
UNFIT = "It was longer than the site takes."
MARKS = "It held signs that do not belong in an answer."
QUOTED = "It put words in quotation marks."
LANGUAGE = "It was not in {language}."
REACHES = "It held a link, an address, a number or a code that is not yours."
PROMISED = "It promised something that you had not told."
DONE = "It told of something that you had not told, or claimed something done."
MONEY = "It spoke of money given back."
GIFT = "It offered something for nothing."
NAMED = "It named somebody or something that is in neither the review nor your settings."
ECHOED = "It repeated the review's own words."
SAID = "It said what another of your last answers says."

_MARKS = re.compile(r"[<>*#|`~^\\{}\[\]_‹›＜＞]|^\s*[-•–—]\s|^\s*\d+[.)]\s", re.MULTILINE)
_CODE = re.compile(r"(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]+")
_WORD = re.compile(r"[^\W\d_]{2,40}")
_STEM = 5
_NO_NAMES = frozenset({"de"})
"""Where every noun begins with a capital letter."""
_POLITE = {
    "es": re.compile("usted(?:es)?"),
    "fi": re.compile("te|teid|teil|tein|teit|teis|teih"),
    "kk": re.compile("сіз"),
    "ro": re.compile("dumn|dvs"),
    "ru": re.compile("вы|ва[смш]"),
}
"""Words of address that may be written with a capital letter anywhere, by how they begin."""
_GIFTS = {
    lang: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for lang, words in {
        "de": r"gratis|kostenlos\w*|umsonst|rabatt\w*|gutschein\w*|entschädig\w*|aufs haus",
        "en": r"(?<!feel )free|complimentary|on (?:the house|us)|discount\w*|vouchers?|coupons?"
        r"|gift cards?|compensat\w*|bonus\w*",
        "es": r"gratis|gratuit\w*|descuento\w*|regal\w*|cup[oó]n\w*|compensa\w*|invita la casa",
        "fi": r"ilmai\w*|alennu\w*|lahjakort\w*|hyvity\w*|korvau\w*|talon piikki\w*",
        "fr": r"gratuit\w*|offert\w*|remises?|bons? d.achat|cadeaux?|dédommag\w*|réductions?",
        "he": "חינם|בחינם|הנחה|מתנה|במתנה|קופון|שובר|פיצוי|על חשבוננו|על חשבון הבית",
        "kk": r"тегін\w*|жеңілдік\w*|сыйлық\w*|купон\w*|промокод\w*|өтема\w*|бонус\w*",
        "ro": r"gratis|gratuit\w*|reducer\w*|cadou\w*|vouchere?\w*|cupo\w*|despăgub\w*",
        "ru": r"бесплатн\w*|скидк\w*|подарим|подарочн\w*|купон\w*|промокод\w*|компенс\w*|бонус\w*",
    }.items()
}
"""What is offered for nothing. The linter hears offers; here the bare word is a doubt."""
_NEWS, _NEW_SHARE = 2, 0.4
"""A sentence with so many words, and such a share of them, that neither the review nor the owner
nor good manners know, tells of something new: "we threw away the old flour"."""
_FOREIGN_WORDS = 6
"""A sentence with so many words shows its own language."""
_NOBODY = Review(None, None, None)


@dataclass(frozen=True, slots=True)
class Written:
    """``text`` as the model wrote it, and ``signed`` as it would go out, with all it is held
    against. ``words`` are the fewest and the most of ``signed``; ``own`` is the composer's own
    draft, ``recent`` are the long sentences of the last ones."""

    text: str
    signed: str
    lang: str
    day: date
    review: Review
    said: Sayable
    profile: str
    words: tuple[int, int]
    findings: tuple[Finding, ...]
    rules: PlatformProfile
    own: str
    recent: frozenset[str]


def doubts(written: Written) -> Iterator[str]:
    """Every doubt, in a plain sentence, the one that tells most first."""
    if not written.text:
        yield EMPTY
    yield from _shape(written)
    yield from _tongue(written)
    yield from (
        f"The check says: {one.why}"
        for one in written.findings
        if must_be_rewritten((one,)) and one.move not in GATES
    )
    yield from _claims(written)
    if echoes(written.review.words, written.text):
        yield ECHOED
    if long_sentences(written.text) & written.recent:
        yield SAID


def _shape(written: Written) -> Iterator[str]:
    least, most = written.words
    length = len(written.signed.split())
    if length < least:
        yield SHORT
    if length > most:
        yield LONG
    if not written.rules.fits(written.signed):
        yield UNFIT
    if _MARKS.search(written.text) or harmless(written.text) != written.text:
        yield MARKS
    # The linter leaves quotations out, for they are the customer's: nothing must hide there.
    if blank_quotations(fold(written.text)) != fold(written.text):
        yield QUOTED


def _tongue(written: Written) -> Iterator[str]:
    whole = detect(prepare(written.text)).code
    parts = [part for part in spoken(written.text) if len(part.split()) >= _FOREIGN_WORDS]
    heard = [detect(prepare(part)) for part in parts]
    other = [
        one
        for one in heard
        if one.code not in (written.lang, UNDETERMINED) and one.confidence >= SURE
    ]
    if whole != written.lang or other:
        yield LANGUAGE.format(language=language_name(written.lang))


def _claims(written: Written) -> Iterator[str]:
    # Not what the review makes public: it may hold a link on purpose.
    reaching = personal.spans(fold(written.text), _NOBODY, written.profile)
    ours = written.profile.casefold()
    if (
        any(one.move == "unknown_contact" for one in reaching)
        or any(one.move in GATES for one in written.findings)
        or any(code.casefold() not in ours for code in _CODE.findall(written.text))
    ):
        yield REACHES
    # The composer's own sentences say no more than was told.
    rest = _without(written.text, (*written.said.texts, *spoken(written.own)))
    if commitments(rest, written.lang, written.day):
        yield PROMISED
    if not written.said.money and "refund" in found(topics(written.lang).complaint, rest):
        yield MONEY
    gifts = _GIFTS.get(written.lang)
    if gifts is not None and gifts.search(rest):
        yield GIFT
    if _named(written):
        yield NAMED
    if any(map(_invented(written), spoken(rest))):
        yield DONE


@dataclass(frozen=True, slots=True)
class _Deeds:
    """Tells what the owner has told was done from what is made up."""

    written: Written
    told: frozenset[str]

    def __call__(self, part: str) -> bool:
        """Whether ``part``, a sentence, tells of something done that nobody told of."""
        stems, written = _stems(part), self.written
        new = len(stems - self.told - _manners(written.lang))
        if new >= _NEWS and new >= _NEW_SHARE * len(stems):
            return True
        if part.endswith("?"):
            return False
        if "next_step" not in good_moves(part, lang=written.lang, review=written.review):
            return False
        return not written.said.acted or 2 * len(stems - self.told) > len(stems)


def _invented(written: Written) -> _Deeds:
    told = "\n".join((written.profile, written.own, written.review.words))
    return _Deeds(written, _stems(told))


@cache
def _manners(lang: str) -> frozenset[str]:
    """The words in which the composer answers whatever review: they tell of nothing."""
    return _stems((files("monitor.reply") / "phrases" / f"{lang}.toml").read_text("utf-8"))


def _named(written: Written) -> bool:
    """Whether a word inside a sentence begins with a capital letter for no known reason."""
    if written.lang in _NO_NAMES:
        return False
    review = written.review
    public = (display_name(review.author), review.title, review.about, review.text)
    known = "\n".join(part for part in (*public, written.profile, written.own) if part)
    lower = {word.casefold() for word in _WORD.findall(known)}
    names = tuple(word.casefold() for word in _WORD.findall(known) if word[0].isupper())
    polite = _POLITE.get(written.lang)
    for found_word in _WORD.finditer(written.text):
        word = found_word.group().casefold()
        before = written.text[: found_word.start()].rstrip(" ¡¿")
        first = not before or before[-1] in ".!?…:\n"
        if first or not found_word.group()[0].isupper() or word in lower:
            continue
        if polite is not None and polite.match(word):
            continue
        if not any(_same_name(word, name) for name in names):
            return True
    return False


def _same_name(word: str, name: str) -> bool:
    """Whether ``word`` is ``name`` with another ending."""
    stem = name[:-2] if len(name) > _STEM else name[:-1] if len(name) > 3 else name
    return word.startswith(stem) and len(word) <= len(name) + 4


def _without(text: str, known: tuple[str, ...]) -> str:
    """``text`` without what stands in it just as it is known."""
    for whole in filter(None, (" ".join(one.split()).rstrip(".!?…") for one in known)):
        text = re.sub(re.escape(whole), " ", text, flags=re.IGNORECASE)
    return text


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(fold(text).casefold()) if word[3:])
