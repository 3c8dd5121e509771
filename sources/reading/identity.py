"""Ids for items to which their site gives none."""

from __future__ import annotations

import json
import unicodedata
from hashlib import blake2b


def synthetic_id(*parts: str | None) -> str:
    """An id derived from what does not change between two sights of the same item.

    Pass the stable parts in a fixed order: target, author, the date as printed, the text.
    Spelling that sites change on their own (spaces, letter case, Unicode form) makes no
    difference, and None counts as empty; the order does matter. Mark the item ``synthetic``.
    """
    said = json.dumps([_normalised(part) for part in parts])
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _normalised(part: str | None) -> str:
    return " ".join(unicodedata.normalize("NFKC", part or "").casefold().split())
