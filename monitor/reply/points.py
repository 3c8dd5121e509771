"""Which points of a review a draft takes up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.mention import Mention
from monitor.reply.clauses import Clauses, Hit, Leaning
from monitor.reply.granted import NOTHING, Granted, granted
from monitor.reply.pattern import Sentence, fold
from monitor.reply.stars import COMPLAINT_STARS
from monitor.reply.things import Thing
from monitor.reply.topics import Side, Topics, known, topics
from monitor.verdict import AspectFinding, CustomerType, Polarity, Urgency

_QUESTION = re.compile(r"[^.!?…\n]+(?=[?])")
_GAP = "[ \u00a0\u202f]"
_AMOUNT = rf"(?:(?<!\d)\d{{1,3}}(?:{_GAP}\d{{3}}){{1,3}}(?!\d)|\d)[\d.,]{{0,9}}"
"""A number, its thousands perhaps apart."""
_MONEY = re.compile(rf"[€$£₽₸₪]{_GAP}?{_AMOUNT}|{_AMOUNT}{_GAP}?[€$£₽₸₪]")
_CLOCK = re.compile(r"(?<![\d.:])\d{1,2}:\d{2}(?![\d:])")
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
    r"|f[aă]r[aă](?: o| un)?|nici(?: o| un)|niciun|nicio|без|ни|никак\w{2,3}|нет|אין|בלי|ללא|שום"
    r"|ilman|ei yht[aä]{2}n)\s+|\bpas (?:de |d'))$"
)
"""What stands before a thing that was happily missing: "not a scratch, no streaks"."""
_NEAR = 60
"""Both are looked for in so many letters before the thing, however long the text."""

_DAYS = "days"
_FAMILY = "family"
_APART = frozenset({_DAYS, _FAMILY})
"""What no review is about."""
_GRIEF = "grief"
"""What is named with a complaint alone: nobody is glad to hear of a funeral."""
_PLAIN = 4
"""What the verdict alone heard is believed of a statement of so many words."""
_YEARS = "years"
_BROKEN = "faulty"
"""The topic of what does not work; finer ones are under it."""


@dataclass(frozen=True, slots=True)
class Points:
    """What to take up, each once, in the order in which the review names it.

    ``complaint`` and ``praise`` are topics. ``things`` are what it was about, as a draft names
    them; ``liked`` those of them that stand beside praise, ``blamed`` those beside a complaint.
    ``figures`` are numbers of the review as they stand there, with their kind. ``asked`` are the
    things that a question of the review names, or what it asks to have mended. ``grumble``: a
    content customer tells the one thing that was not right; ``disliked`` are the things named
    there. ``family`` is who of the customer's own may be greeted, beside praise alone.
    ``mourning``: somebody has died. ``granted`` is what was good to somebody who complains;
    nothing, where what happened is grave.
    """

    complaint: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    blamed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    grumble: bool = False
    disliked: tuple[str, ...] = ()
    family: str | None = None
    figures: tuple[tuple[str, str], ...] = ()
    mourning: bool = False
    granted: Granted = NOTHING

    @property
    def thin(self) -> bool:
        """Whether hardly anything is known of what happened."""
        return len(self.complaint) + len(self.things) + len(self.figures) < 2


def points_of(mention: Mention, words: str, lang: str) -> Points:
    """The points of ``words``, which are those of ``mention`` in so far as they can be trusted.

    What the words show, clause by clause, and of what the verdict alone heard only what is said
    in so many words. Praise that a "not" turns is none: "not exactly friendly" must not be thanked
    for. Nor is anything praised or blamed where somebody who gives no stars calmly asks, or asks
    to have mended what broke.
    """
    tables = topics(lang)
    clauses = Clauses(mention, fold(words), tables)
    bad = [hit for clause in clauses.every for hit in clause.bad]
    good = [hit for clause in clauses.every for hit in clause.good]

    def grumbled(at: int) -> bool:
        return clauses.grumbled(Sentence(at, at + 1))

    def is_good(one: Thing) -> bool:
        return clauses.leaning(one.start) is Leaning.GOOD

    def is_bad(one: Thing) -> bool:
        return clauses.leaning(one.start) is Leaning.BAD

    def is_there(one: Thing) -> bool:
        near = max(one.start - _NEAR, 0)
        if _LIKENESS.search(clauses.text, near, one.start):
            return False
        return is_bad(one) or not _WITHOUT.search(clauses.text, near, one.start)

    told = [one for one in tables.things(words) if is_there(one)]
    mourning = any(one.trade == _GRIEF for one in told)
    family = [one.name for one in told if one.trade == _FAMILY and not is_bad(one)]
    greeted = not mourning and (clauses.grumbles or not bad)
    kept = [one for one in told if one.trade not in _APART and (bad or one.trade != _GRIEF)]
    liked = [one for one in kept if one.trade != _GRIEF and is_good(one)]
    # What went wrong is named first, and asked about.
    kept.sort(key=lambda one: not is_bad(one))
    disliked = [one for one in kept if grumbled(one.start)]
    complaint = _topics(bad, clauses, "complaint")
    asked = [one.name for one in tables.things(questions(words)) if one.trade != _FAMILY]
    if _asks_for_work(mention, clauses.text, tables) and all(map(_of_the_thing, complaint)):
        complaint = ()
        asked = [*(one.name for one in kept if one.name not in asked), *asked]
    thankable = [one for one in kept if one.trade != _GRIEF]
    return Points(
        complaint=complaint,
        praise=_topics(good, clauses, "praise"),
        things=tuple(one.name for one in kept),
        liked=tuple(one.name for one in kept if one in liked and one not in disliked),
        blamed=tuple(one.name for one in kept if is_bad(one)),
        asked=tuple(asked),
        grumble=bool(clauses.grumbles),
        disliked=tuple(one.name for one in disliked),
        family=family[0] if family and greeted else None,
        figures=tuple(dict.fromkeys(figures(words, tables))),
        mourning=mourning,
        granted=NOTHING if _grave(mention, complaint) else granted(clauses, thankable),
    )


def _grave(mention: Mention, complaint: Iterable[str]) -> bool:
    """Whether what ``mention`` tells is too grave for thanks."""
    topics = any(known().complaint[name].grave for name in complaint)
    return topics or mention.verdict.urgency is not Urgency.NONE


def questions(words: str) -> str:
    """The sentences of ``words`` that are questions, without their marks."""
    return ". ".join(_QUESTION.findall(words))


def _asks_for_work(mention: Mention, text: str, tables: Topics) -> bool:
    """Whether somebody who gives no stars asks to have something mended or done."""
    if tables.requests is None or mention.item.rating is not None:
        return False
    asked = [Sentence(*found.span()) for found in _QUESTION.finditer(text)]
    return tables.requests.occurs(text, asked)


def _of_the_thing(topic: str) -> bool:
    """Whether ``topic`` tells no more than that something does not work."""
    every = known()
    return every.complaint[topic].mere or _BROKEN in (topic, *every.broader("complaint", topic))


def _topics(hits: list[Hit], clauses: Clauses, side: Side) -> tuple[str, ...]:
    """The topics found, then those of the verdict, without a broader one beside a finer."""
    table, verdict = known().of(side), clauses.mention.verdict
    ordered = [hit.name for hit in sorted(hits, key=lambda hit: hit.start)]
    if not (verdict.returning or verdict.customer_type is CustomerType.LOYAL):
        # One hint alone is too little: "the filling has held for three years".
        ordered = [name for name in ordered if name != _YEARS]
    heard = {aspect for name in ordered for aspect in table[name].aspects}
    for one in verdict.aspects:
        if one.aspect not in heard and _plainly_says(one, clauses, side):
            standing = (name for name, topic in table.items() if one.aspect in topic.aspects)
            ordered += [*standing][:1]
    if side == "praise" and verdict.returning:
        ordered.append("returning")
    covered = {name for other in ordered for name in known().broader(side, other)}
    return tuple(name for name in dict.fromkeys(ordered) if name not in covered)


def _plainly_says(one: AspectFinding, clauses: Clauses, side: Side) -> bool:
    """Whether what the verdict alone heard may be answered: so few words say nothing else
    ("Nothing was in stock."), the stars go the same way, and no topic was heard there.

    Of longer ones every second was misheard: "they say open a window" is about no opening hours.
    """
    stars, at = clauses.mention.item.stars, clauses.text.find(fold(one.quote))
    if not one.named or stars is None or len(one.quote.split()) > _PLAIN or at < 0:
        return False
    if side == "praise":
        pointing, meant = one.polarity is Polarity.POSITIVE, stars > COMPLAINT_STARS
        return pointing and meant and clauses.leaning(at) in (Leaning.OPEN, Leaning.GOOD)
    pointing, meant = one.polarity is Polarity.NEGATIVE, stars < COMPLAINT_STARS
    return pointing and meant and clauses.leaning(at) is Leaning.OPEN


def figures(words: str, tables: Topics) -> Iterable[tuple[str, str]]:
    """Sums, spans of time and times of day in ``words``, with their kind, as they stand there but
    for the ending of the unit, where a language has endings."""
    taken: list[tuple[int, int]] = []
    for kind, spans in _figure_spans(fold(words), tables):
        for start, end in spans:
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                figure = _in_own_form(words[start:end].strip(" .,!?:;…"), tables)
                # Only the first letter: German writes its nouns large.
                yield kind, figure[:1].lower() + figure[1:]


def _in_own_form(figure: str, tables: Topics) -> str:
    """``figure`` with its last word as it stands without an ending: "3000 теңгеге" is of a sum."""
    number, space, unit = figure.rpartition(" ")
    return f"{number}{space}{next((one.name for one in tables.units(unit)), unit)}"


def _figure_spans(text: str, tables: Topics) -> Iterable[tuple[str, list[tuple[int, int]]]]:
    whole = [Sentence(0, len(text))]
    yield "money", [found.span() for found in _MONEY.finditer(text)]
    yield "clock", [found.span() for found in _CLOCK.finditer(text)]
    for kind, finder in tables.figures.items():
        yield kind, [(found.start, found.end) for found in finder.matches(text, whole)]
