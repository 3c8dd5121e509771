"""Signed records of Mangrove, folded into the reviews that they make together. Pure.

An edit or a deletion is a record of its own that names the signature of the first one. Only
the same key may edit what it signed. An edit may give some fields only; the others stay.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.source import Json
from sources.reading.entries import Entry
from sources.reading.nodes import text_at
from sources.reading.text import clean

MARESI = "urn:maresi:"
_SIGNATURE = re.compile(r"[A-Za-z0-9_=+/.-]{1,300}")
_READ = frozenset(
    {"signature", "kid", "original_sub", "sub", "action", "iat", "rating", "opinion"}
    | {"nickname", "given_name", "family_name", "license", "is_generated", "is_affiliated"}
)
_NOT_CONTENT = frozenset({"sub", "action", "iat"})


@dataclass
class Review:
    """One review with all that was said of it later.

    ``iat`` is when it was signed, None while only an edit of it is known (``edits`` holds
    those records). ``replies`` are what staff of the reviewed place signed in answer.
    """

    signature: str
    payload: Entry
    kid: str | None
    iat: Json = None
    edited: Json = None
    deleted: bool = False
    edits: list[Json] = field(default_factory=list)
    replies: list[Entry] = field(default_factory=list)

    @property
    def orphaned(self) -> bool:
        """Whether only later records are here, and not the first one."""
        return self.iat is None and bool(self.edits)


def fold(records: Sequence[Json]) -> tuple[list[Review], list[str]]:
    """The reviews in ``records``, and for each record that is no part of one, why."""
    reviews: dict[str, Review] = {}
    later: list[tuple[Entry, Entry]] = []
    odd: list[str] = []
    for record in records:
        payload = payload_of(record)
        signature = text_at(record, "signature") or ""
        if not isinstance(record, dict) or payload is None or not _is_signature(signature):
            odd.append("not a signed review")
        elif payload.get("action") or (text_at(payload, "sub") or "").startswith(MARESI):
            later.append((record, payload))
        elif signature in reviews:
            odd.append("listed twice")
        else:
            kid = text_at(record, "kid")
            iat = payload.get("iat")
            reviews[signature] = Review(signature, payload, kid, iat=iat if iat else 0)
    for record, payload in sorted(later, key=lambda pair: _seconds(pair[1].get("iat"))):
        why = _apply(record, payload, reviews)
        if why is not None:
            odd.append(why)
    return list(reviews.values()), odd


def _apply(record: Entry, payload: Entry, reviews: dict[str, Review]) -> str | None:
    """Fold one later record in; the reason, where it is no part of a review."""
    action = payload.get("action")
    target = (text_at(payload, "sub") or "").removeprefix(MARESI)
    kid = text_at(record, "kid")
    if action == "report_abuse":
        return "a report of abuse"
    if action is None or action == "":
        if target in reviews and flag(payload, "is_affiliated"):
            reviews[target].replies.append(payload)
            return None
        return "a review of another review"
    if action not in ("edit", "delete") or not _is_signature(target):
        return "an action that is not known"
    review = reviews.get(target)
    if review is None:
        first: Entry = {"sub": record.get("original_sub")}
        review = reviews[target] = Review(target, first, kid)
    if review.kid and kid and review.kid != kid:
        return "an edit by someone else"
    review.edits.append(record)
    if action == "delete":
        review.deleted = True
        return None
    changed = {name: value for name, value in payload.items() if name not in _NOT_CONTENT}
    review.payload = {**review.payload, **changed}
    review.edited = payload.get("iat")
    return None


def _is_signature(text: str) -> bool:
    return _SIGNATURE.fullmatch(text) is not None


def slim(record: Json) -> Json:
    """A later record without all that goodword does not read: small and flat enough to carry."""
    payload = payload_of(record) or {}
    metadata = payload.get("metadata")
    kept = _flat(payload) | ({"metadata": _flat(metadata)} if isinstance(metadata, dict) else {})
    kept |= {"images": True} if payload.get("images") else {}
    return {**_flat(record), "payload": kept} if isinstance(record, dict) else None


def _flat(entry: Entry) -> Entry:
    return {
        name: clean(value) if isinstance(value, str) else value
        for name, value in entry.items()
        if name in _READ and not isinstance(value, list | dict)
    }


def payload_of(record: Json) -> Entry | None:
    """What was signed: beside the token as an object, or else inside it."""
    if not isinstance(record, dict):
        return None
    payload = record.get("payload")
    if isinstance(payload, dict):
        return payload
    parts = (text_at(record, "jwt") or "").split(".")
    if len(parts) != 3:
        return None
    try:
        inside = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError):
        return None
    return inside if isinstance(inside, dict) else None


def flag(payload: Entry, name: str) -> bool:
    """A flag of the metadata; some clients write the word."""
    metadata = payload.get("metadata")
    return isinstance(metadata, dict) and metadata.get(name) in (True, "true")


def _seconds(value: Json) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        return 0.0
    return float(value)
