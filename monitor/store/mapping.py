"""An item and its verdict as columns of ``mentions``, and a row of it as a ``Mention``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from monitor.mention import (
    Author,
    Item,
    Kind,
    Mention,
    OwnerReply,
    Precision,
    Rating,
    State,
    Status,
    Translation,
    Version,
)
from monitor.store.connection import Row
from monitor.store.encode import (
    clean,
    clean_or_none,
    key,
    key_or_none,
    moment,
    moment_or_none,
    pack,
    stamp_or_none,
    unpack,
)
from monitor.store.verdicts import correction_of, reading

WORDING = (
    "rating_value",
    "rating_worst",
    "rating_best",
    "millistars",
    "title",
    "text",
    "lang",
    "truncated",
    "content_hash",
    "published_at",
    "precision",
)
"""Columns that change when the author changes what they said."""

SURROUNDINGS = (
    "author_name",
    "author_id",
    "author_url",
    "author_is_owner",
    "translation_text",
    "translation_lang",
    "updated_at",
    "url",
    "reply",
    "answered",
    "about",
    "dedupe_key",
    "unverified",
    "extra",
)
"""Columns that may change without an edit. ``state`` is apart: origins may disagree on it."""

IDENTITY = ("source", "item_id", "kind", "synthetic")


def item_columns(item: Item) -> Row:
    """Every column that ``item`` fills, beside ``source``."""
    return (
        wording_columns(item)
        | surrounding_columns(item)
        | {
            "item_id": key(item.id),
            "kind": item.kind,
            "synthetic": item.synthetic,
            "state": item.state,
        }
    )


def wording_columns(item: Item) -> Row:
    """The WORDING columns."""
    rating = item.rating
    stars = item.stars
    return {
        "rating_value": None if rating is None else float(rating.value),
        "rating_worst": None if rating is None else float(rating.worst),
        "rating_best": None if rating is None else float(rating.best),
        "millistars": None if stars is None else round(stars * 1000),
        "title": clean_or_none(item.title),
        "text": clean_or_none(item.text),
        "lang": clean_or_none(item.lang),
        "truncated": item.truncated,
        "content_hash": item.content_hash,
        "published_at": stamp_or_none(item.published_at),
        "precision": item.precision,
    }


def surrounding_columns(item: Item) -> Row:
    """The SURROUNDINGS columns."""
    author, reply, translation = item.author, item.reply, item.translation
    return {
        "author_name": clean_or_none(author.name),
        "author_id": clean_or_none(author.id),
        "author_url": clean_or_none(author.url),
        "author_is_owner": author.is_owner,
        "translation_text": None if translation is None else clean(translation.text),
        "translation_lang": None if translation is None else clean_or_none(translation.lang),
        "updated_at": stamp_or_none(item.updated_at),
        "url": clean_or_none(item.url),
        "reply": None if reply is None else _pack_reply(reply),
        "answered": item.answered,
        "about": clean_or_none(item.about),
        "dedupe_key": key_or_none(item.dedupe_key),
        "unverified": item.unverified,
        "extra": _pack_extra(item.extra) if item.extra else None,
    }


def mention(row: Row) -> Mention:
    """A row of ``mentions`` as the noun it stands for."""
    read, correction = reading(row), correction_of(row)
    return Mention(
        number=row["number"],
        source=row["source"],
        item=_item(row),
        verdict=read if correction is None else correction.applied(read),
        status=Status(row["status"]),
        first_seen_at=moment(row["first_seen_at"]),
        changed_at=moment(row["changed_at"]),
        day=date.fromisoformat(row["day"]),
        place=row["place"],
        snoozed_until=moment_or_none(row["snoozed_until"]),
        versions=row["versions"],
        correction=correction,
    )


def version(row: Row) -> Version:
    """A row of ``versions`` as the noun it stands for."""
    return Version(
        version=row["version"],
        title=row["title"],
        text=row["text"],
        rating=_rating(row),
        seen_at=moment(row["seen_at"]),
    )


def _item(row: Row) -> Item:
    translation = row["translation_text"]
    return Item(
        id=row["item_id"],
        kind=Kind(row["kind"]),
        author=Author(
            row["author_name"], row["author_id"], row["author_url"], bool(row["author_is_owner"])
        ),
        rating=_rating(row),
        title=row["title"],
        text=row["text"],
        published_at=moment_or_none(row["published_at"]),
        precision=Precision(row["precision"]),
        updated_at=moment_or_none(row["updated_at"]),
        url=row["url"],
        state=State(row["state"]),
        reply=None if row["reply"] is None else _unpack_reply(row["reply"]),
        translation=(
            None if translation is None else Translation(translation, row["translation_lang"])
        ),
        lang=row["lang"],
        about=row["about"],
        dedupe_key=row["dedupe_key"],
        synthetic=bool(row["synthetic"]),
        truncated=bool(row["truncated"]),
        unverified=bool(row["unverified"]),
        extra={} if row["extra"] is None else unpack(row["extra"]),
    )


def _rating(row: Row) -> Rating | None:
    # SQLite has no "not a number": a rating that was one comes back as none at all.
    value, worst, best = row["rating_value"], row["rating_worst"], row["rating_best"]
    if value is None or worst is None or best is None:
        return None
    return Rating(value, worst, best)


def _pack_extra(extra: Mapping[str, str]) -> str:
    return pack({clean(name): clean(value) for name, value in sorted(extra.items())})


def _pack_reply(reply: OwnerReply) -> str:
    return pack(
        {
            "text": clean(reply.text),
            "published_at": stamp_or_none(reply.published_at),
            "state": reply.state,
            "id": clean_or_none(reply.id),
        }
    )


def _unpack_reply(packed: str) -> OwnerReply:
    kept = unpack(packed)
    return OwnerReply(
        kept["text"], moment_or_none(kept["published_at"]), State(kept["state"]), kept["id"]
    )
