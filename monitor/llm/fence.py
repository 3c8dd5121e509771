"""A stranger's text as material for a language model: no markup, nothing unseen, fenced in.

A review may say "ignore your instructions". It cannot step out of its fence: the mark is drawn
anew for every question, and no angle bracket is left in the text to write it with.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

LIMIT = 4_000
"""Characters that are passed on: more than nearly any review, and a bound on what one costs."""

_TAG = re.compile(r"<[^<>]{0,300}>")
_BRACKETS = str.maketrans("<>＜＞﹤﹥", "‹›‹›‹›")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")


def new_mark() -> str:
    """A mark that nobody can guess."""
    return secrets.token_hex(8)


def harmless(text: str, limit: int = LIMIT) -> str:
    """``text`` without tags, angle brackets, control, direction and invisible characters, in at
    most ``limit`` characters."""
    # Nothing beyond could be kept, but for what is taken out: leave ample room for that.
    seen = "".join(map(_shown, text[: 4 * limit]))
    plain = _TAG.sub(" ", _SELECTORS.sub("", seen)).translate(_BRACKETS)
    lines = _AROUND_LINES.sub("\n", _BLANKS.sub(" ", plain))
    return _EMPTY_LINES.sub("\n\n", lines).strip()[:limit]


def fenced(text: str, mark: str, limit: int = LIMIT) -> str:
    """``text`` made harmless, between two tags that hold ``mark``."""
    inside = harmless(text, limit).replace(mark, "")
    return f"<review-{mark}>\n{inside}\n</review-{mark}>"


def _shown(character: str) -> str:
    """The character, a blank for one that ends a line or a field, nothing for one unseen."""
    if character == "\n":
        return character
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind[0] == "C" else character
