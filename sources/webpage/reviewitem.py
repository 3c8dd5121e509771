"""From a schema.org review to an item: its fields, its id, and the same review told twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.mention import Author, Item, Kind, OwnerReply, Precision, Rating
from sources.reading.dates import read_date
from sources.reading.identity import synthetic_id
from sources.reading.language import language
from sources.reading.person import person
from sources.reading.prose import line, prose
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url
from sources.webpage.reviews import Found
from sources.webpage.thing import Thing


@dataclass(frozen=True, slots=True)
class Reading:
    """A review read so far: the item under its derived id, and the id that the page states."""

    item: Item
    stated: str | None


def read_review(found: Found, *, base: str, page: str | None, now: datetime) -> Reading | None:
    """The review as an item, or None when it says nothing at all.

    ``base`` is what relative links start from; ``page`` the (safe) link to show where the review
    has none of its own; ``now`` anchors "5 months ago".
    """
    review = found.review
    text = prose(review.value("reviewBody", "description", "text"))
    title = line(review.value("headline", "name"))
    author, rating = _author(review, base), _rating(review)
    published, precision = read_date(review.value("datePublished", "dateCreated"), now=now)
    if not (text or title or rating or author.name or published):
        return None
    stated = (review.id or review.text("identifier") or "").strip()
    item = Item(
        id=_derived_id(author, published, precision, text, title, rating),
        kind=Kind.REVIEW,
        author=author,
        rating=rating,
        title=None if title == text else title,
        text=text,
        published_at=published,
        precision=precision,
        updated_at=read_date(review.value("dateModified"), now=now)[0],
        url=safe_url(review.text("url"), base) or _permalink(stated) or page,
        reply=_reply(review, found.about, now),
        lang=_language(review),
        about=line(found.about),
        synthetic=True,
    )
    return Reading(item, None if stated.startswith("_:") else clean(stated))


def _derived_id(
    author: Author,
    published: datetime | None,
    precision: Precision,
    text: str | None,
    title: str | None,
    rating: Rating | None,
) -> str:
    """From what two sights of one review share, wherever it stands on the page.

    A relative date is left out, for "2 days ago" reads otherwise tomorrow. So is the rating,
    unless there are no words to tell reviews apart by.
    """
    date = None
    if published is not None and precision is not Precision.RELATIVE:
        exact = precision is Precision.INSTANT
        date = published.isoformat() if exact else published.date().isoformat()
    words = text or title
    stars = None if words or rating is None else f"{rating.value:g}/{rating.best:g}"
    return synthetic_id(author.name, date, words, stars)


def _author(review: Thing, base: str) -> Author:
    for stated in review.values("author", "creator"):
        if isinstance(stated, Thing):
            full = " ".join(filter(None, (stated.text("givenName"), stated.text("familyName"))))
            name = person(stated.text("name", "alternateName")) or person(full)
            url = safe_url(stated.text("url"), base)
        else:
            name, url = person(stated), None
        if name is not None:
            return Author(name, url=url)
    return Author()


def _rating(review: Thing) -> Rating | None:
    """The overall rating; 0 on a scale that begins above 0 means that there is none."""
    stated = list(review.values("reviewRating", "rating"))
    # Some sites rate aspects as well ("service"); the overall rating is the one without.
    stated.sort(key=lambda each: isinstance(each, Thing) and bool(each.values("reviewAspect")))
    for each in [*stated, review]:
        if isinstance(each, Thing):
            scale = each.value("worstRating"), each.value("bestRating")
            rating = read_rating(each.value("ratingValue"), *scale)
        else:
            rating = read_rating(each)
        if rating is not None:
            return None if rating.value == 0 and rating.worst > 0 else rating
    return None


def _permalink(stated: str) -> str | None:
    """An id that is the address of the review. Plug-ins' "#/schema/..." lead nowhere."""
    return None if "#/schema/" in stated else safe_url(stated)


def _language(review: Thing) -> str | None:
    for stated in review.values("inLanguage"):
        code = stated.value("alternateName", "name") if isinstance(stated, Thing) else stated
        if found := language(code):
            return found
    return None


def _reply(review: Thing, about: str | None, now: datetime) -> OwnerReply | None:
    """The shop's answer: a comment by an organisation, or by what is reviewed."""
    for comment in review.values("comment"):
        if not isinstance(comment, Thing):
            continue
        for author in comment.values("author", "creator"):
            name = author.text("name") if isinstance(author, Thing) else author
            shop = isinstance(author, Thing) and author.types and "Person" not in author.types
            text = prose(comment.value("text", "description"))
            if text and (shop or (about is not None and line(name) == line(about))):
                published = read_date(comment.value("dateCreated", "datePublished"), now=now)
                return OwnerReply(text, published[0])
    return None


def merged(groups: Iterable[Sequence[Reading]]) -> list[Reading]:
    """The readings of all groups, each review once.

    A page tells the same review in several syntaxes, or in a block of each of two plug-ins.
    Within one group, two that look the same are two reviews.
    """
    kept: list[Reading] = []
    have: Counter[tuple[str, ...]] = Counter()
    for group in groups:
        met: Counter[tuple[str, ...]] = Counter()
        for reading in group:
            key = _sameness(reading.item)
            met[key] += 1
            if met[key] > have[key]:
                kept.append(reading)
        have |= met
    return kept


def _sameness(item: Item) -> tuple[str, ...]:
    """Equal for one review told twice; spaces and dates are where tellings differ."""
    author = (item.author.name or "").casefold()
    words = "".join((item.text or "").casefold().split())
    if words:
        return author, words
    day = "" if item.published_at is None else item.published_at.date().isoformat()
    return author, day, "" if item.rating is None else f"{item.rating.normalised}"


def identified(readings: Sequence[Reading]) -> list[Item]:
    """The items, in the same order, each with an id of its own.

    An id that the page states is kept, unless it stands on several reviews. Reviews that look
    the same are counted ("-2"), in an order that does not depend on that of the page.
    """
    stated = Counter(reading.stated for reading in readings)
    items: list[Item] = []
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        if reading.stated is not None and stated[reading.stated] == 1:
            items.append(replace(reading.item, id=reading.stated, synthetic=False))
        else:
            items.append(reading.item)
            alike[reading.item.id].append(place)
    for places in alike.values():
        places.sort(key=lambda place: _content(items[place]))
        for count, place in enumerate(places[1:], start=2):
            items[place] = replace(items[place], id=f"{items[place].id}-{count}")
    return items


def _content(item: Item) -> tuple[str, ...]:
    """What tells apart reviews of one author, day and wording, wherever they stand."""
    rating = "" if item.rating is None else f"{item.rating.normalised}"
    return rating, item.about or "", item.title or "", item.url or ""
