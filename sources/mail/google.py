"""Google Business Profile's notices: "Anna left a review for ...", and the digest of several."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from monitor.mention import Author, Item, Kind, Rating
from monitor.source import Rejected
from sources.mail.message import Mail, link_on
from sources.reading.identity import synthetic_id
from sources.reading.text import safe_url

SENDERS = ("businessprofile-noreply@google.com", "googlemybusiness-noreply@google.com")
_SINGLE = re.compile(r".+ left a review for (?P<outlet>.+)\Z", re.IGNORECASE)
_DIGEST = re.compile(r"(?P<outlet>.+), you got \d{1,6} new reviews?\Z", re.IGNORECASE)
_STARS = re.compile(r"\b([1-5])-star review", re.IGNORECASE)
_NUMBER = re.compile(r"[\d.,]+")


def read_google_mail(mail: Mail) -> Item | Rejected | None:
    """The review in a notice of Google, or why there is none; None when it is not from Google.

    A digest names no review: it becomes a mention saying how many wait, never a review.
    """
    if mail.sender not in SENDERS:
        return None
    if digest := _DIGEST.match(mail.subject):
        return _digest(mail, digest["outlet"])
    single = _SINGLE.match(mail.subject)
    found = _english(mail) or _by_shape(mail)
    if found is None:
        return Rejected("A notice of Google in which no review was recognised.")
    rating, words, link = found
    name, text = words[0], "\n".join(words[1:]).strip() or None
    return Item(
        id=synthetic_id("mail", mail.key),
        kind=Kind.REVIEW,
        author=Author(name=name),
        rating=rating,
        text=text,
        published_at=mail.sent_at,
        precision=mail.precision,
        url=link,
        about=single["outlet"] if single else None,
        synthetic=True,
        truncated=text is not None and text.endswith(("…", "...")),
        unverified=not mail.verified,
    )


def _digest(mail: Mail, outlet: str) -> Item:
    links = [link for line in mail.lines if (link := _google_link(line))]
    return Item(
        id=synthetic_id("mail", mail.key),
        kind=Kind.MENTION,
        title=mail.subject,
        published_at=mail.sent_at,
        precision=mail.precision,
        url=links[0] if links else None,
        about=outlet,
        synthetic=True,
        truncated=True,
        unverified=not mail.verified,
    )


Found = tuple[Rating | None, list[str], str | None]
"""The stars, the lines from the reviewer's name on, and the link to the review."""


def _english(mail: Mail) -> Found | None:
    """By Google's own labels. The last "Reply to review" counts: a reviewer can write one too."""
    labels = [line.lower() for line in mail.lines]
    if "read review" not in labels or "reply to review" not in labels:
        return None
    start = labels.index("read review")
    end = len(labels) - 1 - labels[::-1].index("reply to review")
    words, link = list(mail.lines[start + 1 : end]), None
    while words and (not words[0] or link_on(words[0])):
        link = link or _google_link(words[0])
        words.pop(0)
    stars = _STARS.search("\n".join(mail.lines[:start]))
    rating = Rating(float(stars[1])) if stars else None
    return (rating, words, link) if words and (rating or any(words[1:])) else None


def _by_shape(mail: Mail) -> Found | None:
    """The same notice in another language: one number above, two links into the reviews around.

    The line before each link is its label. Nothing is taken unless all of it is there.
    """
    links = [place for place, line in enumerate(mail.lines) if _reviews_link(line)]
    if len(links) < 2:
        return None
    first, last = links[0], links[-1]
    tokens = _NUMBER.findall("\n".join(mail.lines[:first]))
    numbers = [number for token in tokens if (number := token.strip(".,"))]
    words = list(mail.lines[first + 1 : last])
    while words and not words[-1]:
        words.pop()
    words = words[:-1]
    while words and not words[0]:
        words.pop(0)
    if len(numbers) != 1 or numbers[0] not in "12345" or not words or link_on(words[0]):
        return None
    return Rating(float(numbers[0])), words, _google_link(mail.lines[first])


def _reviews_link(line: str) -> bool:
    return "/reviews" in urlsplit(_google_link(line) or "").path


def _google_link(line: str) -> str | None:
    """The link on ``line``, if it leads to Google: a forged notice may lead anywhere."""
    link = safe_url(link_on(line))
    host = urlsplit(link).hostname if link else None
    return link if host and (host == "google.com" or host.endswith(".google.com")) else None
