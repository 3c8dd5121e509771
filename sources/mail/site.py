"""Notices of web shops and sites: WordPress and WooCommerce comments, and labelled reviews."""

from __future__ import annotations

import re

from monitor.mention import Author, Item, Kind, State
from monitor.source import Rejected
from sources.exports.columns import EXPORT_COLUMNS, find_columns
from sources.mail.message import Mail, link_on
from sources.reading.identity import synthetic_id
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url

_SUBJECT = re.compile(
    r'\[.+\] (?P<what>Comment|Please moderate|Pingback|Trackback): "(?P<post>.*)"\Z'
)
_AUTHOR = "(IP address:"
_AFTER = re.compile(
    r"(?:You can see all comments on this post here|Permalink|Approve it|Trash it|Spam it|Delete it"
    r"|Currently \d+ comments? (?:is|are) waiting.*|Please visit the moderation panel):?"
)
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:<>]{0,30}):\s*(?P<value>.*)\Z")


def read_comment_mail(mail: Mail) -> Item | Rejected | None:
    """A comment that WordPress reports, or a review of a WooCommerce product; None for other mail.

    The author's e-mail and network address, which stand in it, are left out.
    """
    subject = _SUBJECT.match(mail.subject)
    starts = [place for place, line in enumerate(mail.lines) if line.startswith("Comment:")]
    author = next(
        (line for line in mail.lines if _AUTHOR in line and line.startswith("Author:")), None
    )
    if subject is None or author is None or not starts:
        return None
    body = [mail.lines[starts[0]].removeprefix("Comment:").strip(), *mail.lines[starts[0] + 1 :]]
    ends = [place for place, line in enumerate(body) if _AFTER.match(line)]
    if subject["what"] not in ("Comment", "Please moderate") or not ends:
        return Rejected("A notice of the site in which no comment was recognised.")
    # Everything from the last block of links on is the site's; before it, the author's.
    text = "\n".join(body[: _start_of_last_block(body, ends)]).strip()
    if not text:
        return Rejected("A notice of the site in which no comment was recognised.")
    return Item(
        id=synthetic_id("mail", mail.key),
        kind=Kind.MENTION,
        author=Author(name=clean(author.removeprefix("Author:").rpartition(_AUTHOR)[0])),
        text=text,
        published_at=mail.sent_at,
        precision=mail.precision,
        url=_permalink(mail),
        state=State.PENDING if subject["what"] == "Please moderate" else State.VISIBLE,
        about=subject["post"] or None,
        synthetic=True,
        unverified=not mail.verified,
    )


def _start_of_last_block(body: list[str], ends: list[int]) -> int:
    """Where the run of the site's own lines at the end of the mail begins."""
    start = ends[-1]
    for place in reversed(ends):
        if all(_own_line(line) for line in body[place:start]):
            start = place
    return start


def _own_line(line: str) -> bool:
    return not line or _AFTER.match(line) is not None or line.startswith(("http", "<http"))


def _permalink(mail: Mail) -> str | None:
    for place, line in reversed(tuple(enumerate(mail.lines))):
        if line.startswith("Permalink:"):
            beside = line.removeprefix("Permalink:").strip()
            below = next(iter(mail.lines[place + 1 : place + 2]), "")
            return safe_url(beside) or safe_url(link_on(below))
    return None


def read_labelled_mail(mail: Mail) -> Item | Rejected | None:
    """A review whose parts are labelled (``Rating: 4/5``, ``Review: ...``); None for other mail.

    Only labelled parts are taken: where such a mail's text ends and its footer begins cannot be
    told, so the text ends at its first blank line and counts as cut short.
    """
    labelled: dict[str, tuple[int, str]] = {}
    for place, line in enumerate(mail.lines):
        found = _LABEL.match(line)
        if found:
            labelled.setdefault(found["label"].strip(), (place, found["value"]))
    named = find_columns([label for label in labelled if label not in EXPORT_COLUMNS], {}).named
    rating = read_rating(labelled[named["rating"]][1]) if "rating" in named else None
    if rating is None or rating.normalised is None or "text" not in named:
        return None
    place, first = labelled[named["text"]]
    text = _until_blank([first, *mail.lines[place + 1 :]])
    return Item(
        id=synthetic_id("mail", mail.key),
        kind=Kind.REVIEW,
        author=Author(name=_value(labelled, named.get("author"))),
        rating=rating,
        title=_value(labelled, named.get("title")),
        text=text or None,
        published_at=mail.sent_at,
        precision=mail.precision,
        url=safe_url(_value(labelled, named.get("url"))),
        about=_value(labelled, named.get("about")),
        synthetic=True,
        truncated=bool(text),
        unverified=not mail.verified,
    )


def _until_blank(lines: list[str]) -> str:
    taken: list[str] = []
    for line in lines:
        if taken and (not line or _LABEL.match(line) or link_on(line)):
            break
        if line:
            taken.append(line)
    return "\n".join(taken)


def _value(labelled: dict[str, tuple[int, str]], label: str | None) -> str | None:
    value = labelled[label][1] if label is not None else ""
    return value if value and "@" not in value else None
