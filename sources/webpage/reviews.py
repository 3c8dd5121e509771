"""Which things on a page are reviews, of what, and what the page says of them in total."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.source import Aggregate
from sources.reading.ratings import read_rating
from sources.webpage.thing import Step, Thing, Value, link, walk

REVIEWS = frozenset({"Review", "UserReview", "CriticReview", "EmployerReview", "Recommendation"})
NOT_OF_CUSTOMERS = frozenset({"ClaimReview", "MediaReview"})
"""Fact checks: reviews in name only."""

_AGGREGATES = frozenset({"AggregateRating", "EmployerAggregateRating"})
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s'\u2019]\d{3})+\Z", re.ASCII)
_COUNT = re.compile(r"\d{1,12}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """A review and the name of what it is about, where the page tells."""

    review: Thing
    about: str | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What a page holds.

    ``groups`` are the reviews of each JSON-LD block, of the microdata and of the RDFa: the
    same review may stand in several of them. ``written`` is how many reviews the page claims
    that what it is about (``title``) has; None where it does not say, or is about several
    things. ``sentences`` counts reviews given as bare text, without an author or a rating.
    """

    groups: tuple[tuple[Found, ...], ...] = ()
    title: str | None = None
    aggregate: Aggregate | None = None
    written: int | None = None
    sentences: int = 0


def find(groups: Sequence[Sequence[Thing]]) -> Findings:
    """Look through the things of one page, each group from one place in it."""
    link([root for group in groups for root in group])
    entered: set[int] = set()
    steps = [list(walk(group, entered)) for group in groups]
    every = [step for group in steps for step in group]
    owners = {
        id(step.thing): step.parent
        for step in reversed(every)
        if step.parent is not None and step.name == "review"
    }
    met: set[int] = set()
    found = tuple(tuple(_reviews(group, owners, met)) for group in steps)
    subjects = Counter(each.about for group in found for each in group if each.about)
    title = subjects.most_common(1)[0][0] if subjects else None
    owner, total = _total(every, title)
    return Findings(
        found,
        title or (None if owner is None else owner.text("name")),
        None if total is None else _aggregate(total),
        None if total is None or len(subjects) > 1 else _written(total),
        sum(map(_is_sentence, _stated_reviews(every))),
    )


def _reviews(steps: Sequence[Step], owners: Mapping[int, Thing], met: set[int]) -> Iterator[Found]:
    """The reviews among ``steps`` that are not ``met`` yet."""
    for step in steps:
        key = id(step.thing)
        if key not in met and _is_review(step):
            met.add(key)
            yield Found(step.thing, _about(step.thing, owners.get(key)))


def _stated_reviews(steps: Sequence[Step]) -> Iterator[Value]:
    """Whatever stands as a review of something, each once."""
    for thing in {id(step.thing): step.thing for step in steps}.values():
        yield from thing.values("review")


def _is_review(step: Step) -> bool:
    """By its type; where it has none, by being somebody's ``review``."""
    types = step.thing.types
    if types & NOT_OF_CUSTOMERS:
        return False
    return bool(types & REVIEWS) or (not types and step.name == "review")


def _about(thing: Thing, owner: Thing | None) -> str | None:
    for stated in thing.values("itemReviewed"):
        name = stated.text("name") if isinstance(stated, Thing) else stated
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())
    name = owner.text("name") if owner is not None else None
    return None if name is None else " ".join(name.split())


def _is_sentence(value: Value) -> bool:
    """Whether a review is given as mere words: neither an address nor a number of them."""
    return isinstance(value, str) and " " in value.strip() and not value.strip()[0].isdigit()


def _total(steps: Sequence[Step], title: str | None) -> tuple[Thing | None, Thing | None]:
    """The aggregate rating of what the reviews are about, else the first; and whose it is."""
    totals = [
        (step.parent, step.thing)
        for step in steps
        if step.name == "aggregateRating" or step.thing.types & _AGGREGATES
    ]
    for owner, total in totals:
        if title is not None and _about(total, owner) == title:
            return owner, total
    return totals[0] if totals else (None, None)


def _aggregate(total: Thing) -> Aggregate | None:
    scale = total.value("worstRating"), total.value("bestRating")
    rating = read_rating(total.value("ratingValue"), *scale)
    count = read_count(total.value("ratingCount", "reviewCount"))
    if rating is None:
        return None if count is None else Aggregate(count=count)
    return Aggregate(rating.value, count, rating.worst, rating.best)


def _written(total: Thing) -> int | None:
    return read_count(total.value("reviewCount", "ratingCount"))


def read_count(value: object) -> int | None:
    """A number of reviews: 89, "89", "1,234" or "1 234"; None for anything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, str | int) else ""
    if _GROUPED.match(text):
        text = re.sub(r"\D", "", text)
    return int(text) if _COUNT.match(text) else None
