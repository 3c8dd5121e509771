"""Ratings in every spelling, kept in the site's own scale. Pure; nothing here raises."""

from __future__ import annotations

import math
import re

from monitor.mention import Rating

_WORDS = {"ONE": 1.0, "TWO": 2.0, "THREE": 3.0, "FOUR": 4.0, "FIVE": 5.0}
_NUMBER = r"[-+]?\d{1,6}(?:[.,]\d{1,6})?"
_PLAIN = re.compile(rf"({_NUMBER})\s*(?:stars?|\u2605|\u2b50)?\Z", re.IGNORECASE)
_OUT_OF = re.compile(rf"({_NUMBER})\s*(?:/|out of|of|von|sur|из)\s*({_NUMBER})\b", re.IGNORECASE)
_PERCENT = re.compile(rf"({_NUMBER})\s*%\Z")
_GLYPHS = re.compile("([\u2605\u2b50\ufe0f]+)(\u2606*)\\Z")
_MAX_LENGTH = 40


def read_rating(value: object, worst: object = None, best: object = None) -> Rating | None:
    """``value`` on the scale it states itself ("4/5", "80%"), else on ``worst`` to ``best``.

    A scale end that is absent or unreadable is schema.org's default, 1 or 5. Understood are
    numbers, ``"4,5"``, ``"FIVE"``, ``"4 out of 5"`` and rows of stars. A value outside its scale is
    kept: ``Rating.normalised`` says None for it. What is no rating is None; whether 0 means
    "none" is for the adapter to know.
    """
    low, high = _number(worst), _number(best)
    scale_worst = 1.0 if low is None else low
    scale_best = 5.0 if high is None else high
    if scale_worst > scale_best:
        scale_worst, scale_best = scale_best, scale_worst
    text = " ".join(value.split()) if isinstance(value, str) and len(value) <= _MAX_LENGTH else ""
    if found := _PERCENT.match(text):
        return _rating(_number(found[1]), 0.0, 100.0)
    if found := _OUT_OF.match(text):
        stated_best = _number(found[2])
        return _rating(_number(found[1]), scale_worst, stated_best or scale_best)
    if found := _GLYPHS.match(text):
        shown = len(found[1].replace("\ufe0f", ""))
        return _rating(float(shown), 1.0, float(max(5, shown + len(found[2]))))
    return _rating(_number(value), scale_worst, scale_best)


def _rating(value: float | None, worst: float, best: float) -> Rating | None:
    return None if value is None else Rating(value, worst, best)


def _number(value: object) -> float | None:
    """A finite number out of a number, a numeral with point or comma, or ONE to FIVE."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e9 and math.isfinite(value) else None
    if not isinstance(value, str) or len(value) > _MAX_LENGTH:
        return None
    text = value.strip()
    if text.upper() in _WORDS:
        return _WORDS[text.upper()]
    found = _PLAIN.match(text)
    return float(found[1].replace(",", ".")) if found else None
