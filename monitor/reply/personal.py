"""Links, addresses and numbers that neither the shop nor the review has made public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.reply.review import Review
from monitor.reply.spans import Span

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()]{1,300}|(?<![\w@.-])[a-z0-9-]{2,63}\.(?:com|net|org|info|biz|io|fi|ru|kz|ro|il|de|fr|es|uk|eu|shop|example)(?:/[^\s<>()]{0,300})?(?![\w@-])",
    re.I,
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"\+?\d(?:[\s()/.-]{0,2}\d){6,14}")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def spans(text: str, review: Review, profile: str | None) -> Iterator[Span]:
    """Findings in folded ``text``; none without a ``profile`` to compare with."""
    if profile is None:
        return
    known = f"{review.words}\n{profile}".casefold()
    digits = {number.group() for number in _NUMBER.finditer(known)}
    taken: list[tuple[int, int]] = []
    for pattern in (_MAIL, _LINK, _PHONE):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if match.group().rstrip(".,").casefold() not in known:
                yield Span("unknown_contact", *match.span())
    for number in _NUMBER.finditer(text):
        inside = any(start <= number.start() < end for start, end in taken)
        if not inside and number.group() not in digits:
            yield Span("unknown_number", *number.span())
